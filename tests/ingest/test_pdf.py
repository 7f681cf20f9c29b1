"""PDF: text with structure, and the map from it to the characters of the pages."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image
from reportlab.lib import pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest import ReindexFailed, ingest, reindex
from ingest.budget import Budget
from ingest.chunk import Chunking, passages_of
from ingest.errors import Unreadable
from ingest.extract import Extract
from ingest.reading import read
from store import Store

BODY = [
    "The delegations of India and Japan met in Tokyo in order to talk about cooper-",
    "ation in outer space, and about the many things that go with it in our time. A key",
    "objective was the peaceful use of space. The meeting was the third of its kind, and",
]
NEXT = ["it will not be the last one, as the ministers of both sides said in the evening of that", "day. They left."]


class Sheet:
    """Writes lines down a page, as a typesetter would."""

    def __init__(self, canvas: Canvas, header: bool = True) -> None:
        self.canvas, self.y = canvas, 760.0
        self.header = header
        self.begin()

    def begin(self) -> None:
        if self.header:
            self.write("Ministry of Space: briefing", 8, at=(60, 815))
            self.write(f"Page {self.canvas.getPageNumber()} of 3", 8, at=(480, 30))
        self.y = 760.0

    def turn(self) -> None:
        self.canvas.showPage()
        self.begin()

    def write(
        self, text: str, size: float = 10, font: str = "Helvetica", at: tuple[float, float] | None = None
    ) -> None:
        self.canvas.setFont(font, size)
        x, y = at or (60, self.y)
        self.canvas.drawString(x, y, text)
        if at is None:
            self.y -= size * 1.3

    def lines(self, lines: list[str], gap: float = 10) -> None:
        for line in lines:
            self.write(line)
        self.y -= gap


def pdf(draw: Callable[[Sheet], None], header: bool = True, **settings: Any) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, **settings)
    draw(Sheet(canvas, header))
    canvas.save()
    return file.getvalue()


def briefing(sheet: Sheet) -> None:
    sheet.write("Space Dialogue with Japan", 20, "Helvetica-Bold")
    sheet.y -= 20
    sheet.write("1. The meeting", 14, "Helvetica-Bold")
    sheet.y -= 6
    sheet.lines(BODY)
    sheet.turn()
    sheet.lines(NEXT)
    sheet.write("1.1 Who came", 12, "Helvetica-Bold")
    sheet.y -= 6
    sheet.lines(["• Ms. Saiawi, Joint Secretary", "• Mr. Pillai, Scientific Secretary"])
    for name, office in (("Name", "Office"), ("Mr. Saita", "Assistant Minister"), ("Mr. Kazeki", "Director General")):
        sheet.write(office, at=(300, sheet.y))
        sheet.write(name)
    sheet.turn()
    sheet.write("2. What comes next", 14, "Helvetica-Bold")
    sheet.y -= 6
    sheet.lines(
        ["Nothing is known about the next meeting, neither its place nor its date, and nobody has said", "more."]
    )


def extract(data: bytes) -> Extract:
    return read("briefing.pdf", data, lambda done, total: None)


@pytest.fixture(scope="module")
def data() -> bytes:
    return pdf(briefing)


@pytest.fixture(scope="module")
def made(data: bytes) -> Extract:
    return extract(data)


def kinds(made: Extract, kind: str) -> list[str]:
    return [made.text[block.start : block.end] for block in made.blocks if block.kind == kind]


def test_headings_are_found_by_their_letters(made: Extract) -> None:
    assert kinds(made, "heading") == [
        "Space Dialogue with Japan",
        "1. The meeting",
        "1.1 Who came",
        "2. What comes next",
    ]


def test_larger_headings_are_further_out(made: Extract) -> None:
    assert [block.level for block in made.blocks if block.kind == "heading"] == [1, 2, 3, 2]


def test_paragraph_goes_on_over_a_page_end(made: Extract) -> None:
    assert "of its kind, and it will not be the last one" in kinds(made, "paragraph")[0]


def test_hyphen_at_a_lines_end_is_joined(made: Extract) -> None:
    assert "cooperation in outer space" in made.text


@pytest.mark.parametrize("furniture", ["Ministry of Space", "Page 1", "Page 2 of 3"])
def test_headers_and_footers_are_left_out(made: Extract, furniture: str) -> None:
    assert furniture not in made.text


def test_list_items_and_table_rows_are_told_apart(made: Extract) -> None:
    assert kinds(made, "item") == ["Ms. Saiawi, Joint Secretary", "Mr. Pillai, Scientific Secretary"]
    assert len(kinds(made, "row")) == 3
    assert any("Saita" in row and "Assistant Minister" in row for row in kinds(made, "row"))


def test_blocks_know_their_pages(made: Extract) -> None:
    assert made.pages == 3
    assert [block.page for block in made.blocks if block.kind == "heading"] == [1, 1, 2, 3]


def test_places_are_the_pages_own_characters(made: Extract, data: bytes) -> None:
    document = pypdfium2.PdfDocument(data)
    for run in made.places:
        text_page = document[run.page - 1].get_textpage()
        characters = (
            chr(pdfium.FPDFText_GetUnicode(text_page, run.offset + step)) for step in range(run.end - run.start)
        )
        assert "".join(characters) == made.text[run.start : run.end]


def test_every_word_has_its_place(made: Extract) -> None:
    placed = set()
    for run in made.places:
        placed.update(range(run.start, run.end))
    assert all(index in placed for index, character in enumerate(made.text) if character.isalnum())


def test_a_quote_can_be_boxed_on_its_page(made: Extract, data: bytes) -> None:
    start = made.text.index("Joint Secretary")
    run = next(run for run in made.places if run.start <= start < run.end)
    text_page = pypdfium2.PdfDocument(data)[run.page - 1].get_textpage()
    left, bottom, right, top = text_page.get_charbox(run.offset + start - run.start)
    assert 60 < left < right < 300
    assert 0 < bottom < top


def test_title_is_the_largest_line_when_the_file_names_none(made: Extract) -> None:
    assert made.title == "Space Dialogue with Japan"


@pytest.mark.parametrize(
    ("named", "title"),
    [("The Space Dialogue", "The Space Dialogue"), ("Microsoft Word - x.docx", "Space Dialogue with Japan")],
)
def test_title_of_the_properties_counts_if_it_makes_sense(named: str, title: str) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.canvas.setTitle(named)
        briefing(sheet)

    assert extract(pdf(draw)).title == title


def test_word_written_with_a_hyphen_elsewhere_keeps_it() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.lines(["They are all in favour of a long-term plan and they will work on it for the long-", "term good."])

    assert "for the long-term good." in extract(pdf(draw, header=False)).text


def test_missing_spaces_are_put_in() -> None:
    def draw(sheet: Sheet) -> None:
        width = sheet.canvas.stringWidth("National", "Helvetica", 10)
        sheet.write("National", at=(60, 700))
        sheet.write("Security", at=(60 + width + 1.5, 700))

    assert extract(pdf(draw, header=False)).text == "National Security"


def test_text_too_small_to_read_is_debris() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.lines(["Words to be read."])
        sheet.write("PLACEHOLDER_1", 1)

    assert extract(pdf(draw, header=False)).text == "Words to be read."


def drawn(sheet: Sheet, rows: list[list[str]], columns: list[float], font: str = "Helvetica") -> None:
    for row in rows:
        for cell, x in zip(row, columns, strict=True):
            if cell:
                sheet.write(cell, 10, font, at=(x, sheet.y))
        sheet.y -= 14


def figures(sheet: Sheet) -> None:
    sheet.lines(BODY)
    drawn(sheet, [["", "Three months", "", "Nine months", ""]], [60, 225, 0, 365, 0])
    drawn(sheet, [["Millions", "2023", "2022", "2023", "2022"]], [60, 220, 290, 360, 430])
    drawn(sheet, [["Launches", "$", "60,584", "63,355", "230,901", "$ (9)"]], [60, 205, 213, 285, 350, 425])
    sheet.write("Cost of launches:")
    drawn(sheet, [["Rockets", "39,136", "41,485", "1", "155"]], [60, 213, 285, 372, 437])
    sheet.y -= 30
    sheet.lines(NEXT)


def test_cells_are_under_the_names_of_their_columns() -> None:
    made = extract(pdf(figures, header=False))
    assert kinds(made, "row") == [
        "Three months | Nine months",
        "Millions | 2023 | 2022 | 2023 | 2022",
        "Millions: Launches | Three months 2023: $ 60,584 | Three months 2022: 63,355 | Nine months 2023: 230,901 | "
        "Nine months 2022: $ (9)",
        "Millions: Rockets | Three months 2023: 39,136 | Three months 2022: 41,485 | Nine months 2023: 1 | "
        "Nine months 2022: 155",
    ]
    assert "Cost of launches:" in kinds(made, "paragraph")


def test_names_of_columns_point_to_where_they_stand() -> None:
    content = pdf(figures, header=False)
    made = extract(content)
    test_places_are_the_pages_own_characters(made, content)
    test_every_word_has_its_place(made)


def names(sheet: Sheet) -> None:
    sheet.lines(BODY)
    drawn(sheet, [["Side", "Name", "Office"]], [60, 150, 300], "Helvetica-Bold")
    drawn(sheet, [["India", "Ms. Saiawi", "Joint Secretary"], ["", "", "for space"]], [60, 150, 300])
    sheet.y -= 6
    drawn(sheet, [["Japan", "Mr. Saita", "Minister"]], [60, 150, 300])


def test_table_of_words_has_names_where_they_stand_out() -> None:
    assert kinds(extract(pdf(names, header=False)), "row") == [
        "Side | Name | Office",
        "Side: India | Name: Ms. Saiawi | Office: Joint Secretary for space",
        "Side: Japan | Name: Mr. Saita | Office: Minister",
    ]


LEFT = [
    "The delegations of India and Japan met in",
    "Tokyo in order to talk about their cooper-",
    "ation in outer space, and about the things",
    "that go with it. A key objective of theirs",
    "was the peaceful use of space. They spoke",
    "of satellites and of the ground stations,",
    "and of nothing else.",
]
RIGHT = [
    "On the second day they visited the space",
    "center at Tsukuba, where engineers had",
    "prepared a tour of the halls. It took them",
    "half of the day, and they saw rockets and",
    "modules of the station. In the evening the",
    "ministers gave a dinner for all of them.",
]


def columns(sheet: Sheet) -> None:
    sheet.write("A heading over both of the columns", 14, "Helvetica-Bold", at=(60, 780))
    for number, line in enumerate(LEFT):
        sheet.write(line, at=(60, 740 - 13 * number))
        if number < len(RIGHT):
            sheet.write(RIGHT[number], at=(310, 740 - 13 * number))
    sheet.write("A line across the whole page, which comes after both of the columns and ends it.", at=(60, 620))


def test_columns_written_line_by_line_are_read_one_after_the_other() -> None:
    content = pdf(columns, header=False)
    made = extract(content)
    assert kinds(made, "paragraph") == [
        " ".join(LEFT).replace("cooper- ation", "cooperation"),
        " ".join(RIGHT),
        "A line across the whole page, which comes after both of the columns and ends it.",
    ]
    test_places_are_the_pages_own_characters(made, content)
    test_every_word_has_its_place(made)


def test_table_of_many_rows_is_not_taken_for_columns() -> None:
    rows = [[f"Mr. {name}", f"Director of the {name} office"] for name in "Ito Abe Ono Doi Eto Ueda Imai".split()]
    made = extract(pdf(lambda sheet: drawn(sheet, rows, [60, 300]), header=False))
    assert kinds(made, "row")[0] == "Mr. Ito | Director of the Ito office"
    assert len(kinds(made, "row")) == 7


def locked(user: str) -> bytes:
    settings = pdfencrypt.StandardEncryption(user, "owner", canPrint=0, canCopy=0, canModify=0)
    return pdf(lambda sheet: sheet.lines(BODY), encrypt=settings)


def test_pdf_that_only_forbids_things_is_read() -> None:
    assert "peaceful use of space" in extract(locked("")).text


def test_pdf_with_a_password_is_opened_with_it() -> None:
    made = read("a.pdf", locked("secret"), lambda done, total: None, Budget(passwords=("wrong", "secret")))
    assert "peaceful use of space" in made.text


def test_password_is_needed_again_to_read_anew(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(locked("secret"))
    assert len(ingest(tmp_path / "a.pdf", store, passwords=["secret"]).added) == 1
    with pytest.raises(ReindexFailed, match="needs a password"):
        reindex(store)
    assert len(reindex(store, passwords=["secret"]).replaced) == 1


def scan(sheet: Sheet) -> None:
    picture = Image.new("L", (850, 1100), 255)
    sheet.canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)


def half_scanned(sheet: Sheet) -> None:
    for words in ("The dialogue was long.", "", "", "Nobody left early.", "", "They ate together."):
        if words:
            sheet.lines([words])
        else:
            scan(sheet)
        sheet.canvas.showPage()
        sheet.y = 760.0


def test_scanned_pages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    made = extract(pdf(half_scanned, header=False))
    assert made.notes == ("pages 2–3, 5 have no text layer; install tesseract to have scans recognised",)
    assert [block.page for block in made.blocks] == [1, 4, 6]


def test_pdf_of_scans_alone_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Unreadable, match="in the PDF: page 1 has no text layer; install tesseract to have"):
        extract(pdf(scan, header=False))


def test_empty_page_is_no_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    def draw(sheet: Sheet) -> None:
        sheet.lines(BODY)
        sheet.canvas.showPage()
        sheet.canvas.rect(9, 9, 9, 9)

    assert extract(pdf(draw, header=False)).notes == ()


WORDS = """level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext
1\t1\t0\t0\t0\t0\t0\t0\t850\t1100\t-1\t
5\t1\t1\t1\t1\t1\t9\t9\t9\t9\t96.1\tOn
5\t1\t1\t1\t1\t2\t9\t9\t9\t9\t95.0\tspace cooper-
5\t1\t1\t1\t2\t1\t9\t9\t9\t9\t91.0\tation
5\t1\t1\t1\t2\t2\t9\t9\t9\t9\t90.0\t"in
5\t1\t1\t1\t2\t3\t9\t9\t9\t9\t90.0\tTokyo".
5\t1\t2\t1\t1\t1\t9\t9\t9\t9\t12.0\t~|_
5\t1\t3\t1\t1\t1\t9\t9\t9\t9\t88.0\tEnd.
"""


def pretend_tesseract(folder: Path, monkeypatch: pytest.MonkeyPatch, does: str) -> None:
    """Put a program of that name in front of all others; it is given the page's picture."""
    (folder / "words.tsv").write_text(WORDS)
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\nhead -c 8 > {folder}/picture; cat > /dev/null\n{does}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


