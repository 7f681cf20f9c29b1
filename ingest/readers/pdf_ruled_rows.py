"""Rows of ruled tables: each cell under its column's name, every character's origin kept."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from unicodedata import bidirectional

from ingest.readers.pdf_layout import Piece
from ingest.readers.pdf_lines import Cell, Line
from ingest.readers.pdf_tables import Origins, TextCell, written
from ingest.readers.pdf_text import joined
from ingest.readers.tables import header_of

# What is longer than a quote is text that stands in a table, as is a text beside several rows that is no name of them.
_LONGEST_CELL, _LONGEST_NAME_OF_ROWS = 400, 60
# Names of columns stand in so many rows at most, one above the other.
_MOST_HEADER_ROWS = 3
# In a table of so many columns nothing tells names of columns from the first pair but their letters.
_PAIR = 2
# Rows that no rule parts have cells of several lines in so many columns, and mostly values in these.
_FEWEST_PARTED, _LONGEST_VALUE = 2, 30
_VALUE = re.compile(
    r"[-–—+(<>~≈]?\s*(?:[$€£¥]\s*)?[\d.,\s/:-]*\d[\d.,\s/:-]*\)?\s*(?:%|[a-zA-Z]{1,4})?\)?|[-–—]|n/?a", re.I
)
# Lines whose bottoms are within this share of the letters' size stand on one height.
_SAME_HEIGHT = 0.3

_Row = dict[Cell, TextCell]


def placed(lines: list[Line]) -> list[Line]:
    """Return a page's lines with those of each ruled table together, where it begins, row by row and cell by cell.

    Lines of a cell that holds prose stand before its row and no longer in a cell.
    """
    tables: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.cell is not None:
            tables[line.cell.table].append(line)
    ordered: list[Line] = []
    for line in lines:
        if line.cell is None:
            ordered.append(line)
        elif line.cell.table in tables:
            ordered += _in_order(tables.pop(line.cell.table))
    return ordered


def _in_order(lines: list[Line]) -> list[Line]:
    if _is_right_to_left("".join(line.text for line in lines)):
        lines = _mirrored(lines)
    lines = _split(lines)
    lengths: Counter[Cell | None] = Counter()
    for line in lines:
        lengths[line.cell] += len(line.text)
    prose = {cell for cell, length in lengths.items() if cell and _is_prose(cell, length)}

    def place(line: Line) -> tuple[int, ...]:
        cell = line.cell
        return (cell.row, cell not in prose, cell.column) if cell else ()

    return [replace(line, cell=None) if line.cell in prose else line for line in sorted(lines, key=place)]


def _is_right_to_left(text: str) -> bool:
    kinds = Counter(bidirectional(character) for character in text)
    return kinds["R"] + kinds["AL"] > kinds["L"]


def _mirrored(lines: list[Line]) -> list[Line]:
    """Return lines with the columns of their table counted from the right."""
    cells = [(line, line.cell) for line in lines if line.cell]
    columns = max(cell.end_column for _, cell in cells)
    return [
        replace(line, cell=replace(cell, column=columns - cell.end_column, end_column=columns - cell.column))
        for line, cell in cells
    ]


def _split(lines: list[Line]) -> list[Line]:
    """Return lines with the rows told apart that stand together between two rules: "0.965", and "0.969" below it."""
    cells: dict[Cell, list[list[Line]]] = defaultdict(list)
    for line in lines:
        if line.cell:
            _add(cells[line.cell], line)
    parts = {row: _parts(row, cells) for row in sorted({cell.row for cell in cells})}
    if not any(count > 1 for count in parts.values()):
        return lines
    last = max(cell.end_row for cell in cells)
    starts = [sum(parts.get(row, 1) for row in range(number)) for number in range(last + 1)]
    placed_lines = []
    for cell, levels in cells.items():
        whole = replace(cell, row=starts[cell.row], end_row=starts[cell.end_row])
        is_parted = parts[cell.row] > 1 and len(levels) == parts[cell.row]
        for number, level in enumerate(levels):
            row = whole.row + number
            new = replace(whole, row=row, end_row=row + 1) if is_parted else whole
            placed_lines += [replace(line, cell=new) for line in level]
    return placed_lines


def _add(levels: list[list[Line]], line: Line) -> None:
    """Put a line to those of its cell that stand on the same height, or below them."""
    if levels and abs(levels[-1][0].bottom - line.bottom) < _SAME_HEIGHT * line.style.size:
        levels[-1].append(line)
    else:
        levels.append([line])


def _parts(row: int, cells: dict[Cell, list[list[Line]]]) -> int:
    """Return how many rows stand between two rules: as many as the lines of its cells, where these are mostly values.

    Lines of a text that goes on fill their cell: what stands below has no room behind them.
    """
    ruled = [(cell, levels) for cell, levels in cells.items() if cell.row == row]
    several = [(cell, levels) for cell, levels in ruled if len(levels) > 1]
    counts = {len(levels) for _, levels in several}
    if len(several) < _FEWEST_PARTED or len(counts) > 1 or any(cell.end_row > row + 1 for cell, _ in ruled):
        return 1
    if any(_fills(above[-1], below[0], cell) for cell, levels in several for above, below in pairwise(levels)):
        return 1
    texts = [level[0].text for _, levels in several for level in levels]
    values = sum(len(text) <= _LONGEST_VALUE and _VALUE.fullmatch(text) is not None for text in texts)
    heights = [[level[0].bottom for level in levels] for _, levels in several]
    tolerance = _SAME_HEIGHT * several[0][1][0][0].style.size
    even = all(max(column) - min(column) < tolerance for column in zip(*heights, strict=True))
    return counts.pop() if even and 2 * values >= len(texts) else 1


def _fills(above: Line, below: Line, cell: Cell) -> bool:
    """Return whether a line of several words had no room for the first word of the line below it in their cell."""
    if " " not in above.text:
        return False
    margin = max(0.0, min(above.left, below.left) - cell.left)
    return above.right + below.first_word + above.style.size / 4 > cell.right - margin


def _is_prose(cell: Cell, length: int) -> bool:
    return length > (_LONGEST_CELL if cell.end_row == cell.row + 1 else _LONGEST_NAME_OF_ROWS)


class RuledRows:
    """The text of the rows of all ruled tables among a document's pieces."""

    def __init__(self, pieces: Sequence[Piece], words: Counter[str]) -> None:
        self._words = words
        self._texts: dict[int, tuple[str, Origins]] = {}
        tables: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, piece in enumerate(pieces):
            if cell := piece.lines[0].cell:
                tables[piece.lines[0].page, cell.table].append(number)
        names: list[list[TextCell]] = []
        last = -1
        for (page, _), numbers in tables.items():
            # A table that stands at the top of a page right after one at the foot of the last goes on with that one.
            goes_on = last >= 0 and numbers[0] == last + 1 and pieces[last].lines[0].page == page - 1
            names = self._take([pieces[number] for number in numbers], names if goes_on else [])
            last = numbers[-1]

    def text_of(self, piece: Piece) -> tuple[str, Origins] | None:
        """Return a row's text and, for each character, its page and index there; None for what is no such row."""
        return self._texts.get(id(piece))

    def _take(self, pieces: list[Piece], before: list[list[TextCell]]) -> list[list[TextCell]]:
        """Write a table's rows and return its columns' names, outermost first; those before it count if it has none."""
        cells = {cell: text for piece in pieces for cell, text in self._cells(piece)}
        numbers = [piece.lines[0].cell.row for piece in pieces if piece.lines[0].cell]
        rows: list[_Row] = [
            {cell: text for cell, text in cells.items() if cell.row <= number < cell.end_row} for number in numbers
        ]
        columns = max(cell.end_column for cell in cells)
        first = int(len(rows[0]) == 1 and columns > 1)
        head = rows[first : first + _header_rows(rows[first:], columns)]
        names = _names(head, columns)
        if not _heads(names, rows[first + len(head) :], columns) or not _stands_out(pieces[first:], columns):
            head, names = [], before if len(before) == columns else []
        for number, (piece, row) in enumerate(zip(pieces, rows, strict=True)):
            named = names and number >= first + len(head)
            ordered = sorted(row, key=lambda cell: cell.column)
            above = [names[cell.column] if named else None for cell in ordered]
            self._texts[id(piece)] = written([row[cell] for cell in ordered], above)
        return names

    def _cells(self, piece: Piece) -> Iterable[tuple[Cell, TextCell]]:
        for cell, run in groupby(piece.lines, lambda line: line.cell):
            lines = list(run)
            text, origins = joined(Piece("row", lines), self._words)
            if cell and text:
                yield cell, TextCell(text, origins, min(one.left for one in lines), max(one.right for one in lines))


