"""Which documents a question leans towards: those that its names, years and quarters tell from their near-twins.

Twenty quarterly reports say nearly the same in nearly the same words. What tells them apart stands in their file names,
in their titles and at their beginnings, and "the latest one" is the one with the latest period. Only what some
documents hold and others don't counts, so a name that is in all of them or in none leans nowhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath

from assistant.language.calendar import MONTHS
from assistant.language.wording import (
    FUNCTION_WORDS,
    Token,
    asking_names,
    content_words,
    names_and_numbers,
    stem,
    tokens,
)
from store import Document, Opening, Snapshot

# What a match at the beginning of a document is worth beside one in its title or file name: names stand there for
# other reasons too.
_OPENING_SHARE = 0.7
# What a word that is no name and no number is worth beside one that is: titles share such words ("report filed on …")
# with questions that mean no document by them.
_PLAIN_SHARE = 0.5
# From so many letters on, a stem's ending may be that of a people.
_LONG = 6
# Identities that are kept, the latest used: more than most stores have documents.
_CACHED = 8192

_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_QUARTER = re.compile(
    rf"\b(?:q\s?([1-4])|([1-4])q|({'|'.join(_ORDINALS)})[\s-]+quarter|quarter\s([1-4]))(?![a-z\d])", re.I
)
# Letters only, for a word with a digit in it is taken apart, and a capital, as names have.
_QUARTER_WORDS = ("Qone", "Qtwo", "Qthree", "Qfour")
_FISCAL = re.compile(r"\b(?:fy|fiscal(?: year)?)\s?(?:20)?(\d\d)(?!\d)", re.I)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_NUMBERED_MONTH = re.compile(r"(?<!\d)(?:19|20)\d\d[-_. ]?(0[1-9]|1[0-2])(?!\d)(?:[-_. ]?([0-3]\d))?(?!\d)")
_PIECES = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?\d*|\d+")
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = re.compile(
    rf"\b(?:(?P<day>[0-3]?\d)(?:st|nd|rd|th)? (?:of )?(?P<month>{_MONTH})|(?P<before>{_MONTH}) "
    r"(?P<after>[0-3]?\d)(?:st|nd|rd|th)?)\b",
    re.I,
)
# What a document is stands among so many characters at its beginning, on lines that are no sentences and no longer.
_MASTHEAD, _LONGEST_LINE = 600, 90
_SENTENCE = re.compile(r"[.!?][\s*_\"'”’)]*$")
_LATEST = re.compile(r"\b(?:latest|newest|most recent|most up[- ]to[- ]date)\b", re.I)

Period = tuple[int, int, int]
"""Year, month and day that a document is about; month and day are 0 where it is about a longer time."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells a document from others.

    ``named`` has the words of its title, file name and main heading, ``opening`` the names and years that it begins
    with, ``days`` those that it bears ("25.5" for 25 May): in its title, its file's name, or its first lines.
    """

    named: frozenset[str]
    opening: frozenset[str]
    period: Period | None
    days: frozenset[str] = frozenset()


def leanings(question: str, snapshot: Snapshot, documents: Collection[str] | None = None) -> dict[str, float]:
    """Return how much speaks for each document that anything speaks for, by id, 0..1; higher is likelier.

    Args:
        question: the stand-alone question.
        snapshot: the view of the store.
        documents: ids of those that are asked; None for all.
    """
    openings = snapshot.openings()
    identities = {
        document.document_id: identity_of(document, openings[document.document_id])
        for document in snapshot.documents()
        if documents is None or document.document_id in documents
    }
    return leaning_towards(question, identities)


def leaning_towards(question: str, identities: Mapping[str, Identity]) -> dict[str, float]:
    """Return the leanings towards documents by their identities; see `leanings`."""
    count = len(identities)
    if count < 2:
        return {}
    plain = _uniform(question)
    names = {_root(token.text) for token in (*names_and_numbers(plain), *asking_names(plain))}
    words = {_root(token.text) for token in content_words(plain)} | names
    total = 0.0
    scores = dict.fromkeys(identities, 0.0)
    for word in sorted(words):
        matches = {
            one: 1.0 if word in identity.named else _OPENING_SHARE
            for one, identity in identities.items()
            if word in identity.named or (word in names and word in identity.opening)
        }
        if len(matches) == count or (not matches and word not in names):
            continue
        weight = math.log((count + 1) / (len(matches) + 0.5))
        total += weight
        for one, share in matches.items():
            scores[one] += weight * share * (1.0 if word in names else _PLAIN_SHARE)
    for day in sorted(_days(question)):
        bearing = [one for one, identity in identities.items() if day in identity.days]
        if 0 < len(bearing) < count:
            weight = math.log((count + 1) / (len(bearing) + 0.5))
            total += weight
            for one in bearing:
                scores[one] += weight
    if _LATEST.search(question):
        latest = _latest(scores, identities)
        weight = math.log((count + 1) / (len(latest) + 0.5)) if latest else 0.0
        total += weight
        for one in latest:
            scores[one] += weight
    return {one: score / total for one, score in scores.items() if score > 0}


def identity_of(document: Document, opening: Opening) -> Identity:
    """Return a document's identity."""
    return _identity(document.title, PurePath(document.source.removeprefix("upload:")).stem, opening)


