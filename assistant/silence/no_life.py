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
# What befell somebody is told with its own words: who is named on 26 March did not resign then.
_BEFELL = (
    (
        r"resign|quit|step(?:ped)? down|leave office",
        r"\b(?:resign|quit|step|le(?:ft|av)|depart|retir|oust|remov|relinquish|vacat)",
    ),
    (r"retire", r"\b(?:retir|pension|le(?:ft|av)|step|until|end)"),
    (
        r"die|pass away",
        r"\b(?:di(?:e[ds]?|ing)\b|dea(?:d|th)|pass|kill|murder|execut|perish|life|lived|funeral|buri|fell|lost|late\b)|[–-]",
    ),
    (r"marry|get married|divorce", r"\b(?:marr|wed|divorc|wife|husband|spouse|separat)"),
    (r"get (?:arrested|convicted)|go to (?:prison|jail)", r"\b(?:arrest|convict|prison|jail|sentenc|guilty|detain)"),
)
_BEFELL_ASKED = tuple(
    (
        re.compile(
            rf"^(?:when|where|why|how|(?:in|on) what \w+) did [^?]+? (?:{asked})\b(?=\W*$| (?:in|from|as|of|at|on)\b)",
            re.I,
        ),
        re.compile(told, re.I),
    )
    for asked, told in _BEFELL
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


def tells_of_no_such_event(question: str, text: str) -> bool:
    """Return whether it is asked when, where or why somebody resigned, say, and nobody is said to have done so.

    Args:
        question: the stand-alone question.
        text: all that is near the quote.
    """
    return any(asked.match(question) is not None and told.search(text) is None for asked, told in _BEFELL_ASKED)
