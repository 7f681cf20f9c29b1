"""Sentences that announce things, and the things."""

from __future__ import annotations

import pytest

from assistant.forms.announced import announced, announces, named_things, things_of
from assistant.forms.letterhead import people_of_head


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("I want to make three commitments to you today.", 3),
        ("I ask for two things.", 2),
        ("There are 4 reasons for the delay:", 4),
        ("She made two recommendations: that cash be counted, and that two people sign.", 0),
        ("Three ships came.", 0),
        ("The three steps are A, B and C.", 0),
        ("We have one aim.", 0),
    ],
)
def test_announcing(text: str, count: int) -> None:
    assert announced(text) == count


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("What do I promise?", "I want to make three commitments to you today.", True),
        ("What are my three demands?", "I ask for three things.", True),
        ("What do I ask for?", "I ask for three things.", True),
        ("What are the reasons for the delay?", "There are four reasons for the delay.", True),
        ("What are the reasons for the strike?", "There are four reasons for the delay.", False),
        ("What do I fear?", "I ask for three things.", False),
    ],
)
def test_what_is_announced_is_what_is_asked(question: str, text: str, expected: bool) -> None:
    assert announces(question, text) is expected


def test_the_things_are_numbered_or_all_that_follows() -> None:
    says = "I make three promises."
    numbered = ["First, the fee falls.", "It is high.", "Second, the quay is built.", "Third, we dredge.", "Thank you."]
    assert named_things(says, numbered) == things_of(says, numbered) == [0, 2, 3]
    assert things_of(says, ["The fee falls.", "The quay is built.", "We dredge."]) == [0, 1, 2]
    assert things_of(says, ["The fee falls.", "The quay is built.", "We dredge.", "Thank you."]) == []
    assert named_things(says, ["The fee falls.", "The quay is built.", "We dredge."]) == []
    assert things_of("Three ships came.", numbered) == []


def test_the_head_of_a_message_or_memo_tells_its_people() -> None:
    assert people_of_head("MEMO\nTO: Bo Dahl\nFROM: Ann Lee\nRE: Quotas\n\nWe agree.") == "Bo Dahl Ann Lee"
    assert people_of_head("**From:** Ann Lee\n**To:** Bo Dahl\nCc: Eva") == "Ann Lee Bo Dahl Eva"
    assert people_of_head("Open from: 9.00\nWe agree.") == ""
