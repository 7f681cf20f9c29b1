"""Who may come in: holders of the secret, no browsers, no large bodies."""

from __future__ import annotations

import json

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from store.endpoint.proof import HOST, same

# A question has 2,000 characters; the longest command line of Linux (2 MiB of paths) comes through, escaped.
LARGEST_BODY = 8 * 1024 * 1024


class Guard:
    """Refuses a request before anything of it is looked at.

    401 without the secret, 403 from a browser or with another Host, 413 where the body is too large. Of the paths in
    ``open_to_all`` no secret is asked.
    """

    def __init__(self, application: ASGIApp, secret: str, open_to_all: frozenset[str]) -> None:
        self._application = application
        self._expected = f"Bearer {secret}"
        self._open = open_to_all

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "lifespan":
            await self._application(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers: dict[bytes, bytes] = {}
        for name, value in scope["headers"]:
            if name in headers and name in (b"host", b"authorization", b"content-length"):
                return await _refuse(send, 400)
            headers[name] = value
        # A browser sends one of these with whatever a foreign page makes it send, and a page cannot forge them.
        if headers.get(b"host") != HOST.encode() or b"origin" in headers or b"sec-fetch-site" in headers:
            return await _refuse(send, 403)
        known = same(headers.get(b"authorization", b"").decode("latin-1"), self._expected)
        if not known and scope["path"] not in self._open:
            return await _refuse(send, 401)
        length = headers.get(b"content-length", b"0")
        if b"transfer-encoding" in headers or not length.isdigit() or int(length) > LARGEST_BODY:
            return await _refuse(send, 413)
        await self._application(scope, receive, send)


async def _refuse(send: Send, status: int) -> None:
    start: Message = {
        "type": "http.response.start",
        "status": status,
        "headers": [(b"content-type", b"application/json"), (b"connection", b"close")],
    }
    await send(start)
    await send({"type": "http.response.body", "body": json.dumps({"refused": status}).encode()})
