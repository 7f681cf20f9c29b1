"""The text of scanned pages, recognised by the program tesseract where it is installed."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import sys
import time
from itertools import groupby
from typing import Any

from ingest.decoding import clean
from ingest.dying import die_with_parent

# What tesseract is made for; more only takes longer.
_DOTS_PER_INCH = 300
_POINTS_PER_INCH = 72
# A4 at 300 dots has 8.7 million; larger pages are drawn coarser.
_MOST_PIXELS = 20_000_000
# Below this tesseract's own confidence (0..100) it is noise: stains, lines, pictures.
_LEAST_CONFIDENCE = 30
_WORD_LEVEL = "5"
_LONGEST_PAGE_SECONDS = 60.0


class TooLate(Exception):
    """There is no time left to recognise a page."""


def is_available() -> bool:
    """Return whether tesseract is installed."""
    return shutil.which("tesseract") is not None


def paragraphs_of(page: Any, deadline: float) -> list[str]:
    """Return the paragraphs on a page, top to bottom, hyphens at line ends joined.

    Args:
        page: a `pypdfium2.PdfPage`.
        deadline: when to give up, by `time.monotonic`.

    Raises:
        TooLate: the deadline is over.
        OSError: tesseract cannot be run, or has failed.
    """
    left = deadline - time.monotonic()
    if left <= 0:
        raise TooLate
    width, height = page.get_size()
    scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
    picture = io.BytesIO()
    page.render(scale=scale, grayscale=True).to_pil().save(picture, "PNG")
    command = ["tesseract", "stdin", "stdout", "--dpi", str(round(scale * _POINTS_PER_INCH)), "tsv"]
    try:
        done = subprocess.run(
            command,
            input=picture.getvalue(),
            capture_output=True,
            timeout=min(left, _LONGEST_PAGE_SECONDS),
            preexec_fn=die_with_parent if sys.platform == "linux" else None,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TooLate from error
    if done.returncode:
        raise OSError("tesseract has failed")
    return _paragraphs(done.stdout.decode("utf-8", "replace"))


def _paragraphs(table: str) -> list[str]:
    """Return the paragraphs in tesseract's table of words."""
    rows = csv.DictReader(io.StringIO(clean(table)), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = [row for row in rows if row.get("level") == _WORD_LEVEL and float(row["conf"] or -1) >= _LEAST_CONFIDENCE]
    found = []
    for _, paragraph in groupby(words, key=lambda word: (word["block_num"], word["par_num"])):
        text = ""
        for _, line in groupby(paragraph, key=lambda word: word["line_num"]):
            text = _joined(text, " ".join(word["text"] or "" for word in line).strip())
        if any(character.isalnum() for character in text):
            found.append(text)
    return found


def _joined(text: str, line: str) -> str:
    if text.endswith("-") and text[-2:-1].isalpha() and line[:1].islower():
        return text[:-1] + line
    return f"{text} {line}".strip()
