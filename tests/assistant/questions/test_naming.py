"""Words that mean documents."""

from __future__ import annotations

import pytest

from assistant.questions.naming import means_all


@pytest.mark.parametrize(
    "words",
    ["", "this", "the briefs", "all my memos", "the PDFs", "both e-mails", "these presentations", "the 3 notes"],
)
def test_whatever_is_there_is_meant(words: str) -> None:
    assert means_all(words)


@pytest.mark.parametrize("words", ["the plan", "the minutes", "the harbour", "the harbour brief"])
def test_some_of_it_is_meant(words: str) -> None:
    assert not means_all(words)
