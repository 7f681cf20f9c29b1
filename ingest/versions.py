"""From an extract to the version that the store takes."""

from __future__ import annotations

import re
from pathlib import PurePath

from ingest.assembly import squeezed
from ingest.chunk import Chunking, passages_of
from ingest.decoding import clean
from ingest.describing import described
from ingest.errors import Unreadable
from ingest.extract import Extract
from store import NewVersion, Place

_LONGEST_TITLE = 200
_JOINTS = re.compile(r"[_\-]+")


def version_of(source: str, name: str, original: bytes, extract: Extract, chunking: Chunking) -> NewVersion:
    """Return a file, read and chunked, as the store takes it.

    Args:
        source: the document's identity.
        name: the file's name, of which a title is made where the file names none.
        original: its content.
        extract: what was read from it.
        chunking: how to cut passages.

    Raises:
        Unreadable: there is no text to cut.
    """
    passages = passages_of(extract, chunking)
    if not passages:
        raise Unreadable("no text found in it")
    about = described(name, extract)
    return NewVersion(
        source=source,
        title=about.title[:_LONGEST_TITLE].strip() or title_from_name(name),
        original=original,
        text=extract.text,
        pages=extract.pages,
        places=tuple(Place(run.start, run.end, run.page, run.offset) for run in extract.places),
        passages=passages,
        authors=about.authors,
        dated=about.dated,
    )


def title_from_name(name: str) -> str:
    """Return a file's name made readable: no extension, words apart, a capital first."""
    stem = squeezed(clean(PurePath(name).stem))
    words = stem if " " in stem else squeezed(_JOINTS.sub(" ", stem))
    return (words[:1].upper() + words[1:])[:_LONGEST_TITLE] or "Untitled"
