"""Plain text: headings, paragraphs and lists as people type them. The text is the file itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from ingest.decoding import decoded
from ingest.extract import Block, Extract

# Text whose lines were broken by an editor has full lines of about this many characters.
_SHORTEST_WRAP, _LONGEST_WRAP = 50, 120
# So much room left on a line tells that nothing was to follow on it: of an address, a signature.
_SHORT = 0.5
# A longer line without a full stop is a sentence that lacks one.
_LONGEST_HEADING = 80
_BULLET = re.compile(r"(?:[-*+•‣▪◦●–]|\(?[a-z]\)|\(?[ivx]{1,4}\))\s+")
_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)]\s+")
_UNDERLINE = re.compile(r"(=+|-+|~+)$")
_NO_HEADING_END = (".", ",", ";", ":", "!", "?", "…", '"', "”", "’", "-")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without white space around it; ``gap`` when an empty line is above."""

    text: str
    start: int
    end: int
    gap: bool


def read(data: bytes, progress: Callable[[int, int], None]) -> Extract:
    """Read a text file; its first heading is its title."""
    text = decoded(data)
    lines = _lines(text)
    wrap = _wrap_width(lines)
    blocks: list[Block] = []
    position = 0
    while position < len(lines):
        kind, level, used = _classified(lines, position, wrap, first=not blocks)
        first, last = lines[position], lines[position + used - 1]
        start = first.start
        if kind == "item" and (bullet := _BULLET.match(first.text)):
            start += bullet.end()
        blocks.append(Block(kind, start, last.end, level))  # type: ignore[arg-type]
        position += used
        if position < len(lines) and kind == "heading" and _UNDERLINE.match(lines[position].text):
            position += 1
    title = next((text[block.start : block.end] for block in blocks[:1] if block.kind == "heading"), "")
    return Extract(text, tuple(blocks), title=title)


def _lines(text: str) -> list[_Line]:
    lines = []
    start, gap = 0, True
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            begin = start + raw.index(stripped[0])
            lines.append(_Line(stripped, begin, begin + len(stripped), gap))
        gap = not stripped
        start += len(raw) + 1
    return lines


def _wrap_width(lines: list[_Line]) -> int | None:
    """Return how long the lines of a text get that an editor has wrapped, None for lines that are paragraphs."""
    close = [(above, below) for above, below in pairwise(lines) if not below.gap]
    inner = sorted(len(above.text) for above, _ in close)
    if not inner or not _SHORTEST_WRAP <= inner[-1] <= _LONGEST_WRAP:
        return None
    full = [below.text[0].islower() for above, below in close if len(above.text) >= _SHORTEST_WRAP]
    is_wrapped = inner[len(inner) // 2] >= inner[-1] / 2 or 2 * sum(full) >= len(full)
    return inner[-1] if is_wrapped else None


def _classified(lines: list[_Line], position: int, wrap: int | None, *, first: bool) -> tuple[str, int, int]:
    """Return what begins at a line: its kind, its level and of how many lines it is."""
    line = lines[position]
    if _is_heading(lines, position, wrap):
        return "heading", 1 if first else 2, 1
    used = 1
    if wrap is not None:
        while position + used < len(lines) and _goes_on(lines[position + used - 1], lines[position + used], wrap):
            used += 1
    listed = _BULLET.match(line.text) or _NUMBER.match(line.text)
    return ("item", 1, used) if listed else ("paragraph", 0, used)


def _goes_on(above: _Line, line: _Line, wrap: int) -> bool:
    if line.gap or _BULLET.match(line.text) or _NUMBER.match(line.text):
        return False
    if line.text[0].islower():
        return True
    # A line that ends early although the next word had room ends its paragraph; a very short one ends by itself.
    room = wrap - len(above.text) - 1 - len(line.text.split(" ", 1)[0])
    early = room > wrap * 0.1
    return not (early and above.text.endswith(_NO_HEADING_END)) and not room > wrap * _SHORT


def _is_heading(lines: list[_Line], position: int, wrap: int | None) -> bool:
    line = lines[position]
    below = lines[position + 1] if position + 1 < len(lines) else None
    if below is None or not _could_be_heading(line.text):
        return False
    if _UNDERLINE.match(below.text) and not below.gap and len(below.text) >= len(line.text) / 2:
        return True
    if wrap is not None and not (line.gap and below.gap):
        return False
    # What it heads must be prose: lists of short lines (names, an address, verse) are no headings.
    return not _could_be_heading(below.text) or bool(_BULLET.match(below.text)) or _heads_heading(lines, position)


def _heads_heading(lines: list[_Line], position: int) -> bool:
    """Tell a title above the first section's heading from the first of many short lines."""
    further = lines[position + 2 : position + 3]
    return position == 0 and bool(further) and not _could_be_heading(further[0].text)


def _could_be_heading(text: str) -> bool:
    if len(text) > _LONGEST_HEADING or text.endswith(_NO_HEADING_END) or _BULLET.match(text):
        return False
    begins = text[0].isupper() or text[0].isdigit()
    return begins and sum(character.isalpha() for character in text) >= len(text) / 2
