"""One answer to the many errors that libraries raise on damaged Office files."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from ingest.errors import Unreadable


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Turn what a library raises on a damaged file into `Unreadable`.

    Args:
        what: the file in words, with its article ("the presentation").
    """
    # Not for MemoryError and RecursionError: these have answers of their own.
    from lxml.etree import LxmlError

    try:
        yield
    except (
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        OSError,
        EOFError,
        ArithmeticError,
        NotImplementedError,
        SyntaxError,
        zipfile.BadZipFile,
        zlib.error,
        LxmlError,
    ) as error:
        raise Unreadable(f"{what} is damaged: open it in the program that made it, save it again and retry") from error
