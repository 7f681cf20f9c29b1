"""The chain: understand | search | read | answer.

Each step takes a stream of events and a state in, and passes the events on before it adds its own: so one chain
serves who wants the answer and who wants to watch.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any, NotRequired, TypedDict

from langchain_core.runnables import Runnable, RunnableConfig, RunnableGenerator

from assistant.answering import Answerer, Conclusion
from assistant.context import context_of
from assistant.conversation import stand_alone
from assistant.reader import Reader, Reading
from assistant.retriever import DEFAULT_LIMIT, BriefingRetriever, hit_of
from assistant.types import Answer, Answered, Event, Searched, Token, Turn, Understood
from assistant.untraced import untraced
from store import Hit, Snapshot, Store
from store.search import MAX_QUESTION_CHARACTERS, checked_question

# So many of the passages found are shown when none of them answers.
_NEAREST = 3
_UNREAD = Reading(0.0, (), ())


class Inquiry(TypedDict):
    """What goes into the chain: a question, the conversation before it, ids of the documents to ask (all of them), and
    how many passages to search for."""

    question: str
    history: NotRequired[Sequence[Turn]]
    documents: NotRequired[Collection[str] | None]
    limit: NotRequired[int]


@dataclass(frozen=True, slots=True)
class _State:
    """What the steps know by now."""

    inquiry: Inquiry
    snapshot: Snapshot
    question: str = ""
    understood_as: str | None = None
    hits: tuple[Hit, ...] = ()
    reading: Reading = _UNREAD
    timings: tuple[tuple[str, float], ...] = ()

    def timed(self, stage: str, begun: float) -> tuple[tuple[str, float], ...]:
        return (*self.timings, (stage, 1000 * (perf_counter() - begun)))


_Item = Event | _State


class AnswerChain(Runnable[Inquiry, Answer]):
    """Answers questions from a store, as a LangChain runnable. Runs are never traced, whatever the environment says.

    Args:
        store: what is asked; each question reads one snapshot of it.
        reader: reads the passages found.
        answerer: makes the answer of what was read.
    """

    def __init__(self, store: Store, reader: Reader, answerer: Answerer) -> None:
        self._store = store
        self._reader = reader
        self._answerer = answerer
        self._finding: Runnable[_State, _Item] = (
            RunnableGenerator(_understand).with_config(run_name="understand")
            | RunnableGenerator(_search).with_config(run_name="search")
            | RunnableGenerator(self._read).with_config(run_name="read")
        )
        self._steps: Runnable[_State, _Item] = self._finding | RunnableGenerator(self._answer).with_config(
            run_name="answer"
        )

    def invoke(self, input: Inquiry, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:
        """Return the answer; raises what `Assistant.ask` raises."""
        answer = None
        for event in self.events(input, config):
            if isinstance(event, Answered):
                answer = event.answer
        if answer is None:
            raise RuntimeError("the chain ended without an answer")
        return answer

    def events(self, inquiry: Inquiry, config: RunnableConfig | None = None) -> Generator[Event, None, None]:
        """Yield the events of one question as they happen, the answer last."""
        return untraced(lambda: self._run(self._steps, inquiry, config))

    def search(self, inquiry: Inquiry, config: RunnableConfig | None = None) -> tuple[Hit, ...]:
        """Return the passages that an answer would be made from, best first."""
        hits: tuple[Hit, ...] = ()
        for event in untraced(lambda: self._run(self._finding, inquiry, config)):
            if isinstance(event, Searched):
                hits = event.hits
        return hits

    def _run(
        self, steps: Runnable[_State, _Item], inquiry: Inquiry, config: RunnableConfig | None
    ) -> Generator[Event, None, None]:
        with self._store.snapshot() as snapshot:
            for item in steps.stream(_State(inquiry, snapshot), config):
                if not isinstance(item, _State):
                    yield item

    def _read(self, items: Iterator[_Item]) -> Iterator[_Item]:
        for item in items:
            if not isinstance(item, _State):
                yield item
                continue
            begun = perf_counter()
            reading = self._reader.read(item.question, item.hits, item.snapshot)
            yield Searched(reading.hits)
            yield replace(item, reading=reading, timings=item.timed("read", begun))

    def _answer(self, items: Iterator[_Item]) -> Iterator[_Item]:
        for item in items:
            if not isinstance(item, _State):
                yield item
                continue
            begun = perf_counter()
            writing = self._answerer.answer(item.question, item.reading, item.snapshot)
            while True:
                try:
                    piece = next(writing)
                except StopIteration as end:
                    conclusion: Conclusion = end.value
                    break
                yield Token(piece)
            yield Answered(_concluded(item, conclusion, item.timed("answer", begun)))


def _understand(items: Iterator[_Item]) -> Iterator[_Item]:
    for item in items:
        if not isinstance(item, _State):
            yield item
            continue
        begun = perf_counter()
        asked = item.inquiry["question"]
        question = checked_question(asked)
        understood_as = stand_alone(question, item.inquiry.get("history") or ())
        if understood_as is not None and len(understood_as) > MAX_QUESTION_CHARACTERS:
            understood_as = None
        yield Understood(understood_as or asked)
        timings = item.timed("understand", begun)
        yield replace(item, question=understood_as or question, understood_as=understood_as, timings=timings)


def _search(items: Iterator[_Item]) -> Iterator[_Item]:
    for item in items:
        if not isinstance(item, _State):
            yield item
            continue
        begun = perf_counter()
        # A follow-up that was made to stand alone holds what it takes from the conversation.
        history = item.inquiry.get("history") or () if item.understood_as is None else ()
        retriever = BriefingRetriever(
            briefings=item.snapshot,
            documents=item.inquiry.get("documents"),
            limit=item.inquiry.get("limit", DEFAULT_LIMIT),
            context=context_of(item.question, history),
        )
        hits = tuple(hit_of(found) for found in retriever.invoke(item.question))
        yield replace(item, hits=hits, timings=item.timed("search", begun))


def _concluded(state: _State, conclusion: Conclusion, timings: tuple[tuple[str, float], ...]) -> Answer:
    citations = conclusion.citations
    first = citations[0] if citations else None
    span = first.answer_span if first else None
    return Answer(
        question=state.inquiry["question"],
        understood_as=state.understood_as,
        text=conclusion.text,
        answered=conclusion.answered,
        confidence=conclusion.confidence,
        short_answer=first.quote[span[0] - first.start : span[1] - first.start] if first and span else None,
        citations=citations,
        nearest=() if conclusion.answered else state.reading.hits[:_NEAREST],
        timings=dict(timings),
    )
