"""A page of a PDF as a picture, and where some of its characters stand on it."""

from __future__ import annotations

import ctypes
import io
import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.errors import Unreadable
from ingest.picture import MOST_PIXELS, Box, PageText, Picture, Wanted
from ingest.readers.pdf import opened

# PDFium tells places in whole units: of these, so many to a point.
_UNITS = 64
# Characters on one line share at least this much of the lower one's height …
_SAME_LINE = 0.5
# … and are this many heights apart at most; a space is a quarter, justified text stays below one.
_NEAR = 1.2
# Less than this share of the page is no box: the rest of one that stands beyond the page's edge.
_THINNEST = 0.0005
# The places come from an earlier reading: when so many characters are others now, nothing is marked.
_OTHERS_ALLOWED = 0.1
# Quick rather than small: the picture goes no further than to a browser, mostly on the same machine.
_COMPRESSION = 3


def picture_of(data: bytes, wanted: Wanted, passwords: Iterable[str] = ()) -> Picture:
    """Draw a page with all that a viewer shows: annotations and filled-in forms too.

    Raises:
        Unreadable: the PDF, or that page of it, cannot be drawn.
    """
    with closing(opened(data, passwords)) as document:
        if wanted.page > len(document):
            raise Unreadable(f"the PDF has {len(document)} pages, not {wanted.page}")
        try:
            document.init_forms()
            with closing(document[wanted.page - 1]) as page:
                width, height = page.get_size()
                if not (0 < width < math.inf and 0 < height < math.inf):
                    raise Unreadable(f"page {wanted.page} of the PDF has no size")
                marks = _marks(page, wanted.marks, width, height)
                return Picture(_png(page, wanted.width, width, height), width, height, len(document), marks)
        except pypdfium2.PdfiumError as error:
            raise Unreadable(f"page {wanted.page} of the PDF is damaged") from error


def _png(page: Any, pixels: int, width: float, height: float) -> bytes:
    from PIL import ImageChops

    scale = min(pixels / width, math.sqrt(MOST_PIXELS / (width * height)))
    # PDFium rounds each side up: on a page as thin as a thread that is most of it.
    if math.ceil(scale * width) * math.ceil(scale * height) > 2 * MOST_PIXELS:
        raise Unreadable("the page is too long or too wide to be drawn")
    image = page.render(scale=scale).to_pil().convert("RGB")
    red, green, blue = image.split()
    # Most pages are black on white; one channel is quicker to pack than three.
    if ImageChops.difference(red, green).getbbox() is None and ImageChops.difference(green, blue).getbbox() is None:
        image = red
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=_COMPRESSION)
    return file.getvalue()


def _marks(page: Any, groups: Sequence[Sequence[PageText]], width: float, height: float) -> tuple[tuple[Box, ...], ...]:
    if not any(groups):
        return tuple(() for _ in groups)
    with closing(page.get_textpage()) as text_page:
        finder = _Finder(page, text_page, width, height)
        found = (list(finder.boxes(group)) if finder.holds(group) else [] for group in groups)
        lines = ((_on_page(line, width, height) for line in _lines(boxes)) for boxes in found)
        return tuple(tuple(box for box in boxes if box is not None) for boxes in lines)


class _Finder:
    """Finds where characters stand on a page as it is shown: turned as it says, and cut to its crop box."""

    def __init__(self, page: Any, text_page: Any, width: float, height: float) -> None:
        self._page, self._text_page, self._count = page, text_page, text_page.count_chars()
        self._size = (max(1, round(width * _UNITS)), max(1, round(height * _UNITS)))
        self._found = pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_int(), ctypes.c_int()

    def holds(self, group: Sequence[PageText]) -> bool:
        """Return whether the page's characters are the expected ones."""
        wrong = total = 0
        for offset, text in group:
            for at, character in enumerate(text, offset):
                if not character.isspace():
                    total += 1
                    wrong += at >= self._count or not self._is(at, character)
        return wrong <= _OTHERS_ALLOWED * total

    def boxes(self, group: Sequence[PageText]) -> Iterator[Box]:
        """Yield the box of each character that has ink, in order, in points from the upper left corner."""
        for offset, text in group:
            for at, character in enumerate(text, offset):
                if at < self._count and not character.isspace():
                    box = self._found
                    if pdfium.FPDFText_GetLooseCharBox(self._text_page, at, box):
                        xs, ys = zip(self._shown(box.left, box.top), self._shown(box.right, box.bottom), strict=True)
                        yield Box(min(xs), min(ys), max(xs), max(ys))

    def _is(self, at: int, character: str) -> bool:
        code = pdfium.FPDFText_GetUnicode(self._text_page, at)
        # Of a character beyond U+FFFF the page has two halves, and what cannot be told is U+FFFD in the text.
        return code == ord(character) or 0xD800 <= code < 0xE000 or character == "\ufffd"

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        pdfium.FPDF_PageToDevice(self._page, 0, 0, *self._size, 0, x, y, self._x, self._y)
        return self._x.value / _UNITS, self._y.value / _UNITS


def _lines(boxes: Sequence[Box]) -> Iterator[Box]:
    """Join the boxes of neighbouring characters to one for each line, or column where the text runs up or down."""
    upright = sum(_runs_down(*pair) for pair in pairwise(boxes)) > len(boxes) // 2
    line: list[Box] = []
    for box in boxes:
        if line and not _follows(line[-1], box, upright):
            yield _around(line)
            line = []
        line.append(box)
    if line:
        yield _around(line)


def _runs_down(one: Box, other: Box) -> bool:
    across = abs(one.left + one.right - other.left - other.right)
    return abs(one.top + one.bottom - other.top - other.bottom) > across


def _follows(one: Box, other: Box, upright: bool) -> bool:
    """Return whether one character's box stands beside another's on its line."""
    if upright:
        one, other = (Box(box.top, box.left, box.bottom, box.right) for box in (one, other))
    height = min(one.bottom - one.top, other.bottom - other.top)
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    apart = max(other.left - one.right, one.left - other.right)
    return shared >= _SAME_LINE * height and apart <= _NEAR * max(one.bottom - one.top, other.bottom - other.top)


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def _on_page(box: Box, width: float, height: float) -> Box | None:
    """Return a box as shares of the page, cut to it; None when nothing of it is on the page."""
    left, right = max(0.0, box.left / width), min(1.0, box.right / width)
    top, bottom = max(0.0, box.top / height), min(1.0, box.bottom / height)
    return Box(left, top, right, bottom) if right - left > _THINNEST and bottom - top > _THINNEST else None
