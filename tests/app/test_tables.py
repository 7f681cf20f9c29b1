"""The most and the least of a table's rows, through ingestion and `Assistant.ask`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant, answer_words
from ingest import ingest
from store import Embedder, Store

PORTS = """# Port figures

Ports were surveyed in 2025.

| Port | Ships | Cargo (tonnes) | Change | Quays | Chief |
|---|---|---|---|---|---|
| Bergen | 1,204 | 88,000 | -2.5 % | 12 | Ms. Lee |
| Oslo | 950 | 120,500 | 1.0 % | about 50 | Mr. Dahl |
| Narvik | 310 | 240,000 | 4 % | n/a | Ms. Rao |
| Total | 2,464 | 448,500 | 1 % | 62 | all |

The port of Bergen is the oldest of them.
"""
TIDES = """# Tides

| Place | Highest tide (m) | Total boats | Catch |
|---|---|---|---|
| Bodo | 3.1 | 40 | 5 bn |
| Vardo | 3.9 | 70 | 900 m |
"""
BUDGET = """Programme,2025 budget (EUR million),2026 budget (EUR million),Responsible unit
Level crossings,12.5,16.0,Rail Directorate
Signal renewal,30.2,41.7,Rail Directorate
Cycling lanes,4.1,3.6,Road Directorate
Bridges,4.1,41.7,Road Directorate
"""
WORKS = """# Works

Of the works, the quay may be late.

| No. | Work | Due | Status | Owner |
|---|---|---|---|---|
| W1 | Quay wall completed | 18 July 2025 | On track | Ann Lee |
| W2 | New crane | 4 March 2025 | Complete | Bo Dahl |
| W3 | Dredging | 18 July 2025 | Late | Ann Lee |
"""


KICK_OFF = """# Kick-off of the loans

## Timeline

- November 2025: tender for laptops
- January 2026: training of 20 volunteers
- April 2026: the health centre opens

## What we need from the board

- Approval of the sum by 3 December
- One trustee as sponsor
- Leave to recruit a technician

## Key facts

Name of the scheme: Harbour loans
Place: Velsk
Currency: crown
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("tables")
    (folder / "ports.md").write_text(PORTS)
    (folder / "budget.csv").write_text(BUDGET)
    (folder / "tides.md").write_text(TIDES)
    (folder / "works.md").write_text(WORKS)
    (folder / "kick-off.md").write_text(KICK_OFF)
    with Store.open(folder / "store", embedder=real_embedder) as store:
        names = ("ports.md", "budget.csv", "tides.md", "works.md", "kick-off.md")
        assert len(ingest([folder / name for name in names], store).added) == len(names)
        yield Assistant(store)


@pytest.mark.parametrize(
    ("question", "short", "intro", "rows"),
    [
        ("Which port has the most ships?", "Bergen", answer_words.THE_MOST, 3),
        ("Which port had the least cargo?", "Bergen", answer_words.THE_LEAST, 3),
        ("Which port has the largest cargo?", "Narvik", answer_words.THE_MOST, 3),
        ("Which port has the smallest change?", "Bergen", answer_words.THE_LEAST, 3),
        ("At which port is the cargo smallest?", "Bergen", answer_words.THE_LEAST, 3),
        ("Which programme has the largest budget in 2025?", "Signal renewal", answer_words.THE_MOST, 4),
        ("Which programme has the smallest 2026 budget?", "Cycling lanes", answer_words.THE_LEAST, 4),
    ],
)
def test_all_rows_are_compared(assistant: Assistant, question: str, short: str, intro: str, rows: int) -> None:
    answer = assistant.ask(question)
    assert answer.short_answer == short
    assert intro.format(count=rows) in answer.text
    assert short in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "Which programme has the largest budget in 2026?",  # two have
        "Which programme has the smallest 2025 budget?",
        "Which port has the highest wages?",
        "Which port has the most quays?",  # one cell is no number
        "Which programme has the most staff?",
        "Which place has the largest catch?",  # billions and millions are not compared
        "What is the total budget in 2026?",
    ],
)
def test_where_no_row_surely_has_the_most_none_is_quoted(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).answered


def test_a_sentence_may_tell_the_most_itself(assistant: Assistant) -> None:
    answer = assistant.ask("Which port is the oldest?")
    assert answer.citations[0].quote == "The port of Bergen is the oldest of them."


def test_a_sum_is_told_by_its_row(assistant: Assistant) -> None:
    answer = assistant.ask("What is the total number of ships?")
    assert answer.short_answer == "2,464"
    assert answer.citations[0].quote.startswith("Total")


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("What is the highest tide in Bodo?", "3.1"),
        ("How many total boats does Bodo have?", "40"),
        ("What is the total number of ships in Oslo?", "950"),
    ],
)
def test_a_row_that_is_named_is_asked_for_its_own_cell(assistant: Assistant, question: str, short: str) -> None:
    assert assistant.ask(question).short_answer == short


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which works are late?", ["W3"]),
        ("Which works are complete?", ["W2"]),  # and not the one whose name has the word
        ("Which works are due on 18 July?", ["W1", "W3"]),
        ("List the works of Ann Lee", ["W1", "W3"]),
        ("What are Ann's works?", ["W1", "W3"]),
        ("Which work has the status late?", ["W3"]),
    ],
)
def test_the_rows_that_have_a_value_are_listed(assistant: Assistant, question: str, rows: list[str]) -> None:
    answer = assistant.ask(question)
    names = [one for one in answer.citations if one.quote.startswith("No. |")]
    assert [one.quote.split(" |")[0] for one in answer.citations if one not in names] == rows
    # What the columns are called is cited once, behind the first row.
    assert len(names) == 1
    assert answer.text.splitlines()[0].endswith(f"({names[0].quote} [2])")


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("What is the timeline?", ["November 2025", "January 2026", "April 2026"]),
        ("What are the key facts?", ["Name of the scheme", "Place", "Currency"]),
        ("What is the currency?", ["Currency"]),
        ("What do you need from the board?", ["Approval of the sum", "One trustee", "Leave to recruit"]),
    ],
)
def test_the_whole_list_below_what_is_asked_for_is_quoted(
    assistant: Assistant, question: str, items: list[str]
) -> None:
    quotes = [one.quote for one in assistant.ask(question).citations]
    assert len(quotes) == len(items)
    assert all(quote.startswith(item) for quote, item in zip(quotes, items, strict=True))


@pytest.mark.parametrize(
    "question", ["What is the 2026 budget for the night lanes?", "How large was the 2025 budget for the toll bridges?"]
)
def test_a_row_of_something_else_with_the_same_head_is_not_quoted(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).answered
