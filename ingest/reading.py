"""From a file's bytes to what it holds, by the reader of its format. It runs in the reading process only."""

from __future__ import annotations

import importlib
from collections.abc import Callable

from ingest.budget import Budget
from ingest.errors import Unreadable
from ingest.extract import Archive, Extract, Member
from ingest.formats import Format, format_of
from ingest.picture import Picture, Wanted

Progress = Callable[[int, int], None]

_READERS: dict[Format, str] = {
    "text": "ingest.readers.plain",
    "markdown": "ingest.readers.markdown",
    "html": "ingest.readers.html",
    "mht": "ingest.readers.mht",
    "pdf": "ingest.readers.pdf",
    "docx": "ingest.readers.docx",
    "xlsx": "ingest.readers.xlsx",
    "pptx": "ingest.readers.pptx",
    "odf": "ingest.readers.odf",
    "csv": "ingest.readers.csv",
    "rtf": "ingest.readers.rtf",
    "epub": "ingest.readers.epub",
    "eml": "ingest.readers.eml",
    "msg": "ingest.readers.msg",
}
# These hold other files, are packed, may need a password or take long.
_ON_TERMS: frozenset[Format] = frozenset({"eml", "msg", "odf", "epub", "pdf"})


def open_file(
    name: str, data: bytes, progress: Progress, budget: Budget, take: Callable[[Member], None] | None = None
) -> Extract | Archive:
    """Return what a file holds: its text, or for an archive the files in it.

    Args:
        name: the file's, for its extension.
        data: its content.
        progress: as the readers tell it.
        budget: on what terms.
        take: gets the files of an archive one after the other, instead of all with the archive.

    Raises:
        Unreadable: it is not supported, not what its name claims, damaged, too large inside, or has no text.
    """
    if format_of(name, data) != "zip":
        return read(name, data, progress, budget)
    from ingest.readers.archive import unpack, unpacked

    return unpacked(data, budget) if take is None else Archive((), unpack(data, budget, take))


def picture(name: str, data: bytes, wanted: Wanted, budget: Budget) -> Picture:
    """Return a page of a file as a picture.

    Raises:
        Unreadable: it is no PDF, or cannot be drawn.
    """
    if format_of(name, data) != "pdf":
        raise Unreadable("only PDFs have pages that can be drawn")
    from ingest.readers.pdf_page import picture_of

    return picture_of(data, wanted, budget.passwords)


def read(name: str, data: bytes, progress: Progress, budget: Budget | None = None) -> Extract:
    """Return a file's text.

    Raises:
        Unreadable: as for `open_file`, or it is an archive.
    """
    budget = budget or Budget()
    kind = format_of(name, data)
    extract: Extract
    if kind == "zip":
        raise Unreadable("it is an archive: only its files can be read")
    reader = importlib.import_module(_READERS[kind])
    extract = reader.read(data, progress, budget) if kind in _ON_TERMS else reader.read(data, progress)
    budget.require_text(len(extract.text))
    if not any(block.start < block.end for block in extract.blocks):
        raise Unreadable("; ".join(extract.notes) or "no text found in it")
    return extract
