"""What is counted: of 650 volunteers nobody tells how many doctors there are."""

from __future__ import annotations

import re

from assistant.language.kindred import common
from assistant.language.wording import NUMBERS, stem, stems, tokens

_ASKED = re.compile(
    r"\bhow many (?P<what>(?:(?!(?:of|are|were|is|was|do|did|does|have|has|had|can|will)\b)[\w-]+ ){0,3}?"
    r"(?:[\w-]+s|people|men|women|children|staff))\b",
    re.I,
)
# What may be told as anything: people as members, times as turnovers.
_GENERAL = frozenset(
    common(stem(word))
    for word in (
        "people persons individuals men women times things areas units items games cases kinds types ways parts places"
        " others members participants employees tons tonnes kilometres kilometers miles days weeks months years hours"
        " percent points units pieces examples steps"
    ).split()
)
_NUMBER = re.compile(
    rf"(?<![\w.,-])(?:\d[\d.,]*(?: (?:hundred|thousand|million|billion))?|{'|'.join(NUMBERS[1:])})\b", re.I
)


def counts_others(question: str, text: str, answer: str, near: str) -> bool:
    """Return whether it is asked how many of something there are, and only others are counted.

    In SQuAD's training articles, with paragraphs for what is near, of 415 such questions three are answered so, and of
    115 others as many are met by a sentence like that.

    Args:
        question: the stand-alone question.
        text: the sentence; of the rows of tables nothing is known.
        answer: what of it is taken for the exact answer.
        near: what stands around it: its passage, the headings and the title.
    """
    asked = _ASKED.search(question)
    number = _NUMBER.match(answer)
    if asked is None or number is None or "|" in text:
        return False
    wanted = common(stem(asked["what"].split()[-1]))
    if wanted in _GENERAL or wanted in set(map(common, stems(near))):
        return False
    at = text.find(answer)
    following = tokens(text[at + number.end() : at + number.end() + 60])
    counted = next((one for one in following[:2] if one.text.islower() and one.lower.endswith("s")), None)
    return counted is not None and common(stem(counted.text)) != wanted
