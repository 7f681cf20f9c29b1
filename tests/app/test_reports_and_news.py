"""Reports of incidents, news and notes on health: counts of people, times, offices before names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from ingest import ingest
from store import Embedder, Store

INCIDENT = """# Report: outage of the customs system

On Tuesday 12 August 2025 the customs declaration system was unavailable from 07:42 to 13:15. About 11,400 \
declarations could not be filed in time. The fallback procedure on paper was started within 20 minutes.
"""

NEWS = """Harbour city votes for congestion charge

Voters in Port Elin on Saturday approved a congestion charge. "This is a victory for clean air," Mayor Runa Vik told \
reporters. Opposition leader Arne Dahl called it "a tax on people who work". Transport Minister Eva Lund is to present \
a bill in the autumn. Night trains carried 3.1 million passengers from the whole region in 2024, up from 1.9 million \
in 2019.
"""

HEALTH = """# Briefing note: measles in the Lower Valley

To: Deputy Minister of Health
From: Regional Epidemiology Unit

86 cases of measles were confirmed. Nineteen patients were admitted to hospital and one, an infant of seven months, \
died. Coverage with two doses is 83 per cent in the region, against 94 per cent nationally. Of the 86 cases, 74 were \
not vaccinated, five had had one dose.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("reports")
    papers = {"incident.md": INCIDENT, "news.txt": NEWS, "health.md": HEALTH}
    for name, text in papers.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(folder / "store", embedder=real_embedder) as store:
        assert not ingest([folder / name for name in papers], store).failed
        yield Assistant(store)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How many people died?", "one"),
        ("How many patients were admitted?", "Nineteen"),
        ("How many of the cases were not vaccinated?", "74"),
        ("What is the vaccination coverage in the region?", "83 per cent"),
        ("How long was the outage?", "from 07:42 to 13:15"),
        ("Who is Arne Dahl?", "Opposition leader"),
        ("Who is Eva Lund?", "Transport Minister"),
        ("Who is the mayor?", "Runa Vik"),
        ("How many passengers did night trains carry in 2019?", "1.9 million"),
        ("How many passengers did night trains carry in 2024?", "3.1 million"),
    ],
)
def test_exact_answers(assistant: Assistant, question: str, short: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert answer.short_answer == short


@pytest.mark.parametrize(
    "question",
    [
        "Who is the Minister of Health?",
        "How many passengers did night trains carry in 2021?",
        "How many people died in the outage?",
        "Who is Erna Berg?",
    ],
)
def test_what_they_do_not_say(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).answered
