"""Which host names and origins are this page's own; everything else is another site's, or a rebound name."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

_AUTHORITY = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_.-]+)(?::(?P<port>[0-9]{1,5}))?")
_ORIGIN = re.compile(r"(?P<scheme>https?)://(?P<authority>[^/?#@]+)", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class PublicName:
    """A name under which a reverse proxy shows the page; ``None`` stands for any scheme or port."""

    host: str
    port: int | None = None
    scheme: str | None = None

    @classmethod
    def read(cls, text: str) -> Self:
        """Read ``name``, ``name:port`` or ``https://name[:port]``; raises ValueError, which says what was expected."""
        origin = _ORIGIN.fullmatch(text.rstrip("/"))
        scheme = origin["scheme"].lower() if origin else None
        split = _split(origin["authority"] if origin else text)
        if split is None:
            raise ValueError(f"{text!r} is no name: give name, name:port or https://name")
        host, port = split
        return cls(host, port or (_DEFAULT_PORTS[scheme] if scheme else None), scheme)

    def matches(self, host: str, port: int | None, scheme: str | None) -> bool:
        """Return whether an authority is this name; a scheme of None, of a ``Host`` header, fits any."""
        if host != self.host or (scheme and self.scheme and scheme != self.scheme):
            return False
        default = _DEFAULT_PORTS.get(self.scheme or scheme or "")
        return self.port is None or self.port == (port or default)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the page is: what it listens on, and the names of proxies in front of it.

    Attributes:
        host: what it was told to listen on, a name or an address.
        port: the port it listens on.
        public: names that a reverse proxy shows it under.
    """

    host: str
    port: int
    public: tuple[PublicName, ...] = ()

    @property
    def local_only(self) -> bool:
        """Whether only this machine reaches the page."""
        return is_loopback(self.host) and all(is_loopback(name.host) for name in self.public)

    def owns_host(self, header: str) -> bool:
        """Return whether a ``Host`` header names this page."""
        split = _split(header)
        return split is not None and self._owns(*split, None)

    def owns_origin(self, header: str) -> bool:
        """Return whether an ``Origin`` header names this page; ``null`` never does."""
        match = _ORIGIN.fullmatch(header)
        split = _split(match["authority"]) if match else None
        return bool(match and split and self._owns(*split, match["scheme"].lower()))

    def is_https(self, header: str) -> bool:
        """Return whether a ``Host`` header names the page by a public name that was given with https."""
        split = _split(header)
        return split is not None and any(
            name.scheme == "https" and name.matches(*split, "https") for name in self.public
        )

    def _owns(self, host: str, port: int | None, scheme: str | None) -> bool:
        if any(name.matches(host, port, scheme) for name in self.public):
            return True
        return scheme != "https" and (port or _DEFAULT_PORTS["http"]) == self.port and self._listens_on(host)

    def _listens_on(self, host: str) -> bool:
        if is_loopback(self.host):
            return host in {"127.0.0.1", "::1", "localhost", _canonical(self.host)}
        try:
            listening = ipaddress.ip_address(self.host)
        except ValueError:
            return host == self.host.lower()
        if not listening.is_unspecified:
            return host == str(listening)
        # Listening on all addresses: a name may have been rebound to one of them, an address cannot.
        return host == "localhost" or _is_address(host)


def is_loopback(host: str) -> bool:
    """Return whether a name or an address is this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def read_names(text: str) -> tuple[PublicName, ...]:
    """Read names that commas or spaces divide; raises ValueError."""
    return tuple(PublicName.read(part) for part in _parts(text))


def read_networks(text: str) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    """Read addresses and networks (``10.0.0.0/8``) that commas or spaces divide; raises ValueError."""
    return tuple(ipaddress.ip_network(part, strict=False) for part in _parts(text))


def _parts(text: str) -> Iterable[str]:
    return text.replace(",", " ").split()


def _split(authority: str) -> tuple[str, int | None] | None:
    match = _AUTHORITY.fullmatch(authority)
    if match is None or (match["port"] and not 0 < int(match["port"]) < 65536):
        return None
    return _canonical(match["host"].strip("[]")), int(match["port"]) if match["port"] else None


def _canonical(host: str) -> str:
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return host.lower()


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
