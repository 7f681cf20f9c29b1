"""Authors and days that files tell of themselves, and those that programs put there and nobody means."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime

import docx
import openpyxl
import pptx
import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.titles import day_of, sensible_author, sensible_title
from ingest.reading import read
from ingest.wire import from_json, to_json

WHEN = datetime(2025, 4, 2, 10, tzinfo=UTC)


def word() -> bytes:
    made, file = docx.Document(), io.BytesIO()
    made.add_paragraph("They met.")
    made.core_properties.author, made.core_properties.modified = "Taro Saita", WHEN
    made.save(file)
    return file.getvalue()


def slides() -> bytes:
    made, file = pptx.Presentation(), io.BytesIO()
    made.slides.add_slide(made.slide_layouts[0]).shapes.title.text = "Dialogue"
    made.core_properties.author, made.core_properties.modified = "Taro Saita", WHEN
    made.save(file)
    return file.getvalue()


def sheets() -> bytes:
    made, file = openpyxl.Workbook(), io.BytesIO()
    made.active["A1"] = "They met."
    made.properties.creator = "Taro Saita"
    made.save(file)
    return file.getvalue()


def pdf() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.setAuthor("Taro Saita")
    canvas.drawString(60, 700, "They met in Tokyo.")
    canvas.save()
    return file.getvalue()


PAGE = (
    '<html><head><meta name="author" content="Taro Saita"><meta property="article:published_time" '
    'content="2025-04-02T10:00:00+09:00"></head><body><p>They met.</p></body></html>'
)


@pytest.mark.parametrize(
    ("name", "made", "day"),
    [
        ("a.docx", word, "2025-04-02"),
        ("a.pptx", slides, "2025-04-02"),
        ("a.xlsx", sheets, None),
        ("a.pdf", pdf, None),
        ("a.html", lambda: PAGE.encode(), "2025-04-02"),
        ("a.md", lambda: b'---\nauthor: "Taro Saita"\ndate: 2025-04-02\n---\n\nThey met.\n', "2025-04-02"),
    ],
)
def test_file_tells_its_author_and_day(name: str, made: Callable[[], bytes], day: str | None) -> None:
    extract = read(name, made(), lambda done, total: None)
    assert extract.author == "Taro Saita"
    # Where no day is given, the program writes that of the test.
    assert extract.date == day if day else extract.date > "2025-04-02"
    assert from_json(to_json(extract)) == extract


@pytest.mark.parametrize(
    "named", ["", "untitled", "PowerPoint Presentation", "Microsoft Word - x.docx", "plan.xlsx", "---"]
)
def test_titles_of_programs_are_none(named: str) -> None:
    assert sensible_title(named) == ""


@pytest.mark.parametrize("named", ["", "python-docx", "openpyxl", "Microsoft Office User", "(anonymous)", "Admin"])
def test_authors_that_are_programs_are_none(named: str) -> None:
    assert sensible_author(named) == ""


@pytest.mark.parametrize(
    ("values", "day"),
    [
        ([None, "D:20250401093000+09'00'"], "2025-04-01"),
        (["2025-04-01T09:30:00Z"], "2025-04-01"),
        (["1904-01-01", datetime(2025, 4, 1, tzinfo=UTC)], "2025-04-01"),
        (["2025-13-45", "soon"], ""),
        ([datetime(2013, 12, 23, 23, 15, tzinfo=UTC)], ""),  # the template of python-docx
    ],
)
def test_day_is_the_first_that_makes_sense(values: list[object], day: str) -> None:
    assert day_of(values) == day
