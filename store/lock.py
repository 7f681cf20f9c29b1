"""One process owns a store: an exclusive lock that dies with the process and is not inherited."""

from __future__ import annotations

import json
import os
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from store.errors import StoreLocked

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCK_FILE = "store.lock"
_OWNER_FILE = "owner.json"

# Record locks do not exclude their own process, so that the stores this process has open are kept here.
_held: set[Path] = set()
_held_guard = threading.Lock()


class StoreLock:
    """The exclusive lock on a store's folder, held from `acquire` until `release`.

    POSIX record locks (lockf), unlike flock, are not passed on by fork, and like flock they go when the
    process dies, however it dies. Any file descriptor of the lock file that this process closes
    would drop the lock: hence the owner's name stands in a file of its own.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._file: IO[bytes] | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._file is not None

    def acquire(self) -> None:
        """Take the lock at once.

        Raises:
            StoreLocked: this or another process has it; the message names the owner.
            OSError: the lock file cannot be written.
        """
        with _held_guard:
            if self._folder in _held:
                raise StoreLocked(
                    f"the store {self._folder} is already open in this process: use that Store, or close it first"
                )
            file = (self._folder / _LOCK_FILE).open("ab")
            try:
                _lock(file)
            except OSError as error:
                file.close()
                raise StoreLocked(f"the store {self._folder} is in use by {self._owner()}") from error
            _held.add(self._folder)
            self._file = file
        self._write_owner()

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        with _held_guard:
            if self._file is None:
                return
            (self._folder / _OWNER_FILE).unlink(missing_ok=True)
            self._file.close()
            self._file = None
            _held.discard(self._folder)

    def _write_owner(self) -> None:
        # 0600: later the owner's private address and secret stand here too.
        path = self._folder / _OWNER_FILE
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
            json.dump({"pid": os.getpid(), "since": since}, file)

    def _owner(self) -> str:
        try:
            owner = json.loads((self._folder / _OWNER_FILE).read_text(encoding="utf-8"))
            return (
                f"process {owner['pid']} (since {owner['since']}): stop that process, ask there, "
                "or name another store with --store"
            )
        except (OSError, ValueError, KeyError, TypeError):
            return "another process: stop that process, ask there, or name another store with --store"


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
