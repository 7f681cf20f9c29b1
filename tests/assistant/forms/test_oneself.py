"""Documents in which one person speaks of oneself, and what tells who that is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.forms.oneself import byline, is_of_oneself, names_somebody
from store import Document

SPEECH = """Good evening, my friends.
I came here to thank you. I will not raise the fee, and I have told my ministers so.
Give me a year, and the quays will be rebuilt.
"""


def document(title: str, source: str, *authors: str) -> Document:
    return Document("d", "v", title, source, None, 1, datetime.now(UTC), authors)


def test_a_speech_is_of_oneself() -> None:
    assert is_of_oneself(SPEECH)


@pytest.mark.parametrize(
    "text",
    [
        "The minister opened the quay. It cost two million crowns. Fees stay as they are.",
        "“I will not raise the fee, and I have told my ministers so,” she said. “Give me a year.” " * 3,
        "Part I of the plan, Annex I and Title I apply. Title I is new. Part I is not.",
        "Ann Lee: I will raise the fee, and I know why.\nBo Dahl: I will not, and I told my party so.\n" * 3,
        SPEECH + "The harbour has eleven quays and nine cranes. " * 200,
    ],
)
def test_reports_quotes_numerals_and_talks_are_not(text: str) -> None:
    assert not is_of_oneself(text)


def test_the_title_the_file_the_author_the_first_line_and_the_signature_tell_who_speaks() -> None:
    text = SPEECH.replace("Good evening, my friends.", "Remarks by Mayor Holm") + "\nYours,\nIda Holm\n"
    told = byline(document("A letter", "/in/letter_to-town.txt", "I. Holm"), text)
    assert told.splitlines()[:5] == [
        "A letter",
        "letter to-town txt",
        "I. Holm",
        "Remarks by Mayor Holm",
        "Yours,",
    ]
    assert told.endswith("Ida Holm")


@pytest.mark.parametrize("line", ["Remarks by Mayor Holm", "Letter from Ida Holm", "Ida Holm", "— Ida Holm"])
def test_a_byline_may_name_somebody(line: str) -> None:
    assert names_somebody(f"A title\n{line}")


@pytest.mark.parametrize("line", ["State of the union", "Good evening, my friends.", "By the Port Office"])
def test_other_lines_name_nobody(line: str) -> None:
    assert not names_somebody(line)
