"""Drawing pages in processes apart: limits, crashes, what is kept, and that nothing the process says is believed."""

from __future__ import annotations

import base64
import io
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import Unreadable
from ingest.isolation import FileReader, Limits
from ingest.picture import Box, Picture, Wanted
from ingest.picture_wire import picture_from_json, picture_to_json
from ingest.rendering import PageDrawer
from ingest.wire import Nonsense

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
SMALL = Wanted(1, 300)


def pdf(pages: int = 1, text: str = "Some words of a page.") -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    for number in range(pages):
        canvas.drawString(60, 700, f"{text} {number}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def endless_pdf() -> bytes:
    """A page that takes very long to draw: many transparent, dashed lines all over it."""
    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=1)
    canvas.setDash(1, 1)
    canvas.setFillAlpha(0.5)
    canvas.setStrokeAlpha(0.5)
    path = canvas.beginPath()
    for number in range(4000):
        path.moveTo(number % 600, 0)
        path.curveTo(600, number % 800, 0, 800 - number % 800, 600 - number % 600, 840)
    for _ in range(30):
        canvas.drawPath(path)
    canvas.save()
    return file.getvalue()


def children() -> set[int]:
    found: set[int] = set()
    for task in Path(f"/proc/{os.getpid()}/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that has ended meanwhile
            found |= {int(child) for child in (task / "children").read_text().split()}
    return found


@pytest.fixture(scope="module")
def endless() -> bytes:
    return endless_pdf()


def test_one_process_reads_and_draws() -> None:
    with FileReader() as reader:
        text = reader.read("a.pdf", pdf()).text
        drawn = reader.picture("a.pdf", pdf(), Wanted(1, 300, (((0, text),),)))
        assert Image.open(io.BytesIO(drawn.png)).width == 300
        assert len(drawn.marks[0]) == 1
        assert reader.read("a.txt", b"One.").text == "One."


def test_page_that_takes_too_long_is_given_up_and_the_next_is_drawn(endless: bytes) -> None:
    with FileReader(Limits(seconds=0.5)) as reader:
        started = time.perf_counter()
        with pytest.raises(Unreadable, match=r"drawing the page took longer than 0\.5 seconds"):
            reader.picture("a.pdf", endless, Wanted(1, 4000))
        assert time.perf_counter() - started < 3
    with FileReader() as reader:
        assert reader.picture("a.pdf", pdf(), SMALL).pages == 1


@linux
def test_process_that_dies_while_it_draws_is_replaced(endless: bytes) -> None:
    with FileReader() as reader:
        before = children()
        reader.picture("a.pdf", pdf(), SMALL)
        (child,) = children() - before
        threading.Timer(0.2, os.kill, (child, signal.SIGSEGV)).start()
        with pytest.raises(Unreadable, match="ended unexpectedly"):
            reader.picture("a.pdf", endless, Wanted(1, 4000))
        assert reader.picture("a.pdf", pdf(), SMALL).pages == 1


@linux
def test_page_that_eats_memory_is_given_up() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(2800, 2800))
    canvas.drawString(10, 10, "Words.")
    canvas.save()
    with FileReader(Limits(memory=80 * 1024**2)) as reader:
        with pytest.raises(Unreadable, match="drawing the page takes more memory"):
            reader.picture("a.pdf", file.getvalue(), Wanted(1, 4000))
        assert reader.picture("a.pdf", file.getvalue(), Wanted(1, 64)).pages == 1


def counted(data: bytes) -> tuple[Callable[[], bytes], list[int]]:
    calls: list[int] = []

    def original() -> bytes:
        calls.append(1)
        return data

    return original, calls


def test_what_was_drawn_is_kept() -> None:
    original, calls = counted(pdf(2))
    with PageDrawer() as drawer:
        first = drawer.picture("a.pdf", "v", original, SMALL)
        assert drawer.picture("a.pdf", "v", original, SMALL) is first
        assert drawer.picture("a.pdf", "v", original, Wanted(2, 300)) is not first
    assert len(calls) == 2


def test_no_more_is_kept_than_allowed() -> None:
    original, calls = counted(pdf(3))
    with PageDrawer(kept_bytes=1) as drawer:
        for _ in range(2):
            assert drawer.picture("a.pdf", "v", original, SMALL) is not None
    assert len(calls) == 2


def test_other_formats_have_no_pictures() -> None:
    with PageDrawer() as drawer:
        assert drawer.picture("slides.pptx", "v", lambda: b"PK\x03\x04", SMALL) is None


def test_file_that_cannot_be_drawn_says_why_and_the_next_is_drawn() -> None:
    with PageDrawer() as drawer:
        with pytest.raises(Unreadable, match="damaged"):
            drawer.picture("a.pdf", "v", lambda: b"%PDF-1.4 no more", SMALL)
        assert drawer.picture("b.pdf", "w", pdf, SMALL) is not None


@pytest.mark.parametrize("wanted", [Wanted(0, 300), Wanted(1, 10), Wanted(1, 100_000)])
def test_nonsensical_wishes_are_refused(wanted: Wanted) -> None:
    with PageDrawer() as drawer:
        with pytest.raises(Unreadable):
            drawer.picture("a.pdf", "v", pdf, wanted)


def test_many_threads_use_one_drawer() -> None:
    found: list[object] = []
    data = pdf(6)
    with PageDrawer() as drawer:

        def draw(page: int) -> None:
            found.append(drawer.picture("a.pdf", "v", lambda: data, Wanted(page, 300)))

        threads = [threading.Thread(target=draw, args=(page,)) for page in (1, 2, 3, 4, 5, 6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(found) == 6
    assert None not in found


@linux
def test_closing_ends_the_processes() -> None:
    before = children()
    with PageDrawer() as drawer:
        drawer.picture("a.pdf", "v", pdf, SMALL)
        assert children() - before
    assert not children() - before


def png(width: int = 2, height: int = 2) -> bytes:
    file = io.BytesIO()
    Image.new("L", (width, height)).save(file, "PNG")
    return file.getvalue()


GOOD = picture_to_json(Picture(png(), 595.0, 842.0, 3, ((Box(0.1, 0.1, 0.5, 0.2),), ())))


def as_json(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def test_picture_survives_the_wire() -> None:
    back = picture_from_json(GOOD)
    assert back == Picture(png(), 595.0, 842.0, 3, ((Box(0.1, 0.1, 0.5, 0.2),), ()))


@pytest.mark.parametrize(
    "change",
    [
        {"png": "no base64!"},
        {"png": as_json(b"<svg onload=x>")},
        {"png": as_json(png(100_000, 1)[:16] + (100_000).to_bytes(4, "big") * 2 + b"x" * 40)},
        {"png": None},
        {"size": [0, 842]},
        {"size": [float("nan"), 842]},
        {"size": [595]},
        {"pages": 0},
        {"pages": True},
        {"marks": [[[0.5, 0.1, 0.1, 0.2]]]},
        {"marks": [[[0.1, 0.1, 1.5, 0.2]]]},
        {"marks": [[["0", 0.1, 0.5, 0.2]]]},
        {"marks": [[[0.1, 0.1, 0.5, 0.2]] * 30_000]},
        {"marks": "all over"},
    ],
)
def test_nonsense_instead_of_a_picture_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(Nonsense):
        picture_from_json(GOOD | change)
