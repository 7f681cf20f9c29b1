"""Words that a text says by its form."""

from __future__ import annotations

import pytest

from assistant.language.implied import implied
from assistant.language.wording import stem


@pytest.mark.parametrize(
    ("text", "word", "says"),
    [
        ("09:50–10:30 | Keynote: Shared rivers", "start", True),
        ("09:50–10:30 | Keynote: Shared rivers", "end", True),
        ("| 19:00 | Dinner", "begin", True),
        ("| 19:00 | Dinner", "end", False),
        ("10 a.m. – Opening", "start", True),
        ("The bus leaves at 08:15.", "start", False),
        ("Delegates must register by 30 April 2025.", "deadline", True),
        ("Comments are due no later than the end of May 2026.", "deadline", True),
        ("Delegates registered on 30 April 2025.", "deadline", False),
        ("Heavy rain since 14 October has caused floods.", "start", True),
        ("They have met twice since then.", "start", False),
        ("It was built by 30 workers.", "deadline", False),
    ],
)
def test_form_of_a_text_says_it(text: str, word: str, says: bool) -> None:
    assert (stem(word) in implied(text)) == says
