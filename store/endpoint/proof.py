"""How both sides of a private endpoint show that they know the secret, and what else they agree on."""

from __future__ import annotations

import hashlib
import hmac
import secrets

PROTOCOL = 1
"""Changes whenever clients and owners of two releases would misunderstand each other."""

HOST = "briefing-owner.invalid"
"""The only Host that is answered. No name resolves to it, so that no page in a browser can come to send it."""

GREETING, ABOUT, CANCEL, HAND_OVER = "/greeting", "/about", "/cancel", "/hand-over"
TOKEN_CHARACTERS = 64
"""Length of secrets, nonces and ids of runs: 256 random bits in hex."""


def new_token() -> str:
    """Return 256 random bits in hex."""
    return secrets.token_hex(TOKEN_CHARACTERS // 2)


def proof_of(secret: str, nonce: str) -> str:
    """Return what only who knows the secret can say to a nonce (HMAC-SHA256, hex); the secret itself is not told."""
    return hmac.new(secret.encode(), b"owner:" + nonce.encode(), hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
