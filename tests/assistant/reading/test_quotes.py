"""Every quote is verbatim: a property over random questions and texts."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import Answer, Assistant
from assistant.reader import OperatingPoints
from assistant.reading import span_reader as reader_module
from fakes import FakeEmbedder
from store import Document, NewPassage, NewVersion, Span, Store

NOISE = ("who", "when", "where", "how many", "[1]", "[99]", "zebra", "’", "é", "\u202e", "😀", "Peru", "2031", "\t")


def assert_verbatim(answer: Answer, store: Store) -> None:
    assert answer.answered == bool(answer.citations)
    for citation in answer.citations:
        assert store.text(citation.document_id)[citation.start : citation.end] == citation.quote
        assert citation.quote
        if citation.answer_span is not None:
            assert citation.start <= citation.answer_span[0] < citation.answer_span[1] <= citation.end


@pytest.fixture
def generous(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer whatever is asked, so that everything is quoted."""
    points = OperatingPoints(0.0, 0.0)
    monkeypatch.setattr(reader_module.SpanReader, "points", lambda _self, _caution: points)


@pytest.mark.usefixtures("generous")
@pytest.mark.parametrize("count", [90, pytest.param(500, marks=pytest.mark.slow)])
def test_random_questions_get_verbatim_quotes(store: Store, briefing: Document, count: int) -> None:
    words = re.findall(r"\S+", store.text(briefing.document_id))
    chance = random.Random(11)
    assistant = Assistant(store)
    quotes = 0
    for _ in range(count):
        picked = [chance.choice(words if chance.random() < 0.7 else NOISE) for _ in range(chance.randint(1, 9))]
        question = " ".join(picked)
        if question.strip():
            answer = assistant.ask(question)
            assert_verbatim(answer, store)
            quotes += len(answer.citations)
    assert quotes > count * 2 / 3  # enough was quoted for the property to mean something


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40),
        min_size=1,
        max_size=6,
    ),
    st.text(min_size=1, max_size=60),
)
@pytest.mark.usefixtures("generous")
def test_random_texts_are_quoted_verbatim(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str], question: str
) -> None:  # fmt: skip
    spans, text = [], ""
    for piece in pieces:
        spans.append(Span(len(text), len(text) + len(piece)))
        text += piece + "\n"
    passage = NewPassage(0, len(text), None, (), tuple(spans))
    folder: Path = tmp_path_factory.mktemp("random")
    with Store.open(folder / "store", embedder=FakeEmbedder()) as store:
        store.add(NewVersion("upload:x", "x", text.encode(), text, None, (), (passage,)))
        if question.strip():
            assert_verbatim(Assistant(store).ask(question), store)
