"""An evaluation: what it asks, what counts as right, and its figures, with answers that are given beforehand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from assistant import Answer, Assistant, Citation, Turn
from assistant.evaluation import (
    Conversation,
    Evaluation,
    Expected,
    Question,
    UnusableQuestions,
    evaluate,
)
from store import Document, Hit, Store

TEXT = """It was held in
Bergen on 12 May 2024.
The forum covered seabed mapping.
Forty companies came to Bergen.
"""
COPY = "Forty companies came to Bergen.\n"


class Prepared(Assistant):
    """Gives prepared answers, and finds passages in the order of titles and texts."""

    def __init__(self, store: Store, answers: dict[str, Answer]) -> None:
        super().__init__(store)
        self.answers = answers
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def ask(self, question: str, history: Sequence[Turn] = (), documents: Any = None) -> Answer:
        assert all(turn.answer is self.answers[turn.question] for turn in history)
        self.asked.append((question, tuple(turn.question for turn in history)))
        return self.answers[question]

    def search(self, question: str, history: Sequence[Turn] = (), documents: Any = None, limit: int = 10) -> list[Hit]:
        titles = {one.document_id: one.title.lower() for one in self.store.documents()}
        hits = self.store.search("Bergen forum companies held", limit=20)
        hits.sort(key=lambda hit: (titles[hit.passage.document_id], hit.passage.start))
        return hits[:limit]


Answering = Callable[..., Answer]


@pytest.fixture
def document(add_text: Callable[..., Document]) -> Document:
    return add_text(TEXT, "forum.txt")


@pytest.fixture
def answering(store: Store, document: Document) -> Answering:
    """Make an answer that cites stretches of the text; none of them means declined."""
    blank = Assistant(store).ask("Why do zebras yodel?")

    def cited(quote: str) -> Citation:
        start = TEXT.index(quote)
        end = start + len(quote)
        return Citation(
            document_id=document.document_id,
            version=document.version,
            title=document.title,
            source=document.source,
            page=None,
            heading=(),
            quote=quote,
            start=start,
            end=end,
            answer_span=None,
            score=1.0,
        )

    def make(*quotes: str, confidence: float = 0.9, short: str | None = None, text: str | None = None) -> Answer:
        citations = tuple(map(cited, quotes))
        return replace(
            blank,
            text=" ".join(quotes) if text is None else text,
            answered=bool(quotes) or text is not None,
            confidence=confidence,
            short_answer=short,
            citations=citations,
            timings={"search": 2.0, "read": 4.0},
            closest=(),
        )

    return make


def ask_one(store: Store, answer: Answer, expected: Expected) -> Evaluation:
    return evaluate(Prepared(store, {"Q?": answer}), [Conversation((Question("Q?", expected),))])


def figure(evaluation: Evaluation, name: str) -> float | None:
    (found,) = (one for one in evaluation.figures if one.name == name)
    return found.value


BERGEN = "Bergen on 12 May 2024."
SEABED = "The forum covered seabed mapping."
FORTY = "Forty companies came to Bergen."


def test_an_answer_is_right_when_it_says_an_alternative(store: Store, answering: Answering) -> None:
    expected = Expected(said=(("Oslo", "Bergen"),), single=True)
    assert ask_one(store, answering(BERGEN), expected).right == 1
    assert ask_one(store, answering(SEABED), expected).right == 0
    assert ask_one(store, answering(SEABED, text="In Bergen, says the note [1]."), expected).right == 1
    assert ask_one(store, answering(), expected).right == 0


def test_all_of_several_things_must_be_said(store: Store, answering: Answering) -> None:
    expected = Expected(said=(("Bergen",), ("seabed mapping",)))
    assert ask_one(store, answering(BERGEN), expected).right == 0
    both = ask_one(store, answering(BERGEN, SEABED), expected)
    assert both.right == 1
    assert figure(both, "citation precision") == 1


def test_evidence_must_be_cited_not_only_said(store: Store, answering: Answering) -> None:
    expected = Expected(evidence=("held in Bergen",))
    assert ask_one(store, answering("It was held in\nBergen on"), expected).right == 1
    assert ask_one(store, answering(FORTY, text="It was held in Bergen."), expected).right == 0


def test_evidence_beside_an_answer_must_hold_too(store: Store, answering: Answering) -> None:
    expected = Expected(said=(("Bergen",),), single=True, evidence=("held in Bergen",))
    assert ask_one(store, answering(FORTY), expected).right == 0
    assert ask_one(store, answering(BERGEN), expected).right == 1


def test_an_unanswerable_question_is_right_when_declined(store: Store, answering: Answering) -> None:
    assert ask_one(store, answering(), Expected()).right == 1
    assert ask_one(store, answering(BERGEN), Expected()).right == 0


@pytest.mark.parametrize("name", ["Other", "id"])
def test_a_document_that_is_named_is_where_it_must_come_from(
    store: Store, answering: Answering, add_text: Callable[..., Document], name: str
) -> None:
    other = add_text(COPY, "Other")
    expected = Expected(said=(("Forty companies",),), document=other.document_id if name == "id" else name)
    evaluation = ask_one(store, answering(FORTY), expected)
    assert evaluation.right == 0
    assert figure(evaluation, "citation precision") == 0
    assert figure(evaluation, "recall@1") == 0  # only after the other document's passages
    assert figure(evaluation, "recall@5") == 1
    assert ask_one(store, answering(FORTY), replace(expected, document="forum.txt")).right == 1


def test_recall_counts_the_passages_that_together_hold_it(store: Store, answering: Answering) -> None:
    def rank(expected: Expected) -> int | None:
        return ask_one(store, answering(), expected).outcomes[0].rank

    assert [passage.passage.text for passage in Prepared(store, {}).search("")] == [
        "Bergen on 12 May 2024.",
        SEABED,
        FORTY,
    ]
    assert rank(Expected(said=(("Bergen",),))) == 1
    assert rank(Expected(said=(("seabed mapping",), ("Bergen",)))) == 2
    assert rank(Expected(evidence=("Forty companies",))) == 3
    assert rank(Expected(evidence=("May 2024. The forum covered",))) == 2  # stands in two passages
    assert rank(Expected(evidence=("held in Bergen",))) is None  # its beginning stands in none


def test_questions_of_a_conversation_come_after_one_another(store: Store, answering: Answering) -> None:
    answers = {name: answering(confidence=0.1) for name in ("A", "B", "C", "D")}
    assistant = Prepared(store, answers)
    conversations = [
        Conversation((Question("A", Expected()), Question("B", Expected()))),
        Conversation((Question("C", Expected()),), opening=("D", "A")),
    ]
    seen: list[tuple[int, int]] = []
    evaluation = evaluate(assistant, conversations, lambda done, total: seen.append((done, total)))
    assert assistant.asked == [("A", ()), ("B", ("A",)), ("D", ()), ("A", ("D",)), ("C", ("D", "A"))]
    assert [one.question.text for one in evaluation.outcomes] == ["A", "B", "C"]
    assert seen == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_the_figures_follow_from_the_outcomes(store: Store, answering: Answering) -> None:
    single = Expected(said=(("12 May 2024",),), single=True)
    cases = {
        "exact": (single, answering(BERGEN, SEABED, confidence=0.95, short="12 May 2024")),
        "half": (single, answering(BERGEN, confidence=0.85, short="May 2024")),
        "silent": (single, answering(confidence=0.35)),
        "quiet": (Expected(), answering(confidence=0.05)),
        "invented": (Expected(), answering(FORTY, confidence=0.65)),
    }
    assistant = Prepared(store, {name: answer for name, (_, answer) in cases.items()})
    asked = [Conversation((Question(name, expected),)) for name, (expected, _) in cases.items()]
    evaluation = evaluate(assistant, asked)
    figures = {one.name: one.value for one in evaluation.figures}
    assert [one.question.text for one in evaluation.wrong] == ["silent", "invented"]
    assert figures["right"] == pytest.approx(3 / 5)
    assert figures["recall@1"] == 1
    assert figures["answer contained"] == pytest.approx(2 / 3)
    assert figures["evidence cited"] is None
    assert figures["exact match"] == pytest.approx(1 / 3)
    assert figures["F1"] == pytest.approx((1 + 0.8) / 3)  # "May 2024": precision 1, recall 2/3
    assert figures["citation precision"] == pytest.approx(2 / 3)
    assert figures["citations verbatim"] == 1
    assert figures["abstention precision"] == pytest.approx(1 / 2)
    assert figures["abstention recall"] == pytest.approx(1 / 2)
    assert figures["closest hold it"] == 0  # of "silent" alone
    assert figures["AUROC"] == pytest.approx(5 / 6)  # .35 is below .65, the other pairs are in order
    # one question a bin: .95, .85 and .35 should be 1; .05 and .65 should be 0
    assert figures["calibration error"] == pytest.approx((0.05 + 0.15 + 0.65 + 0.05 + 0.65) / 5)
    assert figures["search, median"] == 2
    assert figures["read, p95"] == 4
    assert figures["total, p95"] is not None


def test_what_comes_closest_may_hold_what_was_declined(store: Store, answering: Answering) -> None:
    single = Expected(said=(("12 May 2024",),), single=True)
    declined = replace(answering(), closest=answering(SEABED, BERGEN).citations)
    assert figure(ask_one(store, declined, single), "closest hold it") == 1
    assert figure(ask_one(store, replace(declined, closest=declined.closest[:1]), single), "closest hold it") == 0
    assert figure(ask_one(store, answering(BERGEN), single), "closest hold it") is None


def test_a_quote_that_is_not_at_its_span_is_found_out(store: Store, answering: Answering) -> None:
    good = answering(BERGEN, SEABED)
    shifted = replace(good.citations[0], start=good.citations[0].start + 1)
    evaluation = ask_one(store, replace(good, citations=(shifted, good.citations[1])), Expected(said=(("Bergen",),)))
    assert figure(evaluation, "citations verbatim") == 0.5


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        (Expected(evidence=("Bergen on 13 May",)), "that stands in a document of the store, found “Bergen on 13 May”"),
        (Expected(said=(("x",),), document="nothing.txt"), "found “nothing.txt”"),
        (Expected(evidence=("Bergen",), document="Other"), "that stands in Other, found “Bergen”"),
    ],
)
def test_what_is_not_in_the_store_is_told_before_anything_is_asked(
    store: Store, document: Document, add_text: Callable[..., Document], expected: Expected, told: str
) -> None:
    add_text("Nothing of the kind.\n", "Other")
    assistant = Prepared(store, {})
    with pytest.raises(UnusableQuestions) as raised:
        evaluate(assistant, [Conversation((Question("Q?", expected, "q.yaml, line 7 (question 2)"),))])
    assert str(raised.value).startswith("q.yaml, line 7 (question 2): expected")
    assert told in str(raised.value)
    assert assistant.asked == []


def test_no_questions_have_no_figures(store: Store, document: Document) -> None:
    evaluation = evaluate(Prepared(store, {}), [])
    assert evaluation.right == 0
    assert {one.value for one in evaluation.figures} == {None}
