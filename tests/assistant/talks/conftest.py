"""Conversations in a temporary folder, and answers as the assistant gives them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Citation
from assistant.talks import Talks
from store import Hit, Passage, Span

TITLE = "Ocean Forum"
QUOTE = "The forum covered seabed mapping and plankton monitoring."
SECOND = "It was held in Bergen on 12 May 2024."


@pytest.fixture
def talks(tmp_path: Path) -> Iterator[Talks]:
    with Talks.open(tmp_path) as opened:
        yield opened


def citation_of(quote: str, start: int = 100, exact: str | None = None, **fields: object) -> Citation:
    span = None
    if exact is not None:
        at = start + quote.index(exact)
        span = (at, at + len(exact))
    values: dict[str, object] = {
        "document_id": "ocean-1a2b",
        "version": "a" * 64,
        "title": TITLE,
        "source": "/briefs/ocean.pdf",
        "page": 3,
        "heading": (TITLE, "Agenda"),
        "score": 0.9,
    }
    return Citation(quote=quote, start=start, end=start + len(quote), answer_span=span, **{**values, **fields})  # type: ignore[arg-type]


def answer_of(*citations: Citation, question: str = "What did it cover, and where?") -> Answer:
    """An extractive answer that quotes these."""
    text = " ".join(f"{one.quote} [{number}]" for number, one in enumerate(citations, start=1))
    timings = {"understand": 0.1, "search": 2.0, "read": 200.5, "answer": 1.0}
    return Answer(question, None, text, True, 0.87, None, citations, (), timings)


@pytest.fixture
def answer() -> Answer:
    """An answer with two citations, the second with an exact answer in it."""
    return answer_of(citation_of(QUOTE), citation_of(SECOND, 10, "Bergen", page=None, heading=()))


@pytest.fixture
def declined() -> Answer:
    passage = Passage("p1", "ocean-1a2b", "a" * 64, SECOND, 10, 10 + len(SECOND), 3, (TITLE,), (Span(10, 47),))
    hit = Hit(passage, 0.5, 0.25, 1.5)
    said = "The briefings do not say."
    return Answer("What does milk cost?", None, said, False, 0.08, None, (), (hit,), {"search": 1.0})
