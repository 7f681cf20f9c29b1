"""Rows of tables without rules: cells that room sets apart, each under its column's name, with every origin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.readers.pdf_layout import LEADERS, Piece
from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_text import joined
from ingest.readers.tables import BETWEEN_CELLS

_NOWHERE = (0, 0)
# Two lines whose bottoms are within this share of the letters' size stand on one line.
_SAME_ROW = 0.3
# Headers of tables are of so many rows; more are a table of words.
_MOST_HEADER_ROWS = 3
_LONGEST_NAME = 80
# A short line between rows ("Cost of sales:") names the rows below it, and the columns stay.
_LONGEST_LABEL = 60
# A column's name need not stand right above its numbers; in points, from centre to centre.
_OFF_CENTRE = 36.0
# A line within so many letter sizes of a row may be a part of its table.
_NEAR = 5.0
_SIGN = re.compile(r"[$€£¥]|US\$|Rs\.?")
_CLOSING = re.compile(r"[)%*†‡]{1,3}")
_NUMBER = re.compile(r"[-–—(+]?\s*(?:[$€£¥]\s*)?\d[\d.,\s]*\)?\s*%?\)?|[-–—]")
_YEAR = re.compile(r"(?:FY\s*)?(?:19|20)\d\d")

Origins = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class TextCell:
    """A cell's text, each character's page and index there, and the cell's left and right edge in points."""

    text: str
    origins: Origins
    left: float
    right: float

    @property
    def is_number(self) -> bool:
        """Whether it is a value and no year."""
        return bool(_NUMBER.fullmatch(self.text)) and not _YEAR.fullmatch(self.text)

    def overlaps(self, other: TextCell) -> bool:
        """Return whether it stands above or below another one."""
        return self.left < other.right and other.left < self.right

    def off(self, other: TextCell) -> float:
        """Return how far its centre is from another one's, in points, sideways."""
        return abs(self.left + self.right - other.left - other.right) / 2


_Row = list[TextCell]


class Tables:
    """The rows among a document's pieces, and the columns that they belong to."""

    def __init__(self, pieces: Sequence[Piece], words: Counter[str]) -> None:
        self._words = words
        self._texts: dict[int, tuple[str, Origins]] = {}
        _find_header_lines(pieces)
        for run in _runs(pieces):
            self._take(run)

    def text_of(self, piece: Piece) -> tuple[str, Origins] | None:
        """Return a row's text and, for each character, its page and index there; None for what is no row."""
        return self._texts.get(id(piece))

    def _take(self, run: list[Piece]) -> None:
        rows = [(piece, _merged(_cells(piece, self._words))) for piece in run if piece.kind == "row"]
        header = _header([cells for _, cells in rows], [piece for piece, _ in rows])
        for number, (piece, cells) in enumerate(rows):
            names: list[_Row | None] = _names(header, cells) if number >= len(header) else [None] * len(cells)
            self._texts[id(piece)] = written(cells, names)


def _runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield stretches of pieces that may be one table: rows of a page with short lines between them."""
    run: list[Piece] = []
    for piece in pieces:
        page = piece.lines[0].page
        loose = piece.kind == "row" and not piece.is_ruled
        is_row = loose and not any(LEADERS.search(line.text) for line in piece.lines)
        is_label = _is_label(piece)
        if run and (run[0].lines[0].page != page or not (is_row or is_label)):
            yield run
            run = []
        if is_row or (run and is_label):
            run.append(piece)
    if run:
        yield run


def _is_label(piece: Piece) -> bool:
    return piece.kind == "paragraph" and len(piece.lines) == 1 and len(piece.text) <= _LONGEST_LABEL


def _find_header_lines(pieces: Sequence[Piece]) -> None:
    """Turn lines into rows that stand at a row and whose words stand over its cells, though closely."""
    for step in (-1, 1):
        order = range(len(pieces)) if step == -1 else range(len(pieces) - 1, -1, -1)
        for at in order:
            beside = at + step
            piece = pieces[at]
            if step == 1 and beside + 1 < len(pieces) and _is_label(pieces[beside]):
                beside += 1
            if piece.kind != "paragraph" or len(piece.lines) != 1 or not 0 <= beside < len(pieces):
                continue
            row = pieces[beside]
            if row.kind == "row" and not row.is_ruled and _stands_over(piece.lines[0], row):
                piece.kind = "row"


def _stands_over(line: Line, row: Piece) -> bool:
    other = row.lines[0]
    near = other.page == line.page and abs(other.bottom - line.bottom) < _NEAR * line.style.size
    parts = _segments(line, narrow=True)
    if not near or len(parts) < 2:
        return False
    cells = [cell for one in row.lines for cell in _segments(one, narrow=True)]
    over = [[at for at, cell in enumerate(cells) if _overlap(part, cell)] for part in parts]
    beneath = [at for found in over for at in found]
    return all(over) and len(set(beneath)) == len(beneath)


def _overlap(one: Line, other: Line) -> bool:
    return one.left < other.right and other.left < one.right


def _segments(line: Line, *, narrow: bool) -> list[Line]:
    """Cut a line at its gaps: at the wide ones and those between numbers, or at all."""
    cuts = [
        one
        for one in line.breaks
        if narrow or one.position in line.gaps or _is_between_numbers(line.text, one.position)
    ]
    parts = []
    start, left = 0, line.left
    for cut in [*cuts, None]:
        end = cut.position if cut else len(line.text)
        right = cut.end if cut else line.right
        text = line.text[start:end].rstrip()
        parts.append(
            replace(
                line,
                text=text,
                offsets=line.offsets[start : start + len(text)],
                left=left,
                right=right,
                gaps=(),
                cells=(),
                breaks=(),
                broken=line.broken and cut is None,
            )
        )
        if cut:
            start, left = cut.position, cut.start
    return [part for part in parts if part.text]


def _is_between_numbers(text: str, position: int) -> bool:
    before, after = text[:position].split()[-1:], text[position:].split()[:1]
    return all(bool(word) and bool(_NUMBER.fullmatch(word[0]) or _SIGN.fullmatch(word[0])) for word in (before, after))


def _cells(piece: Piece, words: Counter[str]) -> _Row:
    """Return a row's cells from left to right; lines below its first go on in the cell that they stand in."""
    columns: list[list[Line]] = []
    first = piece.lines[0]
    narrow = not any(line.gaps for line in piece.lines) and len(piece.lines) == 1
    for line in piece.lines:
        beside = abs(first.bottom - line.bottom) < _SAME_ROW * line.style.size
        for part in _segments(line, narrow=narrow):
            column = None if beside else next((one for one in columns if any(_overlap(part, a) for a in one)), None)
            if column is None:
                columns.append([part])
            else:
                column.append(part)
    columns.sort(key=lambda column: min(part.left for part in column))
    cells = []
    for column in columns:
        text, origins = joined(Piece("row", column), words)
        cells.append(TextCell(text, origins, min(one.left for one in column), max(one.right for one in column)))
    return [cell for cell in cells if cell.text]


