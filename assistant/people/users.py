"""Who may sign in: a file in the store's folder that only its owner can read."""

from __future__ import annotations

import json
import os
import re
import stat
import threading
import time
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from assistant.people.errors import UserRefused, UsersUnusable
from assistant.people.passwords import LONGEST, SHORTEST, hash_password

USERS_FILE = "users.json"
# Written first and then renamed; while it is there, another command is changing the users.
_NEW_FILE = "users.json.new"
_VERSION = 1
_NAME = re.compile(r"\w[\w.@-]{0,63}")
# The name under which what is said without sign-in is kept.
_RESERVED = frozenset({"local"})
_PATIENCE_SECONDS = 5.0
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may sign in.

    Attributes:
        name: as `canonical_name` gives it.
        secret: what is kept of the password.
        admin: whether they may do what is for administrators alone.
        added_at: when, ISO 8601 in UTC.
    """

    name: str
    secret: str
    admin: bool
    added_at: str


class Users:
    """The users of a store. The file is read again whenever it has changed; any number of threads may ask."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / USERS_FILE
        self._guard = threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._users: dict[str, User] = {}

    def all(self) -> list[User]:
        """Return all users by name; raises `UsersUnusable`."""
        return sorted(self._read().values(), key=lambda user: user.name)

    def find(self, name: str) -> User | None:
        """Return the user of a name, in whatever case; raises `UsersUnusable`."""
        return self._read().get(canonical_name(name))

    def add(self, name: str, password: str, *, admin: bool = False) -> User:
        """Add a user; raises `UserRefused` for a name or password that will not do, or a name that is taken."""
        name = canonical_name(name)
        if not _NAME.fullmatch(name) or name in _RESERVED:
            raise UserRefused(f"{name!r} cannot be a name: use 1 to 64 letters, digits and . _ - @, and not 'local'")
        _require_good(password, name)
        user = User(name, hash_password(password), admin, datetime.now(UTC).isoformat(timespec="seconds"))

        def adding(users: dict[str, User]) -> None:
            if name in users:
                raise UserRefused(f"there is already a user {name!r}: `briefing users password` changes the password")
            users[name] = user

        self._change(adding)
        return user

    def remove(self, name: str) -> None:
        """Remove a user, whose sign-ins end at once; raises `UserRefused` when there is none."""
        self._change(lambda users: users.pop(_known(users, name)))

    def set_password(self, name: str, password: str) -> None:
        """Change a user's password, which ends their sign-ins; raises `UserRefused`."""
        _require_good(password, canonical_name(name))
        secret = hash_password(password)

        def changing(users: dict[str, User]) -> None:
            known = _known(users, name)
            users[known] = replace(users[known], secret=secret)

        self._change(changing)

    def _read(self) -> dict[str, User]:
        with self._guard:
            try:
                found = self._path.stat()
            except FileNotFoundError:
                self._seen, self._users = None, {}
                return self._users
            except OSError as error:
                raise UsersUnusable(f"the users in {self._path} cannot be read: {error.strerror}") from error
            seen = (found.st_mtime_ns, found.st_ino, found.st_size)
            if seen != self._seen:
                if os.name == "posix" and found.st_mode & _OTHERS:
                    raise UsersUnusable(f"others can read the users in {self._path}: run chmod 600 on it")
                self._users = _parse(self._path)
                self._seen = seen
            return self._users

    def _change(self, change: Callable[[dict[str, User]], object]) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = self._folder / _NEW_FILE
        descriptor = self._claim(new)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                users = dict(self._read())
                change(users)
                kept = {"version": _VERSION, "users": [asdict(users[name]) for name in sorted(users)]}
                json.dump(kept, file, indent=2, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            new.replace(self._path)
        except OSError as error:
            new.unlink(missing_ok=True)
            raise UsersUnusable(f"the users in {self._path} cannot be written: {error.strerror}") from error
        except BaseException:
            new.unlink(missing_ok=True)
            raise

    def _claim(self, new: Path) -> int:
        until = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                return os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:
                if time.monotonic() > until:
                    raise UsersUnusable(f"another command is changing the users; if none is, delete {new}") from None
                time.sleep(0.05)
            except OSError as error:
                raise UsersUnusable(f"the users in {self._path} cannot be written: {error.strerror}") from error


def canonical_name(name: str) -> str:
    """Return a name as it is kept and compared: without blanks around it, in one encoding and one case."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name.strip()).casefold())


def _known(users: dict[str, User], name: str) -> str:
    known = canonical_name(name)
    if known not in users:
        raise UserRefused(f"there is no user {known!r}: `briefing users list` shows them")
    return known


def _require_good(password: str, name: str) -> None:
    if not SHORTEST <= len(password) <= LONGEST:
        raise UserRefused(f"the password has {len(password)} characters: give {SHORTEST} to {LONGEST}")
    named = len(name) > 3 and name in canonical_name(password)
    if named or len(set(password)) < SHORTEST // 3:
        raise UserRefused("the password is easily guessed: do not use the name or the same few characters")


def _parse(path: Path) -> dict[str, User]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["version"] != _VERSION:
            raise UsersUnusable(f"the users in {path} were written by another release")
        users = [
            User(str(one["name"]), str(one["secret"]), one["admin"] is True, str(one["added_at"]))
            for one in kept["users"]
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsersUnusable(f"the users in {path} cannot be read ({error}): restore the file, or delete it") from error
    return {user.name: user for user in users}
