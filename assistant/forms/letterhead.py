"""The head of a message or a memo: who wrote to whom, which all of it is about and hardly a sentence of it says."""

from __future__ import annotations

import re

_FIELD = re.compile(r"[ \t>*_|]*(?P<name>from|to|cc|sent|date|subject|re)[*_]*:[*_]*[ \t]*(?P<value>\S[^\n]*)", re.I)
# A title and a line or two may stand above it.
_WITHIN = 12  # lines


def people_of_head(text: str) -> str:
    """Return from whom and to whom a message or a memo is, as its first lines tell; "" for other texts.

    >>> people_of_head("Quotas\\nFrom: Ann Lee\\nTo: Bo Dahl\\nDate: 3 May\\nWe agree.")
    'Ann Lee Bo Dahl'

    Args:
        text: what the document begins with.
    """
    lines = [line for line in text.split("\n") if line.strip()][:_WITHIN]
    found = [one for line in lines if (one := _FIELD.fullmatch(line)) is not None]
    names = {one["name"].lower() for one in found}
    if not {"from", "to"} <= names:
        return ""
    return " ".join(one["value"] for one in found if one["name"].lower() in ("from", "to", "cc"))
