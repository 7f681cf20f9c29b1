"""The questions of an evaluation: what is asked, in which conversation, and what is expected."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Expected:
    """What a question should bring; all that is given must hold.

    ``said`` are things to be said, each a tuple of alternatives that are as good. ``single`` tells that they are one
    exact answer, which a short answer is compared with. ``evidence`` are verbatim stretches of a document, one
    of which must be found and cited. ``document`` (title, file name or id) is where that must come from, None for
    anywhere. All empty: the briefings do not say, and the question must be declined.
    """

    said: tuple[tuple[str, ...], ...] = ()
    single: bool = False
    evidence: tuple[str, ...] = ()
    document: str | None = None

    @property
    def answerable(self) -> bool:
        """Whether the briefings say it."""
        return bool(self.said or self.evidence)

    def __str__(self) -> str:
        parts = [" or ".join(f"“{one}”" for one in alternatives) for alternatives in (*self.said, self.evidence)]
        expected = "; ".join(part for part in parts if part) or "that it is declined"
        return expected + (f" in {self.document}" if self.document else "")


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is scored. ``place`` says where it is written, in words for a person, or is empty."""

    text: str
    expected: Expected
    place: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Questions that are asked in order, each after all that came before.

    ``opening`` are asked first and not scored. A question that stands alone is a conversation of one.
    """

    questions: tuple[Question, ...]
    opening: tuple[str, ...] = ()
