"""The disk's and the database's own errors, translated in one place into what to do about them."""

from __future__ import annotations

import errno
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


@contextmanager
def faults_of(folder: Path) -> Iterator[None]:
    """Turn errors of the disk and of SQLite into `StoreUnusable` with one line of advice."""
    try:
        yield
    except StoreError:
        raise
    except OSError as error:
        advice = _BY_ERRNO.get(error.errno or 0, str(error))
        raise StoreUnusable(f"the store {folder} cannot be used: {advice}") from error
    except DBAPIError as error:
        said = str(error.orig)
        advice = next((advice for words, advice in _BY_WORDS.items() if words in said.lower()), said)
        raise StoreUnusable(f"the store {folder} cannot be used: {advice}") from error
