"""The folder that a page's server writes uploads to: private, and gone with the page, however that ends."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "briefing-uploads-"
# Between making a folder and locking it lie microseconds; one this many seconds old that nobody holds is abandoned.
_SURELY_LOCKED = 2.0


@contextmanager
def folder_for_arrivals() -> Iterator[Path]:
    """Make an empty folder that only this user may enter, and delete it at the end.

    A page that is killed cannot delete its own. So each is locked while its page lives, and whoever makes the next one
    deletes those that nobody holds any more; on Windows, which locks no folders, those stay.

    Raises:
        OSError: the folder for temporary files cannot be written to.
    """
    _delete_abandoned()
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as made, _locked(Path(made)):
        yield Path(made)


def _delete_abandoned() -> None:
    if sys.platform == "win32":
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        # Another user's cannot be opened or deleted, and a living page's not locked.
        with suppress(OSError), _locked(folder):
            if time.time() - folder.stat().st_mtime > _SURELY_LOCKED:
                shutil.rmtree(folder)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the lock on a folder, which dies with the process; OSError where another process has it."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)
