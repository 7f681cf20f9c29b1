"""Words that mean documents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.of_documents import chosen_from
from assistant.questions.naming import called, means_all
from store import Store


@pytest.mark.parametrize(
    "words", ["", "this", "the briefs", "all my memos", "the PDFs", "both e-mails", "these presentations", "the 3 notes"]
)
def test_whatever_is_there_is_meant(words: str) -> None:
    assert means_all(words)


@pytest.mark.parametrize("words", ["the plan", "the minutes", "the harbour", "the harbour brief"])
def test_some_of_it_is_meant(words: str) -> None:
    assert not means_all(words)