posix = pytest.mark.skipif(sys.platform == "win32", reason="the pretended program is a shell script")


@posix
def test_scans_are_recognised_where_tesseract_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_tesseract(tmp_path, monkeypatch, f"cat {tmp_path}/words.tsv")
    made = extract(pdf(half_scanned, header=False))
    assert made.notes == ()
    assert (tmp_path / "picture").read_bytes() == b"\x89PNG\r\n\x1a\n"
    assert [(block.page, made.text[block.start : block.end]) for block in made.blocks][:4] == [
        (1, "The dialogue was long."),
        (2, 'On space cooperation "in Tokyo".'),
        (2, "End."),
        (3, 'On space cooperation "in Tokyo".'),
    ]


@posix
def test_passages_of_recognised_pages_know_their_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_tesseract(tmp_path, monkeypatch, f"cat {tmp_path}/words.tsv")
    made = extract(pdf(half_scanned, header=False))
    pages = [passage.page for passage in passages_of(made, Chunking(target_characters=20))]
    assert pages == [1, 2, 2, 3, 3, 4, 5, 5, 6]


@posix
@pytest.mark.parametrize(
    ("does", "reason"), [("exit 3", "tesseract fails on it"), ("true", "tesseract recognises nothing on it")]
)
def test_scan_that_is_not_recognised_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, reason: str
) -> None:
    pretend_tesseract(tmp_path, monkeypatch, does)
    with pytest.raises(Unreadable, match=f"page 1 has no text layer, and {reason}"):
        extract(pdf(scan, header=False))


@posix
def test_recognising_keeps_what_is_done_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_tesseract(
        tmp_path,
        monkeypatch,
        f"test -f {tmp_path}/twice && exec sleep 60; touch {tmp_path}/twice; cat {tmp_path}/words.tsv",
    )
    begun = time.monotonic()
    made = read("a.pdf", pdf(half_scanned, header=False), lambda done, total: None, Budget(deadline=begun + 3))
    assert time.monotonic() - begun < 20
    assert "On space cooperation" in made.text
    assert len(made.notes) == 1
    assert made.notes[0].startswith("pages 3, 5 have no text layer, and there was no time left")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf(lambda sheet: sheet.canvas.rect(9, 9, 9, 9), header=False), "no text found in the PDF"),
        (
            pdf(lambda sheet: sheet.lines(BODY), encrypt=pdfencrypt.StandardEncryption("secret", canPrint=0)),
            "needs a password",
        ),
        (b"%PDF-1.7\nnothing of the kind", "the PDF is damaged"),
    ],
    ids=["no text", "password", "damaged"],
)
def test_pdf_that_cannot_be_read_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        extract(content)
