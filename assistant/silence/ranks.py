"""Whether a text tells of another one than is asked for by its rank: of the third edition, not of the first."""

from __future__ import annotations

import re

from assistant.language.calendar import MONTHS
from assistant.language.wording import FUNCTION_WORDS, ORDINALS, stem, stems
from assistant.questions.common_subject import EVENTS

_RANK = rf"(?P<rank>{'|'.join(ORDINALS)}|\d+(?:st|nd|rd|th))"
# "the second edition", "its 2nd annual meeting": a rank, and the noun it stands before.
_RANKED = re.compile(rf"\b{_RANK}[ -](?:annual |ministerial |joint |bilateral )?(?P<noun>[^\W\d_]+)", re.I)
# "HALCYON-3", "Goal 2", "F-16": a name with a capital, and the number that tells it from others of the name.
_NUMBERED = re.compile(
    r"\b(?P<name>[A-Z][\w’']*)[ -](?P<number>\d{1,3}(?:\.\d{1,2}){0,2}[A-Za-z]?)\b(?![:.,]?\d)(?! ?%)"
)
_EDITIONS = ("edition", "round", "iteration")
# What comes in editions. Sessions and meetings are also what one edition is made of.
_SERIES = tuple(event for event in EVENTS if event not in ("session", "meeting", "talks", "exercise", "hearing"))
# "the third India–Japan Space Dialogue", and not "the second day of the Dialogue".
_BETWEEN = r"(?:(?!(?:of|in|on|at|to|for|and|or|from|with|by)\b)[\w’'–-]+ ){0,4}?"
_EVENT = re.compile(rf"\b{_RANK}[ -]{_BETWEEN}(?P<noun>{'|'.join((*_EDITIONS, *_SERIES))})\b", re.I)
# Ways to tell of the first one without the word.
_FIRST = re.compile(
    r"\b(?:inaugura\w*|initial\w*|beg[au]n|launch\w*|establish\w*|found(?:ed|ing)|start\w*|creat\w*)\b", re.I
)
_PREVIOUS = re.compile(rf"\b(?:previous|preceding|prior) {_BETWEEN}(?:{'|'.join((*_EDITIONS, *EVENTS))})\b", re.I)
_BEFORE = re.compile(r"\b(?:previous\w*|preceding|preceded|prior|earlier|former|last|minutes of)\b", re.I)


def of_no_previous(question: str, said: str, text: str) -> bool:
    """Return whether a question is about the previous edition, and what is said is not about an earlier one.

    Args:
        question: the stand-alone question.
        said: the quote, with the heading it stands below.
        text: all that is near it, the title of its document too.
    """
    if _PREVIOUS.search(question) is None or _BEFORE.search(said) is not None:
        return False
    here = [int(_rank(found["rank"])) for found in _EVENT.finditer(said)]
    latest = max((int(_rank(found["rank"])) for found in _EVENT.finditer(text)), default=0)
    return not any(rank < latest for rank in here)


def of_another_rank(question: str, text: str) -> bool:
    """Return whether a question asks for "the second edition" where a text only has others, "the third edition" say.

    "The first Space Dialogue" is also the first edition, where the text has a dialogue.
    """
    asked = [found for found in _RANKED.finditer(question) if found["noun"].lower() not in FUNCTION_WORDS]
    ranks: dict[str, set[str]] = {}
    for found in _RANKED.finditer(text):
        ranks.setdefault(stem(found["noun"]), set()).add(_rank(found["rank"]))
    if any((told := ranks.get(stem(one["noun"]))) is not None and _rank(one["rank"]) not in told for one in asked):
        return True
    return any(_of_another_edition(found, text) for found in _EVENT.finditer(question))


def of_another_number(question: str, quote: str) -> bool:
    """Return whether a quote tells of HALCYON-4, say, and not of the HALCYON-3 that the question is about."""
    told = _numbered(quote)
    names = {name for name, _ in told}
    return any(name in names and (name, number) not in told for name, number in _numbered(question))


def _numbered(text: str) -> set[tuple[str, str]]:
    found = ((one["name"].lower(), one["number"]) for one in _NUMBERED.finditer(text))
    return {(name, number) for name, number in found if name not in FUNCTION_WORDS and name not in MONTHS}


def _of_another_edition(asked: re.Match[str], text: str) -> bool:
    rank, noun = _rank(asked["rank"]), asked["noun"].lower()
    alike = {noun, *_EDITIONS} if stem(noun) in stems(text) else {noun}
    told = {
        _rank(found["rank"]) for found in _EVENT.finditer(text) if found["noun"].lower() in alike or noun in _EDITIONS
    }
    if not told or (rank == "1" and _FIRST.search(text)):
        return False
    ranks = {_rank(found[0]) for found in re.finditer(_RANK, text, re.I)}
    return rank not in ranks


def _rank(word: str) -> str:
    return str(ORDINALS.index(word.lower()) + 1) if word.isalpha() else word[:-2]
