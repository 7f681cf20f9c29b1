"""A page of a document as a picture, with boxes around some of its characters.

Nothing of `store` is imported here: the reading process starts quicker without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

# A picture of so many pixels takes 32 MB while it is drawn; A4 at three dots for each of a laptop's has six million.
MOST_PIXELS = 8_000_000
# Wider is no screen; narrower no picture.
WIDTHS = range(64, 4001)


class Box(NamedTuple):
    """A rectangle on a page as it is shown: shares (0..1) of its width and height from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


PageText: TypeAlias = tuple[int, str]
"""Characters of a page, by the index of the first among the page's own, and what they are expected to be."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to draw: ``page`` (from 1), ``width`` in pixels (of `WIDTHS`), and groups of characters to find."""

    page: int
    width: int
    marks: tuple[tuple[PageText, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as PNG.

    ``width`` and ``height`` are the page's as shown, in points (1/72 inch); ``pages`` is the document's number of them.
    ``marks`` has for each group of `Wanted` its boxes, one or more for each line that it stands on; none where the
    page's characters are not the expected ones.
    """

    png: bytes
    width: float
    height: float
    pages: int
    marks: tuple[tuple[Box, ...], ...]
