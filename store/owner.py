"""Who owns a store, and where that process is reached: a file that only its user can read."""

from __future__ import annotations

import json
import os
import secrets
import stat
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_OWNER_FILE = "owner.json"
# Far more than is ever written: a file of any size may lie there.
_LARGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Contact:
    """Where the owner of a store is reached by processes of the same user.

    ``address`` is ``unix:PATH`` or ``tcp:PORT`` (on 127.0.0.1), ``secret`` what both sides know.
    """

    address: str
    secret: str

    def __repr__(self) -> str:  # a secret must not reach a log
        return f"Contact({self.address!r}, ...)"


@dataclass(frozen=True, slots=True)
class Owner:
    """The process that last took a store's lock; ``contact`` is None when it does not answer other processes."""

    pid: int
    since: str
    contact: Contact | None


def owner_of(folder: Path) -> Owner | None:
    """Return who took the lock of a store, as written down by that process, or None where nobody is.

    The file is left behind by a process that was killed: only who cannot get the lock has a reason to believe it, and
    whoever answers at the address still has to prove that it knows the secret. A file of another user, or one that
    other users may read or write, names no contact.
    """
    try:
        descriptor = os.open(folder / _OWNER_FILE, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(descriptor, "rb") as file:
            private = _is_private(os.fstat(file.fileno()))
            found = json.loads(file.read(_LARGEST))
        contact = found.get("contact") if private else None
        return Owner(
            pid=int(found["pid"]),
            since=str(found["since"]),
            contact=None if contact is None else Contact(str(contact["address"]), str(contact["secret"])),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def write_owner(folder: Path, contact: Contact | None) -> None:
    """Write down that this process has the lock of a store; whoever reads meanwhile finds the old file or the new."""
    path = folder / _OWNER_FILE
    new = path.with_name(f"{_OWNER_FILE}.{secrets.token_hex(8)}")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
            reached = None if contact is None else {"address": contact.address, "secret": contact.secret}
            json.dump({"pid": os.getpid(), "since": since, "contact": reached}, file)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def forget_owner(folder: Path) -> None:
    """Delete what `write_owner` wrote, and what a process that was killed in it left."""
    for path in folder.glob(f"{_OWNER_FILE}*"):
        path.unlink(missing_ok=True)


def _is_private(status: os.stat_result) -> bool:
    if sys.platform == "win32":
        return True
    return status.st_uid == os.getuid() and not stat.S_IMODE(status.st_mode) & 0o077
