"""Authors and day of a document, from its first page or from what its file says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ingest import ingest
from ingest.describing import authors_of, day_of_line, described
from ingest.extract import Block, Extract


def extract(*lines: str, author: str = "", day: str = "") -> Extract:
    text, blocks = "", []
    for line in lines:
        blocks.append(Block("paragraph", len(text), len(text) + len(line)))
        text += line + "\n\n"
    return Extract(text, tuple(blocks), author=author, date=day)


@pytest.mark.parametrize(
    "line",
    [
        "3 April 2025",
        "April 3, 2025",
        "Apr. 3, 2025",
        "3rd of April 2025",
        "Thursday, 3 April 2025",
        "Date: 2025-04-03",
        "DATED 3 APRIL 2025",
        "New Delhi, 3 April 2025",
        "Issued on: April 3rd, 2025",
        "Posted On: 3 Apr 2025",
        "As of 3 April 2025, 16:00 local time",
        "Date: Thursday, 3 April 2025, 10:00–11:50",
    ],
)
def test_line_that_is_a_day(line: str) -> None:
    assert day_of_line(line) == date(2025, 4, 3)


@pytest.mark.parametrize(
    "line",
    [
        "The talks were held on 3 April 2025",
        "April 2025",
        "31 April 2025",
        "3 April 2025 and 4 April 2025",
        "Page 3 of April 2025",
        "3 Apples 2025",
        "",
    ],
)
def test_line_that_is_no_day(line: str) -> None:
    assert day_of_line(line) is None


def test_first_page_counts_before_the_properties_of_a_pdf() -> None:
    found = described("a.pdf", extract("Briefing", "3 April 2025", "Text.", author="scanner", day="2026-01-01"))
    assert found.dated == date(2025, 4, 3)
    assert found.authors == ("scanner",)


def test_message_says_itself_when_it_was_sent() -> None:
    found = described("a.eml", extract("Date: 3 April 2025", "By Ann Lee", author="Bo Li <bo@x.org>", day="2025-05-06"))
    assert found.dated == date(2025, 5, 6)
    assert found.authors == ("Bo Li",)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("by Ann B. Lee and Bo van der Berg", ("Ann B. Lee", "Bo van der Berg")),
        ("Authors: Ann Lee, Bo Chen & Cy Dow", ("Ann Lee", "Bo Chen", "Cy Dow")),
        ("Prepared by: Office of Trade and Industry", ("Office of Trade and Industry",)),
        ("Minutes taken by Ann Lee", ("Ann Lee",)),
        ("Put together by Ann Lee", ("Ann Lee",)),
        ("Prepared for the business desk by Ann Lee, 3 April 2025", ("Ann Lee",)),
        ("*Note for the party's executive, by Ann Lee, head of elections, 19 June*", ("Ann Lee",)),
        (
            "*Note for the board, prepared by Ann Lee. Figures in millions unless stated, and not yet those of May.*",
            ("Ann Lee",),
        ),
        ("Note for the Secretary. Drafted by Ann Lee, Mines Inspectorate, 24 October.", ("Ann Lee",)),
        ("Written by Ann Lee and Bo Ek-Dow. 28 April 2026. For officials.", ("Ann Lee", "Bo Ek-Dow")),
        ("Drafted: A. Lee. Cleared: ambassador.", ("A. Lee",)),
        ("Prepared by the political section (A. Lee)", ("A. Lee",)),
        ("A note on the harbour by Bergen Harbour Board", ()),
        ("The report by Ann Lee was turned down.", ()),
        ("Written by hand, in ink", ()),
        ("By the end of the year", ()),
        ("By Monday", ()),
        ("By Ann Lee we mean the director of the institute", ()),
    ],
)
def test_byline(line: str, authors: tuple[str, ...]) -> None:
    assert described("a.txt", extract("Title", line, "Text.")).authors == authors


def test_byline_far_down_is_no_byline() -> None:
    assert described("a.txt", extract(*(["Text."] * 20), "By Ann Lee", "a", "b")).authors == ()


def test_date_of_a_note_to_the_press_stands_at_its_foot() -> None:
    assert described("a.txt", extract("Title", *["Text."] * 20, "New Delhi", "April 3, 2025")).dated == date(2025, 4, 3)


@pytest.mark.parametrize(
    ("named", "authors"),
    [
        ("Doe, Jane", ("Doe, Jane",)),
        ("A. Rao; B. Sen", ("A. Rao", "B. Sen")),
        ("Ministry of Trade and Foreign Affairs", ("Ministry of Trade and Foreign Affairs",)),
        ("ann@x.org", ("ann@x.org",)),
        ("", ()),
        ("Ann Lee, Ann Lee", ("Ann Lee",)),
    ],
)
def test_single_names_of_a_field(named: str, authors: tuple[str, ...]) -> None:
    assert authors_of(named) == authors


def test_store_is_told(tmp_path: Any, store: Any) -> None:
    (tmp_path / "note.md").write_text("---\nauthor: Ann Lee\ndate: 2025-04-03\n---\n# Note\n\nSalmon swim.\n")
    (document,) = (one.document for one in ingest([tmp_path], store).added)
    assert (document.authors, document.dated) == (("Ann Lee",), date(2025, 4, 3))


@pytest.mark.parametrize(
    ("lines", "title", "authors"),
    [
        (
            ("MEMORANDUM", "To: Aino Laaksonen", "From: Office of Arctic Affairs", "Subject: Visit of the delegation"),
            "Visit of the delegation",
            ("Office of Arctic Affairs",),
        ),
        (("Briefing note to the Minister", "Re: Harbour extension", "Text."), "Harbour extension", ()),
        (("From: Ann Lee", "To: Bo Li", "Text."), "", ("Ann Lee",)),
        (("From: Ann Lee, Director, Port Transport", "To: Bo Li", "Text."), "", ("Ann Lee",)),
        (("Memo on the harbour", "Subject: Dredging", "Text."), "Memo on the harbour", ()),
        (("Note", "Text.", "From: Ann Lee"), "Note", ()),
    ],
)
def test_memo_is_known_by_its_subject(lines: tuple[str, ...], title: str, authors: tuple[str, ...]) -> None:
    read = replace(extract(*lines), title="" if ":" in lines[0] else lines[0])
    found = described("a.txt", read)
    assert (found.title, found.authors) == (title, authors)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Policy brief 14/2025 · Institute for Ports · 3 April 2025", ()),
        ("By Ann Lee | 3 April 2025", ("Ann Lee",)),
        ("**Date:** 3 April 2025 **Prepared by:** Port Security Unit **Handling:** Internal", ("Port Security Unit",)),
        ("Date: 3 April 2025 Prepared by: Ann Lee", ("Ann Lee",)),
    ],
)
def test_one_line_at_the_head_may_tell_several_things(line: str, authors: tuple[str, ...]) -> None:
    found = described("a.txt", extract("Ports", line, *["Text."] * 20))
    assert (found.dated, found.authors) == (date(2025, 4, 3), authors)


@pytest.mark.parametrize(
    "line", ["Lisbon, 14–15 May 2025 · Venue: Hall B", "Deadline · from 3 April 2025 on", "Q: Date? A: soon"]
)
def test_other_lines_of_several_things_tell_no_day(line: str) -> None:
    assert described("a.txt", extract("Ports", line, *["Text."] * 20)).dated is None


def test_a_line_of_blanks_without_end_is_no_work() -> None:
    endless = "By Ann Lee" + " " * 5_000_000 + "x"
    assert described("a.txt", extract("Ports", endless, "3 April 2025", *["Text."] * 20)).dated == date(2025, 4, 3)