def _merged(cells: _Row) -> _Row:
    """Put currency signs to the number after them, and closing brackets to the number before."""
    merged: _Row = []
    for cell in _apart(cells):
        last = merged[-1] if merged else None
        if last and _CLOSING.fullmatch(cell.text):
            merged[-1] = TextCell(last.text + cell.text, last.origins + cell.origins, last.left, cell.right)
        elif last and _SIGN.fullmatch(last.text):
            text, origins = f"{last.text} {cell.text}", [*last.origins, _NOWHERE, *cell.origins]
            merged[-1] = TextCell(text, origins, last.left, cell.right)
        else:
            merged.append(cell)
    return merged


def _apart(cells: _Row) -> Iterator[TextCell]:
    """Yield cells, a currency sign at the end of one as a cell of its own: it belongs to the next."""
    for number, cell in enumerate(cells, 1):
        head, _, sign = cell.text.rpartition(" ")
        if number < len(cells) and head and _SIGN.fullmatch(sign):
            yield TextCell(head, cell.origins[: len(head)], cell.left, cell.right)
            yield TextCell(sign, cell.origins[-len(sign) :], cell.right, cell.right)
        else:
            yield cell


def _header(rows: list[_Row], pieces: list[Piece]) -> list[_Row]:
    """Return the rows that name the columns: those above the first with numbers, or one in other letters."""
    first = next((at for at, cells in enumerate(rows) if any(cell.is_number for cell in cells)), None)
    if first is None:
        alone = len(rows) > 1 and _stands_out(pieces[0], pieces[1])
        header = rows[:1] if alone and len(rows[0]) >= max(map(len, rows)) else []
    else:
        header = rows[:first] if first <= _MOST_HEADER_ROWS else []
    names = [cell.text for cell in header[-1]] if header else []
    sound = len(names) > 1 and all(len(name) <= _LONGEST_NAME for name in names)
    return header if sound else []


def _stands_out(piece: Piece, below: Piece) -> bool:
    return all(line.style.bold for line in piece.lines) and not any(line.style.bold for line in below.lines)


def _names(header: list[_Row], cells: _Row) -> list[_Row | None]:
    """Return for each cell what stands above it, outermost first; for none of them where it is not clear for all."""
    if not header:
        return [None] * len(cells)
    leaves = header[-1]
    found: list[_Row | None] = []
    used: set[int] = set()
    for number, cell in enumerate(cells):
        at = _above(cell, leaves)
        if at is None and number == 0:
            found.append(None)
            continue
        if at is None or at in used:
            return [None] * len(cells)
        used.add(at)
        # Names that span columns are centred over them; what heads the rows' own names is not among these.
        spans = [(row, _nearest(leaves[at], row, among_all=at > 0)) for row in header[:-1]]
        upper = [row[over] for row, over in spans if over is not None]
        found.append([*upper, leaves[at]])
    return found


def _above(cell: TextCell, names: _Row) -> int | None:
    over = [at for at, name in enumerate(names) if cell.overlaps(name)]
    if len(over) == 1:
        return over[0]
    best = min(over or range(len(names)), key=lambda at: cell.off(names[at]))
    return best if over or cell.off(names[best]) <= _OFF_CENTRE else None


def _nearest(leaf: TextCell, row: _Row, *, among_all: bool) -> int | None:
    """Return which of a row's cells spans a column; a name of a single cell spans only what it stands over."""
    over = [at for at, cell in enumerate(row) if leaf.overlaps(cell)]
    if over or len(row) == 1 or not among_all:
        return over[0] if over else None
    return min(range(len(row)), key=lambda at: leaf.off(row[at]))


def written(cells: Sequence[TextCell], names: Sequence[Sequence[TextCell] | None]) -> tuple[str, Origins]:
    """Return a row's text, each cell behind the names of its column (outermost first, None for none), with origins."""
    text = ""
    origins: Origins = []

    def write(piece: str, places: Origins | None = None) -> None:
        nonlocal text
        text += piece
        origins.extend(places if places is not None else [_NOWHERE] * len(piece))

    for number, (cell, above) in enumerate(zip(cells, names, strict=True)):
        if number:
            write(BETWEEN_CELLS)
        for at, name in enumerate(above or ()):
            if at:
                write(" ")
            write(name.text.rstrip(" :"), name.origins[: len(name.text.rstrip(" :"))])
        if above:
            write(": ")
        write(cell.text, cell.origins)
    return text, origins
