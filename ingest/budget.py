"""On what terms a file is read: how much may be unpacked from it, with which passwords, until when."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ingest.errors import Unreadable

# A person packs tens of documents, and seldom an archive into another.
MEMBERS = 1000
EXPANSION = 300 * 1024**2
NESTING = 3
# War and Peace has three million characters; what is longer than several of it is data and no text to be asked.
TEXT = 20_000_000


@dataclass(slots=True)
class Budget:
    """What is left to unpack: files, bytes, and levels of archives within archives.

    ``text`` is how many characters a text may have. ``passwords`` are tried on what is encrypted. After ``deadline``
    (of `time.monotonic`) nothing long is begun any more. One budget goes along with everything that comes out of one
    file.
    """

    members: int = MEMBERS
    expansion: int = EXPANSION
    nesting: int = NESTING
    text: int = TEXT
    passwords: tuple[str, ...] = field(default=(), repr=False)
    deadline: float = math.inf
    _given: tuple[int, int, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._given = (self.members, self.expansion, self.nesting)

    def take_member(self) -> None:
        """Count a file.

        Raises:
            Unreadable: it is one too many.
        """
        self.members -= 1
        if self.members < 0:
            raise Unreadable(f"it holds more than {self._given[0]:,} files, the most that is unpacked: divide it")

    def take_bytes(self, count: int) -> None:
        """Count bytes that were unpacked.

        Raises:
            Unreadable: they are too many.
        """
        self.expansion -= count
        if self.expansion < 0:
            megabytes = self._given[1] / 1024**2
            raise Unreadable(f"it unpacks to more than {megabytes:,.0f} MB, the most that is unpacked: divide it")

    def require_text(self, length: int) -> None:
        """Raise `Unreadable` for a text that is too long."""
        if length > self.text:
            raise Unreadable(f"its text is longer than {self.text:,} characters, the most that is read: divide it")

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Go one level of nesting deeper while the block lasts.

        Raises:
            Unreadable: that is too deep.
        """
        if self.nesting <= 0:
            raise Unreadable(f"it is nested deeper than {self._given[2]} levels, the most that is unpacked")
        self.nesting -= 1
        try:
            yield
        finally:
            self.nesting += 1
