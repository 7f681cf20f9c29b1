"""Titles that a question puts before a name, and the documents do not."""

from __future__ import annotations

import pytest

from assistant.questions.titles import without_titles

NOTE = "Biographical note: Ilsa Holm\n\n**Minister for Ports, Norland**\n\nMs Holm has two daughters. Holm studied law."


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("How many daughters does Minister Holm have?", "How many daughters does Holm have?"),
        ("What did the Minister Ilsa Holm study?", "What did Ilsa Holm study?"),
        ("What did Dr. Holm study?", "What did Holm study?"),
        ("What did Ms Holm study?", "What did Ms Holm study?"),  # so it says itself
        ("What did President Holm study?", "What did President Holm study?"),  # somebody else
        ("What did Minister Dahl study?", "What did Minister Dahl study?"),
        ("What did Holm study?", "What did Holm study?"),
    ],
)
def test_a_title_goes_where_the_office_is_near_the_name(question: str, plain: str) -> None:
    assert without_titles(question, lambda: [NOTE]) == plain


def test_documents_are_not_read_for_questions_without_titles() -> None:
    def texts() -> list[str]:
        raise AssertionError("not to be read")

    assert without_titles("Where was the meeting?", texts) == "Where was the meeting?"
