"""Pages of PDFs as pictures: the boxes cover the words that were asked for, and no others."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib import pdfencrypt
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from ingest.budget import Budget
from ingest.errors import Unreadable
from ingest.extract import Extract
from ingest.picture import MOST_PIXELS, Box, PageText, Picture, Wanted
from ingest.reading import picture, read

WIDE, HIGH = 595.0, 842.0
FONT = "Helvetica"
# A box may stand out of the ink of its words by so many points.
TOLERANCE = 2.0
PROSE = (
    "The harbour board met on Tuesday in the old customs house by the quay.",
    "Nine members were present and two sent their excuses beforehand.",
    "The board agreed to pay 4,200 euros for the new lighthouse lamp.",
    "Work on the lamp begins in the first week of May and lasts nine days.",
)
QUOTE = PROSE[2]


@dataclass
class Ink:
    """Draws words one by one and remembers where each stands: its left, right and baseline, in user space."""

    canvas: Canvas
    words: list[tuple[int, str, float, float, float, float]] = field(default_factory=list)
    page: int = 1

    def line(self, x: float, y: float, text: str, size: float = 11) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, y, text)
        for word in text.split():
            width = stringWidth(word, FONT, size)
            self.words.append((self.page, word, x, x + width, y, size))
            x += width + stringWidth(" ", FONT, size)

    def turn(self) -> None:
        self.canvas.showPage()
        self.page += 1


def drawn(draw: Callable[[Ink], None], **settings: object) -> tuple[bytes, Ink]:
    file = io.BytesIO()
    ink = Ink(Canvas(file, pagesize=(WIDE, HIGH), **settings))
    draw(ink)
    ink.canvas.save()
    return file.getvalue(), ink


def prose(ink: Ink) -> None:
    for number, sentence in enumerate(PROSE):
        ink.line(80, 700 - 15 * number, sentence)


def turned(data: bytes, rotation: int, crop: tuple[float, float, float, float]) -> bytes:
    file = io.BytesIO()
    with pypdfium2.PdfDocument(data) as document:
        document[0].set_rotation(rotation)
        document[0].set_cropbox(*crop)
        document.save(file)
    return file.getvalue()


def extract_of(data: bytes) -> Extract:
    return read("a.pdf", data, lambda done, total: None)


def on_page(extract: Extract, quote: str, page: int) -> tuple[PageText, ...]:
    """The characters of a page that a quote of the text stands on, as the assistant asks for them."""
    start = extract.text.index(quote)
    end = start + len(quote)
    found = []
    for run in extract.places:
        first, last = max(run.start, start), min(run.end, end)
        if run.page == page and first < last:
            found.append((run.offset + first - run.start, extract.text[first:last]))
    return tuple(found)


def shot(data: bytes, marks: Sequence[tuple[PageText, ...]] = (), page: int = 1, width: int = 600) -> Picture:
    return picture("a.pdf", data, Wanted(page, width, tuple(marks)), Budget())


def shown(x: float, y: float, rotation: int, crop: tuple[float, float, float, float]) -> tuple[float, float]:
    """A point of user space on the page as it is shown, in points from its upper left corner."""
    left, bottom, right, top = crop
    across, down, width, height = x - left, top - y, right - left, top - bottom
    return {
        0: (across, down),
        90: (height - down, across),
        180: (width - across, height - down),
        270: (down, width - across),
    }[rotation]


def covers(
    boxes: Sequence[Box], image: Picture, ink: Ink, page: int = 1, rotation: int = 0, crop: object = None
) -> set[int]:
    """Return which words (by number) have their middle in one of the boxes."""
    at: set[int] = set()
    for number, (on, _, left, right, y, size) in enumerate(ink.words):
        middle = shown((left + right) / 2, y + size / 4, rotation, crop or (0, 0, WIDE, HIGH))  # type: ignore[arg-type]
        x, down = middle[0] / image.width, middle[1] / image.height
        if on == page and any(box.left <= x <= box.right and box.top <= down <= box.bottom for box in boxes):
            at.add(number)
    return at


def numbers(ink: Ink, text: str, start: int = 0) -> set[int]:
    words = [word for _, word, *_ in ink.words]
    wanted = text.split()
    first = next(at for at in range(start, len(words)) if words[at : at + len(wanted)] == wanted)
    return set(range(first, first + len(wanted)))


def edges(boxes: Sequence[Box], image: Picture) -> tuple[float, float, float, float]:
    return (
        min(box.left for box in boxes) * image.width,
        min(box.top for box in boxes) * image.height,
        max(box.right for box in boxes) * image.width,
        max(box.bottom for box in boxes) * image.height,
    )


def test_boxes_cover_the_quote_and_nothing_else() -> None:
    data, ink = drawn(prose)
    extract = extract_of(data)
    image = shot(data, [on_page(extract, QUOTE, 1), on_page(extract, "4,200 euros", 1)])
    quote, answer = image.marks
    assert covers(quote, image, ink) == numbers(ink, QUOTE)
    assert covers(answer, image, ink) == numbers(ink, "4,200 euros")
    assert (len(quote), len(answer)) == (1, 1)
    left, top, right, bottom = edges(quote, image)
    baseline = HIGH - (700 - 2 * 15)
    assert left == pytest.approx(80, abs=TOLERANCE)
    assert right == pytest.approx(80 + stringWidth(QUOTE, FONT, 11), abs=TOLERANCE)
    assert baseline - 11 - TOLERANCE < top < baseline - 7
    assert baseline <= bottom < baseline + 4


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [(0, 0, WIDE, HIGH), (50, 300, 500, 760)], ids=["whole", "cropped"])
def test_turned_and_cropped_pages(rotation: int, crop: tuple[float, float, float, float]) -> None:
    data, ink = drawn(prose)
    data = turned(data, rotation, crop)
    extract = extract_of(data)
    image = shot(data, [on_page(extract, QUOTE, 1), on_page(extract, "4,200 euros", 1)])
    wide, high = crop[2] - crop[0], crop[3] - crop[1]
    assert (image.width, image.height) == pytest.approx((wide, high) if rotation % 180 == 0 else (high, wide), abs=0.1)
    assert covers(image.marks[0], image, ink, 1, rotation, crop) == numbers(ink, QUOTE)
    assert covers(image.marks[1], image, ink, 1, rotation, crop) == numbers(ink, "4,200 euros")


def test_text_that_runs_up_the_page_has_a_box_for_each_line() -> None:
    def draw(ink: Ink) -> None:
        ink.canvas.rotate(90)
        for number, sentence in enumerate(PROSE):
            ink.canvas.setFont(FONT, 11)
            ink.canvas.drawString(200, -100 - 15 * number, sentence)

    data, _ = drawn(draw)
    image = shot(data, [on_page(extract_of(data), QUOTE, 1)])
    (box,) = image.marks[0]
    assert box.left * WIDE == pytest.approx(130 - 9, abs=4)
    assert box.right * WIDE == pytest.approx(130 + 3, abs=TOLERANCE)
    assert (box.bottom - box.top) * HIGH == pytest.approx(stringWidth(QUOTE, FONT, 11), abs=TOLERANCE)


def test_a_quote_of_three_lines_has_a_box_for_each() -> None:
    lines = [
        "The committee asked every member to send the figures of the last",
        "quarter before the end of the month, and it asked the treasurer to",
        "compare them with those of the year before. Then it rose. The next",
        "meeting will be held in the town hall when the roof has been mended.",
    ]

    def draw(ink: Ink) -> None:
        for number, line in enumerate(lines):
            ink.line(80, 600 - 14 * number, line)

    data, ink = drawn(draw)
    quote = " ".join(lines)[: " ".join(lines).index(" Then")]
    image = shot(data, [on_page(extract_of(data), quote, 1)])
    assert len(image.marks[0]) == 3
    assert covers(image.marks[0], image, ink) == numbers(ink, quote)


def test_a_word_that_was_hyphenated_is_marked_in_both_halves() -> None:
    def draw(ink: Ink) -> None:
        ink.line(80, 600, "The delegations of both countries met in order to talk about cooper-")
        ink.line(80, 586, "ation in outer space and about the many things that go with it in our")
        ink.line(80, 572, "time. After that they went to see the gardens of the old residence.")

    data, ink = drawn(draw)
    image = shot(data, [on_page(extract_of(data), "cooperation", 1)])
    assert covers(image.marks[0], image, ink) == numbers(ink, "cooper-") | numbers(ink, "ation")


def test_a_quote_over_two_pages_is_marked_on_both() -> None:
    def draw(ink: Ink) -> None:
        for number in range(20):
            ink.line(
                80, 700 - 15 * number, f"Paragraph line {number} says that all is well in the harbour and beyond it."
            )
        ink.line(80, 60, "The board decided on the same evening that the ferry to the island of")
        ink.turn()
        ink.line(80, 760, "Corvo will run twice a day from June until the end of September.")
        ink.line(80, 745, "Nothing else was decided on that evening, as the lights had gone out.")

    data, ink = drawn(draw)
    extract = extract_of(data)
    quote = "The board decided on the same evening that the ferry to the island of Corvo will run twice a day"
    first = shot(data, [on_page(extract, quote, 1)], page=1)
    second = shot(data, [on_page(extract, quote, 2)], page=2)
    assert covers(first.marks[0], first, ink, 1) == numbers(
        ink, "The board decided on the same evening that the ferry to the island of"
    )
    assert covers(second.marks[0], second, ink, 2) == numbers(ink, "Corvo will run twice a day")


def test_a_row_is_marked_with_the_names_of_its_columns() -> None:
    names = ("Port", "Tonnes", "Ships")
    rows = [("Horta", "5,120", "48"), ("Lajes", "3,340", "27"), ("Madalena", "8,910", "63"), ("Velas", "1,075", "12")]

    def draw(ink: Ink) -> None:
        ink.line(80, 740, "Goods handled in the ports of the islands in the first half of the year")
        for row, cells in enumerate([names, *rows]):
            for column, cell in enumerate(cells):
                ink.line(80 + 130 * column, 700 - 18 * row, cell)

    data, ink = drawn(draw)
    extract = extract_of(data)
    row = next(line for line in extract.text.splitlines() if "Madalena" in line)
    assert "Tonnes: 8,910" in row
    image = shot(data, [on_page(extract, row, 1), on_page(extract, "8,910", 1)])
    assert covers(image.marks[0], image, ink) == numbers(ink, "Port Tonnes Ships") | numbers(ink, "Madalena 8,910 63")
    assert covers(image.marks[1], image, ink) == numbers(ink, "8,910")


def test_a_page_that_reads_otherwise_than_expected_is_not_marked() -> None:
    data, _ = drawn(prose)
    offset, text = on_page(extract_of(data), QUOTE, 1)[0]
    image = shot(data, [((offset + 7, text),), ((offset, text),), ((10**6, text),)])
    assert [bool(group) for group in image.marks] == [False, True, False]


def test_the_picture_is_as_wide_as_asked_and_sharp() -> None:
    data, _ = drawn(prose)
    for width in (400, 1200):
        image = Image.open(io.BytesIO(shot(data, width=width).png))
        assert image.format == "PNG"
        assert abs(image.width - width) <= 1
        assert abs(image.height - width * HIGH / WIDE) <= 2
        # There is ink where the quote stands.
        band = image.convert("L").crop((0, int(image.height * 160 / HIGH), image.width, int(image.height * 175 / HIGH)))
        assert band.getextrema()[0] < 100


def test_colours_stay() -> None:
    def draw(ink: Ink) -> None:
        prose(ink)
        ink.canvas.setFillColorRGB(1, 0, 0)
        ink.canvas.rect(100, 100, 200, 200, fill=1)

    data, _ = drawn(draw)
    image = Image.open(io.BytesIO(shot(data).png)).convert("RGB")
    assert image.getpixel((200, int(image.height - 200))) == (255, 0, 0)


@pytest.mark.parametrize("size", [(14_400, 14_400), (14_400, 200), (200, 14_400), (3, 14_400)])
def test_giant_pages_have_no_more_pixels_than_allowed(size: tuple[float, float]) -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size)
    canvas.drawString(1, 100, "A giant page with some words on it.")
    canvas.save()
    image = Image.open(io.BytesIO(shot(file.getvalue(), width=4000).png))
    assert image.width * image.height <= 1.01 * MOST_PIXELS


def test_no_picture_of_a_page_that_is_not_there() -> None:
    data, _ = drawn(prose)
    with pytest.raises(Unreadable, match="has 1 pages, not 2"):
        shot(data, page=2)


def test_no_picture_without_the_password() -> None:
    data, _ = drawn(prose, encrypt=pdfencrypt.StandardEncryption("open", canPrint=0))
    with pytest.raises(Unreadable, match="password"):
        shot(data)


@pytest.mark.parametrize(("name", "data"), [("a.txt", b"Words."), ("a.pdf", b"%PDF-1.4\nnot really")])
def test_no_picture_of_other_files(name: str, data: bytes) -> None:
    with pytest.raises(Unreadable):
        picture(name, data, Wanted(1, 600), Budget())
