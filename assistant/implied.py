"""Words that a text says by its form: "by 30 April" is a deadline, "09:50 | Keynote" tells when the keynote starts."""

from __future__ import annotations

import re

from assistant.answer_kind import CLOCK, DATE
from assistant.wording import stem

_CLOCK = rf"(?:{CLOCK.pattern})"
_BEGINS = r"[\s*_#|•-]*"
_FORMS = (
    (re.compile(rf"{_BEGINS}{_CLOCK}"), "start begin open time"),
    (re.compile(rf"{_BEGINS}{_CLOCK} ?(?:[-–—]|to|until) ?{_CLOCK}"), "end finish close"),
    (re.compile(rf".*\b(?:by|before|until|no later than) (?:the end of )?(?:\w+, )?{DATE.pattern}"), "deadline due"),
)


def implied(text: str) -> frozenset[str]:
    """Return the stems of words that a unit or a passage does not hold and yet says.

    Args:
        text: verbatim; of a passage what is at its beginning counts.
    """
    line = " ".join(text.split())
    return frozenset(stem(word) for form, words in _FORMS if form.match(line) for word in words.split())
