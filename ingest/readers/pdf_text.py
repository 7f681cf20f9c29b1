"""The text of a PDF's pieces: lines joined, hyphens resolved, every character's origin kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ingest.assembly import squeezed
from ingest.readers.pdf_layout import BULLET, LEADERS, Piece
from ingest.readers.pdf_lines import Line
from ingest.readers.titles import sensible_title

_LONGEST_TITLE = 200
_LETTERS = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")


def words_of(pages: list[list[Line]]) -> Counter[str]:
    """Count a document's words, those with a hyphen as one; it tells how the document writes a word."""
    return Counter(word.lower() for lines in pages for line in lines for word in _LETTERS.findall(line.text))


def joined(piece: Piece, words: Counter[str]) -> tuple[str, list[tuple[int, int]]]:
    """Return a piece's text, and for each character the page and the index of the character there."""
    text: list[str] = []
    origins: list[tuple[int, int]] = []
    for number, line in enumerate(piece.lines):
        if number:
            _join("".join(text[-60:]), piece.lines[number - 1], line, words, text, origins)
        for character, offset in _characters(piece, line, first=number == 0):
            text.append(character)
            origins.append((line.page, offset) if offset >= 0 else (0, 0))
    while text and text[-1] == " ":
        text.pop()
        origins.pop()
    return "".join(text), origins


def _characters(piece: Piece, line: Line, *, first: bool) -> Iterator[tuple[str, int]]:
    """Yield a line's characters and their indices, without a bullet and with leaders as a space."""
    bullet = BULLET.match(line.text) if first and piece.kind == "item" else None
    position = bullet.end() if bullet else 0
    for leader in LEADERS.finditer(line.text, position):
        yield from zip(line.text[position : leader.start()], line.offsets[position : leader.start()], strict=True)
        if position < leader.start() and leader.end() < len(line.text):
            yield " ", -1
        position = leader.end()
    yield from zip(line.text[position:], line.offsets[position:], strict=True)


def _join(
    before: str, last: Line, line: Line, words: Counter[str], text: list[str], origins: list[tuple[int, int]]
) -> None:
    """Put between two lines what belongs there: a space, a hyphen, or nothing within a word."""
    hyphenated = last.broken or (before.endswith(("-", "‐")) and before[-2:-1].isalpha())
    if not hyphenated:
        text.append(" ")
        origins.append((0, 0))
        return
    head = _last_word(before if last.broken else before[:-1])
    tail = _LETTERS.match(line.text)
    keep = tail is None or not tail[0][0].islower() or _is_compound(head, tail[0], words)
    if last.broken and keep:
        text.append("-")
        origins.append((0, 0))
    elif not last.broken and not keep:
        text.pop()
        origins.pop()


def _last_word(before: str) -> str:
    found = re.search(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*$", before)
    return found[0] if found else ""


def _is_compound(head: str, tail: str, words: Counter[str]) -> bool:
    """Return whether the document writes a word with a hyphen rather than in one."""
    return words[f"{head}-{tail}".lower()] > words[f"{head}{tail}".lower()]


def title(named: str, pieces: list[Piece]) -> str:
    """Return the title of the properties if it makes sense, else page 1's largest heading, else nothing."""
    named = sensible_title(named)
    if " " in named:
        return named
    first = [piece for piece in pieces if piece.lines[0].page == 1 and piece.kind != "row"]
    largest = max(first, key=lambda piece: piece.lines[0].style.size, default=None)
    if largest is None or largest.kind != "heading":
        return ""
    return squeezed(largest.text)[:_LONGEST_TITLE]