@lru_cache(maxsize=_CACHED)
def _identity(title: str, file_name: str, opening: Opening) -> Identity:
    pieces = _PIECES.findall(_uniform(f"{file_name} {title} {opening.heading}"))
    named = {_root(piece) for piece in pieces if piece.lower() not in FUNCTION_WORDS}
    begun = {_root(token.text) for token in tokens(opening.text) if _may_identify(token)}
    days = _days("\n".join((title, file_name.replace("_", " "), *masthead(opening.text))))
    return Identity(frozenset(named), frozenset(begun), _period(file_name) or _period(title), days)


def masthead(opening: str) -> list[str]:
    """Return the lines at a document's beginning that are no sentences: what it is, of which day, by whom."""
    lines = (line.strip() for line in opening[:_MASTHEAD].splitlines())
    return [line for line in lines if 0 < len(line) <= _LONGEST_LINE and _SENTENCE.search(line) is None]


def _days(text: str) -> frozenset[str]:
    """Return the days of a text as "25.5" (25 May), however they are written."""
    found = ((one["day"] or one["after"], one["month"] or one["before"]) for one in _DAY.finditer(text))
    return frozenset(f"{int(day)}.{MONTHS[month.lower()]}" for day, month in found)


def _may_identify(token: Token) -> bool:
    """Whether a word at the beginning of a document may say what it is about: a name or a year, no day of a year."""
    return _YEAR.fullmatch(token.text) is not None or (token.is_name and token.lower not in MONTHS)


def _root(word: str) -> str:
    """Return a word's stem, one for a country and its people: "India", "Indian"; "Japan", "Japanese"."""
    root = stem(word)
    if len(root) >= _LONG and root.endswith("an"):
        return root[:-1]
    return root[:-2] if len(root) > _LONG and root.endswith("es") else root


def _uniform(text: str) -> str:
    """Write each quarter as one word and fiscal years as plain years, so that two ways of writing one match."""
    text = _QUARTER.sub(lambda found: f" {_QUARTER_WORDS[_quarter(found) - 1]} ", text.replace("_", " "))
    return _FISCAL.sub(r" 20\1 ", text)


def _quarter(found: re.Match[str]) -> int:
    plain, after, ordinal, before = found.groups()
    return _ORDINALS[ordinal.lower()] if ordinal else int(plain or after or before)


def _period(text: str) -> Period | None:
    plain = _FISCAL.sub(r" 20\1 ", text.replace("_", " "))
    years = [int(year) for year in _YEAR.findall(plain)]
    if not years:
        return None
    if found := _NUMBERED_MONTH.search(plain):
        return max(years), int(found[1]), int(found[2] or 0)
    if found := _QUARTER.search(plain):
        return max(years), 3 * _quarter(found), 0
    months = list(_months(plain))
    return max(years), max(months, default=0), 0


def _months(text: str) -> Iterator[int]:
    for piece in _PIECES.findall(text):
        if piece.lower() in MONTHS:
            yield MONTHS[piece.lower()]


def _latest(scores: Mapping[str, float], identities: Mapping[str, Identity]) -> list[str]:
    """Return those with the latest period among the documents that most speaks for; none where all have the same."""
    best = max(scores.values())
    periods = {one: identities[one].period for one, score in scores.items() if score >= best}
    dated = {one: period for one, period in periods.items() if period is not None}
    latest = max(dated.values(), default=None)
    found = [one for one, period in dated.items() if period == latest]
    return found if len(found) < len(periods) else []
