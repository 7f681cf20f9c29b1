"""What can be asked of a store's briefings, wherever it is asked: here, or by another process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from assistant.reader import Caution
from assistant.types import Answer, Event, Turn
from store import Document, Hit, Store

if TYPE_CHECKING:
    from assistant.assistant import Assistant

PREFIX = "/assistant"
"""Under which `assistant.routes` offers it."""

# Each has a model of its own in memory; a process is asked in one way, seldom in two.
_KEPT = 3


class Texts(Protocol):
    """The documents that are asked; the meanings and errors are those of `Store`."""

    def documents(self) -> list[Document]:
        """Return all documents in order of title, then source."""
        ...

    def text(self, document_id: str) -> str:
        """Return the whole text of a document's current version; raises `UnknownDocument`."""
        ...


class AnswerService(Protocol):
    """Answers from a store's briefings; the meanings and errors are those of `Assistant`."""

    @property
    def store(self) -> Texts:
        """What is asked."""
        ...

    def ask(self, question: str, history: Sequence[Turn] = (), documents: Collection[str] | None = None) -> Answer:
        """Answer a question."""
        ...

    def stream(
        self, question: str, history: Sequence[Turn] = (), documents: Collection[str] | None = None
    ) -> Iterator[Event]:
        """Yield what happens on the way to the answer, and the answer last."""
        ...

    def search(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Collection[str] | None = None,
        limit: int = 10,
    ) -> list[Hit]:
        """Return the passages that an answer would be made from, best first."""
        ...


@dataclass(frozen=True, slots=True)
class AnswerSettings:
    """How answers are made; each as `Assistant` takes it."""

    chat_model: str | None = None
    caution: Caution = "normal"
    reader: str | None = None


class Assistants:
    """The assistants of one store: one for each way to answer, of which the last few are kept."""

    def __init__(self, store: Store, make: Callable[[Store, AnswerSettings], Assistant] | None = None) -> None:
        self.store = store
        self._make = make or _assistant
        self._kept: dict[AnswerSettings, Assistant] = {}
        self._guard = threading.Lock()

    def of(self, settings: AnswerSettings) -> Assistant:
        """Return the one that answers like this."""
        with self._guard:
            found = self._kept.pop(settings, None) or self._make(self.store, settings)
            self._kept[settings] = found
            while len(self._kept) > _KEPT:
                del self._kept[next(iter(self._kept))]
            return found


def _assistant(store: Store, settings: AnswerSettings) -> Assistant:
    from assistant.assistant import Assistant

    return Assistant(store, settings.chat_model, caution=settings.caution, reader=settings.reader)
