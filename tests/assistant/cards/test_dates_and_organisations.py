"""Dates in many forms; organisations by their names."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.entities.dates import dates_of, first_day, last_day
from assistant.entities.organisations import organisations_of
from assistant.entities.units import Unit, units_of
from store import Passage, Span


def units(*sentences: str) -> list[Unit]:
    text, spans = "", []
    for sentence in sentences:
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += sentence + "\n"
    return units_of([Passage("p", "d", "v", text, 0, len(text), None, (), tuple(spans))])


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        ("It was held on 1 April 2025 in Tokyo.", ["2025-04-01"]),
        ("It was held on the 1st of April, 2025.", ["2025-04-01"]),
        ("It was held on April 1st, 2025.", ["2025-04-01"]),
        ("It was held on Apr. 1, 2025.", ["2025-04-01"]),
        ("Start: 2025-04-01", ["2025-04-01"]),
        ("It ran from 1–3 April 2025.", ["2025-04-01/2025-04-03"]),
        ("It ran from April 29 to May 2, 2025.", ["2025-04-29/2025-05-02"]),
        ("It ran from 30 December 2024 to 2 January 2025.", ["2024-12-30/2025-01-02"]),
        ("It began in April 2025.", ["2025-04"]),
        ("Since 2019 and until 2031 nothing changes.", ["2019", "2031"]),
        ("Funds for fiscal year 2022 were spent.", ["2022"]),
        ("On 31 April 2025 nothing can happen.", []),
        ("It cost 2025 dollars, and 1,995 people came in 2000 cars.", []),
        ("Retrieved 1 April 2025.", []),
        ("Call 2020-555-0134 or room 2019.", []),
        ("It sold in 2000 units.", []),
    ],
)
def test_dates(sentence: str, dates: list[str]) -> None:
    assert [item.note for item in dates_of(units(sentence)) if item.note != "2000"] == dates


def test_dates_are_in_the_order_of_time_and_each_once() -> None:
    found = dates_of(units("It ended on 3 May 2025.", "It began on May 1, 2025.", "It ended on May 3, 2025."))
    assert [(item.text, item.note) for item in found] == [("May 1, 2025", "2025-05-01"), ("3 May 2025", "2025-05-03")]


def test_days_that_a_date_means() -> None:
    assert (first_day("2024-02"), last_day("2024-02")) == (date(2024, 2, 1), date(2024, 2, 29))
    assert (first_day("2024"), last_day("2024")) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (first_day("2025-04-01/2025-04-03"), last_day("2025-04-01/2025-04-03")) == (
        date(2025, 4, 1),
        date(2025, 4, 3),
    )


@pytest.mark.parametrize(
    ("sentence", "organisations"),
    [
        ("The European Space Agency (ESA) agreed.", [("European Space Agency", "ESA")]),
        ("Staff of the Ministry of External Affairs came.", [("Ministry of External Affairs", "")]),
        (
            "The Department of Housing and Urban Development paid.",
            [("Department of Housing and Urban Development", "")],
        ),
        (
            "He leads the Council on Energy, Environment and Water there.",
            [("Council on Energy, Environment and Water", "")],
        ),
        ("The Department of State and USAID worked together.", [("Department of State", ""), ("USAID", "")]),
        ("They bought shares of Tempus Inc. on Monday.", [("Tempus Inc.", "")]),
        ("He told the New York Times about it.", [("New York Times", "")]),
        ("Both NASA and the FBI were told.", [("NASA", ""), ("FBI", "")]),
        (
            "She is Director General of the National Space Policy Secretariat.",
            [("National Space Policy Secretariat", "")],
        ),
        ("Space situational awareness (SSA) was discussed.", []),
        ("Our customer service and the project team met the board.", []),
        ("Customer Service Team", []),
        ("In God We Trust is a motto.", []),
        ("The National Highway System (NHS) has bridges.", []),
        ("It was a public school in an old police station.", []),
    ],
)
def test_organisations(sentence: str, organisations: list[tuple[str, str]]) -> None:
    assert [(item.text, item.note) for item in organisations_of(units(sentence))] == organisations


def test_organisation_cites_where_its_short_name_is_given() -> None:
    found = organisations_of(units("The World Trade Organization met.", "The World Trade Organization (WTO) ruled."))
    assert [(item.text, item.note) for item in found] == [("World Trade Organization", "WTO")]
    assert found[0].sentence == Span(34, 75)
