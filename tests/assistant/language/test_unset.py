"""What a document says is not known or not settled."""

from __future__ import annotations

import pytest

from assistant.language.unset import unset


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("When will it be held?", "No date has been set for the next round.", "No date has been set"),
        ("When is the ship back?", "No date can be given for the *Odile*.", "No date can be given"),
        ("When is it?", "The date of the talks has not yet been fixed.", "date of the talks has not yet been fixed"),
        ("How much will it cost?", "No figure has been agreed.", "No figure has been agreed"),
        ("Where will it be held?", "The venue remains to be decided.", "venue remains to be decided"),
        ("Who will chair it?", "No successor has been named.", "No successor has been named"),
        ("When will it be held?", "The venue has not been decided.", None),
        ("When was the first round held?", "No date has been set for the next round.", None),
        ("When was it fixed?", "The date was fixed on 3 May.", None),
        ("Why was it late?", "No date has been set.", None),
    ],
)
def test_what_is_not_settled_is_told(question: str, sentence: str, said: str | None) -> None:
    found = unset(question, sentence)
    assert (None if found is None else sentence[found.start : found.end]) == said
