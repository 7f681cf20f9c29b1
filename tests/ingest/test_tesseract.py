"""Scans are recognised by the real tesseract, within the reading process's limits."""

from __future__ import annotations

import io
import shutil
import time
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest import Limits, ingest
from ingest.errors import Unreadable
from ingest.isolation import FileReader
from store import Store

pytestmark = pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs tesseract (Debian: tesseract-ocr)")
PARAGRAPHS = (
    ("The third edition of the dialogue was held in Tokyo", "in April 2025. Both delegations met on the day before."),
    ("The delegation visited the Tsukuba Space Center and", "spoke about the co-operation of both agencies."),
)


def scanned(pages: int = 1, dots: int = 200) -> bytes:
    """Return a PDF of pictures of printed pages."""
    printed, made = io.BytesIO(), io.BytesIO()
    canvas = Canvas(printed, pagesize=A4)
    canvas.setFont("Times-Roman", 13)
    height = 740
    for lines in PARAGRAPHS:
        for line in lines:
            canvas.drawString(90, height, line)
            height -= 17
        height -= 30
    canvas.save()
    with pypdfium2.PdfDocument(printed.getvalue()) as document:
        picture = ImageReader(document[0].render(scale=dots / 72, grayscale=True).to_pil())
    canvas = Canvas(made, pagesize=A4)
    for _ in range(pages):
        canvas.drawImage(picture, 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def test_words_of_a_scan_are_recognised() -> None:
    with FileReader() as reader:
        made = reader.read("scan.pdf", scanned())
    assert made.notes == ()
    assert [made.text[block.start : block.end] for block in made.blocks] == [" ".join(lines) for lines in PARAGRAPHS]
    assert {block.page for block in made.blocks} == {1}


def test_scan_can_be_found(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scanned())
    (entry,) = ingest(path, store).added
    hit = store.search("When was the third edition held in Tokyo?", limit=1)[0]
    assert hit.passage.document_id == entry.document.document_id
    assert hit.passage.page == 1


def test_more_pages_than_there_is_time_for_are_named() -> None:
    begun = time.monotonic()
    with FileReader(Limits(seconds=4.0)) as reader:
        try:
            made = reader.read("scan.pdf", scanned(pages=60))
        except Unreadable as error:  # a slow machine recognises not even the first in time
            assert "no time left" in str(error)  # noqa: PT017
        else:
            assert "no time left" in made.notes[0]
    assert time.monotonic() - begun < 9
