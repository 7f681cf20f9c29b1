"""The values that cross the store's boundary.

Spans count Unicode code points of a version's text; ``end`` is exclusive. Texts hold no NUL and no
lone surrogate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

Progress = Callable[[int, int], None]
"""Called with (units done, units in all) as long work goes on."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch ``text[start:end]`` of a version's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Opening:
    """What tells at a glance what a document is about.

    ``text`` is what it begins with, a line for each passage; ``heading`` the outermost heading above its middle,
    which is often the heading of the whole where a cover page comes before it, empty where there is none.
    """

    text: str
    heading: str


@dataclass(frozen=True, slots=True)
class Place:
    """One run of the map from a version's text to the characters of its pages.

    ``text[start:end]`` stands on ``page`` (from 1) as that page's own characters
    ``offset`` to ``offset + end - start``. Characters that belong to no run (a joining line end, say)
    stand on no page.
    """

    start: int
    end: int
    page: int
    offset: int


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage as the chunker hands it over.

    ``sentences`` are the units that may be quoted: non-empty spans of the version's text, in order,
    inside the passage, none overlapping. ``page`` (from 1) is that of the passage's first character, or None.
    ``heading`` is the path of headings above it, outermost first.
    """

    start: int
    end: int
    page: int | None
    heading: tuple[str, ...]
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A file that has been read and chunked, ready to be committed.

    ``source`` is the document's identity: an absolute path, or ``upload:NAME``. ``original`` is the file
    as it was; its digest becomes the version. ``pages`` is None for formats that have none. ``authors`` and ``dated``
    are whom and which day the document itself or its file names, as far as they do.
    """

    source: str
    title: str
    original: bytes
    text: str
    pages: int | None
    places: tuple[Place, ...]
    passages: tuple[NewPassage, ...]
    authors: tuple[str, ...] = ()
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source and its current version.

    ``document_id`` survives edits. ``version`` is the SHA-256 of the current content, in hex.
    ``pages`` is None for formats without pages, ``passages`` a count, ``added_at`` (UTC) the time the
    current version was committed. ``authors`` and ``dated`` are whom and which day the document itself or its file
    names, empty and None where it names none.
    """

    document_id: str
    version: str
    title: str
    source: str
    pages: int | None
    passages: int
    added_at: datetime
    authors: tuple[str, ...] = ()
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk of one version of a document, ``text == version_text[start:end]``.

    ``page`` (from 1) is that of its first character, ``heading`` the headings above it, outermost
    first, ``sentences`` the quotable units as spans of the *version's* text.
    """

    passage_id: str
    document_id: str
    version: str
    text: str
    start: int
    end: int
    page: int | None
    heading: tuple[str, ...]
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """Something said before a question that tells what the question is about.

    ``lexical`` is the share of its BM25 scores, ``dense`` that of its vector, that count beside the whole of the
    question's own; both are 0 or more, and at 0 that half of the search does not look at it.
    """

    text: str
    lexical: float
    dense: float = 0.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found; in every score higher is better.

    ``score`` is the fused score in 0..1 that hits are ordered by, comparable within one search only.
    ``similarity`` is the cosine between question and passage (-1..1). ``lexical`` is the BM25 score,
    0 where no word matched. These two compare with the question alone, whatever context the search had.
    ``leaning`` (0..1) is what the search was told that speaks for its document.
    """

    passage: Passage
    score: float
    similarity: float
    lexical: float
    leaning: float = 0.0


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that gave no text when it was last read.

    ``version`` is the SHA-256 of the content that failed, ``reader`` tells what read it, ``reason`` is one line,
    ``failed_at`` (UTC) the time.
    """

    source: str
    version: str
    reader: str
    reason: str
    failed_at: datetime


@dataclass(frozen=True, slots=True)
class StoredCard:
    """What was found out about a version at a glance, as the store keeps it for whoever makes and shows it.

    ``made_by`` tells by which rules it was made; a card made by others is out of date. ``content`` is None when it
    could not be made, and ``reason`` says why in one line.
    """

    document_id: str
    version: str
    made_by: str
    content: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something `Store.check` found wrong: where, and what."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"
