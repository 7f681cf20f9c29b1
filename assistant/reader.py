"""Finding what answers a question: the seam between the assistant and whatever reads for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from store import Hit, Passage, Snapshot, Span


@dataclass(frozen=True, slots=True)
class Finding:
    """A quotable unit of a passage that speaks to a question.

    ``sentence`` is one of ``passage.sentences``. ``answer`` is the exact answer inside it, as a span of the version's
    text, or None. ``score`` in 0..1 is how well it supports an answer; higher is better.
    """

    passage: Passage
    sentence: Span
    answer: Span | None
    score: float

    @property
    def quote(self) -> str:
        """The unit's text, verbatim."""
        return quoted(self.passage, self.sentence)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of the passages.

    ``confidence`` in 0..1: higher is surer that they answer the question. ``findings`` are to be quoted if they do,
    best first; empty only when there was nothing to read. ``hits`` are the passages in the order in which the reader
    would have them, best first.
    """

    confidence: float
    findings: tuple[Finding, ...]
    hits: tuple[Hit, ...]


class Reader(Protocol):
    """Reads the passages of a search for what answers the question."""

    @property
    def threshold(self) -> float:
        """The confidence from which on its findings count as an answer, 0..1."""
        ...

    def read(self, question: str, hits: Sequence[Hit], snapshot: Snapshot) -> Reading:
        """Return the units that best support an answer to a stand-alone question.

        Args:
            question: as it was searched for.
            hits: the passages found, best first.
            snapshot: the view of the store that they come from.
        """
        ...


def quoted(passage: Passage, span: Span) -> str:
    """Return ``span`` of the version's text, which must be inside the passage."""
    return passage.text[span.start - passage.start : span.end - passage.start]
