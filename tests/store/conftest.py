"""Small versions to put into a store."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from store import NewPassage, NewVersion, Span

MakeVersion = Callable[..., NewVersion]


def _make_version(
    text: str, source: str = "/briefs/note.txt", title: str = "Note", original: bytes | None = None
) -> NewVersion:
    """A version with a passage per paragraph and a quotable unit per sentence."""
    passages = []
    for paragraph in re.finditer(r"[^\n]+", text):
        sentences = tuple(
            Span(paragraph.start() + found.start(), paragraph.start() + found.end())
            for found in re.finditer(r"[^.\s][^.]*\.?", paragraph[0])
        )
        passages.append(NewPassage(paragraph.start(), paragraph.end(), None, ("Part",), sentences))
    content = text.encode() if original is None else original
    return NewVersion(source, title, content, text, None, (), tuple(passages))


@pytest.fixture
def make_version() -> MakeVersion:
    return _make_version
