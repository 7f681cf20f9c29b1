"""What a document says is not known or not settled: "No date has been set" is the answer to "When will it be held?"."""

from __future__ import annotations

import re

from assistant.language.answer_kind import Kind, kind_of
from store import Span

_NOUNS = {
    Kind.WHEN: r"dates?|days?|times?|deadlines?|timetables?|schedules?|timelines?",
    Kind.HOW_MANY: r"figures?|numbers?|amounts?|sums?|estimates?|prices?|costs?|budgets?|totals?|limits?|counts?",
    Kind.WHERE: r"places?|venues?|locations?|sites?|hosts?|cit(?:y|ies)",
    Kind.WHO: r"names?|successors?|candidates?|heads?|chairs?|leaders?|persons?|bod(?:y|ies)|agenc(?:y|ies)",
}
_SETTLED = (
    r"given|set|fixed|agreed|announced|decided|named|published|found|chosen|available|known|settled|released|appointed"
    r"|provided|determined|confirmed|put forward"
)
_UNSET = {
    kind: re.compile(
        rf"\bno (?:\w+ )?(?:{nouns})\b[^.;,]{{0,40}}?\b(?:has|have|had|was|were|is|are|can|could|will)"
        rf"(?: (?:yet|so far|as yet|be|been|currently))* (?:{_SETTLED})\b"
        rf"|\b(?:{nouns})\b[^.;,]{{0,40}}? (?:(?:has|have|had|was|were|is|are|can|could)(?: not|n['’]t)|remains?)"
        rf"(?: (?:yet|be|been|to be))* (?:{_SETTLED}|open|unknown|undecided)\b",
        re.I,
    )
    for kind, nouns in _NOUNS.items()
}
# What has happened has its day: when the next one will be is another question.
_OF_THE_PAST = re.compile(r"\b(?:when|where) (?:did|was|were|had)\b", re.I)


def unset(question: str, text: str) -> Span | None:
    """Return where a sentence says that the time, number, place or person that is asked for is not known or settled.

    Args:
        question: the stand-alone question.
        text: the sentence.
    """
    kind = kind_of(question)
    found = _UNSET[kind].search(text) if kind in _UNSET and not _OF_THE_PAST.search(question) else None
    return None if found is None else Span(*found.span())
