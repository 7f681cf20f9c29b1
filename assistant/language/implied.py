"""Words that a text says by its form: "by 30 April" is a deadline, "09:50 | Keynote" tells when the keynote starts.

"Rain since 14 October" and "From 1 January drivers will pay" tell when it begins.
"""

from __future__ import annotations

import re

from assistant.language.answer_kind import DATE, HOURS
from assistant.language.wording import stem

_DUE = re.compile(rf"\b(?:by|before|until|no later than) (?:the end of )?(?:\w+, )?{DATE.pattern}")
_SINCE = re.compile(rf"\bsince (?:\w+, )?{DATE.pattern}|^(?:From|As of|Starting(?: on)?) (?:\w+, )?{DATE.pattern}")
_OF_A_START = frozenset(map(stem, "start begin open time".split()))
_OF_AN_END = frozenset(map(stem, "end finish close".split()))
_OF_A_DEADLINE = frozenset(map(stem, "deadline due".split()))
_NOTHING: frozenset[str] = frozenset()


def implied(text: str) -> frozenset[str]:
    """Return the stems of words that a unit, verbatim, does not hold and yet says."""
    line = " ".join(text.split())
    hours = HOURS.match(line)
    said = _NOTHING if hours is None else _OF_A_START | (_OF_AN_END if hours["end"] else _NOTHING)
    said = said if _SINCE.search(line) is None else said | _OF_A_START
    return said | (_NOTHING if _DUE.search(line) is None else _OF_A_DEADLINE)
