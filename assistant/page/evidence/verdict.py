"""How sure an answer is and why it was declined, in words for the person who asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.page.evidence import words
from assistant.silence.premise import missing
from assistant.types import Answer

# Answers begin below even odds; only from here on is it said without reserve.
_WELL_FROM = 0.6
# More names than this are not listed: the first ones make the point.
_NAMES = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of an answer as a whole.

    ``state`` is one of three; ``percent`` (0..100) is the confidence that the briefings answer; ``label`` says the
    state in words, ``why`` what speaks against relying on it, empty when nothing does.
    """

    state: Literal["sure", "weak", "declined"]
    percent: int
    label: str
    why: str


def verdict_of(answer: Answer, titles: tuple[str, ...] = ()) -> Verdict | None:
    """Return what is said of an answer, or None for a reply that claims nothing of documents.

    Args:
        answer: the answer.
        titles: the documents' titles, one per hit of ``answer.nearest``.
    """
    percent = round(100 * answer.confidence)
    if not answer.answered:
        return Verdict("declined", percent, words.DECLINED, _why_declined(answer, titles))
    if not answer.citations:
        return None
    if answer.weak:
        return Verdict("weak", percent, words.WEAK, words.WEAK_WHY)
    return Verdict("sure", percent, words.SURE if answer.confidence >= _WELL_FROM else words.SUPPORTED, "")


def _why_declined(answer: Answer, titles: tuple[str, ...]) -> str:
    if not answer.nearest:
        return words.NOTHING_NEAR
    near = [" ".join((*hit.passage.heading, hit.passage.text)) for hit in answer.nearest]
    absent = [f"“{name}”" for name in missing(answer.understood_as or answer.question, [*near, *titles])][:_NAMES]
    if not absent:
        return words.NOT_FOUND
    names = ", ".join(absent[:-1]) + words.AND + absent[-1] if len(absent) > 1 else absent[0]
    return (words.MISSING if len(absent) == 1 else words.MISSING_MANY).format(names=names)
