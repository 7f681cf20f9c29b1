"""PDF: text in PDFium's order, with a map from every character to its place on its page."""

from __future__ import annotations

import ctypes
import math
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.assembly import Assembly
from ingest.budget import Budget
from ingest.decoding import clean
from ingest.errors import NeedsPassword, Unreadable
from ingest.extract import Extract
from ingest.readers.pdf_columns import in_reading_order
from ingest.readers.pdf_furniture import without_furniture
from ingest.readers.pdf_layout import Piece, pieces_of
from ingest.readers.pdf_lines import Cell, Gap, Line, Style
from ingest.readers.pdf_ruled import Grid, grids_of
from ingest.readers.pdf_ruled_rows import RuledRows, placed
from ingest.readers.pdf_tables import Tables
from ingest.readers.pdf_text import joined, title, words_of
from ingest.readers.scans import Scans
from ingest.readers.titles import day_of, sensible_author

# PDFium puts this in place of a hyphen at a line's end and drops the line end after it.
_BROKEN_HYPHENS = frozenset({0x02, 0xFFFE})
_LINE_ENDS = frozenset({0x0A, 0x0D})
# Nobody can read smaller text: such lines are anchors and other debris of the program that wrote the file.
_SMALLEST_SIZE = 3.0
# Some files leave out spaces and move on instead. A gap of this share of the characters' height is a space …
_SPACE_GAP = 0.1
# … unless the whole line is spaced out, with a median gap of more than this.
_SPACED_OUT = 0.05
# A gap of this many heights sets cells of a table apart; justified text stays below 1.
_CELL_GAP = 1.5
# Beside such a row a gap of this many does so too: headings of columns stand closely.
_NARROW_GAP = 0.6
# A page at 72 dots an inch has half a million pixels; what is a fifth of that is a logo or a drawing.
_SMALLEST_SCAN = 100_000
_NO_SPACE_BEFORE = frozenset(".,:;!?)]}”’%")
_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "black", "heavy", "demi")
_ITALIC_NAMES = ("italic", "oblique")


@dataclass(frozen=True, slots=True)
class _Page:
    """A page's lines and its height in points; ``scanned`` when it is a picture without text."""

    lines: list[Line]
    height: float
    scanned: bool


def read(data: bytes, progress: Callable[[int, int], None], budget: Budget) -> Extract:
    """Read a PDF; its title is that of its properties if it makes sense, else page 1's largest line.

    Scanned pages are recognised by tesseract if it is installed, and noted if not. Their text has pages but no places.
    """
    with closing(opened(data, budget.passwords)) as document:
        pages: list[_Page] = []
        scans = Scans(budget.deadline)
        for number in range(1, len(document) + 1):
            try:
                with closing(document[number - 1]) as page:
                    pages.append(_page(page, number))
                    if pages[-1].scanned:
                        scans.take(page, number)
            except pypdfium2.PdfiumError as error:
                raise Unreadable(f"page {number} of the PDF is damaged") from error
            progress(number, len(document))
        about = {name: clean(value) for name, value in document.get_metadata_dict().items()}
    lines = [page.lines for page in pages]
    if not any(lines) and not scans.recognised:
        raise Unreadable(": ".join(["no text found in the PDF", *scans.notes()]))
    kept = without_furniture(lines, [page.height for page in pages])
    pieces = pieces_of([in_reading_order(page) for page in kept])
    return _assembled(pieces, words_of(lines), scans).finish(
        title(about.get("Title", ""), pieces),
        len(pages),
        scans.notes(),
        author=sensible_author(about.get("Author")),
        date=day_of([about.get("ModDate"), about.get("CreationDate")]),
    )


def opened(data: bytes, passwords: Iterable[str]) -> Any:
    """Return a `pypdfium2.PdfDocument`; one whose owner only forbids things needs no password.

    Raises:
        Unreadable: it is damaged, or none of the passwords opens it.
    """
    for password in (None, *passwords):
        try:
            return pypdfium2.PdfDocument(data, password)
        except pypdfium2.PdfiumError as error:
            if "password" not in str(error).lower():
                raise Unreadable("the PDF is damaged: open it in a viewer, save it again and retry") from error
    raise NeedsPassword("the PDF needs a password: give it with --password, or save a copy without one")


