"""Conversations in a temporary folder, and answers to keep in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer
from assistant.talks import Talks
from store import Hit, Passage, Span
from talking import QUOTE, SECOND, TITLE, answer_of, citation_of


@pytest.fixture
def talks(tmp_path: Path) -> Iterator[Talks]:
    with Talks.open(tmp_path) as opened:
        yield opened


@pytest.fixture
def answer() -> Answer:
    """An answer with two citations, the second with an exact answer in it."""
    return answer_of(citation_of(QUOTE), citation_of(SECOND, 10, "Bergen", page=None, heading=()))


@pytest.fixture
def declined() -> Answer:
    passage = Passage("p1", "ocean-1a2b", "a" * 64, SECOND, 10, 10 + len(SECOND), 3, (TITLE,), (Span(10, 47),))
    hit = Hit(passage, 0.5, 0.25, 1.5)
    said = "The briefings do not say."
    near = (citation_of(SECOND, 10),)
    return Answer("What does milk cost?", None, said, False, 0.08, None, (), (hit,), {"search": 1.0}, closest=near)
