"""Excel workbooks: a heading per sheet, the tables in it as rows, values as they were last calculated."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from ingest.assembly import Assembly, squeezed
from ingest.decoding import clean
from ingest.extract import Extract
from ingest.readers.damage import reading
from ingest.readers.ooxml import transitional
from ingest.readers.tables import regions, rows_of
from ingest.readers.titles import day_of, sensible_author, sensible_title

# As many digits as Excel keeps; more are noise of binary fractions.
_DIGITS = 15
_Cells = dict[tuple[int, int], str]


def read(data: bytes, progress: Callable[[int, int], None]) -> Extract:
    """Read a workbook; its title is that of its properties."""
    import openpyxl

    with reading("the workbook"):
        workbook = openpyxl.load_workbook(io.BytesIO(transitional(data)), data_only=True, keep_links=False)
        assembly = Assembly()
        for number, sheet in enumerate(workbook.worksheets, 1):
            _take_sheet(assembly, sheet)
            progress(number, len(workbook.worksheets))
        about = workbook.properties
        title, author = sensible_title(about.title), sensible_author(about.creator)
        return assembly.finish(title, author=author, date=day_of([about.modified, about.created]))


def _take_sheet(assembly: Assembly, sheet: Any) -> None:
    cells: _Cells = {}
    notes: list[str] = []
    # Not by the public iterators: these make a cell for every gap, of which a sheet may claim billions.
    for place, cell in sorted(sheet._cells.items()):
        if cell.value is not None and (text := _shown(cell.value, cell.number_format)):
            cells[place] = text
        if cell.comment is not None and (note := squeezed(cell.comment.text)):
            notes.append(f"{cell.coordinate}: {note}")
    if not cells and not notes:
        return
    assembly.block("heading", sheet.title, 1)
    for merged in sheet.merged_cells.ranges:
        _fill(cells, merged)
    for table in regions(_grid(cells)):
        if len(table) == 1:
            assembly.block("paragraph", " | ".join(cell for cell in table[0] if cell))
            continue
        for text in rows_of(table):
            assembly.block("row", text)
    for note in notes:
        assembly.block("paragraph", note)


def _shown(value: Any, number_format: str) -> str:
    """Return a value as people write it: days without a time of midnight, per cent as such, no noise in fractions."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float):
        if "%" in number_format:
            return f"{value * 100:.{_DIGITS - 3}g}%"
        return str(value) if isinstance(value, int) else f"{value:.{_DIGITS}g}"
    return squeezed(clean(str(value)))


def _fill(cells: _Cells, merged: Any) -> None:
    """Fill the places that a merged cell covers: below it with its text, which labels all these rows, else with blanks.

    Only places in rows and columns that hold anything else are worth it.
    """
    text = cells.get((merged.min_row, merged.min_col))
    rows = {row for row, _ in cells if merged.min_row <= row <= merged.max_row}
    width = max((column for _, column in cells), default=0)
    for row in rows:
        if text:
            cells.setdefault((row, merged.min_col), text)
        for column in range(merged.min_col + 1, min(merged.max_col, width) + 1):
            cells.setdefault((row, column), " ")


def _grid(cells: _Cells) -> list[list[str]]:
    """Return the cells in rows and columns, every gap of empty ones as a single one."""
    rows, columns = (_places(sorted({place[axis] for place in cells})) for axis in (0, 1))
    grid = [[""] * (max(columns.values(), default=-1) + 1) for _ in range(max(rows.values(), default=-1) + 1)]
    for (row, column), text in cells.items():
        grid[rows[row]][columns[column]] = text
    return grid


def _places(numbers: list[int]) -> dict[int, int]:
    places: dict[int, int] = {}
    last, place = None, -1
    for number in numbers:
        place += 1 if last is None or number == last + 1 else 2
        places[number] = place
        last = number
    return places
