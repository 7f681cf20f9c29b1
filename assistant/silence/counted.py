"""Others than those that are asked for: 650 volunteers are no doctors, and homework clubs no chess club."""

from __future__ import annotations

import re

from assistant.forms.rows import named_cells
from assistant.language.kindred import common
from assistant.language.phrases import DETERMINERS, PREPOSITIONS
from assistant.language.wording import FUNCTION_WORDS, NUMBERS, stem, stems, tokens
from assistant.reader import quoted
from store import Passage, Span

_ASKED = re.compile(
    r"\bhow many (?P<what>(?:(?!(?:of|are|were|is|was|do|did|does|have|has|had|can|will)\b)[\w-]+ ){0,3}?"
    r"(?:[\w-]+s|people|men|women|children|staff|livestock|cattle|sheep|poultry|aircraft|spacecraft))\b",
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
_SEVERAL = re.compile(r"\w+s|people|men|women|children")
_NUMBER = re.compile(
    rf"(?<![\w.,-])(?:\d[\d.,]*(?: (?:hundred|thousand|million|billion))?|{'|'.join(NUMBERS[1:])})\b", re.I
)


def counts_others(question: str, text: str, answer: str, near: str) -> bool:
    """Return whether it is asked how many of something there are, and only others are counted.

    In SQuAD's training articles, with paragraphs for what is near, 4 of 417 such questions are answered so. None of 117
    that have no answer is met by such a sentence: those take their nouns from the paragraph, as who asks need not.

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
    counted = next((one for one in following[:2] if one.text.islower() and _SEVERAL.fullmatch(one.text)), None)
    return counted is not None and common(stem(counted.text)) != wanted


# What stands before a noun and what says which: "the chess club", "for chess clubs".
_OPENS = DETERMINERS | PREPOSITIONS
# What says nothing of which one it is.
_OF_ANY = frozenset(
    map(
        stem,
        "total overall whole current annual yearly new our planned actual approved proposed original latest last next"
        " first full entire given exact main single same own other".split(),
    )
)


def is_of_another_row(question: str, passage: Passage, unit: Span, near: str) -> bool:
    """Return whether it is asked of the chess club, say, and a row is of the homework clubs.

    The name of the row has the head of what is asked for, and nothing near has the word right before that.

    Args:
        question: the stand-alone question.
        passage: holds the row.
        unit: the row; of other units nothing is known.
        near: what stands around it: its passage, the headings and the title.
    """
    cells = named_cells(passage, unit)
    if not cells:
        return False
    name, columns = stems(quoted(passage, cells[0][1])), stems(" ".join(column for column, _ in cells))
    found = stems(near)
    words = tokens(question)
    for opens, before, word in zip(words, words[1:], words[2:], strict=False):
        is_named = stem(word.text) in name - columns and before.text.isalpha() and word.start == before.end + 1
        if not is_named or before.lower in FUNCTION_WORDS or opens.lower not in _OPENS:
            continue
        root = stem(before.text)
        if root not in found | columns | _OF_ANY and common(root) not in map(common, found):
            return True
    return False
