"""One process owns a store: an exclusive lock that dies with the process and is not inherited."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

from store.errors import StoreLocked
from store.owner import Contact, forget_owner, owner_of, write_owner

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCK_FILE = "store.lock"

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

    def acquire(self, contact: Callable[[Path], Contact | None] | None = None) -> None:
        """Take the lock at once, and write down who has it.

        Args:
            contact: called with the folder once the lock is held: says where other processes of the same user reach
                this one. None when they cannot.

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
        try:
            write_owner(self._folder, None if contact is None else contact(self._folder))
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        with _held_guard:
            if self._file is None:
                return
            forget_owner(self._folder)
            self._file.close()
            self._file = None
            _held.discard(self._folder)

    def _owner(self) -> str:
        owner = owner_of(self._folder)
        who = "another process" if owner is None else f"process {owner.pid} (since {owner.since})"
        return f"{who}: stop that process, ask there, or name another store with --store"


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
