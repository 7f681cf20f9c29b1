"""Whose attribute a phrase names."""

from __future__ import annotations

import pytest

from assistant.follow_ups.resolving import stand_alone
from assistant.language.owners import owner_of
from assistant.types import Turn


@pytest.mark.parametrize(
    ("phrase", "owns", "owner"),
    [
        ("Norway's currency", False, "Norway"),
        ("the official languages of Norway", False, "Norway"),
        ("the capital of Norway's currency", False, "Norway"),
        ("the capital of Norway", False, "the capital of Norway"),
        ("the capital of Norway", True, "Norway"),
        ("Ms. Solberg and Mr. Lunde's positions", False, "Ms. Solberg and Mr. Lunde"),
        ("the budget of the programme", False, "the budget of the programme"),
        ("the budget of the programme", True, "the programme"),
        ("Norway's delegation", True, "Norway's delegation"),
        ("the ferry", True, "the ferry"),
    ],
)
def test_owner(phrase: str, owns: bool, owner: str) -> None:
    assert owner_of(phrase, owns=owns) == owner


@pytest.mark.parametrize(
    ("turns", "follow_up", "expected"),
    [
        (["What is the capital of Norway?"], "And its currency?", "What is Norway's currency?"),
        (["What is the capital of Norway?", "And its currency?"], "What does it export?", "What does Norway export?"),
        (["What is the budget of the programme?"], "Who approved it?", "Who approved the budget of the programme?"),
        (["What is the budget of the programme?"], "What is its aim?", "What is the programme's aim?"),
        (
            ["When was the Ocean Forum held?", "Who spoke?"],
            "What did they discuss?",
            "What was discussed at the Ocean Forum?",
        ),
        (
            ["When was the Ocean Forum held?", "Who led the delegation?"],
            "Where did they meet?",
            "Where was the Ocean Forum held?",
        ),
        (["Who led the talks?"], "Where did they meet?", "Where were the talks held?"),
        (["When was the Ocean Forum held?"], "Did they talk about ports?", "Did the Ocean Forum cover ports?"),
        (["What about startups?"], "And the site visit?", "What about the site visit?"),
        (["What about roads in 2023?"], "And in 2024?", "What about roads in 2024?"),
    ],
)
def test_follow_ups_go_on_about_what_is_meant(turns: list[str], follow_up: str, expected: str) -> None:
    assert stand_alone(follow_up, [Turn(turn, "") for turn in turns]) == expected
