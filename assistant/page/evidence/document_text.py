"""A document's text for reading: its headings, paragraphs and pages, and the stretch of it around a quote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.excerpt import HEADING_MARKS
from store import Passage

# So much text before and after a quote is shown at once; a click shows more. It is some ten pages.
REACH = 12_000
# Where a stretch begins or ends, an end of a paragraph is looked for so far away.
_SNAP = 2_000
# Text files are wrapped at some 72 characters: a line end after fewer was meant.
_WRAPPED_FROM = 50
_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_STARTS_ITEM = re.compile(r"\s*(?:[-*+•–|>]|\d{1,3}[.)]|[a-z][.)])\s")
_RULE = re.compile(r"[=\-~*_ \t]{3,}")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch ``text[start:end]`` to be shown as one block; ``level`` (from 1) is a heading's, 0 for other text.

    ``page`` is set on the first block of a page, None elsewhere and without pages.
    """

    start: int
    end: int
    level: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part ``text[start:end]`` of a document that is shown at once, as blocks in order."""

    start: int
    end: int
    blocks: tuple[Block, ...]


def stretch_around(text: str, passages: Sequence[Passage], start: int, end: int) -> Stretch:
    """Return the blocks around ``text[start:end]``.

    Args:
        text: a version's whole text.
        passages: all passages of that version, in order.
        start: where what is to be seen begins.
        end: where it ends.
    """
    first, last = max(0, start - REACH), min(len(text), end + REACH)
    if first:
        found = text.find("\n\n", first, min(start, first + _SNAP))
        first = found + 2 if found >= 0 else first
    if last < len(text):
        found = text.rfind("\n\n", max(end, last - _SNAP), last)
        last = found if found >= 0 else last
    near = [passage for passage in passages if passage.start < last and passage.end > first]
    pages = _page_starts(passages, first)
    headings = sorted(_headings(text, near))
    # Where line ends stand inside of sentences, lines are wrapped; else each is a line of its own: an item, a row.
    wrapped = any("\n" in text[span.start : span.end] for passage in near for span in passage.sentences)
    return Stretch(first, last, tuple(_with_pages(_blocks(text, first, last, headings, wrapped), pages)))


def _headings(text: str, passages: Sequence[Passage]) -> set[tuple[int, int, int]]:
    """Return the (start, end, level) of lines that are headings: units that begin a passage and are in its path."""
    found = set()
    for passage in passages:
        for span in passage.sentences:
            label = text[span.start : span.end].strip(HEADING_MARKS)
            if label not in passage.heading:
                break
            begin = text.rfind("\n", 0, span.start) + 1
            stop = text.find("\n", span.end)
            found.add((begin, len(text) if stop < 0 else stop, passage.heading.index(label) + 1))
    return found


def _page_starts(passages: Sequence[Passage], first: int) -> list[tuple[int, int]]:
    """Return (position, page) of the passages with which another page begins, from a position on."""
    starts = []
    page = None
    for passage in passages:
        if passage.page is not None and passage.page != page:
            page = passage.page
            if passage.end > first:
                starts.append((passage.start, page))
    return starts


def _with_pages(blocks: Iterator[Block], starts: list[tuple[int, int]]) -> Iterator[Block]:
    waiting = list(starts)
    for block in blocks:
        page = None
        while waiting and waiting[0][0] < block.end:
            page = waiting.pop(0)[1]
        yield Block(block.start, block.end, block.level, page) if page is not None else block


def _blocks(
    text: str, first: int, last: int, headings: Sequence[tuple[int, int, int]], wrapped: bool
) -> Iterator[Block]:
    done = first
    for begin, stop, level in headings:
        if begin < done or stop > last:
            continue
        yield from _paragraphs(text, done, begin, wrapped)
        yield Block(begin, stop, level)
        done = stop
    yield from _paragraphs(text, done, last, wrapped)


def _paragraphs(text: str, start: int, end: int, wrapped: bool) -> Iterator[Block]:
    for begin, stop in _parts(text, start, end):
        # What underlines a heading in plain text, or parts sections, is no text.
        inked = text[begin:stop].strip()
        if inked and not _RULE.fullmatch(inked):
            yield from _lines(text, begin, stop, wrapped)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    done = start
    for blank in _BLANK.finditer(text, start, end):
        yield done, blank.start()
        done = blank.end()
    yield done, end


def _lines(text: str, start: int, end: int, wrapped: bool) -> Iterator[Block]:
    """Yield the lines of a paragraph that were meant as such; those that only wrap it stay together, if any does."""
    begin = start
    at = text.find("\n", start, end)
    while at >= 0:
        wraps = wrapped and at - (text.rfind("\n", start, at) + 1 or start) >= _WRAPPED_FROM
        if not (wraps and not _STARTS_ITEM.match(text, at + 1, end) and " | " not in text[begin:at]):
            if text[begin:at].strip():
                yield Block(begin, at, 0)
            begin = at + 1
        at = text.find("\n", at + 1, end)
    if text[begin:end].strip():
        yield Block(begin, end, 0)
