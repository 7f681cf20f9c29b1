"""From what was found to an answer: by quoting, or by a chat model where one is configured."""

from __future__ import annotations

import logging
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

from assistant import answer_words as words
from assistant.citing import cite
from assistant.composing import (
    Draft,
    Group,
    Numbered,
    Summariser,
    compose_catalogue,
    compose_comparison,
    compose_described,
    compose_fact,
    compose_list,
    compose_mentioned,
    compose_numbered,
    compose_numbered_parts,
    compose_on_topic,
    compose_small_talk,
    compose_topic,
    compose_yes_no,
    rendered,
)
from assistant.composing.summary import LINES_COMPARED, MOST_LINES
from assistant.forms.numbered import part_named, parts_of
from assistant.questions.kind import QuestionKind
from assistant.reader import OperatingPoints
from assistant.seeking import Part, in_turn
from assistant.silence import premise
from assistant.spoken import is_of_another
from assistant.types import Citation
from assistant.writing import WRITTEN_FROM, Writer
from store import Hit, Snapshot

# What is quoted of whole documents or their parts, and not of what was read for the question.
_WHOLE = (
    QuestionKind.SUMMARY,
    QuestionKind.COMPARISON,
    QuestionKind.NUMBERED_PART,
    QuestionKind.NUMBERED_PARTS,
    QuestionKind.PAGE,
)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The part of an `Answer` that follows from what was found, with the same meanings."""

    text: str
    answered: bool
    weak: bool
    confidence: float
    short_answer: str | None
    citations: tuple[Citation, ...]


class Answerer:
    """Makes answers of what was found; usable by several threads at once.

    Args:
        points: from which confidence on a reader's findings are weak evidence, and from which on an answer.
        floor: a confidence below every reader's ``weak`` point, whatever the caution: where a false premise ends.
        summariser: quotes whole documents.
        writer: writes the answer where there is one; without it, or when nothing that it cites holds, the answer
            is quoted.
    """

    def __init__(
        self, points: OperatingPoints, floor: float, summariser: Summariser, writer: Writer | None = None
    ) -> None:
        self._points = points
        self._floor = floor
        self._summariser = summariser
        self._writer = writer

    @property
    def points(self) -> OperatingPoints:
        """From which confidences on findings are weak evidence, and an answer."""
        return self._points

    def answer(self, question: str, parts: Sequence[Part], snapshot: Snapshot) -> Generator[str, None, Conclusion]:
        """Yield the answer's text in pieces, and return the whole.

        Args:
            question: all that is asked, standing alone.
            parts: its single questions with what was found for each, at least one.
            snapshot: the view of the store that it comes from.

        Raises:
            ChatModelError: the chat model cannot be used.
        """
        if self._writer is not None and (given := self._given(parts, snapshot)):
            confidence = min((part.reading.confidence for part in parts if part.is_read), default=1.0)
            written = yield from self._writer.write(question, given, snapshot)
            if written.declined:
                confidence = min(confidence, self._points.weak / 2)
                return (yield from _said(Conclusion(words.NOT_SAID, False, False, confidence, None, ())))
            if written.citations:
                # Every claim that is cited was checked: writer and reader agree, or it is a close call.
                confidence = max(confidence, self._points.sure)
                short = _exact(written.citations[0])
                told = Conclusion(written.text, True, False, confidence, short, written.citations)
                return (yield from _with_speakers(told, parts))
        numbered = Numbered(snapshot)
        conclusions = [self._quoted(part, numbered, snapshot) for part in parts]
        if numbered.dropped:
            logger.warning("%d of the quotes failed the check and were dropped", numbered.dropped)
        joined = yield from _said(_joined(parts, conclusions, tuple(numbered.citations)))
        answered = [part for part, one in zip(parts, conclusions, strict=True) if one.answered]
        return (yield from _with_speakers(joined, answered))

    def _given(self, parts: Sequence[Part], snapshot: Snapshot) -> tuple[Hit, ...]:
        """Return the passages that a chat model is to write from; none for what needs no model."""
        rankings = []
        for part in parts:
            if part.is_read:
                rankings.append(part.reading.hits)
            elif part.asked.kind in _WHOLE:
                rankings += [_spread(group) for group in self._draft(part, snapshot).groups]
        return () if all(part.asked.kind is QuestionKind.ON_TOPIC for part in parts) else in_turn(rankings)

    def _draft(self, part: Part, snapshot: Snapshot) -> Draft:
        kind, question, reading = part.asked.kind, part.asked.question, part.reading
        if kind.is_small_talk:
            return compose_small_talk(kind)
        match kind:
            case QuestionKind.CATALOGUE:
                return compose_catalogue([snapshot.document(one) for one in part.documents])
            case QuestionKind.ON_TOPIC:
                return compose_on_topic(part.asked.topic, reading, snapshot)
            case QuestionKind.SUMMARY:
                lines = int(part.asked.asks or MOST_LINES)
                return self._summariser.compose(part.documents, snapshot, max(1, min(lines, MOST_LINES)))
            case QuestionKind.PAGE if not part.is_read:
                return self._summariser.compose_page(int(part.asked.asks), part.documents, snapshot)
            case QuestionKind.MENTIONED if not part.is_read:
                return compose_mentioned(part.asked.asks, part.documents, snapshot)
            case QuestionKind.DESCRIPTION if not part.is_read:
                return compose_described(part.asked.asks, part.documents, snapshot)
            case QuestionKind.NUMBERED_PART if (name := part_named(part.asked.topic)) is not None:
                return compose_numbered(name, part.documents, snapshot)
            case QuestionKind.NUMBERED_PARTS if not part.is_read:
                within = parts_of(part.asked.topic)[0]
                return compose_numbered_parts(part.asked.asks, within, part.documents, snapshot)
            case QuestionKind.COMPARISON if not part.is_read:
                return self._summariser.compose(part.documents, snapshot, LINES_COMPARED)
            case QuestionKind.COMPARISON:
                return compose_comparison(question, part.documents, reading, snapshot)
            case QuestionKind.LIST:
                return compose_list(question, reading, snapshot)
            case QuestionKind.TOPIC:
                return compose_topic(question, reading, snapshot)
            case QuestionKind.YES_NO:
                return compose_yes_no(question, reading, snapshot)
        return compose_fact(question, reading, snapshot)

    def _quoted(self, part: Part, numbered: Numbered, snapshot: Snapshot) -> Conclusion:
        draft = self._draft(part, snapshot)
        confidence = draft.confidence
        if not draft.is_settled and not _holds(part, draft, snapshot):
            confidence *= self._floor
        if not draft.is_settled and (confidence < self._points.weak or not draft.findings):
            return Conclusion(_declining(part, draft, snapshot), False, False, confidence, None, ())
        before = len(numbered.citations)
        weak = not draft.is_settled and confidence < self._points.sure
        if weak and draft.intro == words.THE_BRIEFINGS_SAY:
            draft = replace(draft, intro="")  # what is said of weak evidence introduces it
        text = rendered(draft, numbered)
        if draft.findings and not any(numbered.citation(finding) for finding in draft.findings):
            return Conclusion(words.NOT_SAID, False, False, confidence, None, ())
        if weak:
            text = f"{words.WEAK}\n{text}" if "\n" in text else f"{words.WEAK} {text}"
        # Cited for itself: an earlier part may have cited the sentence for another exact answer.
        cited = (cite(finding, snapshot) for finding in draft.exact)
        exact = (_exact(one) for one in cited if one is not None)
        short = "; ".join(dict.fromkeys(value for value in exact if value))
        return Conclusion(text, True, weak, confidence, short or None, tuple(numbered.citations[before:]))


def _holds(part: Part, draft: Draft, snapshot: Snapshot) -> bool:
    question = part.asked.question
    if part.spoken is None and draft.findings and is_of_another(question, draft.findings[0], snapshot):
        return False
    return premise.holds(question, draft.findings, snapshot)


def _spread(group: Group) -> tuple[Hit, ...]:
    """Return the passages of a group's quotes, evenly chosen where they are more than a chat model is given."""
    passages = {quote.finding.passage.passage_id: quote.finding for quote in group.quotes}
    hits = [Hit(one.passage, one.score, one.score, 0.0) for one in passages.values()]
    step = max(1.0, len(hits) / WRITTEN_FROM)
    return tuple(hits[int(number * step)] for number in range(min(len(hits), WRITTEN_FROM)))


