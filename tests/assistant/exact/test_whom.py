"""Whom an answer to "who" means, by the form of the sentence."""

from __future__ import annotations

import pytest

from assistant.exact.whom import all_who_did, done_by, in_brackets, person_meant, somebody, whom, with_courtesy
from store import Span

COMPANY = (
    "Norway was led by Ms. Ingrid Solberg, Joint Secretary in the Ministry, and Mr. Marcus Ode, Science Secretary."
)
PRESENT = "Present: Ms. Dana Whitlock (Chair), Mr. Louis Grant (Unions), Councillor Amy Low (Vice-Chair)"
SPEAKERS = (
    "Speakers: Minister Helga Brandt; Tomas Reuter, chief engineer of the Road Agency; Amira Haddad, spokesperson"
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
        ("Who led Norway's side?", "Ms. Rao and Mr. Ode led Norway's side.", "Mr. Ode", "Ms. Rao and Mr. Ode"),
        (
            "Who led the side?",
            "It was led by Ms. Rao (Minister) and Mr. Ode (Director).",
            "Ms. Rao",
            "Ms. Rao (Minister) and Mr. Ode",
        ),
    ],
)
def test_of_several_people_those_who_are_meant(question: str, sentence: str, answer: str, meant: str) -> None:
    at = sentence.index(answer)
    found = person_meant(question, sentence, Span(at, at + len(answer)))
    assert sentence[found.start : found.end] == meant


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


@pytest.mark.parametrize("marked", ["Harbour Masters", "The Port Director (PD)"])
def test_all_who_do_something_are_told(marked: str) -> None:
    sentence = "The Port Director (PD), Deputy PD, and Harbour Masters will review the berths."
    at = sentence.index(marked)
    span = whom("Who reviews the berths?", sentence, Span(at, at + len(marked)))
    assert span is not None
    assert sentence[span.start : span.end] == "The Port Director (PD), Deputy PD, and Harbour Masters"


@pytest.mark.parametrize(
    ("question", "told_all"),
    [
        ("Which organisations hosted the event?", "SeaLink and the Port Office of Norway"),
        ("Which organisations attended the event?", "the Port Office of Norway"),
        ("Which office hosted the event?", "the Port Office of Norway"),
    ],
)
def test_all_who_did_one_thing_are_asked_for(question: str, told_all: str) -> None:
    sentence = "SeaLink and the Port Office of Norway hosted the event."
    at = sentence.index("the Port")
    span = all_who_did(question, sentence, Span(at, at + len("the Port Office of Norway")))
    assert sentence[span.start : span.end] == told_all


@pytest.mark.parametrize(
    ("question", "answer", "meant"),
    [
        ("Who represents the unions?", "Ms. Dana Whitlock", "Mr. Louis Grant"),
        ("Who chaired it?", "Louis Grant", "Ms. Dana Whitlock"),
        ("Who was the chair?", "Louis Grant", "Ms. Dana Whitlock"),
        ("Who is the vice-chair?", "Ms. Dana Whitlock", "Councillor Amy Low"),
        ("Who came?", "Ms. Dana Whitlock", "Ms. Dana Whitlock"),
        ("Which unions came?", "Ms. Dana Whitlock", "Ms. Dana Whitlock"),
    ],
)
def test_brackets_tell_who_is_meant(question: str, answer: str, meant: str) -> None:
    at = PRESENT.index(answer)
    span = in_brackets(question, PRESENT, Span(at, at + len(answer)))
    assert PRESENT[span.start : span.end] == meant


@pytest.mark.parametrize(
    ("question", "sentence", "answer", "did"),
    [
        ("Who leads the battalion?", "A battalion of 1,400, led by Canada, came.", "1,400", "Canada"),
        ("Who leads the battalion?", "A battalion of 1,400, led by Canada, came.", "Canada", "Canada"),
        ("Who paid the battalion?", "A battalion of 1,400, led by Canada, came.", "1,400", "1,400"),
        ("How many came?", "A battalion of 1,400, led by Canada, came.", "1,400", "1,400"),
        ("Who led it?", "It was led by Norway, then led by Chile for a year.", "a year", "a year"),
    ],
)
def test_who_did_it_stands_behind_by(question: str, sentence: str, answer: str, did: str) -> None:
    at = sentence.index(answer)
    span = done_by(question, sentence, Span(at, at + len(answer)))
    assert sentence[span.start : span.end] == did


@pytest.mark.parametrize(
    ("question", "sentence", "answer", "meant"),
    [
        ("Who ordered it?", "**Minister Brandt:** Yesterday I ordered it.", "I", "Minister Brandt"),
        ("Who ordered it?", "Yesterday I ordered it.", "I", None),
        ("Who signed it?", "It mentions that they signed it.", "they", None),
        ("What did she order?", "**Minister Brandt:** Yesterday I ordered it.", "I", "I"),
        ("Who is Tomas Reuter?", SPEAKERS, "Minister Helga Brandt", "chief engineer of the Road Agency"),
        ("Who is Amira Haddad?", SPEAKERS, "Tomas Reuter", "spokesperson"),
        ("Who is Ann Lee?", "Ann Lee spoke for Norway.", "spoke", "spoke"),
    ],
)
def test_who_speaks_and_what_somebody_is(question: str, sentence: str, answer: str, meant: str | None) -> None:
    at = sentence.index(f"{answer} " if answer == "I" else answer)
    span = whom(question, sentence, Span(at, at + len(answer)))
    assert (None if span is None else sentence[span.start : span.end]) == meant


@pytest.mark.parametrize(
    ("sentence", "name", "office"),
    [
        ("Transport Minister Eva Lund is to present a bill.", "Eva Lund", "Transport Minister"),
        ('"A victory," Mayor Runa Vik told reporters.', "Runa Vik", "Mayor"),
        ("Opposition leader Arne Dahl called it a tax.", "Arne Dahl", "Opposition leader"),
        ("Yesterday Eva Lund came.", "Eva Lund", "Eva Lund"),
    ],
)
def test_an_office_before_a_name_tells_who_it_is(sentence: str, name: str, office: str) -> None:
    at = sentence.index(name)
    span = whom(f"Who is {name}?", sentence, Span(at, at + len(name)))
    assert span is not None
    assert sentence[span.start : span.end] == office


@pytest.mark.parametrize(
    ("question", "answer", "whole"),
    [
        ("Who led it?", "Ingrid Solberg", "Ms. Ingrid Solberg"),
        ("Who led it?", "Ms. Ingrid Solberg", "Ms. Ingrid Solberg"),
        ("Which office led it?", "Ingrid Solberg", "Ingrid Solberg"),
    ],
)
def test_a_title_belongs_to_the_name(question: str, answer: str, whole: str) -> None:
    sentence = "The delegation was led by Ms. Ingrid Solberg."
    at = sentence.index(answer)
    span = with_courtesy(question, sentence, Span(at, at + len(answer)))
    assert sentence[span.start : span.end] == whole
