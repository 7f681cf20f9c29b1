"""Tables as rows that stand alone: each cell under its column's name, so that a single row can be quoted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from ingest.assembly import squeezed

BETWEEN_CELLS = " | "
"""What parts the cells of a row."""
# A first cell that is longer heads no column; it is text.
_LONGEST_HEADER = 120
_NUMBER = re.compile(r"[-+(]?\s*[^\w\s]{0,2}\s*\d[\d.,'’\s]*\s*[^\w\s]{0,2}\)?(?:e[+-]?\d+)?", re.I)
# A column may be headed by a year or a day, which are numbers too.
_YEAR_OR_DAY = re.compile(r"(?:1[89]|20)\d\d(?:[-/]\d{1,2}){0,2}")

Row = Sequence[str]


def rows_of(table: Sequence[Row]) -> Iterator[str]:
    """Yield a table's rows as text, in order.

    Where the first row names the columns it comes first as it is, and every other row has the names before
    its cells ("Name: Mr. Saita | Office: Minister"). Empty cells are left out, and so are empty rows.

    Args:
        table: rows of cells, of any white space and not all of the same length.
    """
    rows = [[squeezed(cell) for cell in row] for row in table]
    rows = [row for row in rows if any(row)]
    header = header_of(rows)
    for number, row in enumerate(rows):
        if header is None or number == 0:
            yield BETWEEN_CELLS.join(cell for cell in row if cell)
        else:
            yield BETWEEN_CELLS.join(_named(header, row))


def header_of(rows: Sequence[Row]) -> Row | None:
    """Return the row that names the columns if the first one does, else None.

    It does when it names each column but perhaps the first, that of the rows' own names, by different short
    words: no numbers but years or days above other numbers.
    """
    if len(rows) < 2:
        return None
    first = rows[0]
    names = [cell for cell in first if cell]
    ((width, _),) = Counter(len(row) for row in rows).most_common(1)
    if len(names) < 2 or len(first) < width or not all(first[1:]) or len(set(names)) < len(names):
        return None
    if any(len(name) > _LONGEST_HEADER for name in names):
        return None
    numbers = [name for name in names if _NUMBER.fullmatch(name)]
    if not numbers:
        return first
    periods = all(_YEAR_OR_DAY.fullmatch(number) for number in numbers)
    return first if periods and not _is_series(numbers, rows) else None


def _is_series(numbers: list[str], rows: Sequence[Row]) -> bool:
    """Return whether years stand in the rows below too: then they are what the table lists."""
    below = [cell for row in rows[1:] for cell in row if cell]
    years = sum(bool(_YEAR_OR_DAY.fullmatch(cell)) for cell in below)
    return len(numbers) == 1 and years * 2 > len(rows) - 1


def _named(header: Row, row: Row) -> Iterator[str]:
    for position, cell in enumerate(row):
        if not cell:
            continue
        name = header[position] if position < len(header) else ""
        yield f"{name.rstrip(' :')}: {cell}" if name and name != cell else cell


def regions(grid: Sequence[Row]) -> Iterator[list[list[str]]]:
    """Yield the tables of a sheet: stretches that empty rows, and then empty columns, set apart.

    A title above a table (a first row of one cell, above wider ones) is a region of its own. A cell of mere
    white space is no gap and holds nothing: it is covered by the cell to its left.
    """
    for rows in _stretches(grid, lambda row: not any(row)):
        width = max(len(row) for row in rows)
        columns: list[Row] = [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]
        tables = list(_stretches(columns, lambda column: not any(column)))
        # A single column beside a gap is no table: it names the rows of what is beyond the gap.
        if any(len(table) < 2 for table in tables):
            tables = [list(columns)]
        for inner in tables:
            table = [[cell.strip() for cell in row] for row in zip(*inner, strict=True)]
            table = [row for row in table if any(row)]
            while len(table) > 1 and _filled(table[0]) == 1 and _filled(table[1]) > 1:
                yield [table.pop(0)]
            yield table


def _filled(row: Row) -> int:
    return sum(bool(cell) for cell in row)


def _stretches(lines: Sequence[Row], is_gap: Callable[[Row], bool]) -> Iterator[list[Row]]:
    stretch: list[Row] = []
    for line in lines:
        if not is_gap(line):
            stretch.append(line)
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch
