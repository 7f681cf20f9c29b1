"""Hostile files of our own making, and what must become of each.

They are made by code, so that what is wrong with each can be read, and no repository holds a bomb.
"""

from __future__ import annotations

from collections.abc import Iterator

from hostile.case import SECRET, Case
from hostile.markup import markup
from hostile.messages import messages
from hostile.packed import packed
from hostile.pdfs import pdfs
from hostile.texts import texts

__all__ = ["SECRET", "Case", "all_cases"]


def all_cases(size: int, secret: str, trap: str) -> Iterator[Case]:
    """Yield every file.

    Args:
        size: how many bytes bombs unpack to: twice what may be unpacked.
        secret: the path of a file whose content no document may hold.
        trap: the address (``http://HOST:PORT``) of a server that must not be asked.
    """
    yield from pdfs(size)
    yield from packed(size)
    yield from markup(size, secret, trap)
    yield from messages(size)
    yield from texts(size)