def _header_rows(rows: Sequence[_Row], columns: int) -> int:
    """Return how many rows name the columns, if any do: below a name that spans columns stand their own names."""
    count = 1
    while count < min(len(rows), _MOST_HEADER_ROWS) and any(
        cell.end_row > count + min(cell.row for cell in rows[0]) or 1 < cell.end_column - cell.column < columns
        for cell in rows[count - 1]
    ):
        count += 1
    return count


def _names(head: Sequence[_Row], columns: int) -> list[list[TextCell]]:
    names: list[list[TextCell]] = [[] for _ in range(columns)]
    for row in head:
        for cell, text in row.items():
            for column in range(cell.column, cell.end_column):
                if text not in names[column]:
                    names[column].append(text)
    return names


def _heads(names: list[list[TextCell]], rows: Sequence[_Row], columns: int) -> bool:
    """Return whether names stand over all columns of what is below them."""
    grid = [[" ".join(text.text for text in name) for name in names]]
    for row in rows:
        at = {cell.column: text.text for cell, text in row.items()}
        grid.append([at.get(column, "") for column in range(columns)])
    return header_of(grid) is not None


def _stands_out(pieces: Sequence[Piece], columns: int) -> bool:
    """Return whether a first row may head a table: of a list of names and values only letters of its own tell so."""
    if columns > _PAIR:
        return True
    below = [line for piece in pieces[1:] for line in piece.lines]
    return all(line.style.bold for line in pieces[0].lines) and not all(line.style.bold for line in below)
