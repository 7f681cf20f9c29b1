"""Which kind of answer is asked for, and where a sentence holds it."""

from __future__ import annotations

import pytest

from assistant.answer_kind import (
    Kind,
    cannot_answer,
    counts_something_else,
    exact_answer,
    is_of_kind,
    kind_of,
    lacks_number,
    whole_date,
)
from store import Span

LED = "The team was led by Ms. Ingrid Solberg, Director at the Institute, and Mr. Olav Lunde, Deputy Minister."


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who led it?", Kind.WHO),
        ("When was it?", Kind.WHEN),
        ("In which year was it?", Kind.WHEN),
        ("What is the date of the forum?", Kind.WHEN),
        ("Which city hosted it?", Kind.WHERE),
        ("How many companies came?", Kind.HOW_MANY),
        ("What was discussed?", None),
    ],
)
def test_kind_is_told_by_the_form(question: str, kind: Kind | None) -> None:
    assert kind_of(question) is kind


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("When was the forum?", "The forum met on 12 May 2024 in Bergen.", "12 May 2024"),
        ("When was the forum?", "It met from 12 May 2024 to 14 May 2024.", None),
        ("Where was the forum?", "The forum met on 12 May 2024 in Bergen.", "Bergen"),
        ("Where was the forum in Bergen?", "The forum met in Bergen.", None),
        ("Who led the team?", LED, "Ms. Ingrid Solberg, Director at the Institute, and Mr. Olav Lunde"),
        ("Who hosted it?", "Hosted by SeaLink and the Harbour Office of Bergen, it was large.",
         "SeaLink and the Harbour Office of Bergen"),
        ("How many companies came?", "In 2024 the event gathered 45 companies from 2 nations.", "45"),
        ("How many companies came?", "66% of companies came.", None),
        ("How much was spent?", "They spent $3.5 million on it.", "$3.5 million"),
        ("Why was it held?", LED, None),
    ],
)  # fmt: skip
def test_exact_answers(question: str, sentence: str, answer: str | None) -> None:
    span = exact_answer(question, sentence)
    assert (span and sentence[span.start : span.end]) == answer


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("Where was the forum?", "Bergen", True),
        ("Where was the forum?", "12 May 2024", False),
        ("Where was the forum in Bergen?", "Bergen", False),
        ("In which city was the forum?", "Norway", False),
        ("In which city was the forum?", "Bergen, Norway", True),
        ("In which country was the forum?", "Norway", True),
        ("Who led the team?", "Solberg", True),
        ("Who led the team?", "the team", False),
        ("How many came?", "forty", True),
        ("When was it?", "in May 2024", True),
    ],
)
def test_exact_answer_is_of_the_kind_that_is_asked_for(question: str, answer: str, expected: bool) -> None:
    kind = kind_of(question)
    assert kind is not None
    assert is_of_kind(kind, answer, question) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How many companies came?", "The event gathered companies from Norway.", True),
        ("What is the population of Bergen?", "Third edition, Bergen, 12 May 2024", True),
        ("What is the population of Bergen?", "In 2024 it was 291,940.", False),
        ("What is the population of Bergen?", "About a third of a million live there.", False),
        ("How many companies came?", "None of them came.", False),
        ("What percentage of the budget is left?", "Half of it is left.", False),
        ("What percentage of emissions comes from ships?", "Cut emissions to 216 million tonnes by 2030.", True),
        ("What percentage of emissions comes from ships?", "Ships make 12 % of them.", False),
        ("What share of the fleet is old?", "One in five ships is old.", False),
        ("What share of the fleet is old?", "Two-thirds are older than that.", False),
        ("What share of the fleet is old?", "Old ships: 120", True),
        ("What share of the fleet is old?", "Old ships | 12", False),
        ("How many companies came?", "The companies came twice.", False),
        ("How long did it last?", "It lasted until the harbour froze.", False),
        ("Which population group is meant?", "Private citizens are meant.", False),
        ("When was the forum?", "Nobody knows.", False),
    ],
)
def test_only_a_number_answers_what_asks_for_one(question: str, text: str, expected: bool) -> None:
    assert lacks_number(question, text) is expected


@pytest.mark.parametrize(
    ("question", "sentence", "number", "expected"),
    [
        ("How many companies came?", "In all 45 companies came.", "45", False),
        ("How many companies came?", "In all 45 large Chilean companies came.", "45", False),
        ("How many companies came?", "Two nations sent 45 companies.", "Two", True),
        ("How many companies came?", "Two nations sent 45 companies.", "45 companies", False),
        ("What is the number of companies?", "Two nations sent companies.", "Two", False),
    ],
)
def test_what_a_number_counts(question: str, sentence: str, number: str, expected: bool) -> None:
    start = sentence.index(number)
    assert counts_something_else(question, sentence, Span(start, start + len(number))) is expected


@pytest.mark.parametrize(
    ("question", "text", "answer", "expected"),
    [
        ("In which city was the forum?", "The forum was in Norway.", "Norway", True),
        ("In which city was the forum?", "The forum was in Bergen, Norway.", "Bergen, Norway", False),
        ("In which country was the forum?", "The forum was in Norway.", "Norway", False),
        ("How many companies came?", "The companies came from Norway.", "companies", True),
        ("How many companies came?", "45 companies came.", "45", False),
    ],
)
def test_what_surely_is_no_answer(question: str, text: str, answer: str, expected: bool) -> None:
    assert cannot_answer(question, text, answer) is expected


@pytest.mark.parametrize(
    ("question", "text", "part", "whole"),
    [
        ("When is it due?", "Resend it | Ode | 30 September 2025", "2025", "30 September 2025"),
        ("On what date was it signed?", "Signed on May 3, 2024 in Oslo.", "May 3", "May 3, 2024"),
        ("In what year was it signed?", "Signed on May 3, 2024 in Oslo.", "2024", "2024"),
        ("When was it signed?", "Signed in 2024 in Oslo.", "2024", "2024"),
        ("How many ships were there?", "On 3 May 2024 there were 3.", "3", "3"),
    ],
)
def test_day_is_answered_as_a_whole(question: str, text: str, part: str, whole: str) -> None:
    at = text.index(part)
    found = whole_date(question, text, Span(at, at + len(part)))
    assert text[found.start : found.end] == whole


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("When was the forum held?", "The forum reviewed the joint surveys.", True),
        ("When was the forum held?", "The forum was held after the surveys.", False),
        ("When was the forum held?", "The forum was held on 12 May.", False),
        ("In what year did it begin?", "It began in Bergen.", True),
        ("When do the boats go out?", "In calm water they go out.", False),  # a condition
        ("What happened when the boats went out?", "The nets were lost.", False),  # not asked for
        ("How long did the forum last?", "It was held on 12 May 2024 in Bergen.", True),
        ("How long did the forum last?", "It lasted from May to June.", False),
        ("How long did the forum last?", "It took three days.", False),
        ("Who wrote the report?", "Ms. Ingrid Solberg leads the ministry.", True),
        ("Who wrote the report?", "The report is by Ms. Ingrid Solberg.", False),
    ],
)
def test_what_surely_does_not_answer(question: str, text: str, expected: bool) -> None:
    assert cannot_answer(question, text, "") is expected


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When they met, what did they sign?", None),
        ("What is it called when people rebel?", None),
        ("Does it say when the forum was held?", Kind.WHEN),
        ("And when?", Kind.WHEN),
        ("Since when is it open?", Kind.WHEN),
    ],
)
def test_when_asks_only_where_it_opens_a_question(question: str, kind: Kind | None) -> None:
    assert kind_of(question) is kind
