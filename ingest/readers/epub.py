"""E-books: the chapters in the order in which they are read."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from ingest.assembly import Assembly
from ingest.budget import Budget
from ingest.decoding import clean, decoded
from ingest.errors import Unreadable
from ingest.extract import Extract
from ingest.readers import html
from ingest.readers.archive import contents_of
from ingest.readers.damage import reading
from ingest.readers.titles import day_of, sensible_author

_DC = "{http://purl.org/dc/elements/1.1/}"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def read(data: bytes, progress: Callable[[int, int], None], budget: Budget) -> Extract:
    """Read an e-book; its title is that of its package. A chapter that cannot be read is noted."""
    from defusedxml.ElementTree import fromstring

    with reading("the e-book"), zipfile.ZipFile(io.BytesIO(data)) as archive:
        container = fromstring(contents_of(archive, "META-INF/container.xml", budget))
        package_path, *_ = (one.get("full-path", "") for one in container.iter() if one.tag.endswith("}rootfile"))
        package = fromstring(contents_of(archive, package_path, budget))
        chapters = _chapters(package)
        notes: list[str] = []
        assembly = Assembly()
        for number, path in enumerate(chapters, 1):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(package_path), unquote(path)))
            try:
                assembly.part(html.visible(decoded(contents_of(archive, path, budget))))
            except (Unreadable, KeyError) as error:
                if budget.expansion < 0:
                    raise
                notes.append(f"chapter {number}: {_reason(error)}")
            progress(number, len(chapters))
        about = {
            name: [one.text for one in package.iter(_DC + name) if one.text] for name in ("title", "creator", "date")
        }
        made = assembly.finish(
            clean(next(iter(about["title"]), "")),
            notes=notes,
            author=sensible_author(clean(", ".join(about["creator"]))),
            date=day_of(about["date"]),
        )
        return made if made.blocks else assembly.finish()


def _chapters(package: Any) -> list[str]:
    """Return the paths of the pages in reading order, without the table of contents."""
    items = {one.get("id"): one for one in package.iter() if one.tag.endswith("}item")}
    chapters = []
    for reference in package.iter():
        item = items.get(reference.get("idref")) if reference.tag.endswith("}itemref") else None
        if item is not None and item.get("media-type") in _PAGES and "nav" not in item.get("properties", "").split():
            chapters.append(item.get("href", ""))
    return chapters


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, Unreadable) else "it is missing"
