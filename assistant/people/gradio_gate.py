"""What of Gradio's routes may be reached, and by whom.

Gradio keeps the state of a page under a *session hash* that the browser makes up (with ``Math.random``; it stands in
addresses, and so in logs), and gives it to whoever names it; the same with files, by their path. Signed-in people
are kept apart here: the hash that reaches Gradio is keyed to the person, so that the same hash sent by somebody else
names another, empty state; a file is served only to whom the server itself has named it.

Gradio also has routes that the page does not use, some of which fetch addresses or call handlers without the queue.
Only what the page needs is let through, and nothing is fetched from elsewhere.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.people import words
from assistant.people.uploads import UploadLimits, limited

_API = "/gradio_api/"
_UPLOAD = f"{_API}upload"
_FILE = f"{_API}file="
_HEARTBEAT = f"{_API}heartbeat/"
# With bodies that name a session hash.
_CALLS = frozenset(f"{_API}{name}" for name in ("queue/join", "run/predict", "cancel", "reset", "component_server"))
_NEEDED = _CALLS | {
    f"{_API}{name}"
    for name in "app_id info login_check queue/data queue/status startup-events upload upload_progress user".split()
}
# Gradio's own sign-in, its figures about people, and what a development server needs.
_UNUSED = re.compile(r"/(?:login|logout|monitoring|pwa_icon|svelte)(?:/.*)?")
# Only told hashes are known to a person; these many are more than a page shows in a long day.
_REMEMBERED = 10_000
_MOST_JSON = 4 * 1024 * 1024
# Two letters at least: one is a drive of Windows.
_ELSEWHERE = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]+:/?/")
_KEYED = frozenset({b"session_hash", b"upload_id"})
# Gradio's temporary files lie in a folder of this form; the quotation marks before cannot stand in quoted text.
_TOLD = rb'(?:"path":"|[\[,]")%s[/\\]+([0-9a-f]{64})[/\\]'


class GradioGate:
    """ASGI middleware around a mounted Gradio page.

    Args:
        app: what answers.
        uploads: the folder of Gradio's temporary files.
        limits: how much one upload may hold.
        may_change: whether the sender of a request, given as its scope, may upload.
        apart: whether several people use the page, who are kept apart by ``scope["state"]["person"]``.
    """

    def __init__(
        self, app: ASGIApp, uploads: Path, limits: UploadLimits, may_change: Callable[[Scope], bool], apart: bool
    ) -> None:
        self.app = app
        self._uploads = uploads
        self._limits = limits
        self._may_change = may_change
        self._apart = apart
        self._key = secrets.token_bytes(32)
        self._told: dict[str, OrderedDict[str, None]] = {}
        self._pattern = re.compile(_TOLD % re.escape(json.dumps(str(uploads))[1:-1].encode()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"].rstrip("/")
        if _UNUSED.fullmatch(path) or (f"{path}/".startswith(_API) and not self._is_needed(path)):
            await _refuse(404, words.NOT_SERVED, scope, receive, send)
        elif path.startswith(_FILE):
            await self._file(path, scope, receive, send)
        elif path == _UPLOAD:
            await self._upload(scope, receive, send)
        elif path in _CALLS:
            await self._call(scope, receive, send)
        elif path.startswith(_API):
            await self.app(self._keyed(scope), receive, self._listening(scope, send))
        else:
            await self.app(scope, receive, send)

    def _is_needed(self, path: str) -> bool:
        return path in _NEEDED or path.startswith((_FILE, _HEARTBEAT))

    async def _file(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        name = path.removeprefix(_FILE)
        if _ELSEWHERE.match(name):
            await _refuse(403, words.ELSEWHERE, scope, receive, send)
            return
        if self._apart:
            own = self._told.get(_person(scope), OrderedDict[str, None]())
            real = os.path.realpath(name)
            folder = os.path.realpath(self._uploads)
            inside = os.path.relpath(real, folder) if real.startswith(folder + os.sep) else ""
            if inside.partition(os.sep)[0] not in own:
                await _refuse(403, words.NOT_YOURS, scope, receive, send)
                return
        await self.app(scope, receive, send)

    async def _upload(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._may_change(scope):
            await _refuse(403, words.MAY_NOT_ADD, scope, receive, send)
            return
        kept = limited(receive, Headers(scope=scope), self._limits)
        await self.app(self._keyed(scope), kept, self._listening(scope, send))

    async def _call(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body.extend(message.get("body", b""))
            more = message.get("more_body", False)
            if len(body) > _MOST_JSON:
                limit = f"{_MOST_JSON // 1024 // 1024} MB"
                await _refuse(413, words.BODY_TOO_LARGE.format(limit=limit), scope, receive, send)
                return
        try:
            content = json.loads(bytes(body))
        except (ValueError, RecursionError):
            content = None
        if not isinstance(content, dict) or not isinstance(content.get("session_hash", ""), str | None):
            await _refuse(400, words.NOT_JSON, scope, receive, send)
            return
        if any(_ELSEWHERE.match(path) for path in _paths(content)):
            await _refuse(403, words.ELSEWHERE, scope, receive, send)
            return
        if content.get("session_hash"):
            content["session_hash"] = self._own(content["session_hash"], scope)
        changed = json.dumps(content).encode()
        headers = [(name, value) for name, value in scope["headers"] if name != b"content-length"]
        headers.append((b"content-length", str(len(changed)).encode()))
        given = False

        async def receiving() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": changed, "more_body": False}

        await self.app(self._keyed({**scope, "headers": headers}), receiving, self._listening(scope, send))

    def _keyed(self, scope: Scope) -> Scope:
        """Return the scope with the session hash and the upload's name in its address keyed to the person."""
        if not self._apart:
            return scope
        pairs = parse_qsl(scope["query_string"], keep_blank_values=True)
        query = [
            (name, self._own(value.decode("utf-8", "replace"), scope).encode() if name in _KEYED else value)
            for name, value in pairs
        ]
        changed = {**scope, "query_string": urlencode(query).encode()}
        if scope["path"].startswith(_HEARTBEAT):
            changed["path"] = _HEARTBEAT + self._own(scope["path"].removeprefix(_HEARTBEAT).rstrip("/"), scope)
            changed["raw_path"] = changed["path"].encode()
        return changed

    def _own(self, name: str, scope: Scope) -> str:
        if not self._apart:
            return name
        said = json.dumps([_person(scope), name]).encode()
        return hmac.new(self._key, said, hashlib.sha256).hexdigest()[:32]

    def _listening(self, scope: Scope, send: Send) -> Send:
        """Return a ``send`` that notes which of Gradio's files an answer names to the person."""
        if not self._apart:
            return send
        person = _person(scope)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.body":
                for digest in self._pattern.findall(message.get("body", b"")):
                    told = self._told.setdefault(person, OrderedDict())
                    told[digest.decode()] = None
                    while len(told) > _REMEMBERED:
                        told.popitem(last=False)
            await send(message)

        return sending


def _person(scope: Scope) -> str:
    return str(scope["state"]["person"])


def _paths(content: object) -> Iterable[str]:
    """Yield what stands under ``path`` in any object of JSON, however deep."""
    waiting: list[Any] = [content]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if isinstance(path := one.get("path"), str):
                yield path
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


async def _refuse(status: int, said: str, scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse(said, status)(scope, receive, send)
