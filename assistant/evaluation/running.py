"""Asking the questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

from assistant.evaluation.matching import Target, targets
from assistant.evaluation.questions import Conversation, Question
from assistant.service import AnswerService, Texts
from assistant.types import Answer, Turn
from store import Progress

# Recall is measured among so many passages at most.
DEPTH = 10
# Asked before the first question, so that the time the model takes to load is not the first answer's.
_WARM_UP = "What is this about?"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question.

    ``right``: it was answered with all that was expected, or rightly declined. ``said``: the answer says all that must
    be said. ``cited``: one of its citations overlaps the evidence. ``rank``: so many of the passages found hold all
    that is expected, None when ten do not. ``near``: it was declined, and one of the sentences that came closest holds
    something of what is expected. ``supporting`` are the citations that hold something of what is expected,
    ``verbatim`` those that are their document's text at their span, counted. ``milliseconds``: from question to answer.
    """

    question: Question
    answer: Answer
    right: bool
    said: bool
    cited: bool
    rank: int | None
    near: bool
    supporting: int
    verbatim: int
    milliseconds: float


def run(
    assistant: AnswerService, conversations: Sequence[Conversation], progress: Progress | None
) -> tuple[Outcome, ...]:
    """Ask all questions, each conversation in order, and return what became of those that are scored.

    Raises:
        UnusableQuestions: something that is expected is not in the store; nothing was asked.
        AssistantError: the assistant cannot answer.
    """
    asked = [question for conversation in conversations for question in conversation.questions]
    sought = iter(targets(asked, assistant.store))
    report = progress or (lambda done, total: None)
    report(0, len(asked))
    assistant.search(_WARM_UP, limit=1)
    outcomes: list[Outcome] = []
    for conversation in conversations:
        for outcome in _held(assistant, conversation, sought):
            outcomes.append(outcome)
            report(len(outcomes), len(asked))
    return tuple(outcomes)


def _held(assistant: AnswerService, conversation: Conversation, sought: Iterator[Target]) -> Iterator[Outcome]:
    history: list[Turn] = []
    for opening in conversation.opening:
        history.append(Turn(opening, assistant.ask(opening, history)))
    for question in conversation.questions:
        outcome = _outcome(assistant, question, history, next(sought))
        yield outcome
        history.append(Turn(question.text, outcome.answer))


def _outcome(assistant: AnswerService, question: Question, history: Sequence[Turn], target: Target) -> Outcome:
    begun = perf_counter()
    answer = assistant.ask(question.text, history)
    milliseconds = 1000 * (perf_counter() - begun)
    # Only now: what a search computes makes the same question's answer quicker.
    hits = assistant.search(question.text, history, limit=DEPTH)
    return Outcome(
        question=question,
        answer=answer,
        right=target.met_by(answer),
        said=target.said_in(answer),
        cited=target.cited_in(answer),
        rank=target.rank(hits),
        near=any(target.supported_by(sentence) for sentence in answer.closest),
        supporting=sum(target.supported_by(citation) for citation in answer.citations),
        verbatim=_verbatim(answer, assistant.store),
        milliseconds=milliseconds,
    )


def _verbatim(answer: Answer, store: Texts) -> int:
    texts = {document_id: store.text(document_id) for document_id in {one.document_id for one in answer.citations}}
    return sum(texts[one.document_id][one.start : one.end] == one.quote for one in answer.citations)
