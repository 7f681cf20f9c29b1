"""Rows of tables: the row that names their columns, and the cell that is asked for."""

from __future__ import annotations

import re

import pytest

from assistant.forms.rows import cell_asked, columns_of, names_columns
from store import Passage, Span

MARKDOWN = """Figures of the year

| Indicator | 2022 | 2023 |
|---|---|---|
| GDP growth | 2.6 % | 3.1 % |
| Inflation | 9.1 % | 5.2 % |

Both fell."""
PLAIN = """ | Due | Owner
Mailing | May | Ode
Plan |  | Raman
Alone | May"""

BEGUN = """Milestone | Planned | Owner |
|---|---|---|
| M7 Staff training | 29 August | Ruth Adeyemi |
| M8 Data cleansing | 3 May | Carla Mendes |"""

RISKS = """| Risk | Likelihood | Owner | Cost 2025 | Request 2026 |
|---|---|---|---|---|
| Laptop delivery late | High | Oskar Lind | 4 m | 5 m |
| Too few volunteers | Low | Ann Lee | 1 m | 2 m |"""

NAMED = "Indicator: Inflation | 2022: 9.1 % | 2023: 5.2 %\nName: Mr. Ode | Office: Minister | Since: May 2024"


def passage_of(text: str, start: int = 100) -> Passage:
    units = tuple(Span(start + one.start(), start + one.end()) for one in re.finditer(r"[^\s|][^\n]*[^\s|]", text))
    return Passage("p", "d", "v", text, start, start + len(text), None, (), units)


def unit(passage: Passage, words: str) -> Span:
    return next(one for one in passage.sentences if words in said(passage, one))


def said(passage: Passage, span: Span | None) -> str | None:
    return None if span is None else passage.text[span.start - passage.start : span.end - passage.start]


@pytest.mark.parametrize(
    ("text", "row", "names"),
    [
        (MARKDOWN, "Inflation", "| Indicator | 2022 | 2023 |"),
        (MARKDOWN, "Indicator", None),
        (MARKDOWN, "Figures", None),
        (MARKDOWN, "Both", None),
        (PLAIN, "Plan", " | Due | Owner"),
        (PLAIN, "Alone", None),  # it has another number of cells
    ],
)
def test_the_first_of_the_lines_names_the_columns(text: str, row: str, names: str | None) -> None:
    passage = passage_of(text)
    assert said(passage, columns_of(passage, unit(passage, row))) == names


@pytest.mark.parametrize(
    ("question", "text", "row", "cell"),
    [
        ("What was inflation in 2022?", MARKDOWN, "Inflation", "9.1 %"),
        ("When is M7 planned?", BEGUN, "M7", "29 August"),  # the passage begins behind the table's first bar
        ("Who owns M7?", BEGUN, "M7", "Ruth Adeyemi"),
        ("Who is responsible for data cleansing?", BEGUN, "M8", "Carla Mendes"),
        ("Who is in charge of data cleansing?", BEGUN, "M7", None),
        ("Who leads staff meetings?", BEGUN, "M7", None),
        ("What was inflation in 2023?", MARKDOWN, "Inflation", "5.2 %"),
        ("How high was GDP growth in 2023?", MARKDOWN, "GDP", "3.1 %"),
        ("What was inflation?", MARKDOWN, "Inflation", None),
        ("What was inflation in 2022 and 2023?", MARKDOWN, "Inflation", None),
        ("What was unemployment in 2023?", MARKDOWN, "Inflation", None),
        ("Who is the owner of the mailing?", PLAIN, "Mailing", "Ode"),
        ("When is the plan due?", PLAIN, "Plan", None),
        ("What was inflation in 2023?", NAMED, "Inflation", "5.2 %"),
        ("Who owns the risk that laptops come late?", RISKS, "Laptop", "Oskar Lind"),
        ("How large is the 2025 request for laptop delivery?", RISKS, "Laptop", "4 m"),
        ("How large is the 2026 request for laptop delivery?", RISKS, "Laptop", "5 m"),
        ("What is Mr. Ode's office?", NAMED, "Ode", "Minister"),
        ("What is the plan?", NAMED, "Ode", None),
        ("What fell?", MARKDOWN, "Both", None),
    ],
)
def test_row_and_column_tell_the_cell(question: str, text: str, row: str, cell: str | None) -> None:
    passage = passage_of(text)
    assert said(passage, cell_asked(question, passage, unit(passage, row))) == cell


@pytest.mark.parametrize(
    ("text", "row", "expected"),
    [
        (MARKDOWN, "Indicator", True),
        (MARKDOWN, "GDP", False),
        (PLAIN, "Due", False),  # nothing tells that it is no row itself
        ("Name | Office\nName: Mr. Ode | Office: Minister", "Name | Office", True),
        (MARKDOWN, "Figures", False),
        ("Description | Type | Status | Start Date | End Date | Threat Score\nTarget Improved", "Description", True),
        ("Total | 25 | — | 30\nSum", "Total", False),
        ("Name | Ann Lee | Role | Chair", "Name", False),
    ],
)
def test_names_of_columns_are_told_from_rows(text: str, row: str, expected: bool) -> None:
    passage = passage_of(text)
    assert names_columns(passage, unit(passage, row)) is expected
