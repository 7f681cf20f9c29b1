"""What tells nothing of a life: "Remarks by Ann Lee, Minister of Transport" does not say where she studied."""

from __future__ import annotations

import re

from assistant.language.phrases import AUXILIARIES
from assistant.language.wording import names_and_numbers, stem, stems, tokens

# What of a life is asked, and what a line without a verb must have to tell it.
_OF_A_LIFE = (
    (
        re.compile(
            r"\b(?:stud(?:y|ied)|graduated?|educated|degree|doctorate|PhD|diploma|(?:go|went) to school)\b", re.I
        ),
        re.compile(
            r"\b(?:stud\w+|graduat\w+|educat\w+|degree|doctor\w*|diploma|ph\.?d|m\.?sc|b\.?sc|m\.?a|b\.?a|alum\w+)\b",
            re.I,
        ),
    ),
    (
        re.compile(r"\b(?:born|birthday|(?:date|place) of birth|grow up|grew up)\b", re.I),
        re.compile(r"\b(?:born|birth|grew|raised)", re.I),
    ),
    (
        re.compile(r"\b(?:marr(?:y|ied)|wife|husband|spouse|children|daughters?|sons?)\b", re.I),
        re.compile(r"\b(?:marr\w+|wife|husband|spouse|partner|child\w*|daughter\w*|sons?)\b", re.I),
    ),
    (
        re.compile(r"\bpart(?:y|ies)\b.*\b(?:belong|member|join)|\bpolitical party\b", re.I),
        re.compile(r"\b(?:party|member)\b", re.I),
    ),
    (
        re.compile(r"\b(?:religio\w*|faith)\b", re.I),
        re.compile(r"\b(?:religio\w*|faith|christ\w+|muslim|islam\w*|jew\w*|hindu\w*|buddh\w+|catholic\w*)\b", re.I),
    ),
)
_ENDS = re.compile(r"[.!?][\"'”’)*_]*$")


def tells_nothing_of_a_life(question: str, text: str) -> bool:
    """Return whether something of a life is asked, and met by a line that only names who that is.

    Args:
        question: the stand-alone question.
        text: the sentence or line; of those that are sentences nothing is known.
    """
    if _ENDS.search(text.rstrip()) is not None or any(one.lower in AUXILIARIES for one in tokens(text)):
        return False
    told = next((tells for asks, tells in _OF_A_LIFE if asks.search(question) is not None), None)
    if told is None or told.search(text) is not None:
        return False
    return not {stem(one.text) for one in names_and_numbers(question)}.isdisjoint(stems(text))
