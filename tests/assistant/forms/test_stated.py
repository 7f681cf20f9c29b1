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