def _declining(part: Part, draft: Draft, snapshot: Snapshot) -> str:
    if not part.reading.hits and not snapshot.documents():
        return words.NO_DOCUMENTS
    if part.asked.kind is QuestionKind.ON_TOPIC:
        count = len(part.documents)
        if not count:
            return words.NO_DOCUMENTS
        return words.NOTHING_ON.format(topic=part.asked.topic, documents=words.counted(count))
    return words.NOT_SAID if draft.findings or not draft.intro or part.is_read else draft.intro


def _joined(parts: Sequence[Part], conclusions: Sequence[Conclusion], citations: tuple[Citation, ...]) -> Conclusion:
    """Put the answers to single questions together; the least sure of those that are answered counts for all."""
    if len(conclusions) == 1:
        return conclusions[0]
    answered = [one for one in conclusions if one.answered]
    if not answered:
        return Conclusion(words.NOT_SAID, False, False, max(one.confidence for one in conclusions), None, ())
    lines = [
        one.text if one.answered else words.PART_NOT_SAID.format(question=part.said)
        for part, one in zip(parts, conclusions, strict=True)
    ]
    lines = list(dict.fromkeys(lines))  # one sentence may answer both
    weak = any(one.weak for one in answered)
    if weak and not conclusions[0].weak:
        lines.insert(0, words.PARTLY_WEAK)
    short = "; ".join(one.short_answer for one in answered if one.short_answer)
    confidence = min(one.confidence for one in answered)
    return Conclusion("\n".join(lines), True, weak, confidence, short or None, citations)


def _with_speakers(conclusion: Conclusion, parts: Sequence[Part]) -> Generator[str, None, Conclusion]:
    """Yield, and return with the rest, whose words they are taken to be where documents do not say so."""
    spoken = [part.spoken for part in parts if part.spoken is not None and part.spoken.taken_for]
    lines = dict.fromkeys(words.own_words(one.document.title, one.taken_for or "") for one in spoken)
    if not lines:
        return conclusion
    told = "".join(f"\n{line}" for line in lines)
    yield told
    return replace(conclusion, text=conclusion.text + told)


def _exact(citation: Citation) -> str | None:
    span = citation.answer_span
    return None if span is None else citation.quote[span[0] - citation.start : span[1] - citation.start]


def _said(conclusion: Conclusion) -> Generator[str, None, Conclusion]:
    yield conclusion.text
    return conclusion
