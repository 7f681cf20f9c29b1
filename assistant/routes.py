"""The routes that answer: `AnswerService` for other processes, as lines of JSON."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from assistant.cards.briefs import Form, StoreBriefs
from assistant.reader import Caution
from assistant.service import PREFIX, AnswerSettings, Assistants
from assistant.types import Answer, Answered, Event, Turn
from store.endpoint import Running
from store.endpoint.values import to_json
from store.endpoint.work import Emit


class Asked(BaseModel):
    """A request that names nothing but itself."""

    run_id: str = Field(min_length=1, max_length=64)


class Texted(Asked):
    """A request for the text of a document."""

    document_id: str = Field(max_length=1_000)


class EarlierTurn(BaseModel):
    """See `Turn`."""

    question: str
    answer: str | Answer


class Carded(Asked):
    """A request for cards in writing."""

    document_ids: list[str] = Field(max_length=100_000)
    form: Form


class Question(Asked):
    """A question, the conversation before it, and how it is to be answered; see `Assistant.ask`."""

    question: str
    history: list[EarlierTurn] = Field(default=[], max_length=1_000)
    documents: list[str] | None = Field(default=None, max_length=100_000)
    limit: int = Field(default=10, ge=1, le=1_000)
    chat_model: str | None = None
    caution: Caution = "normal"
    reader: str | None = None

    def turns(self) -> list[Turn]:
        """Return the conversation before it."""
        return [Turn(one.question, one.answer) for one in self.history]

    def settings(self) -> AnswerSettings:
        """Return how it is to be answered."""
        return AnswerSettings(self.chat_model, self.caution, self.reader)


def routes(assistants: Assistants, running: Running) -> APIRouter:
    """Return the routes. Some name models: they are for who may let this process's user load any.

    Args:
        assistants: who answers.
        running: what it is done in.
    """
    router = APIRouter(prefix=PREFIX)

    @router.post("/documents")
    def documents(request: Request, body: Asked) -> StreamingResponse:
        return running.response(request, body.run_id, lambda emit: to_json(assistants.store.documents()))

    @router.post("/text")
    def text(request: Request, body: Texted) -> StreamingResponse:
        return running.response(request, body.run_id, lambda emit: assistants.store.text(body.document_id))

    @router.post("/brief")
    def brief(request: Request, body: Carded) -> StreamingResponse:
        return running.response(
            request,
            body.run_id,
            lambda emit: to_json(StoreBriefs(assistants.store).brief(body.document_ids, body.form)),
        )

    @router.post("/ask")
    def ask(request: Request, body: Question) -> StreamingResponse:
        def work(emit: Emit) -> Any:
            asked = assistants.of(body.settings()).stream(body.question, body.turns(), body.documents)
            answer: Answer | None = None
            for event in asked:
                if isinstance(event, Answered):
                    answer = event.answer
                else:
                    emit(_told(event))
            return to_json(answer)

        return running.response(request, body.run_id, work)

    @router.post("/search")
    def search(request: Request, body: Question) -> StreamingResponse:
        def work(emit: Emit) -> Any:
            asked = assistants.of(body.settings())
            return to_json(asked.search(body.question, body.turns(), body.documents, body.limit))

        return running.response(request, body.run_id, work)

    return router


def _told(event: Event) -> dict[str, Any]:
    return {event.name: to_json(event)}
