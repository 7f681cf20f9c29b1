"""A situation report, asked as those ask who must act on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from ingest import ingest
from store import Embedder, Store

REPORT = """# Situation report no. 4: Flooding in the Drava valley

Date: 17 October 2026, 18:00
Prepared by: Civil Protection Operations Centre
Next report: 18 October 2026, 08:00

## Overview

Heavy rain since 14 October has caused the Drava to overflow its banks in nine municipalities. As of 17:00 today, four
people have died and two are missing. About 3,200 residents have been evacuated, most of them from Lipovac and Stara
Gradina. The water level at Varnica peaked at 6.41 metres at 03:20 and has fallen by 38 centimetres since then.

## Impact

- Homes: 1,140 homes are flooded, of which 260 are not expected to be habitable again.
- Power: 8,500 households are without electricity; the utility expects to restore supply to all but 600 of them by
  Sunday evening.

## Response

Some 640 firefighters, 210 soldiers and 95 volunteers of the Red Cross are deployed. Austria has sent two high-capacity
pumps and a team of 18 specialists; Hungary offered helicopters, which were not needed. Prime Minister Ana Kova\u010d
visited Lipovac this morning and promised 50 million euros of immediate aid.

## Risks

The meteorological service forecasts a further 40 to 60 millimetres of rain on Sunday. A dyke near Osek shows signs of
seepage and is being reinforced with sandbags. If it fails, a further 1,800 people would have to leave their homes.

## Decisions needed

1. Whether to evacuate the lower part of Osek before Sunday.
2. Whether to ask the EU for more pumps through the Civil Protection Mechanism.

Contact: duty officer Marko Ili\u0107, +385 1 555 0142
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("situation")
    paper: Path = folder / "report.md"
    paper.write_text(REPORT, encoding="utf-8")
    with Store.open(folder / "store", embedder=real_embedder) as store:
        assert not ingest([paper], store).failed
        yield Assistant(store)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How many people died?", "four"),
        ("How many people are missing?", "two"),
        ("How many firefighters are deployed?", "640"),
        ("When did the rain start?", "14 October"),
        ("What caused the flooding?", "Heavy rain since 14 October"),
        ("When will power be restored?", "by Sunday evening"),
        ("When did the prime minister visit Lipovac?", "this morning"),
        ("How many municipalities are affected?", "nine"),
    ],
)
def test_facts(assistant: Assistant, question: str, short: str) -> None:
    assert " ".join((assistant.ask(question).short_answer or "").split()) == short


@pytest.mark.parametrize(
    "question",
    ["How many soldiers died?", "How many volunteers are missing?", "What happened the day after the flood?"],
)
def test_what_befell_nobody_is_not_told_by_other_numbers(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).answered


def test_the_main_risks_are_what_stands_below_risks(assistant: Assistant) -> None:
    quotes = " ".join(citation.quote for citation in assistant.ask("What are the main risks?").citations)
    assert "seepage" in quotes
    assert "millimetres of rain" in quotes


def test_the_contact_is_no_decision(assistant: Assistant) -> None:
    answer = assistant.ask("What decisions are needed?")
    assert len(answer.citations) == 2
    assert not any("Contact" in citation.quote for citation in answer.citations)
