"""What gives no reason, where one is asked for: "Risk level: high" does not tell why it is."""

from __future__ import annotations

import re

_ASKED = re.compile(
    r"\bwhy\b|\b(?:reasons?|causes?|grounds|rationale|justification) (?:for|of|behind)\b|\bhow come\b", re.I
)
# A line of a form: "**Risk level:** National HIGH", "Status: delayed".
_LABELLED = re.compile(
    r"\W*(?:[\w-]+ ){0,3}?(?:level|rating|status|score|category|classification|date|number|outlook|grade|rank|version)"
    r"(?: of [\w ]{1,30})?\W{0,3}:",
    re.I,
)
_REASON = re.compile(
    r"\b(?:because|due to|owing|since|after|as a result|following|reflect\w*|given|caus\w*|reasons?|driven|led|for lack"
    r"|by|from|in view|until|amid)\b",
    re.I,
)


def tells_no_reason(question: str, text: str) -> bool:
    """Return whether it is asked why something is so, and a line of a form only tells that it is.

    Args:
        question: the stand-alone question.
        text: the line.
    """
    return _ASKED.search(question) is not None and _LABELLED.match(text) is not None and not _REASON.search(text)
