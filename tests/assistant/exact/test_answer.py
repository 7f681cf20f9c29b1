"""The exact answer in a sentence, put right where its form shows that it is not what is asked."""

from __future__ import annotations

import pytest

from assistant.exact.answer import behind_the_name, part_of_whole, reason, told, whole_date, within_opening
from assistant.exact.whole import tidy, with_its_denial
from store import Span

LED = "The team was led by Ms. Ingrid Solberg, Director at the Institute, and Mr. Olav Lunde, Deputy Minister."
COMPANY = (
    "Norway was led by Ms. Ingrid Solberg, Joint Secretary in the Ministry, and Mr. Marcus Ode, Science Secretary."
)


@pytest.mark.parametrize(
    ("text", "found", "told"),
    [
        ("The strategy (NRSS) came out.", "NRSS)", "NRSS"),
        ("The strategy (NRSS) came out.", "(NRSS", "(NRSS)"),
        ("The strategy (NRSS) came out.", "strategy (NRSS", "strategy (NRSS)"),
        ("The strategy (NRSS) came out.", "strategy (NRSS)", "strategy (NRSS)"),
        ("In Bergen, Norway, they met.", "Bergen, Norway,", "Bergen, Norway"),
        ("A face :) and no more", ":)", ":)"),
        ("The strategy (NRSS), and its aims", "NRSS), and its aims", "NRSS"),
        ("It is mission-driven data work.", "driven data", "mission-driven data"),
        ("The strategy, its (old) aims", "its (old) aims", "its (old) aims"),
    ],
)
def test_an_exact_answer_has_both_brackets_or_none(text: str, found: str, told: str) -> None:
    at = text.index(found)
    span = tidy(text, Span(at, at + len(found)))
    assert text[span.start : span.end] == told


@pytest.mark.parametrize(
    ("sentence", "found", "told"),
    [
        ("Hosted by SeaLink, the fair drew 45 firms.", "SeaLink, the fair drew 45 firms", "SeaLink"),
        ("Jointly hosted by SeaLink and Oslo, it drew 45 firms.", "SeaLink and Oslo, it", "SeaLink and Oslo"),
        ("Hosted by SeaLink, the fair drew 45 firms.", "Hosted", None),
        ("Hosted by SeaLink, the fair drew 45 firms.", "45 firms", "45 firms"),
        ("SeaLink hosted the fair, the first of its kind.", "the fair, the first", "the fair, the first"),
    ],
)
def test_what_opens_a_sentence_answers_without_what_follows(sentence: str, found: str, told: str | None) -> None:
    at = sentence.index(found)
    span = within_opening(sentence, Span(at, at + len(found)))
    assert (None if span is None else sentence[span.start : span.end]) == told


@pytest.mark.parametrize(
    ("question", "text", "part", "whole"),
    [
        ("When is it due?", "Resend it | Ode | 30 September 2025", "2025", "30 September 2025"),
        ("On what date was it signed?", "Signed on May 3, 2024 in Oslo.", "May 3", "May 3, 2024"),
        ("In what year was it signed?", "Signed on May 3, 2024 in Oslo.", "2024", "2024"),
        ("When was it signed?", "Signed in 2024 in Oslo.", "2024", "2024"),
        ("When is the next one?", "It is on Friday, 23 October, at ten.", "23 October", "Friday, 23 October"),
        ("When is the next one?", "On Friday it rained; 3 ships came.", "3", "3"),
        ("How many ships were there?", "On 3 May 2024 there were 3.", "3", "3"),
    ],
)
def test_day_is_answered_as_a_whole(question: str, text: str, part: str, whole: str) -> None:
    at = text.index(part)
    found = whole_date(question, text, Span(at, at + len(part)))
    assert text[found.start : found.end] == whole


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


FITTED = "Barriers were fitted at 214 of the 530 crossings in 2025."


@pytest.mark.parametrize(
    ("question", "answer", "part"),
    [
        ("How many crossings have barriers?", "530", "214"),
        ("How many crossings have barriers?", "530 crossings", "214"),
        ("How many crossings have barriers?", "214", "214"),
        ("How many crossings are there?", "530", "530"),
        ("How many crossings exist in total?", "530", "530"),
        ("Which crossings have barriers?", "530", "530"),
        ("How many crossings were fitted then?", "2025", "2025"),
    ],
)
def test_of_a_part_and_the_whole_the_part_is_asked_for(question: str, answer: str, part: str) -> None:
    at = FITTED.index(answer)
    span = part_of_whole(question, FITTED, Span(at, at + len(answer)))
    assert FITTED[span.start : span.end] == part


@pytest.mark.parametrize(
    ("question", "sentence", "answer", "told_reason"),
    [
        ("Why did it rise?", "It rose by 12 %, because of theft in the north.", "12 %, because of theft", "theft"),
        ("Why did it fall?", "It fell in 2025 after fares were raised.", "2025", "fares were raised"),
        ("Why did it fall?", "It fell in 2025 due to the strike.", "2025", "the strike"),
        ("Why did it fall?", "It fell in 2025.", "2025", None),
        ("Why did it fall?", "It fell as fares rose.", "fares rose", "fares rose"),
        ("Why was it held?", "To help ports, it was held before the fair.", "before the fair", "To help ports"),
        ("When did it fall?", "It fell in 2025 after fares were raised.", "2025", "2025"),
    ],
)
def test_a_reason_stands_behind_its_because(question: str, sentence: str, answer: str, told_reason: str | None) -> None:
    at = sentence.index(answer)
    span = reason(question, sentence, Span(at, at + len(answer)))
    assert (None if span is None else sentence[span.start : span.end]) == told_reason


