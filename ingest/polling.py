"""Noticing changes by looking at every file, where the system does not tell of them: on network drives, mostly.

The library that is told of changes can poll too, but by whole seconds: two edits within one it takes for one.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.walk import is_taken

POLL_SECONDS = 1.0
"""How long it rests after a look at all files."""

_Seen = dict[str, tuple[int, int, int]]


def polled(folders: Iterable[Path], stop: threading.Event, tick: float) -> Iterator[set[str]]:
    """Yield the paths of files that have come, changed or gone, until told to stop.

    Args:
        folders: what to look through, with all below.
        stop: ends it when set.
        tick: seconds between two sets; most are empty.
    """
    folders = list(folders)
    before = _look(folders)
    looked = time.monotonic()
    yield set()
    while not stop.wait(tick):
        if time.monotonic() - looked < POLL_SECONDS:
            yield set()
            continue
        now = _look(folders)
        looked = time.monotonic()
        yield {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
        before = now


def _look(folders: list[Path]) -> _Seen:
    """Return what tells a file's versions apart, of every file that would be taken in."""
    seen: _Seen = {}
    for folder in folders:
        for here, inner, names in os.walk(folder):
            inner[:] = filter(is_taken, inner)
            for name in filter(is_taken, names):
                path = os.path.join(here, name)  # noqa: PTH118 - of a hundred thousand files, as texts
                try:
                    status = os.lstat(path)
                except OSError:
                    continue
                seen[path] = (status.st_ino, status.st_size, status.st_mtime_ns)
    return seen
