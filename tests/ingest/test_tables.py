"""Tables, workbooks and presentations: rows that stand alone, sheets as headings, slides as pages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pptx
import pytest
from openpyxl.comments import Comment
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from ingest.chunk import Chunking, passages_of
from ingest.errors import Unreadable
from ingest.extract import Extract
from ingest.readers.tables import rows_of
from ingest.reading import read


def extract(name: str, data: bytes) -> Extract:
    return read(name, data, lambda done, total: None)


def blocks(made: Extract) -> list[tuple[str, str]]:
    return [(block.kind, made.text[block.start : block.end]) for block in made.blocks]


def texts(made: Extract) -> list[str]:
    return [text for _, text in blocks(made)]


def test_row_stands_alone_under_the_names_of_its_columns() -> None:
    table = [["Name", "Office"], ["Mr. Saita", " Assistant\nMinister "], ["", ""], ["Mr. Pillai", ""]]
    assert list(rows_of(table)) == [
        "Name | Office",
        "Name: Mr. Saita | Office: Assistant Minister",
        "Name: Mr. Pillai",
    ]


@pytest.mark.parametrize(
    ("first", "second", "row"),
    [
        (["1", "2"], ["a", "b"], "a | b"),
        (["Yes", "Yes"], ["a", "b"], "a | b"),
        (["", "2023", "2024"], ["Ships", "7", "9"], "Ships | 2023: 7 | 2024: 9"),
        (["Ships", "7,000"], ["Boats", "9,000"], "Boats | 9,000"),
        (["2023", "Tokyo"], ["2024", "Delhi"], "2024 | Delhi"),
        (["", "Class", ""], ["", "A", "B"], "A | B"),
    ],
)
def test_first_row_names_columns_only_where_it_can(first: list[str], second: list[str], row: str) -> None:
    assert list(rows_of([first, second]))[1] == row


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_values_are_parted_by_whatever_parts_them(delimiter: str) -> None:
    lines = [["Name", "Office"], ["Saita, Mr.", "Minister; of state"], ["Pillai", "Secretary\tor | so"]]
    quoted = "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    assert texts(extract("list.csv", quoted.encode())) == [
        "Name | Office",
        "Name: Saita, Mr. | Office: Minister; of state",
        "Name: Pillai | Office: Secretary or | so",
    ]


def test_table_of_values_may_be_in_any_encoding_and_hold_line_ends() -> None:
    made = extract("list.tsv", 'Name\tPlace\n"Müller\nund Söhne"\tKöln\n'.encode("utf-16"))
    assert texts(made)[1] == "Name: Müller und Söhne | Place: Köln"


def test_row_that_is_too_long_is_parted_between_cells() -> None:
    header = [f"Column {number}" for number in range(30)]
    made = extract("wide.csv", "\n".join(",".join(row) for row in (header, ["some words"] * 30)).encode())
    quotes = [
        made.text[unit.start : unit.end] for passage in passages_of(made, Chunking()) for unit in passage.sentences
    ]
    assert all(quote.startswith("Column") for quote in quotes)
    assert max(map(len, quotes)) <= 400


def workbook(change: Callable[[Any], None]) -> bytes:
    made = openpyxl.Workbook()
    change(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def ministries(made: Any) -> None:
    sheet = made.active
    sheet.title = "Delegations"
    sheet.append(["Members of the delegations"])
    sheet.append(["Name", "Since", "Share", "Cost"])
    sheet.append(["Ms. Saiawi", date(2025, 4, 1), 0.125, 0.1 + 0.2])
    sheet.append(["Mr. Saita", datetime(2025, 4, 1, 9, 30), 1, True])
    sheet["C3"].number_format = "0.0%"
    sheet["A4"].comment = Comment("He led it.", "Someone")
    empty = made.create_sheet("Empty")
    empty["ZZ99999"].number_format = "0.0"
    made.create_sheet("Sites").append(["Tsukuba"])
    made.properties.title = "The Space Dialogue"


def test_workbook_is_read_sheet_by_sheet() -> None:
    made = extract("book.xlsx", workbook(ministries))
    assert made.title == "The Space Dialogue"
    assert blocks(made) == [
        ("heading", "Delegations"),
        ("paragraph", "Members of the delegations"),
        ("row", "Name | Since | Share | Cost"),
        ("row", "Name: Ms. Saiawi | Since: 2025-04-01 | Share: 12.5% | Cost: 0.3"),
        ("row", "Name: Mr. Saita | Since: 2025-04-01 09:30:00 | Share: 1 | Cost: TRUE"),
        ("paragraph", "A4: He led it."),
        ("heading", "Sites"),
        ("paragraph", "Tsukuba"),
    ]


def test_tables_of_a_sheet_are_told_apart() -> None:
    def change(made: Any) -> None:
        sheet = made.active
        for row, cells in {
            1: ["Name", "Age", None, "Place", "Size"],
            2: ["Ann", 5, None, "Oslo", 7],
            5: ["Year", "Cost"],
            6: ["1999", 8],
        }.items():
            for column, cell in enumerate(cells, 1):
                sheet.cell(row, column, cell)

    assert texts(extract("book.xlsx", workbook(change)))[1:] == [
        "Name | Age",
        "Name: Ann | Age: 5",
        "Place | Size",
        "Place: Oslo | Size: 7",
        "Year | Cost",
        "Year: 1999 | Cost: 8",
    ]


def test_merged_cell_labels_all_its_rows() -> None:
    def change(made: Any) -> None:
        sheet = made.active
        for row in (["Part", "Item"], ["Hull", "Keel"], [None, "Rib"]):
            sheet.append(row)
        sheet.merge_cells("A2:A3")

    assert texts(extract("book.xlsx", workbook(change)))[-1] == "Part: Hull | Item: Rib"


def test_sheet_that_claims_to_be_huge_is_read_at_once() -> None:
    def change(made: Any) -> None:
        made.active["A1"] = "First"
        made.active["XFD1048576"] = "Last"

    assert texts(extract("book.xlsx", workbook(change)))[1:] == ["First", "Last"]


def presentation() -> bytes:
    made = pptx.Presentation()
    made.core_properties.title = "PowerPoint Presentation"
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = "Space Dialogue"
    body = slide.placeholders[1].text_frame
    body.text = "Space policy"
    body.add_paragraph().text = "Security"
    body.paragraphs[1].level = 1
    slide.notes_slide.notes_text_frame.text = "Mention the visit."
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = "Delegations"
    lower = slide.shapes.add_textbox(Inches(1), Inches(6), Inches(3), Inches(1))
    lower.text_frame.text = "Below the table"
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    for row, cells in enumerate((("Name", "Office"), ("Mr. Saita", "Minister"))):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(Inches(5), Inches(6), Inches(3), Inches(1)).text_frame.text = "In a group"
    slide = made.slides.add_slide(made.slide_layouts[6])
    chart = CategoryChartData()
    chart.categories = ["2023", "2024"]
    chart.add_series("Launches", (3, 4.5))
    chart.add_series("Visits", (1, None))
    slide.shapes.add_chart(XL_CHART_TYPE.LINE, Inches(1), Inches(1), Inches(4), Inches(3), chart)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_presentation_is_read_slide_by_slide() -> None:
    made = extract("talk.pptx", presentation())
    assert (made.title, made.pages) == ("Space Dialogue", 3)
    assert [(block.page, *entry) for block, entry in zip(made.blocks, blocks(made), strict=True)] == [
        (1, "heading", "Space Dialogue"),
        (1, "item", "Space policy"),
        (1, "item", "Security"),
        (1, "heading", "Notes"),
        (1, "paragraph", "Mention the visit."),
        (2, "heading", "Delegations"),
        (2, "row", "Name | Office"),
        (2, "row", "Name: Mr. Saita | Office: Minister"),
        (2, "paragraph", "Below the table"),
        (2, "paragraph", "In a group"),
        (3, "row", "Launches | Visits"),
        (3, "row", "2023 | Launches: 3 | Visits: 1"),
        (3, "row", "2024 | Launches: 4.5"),
    ]


def test_passages_of_a_presentation_know_their_slide() -> None:
    passages = passages_of(extract("talk.pptx", presentation()), Chunking())
    assert [passage.page for passage in passages] == sorted(passage.page or 0 for passage in passages)
    assert {passage.page for passage in passages} >= {1, 2}


def with_part(data: bytes, part: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            target.writestr(name, content if name == part else source.read(name))
    return made.getvalue()


BOOK, TALK = workbook(ministries), presentation()
ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><worksheet><sheetData>&e;</sheetData></worksheet>'


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("book.xlsx", BOOK[: len(BOOK) // 2], "damaged ZIP archive or Office file"),
        ("talk.pptx", TALK[: len(TALK) // 2], "damaged ZIP archive or Office file"),
        ("book.xlsx", with_part(BOOK, "xl/workbook.xml", b"<no"), "the workbook is damaged"),
        ("book.xlsx", with_part(BOOK, "xl/worksheets/sheet1.xml", ENTITY), "the workbook is damaged"),
        ("talk.pptx", with_part(TALK, "ppt/presentation.xml", b"<no"), "the presentation is damaged"),
        ("talk.pptx", with_part(TALK, "ppt/slides/slide1.xml", b""), "the presentation is damaged"),
        ("talk.pptx", BOOK, "is an Excel workbook (.xlsx), not a PowerPoint presentation"),
        ("book.xlsx", b"Name,Office", "is plain text, not an Excel workbook"),
        ("book.xlsx", workbook(lambda made: None), "no text found"),
        ("list.csv", b"\n\n,,\n", "no text found"),
    ],
)
def test_broken_file_says_why(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        extract(name, data)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)
