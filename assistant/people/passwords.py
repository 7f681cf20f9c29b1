"""Passwords as they are kept: scrypt, with its parameters beside each hash, so that they can be raised later."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import unicodedata

# OWASP Password Storage Cheat Sheet, scrypt: N = 2^15, r = 8, p = 3 is as strong as its first choice (N = 2^17, p = 1)
# in a quarter of the memory, 32 MiB, so that several attempts at once do not starve the answers.
COST, BLOCK_SIZE, PARALLEL = 2**15, 8, 3
_SALT_BYTES, _HASH_BYTES = 16, 32
# What a hash of a file may ask for: 128 * N * r bytes, with room for OWASP's largest.
_MOST_MEMORY = 256 * 1024 * 1024
# OWASP ASVS 4.0.3, 2.1.1 and 2.1.2: at least 12 characters, at most 128, and no rules about which.
SHORTEST, LONGEST = 12, 128


def hash_password(password: str) -> str:
    """Return what is kept of a password: ``scrypt$n=…,r=…,p=…$salt$hash``, with a new salt."""
    salt = secrets.token_bytes(_SALT_BYTES)
    digest = _scrypt(password, salt, COST, BLOCK_SIZE, PARALLEL)
    return f"scrypt$n={COST},r={BLOCK_SIZE},p={PARALLEL}${_text(salt)}${_text(digest)}"


def matches(password: str, kept: str) -> bool:
    """Return whether a password is the one that was kept; raises ValueError when that is no hash of ours."""
    kind, parameters, salt, digest = kept.split("$")
    numbers = {name: int(value) for name, value in (one.split("=") for one in parameters.split(","))}
    if kind != "scrypt" or set(numbers) != {"n", "r", "p"}:
        raise ValueError(f"{kind!r} is no kind of hash that is known")
    computed = _scrypt(password, base64.b64decode(salt), numbers["n"], numbers["r"], numbers["p"])
    return hmac.compare_digest(computed, base64.b64decode(digest))


def decoy() -> str:
    """Return a hash that no password matches, to spend the same time on names that nobody has."""
    return hash_password(secrets.token_urlsafe(32))


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    # One password may be typed in several encodings of the same characters (NIST SP 800-63B, 5.1.1.2).
    word = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(word, salt=salt, n=n, r=r, p=p, maxmem=_MOST_MEMORY, dklen=_HASH_BYTES)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
