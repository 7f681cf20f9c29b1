"""The chain: understand | search | read | answer.

Each step takes a stream of events and a state in, and passes the events on before it adds its own: so one chain
serves who wants the answer and who wants to watch.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from time import perf_counter
from typing import Any, NotRequired, TypedDict

from langchain_core.runnables import Runnable, RunnableConfig, RunnableGenerator

from assistant.answering import Answerer, Conclusion
from assistant.composing import closest
from assistant.follow_ups.context import READ_WITH, asked_before, behind, context_of
from assistant.language.abbreviations import asks_to_spell_out, spelt_out
from assistant.language.kindred import SEARCH_SHARE, kindred_of
from assistant.of_documents import chosen_from, originals
from assistant.questions.casing import cased
from assistant.questions.common_subject import common_subject, only_event, title_given
from assistant.questions.kind import QuestionKind
from assistant.questions.spelling import spelt
from assistant.reader import Reader, Reading, quoted
from assistant.retriever import DEFAULT_LIMIT, BriefingRetriever, hit_of
from assistant.seeking import Part, in_turn, read, seek
from assistant.silence import premise
from assistant.types import Answer, Answered, Citation, Event, Searched, Token, Turn, Understood
from assistant.understanding import Understanding, understand, whole
from assistant.untraced import untraced
from store import Context, Hit, Passage, Snapshot, Store
from store.search import MAX_QUESTION_CHARACTERS, checked_question

# So many of the passages found are shown when none of them answers, and beside an answer of those it does not quote.
_NEAREST = 3
_FOLLOWING_UP = (QuestionKind.FACT, QuestionKind.LIST, QuestionKind.YES_NO)
# A short form stands in many passages, and is spelt out in one of them.
_SPELT_OUT_WITHIN = 100


class Inquiry(TypedDict):
    """What goes into the chain: a question, the conversation before it, ids of the documents to ask (all of them), how
    many passages to search for, and whether passages are all that is wanted, whatever kind of question it is."""

    question: str
    history: NotRequired[Sequence[Turn]]
    documents: NotRequired[Collection[str] | None]
    limit: NotRequired[int]
    passages_only: NotRequired[bool]


_NOTHING = Understanding((), None)


@dataclass(frozen=True, slots=True)
class _State:
    """What the steps know by now; ``question`` is the one asked, its words and names as the briefings write them."""

    inquiry: Inquiry
    snapshot: Snapshot
    question: str = ""
    understanding: Understanding = _NOTHING
    parts: tuple[Part, ...] = ()
    timings: tuple[tuple[str, float], ...] = ()

    @property
    def hits(self) -> tuple[Hit, ...]:
        return in_turn([part.reading.hits for part in self.parts])

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
        wanted: Inquiry = {**inquiry, "passages_only": True}
        for event in untraced(lambda: self._run(self._finding, wanted, config)):
            if isinstance(event, Searched):
                hits = event.hits
        return hits

    def _run(
        self, steps: Runnable[_State, _Item], inquiry: Inquiry, config: RunnableConfig | None
    ) -> Generator[Event, None, None]:
        with ExitStack() as first, self._store.snapshot() as snapshot:
            first.enter_context(self._store.precedence.question())
            for item in steps.stream(_State(inquiry, snapshot), config):
                if isinstance(item, Token):
                    first.close()  # what takes time from here on is a chat model's writing
                if not isinstance(item, _State):
                    yield item

    def _read(self, items: Iterator[_Item]) -> Iterator[_Item]:
        for item in items:
            if not isinstance(item, _State):
                yield item
                continue
            begun = perf_counter()
            done = replace(item, parts=tuple(read(part, self._reader, item.snapshot) for part in item.parts))
            done = self._read_in_turn(done)
            if any(part.is_read for part in done.parts):
                yield Searched(done.hits)
            yield replace(done, timings=item.timed("read", begun))

    def _read_in_turn(self, state: _State) -> _State:
        """Read a question that finds no answer by itself once more, behind those that were asked before it.

        It may follow them up in a way that no rule knows: "How much has been repaid?" after "How big was the loan?".
        That reading counts where it is the surer one, enough to answer, and what is asked holds of what it found.
        """
        question = state.question
        before = asked_before(question, state.inquiry.get("history") or ())
        if not before or state.inquiry.get("passages_only") or len(state.parts) != 1:
            return state
        part = state.parts[0]
        if part.asked.kind not in _FOLLOWING_UP or part.reading.confidence >= self._answerer.points.sure:
            return state
        whole = behind(question, before)
        if len(whole) > MAX_QUESTION_CHARACTERS:
            return state
        limit, documents = state.inquiry.get("limit", DEFAULT_LIMIT), state.inquiry.get("documents")
        hits = tuple(_retrieve(state.snapshot, (), whole, limit, documents))
        asked = replace(part.asked, question=question)
        again = read(Part(asked, batches=(hits,)), self._reader, state.snapshot, before)
        least = max(part.reading.confidence, self._answerer.points.weak)
        if again.reading.confidence < least or _repeats(again.reading, state.inquiry):
            return state
        if not premise.holds(question, again.reading.findings[:1], state.snapshot):
            return state
        return replace(state, parts=(again,), understanding=Understanding((asked,), whole))

    def _answer(self, items: Iterator[_Item]) -> Iterator[_Item]:
        for item in items:
            if not isinstance(item, _State):
                yield item
                continue
            begun = perf_counter()
            writing = self._answerer.answer(item.understanding.question, item.parts, item.snapshot)
            while True:
                try:
                    piece = next(writing)
                except StopIteration as end:
                    conclusion: Conclusion = end.value
                    break
                yield Token(piece)
            yield Answered(_concluded(item, conclusion, item.timed("answer", begun)))


def _repeats(reading: Reading, inquiry: Inquiry) -> bool:
    """Return whether a reading only finds again what answered the questions before: it is no answer to this one."""
    answers = [turn.answer for turn in inquiry.get("history") or () if isinstance(turn.answer, Answer)]
    given = {(one.document_id, one.answer_span) for answer in answers[-READ_WITH:] for one in answer.citations}
    best = next(iter(reading.findings), None)
    if best is None or best.answer is None:
        return False
    return (best.passage.document_id, (best.answer.start, best.answer.end)) in given


def _understand(items: Iterator[_Item]) -> Iterator[_Item]:
    for item in items:
        if not isinstance(item, _State):
            yield item
            continue
        begun = perf_counter()
        asked = item.inquiry["question"]
        question = checked_question(asked)
        making = whole if item.inquiry.get("passages_only") else understand
        documents = item.inquiry.get("documents")
        about = partial(_subject, item.snapshot, documents)
        event = partial(_event, item.snapshot, documents)
        is_alone = partial(_is_one, item.snapshot, documents)
        plain = cased(spelt(question, item.snapshot), item.snapshot)
        understanding = making(plain, item.inquiry.get("history") or (), about, event, is_alone)
        if plain.lower() != question.lower() and understanding.understood_as is None:
            understanding = replace(understanding, understood_as=plain)
        yield Understood(understanding.understood_as or asked)
        timings = item.timed("understand", begun)
        yield replace(item, question=plain, understanding=understanding, timings=timings)


# Of more documents hardly all are on one event.
_MOST_TO_SHARE_AN_EVENT = 20


def _is_one(snapshot: Snapshot, documents: Collection[str] | None) -> bool:
    """Return whether one document is asked, of equal copies one."""
    return len(originals(chosen_from(snapshot, documents))) == 1


def _subject(snapshot: Snapshot, documents: Collection[str] | None) -> str | None:
    """Return what the documents that are asked are all about."""
    chosen = chosen_from(snapshot, documents)

    def openings() -> list[str]:
        if len(chosen) > _MOST_TO_SHARE_AN_EVENT:
            return []
        begun = snapshot.openings()
        return [begun[one.document_id].text for one in chosen]

    return common_subject([title_given(document.title, document.source) for document in chosen], openings)


def _event(snapshot: Snapshot, documents: Collection[str] | None, kind: str | None) -> str | None:
    """Return the one event of a kind that some of the documents that are asked are on."""
    begun = snapshot.openings()
    return only_event(kind, (f"{one.title}. {begun[one.document_id].text}" for one in chosen_from(snapshot, documents)))


def _search(items: Iterator[_Item]) -> Iterator[_Item]:
    for item in items:
        if not isinstance(item, _State):
            yield item
            continue
        begun = perf_counter()
        # A follow-up that was made to stand alone holds what it takes from the conversation.
        is_whole = item.understanding.understood_as not in (None, item.question)
        history = () if is_whole else item.inquiry.get("history") or ()
        documents = item.inquiry.get("documents")
        for document_id in documents or ():
            item.snapshot.document(document_id)  # raises when it is not there, also where nothing is searched
        retrieve = partial(_retrieve, item.snapshot, history)
        limit = item.inquiry.get("limit", DEFAULT_LIMIT)
        parts = (seek(asked, item.snapshot, documents, limit, retrieve) for asked in item.understanding.parts)
        yield replace(item, parts=tuple(parts), timings=item.timed("search", begun))


def _retrieve(
    snapshot: Snapshot, history: Sequence[Turn], question: str, limit: int, documents: Collection[str] | None
) -> list[Hit]:
    context = context_of(question, history)
    if others := kindred_of(question):
        context = (*context, Context(others, SEARCH_SHARE))
    is_short_form = asks_to_spell_out(question) is not None
    wanted = max(limit, _SPELT_OUT_WITHIN) if is_short_form else limit
    retriever = BriefingRetriever(briefings=snapshot, documents=documents, limit=wanted, context=context)
    hits = [hit_of(found) for found in retriever.invoke(question)]
    if is_short_form:
        hits.sort(key=lambda hit: spelt_out(question, hit.passage.text) is None)
    return hits[:limit]


def _concluded(state: _State, conclusion: Conclusion, timings: tuple[tuple[str, float], ...]) -> Answer:
    return Answer(
        question=state.inquiry["question"],
        understood_as=state.understanding.understood_as,
        text=conclusion.text,
        answered=conclusion.answered,
        confidence=conclusion.confidence,
        short_answer=conclusion.short_answer,
        citations=conclusion.citations,
        nearest=_not_cited(state.hits, conclusion.citations)[:_NEAREST],
        timings=dict(timings),
        weak=conclusion.weak,
        closest=() if conclusion.answered else closest([part.reading for part in state.parts], state.snapshot),
    )


def _not_cited(hits: Sequence[Hit], citations: Sequence[Citation]) -> tuple[Hit, ...]:
    """Return the passages that hold nothing of what is cited: neither its place, nor the same sentence elsewhere."""
    quotes = {one.quote for one in citations}

    def is_cited(passage: Passage) -> bool:
        return any(quoted(passage, span) in quotes for span in passage.sentences) or any(
            one.document_id == passage.document_id and one.start < passage.end and passage.start < one.end
            for one in citations
        )

    return tuple(hit for hit in hits if not is_cited(hit.passage))
