"""A note as a file: Markdown and Word with footnotes, PDF with the sources under each answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from importlib import import_module
from typing import Literal, get_args

from assistant.talks.note import Note

Format = Literal["md", "docx", "pdf"]
FORMATS: tuple[Format, ...] = get_args(Format)
MEDIA_TYPES: dict[Format, str] = {
    "md": "text/markdown;charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
# Loaded when they are first needed: each brings its library.
_WRITERS: dict[Format, str] = {"md": "markdown", "docx": "word", "pdf": "pdf"}
_NAME_CHARACTERS = 60
# Windows keeps these for devices, whatever their ending.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)

__all__ = ["FORMATS", "MEDIA_TYPES", "Format", "as_text", "export", "file_name"]


def export(note: Note, kind: Format) -> bytes:
    """Return a note as the content of a file."""
    write: Callable[[Note], bytes] = import_module(f"assistant.talks.export.{_WRITERS[kind]}").write
    return write(note)


def as_text(note: Note, *, markdown: bool = False) -> str:
    """Return a note as plain text or Markdown, to be pasted."""
    from assistant.talks.export import markdown as with_signs
    from assistant.talks.export import text

    content = with_signs.write(note) if markdown else text.write(note)
    return content.decode("utf-8")


def file_name(title: str, kind: Format) -> str:
    """Return a file name for a note: letters and digits of its title, in any script, safe on every system."""
    composed = unicodedata.normalize("NFC", title)
    stem = re.sub(r"[\W_]+", "-", composed).strip("-").lower()[:_NAME_CHARACTERS].strip("-")
    if not stem or _DEVICES.fullmatch(stem):
        stem = f"note-{stem}".strip("-")
    return f"{stem}.{kind}"
