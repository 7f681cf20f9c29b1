"""Questions typed without capitals: names get those that the briefings write them with."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from assistant.language.countries import country_names
from assistant.language.named import same_name
from assistant.language.wording import FUNCTION_WORDS, stem, tokens
from store import Snapshot, common_words

# What is longer than this in capitals alone is a word that shouts.
_LONGEST_SHORT = 6
_SHORTEST = 2
# "Norwegian" is of Norway, and a "chain" of no country.
_OF_A_COUNTRY = re.compile(r"(?:ese|ian|[^iea]an|ani)s?$")
_OF_COUNTRIES = frozenset(
    "american british chinese czech danish dutch emirati european finnish french greek iraqi irish israeli korean "
    "kuwaiti saudi scottish somali spanish swedish swiss thai turkish welsh".split()
)
# Words that are countries' names, and much more often something else.
_NO_COUNTRY = frozenset(("jersey", "reunion", "guinea", "franciscan", "roman", "romans", "romani", "kazan"))


def cased(question: str, snapshot: Snapshot) -> str:
    """Return a question that has no capital but its first with its names as the briefings write them.

    A word is a name where no passage has it in small letters, but where a sentence begins: a short form ("noaa"), or
    what is no common word of English; and so is a country, whether a passage has it or not: who asks when china hosted
    it means China. Common words that a briefing only happens to have in a title stay.

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
        written = snapshot.written(word.lower())
        name = _name(word.lower(), written)
        if name is None and word not in written and _is_of_a_country(word):
            name = word.capitalize()
        if name is not None:
            changed = changed[: token.start] + name + changed[token.start + len(word) :]
    return changed


@lru_cache(maxsize=4096)
def _is_of_a_country(word: str) -> bool:
    """Return whether a word in small letters is a country, "china", or what is of one, "chinese"."""
    if word in _NO_COUNTRY:
        return False
    names = [name for name in country_names() if name.isalpha() and not name.isupper()]
    if word.capitalize() in names or word in _OF_COUNTRIES:
        return True
    return _OF_A_COUNTRY.search(word) is not None and any(same_name(stem(word), stem(name)) for name in names)


def _name(word: str, written: Counter[str]) -> str | None:
    """Return how a word is written where it is a name by all the ways in which it is written; None for other words."""
    if not written or word in written:
        return None
    form = written.most_common(1)[0][0]
    if form.isupper():
        return form if len(form) <= _LONGEST_SHORT else None
    return form if word not in common_words() or form in country_names() else None
