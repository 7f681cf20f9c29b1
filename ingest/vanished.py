"""Documents whose files are gone from a folder: renamed within it, deleted, or on a disk that is not there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from ingest.walk import is_taken
from store import Document, Store


def source_of(path: Path) -> str:
    """Return the source of a file: its path, what is not UTF-8 in it written as ``\\xNN``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace("\0", "\\x00")


def vanished(store: Store, folders: Sequence[Path], there: set[str]) -> list[Document]:
    """Return the documents below the folders whose files are certainly gone, in the store's order.

    Args:
        store: where the documents are.
        folders: absolute paths; what is not below one of them is left alone.
        there: the sources of the files that are known to be there.
    """
    documents = {document.source: document for document in store.documents() if document.source not in there}
    return [documents[source] for source in vanished_sources(documents, folders)]


def vanished_sources(sources: Iterable[str], folders: Sequence[Path]) -> list[str]:
    """Return those sources below the folders whose files are certainly gone."""
    above = tuple(source_of(folder).rstrip(os.sep) + os.sep for folder in folders)
    return [source for source in sources if source.startswith(above) and is_gone(source)]


def below(source: str, paths: Iterable[str]) -> bool:
    """Return whether a source is one of the paths, or in one of them as in a folder or an archive."""
    return any(source == path or source.startswith(path.rstrip(os.sep) + os.sep) for path in paths)


def silent_folder(source: str) -> str | None:
    """Return the folder of a file that is gone, if that folder tells nothing about its files.

    It is the lowest one that is left, and tells nothing when there is nothing at all in it, as in the place of a disk
    that is not mounted, or when it cannot be looked into.
    """
    folder = source
    while True:
        above = os.path.dirname(folder)  # noqa: PTH120 - a source is a text
        if above == folder:
            return None
        folder = above
        try:
            with os.scandir(folder) as entries:
                return None if any(is_taken(entry.name) for entry in entries) else folder
        except (FileNotFoundError, NotADirectoryError):
            continue
        except (OSError, ValueError):
            return folder


def is_gone(source: str) -> bool:
    """Return whether no such file is there; one that cannot be looked at, on a lost network disk say, is not gone.

    Nor is one below a file: that is an archive, and only who opens it knows.
    """
    try:
        os.lstat(source)
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False
    return False
