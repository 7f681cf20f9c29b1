"""Sentences that state just what a question asks."""

from __future__ import annotations

import pytest

from assistant.forms.stated import states

EXPLORED = "Delegates explored ways to support startups in both countries."


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("What did delegates explore?", EXPLORED, True),
        ("And what did the delegates explore in both countries?", EXPLORED, True),
        ("What do the delegates support?", EXPLORED, False),
        ("What did delegates not explore?", EXPLORED, False),
        ("What did the Chilean delegates explore?", EXPLORED, False),
        ("What did delegates explore?", "The dialogue explored what delegates may do.", False),
        ("What does the Ports Commission do?", "Two members left the Ports Commission.", False),
        ("Where did delegates explore?", EXPLORED, False),
    ],
)
def test_a_sentence_with_the_doer_the_verb_and_all_the_rest(question: str, text: str, expected: bool) -> None:
    assert states(question, text) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("What are the recommendations?", "We recommend three berths.", True),
        ("What are the key recommendations of the study?", "The authors also recommend three berths.", True),
        ("What does the brief recommend?", "It is recommended that berths be built.", True),
        ("What did they conclude?", "The review concluded that berths are few.", True),
        ("What are the findings?", "The study found few berths.", True),
        ("What are the findings?", "The museum found a ship.", False),
        ("What are the recommendations?", "Whoever recommends berths must pay.", False),
        ("What are the recommendations on crews?", "We recommend three berths.", False),
        ("What does the Treasury recommend?", "We recommend three berths.", False),
    ],
)
def test_what_a_work_comes_to(question: str, text: str, expected: bool) -> None:
    assert states(question, text) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("What must Estara do?", "Estara shall keep two helicopters ready.", True),
        ("What does Estara have to do?", "Estara must keep two helicopters ready.", True),
        ("What are the parties required to do?", "The parties shall hold an exercise.", True),
        ("What must Estara do?", "The parties are Estara, represented by Ms. Tamm.", False),
        ("What must Estara do?", "Estara shall not fish there.", False),
        ("What did Estara do?", "Estara shall keep two helicopters ready.", False),
    ],
)
def test_what_somebody_must_do_is_what_they_shall(question: str, text: str, expected: bool) -> None:
    assert states(question, text) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Who ordered the closure?", "Yesterday I ordered the closure of the tunnel.", True),
        ("Who ordered a closure?", "The minister ordered the closure.", True),
        ("Who ordered the closure?", "The closure was ordered by the minister.", False),
        ("Who ordered the closure?", "The minister ordered a review of the closure.", False),
        ("Who was the minister?", "He was the minister.", False),
    ],
)
def test_who_did_it_is_told_in_the_same_words(question: str, text: str, expected: bool) -> None:
    assert states(question, text) is expected
