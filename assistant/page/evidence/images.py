"""Pages of documents as images: what the evidence panel needs of whoever draws them.

This package draws nothing and imports nobody who does: the application hands a `PageRenderer` to the panel.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeAlias

PageBox: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom of a rectangle: shares (0..1) of the page's width and height from its upper left corner."""

PageText: TypeAlias = tuple[int, str]
"""Characters of a page, by the index of the first among the page's own, and what they are expected to be."""


class NoPageImage(Exception):
    """A page cannot be drawn; the message says why."""


class PageImage(Protocol):
    """A page as PNG; ``width`` and ``height`` in points, ``marks`` the boxes of each group that was asked for."""

    @property
    def png(self) -> bytes:
        """The picture."""
        ...

    @property
    def width(self) -> float:
        """The page's width as shown, in points."""
        ...

    @property
    def height(self) -> float:
        """The page's height as shown, in points."""
        ...

    @property
    def pages(self) -> int:
        """How many pages the document has."""
        ...

    @property
    def marks(self) -> tuple[tuple[PageBox, ...], ...]:
        """For each group its boxes; none where the page's characters are not the expected ones."""
        ...


class PageRenderer(Protocol):
    """Draws pages."""

    def image(
        self,
        name: str,
        version: str,
        original: Callable[[], bytes],
        page: int,
        width: int,
        marks: tuple[tuple[PageText, ...], ...],
    ) -> PageImage | None:
        """Return a page as an image, or None for formats that have no page images.

        Args:
            name: the file's name.
            version: the SHA-256 of its content.
            original: gives its content; called only when it is needed.
            page: from 1.
            width: of the image, in pixels, 64 to 4,000.
            marks: groups of characters to find on the page.

        Raises:
            NoPageImage: the page cannot be drawn.
        """
        ...
