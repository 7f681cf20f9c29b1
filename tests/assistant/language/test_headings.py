"""Headings become subjects of questions: without their numbers and dates, and written as inside a sentence."""

from __future__ import annotations

import pytest

from assistant.language.headings import subject_of

TEXT = "The agenda was long. Companies of the space industry met, and space debris was an item. India went to Japan."


@pytest.mark.parametrize(
    ("heading", "subject"),
    [
        ("5. The agenda, item by item", "the agenda"),
        ("3.2 Regional security outlook", "Regional security outlook"),
        ("IV. Regional security outlook", "Regional security outlook"),
        ("(a) Regional security outlook", "Regional security outlook"),
        ("Section 4: Regional security outlook", "Regional security outlook"),
        ("Annex B – Regional security outlook", "Regional security outlook"),
        ("1 April 2025: the Dialogue", "the Dialogue"),
        ("April 3, 2025 – The Dialogue in Tokyo", "the Dialogue in Tokyo"),
        ("2025-04-01: talks in Tokyo", "the talks in Tokyo"),
        ("31 March 2025: visit to the Tsukuba Space Center", "the visit to the Tsukuba Space Center"),
        ("Before the Dialogue: industry event", "the industry event"),
        ("Space situational awareness", "space situational awareness"),
        ("India and Japan", "India and Japan"),
        ("Budget 2025", "Budget 2025"),
        ("2025 budget plan", "2025 budget plan"),
        ("Fewer forces", "fewer forces"),
        ("Space Situational Awareness (SSA)", "Space Situational Awareness (SSA)"),
        ("The Space Debris Office", "the Space Debris Office"),
        ("The answer of the ministry", "the answer of the ministry"),
    ],
)
def test_heading_is_cleaned_to_its_subject(heading: str, subject: str) -> None:
    assert subject_of(heading, TEXT) == subject


@pytest.mark.parametrize(
    "heading", ["The short answer", "The short version", "The problem in a paragraph", "More information", "In brief"]
)
def test_way_of_telling_is_no_subject(heading: str) -> None:
    assert subject_of(heading, TEXT) is None


@pytest.mark.parametrize(
    "heading",
    ["", "5.", "Summary", "2. Summary", "1 April 2025", "March 2025", "2025", "For India", "How it went", "word " * 9],
)
def test_what_is_no_subject_makes_no_question(heading: str) -> None:
    assert subject_of(heading, TEXT) is None
