"""The outermost check: is this request for us, and from us?

A page on loopback is reachable by every site that the person has open: by a form or a script of that site
(cross-site requests), or by a name of that site that suddenly resolves to 127.0.0.1 (DNS rebinding). The `Host` header
gives the second away, the `Origin` header and the browser's fetch metadata the first.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.people import words
from assistant.people.addresses import Addresses

_MISDIRECTED, _FORBIDDEN = 421, 403
# What a proxy adds, and what Gradio would believe. Only what is named here is taken out.
_FORWARDED = frozenset(
    b"forwarded x-forwarded-for x-forwarded-host x-forwarded-port x-forwarded-prefix x-forwarded-proto "
    b"x-forwarded-server x-real-ip x-gradio-server".split()
)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OURS = frozenset({"same-origin", "none"})


class Guard:
    """ASGI middleware that refuses what is not addressed to this page, or sent by another one.

    Headers of proxies are believed only from the proxies named, and never passed on. The scope that is passed on has
    the client and the scheme as they really are.

    Args:
        app: what answers.
        addresses: where the page is.
        proxies: networks of proxies whose ``X-Forwarded-For`` and ``X-Forwarded-Proto`` are believed.
        needs_sign_in: whether people sign in; if not, what comes through a proxy is refused.
    """

    def __init__(
        self,
        app: ASGIApp,
        addresses: Addresses,
        proxies: Sequence[ipaddress.IPv4Network | ipaddress.IPv6Network] = (),
        needs_sign_in: bool = False,
    ) -> None:
        self.app = app
        self._addresses = addresses
        self._proxies = tuple(proxies)
        self._needs_sign_in = needs_sign_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is None:
            await self.app(self._as_it_is(scope), receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refusal(scope, receive, send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._addresses.owns_host(hosts[0]):
            named = hosts[0][:200] if hosts else "(none)"
            return PlainTextResponse(words.NOT_OUR_HOST.format(host=repr(named)), _MISDIRECTED)
        for origin in headers.getlist("origin"):
            if not self._addresses.owns_origin(origin):
                return PlainTextResponse(words.NOT_OUR_ORIGIN.format(origin=repr(origin[:200])), _FORBIDDEN)
        # Browsers say who asks, also where they send no origin; people may follow a link to the page from anywhere.
        site = headers.get("sec-fetch-site")
        navigating = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
        safe = scope["type"] == "http" and scope["method"] in _SAFE
        if site is not None and site not in _OURS and not (safe and navigating):
            return PlainTextResponse(words.CROSS_SITE, _FORBIDDEN)
        if not self._needs_sign_in and any(name in _FORWARDED for name, _ in scope["headers"]):
            return PlainTextResponse(words.THROUGH_A_PROXY, _FORBIDDEN)
        return None

    def _as_it_is(self, scope: Scope) -> Scope:
        headers = Headers(scope=scope)
        client, scheme = scope.get("client"), scope.get("scheme", "http")
        if client is not None and self._is_proxy(client[0]):
            hops = [hop.strip() for line in headers.getlist("x-forwarded-for") for hop in line.split(",")]
            # The last address that is no proxy of ours; what stands before it the client may have made up.
            before = next((hop for hop in reversed(hops) if not self._is_proxy(hop)), None)
            client = (before, 0) if before else client
            scheme = "https" if headers.get("x-forwarded-proto", "").lower() == "https" else scheme
        if self._addresses.is_https(headers["host"]):
            scheme = "https"
        if scope["type"] == "websocket" and scheme in {"http", "https"}:
            scheme = {"http": "ws", "https": "wss"}[scheme]
        kept = [(name, value) for name, value in scope["headers"] if name not in _FORWARDED]
        return {**scope, "client": client, "scheme": scheme, "headers": kept}

    def _is_proxy(self, address: str) -> bool:
        try:
            return any(ipaddress.ip_address(address) in network for network in self._proxies)
        except ValueError:
            return False