def _assembled(pieces: list[Piece], words: Counter[str], scans: Scans) -> Assembly:
    """Put pieces and recognised pages together, in the order of the pages."""
    assembly = Assembly()
    ruled, tables = RuledRows(pieces, words), Tables(pieces, words)
    waiting = deque(sorted(scans.recognised.items()))

    def catch_up(before: float) -> None:
        while waiting and waiting[0][0] < before:
            page, paragraphs = waiting.popleft()
            for paragraph in paragraphs:
                assembly.block("paragraph", paragraph, page=page)

    for piece in pieces:
        catch_up(piece.lines[0].page)
        text, origins = ruled.text_of(piece) or tables.text_of(piece) or joined(piece, words)
        if text:
            assembly.paged_block(piece.kind, text, origins, piece.level)
    catch_up(math.inf)
    return assembly


def _page(page: Any, number: int) -> _Page:
    with closing(page.get_textpage()) as text_page:
        lines = placed(_lines_of(text_page, number, grids_of(page)))
    return _Page(lines, page.get_height(), not lines and _has_picture(page))


def _has_picture(page: Any) -> bool:
    for picture in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,)):
        width, height = picture.get_px_size()
        if width * height >= _SMALLEST_SCAN:
            return True
    return False


@dataclass(slots=True)
class _Glyph:
    character: str
    offset: int
    left: float
    right: float
    bottom: float
    top: float

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


def _lines_of(text_page: Any, page: int, grids: Iterable[Grid]) -> list[Line]:
    """Return a page's lines in PDFium's order, those that can be read; none goes on in another cell of a table.

    Args:
        text_page: the page's `pypdfium2.PdfTextPage`.
        page: its number, from 1.
        grids: what may be ruled tables on it.
    """
    written = list(_written(text_page))
    inked = [glyph.centre for glyphs, _ in written for glyph in glyphs if glyph.character != " "]
    tables = [grid for grid in grids if grid.is_table(inked)]
    lines: list[Line | None] = []
    for glyphs, broken in written:
        parts = list(_by_cell(glyphs, tables))
        for number, (part, cell) in enumerate(parts, 1):
            lines.append(_line(text_page, part, page, broken=broken and number == len(parts), cell=cell))
    return [line for line in lines if line]


def _written(text_page: Any) -> Iterator[tuple[list[_Glyph], bool]]:
    """Yield the characters of each line of a page, and whether a hyphen that is no character ends it."""
    glyphs: list[_Glyph] = []
    box = pdfium.FS_RECTF()
    offset, count = 0, text_page.count_chars()
    while offset < count:
        code = pdfium.FPDFText_GetUnicode(text_page, offset)
        step = 1
        if code in _LINE_ENDS or code in _BROKEN_HYPHENS:
            yield glyphs, code in _BROKEN_HYPHENS
            glyphs = []
        else:
            character, step = _character(text_page, offset, code)
            if character:
                pdfium.FPDFText_GetLooseCharBox(text_page, offset, box)
                glyphs.append(_Glyph(character, offset, box.left, box.right, box.bottom, box.top))
        offset += step
    yield glyphs, False


def _by_cell(glyphs: list[_Glyph], tables: list[Grid]) -> Iterator[tuple[list[_Glyph], Cell | None]]:
    """Cut a line where it goes on in another cell; spaces stay with what is before them."""
    part: list[_Glyph] = []
    here: Cell | None = None
    for glyph in glyphs:
        if tables and glyph.character != " ":
            cell = next((cell for table in tables if (cell := table.cell_at(*glyph.centre))), None)
            if cell != here and part:
                yield part, here
                part = []
            here = cell
        part.append(glyph)
    yield part, here


