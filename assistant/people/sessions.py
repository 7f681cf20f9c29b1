"""Who is signed in: random tokens, of which the server keeps digests in memory only."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from assistant.people.users import User, Users

# OWASP Session Management Cheat Sheet: at least 64 bits of entropy; these are 256.
_TOKEN_BYTES = 32
# A page left open without a request for so long is signed out; the page itself asks nothing by itself.
IDLE_SECONDS = 4 * 60 * 60
# One person's browsers and devices; one more ends the oldest.
_MOST_OF_ONE = 20


@dataclass(slots=True)
class _Session:
    name: str
    secret: str
    began: float
    used: float


class Sessions:
    """The sign-ins of a server's life. Any number of threads may use it.

    A sign-in ends by signing out, after ``hours``, after `IDLE_SECONDS` without a request, when its user is removed and
    when the user's password changes.

    Args:
        users: who there is.
        hours: how long a sign-in lasts at most.
        clock: seconds that only grow.
    """

    def __init__(self, users: Users, hours: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._users = users
        self._seconds = hours * 3600
        self._clock = clock
        self._guard = threading.Lock()
        self._sessions: dict[bytes, _Session] = {}

    def begin(self, user: User) -> str:
        """Return the token of a new sign-in."""
        token, now = secrets.token_urlsafe(_TOKEN_BYTES), self._clock()
        with self._guard:
            self._sessions = {key: one for key, one in self._sessions.items() if not self._expired(one, now)}
            own = [key for key, one in self._sessions.items() if one.name == user.name]
            for key in own[: max(0, len(own) + 1 - _MOST_OF_ONE)]:
                del self._sessions[key]
            self._sessions[_digest(token)] = _Session(user.name, user.secret, now, now)
        return token

    def user(self, token: str) -> User | None:
        """Return who signed in with a token; None when nobody did, or no longer. Raises `UsersUnusable`."""
        key, now = _digest(token), self._clock()
        with self._guard:
            session = self._sessions.get(key)
        if session is None:
            return None
        user = self._users.find(session.name)
        if user is None or user.secret != session.secret or self._expired(session, now):
            self.end(token)
            return None
        session.used = now
        return user

    def end(self, token: str) -> None:
        """Sign out; an unknown token is none of anybody's."""
        with self._guard:
            self._sessions.pop(_digest(token), None)

    def _expired(self, session: _Session, now: float) -> bool:
        return now - session.began > self._seconds or now - session.used > IDLE_SECONDS


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
