"""Lines of pages become headings, paragraphs, list items and table rows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.extract import Kind
from ingest.readers.pdf_lines import Line, Style

# A heading's letters are larger than the body's by this factor, or bold.
_LARGER = 1.12
_LONGEST_HEADING = 200
# A heading that ends like a sentence and is longer than this is one.
_LONGEST_HEADING_WITH_STOP = 60
# From so many on, bold lines below one another are a list and head nothing.
_MOST_HEADINGS_IN_A_ROW = 3
# Lines of one paragraph are no further apart than usual by this factor; and what is usual, in letter sizes,
# where a document has too few characters to tell.
_LEADING_TOLERANCE, _USUAL_LEADING, _TIGHTEST_LEADING = 1.25, 1.45, 1.2
_FEWEST_CHARACTERS = 200
# Sizes of letters of one paragraph differ by no more (a list's bullet is often smaller), in points.
_SAME_SIZE = 0.6
# Two lines whose bottoms are within this share of the letters' size stand on one line.
_SAME_ROW = 0.3
# So far from the left a line begins a paragraph of its own, in letter sizes.
_INDENT = 0.8
# Left edges of one column are within so many points.
_SAME_COLUMN = 3.0
# After a bold "Host:", the text that follows on the next line may be smaller by so many points.
_RUN_IN_SIZE = 2.5
# A line this share of a table's width off its left edge and off its centre is no title of the table.
_OFF_CENTRE = 0.1
# A table's row is no taller than this, in letter sizes.
_TALLEST_ROW = 12

BULLET = re.compile(r"[•‣▪◦●■□○➢❖·∙–—*\-\uf0b7\uf0a7]\s+(?=\S)")
_ENUMERATOR = re.compile(r"(?:\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|\(?[ivx]{1,5}[.)])\s+(?=\S)")
_DECIMALS = re.compile(r"(?:[A-Za-z]+\s+)?(\d+(?:\.\d+)*)(?:\.(?=\s|[A-Za-z]|$)|(?=\s))")
_INITIAL = re.compile(r"(?:^|\W)[A-Z]\.$")
# What a wide gap may follow without making a line a table's row: a bullet, "1.", "Item 1A.", "Part II".
_LABEL = re.compile(
    r"(?:(?:item|note|part|section|chapter|article|annex|table|figure)\s+)?"
    r"\(?(?:\d[\d.]{0,6}[A-Za-z]?|[A-Za-z]|[IVX]{1,4})[.):]?\s*|\W+",
    re.I,
)
LEADERS = re.compile(r"\s*(?:\.\s?){4,}\s*|\s*…{2,}\s*|\s*_{4,}\s*")
_TERMINALS = (".", "!", "?", ":", ";", "…", ".”", '."', ".)", "?”", "!”", '?"')


@dataclass(slots=True)
class Piece:
    """A block in the making; ``level`` ranks headings from 1, the outermost."""

    kind: Kind
    lines: list[Line] = field(default_factory=list)
    level: int = 0

    @property
    def text(self) -> str:
        """The lines' text, for a first look: hyphens are not joined."""
        return " ".join(line.text for line in self.lines)

    @property
    def is_ruled(self) -> bool:
        """Whether it is a row of a ruled table."""
        return self.lines[0].cell is not None


def pieces_of(pages: list[list[Line]]) -> list[Piece]:
    """Return the structure of a document's lines, in their order."""
    layout = _Layout(pages)
    pieces: list[Piece] = []
    for lines in pages:
        for line in lines:
            kind = layout.kind_of(line)
            last = pieces[-1] if pieces else None
            if last is not None and layout.continues(last, line, kind):
                last.lines.append(line)
                if kind == "row" and last.kind == "paragraph":
                    last.kind = "row"
            else:
                pieces.append(Piece(kind, [line], int(kind == "item")))
    _demote(pieces)
    _rank(pieces)
    return pieces


