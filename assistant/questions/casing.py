"""Questions typed without capitals: names get those that the briefings write them with."""

from __future__ import annotations

from collections import Counter

from assistant.language.countries import country_names
from assistant.language.wording import FUNCTION_WORDS, tokens
from store import Snapshot, common_words

# What is longer than this in capitals alone is a word that shouts.
_LONGEST_SHORT = 6
_SHORTEST = 2


def cased(question: str, snapshot: Snapshot) -> str:
    """Return a question that has no capital but its first with its names as the briefings write them.

    A word is a name where no passage has it in small letters, but where a sentence begins: a short form ("noaa"), a
    country, or what is no common word of English. Common words that a briefing only happens to have in a title stay.

    >>> cased("who represented japan at the talks with isro", snapshot)
    'who represented Japan at the talks with ISRO'
    """
    if not question[1:].islower():
        return question
    changed = question
    for token in reversed(tokens(question)):
        word = token.text.removesuffix("'s").removesuffix("’s")
        if len(word) < _SHORTEST or not word.isalpha() or word.lower() in FUNCTION_WORDS:
            continue
        if (name := _name(word.lower(), snapshot.written(word.lower()))) is not None:
            changed = changed[: token.start] + name + changed[token.start + len(word) :]
    return changed


def _name(word: str, written: Counter[str]) -> str | None:
    """Return how a word is written where it is a name by all the ways in which it is written; None for other words."""
    if not written or word in written:
        return None
    form = written.most_common(1)[0][0]
    if form.isupper():
        return form if len(form) <= _LONGEST_SHORT else None
    return form if word not in common_words() or form in country_names() else None
