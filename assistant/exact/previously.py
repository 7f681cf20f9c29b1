"""What something was before, told beside what it is: "C+ (previously B–)", "418,000 people, up from 365,000"."""

from __future__ import annotations

import re

from store import Span

_SHORT = 30  # letters
OF_BEFORE = re.compile(
    r"\b(?:previous(?:ly)?|former(?:ly)?|earlier|originally|initially|used to|prior|before that"
    r"|the (?:year|month|week|quarter) before|last (?:year|month|week|quarter|time|edition|round)"
    r"|a (?:year|month|week) (?:ago|earlier|before))\b",
    re.I,
)
"""In a question: what was before is asked for, and not what is."""
_BEFORE = re.compile(
    r"\((?:previously|formerly|earlier|was|up from|down from|against|last (?:year|month|week|quarter):?) "
    rf"(?P<behind>[^()]{{1,{_SHORT}}})\)"
    r"|,? (?:up|down) from (?:an? )?(?:estimated |about |around |some |nearly |over )?"
    r"(?P<from>[^\s,;.()]*\d[\d.,]*\d?(?: ?(?:%|per cent|percent|thousand|million|billion))*)"
)


def previously(question: str, sentence: str, answer: Span) -> Span:
    """Return what was before, where that is asked for; what is, where it is not and the marked words hold both.

    Args:
        question: the stand-alone question.
        sentence: holds the answer.
        answer: what the network marks, as offsets into the sentence.
    """
    found = _BEFORE.search(sentence)
    if found is None:
        return answer
    before = Span(*found.span("behind" if found["behind"] else "from"))
    is_value = any(char.isdigit() for char in sentence[answer.start : answer.end])
    if OF_BEFORE.search(question) is not None:
        return before if is_value or (found["behind"] and answer.end >= found.start() - 1) else answer
    is_both = answer.start < found.start() < answer.end
    return Span(answer.start, len(sentence[: found.start()].rstrip())) if is_both else answer
