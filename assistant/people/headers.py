"""Headers for every answer: what a browser may load and do, and where the page may be shown."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_OPENING = re.compile(rb"<script(?=[\s>])")
# Nothing is loaded from elsewhere. Scripts run when they are files of ours, carry the answer's nonce or are the page's
# own (by their digest): what a document smuggles in does not run. Gradio's HTML component compiles its template with
# `Function`, hence unsafe-eval; its components set style attributes, hence unsafe-inline for styles alone.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval' {scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' data: blob:; worker-src 'self' blob:; "
    "connect-src 'self'; object-src 'none'; frame-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not `no-referrer`: browsers would then send forms with the origin `null`.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
# The names of files below these carry a digest of their content.
_UNCHANGING = ("/assets/",)
# Of 1 to 9: the page becomes a sixth in three milliseconds; more would hardly make it smaller.
_COMPRESSION = 5
_A_YEAR = "public, max-age=31536000, immutable"


class SecurityHeaders:
    """ASGI middleware that sets the headers, gives the scripts of an HTML answer their nonce, and compresses it.

    Args:
        app: what answers.
        head: the HTML that the page puts into its head while it runs; its scripts are allowed by their digests.
    """

    def __init__(self, app: ASGIApp, head: str = "") -> None:
        self.app = app
        digests = [hashlib.sha256(script.encode()).digest() for script in _SCRIPT.findall(head)]
        self._digests = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        held: Message | None = None
        body = bytearray()

        async def sending(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start":
                self._set(message, scope["path"], nonce)
                if _is_plain_html(Headers(raw=message["headers"])):
                    held = message
                    return
            elif held is not None and message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if message.get("more_body"):
                    return
                marked = _OPENING.sub(f'<script nonce="{nonce}"'.encode(), bytes(body))
                headers = MutableHeaders(scope=held)
                headers.add_vary_header("Accept-Encoding")
                if scope["method"] != "HEAD":
                    if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
                        marked = gzip.compress(marked, _COMPRESSION)
                        headers["Content-Encoding"] = "gzip"
                    headers["Content-Length"] = str(len(marked))
                await send(held)
                held = None
                message = {"type": "http.response.body", "body": marked}
            await send(message)

        await self.app(scope, receive, sending)

    def _set(self, message: Message, path: str, nonce: str) -> None:
        message.setdefault("headers", [])
        headers = MutableHeaders(scope=message)
        for name, value in _ALWAYS.items():
            headers[name] = value
        headers["Content-Security-Policy"] = _POLICY.format(scripts=f"'nonce-{nonce}' {self._digests}".strip())
        # No other site may read an answer, whatever Gradio thinks of its origin.
        for name in [name for name in headers if name.lower().startswith("access-control-")]:
            del headers[name]
        if path.startswith(_UNCHANGING) and message["status"] == 200:
            headers["Cache-Control"] = _A_YEAR
        else:
            headers.setdefault("Cache-Control", "no-store")


def _is_plain_html(headers: Headers) -> bool:
    return headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers
