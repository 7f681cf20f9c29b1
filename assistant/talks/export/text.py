"""An answer as plain text, to be pasted anywhere."""

from __future__ import annotations

from assistant.answer_spans import LineKind
from assistant.answer_words import BULLET
from assistant.talks import words
from assistant.talks.note import Note


def write(note: Note) -> bytes:
    """Return the note in UTF-8: questions, answers, and under each the sources by their numbers; no title."""
    parts: list[str] = []
    for entry in note.entries:
        parts += [entry.question, ""]
        for line in entry.lines:
            said = "".join(
                piece.text if piece.source is None else f" [{piece.source + 1}]" for piece in line.pieces
            ).strip()
            parts.append(f"{BULLET}{said}" if line.kind is LineKind.ITEM else said)
        parts += ["", *entry.remarks] if entry.remarks else []
        if entry.sources:
            parts += ["", f"{words.SOURCES}:"]
        for number, source in enumerate(entry.sources, start=1):
            parts.append(f"[{number}] {words.QUOTED.format(quote=source.quote, place=f'— {source.place}')}")
        parts.append("")
    return "\n".join(parts).encode("utf-8")
