"""Sentences that announce things to come: "I want to make three commitments. First, … Second, …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.kindred import common
from assistant.language.wording import NUMBERS, content_words, stem, stems

_COUNT = rf"(?P<count>[2-9]|{'|'.join(NUMBERS[2:10])})"
_GENERAL = r"(?:things|points|matters|items)"
_NOUN = (
    rf"(?P<noun>{_GENERAL}|commitments|promises|pledges|reasons|demands|requests|wishes|priorities|steps|conditions|aims"
    r"|goals|objectives|principles|questions|proposals|recommendations|suggestions|problems|challenges|areas|tasks"
    r"|lessons|messages|options|measures|concerns|changes|benefits|risks|arguments)"
)
# So little is said behind them; more would name them.
_ANNOUNCES = re.compile(rf"^[^:;]*\b{_COUNT} (?:[\w-]+ ){{0,2}}?{_NOUN}\b(?: [^,:;.]{{1,40}})?[.:]?$", re.I)
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth".split()
_BEGINS = [
    re.compile(rf"(?:and |the )?(?:{one}|{one}ly|{number})\b[,:.)]? ", re.I) for number, one in enumerate(_ORDINALS, 1)
]


def announced(text: str) -> int:
    """Return how many things a sentence announces without naming them, 0 for other sentences.

    >>> announced("I want to make three commitments to you today.")
    3
    """
    found = _ANNOUNCES.match(text.strip())
    if found is None:
        return 0
    count = found["count"].lower()
    return NUMBERS.index(count) if count in NUMBERS else int(count)


def announces(question: str, text: str) -> bool:
    """Return whether a sentence announces just what is asked for: "What do I promise?" and "I make three commitments".

    Args:
        question: the stand-alone question.
        text: the sentence.
    """
    found = _ANNOUNCES.match(text.strip())
    if found is None:
        return False
    asked = {common(stem(one.text)) for one in content_words(question)} - set(NUMBERS)
    said = {common(stem(one.text)) for one in content_words(text)}
    kinds = {common(one) for one in stems(question)}
    is_of_kind = common(stem(found["noun"])) in kinds or re.fullmatch(_GENERAL, found["noun"], re.I) is not None
    return is_of_kind and bool(asked) and asked <= said


def things_of(text: str, following: Sequence[str]) -> list[int]:
    """Return which of the sentences that follow in its paragraph are the things that one announces; none if unsure.

    They begin with "First", "Second" and so on, or are all that follows.

    Args:
        text: the sentence that announces them.
        following: the sentences after it in its paragraph, in order.
    """
    count = announced(text)
    return named_things(text, following) or (list(range(count)) if 0 < count == len(following) else [])


def named_things(text: str, following: Sequence[str]) -> list[int]:
    """Return which of the sentences that follow begin with "First", "Second" and so on, all but one of them at least.

    Args:
        text: the sentence that announces them.
        following: the sentences after it, in order.
    """
    count = announced(text)
    places: list[int] = []
    for begins in _BEGINS[:count]:
        start = places[-1] + 1 if places else 0
        place = next((n for n in range(start, len(following)) if begins.match(following[n].lstrip("*_# "))), None)
        if place is None:
            break
        places.append(place)
    return places if len(places) > 1 and len(places) >= count - 1 else []
