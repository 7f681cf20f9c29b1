"""Tables as text: values parted by commas, semicolons, tabs or bars."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable

from ingest.assembly import Assembly
from ingest.decoding import decoded
from ingest.errors import Unreadable
from ingest.extract import Extract
from ingest.readers.tables import rows_of

# In this order where several fit equally well.
_DELIMITERS = (",", "\t", ";", "|")
# So many lines settle which delimiter it is.
_TRIED_LINES = 200
# The csv module's own limit is 128 KB; the file's size is limited already.
_LONGEST_CELL = 64 * 1024 * 1024


def read(data: bytes, progress: Callable[[int, int], None]) -> Extract:
    """Read a table; every line is a row, under the names in the first line if there are any."""
    text = decoded(data)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text), skipinitialspace=True))
    except csv.Error as error:
        raise Unreadable(f"it is no table of values with delimiters ({error})") from error
    assembly = Assembly()
    for row in rows_of(rows):
        assembly.block("row", row)
    return assembly.finish()


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts most lines into the same number of cells, of more than one."""
    sample = text.split("\n", _TRIED_LINES)[:_TRIED_LINES]
    shares: dict[str, float] = {}
    for delimiter in _DELIMITERS:
        try:
            rows = [row for row in csv.reader(sample, delimiter=delimiter, skipinitialspace=True) if row]
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows)
        cut = {width: lines for width, lines in widths.items() if width > 1}
        shares[delimiter] = max(cut.values(), default=0) / max(len(rows), 1)
    return max(shares, key=shares.__getitem__, default=_DELIMITERS[0])