class _Layout:
    """What is usual in a document: the body's letters, the distance of lines, the columns' edges."""

    def __init__(self, pages: list[list[Line]]) -> None:
        sizes: Counter[float] = Counter()
        bold: Counter[bool] = Counter()
        distances: dict[float, Counter[float]] = defaultdict(Counter)
        self._edges: dict[tuple[int, int, float], float] = {}
        self._rows: dict[tuple[int, int], int] = Counter()
        for lines in pages:
            for above, line in zip([None, *lines], lines, strict=False):
                sizes[line.style.size] += len(line.text)
                bold[line.style.bold] += len(line.text)
                for column in _columns(line):
                    self._edges[column] = max(self._edges.get(column, 0.0), line.right)
                for row in _row_keys(line):
                    self._rows[row] += 1
                distance = above.bottom - line.bottom if above else 0.0
                if above and above.style.size == line.style.size and 0 < distance < 3 * line.style.size:
                    # Long lines count for more: it is prose whose leading is wanted, not a table's.
                    distances[line.style.size][round(2 * distance) / 2] += min(len(above.text), len(line.text))
        self._body = sizes.most_common(1)[0][0] if sizes else 0.0
        self._body_is_bold = bold[True] > bold[False]
        self._leadings = {
            size: max(counted.most_common(1)[0][0], _TIGHTEST_LEADING * size)
            for size, counted in distances.items()
            if counted.total() >= _FEWEST_CHARACTERS
        }

    def kind_of(self, line: Line) -> Kind:
        """Return what a line is by itself."""
        if line.cell is not None:
            return "row"
        if LEADERS.search(line.text) or any(not _LABEL.fullmatch(line.text[:gap]) for gap in line.gaps):
            return "row"
        if self._looks_like_heading(line):
            return "heading"
        return "item" if BULLET.match(line.text) or _ENUMERATOR.match(line.text) else "paragraph"

    def _looks_like_heading(self, line: Line) -> bool:
        text = line.text
        letters = sum(character.isalpha() for character in text)
        if letters < 2 or letters < len(text) / 3 or line.broken or BULLET.match(text):
            return False
        if line.style.size >= self._body * _LARGER:
            return True
        stands_out = line.style.bold and not self._body_is_bold and line.style.size > self._body - _SAME_SIZE
        ends_open = text.endswith((":", ",", ";")) or (text.endswith(".") and not _DECIMALS.match(text))
        return stands_out and not ends_open and not text[0].islower() and self._is_alone(line)

    def _is_alone(self, line: Line) -> bool:
        return self._rows[(line.page, round(line.bottom))] <= 1

    def continues(self, piece: Piece, line: Line, kind: Kind) -> bool:
        """Return whether a line goes on with what the last line began."""
        last = piece.lines[-1]
        if last.cell or line.cell:
            return _is_same_ruled_row(last, line)
        if last.broken and _alike(last.style, line.style):
            return True
        if last.page == line.page and abs(last.bottom - line.bottom) < _SAME_ROW * line.style.size:
            return self._same_row(piece, last, line, kind)
        if piece.kind == "heading" and (kind == "heading" or _within_sentence(last, line)):
            return self._same_heading(piece, last, line)
        if "heading" in (piece.kind, kind):
            return False
        if kind == "item" and not _goes_on_by_chance(last, line):
            return False
        if piece.kind == "row" and kind != "row":
            return self._same_cell(piece, line)
        if kind == "row":
            return (
                _within_sentence(last, line)
                and piece.kind == "paragraph"
                and len(piece.lines) == 1
                and self._is_next(last, line)
            )
        if piece.text.endswith(":") and last.style.bold and not line.style.bold and len(piece.lines) == 1:
            return self._is_next(last, line) and 0 <= last.style.size - line.style.size <= _RUN_IN_SIZE
        if not _alike(last.style, line.style):
            return False
        if self._is_next(last, line):
            return self._same_paragraph(piece, last, line)
        elsewhere = last.page != line.page or line.bottom > last.bottom
        return elsewhere and self._clearly_continues(last, line)

    def _same_row(self, piece: Piece, last: Line, line: Line, kind: Kind) -> bool:
        single = len(piece.lines) == 1 or piece.kind == "row"
        if line.left < last.right or not single or "heading" in (piece.kind, kind):
            return False
        piece.kind = "item" if piece.kind == "item" else "row"
        return True

    def _same_cell(self, piece: Piece, line: Line) -> bool:
        """Return whether a line goes on in, or fills, one of the row's cells but the first."""
        row = piece.lines[0]
        near = row.page == line.page and line.style.size - row.style.size < _SAME_SIZE
        within = -_SAME_ROW * row.style.size < row.bottom - line.bottom < _TALLEST_ROW * row.style.size
        in_cell = any(abs(cell - line.left) < row.style.size / 2 for cell in row.cells)
        beside = abs(row.bottom - line.bottom) < _SAME_ROW * row.style.size and line.left > row.right
        tight = piece.lines[-1].bottom - line.bottom < _USUAL_LEADING * row.style.size
        return near and within and ((in_cell and tight) or beside)

    def _same_heading(self, piece: Piece, last: Line, line: Line) -> bool:
        both_numbered = all(_DECIMALS.match(one.text) or _ENUMERATOR.match(one.text) for one in (piece.lines[0], line))
        return last.style == line.style and not both_numbered and self._is_next(last, line)

    def _is_next(self, last: Line, line: Line) -> bool:
        leading = self._leadings.get(line.style.size, _USUAL_LEADING * line.style.size)
        return last.page == line.page and 0 < last.bottom - line.bottom <= _LEADING_TOLERANCE * leading + 0.5

    def _same_paragraph(self, piece: Piece, last: Line, line: Line) -> bool:
        ended = last.text.endswith(_TERMINALS)
        capital = not line.text[0].islower() if ended else line.text[0].isupper()
        if piece.kind == "item" and line.left < piece.lines[0].left - 1 and ended:
            return False
        if ended and piece.kind != "item" and line.left > last.left + _INDENT * line.style.size:
            return False
        if last.style.bold != line.style.bold and capital:
            return False
        return not (capital and self._had_room(last, line) and not _is_mid_name(last, line))

    def _had_room(self, last: Line, line: Line) -> bool:
        """Return whether the line's first word would have fitted on the line above."""
        edge = self._edges.get(_columns(last)[1], last.right)
        return last.right + line.first_word + line.style.size < edge

    def _clearly_continues(self, last: Line, line: Line) -> bool:
        if last.text.endswith(_TERMINALS) or last.style.bold != line.style.bold:
            return False
        return line.text[0].islower() or not self._had_room(last, line)


