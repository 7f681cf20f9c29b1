"""What Word's, Excel's and PowerPoint's files have in common: the strict variant of the format, and charts."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from ingest.assembly import squeezed
from ingest.decoding import clean
from ingest.readers.tables import rows_of

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
# ISO/IEC 29500 Strict differs in the names of its namespaces, which the libraries do not know.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_RELATIONS = "_rels/.rels"
# A chart's tables are for people; more values are data.
_MOST_VALUES = 500


def transitional(data: bytes) -> bytes:
    """Return an Office file in the usual variant, as it is where it is in that already."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if _RELATIONS not in archive.namelist() or not _STRICT.search(archive.read(_RELATIONS)):
            return data
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as target:
            for name in archive.namelist():
                content = archive.read(name)
                target.writestr(name, _STRICT.sub(_USUAL, content) if name.endswith((".xml", ".rels")) else content)
    return made.getvalue()


def chart_of(space: Any) -> tuple[list[str], list[str]]:
    """Return a chart's titles and its values, a row per category.

    Args:
        space: the root element of the chart's part.
    """
    # From the elements: the libraries know a chart's series only for some kinds of charts.
    titles = [_plain("".join(title.itertext(_DRAWING + "t"))) for title in space.iter(_CHART + "title")]
    plots: dict[Any, list[Any]] = {}
    for series in space.iter(_CHART + "ser"):
        plots.setdefault(series.getparent(), []).append(series)
    rows: list[str] = []
    for together in plots.values():
        categories = _points(together[0], "cat")
        values = [_points(series, "val") for series in together]
        if sum(map(len, values)) > _MOST_VALUES:
            continue
        table = [["", *(_points(series, "tx").get(0, "") for series in together)]]
        for at in sorted({*categories, *(at for column in values for at in column)}):
            table.append([categories.get(at, ""), *(column.get(at, "") for column in values)])
        rows += rows_of(table)
    return [title for title in titles if title], rows


def _points(series: Any, part: str) -> dict[int, str]:
    """Return the values of a part of a series by their number."""
    return {
        int(point.get("idx", 0)): _plain(" ".join(point.itertext(_CHART + "v")))
        for element in series.findall(_CHART + part)
        for point in element.iter(_CHART + "pt")
    }


def _plain(text: str) -> str:
    return squeezed(clean(text))
