"""How many died is told with words for that, and why something is so not by a line of a form."""

from __future__ import annotations

import pytest

from assistant.silence.counted import counts_others
from assistant.silence.fates import tells_another_fate
from assistant.silence.no_reason import tells_no_reason


@pytest.mark.parametrize(
    ("question", "text", "headings", "other"),
    [
        ("How many people have died so far?", "214 staff have completed it so far.", "", True),
        ("How many people have died so far?", "19 deaths have been reported.", "", False),
        ("How many people have died so far?", "There were 19 in the north.", "Deaths by district", False),
        ("How many people have died so far?", "Kessel | 34 | 15", "", False),
        ("How many people were trained?", "214 staff have completed it.", "", False),
    ],
)
def test_death_is_told_with_a_word_for_it(question: str, text: str, headings: str, other: bool) -> None:
    assert tells_another_fate(question, text, headings) is other


@pytest.mark.parametrize(
    ("question", "text", "none"),
    [
        ("Why is the national risk high?", "**Risk level:** National HIGH · Global LOW", True),
        ("What are the reasons for the delay?", "Status: delayed", True),
        ("Why is it delayed?", "Status: delayed because of the strike", False),
        ("What is the risk level?", "**Risk level:** National HIGH", False),
        ("Why is it delayed?", "The risk level was raised: the river rises.", False),
    ],
)
def test_line_of_a_form_gives_no_reason(question: str, text: str, none: bool) -> None:
    assert tells_no_reason(question, text) is none


def test_people_are_no_livestock() -> None:
    text = "96 people have died in the floods."
    assert counts_others("How many livestock were lost in the floods?", text, "96", text)
    assert not counts_others("How many people were lost in the floods?", text, "96", text)
