"""Sentences that state just what a question asks: "Delegates explored ways to …" of "What did delegates explore?"."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.language.wording import FUNCTION_WORDS, content_words, stem, stems

_ASKS = re.compile(
    r"(?:and |but )?(?:what|who|whom)(?: else| exactly)? (?:did|does|do) (?!.* do\W*$)(?P<said>.+?)\W*$", re.I
)
_DENIES = re.compile(r"\b(?:not|no|never|none|neither|nor|without|except)\b|n['’]t\b", re.I)
_WORD = re.compile(r"[\w’'-]+")
# A doer has at most so many words, "the delegations of both countries".
_DOER = 6


def states(question: str, text: str) -> bool:
    """Return whether a sentence has all that is asked for, its verb right behind who does it.

    In SQuAD's training articles 74 of 526 answerable questions of this form have such a sentence in their paragraph,
    and it is the one that answers for 70; of 288 that their paragraph does not answer, 19 have one.

    Args:
        question: the stand-alone question; of other forms than "What did they do?" nothing is known.
        text: the sentence.
    """
    asks = _ASKS.match(question)
    if asks is None or _DENIES.search(question):
        return False
    if not {stem(one.text) for one in content_words(question)} <= stems(text):
        return False
    said = _WORD.findall(asks["said"])
    told = [stem(word) for word in _WORD.findall(text)]
    following = set(pairwise(told))
    return any(
        verb.islower() and verb not in FUNCTION_WORDS and (stem(doer), stem(verb)) in following
        for doer, verb in pairwise(said[: _DOER + 1])
    )
