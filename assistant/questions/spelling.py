"""Words that were mistyped: what is no word of English and of no briefing, and nearly one of the briefings'."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.language.wording import FUNCTION_WORDS, stem, tokens
from store import Snapshot, common_words

# Of shorter words too many are nearly others.
_SHORTEST = 5
# So many letters may be wrong, missing, too many or swapped: one, and from so many letters on two.
_LONG, _MOST = 10, 2
_PREFIX = re.compile(r"^(?:un|re|non|dis|pre|over|under|co|inter|mis|multi|sub|out|anti|micro|bio|geo|cyber|tele)")
_SUFFIX = re.compile(
    r"(?:s|es|ies|ed|d|ied|ing|ers?|ors?|ly|ness|ments?|able|al|ity|ists?|ic|i[sz](?:e[ds]?|ing|ations?)|isms?|istic)$"
)
# What one asks to be done with the briefings, whether they have the word or not.
_COMMANDS = (
    "summarise",
    "summarize",
    "summary",
    "overview",
    "compare",
    "comparison",
    "difference",
    "explain",
    "describe",
)
# What is shorter is hardly a word's stem.
_FEWEST = 4
_LETTERS = re.compile(r"[^\W\d_]+")


def spelt(question: str, snapshot: Snapshot) -> str:
    """Return a question with its mistyped words as the briefings write them.

    A word counts as mistyped when no passage has it, it is no common word of English, and it begins like a word that
    some passage has. Words in capitals are short forms and stay.

    >>> spelt("third antena cost", snapshot)
    'third antenna cost'
    """
    words = [token for token in tokens(question) if len(token.text) >= _SHORTEST and _LETTERS.fullmatch(token.text)]
    doubtful = [
        word
        for word in words
        if not word.text.isupper() and word.lower not in FUNCTION_WORDS and not _is_english(word.lower)
    ]
    changed = question
    for word in reversed(doubtful):
        if snapshot.holds(word.lower):
            continue
        meant = _command(word.lower) or _nearest(word.lower, snapshot)
        if meant is not None:
            said = meant.capitalize() if word.text[0].isupper() else meant
            changed = changed[: word.start] + said + changed[word.end :]
    return changed


def _command(word: str) -> str | None:
    """Return the word for what is to be done that a word nearly is: "sumarise"."""
    near = [(steps, command) for command in _COMMANDS if (steps := _steps(word, command, 1)) == 1]
    return min(near)[1] if near else None


def _is_english(word: str) -> bool:
    """Return whether a word is a common one, a form of one, made of two, or one in British spelling."""
    known = common_words()
    forms = {word, word.replace("is", "iz"), word.replace("our", "or"), re.sub("re$", "er", word)}
    forms |= {_PREFIX.sub("", form) for form in forms}
    forms |= {_SUFFIX.sub("", form) for form in forms}
    forms |= {ending for form in forms for ending in (f"{form}e", f"{form}y", re.sub(r"(.)\1$", r"\1", form))}
    if any(form in known for form in forms if len(form) >= _FEWEST):
        return True
    parts = ((word[:at], word[at:]) for at in range(_FEWEST, len(word) - _FEWEST + 1))
    return any(one in known and other in known for one, other in parts)


def _nearest(word: str, snapshot: Snapshot) -> str | None:
    """Return the word of the briefings that is nearest, of several the one in most passages; None where none is."""
    most = _MOST if len(word) >= _LONG else 1
    # The index has stems; how their words are written tells a passage.
    near = [
        (count, term)
        for term, count in snapshot.terms(word[0], len(stem(word)) - _MOST, len(word) + _MOST)
        if min(_steps(root, term, _MOST) for root in (word, word[: len(term)], stem(word))) <= _MOST
    ]
    written = [
        (steps, -count, form)
        for count, term in near
        for form in snapshot.forms_of(term)
        if (steps := _steps(word, form, most)) <= most
    ]
    return min(written)[2] if written else None


@lru_cache(maxsize=4096)
def _steps(one: str, other: str, most: int) -> int:
    """Return how many letters have to be changed, put in, taken out or swapped with the next one, at most one too many.

    The restricted edit distance of Damerau (1964) and Levenshtein (1966).
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for to, wanted in enumerate(other, 1):
            cost = min(last[to] + 1, row[to - 1] + 1, last[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, before[to - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]
