"""Papers of several kinds in one store: what is asked of one of them is not drowned by the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from ingest import ingest
from store import Embedder, Store

NOTE = """Deepening Work in Ocean Science
Norway and Chile held the second edition of their Ocean Forum on 12 May 2024 in Bergen, renewing their promise to work \
together at sea. The meeting took stock of common surveys and looked for new fields of science.
The Norwegian delegation was led by Ms. Ingrid Solberg, Director at the Institute of Marine Research. Her Chilean \
counterpart was Dr. Camila Rojas, Undersecretary for Fisheries.
The forum covered many matters, including seabed maps, plankton and port security. A key objective was to keep the \
southern seas open to research. Both sides stressed the need for common rules.
"""

PLAN = """# Harbour Authority Strategic Plan

The Harbour Authority builds and runs eleven ports.

## 1. Safety

### Make every port a safe place to work.

The goal is no accident at all. Each port will have a safety officer by 2027. Dialogue with the unions is held monthly.

### Performance Goal 1.1 Accidents

By 2027, half as many accidents as in 2023. The objective of training is that all know the rules.

## 2. Climate

### Halve what ships in port emit.

This goal wants power from the shore at every berth. Better outcomes need better data. The Authority will reduce \
emissions of cranes with batteries. It will reduce emissions of trucks by booking their hours.

## 3. Data

### Let everyone know when a ship comes.

This goal wants one timetable for all ports. Forecasts of waiting times already save shippers 30 million kroner. The \
Authority works with shippers and pilots on better forecasts.
"""

MEMO = """# Memo: staff canteen

The canteen is closed on Mondays. The sides of both halls are painted in May. Topics for the staff meeting are welcome.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("mixed")
    papers = {"note.txt": NOTE, "plan.md": PLAN, "memo.md": MEMO}
    for name, text in papers.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(folder / "store", embedder=real_embedder) as store:
        assert not ingest([folder / name for name in papers], store).failed
        yield Assistant(store)


def quotes(assistant: Assistant, question: str) -> list[str]:
    answer = assistant.ask(question)
    assert answer.answered, question
    return [citation.quote for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "understood_as"),
    [
        ("Where was the forum held?", "Where was the Ocean Forum held?"),
        ("What were the objectives of the forum?", "What were the objectives of the Ocean Forum?"),
        ("What topics did the two sides discuss?", "What was discussed at the Ocean Forum?"),
        ("When was the dialogue held?", None),  # of another kind
        ("When does it open?", None),  # it may be any of the papers' matters
    ],
)
def test_the_event_is_the_one_that_a_paper_begins_with(
    assistant: Assistant, question: str, understood_as: str | None
) -> None:
    assert assistant.ask(question).understood_as == understood_as


def test_a_list_of_one_paper_has_nothing_of_the_others(assistant: Assistant) -> None:
    found = quotes(assistant, "What were the objectives of the forum?")
    assert "A key objective was to keep the southern seas open to research." in found
    discussed = quotes(assistant, "What topics did the two sides discuss?")
    assert "The forum covered many matters, including seabed maps, plankton and port security." in discussed
    assert all(one in NOTE for one in (*found, *discussed))


def test_a_list_leaves_out_what_is_on_another_matter(assistant: Assistant) -> None:
    found = quotes(assistant, "What measures will reduce emissions?")
    assert "The Authority will reduce emissions of cranes with batteries." in found
    assert "It will reduce emissions of trucks by booking their hours." in found
    assert not any("accident" in one or "canteen" in one for one in found)


def test_goals_are_all_of_the_plan_or_those_for_a_matter(assistant: Assistant) -> None:
    goals = ["1. Safety", "2. Climate", "3. Data"]
    assert [one for one in quotes(assistant, "What are the goals of the Harbour Authority?") if one in goals] == goals
    assert not set(goals) <= set(quotes(assistant, "What are the goals for climate at the Harbour Authority?"))


def test_the_names_of_an_event_may_stand_where_its_paper_begins(assistant: Assistant) -> None:
    assert quotes(assistant, "What was a key objective of the Norway-Chile Ocean Forum?") == [
        "A key objective was to keep the southern seas open to research."
    ]
    assert not assistant.ask("What was a key objective of the Norway-Peru Ocean Forum?").answered
