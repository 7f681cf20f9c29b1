"""Ruled tables of PDFs: what stands in a cell stays together, under its column's name."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pypdfium2
import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from ingest.extract import Extract
from ingest.readers.pdf_lines import Cell, Line, Style
from ingest.readers.pdf_ruled_rows import placed
from ingest.reading import read

GRID = ("GRID", (0, 0), (-1, -1), 0.7, "black")
BOLD_FIRST_ROW = ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold")
STYLE = getSampleStyleSheet()["BodyText"]
TARGET = "By 30 September 2031 the Office will cut the rate of accidents from 1.36 to no more than 1.22 in a million."


def prose(text: str) -> Any:
    return Paragraph(text, STYLE)


def table(rows: Sequence[Sequence[Any]], *commands: Any, widths: Sequence[float] | None = None) -> Any:
    return Table(rows, colWidths=widths, style=TableStyle([GRID, *commands]))


def pdf(*flowables: Any) -> bytes:
    file = io.BytesIO()
    SimpleDocTemplate(file).build(list(flowables))
    return file.getvalue()


def extract(data: bytes) -> Extract:
    return read("plan.pdf", data, lambda done, total: None)


def rows_of(made: Extract) -> list[str]:
    return [made.text[block.start : block.end] for block in made.blocks if block.kind == "row"]


def prose_of(made: Extract) -> list[str]:
    return [made.text[block.start : block.end] for block in made.blocks if block.kind == "paragraph"]


INDICATORS = [
    ["Description", "Type", "Status", "Number per\nmillion"],
    [prose(TARGET), "Target", "Reduced", "1.22"],
    ["", "Actual", "Baseline", "1.36"],
    ["Calls answered", "Target", "", "90"],
]
WIDTHS = (110, 60, 60, 80)


def test_lines_of_a_cell_stay_together() -> None:
    made = extract(pdf(table(INDICATORS, ("SPAN", (0, 1), (0, 2)), widths=WIDTHS)))
    assert TARGET in prose_of(made)
    assert rows_of(made) == [
        "Description | Type | Status | Number per million",
        "Type: Target | Status: Reduced | Number per million: 1.22",
        "Type: Actual | Status: Baseline | Number per million: 1.36",
        "Description: Calls answered | Type: Target | Number per million: 90",
    ]


def test_name_beside_several_rows_is_said_in_each() -> None:
    rows = [["Goal", "Measure", "2024"], ["Safety", "Rail accidents", "12"], ["", "Road accidents", "310"]]
    made = extract(pdf(table(rows, ("SPAN", (0, 1), (0, 2)))))
    assert rows_of(made)[1:] == [
        "Goal: Safety | Measure: Rail accidents | 2024: 12",
        "Goal: Safety | Measure: Road accidents | 2024: 310",
    ]


def test_name_that_spans_columns_stands_before_theirs() -> None:
    rows: list[list[Any]] = [
        ["Measure", "2030", "", "2031", ""],
        ["", "Target", "Result", "Target", "Result"],
        ["Calls", 90, 84, 95, 96],
    ]
    spans = [("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (4, 0))]
    made = extract(pdf(table(rows, *spans)))
    expected = "Measure: Calls | 2030 Target: 90 | 2030 Result: 84 | 2031 Target: 95 | 2031 Result: 96"
    assert rows_of(made)[-1] == expected


def test_title_over_the_whole_table_names_no_column() -> None:
    rows = [["Fleet of the Coast Office", "", ""], ["Ship", "Built", "Crew"], ["Heron", "1998", "14"]]
    made = extract(pdf(table(rows, ("SPAN", (0, 0), (-1, 0)))))
    assert rows_of(made) == ["Fleet of the Coast Office", "Ship | Built | Crew", "Ship: Heron | Built: 1998 | Crew: 14"]


@pytest.mark.parametrize(
    ("commands", "second"),
    [([], "Office | Harbour"), ([BOLD_FIRST_ROW], "Name: Office | Ilsa Holm: Harbour")],
    ids=["names and values", "a first row in letters of its own"],
)
def test_list_of_names_and_values_has_no_head(commands: list[Any], second: str) -> None:
    made = extract(pdf(table([["Name", "Ilsa Holm"], ["Office", "Harbour"], ["Since", "2019"]], *commands)))
    assert rows_of(made)[1] == second


def test_table_goes_on_under_its_columns_on_the_next_page() -> None:
    head = table([["Ship", "Built", "Crew"], ["Heron", "1998", "14"], ["Gull", "2004", "9"]])
    rest = table([["Tern", "2011", "11"], ["Skua", "2015", "8"]])
    made = extract(pdf(head, PageBreak(), rest))
    assert rows_of(made)[3:] == ["Ship: Tern | Built: 2011 | Crew: 11", "Ship: Skua | Built: 2015 | Crew: 8"]


def test_table_on_the_next_page_that_follows_text_has_its_own_columns() -> None:
    head = table([["Ship", "Built", "Crew"], ["Heron", "1998", "14"]])
    rest = table([["Tern", "2011", "11"], ["Skua", "2015", "8"]])
    made = extract(pdf(head, PageBreak(), prose("The following boats were sold."), rest))
    assert "Tern | 2011 | 11" in rows_of(made)


def test_long_text_in_a_cell_is_text() -> None:
    long = "The committee heard that the harbour had been closed for a week in the winter. " * 6
    made = extract(pdf(table([["Item", "Note", "Who"], ["1", prose(long), "Holm"], ["2", "None", "Gray"]])))
    assert prose_of(made) == [long.strip()]
    assert rows_of(made) == ["Item | Note | Who", "Item: 1 | Who: Holm", "Item: 2 | Note: None | Who: Gray"]


def test_rows_without_a_rule_between_them_are_told_apart() -> None:
    upright = [("BOX", (0, 0), (-1, -1), 0.5, "black"), ("LINEBELOW", (0, 0), (-1, 0), 0.5, "black")]
    upright += [("LINEAFTER", (column, 0), (column, -1), 0.5, "black") for column in (0, 1)]
    rows = [["Ship", "Built", "Crew"], ["Heron", "1998", "14"], ["Gull", "2004", "9"], ["Tern", "2011", "11"]]
    made = extract(pdf(Table(rows, colWidths=(90, 60, 60), style=TableStyle(upright))))
    assert rows_of(made) == [
        "Ship | Built | Crew",
        "Ship: Heron | Built: 1998 | Crew: 14",
        "Ship: Gull | Built: 2004 | Crew: 9",
        "Ship: Tern | Built: 2011 | Crew: 11",
    ]


def test_name_of_several_rows_without_a_rule_stands_in_each() -> None:
    rows = [
        ["Layers", "Language", "All"],
        ["6", "first\nsecond", "0.955\n0.951"],
        ["4", "first\nsecond", "0.938\n0.927"],
    ]
    made = extract(pdf(table(rows, widths=(60, 90, 60))))
    assert rows_of(made)[1:3] == [
        "Layers: 6 | Language: first | All: 0.955",
        "Layers: 6 | Language: second | All: 0.951",
    ]


def test_text_that_goes_on_in_two_cells_makes_no_rows() -> None:
    rows = [
        ["Item", "What", "When"],
        ["1", prose("Repair of the northern pier and its lights"), prose("From the spring on until it is done")],
    ]
    made = extract(pdf(table(rows, widths=(40, 100, 90))))
    assert rows_of(made)[1] == (
        "Item: 1 | What: Repair of the northern pier and its lights | When: From the spring on until it is done"
    )


def test_box_around_text_is_no_table() -> None:
    box = table([[prose("Nothing was signed in the end, and nobody had expected it.")]])
    made = extract(pdf(box, prose("The talks went on.")))
    assert not rows_of(made)
    assert prose_of(made)[0] == "Nothing was signed in the end, and nobody had expected it."


def test_squared_paper_is_no_table() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.grid([50 + 20 * step for step in range(20)], [400 + 20 * step for step in range(15)])
    for x, y, word in ((55, 405, "Peak"), (175, 505, "Fall"), (295, 605, "Rise"), (95, 605, "Low"), (395, 425, "End")):
        canvas.drawString(x, y, word)
    canvas.save()
    made = extract(file.getvalue())
    assert not any(" | " in row and ":" in row for row in rows_of(made))


def test_columns_without_a_line_at_the_sides() -> None:
    inner = TableStyle([("INNERGRID", (0, 0), (-1, -1), 0.5, "black")])
    made = extract(pdf(Table([["Ship", "Built", "Crew"], ["Heron", "1998", "14"], ["Gull", "2004", "9"]], style=inner)))
    assert rows_of(made)[1:] == ["Ship: Heron | Built: 1998 | Crew: 14", "Ship: Gull | Built: 2004 | Crew: 9"]


def test_every_character_of_a_row_is_the_pages_own() -> None:
    data = pdf(table(INDICATORS, ("SPAN", (0, 1), (0, 2)), widths=WIDTHS))
    made = extract(data)
    document = pypdfium2.PdfDocument(data)
    page = document[0].get_textpage()
    for run in made.places:
        there = page.get_text_range(run.offset, run.end - run.start)
        assert there == made.text[run.start : run.end]
    document.close()


def line(text: str, column: int) -> Line:
    style = Style(10, bold=False, italic=False)
    return Line(
        text, tuple(range(len(text))), 1, 0, 9, 0, 9, style, (), (), False, 9, (), Cell(0, 0, 1, column, column + 1)
    )


def test_table_that_is_written_from_right_to_left_is_read_so() -> None:
    assert [one.text for one in placed([line("1998", 0), line("שנת הבנייה", 1)])] == ["שנת הבנייה", "1998"]
    assert [one.text for one in placed([line("Built", 0), line("1998", 1)])] == ["Built", "1998"]
