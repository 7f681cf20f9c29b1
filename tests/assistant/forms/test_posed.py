"""Questions that a document poses: which units answer them, and how alike two questions are."""

from __future__ import annotations

import re

import pytest

from assistant.forms.posed import (
    ALIKE,
    answered_in,
    label_of,
    left_open,
    only_asks,
    question_within,
    sameness,
    sameness_to_heading,
    telling,
)
from store import Passage, Span


def passage_of(text: str) -> Passage:
    """A passage with a unit per sentence or line."""
    spans = tuple(Span(*found.span()) for found in re.finditer(r"\S[^\n]*?(?:[.?!]\**(?=\s|$)|(?=\n|$))", text))
    return Passage("p", "d", "v", text, 0, len(text), None, (), spans)


def answered(text: str) -> dict[str, str]:
    return {text[unit.start : unit.end]: text[at.start : at.end] for unit, at in answered_in(passage_of(text)).items()}


def test_what_stands_below_a_question_on_its_own_line_answers_it() -> None:
    assert answered("**Who pays?**\nThe ministry does. It has the means.\n**When?**\nIn May.") == {
        "The ministry does.": "**Who pays?**",
        "It has the means.": "**Who pays?**",
        "In May.": "**When?**",
    }


def test_a_question_inside_a_paragraph_is_answered_by_the_next_sentence_alone() -> None:
    text = "Traffic rose. Is that enough? Analysts expect more. The director said nothing."
    assert answered(text) == {"Analysts expect more.": "Is that enough?"}


@pytest.mark.parametrize(
    "text",
    [
        "How should it be shared?\nWho audits it?\nThe session was closed.",
        "Nobody asked anything. It was late.",
        "Who audits it?",
        "",
    ],
)
def test_questions_that_follow_each_other_or_end_a_passage_are_not_answered(text: str) -> None:
    assert answered(text) == {}


LISTED = "How is it shared?\nWho audits the savings?\nThe session was closed."


@pytest.mark.parametrize(
    ("asked", "text", "place"),
    [
        ("Who audits the savings?", LISTED, LISTED.index("\nThe")),
        ("Who audits the budget?", LISTED, None),
        ("Who audits the savings?", "Who audits the savings?\nThe court does.", None),
        ("Who audits the savings?", "The session was closed.", None),
    ],
)
def test_a_list_of_questions_leaves_the_one_that_is_asked_open(asked: str, text: str, place: int | None) -> None:
    assert left_open(asked, passage_of(text)) == place


def test_a_unit_may_begin_with_the_question_that_it_answers() -> None:
    text = "How large is it? 2.4 % of output"
    passage = Passage("p", "d", "v", text, 0, len(text), None, (), (Span(0, len(text)),))
    assert answered_in(passage) == {Span(0, len(text)): Span(0, len("How large is it? "))}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("How large is it?\n   2.4 % of output", "2.4 % of output"),
        ("A: 340 million euros", "340 million euros"),
        ("**Answer 3:** In May.", "In May."),
        ("What does it cost? A: 3 crowns", "3 crowns"),
        ("A. Lund of the ministry", "A. Lund of the ministry"),
        ("1. April 2025", "1. April 2025"),
        ("A plan of the ministry.", "A plan of the ministry."),
        ("Who pays?", "Who pays?"),
        ("“Why now?” asked Ms. Lund.", "“Why now?” asked Ms. Lund."),
    ],
)
def test_what_a_unit_tells_begins_after_its_question_and_its_label(text: str, told: str) -> None:
    assert text[telling("Who is it?", text) :] == told
    assert (question_within(text) > 0) == text.startswith(("How", "What"))


@pytest.mark.parametrize(
    ("asked", "text", "told"),
    [
        ("What is the GDP of Valdoria?", "GDP per capita: USD 14,300", "USD 14,300"),
        ("What is the population?", "**Population:** 5.4 million", "5.4 million"),
        ("Who is the president?", "Head of state: President Mirela Tancu", "Head of state: President Mirela Tancu"),
        ("What risks were noted?", "The committee noted three risks: fire, flood", "fire, flood"),
        (
            "When in November is the signature?",
            "4 November: signature of the treaty",
            "4 November: signature of the treaty",
        ),
        ("When do talks start?", "Talks start at 14:20 in Room 3", "Talks start at 14:20 in Room 3"),
    ],
)
def test_the_value_behind_a_label_that_is_asked_for_tells(asked: str, text: str, told: str) -> None:
    assert text[telling(asked, text) :] == told


@pytest.mark.parametrize(
    ("asked", "heading", "above", "are_alike"),
    [
        ("What are the talking points?", "Talking points", "", True),
        ("List the action items", "5. Action items", "", True),
        ("What are the risks of the harbour extension?", "4. Risks", "harbour extens", True),
        ("What are the risks of the harbour extension?", "4. Risks", "", False),
        ("What are the risks?", "Risks and opportunities of privatisation", "", False),
        ("When is the next meeting?", "Next meeting", "", False),
        ("Why are there risks?", "Risks", "", False),
        ("What?", "Risks", "", False),
    ],
)
def test_a_heading_names_what_is_asked(asked: str, heading: str, above: str, are_alike: bool) -> None:
    assert (sameness_to_heading(asked, heading, set(above.split())) > ALIKE) is are_alike


@pytest.mark.parametrize(
    ("asked", "posed", "above", "are_alike"),
    [
        ("How many jobs will be created?", "Q: How many jobs will be created?", "", True),
        ("Which ministries must save?", "2. What ministries must save?", "", True),
        ("What will the harbour extension cost?", "What will it cost?", "harbour extension", True),
        ("What will the harbour extension cost?", "What will it cost?", "", False),
        ("When will the extension open?", "When will the extension close?", "", False),
        ("Why was the quay built?", "When was the quay built?", "", False),
        ("Why?", "Why?", "", False),
    ],
)
def test_how_alike_questions_are(asked: str, posed: str, above: str, are_alike: bool) -> None:
    stems = {"harbour", "extens"} if above else set()
    assert (sameness(asked, posed, stems) > ALIKE) is are_alike


@pytest.mark.parametrize(
    ("asked", "text", "is_no_answer"),
    [
        ("Who audits the savings?", "Who audits the savings?", True),
        ("When are the savings due?", "Are the savings enough?", True),
        ("What is to be discussed?", "How should the burden be shared?", False),
        ("How many questions were asked?", "Who audits the savings?", False),
        ("Who audits the savings?", "The court audits them.", False),
    ],
)
def test_a_question_is_seldom_an_answer(asked: str, text: str, is_no_answer: bool) -> None:
    assert only_asks(asked, text) is is_no_answer


@pytest.mark.parametrize(
    ("unit", "label"),
    [
        ("**Place:** Tokyo", "Place"),
        ("- Head of state: President Tancu", "Head of state"),
        ("They met in Tokyo.", ""),
        ("Place:", ""),
    ],
)
def test_label_of_a_value(unit: str, label: str) -> None:
    assert label_of(unit) == label
