"""Putting a text together from pieces while keeping track of its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.extract import Block, Extract, Kind, PageRun

# Between two blocks of these kinds a line end is enough; all else is set apart by an empty line.
_CLOSE = frozenset({"item", "row"})
_LONGEST_AUTHOR = 200
_BLANKS = re.compile(r"\s+")


class Assembly:
    """A text under construction, for formats whose text is not the file itself."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._runs: list[PageRun] = []

    def block(self, kind: Kind, text: str, level: int = 0, page: int | None = None) -> None:
        """Append a block; white space is collapsed except in code, and an empty text is no block.

        ``page`` is for formats whose pages (slides, say) have no characters of their own to point to.
        """
        text = text.strip("\n").rstrip() if kind == "code" else squeezed(text)
        if text:
            self._open(kind)
            start = self._length
            self._write(text)
            self._blocks.append(Block(kind, start, self._length, level, page))

    def part(self, extract: Extract, deeper: int = 0) -> None:
        """Append another text's blocks, its headings so many levels deeper; it loses its pages."""
        for block in extract.blocks:
            text = block.label or extract.text[block.start : block.end]
            self.block(block.kind, text, block.level + (deeper if block.kind == "heading" else 0))

    def paged_block(self, kind: Kind, text: str, origins: list[tuple[int, int]], level: int = 0) -> None:
        """Append a block that stands on pages.

        Args:
            kind: what it is.
            text: its text, neither empty nor surrounded by white space.
            origins: for every character its page (from 1) and the index among that page's characters;
                page 0 for a character that stands on no page.
            level: of a heading or an item.
        """
        self._open(kind)
        start = self._length
        self._write(text)
        for position, (page, offset) in enumerate(origins, start):
            last = self._runs[-1] if self._runs else None
            if not page:
                continue
            if last and last.end == position and last.page == page and last.offset + last.end - last.start == offset:
                self._runs[-1] = PageRun(last.start, position + 1, page, last.offset)
            else:
                self._runs.append(PageRun(position, position + 1, page, offset))
        first = next((page for page, _ in origins if page), None)
        self._blocks.append(Block(kind, start, self._length, level, first))

    def _open(self, kind: Kind) -> None:
        """Set the coming block apart from the last one."""
        if self._blocks:
            close = kind in _CLOSE and self._blocks[-1].kind in _CLOSE
            self._write("\n" if close else "\n\n")

    def finish(
        self,
        title: str = "",
        pages: int | None = None,
        notes: Iterable[str] = (),
        author: str | None = None,
        date: str = "",
    ) -> Extract:
        """Return what has been put together; the fields are those of `Extract`."""
        blocks, runs = tuple(self._blocks), tuple(self._runs)
        author = squeezed(author or "")[:_LONGEST_AUTHOR]
        return Extract("".join(self._parts), blocks, pages, runs, squeezed(title), tuple(notes), author, date)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def squeezed(text: str) -> str:
    """Return the text on one line, every stretch of white space a single space."""
    return _BLANKS.sub(" ", text).strip()
