"""Which way a text is written."""

from __future__ import annotations

import unicodedata

_STRONG = {"L": False, "R": True, "AL": True}


def is_rtl(text: str) -> bool:
    """Tell whether a text is written from the right to the left: its first letter decides (Unicode's rules P2, P3)."""
    return next((_STRONG[kind] for kind in map(unicodedata.bidirectional, text) if kind in _STRONG), False)
