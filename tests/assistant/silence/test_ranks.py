"""Other editions than the one that is asked for."""

from __future__ import annotations

import pytest

from assistant.silence.ranks import of_another_rank, of_no_previous

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
