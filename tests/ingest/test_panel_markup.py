"""The documents panel's HTML: what it tells, and that what strangers wrote stays text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ingest.adding_markup import adding, sets_bar
from ingest.panel_markup import alert, document_rows, failed_rows, kind_of, remains, removal_question
from ingest.panel_states import states_of
from ingest.tray_entries import Entry, UploadLimits
from ingest.tray_markup import tray_markup
from store import Document, Failure

HOSTILE = "<img src=x onerror=y>"
ADDED = datetime(2025, 4, 1, tzinfo=UTC)


def document(title: str, source: str = "upload:note.pdf", pages: int | None = 4) -> Document:
    return Document(source, "v", title, source, pages, 1, ADDED)


def entry(name: str, state: str, **more: object) -> Entry:
    return Entry("k", name, state, **more)  # type: ignore[arg-type]


def test_row_tells_title_kind_date_pages_and_state() -> None:
    html = document_rows([document("Space note")])
    assert all(told in html for told in ("Space note", "PDF", "1 Apr 2025", "4 pages", "Ready", "upload:note.pdf"))


def test_document_without_pages_names_none() -> None:
    assert "page" not in document_rows([document("Space note", "upload:note.md", pages=None)])


def test_documents_of_one_title_are_told_apart_by_file() -> None:
    html = document_rows([document("Note", "upload:a.pdf"), document("Note", "/briefs/b.pdf"), document("Other")])
    assert html.count("bi-file") == 2
    assert ">a.pdf<" in html
    assert ">b.pdf<" in html


def test_title_of_several_lines_is_one_line() -> None:
    assert ">Space note<" in document_rows([document("Space\nnote")])


@pytest.mark.parametrize(
    ("source", "kind"),
    [("upload:a.DOCX", "Word"), ("/x/a.md", "Markdown"), ("upload:x.zip/b.csv", "Table"), ("upload:README", "Text")],
)
def test_kind_is_named_by_the_file(source: str, kind: str) -> None:
    assert kind_of(source) == kind


def test_document_whose_newer_version_comes_or_fails_says_so() -> None:
    failure = Failure("/briefs/b.pdf", "v", "r", "damaged", ADDED)
    states = states_of([entry("a.pdf", "working"), entry("c.pdf", "asking")], [failure])
    html = document_rows([document(name, name) for name in ("upload:a.pdf", "/briefs/b.pdf", "upload:c.pdf")], states)
    assert "being read" in html
    assert "could not be read: damaged" in html
    assert "waits for your answer" in html
    assert "Ready" not in html


def test_progress_counts_finished_files_and_half_done_ones_by_half() -> None:
    html = tray_markup([entry("a", "done", outcome="added"), entry("b", "working", share=0.5)])
    assert "1 of 2 files done" in html
    assert 'value="0.750"' in html
    assert "50%" in html


def test_outcome_counts_and_gives_the_reason_of_a_failure() -> None:
    html = tray_markup(
        [entry("a", "done", outcome="added"), entry("b.pdf", "failed", outcome="failed", reason="damaged", again=True)]
    )
    assert "1 added, 1 not added" in html
    assert "damaged" in html
    assert 'data-do="retry"' in html


def test_file_that_cannot_be_tried_again_offers_no_such_button() -> None:
    assert 'data-do="retry' not in tray_markup([entry("b.pdf", "failed", outcome="failed", reason="too large")])


def test_locked_file_asks_for_its_password() -> None:
    html = tray_markup([entry("b.pdf", "failed", outcome="failed", reason="r", locked=True, again=True)])
    assert 'type="password"' in html
    assert "Password for b.pdf" in html
    assert "does not open" in tray_markup([entry("b.pdf", "failed", outcome="failed", locked=True, tried=True)])


def test_failures_come_first_among_many_files() -> None:
    entries = [entry(f"good{number}.pdf", "done", outcome="added") for number in range(9)]
    html = tray_markup([*entries, entry("bad.pdf", "failed", outcome="failed", reason="damaged")])
    assert html.index("bad.pdf") < html.index("good0.pdf")


def test_each_file_that_asks_has_its_choices_and_several_share_one_more() -> None:
    one, two = entry("a.pdf", "asking"), entry("b.pdf", "asking")
    assert tray_markup([one]).count('data-do="keep"') == 1
    assert tray_markup([one, two]).count('data-do="keep"') == 3
    assert tray_markup([one, two]).count('data-all="yes"') == 3


def test_many_titles_to_remove_are_counted() -> None:
    html = removal_question([f"Brief {number}" for number in range(7)])
    assert "7 documents" in html
    assert "and 2 more" in html


def test_what_still_quotes_a_removed_document_is_named() -> None:
    assert "<li>conversation “Space”</li>" in remains(["conversation “Space”"])
    assert remains([]) == ""


def test_limits_are_said() -> None:
    assert "Up to 7 MB a file and 3 files" in adding(UploadLimits(7 * 1024**2, 3))


def test_chosen_set_can_be_changed_and_others_only_chosen() -> None:
    assert 'data-do="rename"' in sets_bar(["Space"], "Space")
    assert 'data-do="rename"' not in sets_bar(["Space"], "")


def test_names_reasons_and_messages_stay_text() -> None:
    states = ("asking", "waiting", "working", "failed", "stopped")
    html = tray_markup([entry(HOSTILE, state, outcome="failed", reason=HOSTILE, again=True) for state in states])
    html += tray_markup([entry(HOSTILE, "done", outcome="added", reason=HOSTILE)])
    html += tray_markup([entry(HOSTILE, "failed", outcome="failed", locked=True, again=True)])
    html += document_rows([document(HOSTILE, HOSTILE), document(HOSTILE, f"/{HOSTILE}")], {HOSTILE: ("bad", HOSTILE)})
    html += failed_rows([Failure(f"/{HOSTILE}/{HOSTILE}", "v", "r", HOSTILE, ADDED)])
    html += sets_bar([HOSTILE], HOSTILE, HOSTILE) + removal_question([HOSTILE]) + remains([HOSTILE]) + alert(HOSTILE)
    assert "<img" not in html


def test_quotes_in_names_do_not_leave_their_attributes() -> None:
    name = '" onfocus="run()'
    html = tray_markup([entry(name, "failed", outcome="failed", reason="r", locked=True, again=True)])
    html += document_rows([document(name, f"/x/{name}")]) + sets_bar([name], name)
    assert '" onfocus="' not in html
