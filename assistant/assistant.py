"""The assistant: the one door to answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.answering import Answerer
from assistant.chain import AnswerChain, Inquiry
from assistant.chat_model import ChatModel
from assistant.citing import EvidenceSupporter
from assistant.composing import Summariser
from assistant.reader import CAUTIONS, Caution, Reader
from assistant.reading.scoring import ChosenScorer
from assistant.reading.span_reader import SpanReader
from assistant.types import Answer, Event, Turn
from assistant.writing import Writer
from store import Hit, Store

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


class Assistant:
    """Answers questions from a store's briefings, every quote with its source.

    Any number of threads may use one. It keeps nothing of a conversation: the history comes with each question.

    Args:
        store: what is asked.
        chat_model: writes the answers, when given: what LangChain's `init_chat_model` takes (``ollama:llama3.2``), or
            a chat model. It is opened with the first question. Without one, answers are the best-supported sentences.
        caution: how sure it must be before it answers: "low" answers more, "high" is silent more often.
        reader: a question-answering model to read with, by its folder or its name on the hub; None for the one that
            ships, whose confidence is calibrated. It is opened with the first question. Or a `Reader` of your own.

    Raises:
        ValueError: ``caution`` is none of these.
    """

    def __init__(
        self,
        store: Store,
        chat_model: str | BaseChatModel | None = None,
        *,
        caution: Caution = "normal",
        reader: str | Reader | None = None,
    ) -> None:
        if caution not in CAUTIONS:
            raise ValueError(f"caution is {caution!r}, expected one of {', '.join(CAUTIONS)}")
        writer = None if chat_model is None else Writer(ChatModel(chat_model), EvidenceSupporter(store.encode))
        self._store = store
        reading = SpanReader(ChosenScorer(reader)) if reader is None or isinstance(reader, str) else reader
        floor = reading.points("low").weak
        answerer = Answerer(reading.points(caution), floor, Summariser(store.encode), writer)
        self._chain = AnswerChain(store, reading, answerer)

    @property
    def store(self) -> Store:
        """What is asked."""
        return self._store

    @property
    def chain(self) -> AnswerChain:
        """The chain as a LangChain runnable: ``{"question", "history", "documents"}`` in, an `Answer` out."""
        return self._chain

    def ask(self, question: str, history: Sequence[Turn] = (), documents: Collection[str] | None = None) -> Answer:
        """Answer a question.

        Args:
            question: 1 to 2,000 characters in plain words.
            history: the conversation so far, oldest first; a follow-up may refer to it.
            documents: ids of the documents to ask; None for all of them.

        Raises:
            InvalidQuestion: the question is empty or too long.
            UnknownDocument: one of ``documents`` is not in the store.
            ChatModelError: the chat model cannot be used.
        """
        return self._chain.invoke(_inquiry(question, history, documents))

    def search(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Collection[str] | None = None,
        limit: int = 10,
    ) -> list[Hit]:
        """Return the passages that an answer would be made from, best first; arguments and errors are those of `ask`.

        Args:
            question: as in `ask`.
            history: as in `ask`.
            documents: as in `ask`.
            limit: at most so many passages, at least 1.

        Raises:
            ValueError: ``limit`` is below 1.
        """
        return list(self._chain.search({**_inquiry(question, history, documents), "limit": limit}))

    def stream(
        self, question: str, history: Sequence[Turn] = (), documents: Collection[str] | None = None
    ) -> Iterator[Event]:
        """Yield what happens on the way to the answer, and the answer last; arguments and errors are those of `ask`."""
        return self._chain.events(_inquiry(question, history, documents))


def _inquiry(question: str, history: Sequence[Turn], documents: Collection[str] | None) -> Inquiry:
    return {"question": question, "history": history, "documents": documents}
