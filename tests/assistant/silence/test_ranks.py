"""Other editions than the one that is asked for."""

from __future__ import annotations

import pytest

from assistant.silence.ranks import of_another_number, of_another_rank, of_no_previous

THIRD = (
    "India–Japan Space Dialogue, third edition. The delegations met in Tokyo. The Space Dialogue was hosted by Japan."
)
OF_IT = "Norway and Chile held the second edition of their Ocean Forum on 12 May 2024 in Bergen."


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When was the first dialogue held?", THIRD),
        ("When was the first Space Dialogue held?", THIRD),
        ("Where did the 2nd India–Japan Space Dialogue take place?", THIRD),
        ("When was the second edition held?", THIRD),
        ("Who opened the fourth Ocean Forum?", OF_IT),
        ("When was the first edition held?", "The third India–Japan Space Dialogue was held in Tokyo."),
        ("When was the first round?", "The third edition was held in Tokyo. The second round followed."),
    ],
)
def test_another_edition_is_told(question: str, text: str) -> None:
    assert of_another_rank(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When was the third dialogue held?", THIRD),
        ("When was the third edition held?", THIRD),
        ("When was the dialogue held?", THIRD),
        ("When was the first session held?", THIRD),  # sessions are part of one edition
        ("Who opened the 2nd Ocean Forum?", OF_IT),
        ("When was the first summit held?", OF_IT),  # no summit stands there
        ("When was the first Ocean Forum held?", f"{OF_IT} The first took place in Oslo."),
        ("When was the first Ocean Forum held?", f"{OF_IT} The series was launched in Oslo in 2022."),
        ("When was the first dialogue held?", "The dialogue was held on 1 April, after the second day of the fair."),
    ],
)
def test_what_may_be_the_one_asked_for_is_left(question: str, text: str) -> None:
    assert not of_another_rank(question, text)


@pytest.mark.parametrize(
    ("said", "is_other"),
    [
        ("Its third edition was held in Tokyo on 1 April 2025.", True),
        ("The delegations met on 1 April 2025.", True),
        ("The previous one was held in Delhi.", False),
        ("The minutes of 3 March were approved.", False),
        ("The second edition was held in Delhi.", False),  # of a brief on the third
    ],
)
def test_the_previous_edition_is_an_earlier_one(said: str, is_other: bool) -> None:
    for question in ("When was the previous dialogue held?", "Where did the preceding Space Dialogue take place?"):
        assert of_no_previous(question, said, f"{THIRD} {said}") == is_other
    assert not of_no_previous("When was the dialogue held?", said, f"{THIRD} {said}")


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("What did HALO-3 cost?", "Reserve a slot for HALO-4. Cost: 9 million crowns."),
        ("What is the target of Goal 2?", "Goal 3 is to cut the waiting time by half."),
    ],
)
def test_numbers_tell_things_of_one_name_apart(question: str, quote: str) -> None:
    assert of_another_number(question, quote)


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("What did HALO-3 cost?", "HALO-3 and HALO-4 cost 20 million crowns."),
        ("What did HALO-3 cost?", "The satellite cost 20 million crowns."),
        ("What happened on May 3?", "From May 2 to May 5 the port was closed."),  # days are told in other ways
        ("In 5 years, what will it cost?", "In 10 years it will cost 3 million."),
    ],
)
def test_other_numbers_are_left(question: str, quote: str) -> None:
    assert not of_another_number(question, quote)
