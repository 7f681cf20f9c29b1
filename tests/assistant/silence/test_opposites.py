"""Sentences that tell the opposite, or of others, and lines that only name somebody."""

from __future__ import annotations

import pytest

from assistant.silence.counted import counts_others
from assistant.silence.no_answer import cannot_answer
from assistant.silence.no_life import tells_nothing_of_a_life
from assistant.silence.opposites import says_the_opposite


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When did Norway leave the Ocean League?", "Norway joined the Ocean League in 1994."),
        ("What does Norway import?", "Norway exports fish and gas."),
        ("By how much did exports fall?", "Exports rose by 4 percent."),
        ("What are the disadvantages of the bridge?", "The main benefit of the bridge is time."),
        ("Who is eligible for the grant?", "Whoever had one last year is also not eligible for the grant."),
        ("Who can apply?", "Companies cannot apply."),
        ("Which ships carry passengers?", "The Solan doesn't carry passengers."),
    ],
)
def test_the_opposite_is_told(question: str, text: str) -> None:
    assert says_the_opposite(question, text)
    assert cannot_answer(question, text, "")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When did Norway leave the Ocean League?", "Norway left the Ocean League, which it had joined in 1994."),
        (
            "Did Norway leave the Ocean League?",
            "Norway joined the Ocean League in 1994.",
        ),  # evidence, and for them to say
        ("Who cannot apply?", "Companies cannot apply."),
        ("When was the bridge opened?", "The bridge was not opened until 1999."),
        ("By how much did exports fall?", "Fish: rise 4 % | Gas: fall 3 %"),
        ("Who led the delegation?", "The delegation was led by Ms. Lee."),
        ("When did exports rise and when did they fall?", "Exports fell in 2020."),
    ],
)
def test_what_tells_it_does_not(question: str, text: str) -> None:
    assert not says_the_opposite(question, text)


BYLINE = "Remarks by Tor Holm, Minister of Ports of Norland, at the opening of the quay"


@pytest.mark.parametrize(
    "question",
    [
        "Where did Tor Holm study?",
        "Where was Tor Holm born?",
        "Is Holm married?",
        "Which political party does Holm belong to?",
        "What religion does Holm have?",
    ],
)
def test_a_byline_tells_nothing_of_a_life(question: str) -> None:
    assert tells_nothing_of_a_life(question, BYLINE)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Where did Tor Holm speak?", BYLINE),
        ("What is Tor Holm's office?", BYLINE),
        ("Where did Tor Holm study?", "MSc in shipbuilding, University of Velsk"),
        ("Where did Tor Holm study?", "Tor Holm, educated in Velsk"),
        ("Where did Tor Holm study?", "Tor Holm went to Velsk at seventeen."),
    ],
)
def test_other_lines_may(question: str, text: str) -> None:
    assert not tells_nothing_of_a_life(question, text)


@pytest.mark.parametrize(
    ("question", "answer", "others"),
    [
        ("How many doctors came?", "650", True),
        ("How many people came?", "650", False),
        ("How many volunteers came?", "650", False),
    ],
)
def test_who_counts_volunteers_counts_no_doctors(question: str, answer: str, others: bool) -> None:
    text = "Red Lantern sent 650 volunteers to the coast."
    assert counts_others(question, text, answer, text) is others
    assert not counts_others(question, text, answer, f"{text} Two of them were doctors.")


def test_how_long_is_no_frequency_and_a_phone_number_has_figures() -> None:
    trains = "Twelve trains a day will leave for the coast."
    assert cannot_answer("How long does the train take?", trains, "a day")
    assert not cannot_answer("How long does the train take?", "The train takes a day.", "a day")
    assert cannot_answer("What is Ann's phone number?", "Ann Lee", "Lee")
    assert not cannot_answer("What is Ann's phone number?", "Tel. 01632 960 114", "01632 960 114")


def test_a_capital_is_called_one() -> None:
    assert cannot_answer("What is the capital of Norland?", "Velsk pays half and Norland the rest.", "Velsk")
    assert not cannot_answer("What is the capital of Norland?", "Velsk is the capital.", "Velsk")
    assert not cannot_answer("What is the capital of the bank?", "Its capital is 4 million crowns.", "4 million crowns")
