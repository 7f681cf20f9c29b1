"""Documents in which one person speaks of oneself: speeches, letters, columns. Who that is stands around what is said.

"I will cut the fee" names nobody; the title, the file's author, the first line or the signature does, or nothing.
"""

from __future__ import annotations

import re

from assistant.entities.lexicon import HONORIFIC, NAME_WORD, NO_NAME, OFFICE, ORGANISATION
from assistant.forms.speakers import speakers
from store import Document

# "I" before a small word is no initial, and no numeral where it is no subject of "is".
OF_ONESELF = re.compile(
    r"\bI(?:['’](?:m|ve|d|ll))?(?=,? (?!(?:of|and|or|is|are|in|to|for|shall)\b)[a-z])|\b[Mm](?:e|y|ine|yself)\b"
)
"""Finds where somebody speaks of oneself."""
_QUOTED = re.compile(r"“[^”\n]{0,600}”|\"[^\"\n]{0,600}\"")
_WORDS = re.compile(r"\w+")
# A message repeats what others wrote.
_THREAD = re.compile(r"^(?:On .+ wrote:$|-+ ?(?:Original|Forwarded) message)", re.M | re.I)
# One word in so many, at least. Speeches and letters have one in 30 to 100; reports quote somebody, at most.
_ONE_IN = 200
_AT_LEAST = 3
_FIRST_LINE = 300
_LAST_LINES = 300
_SIGNATURE_WORDS = 6
_PIECE = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SOMEBODY = re.compile(
    rf"\b(?:{HONORIFIC}|(?i:{OFFICE})) {NAME_WORD}|\b(?i:by|from|of):? (?P<by>{NAME_WORD}(?: {NAME_WORD}){{1,3}})"
)
_FULL_NAME = re.compile(rf"(?:[-–—] ?)?{NAME_WORD}(?: {NAME_WORD}){{1,3}}[,.]?")
_NO_PERSON = re.compile(rf"\b{ORGANISATION}\b")


def is_of_oneself(text: str) -> bool:
    """Return whether one person speaks of oneself in a text, outside of quotes: not several in turn."""
    if _THREAD.search(text) is not None:
        return False
    plain = _QUOTED.sub(" ", text)
    count = len(OF_ONESELF.findall(plain))
    if count < _AT_LEAST or count * _ONE_IN < len(_WORDS.findall(plain)):
        return False
    return len(speakers(plain.splitlines())) < 2


def byline(document: Document, text: str) -> str:
    """Return what tells who speaks in a document: title, file name, authors, the first line, a signature; one a line.

    Args:
        document: the document.
        text: all of its text.
    """
    begun = text.strip()[:_FIRST_LINE].split("\n", 1)[0]
    last = [line.strip() for line in text.rstrip()[-_LAST_LINES:].splitlines()[1:]]
    signed = [line for line in last if 0 < len(line.split()) <= _SIGNATURE_WORDS]
    file_name = " ".join(_PIECE.findall(document.source.rsplit("/", 1)[-1]))
    return "\n".join((document.title, file_name, *document.authors, begun, *signed))


def names_somebody(line: str) -> bool:
    """Return whether a byline names a person, whoever that is.

    >>> names_somebody("Remarks by Minister Brandt\\nremarks txt\\nGood evening.")
    True
    """
    titled = [found["by"] or found[0] for found in _SOMEBODY.finditer(line)]
    alone = [part for part in line.splitlines() if _FULL_NAME.fullmatch(part)]
    return any(
        _NO_PERSON.search(name) is None and NO_NAME.isdisjoint(name.lower().split()) for name in (*titled, *alone)
    )
