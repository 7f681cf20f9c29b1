"""What uploaded files are called in the store: by the name that their owners gave them, folders included."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import PurePosixPath

from ingest.decoding import clean

UPLOAD = "upload:"
"""What the source of an uploaded file begins with."""

# Longer than any system's file names, short enough to be shown; what is cut off is the beginning.
_LONGEST_NAME = 400


def upload_name(name: str) -> str:
    """Return the name of an upload, as its source holds it.

    Args:
        name: what a browser sent: a file's name, or for a file of a folder its path from that folder on
            (``Folder/sub/note.md``), which is kept. Of a path that leads anywhere else the last part is taken,
            whichever system it comes from.
    """
    parts = clean(name).replace("\\", "/").replace("\n", " ").rstrip("/").split("/")
    within = all(part.strip() not in ("", ".", "..") for part in parts) and "\\" not in name
    on_a_drive = len(parts[0]) == 2 and parts[0][1] == ":"
    kept = "/".join(part.strip() for part in parts) if within and not on_a_drive else parts[-1].strip()
    return kept[-_LONGEST_NAME:].lstrip("/") or "unnamed"


def another_name(name: str, is_taken: Callable[[str], bool]) -> str:
    """Return a name like this one that is not taken yet: ``note (2).pdf`` for ``note.pdf``."""
    path = PurePosixPath(name)
    return next(
        one for number in count(2) if not is_taken(one := str(path.with_name(f"{path.stem} ({number}){path.suffix}")))
    )
