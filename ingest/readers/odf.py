"""OpenDocument: texts, presentations and spreadsheets, which share one way of writing paragraphs, lists and tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from ingest.assembly import Assembly, squeezed
from ingest.budget import Budget
from ingest.decoding import clean
from ingest.errors import Unreadable
from ingest.extract import Extract, Kind
from ingest.readers.archive import contents_of
from ingest.readers.damage import reading
from ingest.readers.tables import regions, rows_of
from ingest.readers.titles import day_of, sensible_author, sensible_title

# What is not the document's words: what was deleted, remarks, a footnote's sign, a shape's second text.
_NOT_TEXT = frozenset({"tracked-changes", "annotation", "note-citation", "forms", "event-listeners", "title", "desc"})
# A row or cell may claim to be repeated a million times, to fill the sheet with emptiness.
_MOST_REPEATED = 1000
_NOTES = "Notes"


def read(data: bytes, progress: Callable[[int, int], None], budget: Budget) -> Extract:
    """Read an OpenDocument file; its title is that of its properties, else its first heading."""
    from defusedxml.ElementTree import fromstring

    with reading("the OpenDocument file"), zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = frozenset(archive.namelist())
        if "META-INF/manifest.xml" in names and b"encryption-data" in contents_of(
            archive, "META-INF/manifest.xml", budget
        ):
            raise Unreadable("the OpenDocument file needs a password: save a copy without one")
        content = fromstring(contents_of(archive, "content.xml", budget))
        about: dict[str, str] = {}
        if "meta.xml" in names:
            meta = fromstring(contents_of(archive, "meta.xml", budget))
            about = {_tag(one): clean(one.text or "") for one in meta.iter()}
        body, *_ = (one for one in content.iter() if _tag(one) == "body")
        reader = _Reader()
        for part in body:
            reader.sheets = _tag(part) == "spreadsheet"
            reader.take(part)
        return reader.assembly.finish(
            sensible_title(about.get("title")) or reader.first_heading,
            reader.page,
            author=sensible_author(about.get("creator") or about.get("initial-creator")),
            date=day_of([about.get("date"), about.get("creation-date")]),
        )


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _get(element: Any, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


class _Reader:
    """Puts the document together; ``page`` is the slide's number, None elsewhere; in ``sheets`` tables are the text."""

    def __init__(self) -> None:
        self.assembly = Assembly()
        self.first_heading = ""
        self.page: int | None = None
        self.sheets = False
        self._footnotes: list[str] = []

    def take(self, element: Any, level: int = 0) -> None:
        """Append what is in an element; ``level`` is that of the list around it."""
        tag = _tag(element)
        if tag in _NOT_TEXT:
            return
        if tag == "h":
            depth = _get(element, "outline-level")
            self._block("heading", self._words(element), int(depth) if depth.isdigit() else 1)
        elif tag == "p":
            self._block("item" if level else "paragraph", self._words(element), level)
        elif tag == "list":
            for item in element:
                for child in item:
                    self.take(child, level + 1)
        elif tag == "table":
            self._table(element)
        elif tag == "page":
            self._slide(element)
        elif tag == "notes":
            if any(squeezed("".join(child.itertext())) for child in element.iter() if _tag(child) == "p"):
                self._block("heading", _NOTES, 2)
                self._all(element)
        elif tag != "page-thumbnail":
            self._all(element, level)

    def _all(self, element: Any, level: int = 0) -> None:
        for child in element:
            self.take(child, level)

    def _slide(self, slide: Any) -> None:
        self.page = (self.page or 0) + 1
        for frame in slide:
            if _get(frame, "class") == "title":
                self._block("heading", squeezed(" ".join(self._lines(frame))), 1)
            elif _get(frame, "class") not in ("header", "footer", "date-time", "page-number"):
                self.take(frame)

    def _table(self, table: Any) -> None:
        grid = [row for row, count in self._rows(table) for _ in range(count)]
        if not self.sheets:
            for text in rows_of(grid):
                self._block("row", text)
        elif any(cell.strip() for row in grid for cell in row):
            self._block("heading", _get(table, "name"), 1)
            for region in regions(grid):
                kind: Kind = "row" if len(region) > 1 else "paragraph"
                for text in rows_of(region):
                    self._block(kind, text)

    def _rows(self, table: Any) -> Iterator[tuple[list[str], int]]:
        for row in table.iter():
            if _tag(row) != "table-row":
                continue
            cells: list[str] = []
            for cell in row:
                if _tag(cell) in ("table-cell", "covered-table-cell"):
                    covered = _tag(cell) == "covered-table-cell"
                    text = " " if covered else squeezed(" ".join(self._lines(cell)))
                    cells += [text] * _repeated(cell, "number-columns-repeated", bool(text.strip()))
            yield cells, _repeated(row, "number-rows-repeated", any(cell.strip() for cell in cells))

    def _lines(self, element: Any) -> list[str]:
        return [self._words(one) for one in element.iter() if _tag(one) in ("p", "h")]

    def _words(self, element: Any) -> str:
        """Return a paragraph's text; its footnotes are kept for after it."""
        pieces = [element.text or ""]
        for child in element:
            tag = _tag(child)
            if tag == "s" or tag in ("tab", "line-break"):
                pieces.append(" ")
            elif tag == "note":
                self._footnotes.append(" ".join(self._lines(child)))
            elif tag not in _NOT_TEXT:
                pieces.append(self._words(child))
            pieces.append(child.tail or "")
        return "".join(pieces)

    def _block(self, kind: Kind, text: str, level: int = 0) -> None:
        text = clean(text)
        if kind == "heading":
            self.first_heading = self.first_heading or squeezed(text)
        self.assembly.block(kind, text, level, self.page)
        footnotes, self._footnotes = self._footnotes, []
        for footnote in footnotes:
            self.assembly.block("paragraph", clean(footnote), page=self.page)


def _repeated(element: Any, name: str, filled: bool) -> int:
    """Return how often a row or cell stands there; emptiness counts no more than it takes to be a gap."""
    claimed = _get(element, name)
    count = int(claimed) if claimed.isdigit() else 1
    return max(min(count, _MOST_REPEATED if filled else 2), 1)
