"""Which kind of answer is asked for, and where a sentence holds it."""

from __future__ import annotations

import pytest

from assistant.language.answer_kind import (
    Kind,
    counts_something_else,
    exact_answer,
    is_of_kind,
    kind_of,
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
