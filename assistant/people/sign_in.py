"""Signing in and out, and letting nobody else in."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from threading import BoundedSemaphore
from urllib.parse import parse_qs

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.people import words
from assistant.people.attempts import Attempts
from assistant.people.errors import UsersUnusable
from assistant.people.passwords import LONGEST, decoy, matches
from assistant.people.sessions import Sessions
from assistant.people.sign_in_page import OUT_PATH, PATH, once_more_page, sign_in_page
from assistant.people.users import User, Users, canonical_name

logger = logging.getLogger(__name__)

_SEE_OTHER, _UNAUTHORISED, _TOO_MANY, _UNAVAILABLE = 303, 401, 429, 503
# A name and a password, each character percent-encoded.
_LONGEST_FORM = 8 * 1024
# Each check takes 32 MiB and a quarter of a second of one core: more at once would starve the answers.
_CHECKS_AT_ONCE = 2
_OPEN = frozenset({PATH, OUT_PATH, "/favicon.ico"})


class Door:
    """Signs people in and out, and knows who is.

    Args:
        users: who may sign in.
        sessions: who has.
        attempts: who guesses.
        port: of the page: cookies know no ports, and two pages of one machine must not sign each other out.
    """

    def __init__(self, users: Users, sessions: Sessions, attempts: Attempts, port: int) -> None:
        self._users = users
        self._sessions = sessions
        self._attempts = attempts
        self._port = port
        self._decoy = decoy()
        self._checks = BoundedSemaphore(_CHECKS_AT_ONCE)

    def attach(self, application: FastAPI) -> None:
        """Add the routes of the sign-in page; before anything is mounted at the root."""
        application.add_api_route(PATH, self._show, methods=["GET"], include_in_schema=False)
        application.add_api_route(PATH, self._sign_in, methods=["POST"], include_in_schema=False)
        application.add_api_route(OUT_PATH, self._sign_out, methods=["POST"], include_in_schema=False)
        application.add_exception_handler(UsersUnusable, _unusable)

    def user(self, request: Request) -> User | None:
        """Return who sends a request; None for nobody who is signed in. Raises `UsersUnusable`."""
        token = request.cookies.get(self._cookie(request))
        return self._sessions.user(token) if token else None

    def check(self, name: str, password: str) -> User | None:
        """Return the user whose password this is; takes as long for names that nobody has."""
        user = self._users.find(name)
        with self._checks:
            right = matches(password[: LONGEST * 4], user.secret if user else self._decoy)
        return user if right else None

    async def _show(self, request: Request) -> Response:
        if self.user(request) is not None:
            return RedirectResponse("/", _SEE_OTHER)
        return HTMLResponse(sign_in_page())

    async def _sign_in(self, request: Request) -> Response:
        body = bytearray()
        async for chunk in request.stream():
            body.extend(chunk)
            if len(body) > _LONGEST_FORM:
                return PlainTextResponse(words.BODY_TOO_LARGE.format(limit=f"{_LONGEST_FORM} bytes"), 413)
        fields = parse_qs(bytes(body).decode("utf-8", "replace"), max_num_fields=8, keep_blank_values=True)
        name, password = (fields.get(field, [""])[0] for field in ("name", "password"))
        address = (request.client.host if request.client else "")[:64]
        key = canonical_name(name)[:64]
        wait = self._attempts.begin(key, address)
        if wait > 0:
            logger.warning("sign-in as %r from %r has to wait %.0f s", key, address, wait)
            answer = HTMLResponse(sign_in_page(name, words.WAIT.format(time=_spoken(wait))), _TOO_MANY)
            answer.headers["Retry-After"] = str(math.ceil(wait))
            return answer
        user = await run_in_threadpool(self.check, name, password)
        if user is None:
            logger.warning("sign-in as %r from %r failed", key, address)
            return HTMLResponse(sign_in_page(name, words.WRONG), _UNAUTHORISED)
        self._attempts.succeeded(key, address)
        if old := request.cookies.get(self._cookie(request)):
            self._sessions.end(old)
        inside = RedirectResponse("/", _SEE_OTHER)
        inside.set_cookie(
            self._cookie(request),
            self._sessions.begin(user),
            path="/",
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return inside

    async def _sign_out(self, request: Request) -> Response:
        cookie = self._cookie(request)
        if token := request.cookies.get(cookie):
            self._sessions.end(token)
        answer = RedirectResponse(PATH, _SEE_OTHER)
        answer.delete_cookie(cookie, path="/", httponly=True, samesite="strict", secure=request.url.scheme == "https")
        # The browser forgets what it kept of the page, so that whoever uses it next finds nothing.
        answer.headers["Clear-Site-Data"] = '"cache", "storage"'
        return answer

    def _cookie(self, request: Request) -> str:
        # Browsers take a name with this prefix only with Secure, for this host alone.
        return f"__Host-briefing-{self._port}" if request.url.scheme == "https" else f"briefing-{self._port}"


class SignedIn:
    """ASGI middleware that lets only those through who are signed in, and says who it is.

    The scope that is passed on has ``state["person"]``, the user's name, and ``state["user"]``, the `User`.

    Args:
        app: what answers.
        user: tells who sends a request.
    """

    def __init__(self, app: ASGIApp, user: Callable[[Request], User | None]) -> None:
        self.app = app
        self._user = user

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        if scope["type"] == "websocket":
            # Nothing here speaks it, and a browser shows it no cookie that is checked.
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        answer: Response | None = None
        try:
            user = None if scope["path"] in _OPEN else self._user(request)
        except UsersUnusable as error:
            answer = _unusable(request, error)
        else:
            if user is not None:
                scope["state"] = {**scope.get("state", {}), "person": user.name, "user": user}
            elif scope["path"] not in _OPEN:
                answer = _please(request)
        await (answer or self.app)(scope, receive, send)


def _unusable(_: Request, error: Exception) -> Response:
    logger.error("%s", error)
    return PlainTextResponse(words.UNUSABLE, _UNAVAILABLE)


def _please(request: Request) -> Response:
    if request.method not in {"GET", "HEAD"} or "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(words.NEEDS_SIGN_IN, _UNAUTHORISED)
    if request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}:
        return HTMLResponse(once_more_page())
    return RedirectResponse(PATH, _SEE_OTHER)


def _spoken(seconds: float) -> str:
    whole = math.ceil(seconds)
    if whole >= 120:
        return f"{math.ceil(whole / 60)} minutes"
    return f"{whole} seconds" if whole != 1 else "1 second"
