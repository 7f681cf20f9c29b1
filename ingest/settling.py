"""Paths that have changed, until they have stopped changing: a file that is half written is no document yet."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

SETTLE_SECONDS = 2.0
"""A file is read when it has not changed for so long: programs write large files in several goes."""
# A rename is seen as a file gone and a file come, perhaps one after the other; so what is gone waits this many times
# longer for others that still change.
_PATIENCE = 5

_Look = tuple[object, ...] | None


@dataclass(frozen=True, slots=True)
class Settled:
    """Paths that are quiet: files and folders that are there, and paths where nothing is any more."""

    there: tuple[Path, ...]
    gone: tuple[Path, ...]


@dataclass(slots=True)
class Settling:
    """Collects paths and gives them back once they look the same for ``seconds``.

    ``clock`` tells the time in seconds from any beginning.
    """

    seconds: float
    clock: Callable[[], float] = time.monotonic
    _waiting: dict[Path, tuple[_Look, float]] = field(default_factory=dict)

    def touch(self, path: Path) -> None:
        """Begin to wait, or begin anew, for a path that has changed."""
        self._waiting[path] = (_look(path), self.clock())

    def take(self) -> Settled:
        """Return the paths that are quiet by now, in sorted order, and forget them."""
        now = self.clock()
        quiet: dict[Path, tuple[_Look, float]] = {}
        for path, (look, since) in list(self._waiting.items()):
            if (current := _look(path)) != look:
                self._waiting[path] = (current, now)
            elif now - since >= self.seconds:
                quiet[path] = (look, now - since)
        moving = len(quiet) < len(self._waiting)
        there = tuple(sorted(path for path, (look, _) in quiet.items() if look is not None))
        patience = self.seconds * _PATIENCE if moving else self.seconds
        gone = tuple(sorted(path for path, (look, waited) in quiet.items() if look is None and waited >= patience))
        for path in (*there, *gone):
            del self._waiting[path]
        return Settled(there, gone)


def _look(path: Path) -> _Look:
    """Return what shows that a path has changed, for a folder of all files in it; None where nothing is."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        return (type(error).__name__,)
    if not path.is_dir() or path.is_symlink():
        return (status.st_ino, status.st_size, status.st_mtime_ns)
    inside: list[tuple[str, _Look]] = []
    for here, _, names in os.walk(path):
        for name in names:
            try:
                one = Path(here, name).lstat()
            except OSError:
                continue
            inside.append((name, (here, one.st_ino, one.st_size, one.st_mtime_ns)))
    return tuple(sorted(inside, key=repr))
