"""A question's words for the document that is to tell are no part of its matter."""

from __future__ import annotations

import pytest

from assistant.language.works import without_work


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("What are the limitations of the study?", "What are the limitations?"),
        ("What does the brief recommend?", "What does recommend?"),
        ("What does this report say about cranes?", "What does say about cranes?"),
        ("When was the plan adopted?", "When was the plan adopted?"),
        ("What are the limitations of the rail study?", "What are the limitations of the rail study?"),
        ("What is the purpose of the plan for Oslo?", "What is the purpose of the plan for Oslo?"),
        ("Who of the review?", "Who of the review?"),  # nothing else would be left
    ],
)
def test_words_for_the_document_go(question: str, plain: str) -> None:
    assert without_work(question) == plain
