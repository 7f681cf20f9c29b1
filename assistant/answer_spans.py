"""What stands where in an answer's text: its lines, its quotes, the markers that cite them, the exact answers.

Whoever shows an answer (the page, an exported note) arranges these and never looks for them anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from assistant.answer_words import BULLET, PARTLY_WEAK, WEAK, is_of_document
from assistant.types import Answer, Citation

_MARKER = re.compile(r"\[(\d+)\]")


class LineKind(Enum):
    """What a line of an answer is."""

    LINE = "line"
    ITEM = "item"
    """An item of a list; it begins with `BULLET`."""
    GROUP = "group"
    """The name of the document that the lines below it are of."""


def lines(answer: Answer) -> Iterator[tuple[int, int, LineKind]]:
    """Yield where each line stands; a line end inside a quote is the document's own and divides nothing."""
    quotes = [(at, at + len(citation.quote)) for citation, at in quotes_in(answer)]
    start = 0
    for found in re.finditer("\n", answer.text):
        if not any(begins <= found.start() < ends for begins, ends in quotes):
            yield start, found.start(), _kind(answer, start, found.start())
            start = found.end()
    yield start, len(answer.text), _kind(answer, start, len(answer.text))


def weakness(answer: Answer) -> Iterator[tuple[int, int]]:
    """Yield where the words stand that say that the evidence is weak."""
    for said in (WEAK, PARTLY_WEAK):
        if answer.weak and answer.text.startswith(said):
            yield 0, len(said)


def markers(answer: Answer) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, number) of each marker; a [1] that stands inside a quote is the document's own."""
    quotes = [(at, at + len(citation.quote)) for citation, at in quotes_in(answer)]
    for marker in _MARKER.finditer(answer.text):
        number = int(marker[1])
        if 1 <= number <= len(answer.citations) and not any(start <= marker.start() < end for start, end in quotes):
            yield marker.start(), marker.end(), number


def exact_answers(answer: Answer) -> Iterator[tuple[int, int]]:
    """Yield where the exact answers stand."""
    for citation, at in quotes_in(answer):
        if citation.answer_span is not None:
            start, end = (at + offset - citation.start for offset in citation.answer_span)
            yield start, end


def quotes_in(answer: Answer) -> Iterator[tuple[Citation, int]]:
    """Yield the citations that are quoted in the text, with where each quote begins."""
    for number, citation in enumerate(answer.citations, start=1):
        # An extractive answer has the quote before its marker; a short quote may stand in a longer one as well.
        at = answer.text.find(f"{citation.quote} [{number}]")
        at = at if at >= 0 else answer.text.find(citation.quote)
        if at >= 0:
            yield citation, at


def _kind(answer: Answer, start: int, end: int) -> LineKind:
    line = answer.text[start:end]
    if any(is_of_document(line, citation.title) for citation in answer.citations):
        return LineKind.GROUP
    return LineKind.ITEM if line.startswith(BULLET) else LineKind.LINE
