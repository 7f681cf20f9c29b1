"""From passages to an answer: extractively, or by a chat model where one is configured."""

from __future__ import annotations

import logging
from collections.abc import Generator
from dataclasses import dataclass

from assistant.citing import cite
from assistant.reader import Reading
from assistant.types import Citation
from assistant.writing import Writer
from store import Snapshot

logger = logging.getLogger(__name__)

NOT_SAID = "The briefings do not say."


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The part of an `Answer` that follows from the passages, with the same meanings."""

    text: str
    answered: bool
    confidence: float
    citations: tuple[Citation, ...]


class Answerer:
    """Makes answers of passages; usable by several threads at once.

    Args:
        threshold: the confidence from which on what the reader found counts as an answer, 0..1.
        writer: writes the answer where there is one; without it, or when nothing that it cites holds, the answer
            is what the reader found.
    """

    def __init__(self, threshold: float, writer: Writer | None = None) -> None:
        self._threshold = threshold
        self._writer = writer

    def answer(self, question: str, reading: Reading, snapshot: Snapshot) -> Generator[str, None, Conclusion]:
        """Yield the answer's text in pieces, and return the whole.

        Args:
            question: the stand-alone question.
            reading: what the reader made of the passages found.
            snapshot: the view of the store that they come from.

        Raises:
            ChatModelError: the chat model cannot be used.
        """
        threshold = self._threshold
        if self._writer is not None and reading.hits:
            written = yield from self._writer.write(question, reading.hits, snapshot)
            if written.declined:
                return (yield from _said(NOT_SAID, False, min(reading.confidence, threshold / 2), ()))
            if written.citations:
                # Writer and reader agree, or it is a close call.
                return Conclusion(written.text, True, max(reading.confidence, threshold), written.citations)
        found = [cite(finding, snapshot) for finding in reading.findings]
        citations = tuple(citation for citation in found if citation is not None)
        if len(citations) < len(found):
            logger.warning("%d of the reader's quotes failed the check and were dropped", len(found) - len(citations))
        if reading.confidence < threshold or not citations:
            return (yield from _said(NOT_SAID, False, reading.confidence, ()))
        quotes = [f"{citation.quote} [{number}]" for number, citation in enumerate(citations, start=1)]
        return (yield from _said(" ".join(quotes), True, reading.confidence, citations))


def _said(
    text: str, answered: bool, confidence: float, citations: tuple[Citation, ...]
) -> Generator[str, None, Conclusion]:
    yield text
    return Conclusion(text, answered, confidence, citations)
