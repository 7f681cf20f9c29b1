"""Whose words are meant: a question about somebody, put in the first person to the document in which they speak."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.forms.letterhead import people_of_head
from assistant.forms.oneself import OF_ONESELF, byline, is_of_oneself, names_somebody
from assistant.language.named import Near
from assistant.questions.own_words import OwnWords, own_words
from assistant.reader import Finding
from store import Document, Hit, Passage, Snapshot


@dataclass(frozen=True, slots=True)
class Spoken:
    """A question as it is put to a document, and as people said it.

    ``taken_for`` is the name that the document itself does not have ("President Rojas"), None where it tells who
    speaks or nobody is named.
    """

    said: str
    question: str
    document: Document
    taken_for: str | None


def spoken(question: str, hits: Sequence[Hit], snapshot: Snapshot) -> Spoken | None:
    """Return how a question is put to the own words of the person it is about; None where these are not at hand.

    The first passage that has to do with that person decides: it may name the person, and then others tell, or be of a
    document in which the person speaks. Where no passage names that person, a document whose speaker nothing tells may
    be meant.

    Args:
        question: a stand-alone question.
        hits: what was found for it, best first.
        snapshot: the view of the store that they come from.
    """
    asked = own_words(question)
    if asked is None:
        return None
    unnamed: Document | None = None
    seen: dict[str, bool | None] = {}
    for hit in hits:
        document = snapshot.document(hit.passage.document_id)
        if document.document_id not in seen:
            seen[document.document_id] = _speaks(asked, document, snapshot)
        speaks = seen[document.document_id]
        if speaks:
            return Spoken(question, asked.question, document, None)
        if asked.who and _names(asked, " ".join((document.title, *hit.passage.heading, hit.passage.text))):
            return None
        if speaks is None and unnamed is None:
            unnamed = document
    return None if unnamed is None else Spoken(question, asked.question, unnamed, asked.who or None)


def speech_of(question: str, documents: Sequence[Document], snapshot: Snapshot) -> Spoken | None:
    """Return the one document in which the person speaks whose words are asked for as a whole: "the minister's speech".

    Args:
        question: a stand-alone question.
        documents: where it may be.
        snapshot: the view of the store that they are in.
    """
    asked = own_words(question)
    if asked is None:
        return None
    speaking = [(one, _speaks(asked, one, snapshot)) for one in documents]
    told = [one for one, speaks in speaking if speaks]
    unnamed = [one for one, speaks in speaking if speaks is None]
    found = told or unnamed
    if len(found) != 1:
        return None
    return Spoken(question, asked.question, found[0], None if told else asked.who)


def is_of_another(question: str, best: Finding, snapshot: Snapshot) -> bool:
    """Return whether a quote tells what the speaker of a document did where it is asked what somebody else did.

    Args:
        question: a stand-alone question, not in the first person.
        best: what would answer it.
        snapshot: the view of the store that it comes from.
    """
    asked = own_words(question)
    if asked is None or not asked.who or OF_ONESELF.search(best.quote) is None or _names(asked, best.quote):
        return False
    document = snapshot.document(best.passage.document_id)
    if (writer := _writer(best.passage, document, snapshot)) is not None:
        return asked.known_by not in Near(writer)
    return is_of_oneself(snapshot.text(document.document_id)) and _speaks(asked, document, snapshot) is False


def _speaks(asked: OwnWords, document: Document, snapshot: Snapshot) -> bool | None:
    """Return whether a person speaks of oneself in a document, None where nothing tells who does."""
    text = snapshot.text(document.document_id)
    if not is_of_oneself(text):
        return False
    told = byline(document, text)
    if not asked.who or asked.known_by in Near(told) or _is_label(asked, text):
        return True
    # Who is named in a speech is somebody else.
    spoken_of = asked.who if asked.is_office else asked.known_by
    is_named = re.search(rf"\b{re.escape(spoken_of)}\b", text, re.I) is not None
    return False if is_named or names_somebody(told) else None


def _writer(passage: Passage, document: Document, snapshot: Snapshot) -> str | None:
    """Return who wrote a passage of a message: of one that it repeats, whom the line above that names."""
    if passage.heading and passage.heading[-1].endswith("wrote:"):
        return passage.heading[-1]
    if not people_of_head(snapshot.openings()[document.document_id].text):
        return None
    return " ".join(document.authors) or None


def _names(asked: OwnWords, text: str) -> bool:
    if asked.is_office:
        return re.search(rf"\b{re.escape(asked.who)}\b", text, re.I) is not None
    return asked.known_by in Near(text)


def _is_label(asked: OwnWords, text: str) -> bool:
    """Return whether a name stands before what is said: "THE PRESIDENT: Thank you."."""
    return re.search(rf"^\W*(?:[\w.]+ ){{0,4}}{re.escape(asked.known_by)}\W{{0,2}}:", text, re.I | re.M) is not None
