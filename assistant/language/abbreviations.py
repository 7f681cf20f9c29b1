"""Short forms and what they stand for: "situational awareness (SA)", "JAXA (Japan Aerospace Exploration Agency)".

A text that gives one spells a name out and does not tell what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.language.wording import FUNCTION_WORDS
from store import Span

_SHORT = r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)*"
_ASKED = re.compile(
    rf"(?:what|who)(?:(?:['’]s| is| are| was| were) (?:the |an? )?|(?: do| does| did) (?:the )?)(?P<short>{_SHORT})"
    r"(?:(?P<spelt>,? (?:stands? for|short for|an abbreviation (?:of|for)|an acronym (?:of|for)))|(?P<mean> mean))?\W*",
    re.I,
)
_WHAT_IS = re.compile(r"what(?:['’]s| is| are| was| were) (?:the |an? )?(?P<name>.+?)\W*", re.I)
_WORD = re.compile(r"[^\W_]+")
_TOLD = re.compile(r"\b(?:stands? for|short for|means|abbreviation|acronym)\b", re.I)
# "the Center for Disease Control and Prevention (CDC)": so many words more than letters may stand before it.
_MORE_WORDS = 3
# "SSA: space situational awareness", "SSA | space situational awareness"
_LABELLED = r"\s*(?::|\||\s[–—-])\s+(?P<behind>[^|:.;,()]+?)\s*(?=[|.;,()]|$)"
# "situational awareness (SA)", "reverse osmosis, RO for short", "the treasury, or HMT,", "the bank, known as EIB"
_GIVEN = (
    r"\s*\((?:or |the |an? )?{short}s?\)|,? (?:or )?{short},? for short\b|, or {short}\b|"
    r",? (?:known|abbreviated|shortened) (?:as|to) (?:the )?{short}\b"
)
# "the TRL, or technology readiness level, is"; "PLC, power-line carriage."; "NMX cells (nickel-manganese-oxide)"
_BESIDE = r",? (?:or|short for|meaning) (?:the |an? )?(?P<beside>[^,.;:()]+)|, (?P<apart>[^,.;:()]+)(?=[,.;]|$)"
_BRACKETED = re.compile(r"\s*\((?P<within>[^()]+)\)")


def spelt_out(question: str, text: str) -> Span | None:
    """Return where a text spells out the short form that a question asks for; None where it does not.

    Args:
        question: "What does SSA stand for?", "What is SSA?".
        text: holds "space situational awareness (SSA)" or "SSA (space situational awareness)".
    """
    asked = asks_to_spell_out(question)
    if asked is None:
        return None
    short = re.escape(asked)
    for bracket in re.finditer(_GIVEN.format(short=short), text):
        names = list(_ends_before(text[: bracket.start()], len(asked)))
        for fits in (is_initials, shortens):
            if found := next((one for one in names if fits(asked, text[one.start : one.end])), None):
                return found
    for named in re.finditer(rf"\b{short}(?:(?: \w+)?{_BRACKETED.pattern}|{_LABELLED}|{_BESIDE})", text):
        group = named.lastgroup
        if group is not None and shortens(asked, named[group]):
            return Span(*named.span(group))
    return None


def asks_to_spell_out(question: str) -> str | None:
    """Return the short form that a question asks about: "SSA" of "What is SSA?", "What does SSA stand for?"."""
    asked = _ASKED.fullmatch(question)
    return asked["short"] if asked is not None and re.fullmatch(_SHORT, asked["short"]) else None


def wants_words(question: str) -> bool:
    """Return whether a question asks for the words that a short form stands for, rather than what it is."""
    asked = _ASKED.fullmatch(question)
    return asked is not None and (asked["spelt"] or asked["mean"]) is not None


def leaves_short(question: str, text: str) -> bool:
    """Return whether a question asks what a short form stands for, and a text does not tell it."""
    asked = _ASKED.fullmatch(question)
    if asked is None or not asked["spelt"] or asks_to_spell_out(question) is None:
        return False
    return spelt_out(question, text) is None and _TOLD.search(text) is None


def _ends_before(text: str, letters: int) -> Iterator[Span]:
    """Yield what may be spelt out at the end of a text, the shortest first; it begins with no function word."""
    words = list(_WORD.finditer(text))
    for count in range(2, letters + _MORE_WORDS + 1):
        if count <= len(words) and words[-count][0].lower() not in FUNCTION_WORDS:
            yield Span(words[-count].start(), words[-1].end())


def is_initials(short: str, name: str) -> bool:
    """Return whether a short form has the first letters of a name's words, small words counted or not."""
    every = [word[0].lower() for word in _WORD.findall(name)]
    return list(short.lower()) in (every, [word[0] for word in _words(name)])


def shortens(short: str, name: str) -> bool:
    """Return whether a short form may be made of a name, also of letters within its words.

    "JAXA" is of "Japan Aerospace Exploration Agency"; each word gives a letter or more, the first one its first.
    """
    letters, words = short.lower(), _words(name)
    if is_initials(short, name):
        return True
    fits = 1 < len(words) <= len(letters) and all(map(str.isalpha, words)) and words[0][0] == letters[0]
    return fits and _made_of(letters, words)


def _words(name: str) -> list[str]:
    return [word for word in (found.lower() for found in _WORD.findall(name)) if word not in FUNCTION_WORDS]


def _made_of(letters: str, words: list[str]) -> bool:
    if not words:
        return not letters
    word, *rest = words
    for taken in range(1, len(letters) - len(rest) + 1):
        if _in_order(letters[:taken], word) and _made_of(letters[taken:], rest):
            return True
    return False


def _in_order(letters: str, word: str) -> bool:
    at = -1
    for letter in letters:
        at = word.find(letter, at + 1)
        if at < 0:
            return False
    return True


def without_short_form(name: str, text: str) -> str:
    """Return a text without the short form in brackets behind a name, which tells nothing of what it names."""

    def left(found: re.Match[str]) -> str:
        return found["name"] if shortens(found["within"].strip(), found["name"]) else found[0]

    return re.sub(rf"(?P<name>{re.escape(name)}){_BRACKETED.pattern}", left, text, flags=re.I)


def shortens_what_is_asked(question: str, answer: str) -> bool:
    """Return whether an answer is only a short form of what a question asks to be told: "SSA".

    Args:
        question: "What is space situational awareness?"; not "How is … abbreviated?".
        answer: taken for the exact one.
    """
    asked = _WHAT_IS.fullmatch(question)
    return asked is not None and re.fullmatch(_SHORT, answer) is not None and shortens(answer, asked["name"])
