"""Titles in a file's properties: which were given by its author and which by a program."""

from __future__ import annotations

import re

from ingest.assembly import squeezed

_LONGEST_TITLE = 200
_NO_TITLE = re.compile(
    r"untitled\s?\d*|unknown|title|document\s?\d*|(?:power\s?point|slide)?\s?presentation\s?\d*|(?:book|sheet)\s?\d*|"
    r"microsoft \w+ - .*|.*\.(?:docx?|pdf|xls[xm]?|pptx?|od[tsp]|indd|tex|html?|rtf)|[\W\d_]*",
    re.I,
)


def sensible_title(named: str | None) -> str:
    """Return the title on one line; empty where it is none that a person would have given."""
    named = squeezed(named or "")
    return "" if len(named) > _LONGEST_TITLE or _NO_TITLE.fullmatch(named) else named
