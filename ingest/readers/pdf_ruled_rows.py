"""Rows of ruled tables: each cell under its column's name, every character's origin kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
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
