"""A quote in its context: the sentence before, the quote, the sentence after."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.types import Citation
from store import Passage, Snapshot, UnknownDocument

# A neighbouring sentence is context, not evidence: this much of it places the quote.
_CONTEXT_CHARACTERS = 280
_CUT = "…"
_BLANK_LINES = re.compile(r"\s*\n\s*")
# What Markdown and plain text put around a heading.
HEADING_MARKS = "#*=-_ \t\n"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What a reader needs to judge a quote.

    ``before`` and ``after`` are the neighbouring sentences, empty where there are none or where the document has
    changed since. ``answer`` is the exact answer as offsets into ``quote``, or None.
    """

    before: str
    quote: str
    after: str
    answer: tuple[int, int] | None


def excerpt_of(citation: Citation, snapshot: Snapshot) -> Excerpt:
    """Return a citation's quote with the sentences around it."""
    before, after = _around(citation, snapshot)
    span = citation.answer_span
    answer = None if span is None else (span[0] - citation.start, span[1] - citation.start)
    return Excerpt(before, citation.quote, after, answer)


def _around(citation: Citation, snapshot: Snapshot) -> tuple[str, str]:
    try:
        if snapshot.document(citation.document_id).version != citation.version:
            return "", ""
    except UnknownDocument:
        return "", ""
    text = snapshot.text(citation.document_id)
    sentences = _sentences(snapshot.passages(citation.document_id), citation.heading, text)
    starts, ends = [start for start, _ in sentences], [end for _, end in sentences]
    previous = bisect_right(ends, citation.start) - 1
    following = bisect_left(starts, citation.end)
    before = _tidy(text[starts[previous] : citation.start]) if previous >= 0 else ""
    after = _tidy(text[citation.end : ends[following]]) if following < len(ends) else ""
    if len(before) > _CONTEXT_CHARACTERS:
        before = _CUT + before[-_CONTEXT_CHARACTERS:]
    if len(after) > _CONTEXT_CHARACTERS:
        after = after[:_CONTEXT_CHARACTERS] + _CUT
    return before, after


def _sentences(passages: Sequence[Passage], heading: tuple[str, ...], text: str) -> list[tuple[int, int]]:
    """The sentences of one section in order, its heading lines left out: those are shown as the path."""
    found: set[tuple[int, int]] = set()
    for passage in passages:
        if passage.heading == heading:
            found.update((span.start, span.end) for span in passage.sentences)
    return sorted(span for span in found if text[slice(*span)].strip(HEADING_MARKS) not in heading)


def _tidy(context: str) -> str:
    """Context is for reading: blank lines between paragraphs only take room."""
    return _BLANK_LINES.sub("\n", context)
