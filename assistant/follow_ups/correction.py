"""Follow-ups that put the question before them right: "No, the one in Tokyo", "Not the minister, the ambassador"."""

from __future__ import annotations

import re

from assistant.follow_ups.fragments import is_fragment
from assistant.follow_ups.replacing import put_in_place, swapped
from assistant.language.phrases import DETERMINERS, PREPOSITIONS
from assistant.language.wording import tokens

_CORRECTING = re.compile(
    r"^(?P<lead>(?:(?:(?P<meant>i (?:meant|mean|said|asked about)(?: to (?:say|ask))?)|no|nope|sorry|oops|actually|"
    r"wait|pardon|correction|rather|my mistake)\b[,.:;!…–—\s-]*)+)(?P<rest>.+?)\s*[.?!]*$",
    re.I,
)
_NOT_BUT = re.compile(
    r"^not (?P<old>.+?)(?:[,;] ?(?:but |rather )*| but (?:rather )?| [-–—] )(?P<new>.+?)\s*[.?!]*$", re.I
)
_RATHER_THAN = re.compile(r"^(?P<new>.+?),? not (?P<old>.+?)\s*[.?!]*$", re.I)
_POINTED = re.compile(r"\b(?:it|this|that)\b(?=\s*[?!.]*$| \w+ed\b| held\b)", re.I)
_ONES = re.compile(r"\b(?:ones?|side)\b", re.I)
_PAUSE = re.compile(r"[,.:;!…–—-]\s*$")


def without_correcting(question: str) -> str:
    """Return a question without the "No, …" or "Sorry, …" in front of it, as it is when nothing else is there."""
    found = _CORRECTING.match(question)
    return question[found.start("rest") :] if found else question


def corrected(question: str, previous: str, typed: str) -> str | None:
    """Return the previous question put right, or None when this is no correction of it.

    Args:
        question: what was typed.
        previous: the question before it as it was understood, without its question mark.
        typed: that question as it was typed: what is put right may be what its "that" was taken for.
    """
    found = _CORRECTING.match(question)
    rest = found["rest"] if found else question
    if exchange := _NOT_BUT.match(rest) or _RATHER_THAN.match(rest):
        new = re.sub(r"^i (?:meant|mean|said|asked about) ", "", exchange["new"], flags=re.I)
        return swapped(previous, exchange["old"], new)
    if not found or not is_fragment(rest):
        return None
    leads = DETERMINERS | PREPOSITIONS if found["meant"] or _PAUSE.search(found["lead"]) else DETERMINERS
    if not _names_something(rest, leads):
        return None
    pointed = _POINTED.findall(typed)
    if len(pointed) == 1 and tokens(rest)[0].lower not in PREPOSITIONS and not _ONES.search(rest):
        return f"{_POINTED.sub(rest, typed).rstrip('?!. ')}?"
    return put_in_place(previous, rest)


def _names_something(rest: str, leads: frozenset[str]) -> bool:
    """Whether this can stand for a thing: a name, a number, or what one of the words ``leads`` begins."""
    first = tokens(rest)[:1]
    return bool(first) and (first[0].is_name or first[0].has_digit or first[0].lower in leads)
