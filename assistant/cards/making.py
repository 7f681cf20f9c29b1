"""Making a document's card: what is found in its text, and the questions that the reader finds answered in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from functools import lru_cache
from importlib.resources import files
from itertools import islice

from assistant.assistant import Assistant
from assistant.cards.card import Card
from assistant.cards.kinds import kind_of
from assistant.cards.questions import candidates
from assistant.composing import Summariser
from assistant.entities.dates import dates_of
from assistant.entities.item import Item
from assistant.entities.organisations import organisations_of
from assistant.entities.people import people_of
from assistant.entities.places import places_of
from assistant.entities.units import units_of
from store import Span, Store

# Change it with any change of what a card holds: cards made before are then made again.
CARD_VERSION = 1
# What is read at a glance.
KEY_SENTENCES = 5
QUESTIONS = 5
# Candidates are really asked, about a quarter of a second each.
_TRIED = 16
_READER = "adapter/reader.safetensors"

# Opens a block for a step of up to about half a second, when it is its turn; what it raises ends the making.
Step = Callable[[], AbstractContextManager[None]]


class Cancelled(Exception):
    """Whoever asked for a card does not want it any more."""


@lru_cache(maxsize=1)
def made_by() -> str:
    """Return by which rules and which reader cards are made now."""
    digest = hashlib.sha256((files("assistant") / _READER).read_bytes()).hexdigest()
    return f"cards {CARD_VERSION}, reader {digest[:16]}"


class CardMaking:
    """Makes cards with the reader that ships, without any language model; used by one thread at a time.

    Args:
        store: where the documents are.
        step: as it says; as `Precedence.step` of the store when None.
    """

    def __init__(self, store: Store, step: Step | None = None) -> None:
        self._store = store
        self._step: Step = step or store.precedence.step
        self._assistant = Assistant(store)
        self._summariser = Summariser(store.encode)

    def make(self, document_id: str) -> tuple[str, Card]:
        """Return the version that a card was made of, and the card.

        Raises:
            UnknownDocument: it is not, or no longer, in the store.
            StoreError: the store cannot be used.
        """
        with self._step(), self._store.snapshot() as snapshot:
            document = snapshot.document(document_id)
            units = units_of(snapshot.passages(document_id))
            draft = self._summariser.compose([document_id], snapshot, KEY_SENTENCES)
        quotes = tuple(Item(one.quote, "", one.sentence, one.sentence) for one in draft.findings)
        with self._step():
            people = people_of(units)
        with self._step():
            organisations = organisations_of(units)
        with self._step():
            places = places_of(units, people, organisations)
        with self._step():
            dates = dates_of(units)
        asked = islice(candidates(units, people, organisations, dates), _TRIED)
        questions = tuple(islice(self._answered(document_id, document.version, asked), QUESTIONS))
        return document.version, Card(
            kind_of(document.title, units), people, organisations, places, dates, quotes, questions
        )

    def _answered(self, document_id: str, version: str, asked: Iterable[Item]) -> Iterator[Item]:
        """Yield the questions that are surely answered by the sentence that they were made of, none of it twice."""
        used: set[Span] = set()
        for question in asked:
            if question.sentence in used:
                continue
            with self._step():
                answer = self._assistant.ask(question.text, documents=[document_id])
            first = answer.citations[0] if answer.answered and not answer.weak and answer.citations else None
            if (
                first is not None
                and (first.document_id, first.version) == (document_id, version)
                and Span(first.start, first.end) == question.sentence
            ):
                used.add(question.sentence)
                yield question
