"""Quotes that do not hold are dropped, whoever made them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.answering import Answerer, Conclusion
from assistant.citing import cite
from assistant.composing import Summariser
from assistant.questions.kind import Asked, QuestionKind
from assistant.reader import Caution, Finding, OperatingPoints, Reading
from assistant.seeking import Part, read
from fakes import FakeEmbedder
from store import Document, Hit, Snapshot, Span, Store
from store.remembering import RememberingEncoder

LED = "Who led the Norwegian delegation?"


class Fixed:
    """A reader that finds the same whatever is asked."""

    def __init__(self, *findings: Finding) -> None:
        self._findings = findings

    def read(self, question: str, hits: Sequence[Hit], snapshot: Snapshot, before: Sequence[str] = ()) -> Reading:
        return Reading(0.9, self._findings, tuple(hits))

    def points(self, caution: Caution) -> OperatingPoints:
        return OperatingPoints(0.5, 0.5)


@pytest.fixture
def finding(store: Store, briefing: Document) -> Finding:
    passage = store.search(LED)[0].passage
    return Finding(passage, passage.sentences[0], None, 0.9)


def tampered(finding: Finding) -> Finding:
    return replace(finding, passage=replace(finding.passage, text=finding.passage.text.upper()))


def concluded(store: Store, reader: Fixed) -> Conclusion:
    with store.snapshot() as snapshot:
        asked = Asked(QuestionKind.FACT, LED)
        part = read(Part(asked, batches=(tuple(snapshot.search(LED)),)), reader, snapshot)
        summariser = Summariser(store.encode)
        writing = Answerer(reader.points("normal"), 0.1, summariser).answer(LED, [part], snapshot)
        with pytest.raises(StopIteration) as end:
            while True:
                next(writing)
    conclusion = end.value.value
    assert isinstance(conclusion, Conclusion)
    return conclusion


def test_a_quote_that_the_document_does_not_say_is_no_citation(store: Store, finding: Finding) -> None:
    with store.snapshot() as snapshot:
        assert cite(finding, snapshot) is not None
        assert cite(tampered(finding), snapshot) is None


def test_a_quote_of_another_version_is_no_citation(store: Store, finding: Finding) -> None:
    old = replace(finding, passage=replace(finding.passage, version="0" * 64))
    with store.snapshot() as snapshot:
        assert cite(old, snapshot) is None


def test_an_answer_outside_the_quote_is_not_marked(store: Store, finding: Finding) -> None:
    outside = replace(finding, answer=Span(finding.sentence.end, finding.sentence.end + 1))
    with store.snapshot() as snapshot:
        citation = cite(outside, snapshot)
    assert citation is not None
    assert citation.answer_span is None


def test_a_bad_quote_is_dropped_and_counted(store: Store, finding: Finding, caplog: pytest.LogCaptureFixture) -> None:
    conclusion = concluded(store, Fixed(tampered(finding), finding))
    assert conclusion.text == f"{finding.quote} [1]"
    assert "1 of the reader's quotes failed the check" in caplog.text


def test_with_no_quote_left_nothing_is_answered(store: Store, finding: Finding) -> None:
    assert concluded(store, Fixed(tampered(finding))).answered is False


def test_texts_are_encoded_once() -> None:
    embedder = FakeEmbedder()
    encode = RememberingEncoder(embedder.encode)
    first = encode(["a b", "c", "a b"])
    assert (encode(["c", "a b"]) == first[[1, 0]]).all()
    assert embedder.encoded == 2
