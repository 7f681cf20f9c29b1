"""Which kind of answer is asked for, and where a sentence holds it."""

from __future__ import annotations

import pytest

from assistant.answer_kind import (
    Kind,
    behind_the_name,
    counts_something_else,
    exact_answer,
    is_of_kind,
    kind_of,
    person_meant,
    somebody,
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


COMPANY = (
    "Norway was led by Ms. Ingrid Solberg, Joint Secretary in the Ministry, and Mr. Marcus Ode, Science Secretary."
)


@pytest.mark.parametrize(
    ("question", "sentence", "answer", "meant"),
    [
        (
            "Who led Norway's side?",
            COMPANY,
            "Ms. Ingrid Solberg",
            "Ms. Ingrid Solberg, Joint Secretary in the Ministry, and Mr. Marcus Ode",
        ),
        ("Who is the Joint Secretary?", COMPANY, "Mr. Marcus Ode", "Ms. Ingrid Solberg"),
        ("Who is the Science Secretary?", COMPANY, "Ingrid Solberg", "Mr. Marcus Ode"),
        ("Who was the secretary?", COMPANY, "Mr. Marcus Ode", "Mr. Marcus Ode"),
        ("What was led by Ms. Solberg?", COMPANY, "Norway", "Norway"),
        ("Who led it?", "It was led by Mr. Ode, and Ms. Solberg took notes.", "Mr. Ode", "Mr. Ode"),
        ("Who thanked Ms. Solberg for it?", "Mr. Ode thanked Ms. Solberg for it.", "Mr. Ode", "Mr. Ode"),
        ("Who led it?", "It was led by Mr. Ode.", "Mr. Ode", "Mr. Ode"),
    ],
)
def test_of_several_people_those_who_are_meant(question: str, sentence: str, answer: str, meant: str) -> None:
    at = sentence.index(answer)
    found = person_meant(question, sentence, Span(at, at + len(answer)))
    assert sentence[found.start : found.end] == meant


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


@pytest.mark.parametrize(
    ("question", "sentence", "answer", "told"),
    [
        (
            "Where does Mr. Olav Lunde work?",
            LED,
            "the Institute, and Mr. Olav Lunde, Deputy Minister",
            "Deputy Minister",
        ),
        ("What is the Institute Council?", "It is led by the Institute Council.", "led by the Institute Council", None),
        ("Where does Mr. Olav Lunde work?", LED, "Deputy Minister", "Deputy Minister"),
        ("Where does Lunde work?", LED, "Mr. Olav Lunde, Deputy Minister", "Mr. Olav Lunde, Deputy Minister"),
        ("Who came with Mr. Olav Lunde?", LED, "Ingrid Solberg, Director at the Institute, and Mr. Olav Lunde", "same"),
    ],
)
def test_what_is_told_of_somebody_stands_behind_the_name(
    question: str, sentence: str, answer: str, told: str | None
) -> None:
    at = sentence.index(answer)
    span = behind_the_name(question, sentence, Span(at, at + len(answer)))
    assert (None if span is None else sentence[span.start : span.end]) == (answer if told == "same" else told)


@pytest.mark.parametrize(
    ("question", "sentence", "answer", "told"),
    [
        ("Who hosted it?", "Hosted by SeaLink, the fair gathered firms.", "gathered firms", "SeaLink"),
        ("Who came to it?", "It was visited by retired officers.", "retired officers", "retired officers"),
        ("What did it do?", "Hosted by SeaLink, the fair gathered firms.", "gathered firms", "gathered firms"),
        ("Who hosted it?", "Hosted by SeaLink, the fair gathered firms.", "the fair", "the fair"),
    ],
)
def test_who_is_no_deed(question: str, sentence: str, answer: str, told: str) -> None:
    at = sentence.index(answer)
    span = somebody(question, sentence, Span(at, at + len(answer)))
    assert sentence[span.start : span.end] == told