def _columns(line: Line) -> list[tuple[int, int, float]]:
    """Return where lines of the same column are looked for: about the same left edge, letters of the same size."""
    left = round(line.left / _SAME_COLUMN)
    return [(line.page, left + step, line.style.size) for step in (-1, 0, 1)]


def _row_keys(line: Line) -> list[tuple[int, int]]:
    height = round(line.bottom)
    return [(line.page, height + step) for step in (-1, 0, 1)]


def _is_same_ruled_row(last: Line, line: Line) -> bool:
    if last.cell is None or line.cell is None:
        return False
    return (last.page, last.cell.table, last.cell.row) == (line.page, line.cell.table, line.cell.row)


def _alike(one: Style, other: Style) -> bool:
    return abs(one.size - other.size) <= _SAME_SIZE


def _goes_on_by_chance(last: Line, line: Line) -> bool:
    """Return whether what looks like a list's number is the rest of a sentence ("on page\\n12. The …", "A. Smith")."""
    if BULLET.match(line.text):
        return False
    if last.text.endswith(_TERMINALS) and not (_INITIAL.search(last.text) and line.text[0].isupper()):
        return False
    return abs(last.left - line.left) < 2


def _within_sentence(last: Line, line: Line) -> bool:
    return line.text[0].islower() and not last.text.endswith(_TERMINALS)


def _is_mid_name(last: Line, line: Line) -> bool:
    return last.text.endswith((",", " and", " of", " the", " for", " in", " to", "&"))


def _demote(pieces: list[Piece]) -> None:
    """Turn into text what cannot be a heading: sentences, and lists of short bold lines that head nothing."""
    for piece in pieces:
        if piece.kind == "heading":
            text = piece.text
            sentence = text.endswith(".") and len(text) > _LONGEST_HEADING_WITH_STOP
            if sentence or len(text) > _LONGEST_HEADING:
                piece.kind = "paragraph"
    for piece, below in pairwise(pieces):
        if piece.kind == "heading" and below.kind == "row" and not below.is_ruled and _is_above_columns(piece, below):
            piece.kind = "row"
    first = 0
    for position in range(len(pieces) + 1):
        here = pieces[position] if position < len(pieces) else None
        start = pieces[first] if first < len(pieces) else None
        if here and start and here.kind == start.kind == "heading" and here.lines[0].style == start.lines[0].style:
            continue
        if position - first >= _MOST_HEADINGS_IN_A_ROW and start and start.kind == "heading":
            for piece in pieces[first:position]:
                piece.kind = "paragraph"
        first = position


def _is_above_columns(piece: Piece, below: Piece) -> bool:
    """Return whether a bold line stands over a table's right columns, not at its left and not at its centre."""
    line, row = piece.lines[0], below.lines[0]
    width = row.right - row.left
    off_centre = abs(line.left + line.right - row.left - row.right) / 2 > _OFF_CENTRE * width
    return line.page == row.page and line.left > row.left + _OFF_CENTRE * width and off_centre


def _rank(pieces: list[Piece]) -> None:
    """Give headings their levels: larger letters first, bold before plain, fewer numbers before more."""
    keys = {id(piece): _rank_key(piece) for piece in pieces if piece.kind == "heading"}
    ranks = {key: rank for rank, key in enumerate(sorted(set(keys.values())), 1)}
    for piece in pieces:
        if piece.kind == "heading":
            piece.level = ranks[keys[id(piece)]]


def _rank_key(piece: Piece) -> tuple[float, bool, bool, int]:
    style = piece.lines[0].style
    numbered = _DECIMALS.match(piece.text)
    depth = numbered[1].count(".") + 1 if numbered else 1
    return (-style.size, not style.bold, style.italic, depth)
