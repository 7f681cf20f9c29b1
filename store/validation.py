"""The rules a new version must keep before anything of it is stored."""

from __future__ import annotations

import re

from store.errors import InvalidVersion
from store.types import NewPassage, NewVersion

# NUL ends strings in some databases, and a lone surrogate cannot be written as UTF-8.
_FORBIDDEN = re.compile("[\0\ud800-\udfff]")


def require_valid(version: NewVersion) -> None:
    """Raise `InvalidVersion` unless texts and spans keep the store's rules (see `store.types`)."""
    authors = [("author", author) for author in version.authors]
    for name, text in (("source", version.source), ("title", version.title), ("text", version.text), *authors):
        if found := _FORBIDDEN.search(text):
            raise InvalidVersion(
                f"the {name} has the character U+{ord(found[0]):04X} at {found.start()}: remove it first"
            )
    if not version.source:
        raise InvalidVersion("the source is empty, expected an absolute path or upload:NAME")
    if not version.passages:
        raise InvalidVersion("there are no passages: a document without text cannot be stored")
    previous_end = 0
    for run in version.places:
        if not (previous_end <= run.start < run.end <= len(version.text)) or run.page < 1 or run.offset < 0:
            raise InvalidVersion(f"the page map's run {run} is out of order or outside the text")
        if version.pages is None or run.page > version.pages:
            raise InvalidVersion(f"the page map's run {run} is on a page that the document has not")
        previous_end = run.end
    for passage in version.passages:
        _require_valid_passage(passage, version)


def _require_valid_passage(passage: NewPassage, version: NewVersion) -> None:
    if not 0 <= passage.start < passage.end <= len(version.text):
        raise InvalidVersion(f"the passage {passage.start}..{passage.end} is empty or outside the text")
    if passage.page is not None and (version.pages is None or not 1 <= passage.page <= version.pages):
        raise InvalidVersion(f"the passage {passage.start}..{passage.end} is on a page that the document has not")
    if any(_FORBIDDEN.search(heading) for heading in passage.heading):
        raise InvalidVersion(f"a heading of the passage {passage.start}..{passage.end} has a forbidden character")
    previous_end = passage.start
    for span in passage.sentences:
        if not previous_end <= span.start < span.end <= passage.end:
            raise InvalidVersion(f"the sentence {span.start}..{span.end} is out of order or outside its passage")
        previous_end = span.end
