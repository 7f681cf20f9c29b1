"""Pictures of pages as JSON between the reading process and this one, which believes nothing it is told."""

from __future__ import annotations

import base64
import binascii
import math
import struct
from typing import Any

from ingest.picture import MOST_PIXELS, Box, Picture, Wanted
from ingest.wire import Nonsense

_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"
# Even noise takes no more than its pixels, three bytes each.
_LONGEST_PNG = 3 * 2 * MOST_PIXELS
# A passage has some dozen lines; in a table each cell is one.
_MOST_BOXES = 20_000


def wanted_to_json(wanted: Wanted) -> dict[str, Any]:
    """Return what is to be drawn as what `json` can write."""
    return {"page": wanted.page, "width": wanted.width, "marks": [list(map(list, group)) for group in wanted.marks]}


def wanted_from_json(value: dict[str, Any]) -> Wanted:
    """Return what `wanted_to_json` made this of; it comes from us and is believed."""
    marks = tuple(tuple((offset, text) for offset, text in group) for group in value["marks"])
    return Wanted(value["page"], value["width"], marks)


def picture_to_json(picture: Picture) -> dict[str, Any]:
    """Return a picture as what `json` can write."""
    return {
        "png": base64.b64encode(picture.png).decode("ascii"),
        "size": [picture.width, picture.height],
        "pages": picture.pages,
        "marks": [[list(box) for box in group] for group in picture.marks],
    }


def picture_from_json(value: Any) -> Picture:
    """Return the picture that `picture_to_json` made this of.

    Raises:
        Nonsense: it is none: no PNG, one of too many pixels, or boxes that are not on the page.
    """
    _require(isinstance(value, dict), "an object")
    size, pages, marks = value.get("size"), value.get("pages"), value.get("marks")
    _require(isinstance(size, list) and len(size) == 2 and all(map(_is_number, size)) and min(size) > 0, "a size")
    _require(isinstance(pages, int) and not isinstance(pages, bool) and pages >= 1, "a number of pages")
    _require(isinstance(marks, list) and all(isinstance(group, list) for group in marks), "marks")
    _require(sum(map(len, marks)) <= _MOST_BOXES, "fewer boxes")
    boxes = tuple(tuple(map(_box, group)) for group in marks)
    return Picture(_png(value.get("png")), float(size[0]), float(size[1]), pages, boxes)


def _png(value: Any) -> bytes:
    _require(isinstance(value, str) and len(value) <= _LONGEST_PNG * 4 // 3 + 4, "a PNG")
    try:
        png = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Nonsense("expected a PNG") from error
    _require(png.startswith(_PNG) and len(png) > len(_PNG) + 8, "a PNG")
    width, height = struct.unpack_from(">II", png, len(_PNG))
    _require(0 < width * height <= 2 * MOST_PIXELS, "a PNG of fewer pixels")
    return png


def _box(value: Any) -> Box:
    _require(isinstance(value, list) and len(value) == 4 and all(map(_is_number, value)), "a box")
    left, top, right, bottom = value
    _require(0 <= left < right <= 1 and 0 <= top < bottom <= 1, "a box on the page")
    return Box(left, top, right, bottom)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _require(holds: bool, expected: str) -> None:
    if not holds:
        raise Nonsense(f"expected {expected}")
