"""Whether passages and citations hold what a question expects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.evaluation.errors import UnusableQuestions
from assistant.evaluation.metrics import contains
from assistant.evaluation.questions import Expected, Question
from assistant.service import Texts
from assistant.types import Answer, Citation
from store import Document, Hit, Passage, Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where evidence stands: a stretch of a document's current text, and its words, each as a span of that text."""

    document_id: str
    span: Span
    words: tuple[Span, ...]

    def overlaps(self, citation: Citation) -> bool:
        """Tell whether a citation has a character of it."""
        here = citation.document_id == self.document_id
        return here and citation.start < self.span.end and self.span.start < citation.end

    def covered_by(self, passages: Sequence[Passage]) -> bool:
        """Tell whether each word is in one of the passages."""
        here = [one for one in passages if one.document_id == self.document_id]
        return all(any(one.start <= word.start and word.end <= one.end for one in here) for word in self.words)


@dataclass(frozen=True, slots=True)
class Target:
    """What is expected of a question, found in the store.

    ``documents`` are the ids that it must come from, None for any. ``evidence`` are the places where one of the
    stretches stands; it is empty only when none is asked for.
    """

    expected: Expected
    documents: frozenset[str] | None
    evidence: tuple[Place, ...]

    def rank(self, hits: Sequence[Hit]) -> int | None:
        """Return how many of the passages, best first, it takes to hold all that is expected; None when all do not."""
        passages: list[Passage] = []
        for number, hit in enumerate(hits, start=1):
            if self._counts(hit.passage.document_id):
                passages.append(hit.passage)
                if self._held(passages):
                    return number
        return None

    def said_in(self, answer: Answer) -> bool:
        """Tell whether an answer's text and citations, in the right documents, say all that must be said."""
        texts = [citation.quote for citation in answer.citations if self._counts(citation.document_id)]
        if self.documents is None:
            texts.append(answer.text)
        return answer.answered and _all_said(self.expected.said, texts)

    def cited_in(self, answer: Answer) -> bool:
        """Tell whether one of an answer's citations overlaps the evidence."""
        return answer.answered and any(self._overlaps(citation) for citation in answer.citations)

    def supported_by(self, citation: Citation) -> bool:
        """Tell whether a citation holds one of the things to be said, or overlaps the evidence."""
        alternatives = (one for group in self.expected.said for one in group)
        says = self._counts(citation.document_id) and any(contains(citation.quote, one) for one in alternatives)
        return says or self._overlaps(citation)

    def met_by(self, answer: Answer) -> bool:
        """Tell whether an answer is right: it says and cites all that is expected, or declines where nothing is."""
        if not self.expected.answerable:
            return not answer.answered
        return self.said_in(answer) and (not self.expected.evidence or self.cited_in(answer))

    def _counts(self, document_id: str) -> bool:
        return self.documents is None or document_id in self.documents

    def _overlaps(self, citation: Citation) -> bool:
        return any(place.overlaps(citation) for place in self.evidence)

    def _held(self, passages: Sequence[Passage]) -> bool:
        if not _all_said(self.expected.said, [passage.text for passage in passages]):
            return False
        return not self.evidence or any(place.covered_by(passages) for place in self.evidence)


def targets(questions: Iterable[Question], store: Texts) -> list[Target]:
    """Find what the questions expect in the store, in their order.

    Raises:
        UnusableQuestions: a document or evidence is not there.
    """
    asked = list(questions)
    documents = store.documents()
    chosen = [_chosen(question, documents) for question in asked]
    patterns = [[_pattern(stretch) for stretch in question.expected.evidence] for question in asked]
    places: list[list[Place]] = [[] for _ in asked]
    for document in documents:
        wanted = [
            number
            for number, ids in enumerate(chosen)
            if patterns[number] and (ids is None or document.document_id in ids)
        ]
        text = store.text(document.document_id) if wanted else ""
        for number in wanted:
            for pattern in patterns[number]:
                places[number].extend(_place(document.document_id, match) for match in pattern.finditer(text))
    for question, found_at in zip(asked, places, strict=True):
        if question.expected.evidence and not found_at:
            where = question.expected.document or "a document of the store"
            stretches = " or ".join(f"“{' '.join(one.split())}”" for one in question.expected.evidence)
            raise UnusableQuestions(
                f"{_written(question)}: expected evidence that stands in {where}, found {stretches}"
            )
    return [
        Target(question.expected, ids, tuple(found_at))
        for question, ids, found_at in zip(asked, chosen, places, strict=True)
    ]


def _chosen(question: Question, documents: Sequence[Document]) -> frozenset[str] | None:
    name = question.expected.document
    if name is None:
        return None
    ids = frozenset(
        one.document_id for one in documents if name in (one.document_id, one.title, _file_name(one.source))
    )
    if not ids:
        expected = "a title, file name or id of a document of the store"
        raise UnusableQuestions(f"{_written(question)}: expected {expected}, found “{name}”")
    return ids


def _file_name(source: str) -> str:
    return re.split(r"[/\\]", source.removeprefix("upload:"))[-1]


def _written(question: Question) -> str:
    return question.place or f"“{question.text}”"


def _place(document_id: str, match: re.Match[str]) -> Place:
    words = (Span(match.start() + word.start(), match.start() + word.end()) for word in re.finditer(r"\S+", match[0]))
    return Place(document_id, Span(*match.span()), tuple(words))


def _pattern(stretch: str) -> re.Pattern[str]:
    """Where lines end is a matter of layout."""
    return re.compile(r"\s+".join(map(re.escape, stretch.split())))


def _all_said(said: Sequence[Sequence[str]], texts: Sequence[str]) -> bool:
    return all(any(contains(text, one) for text in texts for one in alternatives) for alternatives in said)
