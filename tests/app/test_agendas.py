"""What a meeting dealt with stands below the heading of its agenda, what an event beside it did below its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from ingest import ingest
from store import Embedder, Store

MINUTES = """# Ocean Forum, third edition

The Ocean Forum met in Bergen on 12 May 2024. Officials of Norway and Chile discussed many matters in a good mood.

## Agenda

The forum had three items:

- ocean surveys
- port security
- the new ferry

## Port event

The port event was held the day before in Oslo. It dealt with two topics:

- cranes
- insurance

## Outcomes

Both sides discussed when to meet again. They covered the costs together.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("agendas")
    paper: Path = folder / "minutes.md"
    paper.write_text(MINUTES, encoding="utf-8")
    with Store.open(folder / "store", embedder=real_embedder) as store:
        assert not ingest([paper], store).failed
        yield Assistant(store)


@pytest.mark.parametrize(
    "question",
    ["What topics were covered?", "What was on the agenda?", "What was discussed?", "Which topics did they discuss?"],
)
def test_topics_stand_below_the_agenda(assistant: Assistant, question: str) -> None:
    quotes = [citation.quote for citation in assistant.ask(question).citations]
    assert quotes == ["The forum had three items:", "ocean surveys", "port security", "the new ferry"]


def test_topics_of_an_event_beside_it_are_told_below_its_heading(assistant: Assistant) -> None:
    quotes = [citation.quote for citation in assistant.ask("What topics were discussed at the port event?").citations]
    assert quotes == [
        "The port event was held the day before in Oslo.",
        "It dealt with two topics:",
        "cranes",
        "insurance",
    ]


def test_what_is_asked_of_something_else_is_not_taken_from_the_agenda(assistant: Assistant) -> None:
    quotes = " ".join(citation.quote for citation in assistant.ask("What did the Navy discuss?").citations)
    assert "ocean surveys" not in quotes
