"""The files of an archive on their way into the store: on the disk, so that the memory holds one at a time."""

from __future__ import annotations

import tempfile
import weakref
from dataclasses import dataclass
from typing import IO, cast

from ingest.extract import Unpacked


@dataclass(frozen=True, slots=True)
class Spooled:
    """A file of an archive, somewhere in a `Spool`."""

    name: str
    spool: Spool
    start: int
    size: int

    @property
    def data(self) -> bytes:
        """Its content, read from the disk."""
        return self.spool.read(self.start, self.size)


class Spool:
    """Keeps files in a nameless temporary file, which goes with the last of them, or with this process.

    Args:
        most: so many bytes it takes: what it gets comes from the reading process, which is not believed.
    """

    def __init__(self, most: int) -> None:
        self._left = most
        self._end = 0
        self._file: IO[bytes] | None = None

    def add(self, member: Unpacked) -> Spooled:
        """Keep a file, and return it as it is kept.

        Raises:
            ValueError: that is more than it takes.
            OSError: there is no room on the disk.
        """
        data = member.data
        self._left -= len(data)
        if self._left < 0:
            raise ValueError("expected no more than may be unpacked")
        if self._file is None:
            self._file = cast("IO[bytes]", tempfile.TemporaryFile())  # noqa: SIM115 - closed with this object
            weakref.finalize(self, self._file.close)
        self._file.seek(self._end)
        self._file.write(data)
        self._file.flush()
        kept = Spooled(member.name, self, self._end, len(data))
        self._end += len(data)
        return kept

    def read(self, start: int, size: int) -> bytes:
        """Return a part of what is kept; OSError when the disk fails."""
        if self._file is None:
            raise ValueError("nothing is kept yet")
        self._file.seek(start)
        return self._file.read(size)
