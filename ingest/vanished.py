"""Documents whose files are gone from a folder: renamed within it, or deleted."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

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
    return [source for source in sources if source.startswith(above) and _is_gone(source)]


def _is_gone(source: str) -> bool:
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
