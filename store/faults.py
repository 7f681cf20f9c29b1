"""The disk's and the database's own errors, translated in one place into what to do about them."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from store.errors import StoreError, StoreUnusable

_BY_ERRNO = {
    errno.ENOSPC: "the disk is full: free some space and try again; what was stored before is unharmed",
    errno.EDQUOT: "your disk quota is used up: free some space and try again; what was stored before is unharmed",
    errno.EROFS: "the disk is read-only: name a folder that can be written to with --store",
    errno.EACCES: "no permission to write there: change the folder's permissions or name another with --store",
    errno.EPERM: "no permission to write there: change the folder's permissions or name another with --store",
    errno.EIO: "the disk reports an error: check the disk; a backup is the way back if files are lost",
    errno.ENOTDIR: "a file stands where a folder is needed: name another folder with --store",
    errno.EEXIST: "a file stands where a folder is needed: name another folder with --store",
}
# SQLite says what happened in words only.
_BY_WORDS = {
    "disk is full": _BY_ERRNO[errno.ENOSPC],
    "readonly database": _BY_ERRNO[errno.EROFS],
    "unable to open": _BY_ERRNO[errno.EACCES],
    "disk i/o error": _BY_ERRNO[errno.EIO],
    "not a database": "its catalogue is damaged or no catalogue: restore a backup, or ingest into a new store",
    "malformed": "its catalogue is damaged: restore a backup, or ingest into a new store",
    "no such table": "its catalogue is damaged: restore a backup, or ingest into a new store",
}
# What SQLite says, among other causes, when a file cannot grow or be made because the disk is full.
_VAGUE = ("disk i/o error", "unable to open")
# As much as a failed write may give back before the disk is asked: Chroma takes a batch of at most 5,461
# vectors in one transaction, 8 MB with 384 dimensions, and writes them twice.
_ROOM_BYTES = 16 * 1024 * 1024


def require_room(folder: Path) -> None:
    """Ask the disk itself, after a library failed and hid why: raise its `OSError` when it takes no more.

    A file is written and deleted, because only that tells full, quota, read-only and damage apart.
    """
    if not folder.is_dir():
        return
    with tempfile.TemporaryFile(dir=folder, buffering=0) as probe:
        left = _ROOM_BYTES
        while left > 0:
            left -= probe.write(bytes(min(left, 1024 * 1024)))
        os.fsync(probe.fileno())


@contextmanager
def faults_of(folder: Path) -> Iterator[None]:
    """Turn errors of the disk and of SQLite into `StoreUnusable` with one line of advice."""
    try:
        yield
    except StoreError:
        raise
    except OSError as error:
        raise StoreUnusable(f"the store {folder} cannot be used: {_advice(error)}") from error
    except DBAPIError as error:
        raise StoreUnusable(f"the store {folder} cannot be used: {_database_advice(folder, error)}") from error


def _advice(error: OSError) -> str:
    return _BY_ERRNO.get(error.errno or 0, str(error))


def _database_advice(folder: Path, error: DBAPIError) -> str:
    said = str(error.orig)
    if any(words in said.lower() for words in _VAGUE):
        try:
            require_room(folder)
        except OSError as cause:
            return _advice(cause)
    return next((advice for words, advice in _BY_WORDS.items() if words in said.lower()), said)