@pytest.mark.parametrize(
    ("question", "sentence", "answer", "expected"),
    [
        ("Who is Ingrid Solberg?", "Apologies: Ms. Ingrid Solberg", "Ms.", None),
        ("What is SST?", "The sea surface temperature (SST) rose.", "SST", "sea surface temperature"),
        ("What is the sea surface temperature?", "The sea surface temperature (SST) rose.", "SST", None),
        ("Who hosted it?", "Hosted by SeaLink, the fair gathered firms.", "gathered firms", "SeaLink"),
        ("What date was it?", "It was on 12 May 2024, in Bergen.", "2024,", "12 May 2024"),
        ("Who is Marcus Ode?", COMPANY, "Ms. Ingrid Solberg", "Science Secretary"),
        ("Who is Ingrid Solberg?", COMPANY, "Mr. Marcus Ode", "Joint Secretary in the Ministry"),
        ("Who is Ms. Ingrid Solberg?", "Ms. Ingrid Solberg, Deputy Head of Ports", "Deputy", "Deputy Head of Ports"),
        ("Who is Ingrid Solberg?", "Name: Ms. Ingrid Solberg | Office: Head", "Ms. Ingrid Solberg | Office", "Head"),
        ("What caused the flood?", "Heavy rain has caused rivers to rise.", "rivers to rise", "Heavy rain"),
        ("What caused the flood?", "The flood was caused by rain.", "rain", "rain"),
        ("What are the main exports?", "Timber and wool make up 61 % of exports.", "61 %", "Timber and wool"),
        ("What are the open issues?", "Open issues are visas and an old debt.", "visas", "visas and an old debt"),
        ("What are the open visas?", "Open issues are visas and an old debt.", "visas", "visas"),
        ("Which ministries took part?", "Officials of related ministries took part.", "related", None),
        ("What kind of ministries are they?", "They are related ministries.", "related", "related"),
        ("What does SeaLink do?", "SeaLink will mend the old ships by May.", "mend", "mend the old ships"),
        ("What does SeaLink do?", "SeaLink will sail on.", "sail", "sail"),
        ("What did they see?", "They saw ways to mend it, and left.", "ways", "ways to mend it, and left"),
    ],
)
def test_the_rules_together(question: str, sentence: str, answer: str, expected: str | None) -> None:
    at = sentence.index(answer)
    span = told(question, sentence, Span(at, at + len(answer)))
    assert (None if span is None else sentence[span.start : span.end]) == expected


@pytest.mark.parametrize(
    ("question", "marked", "expected"),
    [
        ("What is SeaLink?", "a small fair", None),
        ("What is SeaLink?", "hosted", None),
        ("What was hosted by SeaLink?", "a small fair", "a small fair"),
        ("Who is SeaLink?", "a firm", "a firm"),
    ],
)
def test_what_something_did_does_not_tell_what_it_is(question: str, marked: str, expected: str | None) -> None:
    sentence = "They saw a small fair hosted by SeaLink, a firm of Bergen."
    at = sentence.index(marked)
    found = told(question, sentence, Span(at, at + len(marked)))
    assert (None if found is None else sentence[found.start : found.end]) == expected


@pytest.mark.parametrize(
    ("question", "sentence", "answer", "expected"),
    [
        ("How long was it?", "On 3 May 2025 it was down from 07:42 to 13:15.", "3 May 2025", "from 07:42 to 13:15"),
        ("When was it?", "On 3 May 2025 it was down from 07:42 to 13:15.", "3 May 2025", "3 May 2025"),
        (
            "What caused the flood?",
            "Heavy rain since May has caused the river to rise.",
            "rain",
            "Heavy rain since May",
        ),
        ("What caused it?", "The river, swollen by rain, has caused the flood.", "rain", "rain"),
        ("When does it start?", "09:50 | Keynote: Rivers | Ann Lee", "09:50 | Keynote", "09:50"),
        (
            "What does it cost?",
            "It costs EUR 48 million, of which we pay half.",
            "EUR 48 million, of which",
            "EUR 48 million",
        ),
    ],
)
def test_what_is_cut_off_and_what_is_told_whole(question: str, sentence: str, answer: str, expected: str) -> None:
    at = sentence.index(answer)
    span = told(question, sentence, Span(at, at + len(answer)))
    assert span is not None
    assert sentence[span.start : span.end] == expected


@pytest.mark.parametrize(
    ("text", "marked", "told"),
    [
        ("It gives not less than 8 million dollars.", "less than 8 million dollars", "not less than 8 million dollars"),
        ("It is open no later than 1 March.", "later than 1 March", "no later than 1 March"),
        ("It gives less than 8 million dollars.", "less than 8 million dollars", "less than 8 million dollars"),
        ("It does not give 8 million dollars.", "8 million dollars", "8 million dollars"),
    ],
)
def test_an_answer_keeps_its_denial(text: str, marked: str, told: str) -> None:
    start = text.index(marked)
    whole = with_its_denial("How much does it give?", text, Span(start, start + len(marked)))
    assert text[whole.start : whole.end] == told
