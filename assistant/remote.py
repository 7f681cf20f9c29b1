"""An assistant over a store that another process has open."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from assistant import errors
from assistant.service import PREFIX, AnswerSettings, Texts
from assistant.types import Answer, Answered, Event, Searched, Token, Turn, Understood
from store import Document, Hit
from store.endpoint import Call, EndpointError, OwnerClient
from store.endpoint.values import from_json, to_json

_ERRORS = {name: one for name, one in vars(errors).items() if isinstance(one, type)}
_EVENTS: dict[str, type[Event]] = {one.name: one for one in (Understood, Searched, Token)}


class RemoteAssistant:
    """An `AnswerService` that asks the owner; beside the errors named there, `OwnerLeft` when the owner ends.

    Args:
        owner: the process that has the store open.
        settings: how it is to answer, whatever it does by itself.
    """

    def __init__(self, owner: OwnerClient, settings: AnswerSettings) -> None:
        self._owner = owner
        self._settings = settings

    @property
    def store(self) -> Texts:
        """What is asked."""
        return _RemoteTexts(self._owner)

    def ask(self, question: str, history: Sequence[Turn] = (), documents: Collection[str] | None = None) -> Answer:
        """Let the owner answer a question."""
        for event in self.stream(question, history, documents):
            if isinstance(event, Answered):
                return event.answer
        raise EndpointError("the process that has the store open sent no answer")

    def stream(
        self, question: str, history: Sequence[Turn] = (), documents: Collection[str] | None = None
    ) -> Iterator[Event]:
        """Yield what happens in the owner on the way to the answer, and the answer last."""
        with _call(self._owner, "ask", self._body(question, history, documents)) as call:
            for told in call:
                yield _event(told)
            yield Answered(from_json(Answer, call.result))

    def search(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Collection[str] | None = None,
        limit: int = 10,
    ) -> list[Hit]:
        """Return the passages that an answer would be made from, best first."""
        with _call(self._owner, "search", self._body(question, history, documents) | {"limit": limit}) as call:
            return from_json(list[Hit], call.result)

    def _body(self, question: str, history: Sequence[Turn], documents: Collection[str] | None) -> dict[str, Any]:
        asked = {"question": question, "history": to_json(history)}
        return {**asked, "documents": None if documents is None else list(documents), **to_json(self._settings)}


class _RemoteTexts:
    def __init__(self, owner: OwnerClient) -> None:
        self._owner = owner

    def documents(self) -> list[Document]:
        with _call(self._owner, "documents", {}) as call:
            return from_json(list[Document], call.result)

    def text(self, document_id: str) -> str:
        with _call(self._owner, "text", {"document_id": document_id}) as call:
            return str(call.result)


def _call(owner: OwnerClient, name: str, body: dict[str, Any]) -> Call:
    return owner.call(f"{PREFIX}/{name}", body, _ERRORS)


def _event(told: Any) -> Event:
    if isinstance(told, dict) and len(told) == 1:
        ((name, value),) = told.items()
        if name in _EVENTS:
            return from_json(_EVENTS[name], value)
    raise EndpointError("the process that has the store open told of something unknown: stop that process first")
