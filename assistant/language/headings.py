"""Headings as subjects: what is left of them once numbers and dates are off, as it stands in a question."""

from __future__ import annotations

import re

from assistant.language.calendar import MONTH
from assistant.language.phrases import ASKING, PREPOSITIONS

# A heading of one word ("Summary", "Contents") makes no question; a very long one makes no button.
_WORDS = range(2, 8)
_CHARACTERS = 80
# "For India", "How it went": no sentence takes these after "about".
_NO_BEGINNING = PREPOSITIONS | ASKING
_ARTICLES = frozenset("the a an our its their this these".split())
_COUNTING = frozenset("all both each few fewer less many more most much no other several some".split())
# "The short version", "The problem in a paragraph": they name a way of telling, and no matter.
_WAY_OF_TELLING = re.compile(
    r"(?:(?:the|a|our) )?(?:(?:short|long|quick|full|honest|simple|plain) (?:answers?|versions?|story|summary|read)"
    r"|(?:more|further|other|general|background) information)$"
    r"|.* (?:in (?:a|one) (?:nutshell|paragraph|sentence|page|word)|at a glance|in brief|in short|in (?:\w+ )?words)$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"^(?:(?:section|chapter|part|annex|appendix|article|item)\s+(?:\d[\d.]*|[ivxlc]+|[a-z])\b[.:)]?\s*[-–—]?\s*"
    r"|\d+(?:\.\d+)+[.)]?\s+|\(?\d+[.)]\s+|\(?[ivxlc]+[.)]\s+|\(?[a-z][.)]\s+|[•▪*–—-]\s+)",
    re.IGNORECASE,
)
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {MONTH}(?:,? \d{{4}})?|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?)"
_DATE = re.compile(
    rf"^(?:on )?(?:{_DAY}|{MONTH} \d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{4}})"
    r"(?:\s*[:–—-]\s*|$)",
    re.IGNORECASE,
)
# "Before the Dialogue: industry event": a time or place in words, and then the subject.
_LEAD = re.compile(rf"^(?:{'|'.join(sorted(PREPOSITIONS))})\b[^:]*:\s+", re.IGNORECASE)


def subject_of(heading: str, text: str) -> str | None:
    """Return a heading as the subject of a question ("The agenda, item by item": "the agenda"), None if it is none.

    Args:
        heading: as it stands in a document.
        text: of the document: a first word that it writes small somewhere is no name, and written small.
    """
    left = " ".join(heading.split()).rstrip(" .:;")
    for pattern in (_NUMBER, _DATE, _LEAD):
        left = pattern.sub("", left, count=1)
    before, comma, _ = left.partition(", ")
    if comma and len(before.split()) in _WORDS:
        left = before
    words = left.split()
    if len(words) not in _WORDS or len(left) > _CHARACTERS or words[0].lower() in _NO_BEGINNING:
        return None
    if _WAY_OF_TELLING.match(left) is not None:
        return None
    # "National Technical Information Service" is a name, whatever else is national.
    goes_on = not words[1][0].isupper() and (words[0].lower() in _COUNTING or _is_written_small(words[0], text))
    if words[0].lower() in _ARTICLES or goes_on:
        left = left[0].lower() + left[1:]
    # What stood behind a date is a phrase without its article.
    return f"the {left}" if left[0].islower() and heading != left and _behind_a_lead(heading, left) else left


def _is_written_small(word: str, text: str) -> bool:
    return word[1:].islower() and re.search(rf"\b{re.escape(word.lower())}\b", text) is not None


def _behind_a_lead(heading: str, left: str) -> bool:
    at = heading.find(left)
    return at > 0 and ":" in heading[:at] and left.split()[0] not in _ARTICLES
