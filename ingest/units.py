"""The units that may be quoted: a sentence, a list item, a heading line, a table row."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.extract import Block
from ingest.sentences import sentence_spans
from store.types import Span

# A quote is to be read at a glance, and the embedding model reads about 1,000 characters.
LONGEST_UNIT = 400
LONGEST_RUN = 4000
"""What has no place to be cut, and no white space, is cut anywhere so that no piece is longer.

It is no language (a picture written as letters, a page of brackets), and the models would read for minutes in a
megabyte of it. Stores made before this was so stay as they are; nothing else is cut differently.
"""
# A piece shorter than this says nothing by itself.
_SHORTEST_PIECE = 40
# Where a sentence that is too long may be divided, best place first; each pattern's match stays with the first piece.
_JOINTS = (
    re.compile(r"\n"),
    re.compile(r"\s\|(?=\s)"),
    re.compile(r";(?=\s)"),
    re.compile(r":(?=\s)"),
    re.compile(r",[\"'”’]?(?=\s)"),
)
# "Present: Ms. Lee", "From: the secretariat": a label of up to four words that a line begins with.
_LABELLED_LINE = re.compile(
    r"^[ \t>*_]*(?=[^\W\d_])[A-Z][\w’'/()&-]*(?:[ \t]+[\w’'/()&-]+){0,3}:[*_]*[ \t]+(?=\S)", re.M
)
_BLANK = re.compile(r"\s")
_LONGEST_JOINT = 2


def units_of(text: str, block: Block) -> list[Span]:
    """Return a block's quotable units: in order, not empty, without white space around them."""
    if block.kind == "paragraph":
        whole = [span for piece in _lines_apart(text, block) for span in sentence_spans(text, *piece)]
    elif block.end - block.start <= LONGEST_UNIT or block.kind in ("row", "code", "heading"):
        whole = [(block.start, block.end)]
    else:
        whole = sentence_spans(text, block.start, block.end)
    lines_are_joints = block.kind == "code"
    return [Span(*piece) for start, end in whole for piece in _divided(text, start, end, lines_are_joints)]


def _lines_apart(text: str, block: Block) -> list[tuple[int, int]]:
    """Return a paragraph in pieces, one for each labelled line where it begins with one and has more; else whole.

    The head of minutes or of a memo is a line for each thing, though files keep them together as a paragraph.
    """
    starts = [found.start() for found in _LABELLED_LINE.finditer(text, block.start, block.end)]
    if len(starts) < 2 or text[block.start : starts[0]].strip():
        return [(block.start, block.end)]
    return list(pairwise((*starts, block.end)))


def _divided(text: str, start: int, end: int, lines_are_joints: bool) -> list[tuple[int, int]]:
    """Divide a unit until no piece is too long, each time at the best joint nearest to its middle."""
    pieces: list[tuple[int, int]] = []
    waiting = [(start, end)]
    while waiting:
        start, end = waiting.pop()
        cut = _joint(text, start, end, lines_are_joints) if end - start > LONGEST_UNIT else None
        if cut is None:
            pieces.append((start, end))
            continue
        after = cut
        while after < end and text[after].isspace():
            after += 1
        waiting += [(after, end), (start, len(text[start:cut].rstrip()) + start)]
    return pieces


def _joint(text: str, start: int, end: int, lines_are_joints: bool) -> int | None:
    middle = (start + end) // 2
    for pattern in _JOINTS if lines_are_joints else _JOINTS[1:]:
        if (cut := _nearest(pattern, text, start, end, middle)) is not None:
            return cut
    # Words without a comma over two units' length: a cut between words is all that is left.
    if end - start > 2 * LONGEST_UNIT and (cut := _nearest(_BLANK, text, start, end, middle)) is not None:
        return cut
    return middle if end - start > LONGEST_RUN else None


def _nearest(pattern: re.Pattern[str], text: str, start: int, end: int, middle: int) -> int | None:
    """Return the joint nearest to the middle.

    It is looked for around the middle, further and further, so that a megabyte of commas takes no longer than prose.
    """
    low, high = start + _SHORTEST_PIECE, end - _SHORTEST_PIECE
    reach = LONGEST_UNIT
    while True:
        left, right = max(low, middle - reach), min(high, middle + reach)
        cuts = []
        # A joint is a few characters long and ends within reach.
        for found in pattern.finditer(text, max(start, left - _LONGEST_JOINT), end):
            if found.end() > right:
                break
            if found.end() >= left:
                cuts.append(found.end())
        if cuts:
            return min(cuts, key=lambda cut: abs(cut - middle))
        if left == low and right == high:
            return None
        reach *= 4
