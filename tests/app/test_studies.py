"""Studies, agreements and assessments: what they recommend, lack, oblige to and deem likely."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from ingest import ingest
from store import Embedder, Store

STUDY = """# Night Ferries in Northern Europe

Policy brief 14/2025 · Institute for Transport Futures · 18 September 2025
Authors: Karin Holm, Piotr Zielinski and Amara Diallo

## Summary

Night ferries carried 3.1 million passengers in 2024. We recommend three measures: lower port fees at night, a common \
ticket by 2027, and public guarantees for new ships.

## Policy options

Option A keeps the present rules. Option B halves port fees between 22:00 and 06:00. Option B is the most \
cost-effective: each additional passenger costs 19 euros, against 42 euros under option C.

| Operator | Routes | Passengers 2024 | Punctuality |
|---|---|---|---|
| NordFerry | 9 | 1,240,000 | 71 % |
| Sealine | 4 | 610,000 | 83 % |
| Baltic Sleeper | 6 | 455,000 | 64 % |

## Limitations

The survey did not cover travellers who fly. Data from Iceland were not available.
"""

AGREEMENT = """# Summary of the Agreement on Sea Rescue

Signed in Reykjavik on 3 June 2024. The parties are Estara, represented by its Minister of the Interior, Ms. Helve \
Tamm, and Norvale, represented by its Minister of Fisheries, Mr. Jonas Eik.
"""

ASSESSMENT = """# Assessment: Spare Parts for the Grid

**Date:** 7 October 2025 **Prepared by:** Energy Security Unit **Handling:** Internal

It is likely (60–75 per cent) that delivery times will exceed 36 months. Sabotage of spare parts is unlikely.

We recommend buying eight spare parts at once. Dissent: the Treasury considers five spare parts to be enough.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("studies")
    papers = {"study.md": STUDY, "agreement.md": AGREEMENT, "assessment.md": ASSESSMENT}
    for name, text in papers.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(folder / "store", embedder=real_embedder) as store:
        assert not ingest([folder / name for name in papers], store).failed
        yield Assistant(store)


@pytest.mark.parametrize(
    "question", ["What are the recommendations?", "What does the brief recommend?", "What do they recommend?"]
)
def test_recommendations_are_those_that_say_so(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert all("recommend" in one.quote for one in answer.citations)


def test_limitations_of_the_study_stand_below_their_heading(assistant: Assistant) -> None:
    assert [one.quote for one in assistant.ask("What are the limitations of the study?").citations] == [
        "The survey did not cover travellers who fly.",
        "Data from Iceland were not available.",
    ]


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Which option is the most cost-effective?", "Option B"),
        ("How much does each additional passenger cost under option C?", "42 euros"),
        ("What does option B do?", "halves port fees"),
        ("Which operator is the most punctual?", "Sealine"),
        ("Which operator carried the most passengers?", "NordFerry"),
        ("Who represents Norvale?", "its Minister of Fisheries, Mr. Jonas Eik"),
        ("How likely is it that delivery times will exceed 36 months?", "likely (60–75 per cent)"),
        ("Who disagrees?", "the Treasury"),
        ("Who wrote the study?", "Karin Holm, Piotr Zielinski and Amara Diallo"),
        ("When was the study published?", "18 September 2025"),
        ("Who wrote the assessment?", "Energy Security Unit"),
    ],
)
def test_exact_answers(assistant: Assistant, question: str, short: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert (answer.short_answer or "").startswith(short)


@pytest.mark.parametrize(
    "question", ["Which country won the most medals?", "Who represents Chile?", "What does the agreement cost?"]
)
def test_what_they_do_not_say(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).answered
