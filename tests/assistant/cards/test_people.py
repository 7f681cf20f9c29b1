"""People and their roles, in the ways that documents name them."""

from __future__ import annotations

import pytest

from assistant.entities.people import people_of
from assistant.entities.units import units_of
from store import Passage, Span


def read(*sentences: str) -> tuple[list[tuple[str, str]], str]:
    """Return (name, role) of the people in sentences, and the text these make."""
    text, spans = "", []
    for sentence in sentences:
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += sentence + "\n"
    found = people_of(units_of([Passage("p", "d", "v", text, 0, len(text), None, (), tuple(spans))]))
    for item in found:
        assert item.sentence in spans
        assert item.sentence.start <= item.span.start < item.span.end <= item.sentence.end
        assert text[item.span.start : item.span.end] in item.text or item.text.endswith(
            text[item.span.start : item.span.end]
        )
    return [(item.text, item.note) for item in found], text


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        (
            "It was led by Ms. Ingrid Solberg, Director at the Institute of Marine Research, and Mr. Olav Lunde, "
            "Deputy Minister of Fisheries.",
            [
                ("Ingrid Solberg", "Director at the Institute of Marine Research"),
                ("Olav Lunde", "Deputy Minister of Fisheries"),
            ],
        ),
        (
            "Dr. Camila Rojas (Undersecretary for Fisheries) spoke first.",
            [("Camila Rojas", "Undersecretary for Fisheries")],
        ),
        ("Ms. Wen Li, Scientific Secretary, ISRO", [("Wen Li", "Scientific Secretary, ISRO")]),
        ("President Maria Ortega opened the fair.", [("Maria Ortega", "President")]),
        ("Deputy Secretary Okafor signed it.", [("Okafor", "Deputy Secretary")]),
        (
            "“We are ready,” said Jan de Vries, a professor of law at Leiden University.",
            [("Jan de Vries", "professor of law at Leiden University")],
        ),
        ("Officers stopped a car driven by Peter Novak, 34, on Monday.", [("Peter Novak", "")]),
        ("Name: Ms. Wen Li | Office: Joint Secretary | Side: China", [("Wen Li", "Joint Secretary")]),
        ("Camila Rojas : Undersecretary for Fisheries", [("Camila Rojas", "Undersecretary for Fisheries")]),
        ("Members: Wen Li : Secretary of the board", [("Wen Li", "Secretary of the board")]),
        ("The economist Zoë O’Neill-Brandt disagreed.", [("Zoë O’Neill-Brandt", "economist")]),
        ("Sir K. R. Narayan-Iyer attended.", [("K. R. Narayan-Iyer", "")]),
    ],
)
def test_person_and_role(sentence: str, people: list[tuple[str, str]]) -> None:
    assert read(sentence)[0] == people


@pytest.mark.parametrize(
    "sentence",
    [
        "Executive Order 14028 improved the cybersecurity of agencies.",
        "The Secretary General of the organisation was absent.",
        "The Director of the Office of Management will report.",
        "Under President of the council there are two offices.",
        "New York, director of nothing, is a city.",
        "The Minister and the Secretary met in the Prime Minister Office Building.",
        "Department of Commerce, Director, Office of Budget",
        "JUSTICE SECTOR REFORM",
        "We visited the Georgia Aquarium in March.",
    ],
)
def test_nobody(sentence: str) -> None:
    assert read(sentence)[0] == []


def test_mentions_of_one_person_are_one_item_with_the_role() -> None:
    people, _ = read(
        "Dr. Rojas arrived on Monday.",
        "She was met by Ms. Ingrid Solberg.",
        "Dr. Camila Rojas, Undersecretary for Fisheries, thanked Solberg.",
        "Undersecretary Rojas left on Tuesday.",
    )
    assert people == [("Camila Rojas", "Undersecretary for Fisheries"), ("Ingrid Solberg", "")]


def test_two_people_of_one_family_stay_two() -> None:
    people, _ = read("Mr. Olav Lunde and Ms. Kari Lunde came.", "Mr. Lunde spoke.")
    assert people == [("Olav Lunde", ""), ("Kari Lunde", "")]


def test_item_cites_the_sentence_with_the_role() -> None:
    text = "Mr. Olav Lunde came.\nMr. Olav Lunde, Deputy Minister of Fisheries, spoke.\n"
    (item,) = people_of(units_of([Passage("p", "d", "v", text, 0, len(text), None, (), (Span(0, 20), Span(21, 73)))]))
    assert item.sentence == Span(21, 73)
