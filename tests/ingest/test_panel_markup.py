"""The documents panel's text and HTML."""

from __future__ import annotations

from datetime import UTC, datetime

from ingest.panel_markup import Row, alert, choices, outcome_table, progress_table
from store import Document

HOSTILE = "<img src=x onerror=y>"


def document(title: str, source: str = "upload:note.pdf", pages: int | None = 4) -> Document:
    return Document(source, "v", title, source, pages, 1, datetime(2025, 4, 1, tzinfo=UTC))


def test_choice_tells_pages_passages_and_date_above_the_title() -> None:
    assert choices([document("Space note")]) == [("4 pages · 1 passage · 1 Apr 2025\nSpace note", "upload:note.pdf")]


def test_document_without_pages_names_none() -> None:
    ((label, _),) = choices([document("Space note", pages=None)])
    assert label.startswith("1 passage")


def test_documents_of_one_title_are_told_apart_by_file() -> None:
    labels = [label for label, _ in choices([document("Note", "upload:a.pdf"), document("Note", "/briefs/b.pdf")])]
    assert [label.splitlines()[1] for label in labels] == ["Note (a.pdf)", "Note (b.pdf)"]


def test_title_of_several_lines_is_one_line() -> None:
    ((label, _),) = choices([document("Space\nnote")])
    assert label.splitlines()[1:] == ["Space note"]


def test_progress_counts_finished_files() -> None:
    html = progress_table([Row("a", "added", finished=True), Row("b", "reading", share=0.25)])
    assert "1 of 2 files done" in html
    assert 'value="0.500"' in html
    assert 'value="0.250"' in html


def test_outcome_gives_the_reason_of_a_failure() -> None:
    assert "password" in outcome_table([Row("a.pdf", "not added", "asks for a password", finished=True)])


def test_names_reasons_and_messages_stay_text() -> None:
    html = outcome_table([Row(HOSTILE, HOSTILE, HOSTILE)]) + progress_table([Row(HOSTILE, "", share=0.5)])
    assert "<img" not in html + alert(HOSTILE)
