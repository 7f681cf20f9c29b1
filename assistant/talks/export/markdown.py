"""A note as Markdown with footnotes."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.answer_spans import LineKind
from assistant.answer_words import day
from assistant.talks import words
from assistant.talks.note import Line, Note, Piece

# What may begin emphasis, code, links, images, HTML, entities, tables, footnotes, mathematics or an address.
_INLINE = re.compile(r"[\\`*_\[\]<>|~^$&@#]|:(?=//)|(?<=\bwww)\.", re.IGNORECASE)
# What makes a line a heading, a rule, a quotation, an item of a list or a definition.
_BEGINNING = re.compile(r"^(\s*)([-+=:>]|\d+(?=[.)]))")


def write(note: Note) -> bytes:
    """Return the note in UTF-8; footnotes are numbered throughout."""
    parts = [f"# {escaped(note.title)}", escaped(words.MADE.format(day=day(note.made_at)))]
    footnotes: list[str] = []
    for entry in note.entries:
        numbers: dict[int, int] = {}

        def mark(piece: Piece, numbers: dict[int, int] = numbers) -> str:
            assert piece.source is not None
            if piece.source not in numbers:
                footnotes.append("")
                numbers[piece.source] = len(footnotes)
            return f"[^{numbers[piece.source]}]"

        parts.append(f"## {escaped(entry.question)}")
        said = [(line.kind, _begun(_written(line, mark))) for line in entry.lines]
        block: list[str] = []
        for kind, text in said:
            if kind is LineKind.ITEM:
                block.append(f"- {text}")
                continue
            if block:
                parts.append("\n".join(block))
                block = []
            parts.append(f"### {text}" if kind is LineKind.GROUP else text)
        if block:
            parts.append("\n".join(block))
        parts += [f"*{escaped(remark)}*" for remark in entry.remarks]
        for source, number in numbers.items():
            found = entry.sources[source]
            footnotes[number - 1] = words.QUOTED.format(quote=escaped(found.quote), place=f"— {escaped(found.place)}")
    parts += [f"[^{number}]: {text}" for number, text in enumerate(footnotes, start=1)]
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def escaped(text: str) -> str:
    """Return one line of text that Markdown shows as itself."""
    return _begun(_inline(text))


def _written(line: Line, mark: Callable[[Piece], str]) -> str:
    parts = []
    for piece in line.pieces:
        if piece.source is not None:
            parts.append(mark(piece))
        elif piece.bold and piece.text.strip():
            parts.append(f"**{_inline(piece.text.strip())}**")
        else:
            parts.append(_inline(piece.text))
    return "".join(parts).strip()


def _inline(text: str) -> str:
    return _INLINE.sub(r"\\\g<0>", text)


def _begun(text: str) -> str:
    def safe(found: re.Match[str]) -> str:
        return f"{found[1]}{found[2]}\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}"

    return _BEGINNING.sub(safe, text)
