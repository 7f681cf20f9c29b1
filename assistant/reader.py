"""Finding what answers a question: the seam between the assistant and whatever reads for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias, get_args

from store import Hit, Passage, Snapshot, Span

Caution: TypeAlias = Literal["low", "normal", "high"]
"""How sure the assistant must be before it answers: "low" answers more, "high" is silent more often."""
CAUTIONS: tuple[Caution, ...] = get_args(Caution)


@dataclass(frozen=True, slots=True)
class OperatingPoints:
    """The two confidences that part the three states of an answer, ``0 <= weak <= sure <= 1``.

    Below ``weak`` the briefings do not say; from ``weak`` on there is weak evidence; from ``sure`` on the question
    is answered.
    """

    weak: float
    sure: float


@dataclass(frozen=True, slots=True)
class Finding:
    """A quotable unit of a passage that speaks to a question.

    ``sentence`` is one of ``passage.sentences``. ``answer`` is the exact answer inside it, as a span of the version's
    text, or None. ``score`` in 0..1 is the reader's probability that the unit supports an answer; higher is better.
    """

    passage: Passage
    sentence: Span
    answer: Span | None
    score: float

    @property
    def quote(self) -> str:
        """The unit's text, verbatim."""
        return quoted(self.passage, self.sentence)

    @property
    def exact(self) -> str | None:
        """The exact answer's text, or None."""
        return None if self.answer is None else quoted(self.passage, self.answer)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of the passages.

    ``confidence`` in 0..1: higher is surer that they answer the question. ``findings`` are all the units that it
    judged, each once, best first; empty only when there was nothing to read. Which of them are quoted is not the
    reader's business. ``hits`` are the passages in the order in which the reader would have them, best first.
    """

    confidence: float
    findings: tuple[Finding, ...]
    hits: tuple[Hit, ...]


class Reader(Protocol):
    """Reads the passages of a search for what answers the question."""

    def points(self, caution: Caution) -> OperatingPoints:
        """Return where its confidences part the states of an answer; more caution, higher points."""
        ...

    def read(self, question: str, hits: Sequence[Hit], snapshot: Snapshot, before: Sequence[str] = ()) -> Reading:
        """Judge the units of the passages by how well they support an answer to a question.

        Args:
            question: as it was searched for.
            hits: the passages found, best first.
            snapshot: the view of the store that they come from.
            before: the questions that it is a follow-up to, oldest first; none where it stands alone.
        """
        ...


def quoted(passage: Passage, span: Span) -> str:
    """Return ``span`` of the version's text, which must be inside the passage."""
    return passage.text[span.start - passage.start : span.end - passage.start]