def _character(text_page: Any, offset: int, code: int) -> tuple[str, int]:
    """Return the character that begins at an index, empty for what is none, and how many indices it takes."""
    if 0xD800 <= code < 0xDC00:
        low = pdfium.FPDFText_GetUnicode(text_page, offset + 1)
        if 0xDC00 <= low < 0xE000:
            return chr(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)), 2
    if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd", 1
    character = chr(code)
    if character.isspace():
        return " ", 1
    return (character, 1) if character.isprintable() or code == 0xAD else ("", 1)


def _line(text_page: Any, glyphs: list[_Glyph], page: int, *, broken: bool, cell: Cell | None) -> Line | None:
    inked = [glyph for glyph in glyphs if glyph.character != " "]
    if not any(glyph.character.isalnum() for glyph in inked):
        return None
    style = _style(text_page, inked)
    if style.size < _SMALLEST_SIZE:
        return None
    spaced_out = _is_spaced_out(inked)
    text: list[str] = []
    offsets: list[int] = []
    gaps: list[int] = []
    cells: list[float] = []
    breaks: list[Gap] = []
    last: _Glyph | None = None
    space: int | None = None
    for glyph in glyphs:
        if glyph.character == " ":
            space = glyph.offset if space is None else space
            continue
        if last is not None:
            gap = (glyph.left - last.right) / max(glyph.top - glyph.bottom, _SMALLEST_SIZE)
            missing = gap > _SPACE_GAP and not spaced_out and glyph.character not in _NO_SPACE_BEFORE
            if space is not None or missing:
                text.append(" ")
                offsets.append(-1 if space is None else space)
                if gap > _NARROW_GAP:
                    breaks.append(Gap(len(text), last.right, glyph.left))
                if gap > _CELL_GAP:
                    gaps.append(len(text))
                    cells.append(glyph.left)
        text.append(glyph.character)
        offsets.append(glyph.offset)
        last, space = glyph, None
    word = "".join(text).split(" ", 1)[0]
    return Line(
        text="".join(text),
        offsets=tuple(offsets),
        page=page,
        left=min(glyph.left for glyph in inked),
        right=max(glyph.right for glyph in inked),
        bottom=inked[0].bottom,
        top=inked[0].top,
        style=style,
        gaps=tuple(gaps),
        cells=tuple(cells),
        broken=broken,
        first_word=inked[len(word) - 1].right - inked[0].left,
        breaks=tuple(breaks),
        cell=cell,
    )


def _is_spaced_out(inked: list[_Glyph]) -> bool:
    gaps = sorted(
        (glyph.left - last.right) / max(glyph.top - glyph.bottom, _SMALLEST_SIZE) for last, glyph in pairwise(inked)
    )
    return bool(gaps) and gaps[len(gaps) // 2] > _SPACED_OUT


def _style(text_page: Any, inked: list[_Glyph]) -> Style:
    """Return the style of a line by three of its letters or digits: bold and italic only if all are."""
    letters = [glyph.offset for glyph in inked if glyph.character.isalnum()]
    samples = {letters[0], letters[len(letters) // 2], letters[-1]}
    sizes, bold, italic = [], True, True
    for offset in sorted(samples):
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(text_page, offset, matrix)
        sizes.append(pdfium.FPDFText_GetFontSize(text_page, offset) * math.hypot(matrix.c, matrix.d))
        name = _font_name(text_page, offset)
        weight = pdfium.FPDFText_GetFontWeight(text_page, offset)
        bold = bold and (weight >= _BOLD_WEIGHT or any(part in name for part in _BOLD_NAMES))
        italic = italic and any(part in name for part in _ITALIC_NAMES)
    return Style(round(2 * sorted(sizes)[len(sizes) // 2]) / 2, bold, italic)


def _font_name(text_page: Any, offset: int) -> str:
    buffer = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(text_page, offset, buffer, len(buffer), ctypes.c_int())
    return buffer.value.decode("utf-8", "replace").lower()
