"""From a question to what is read for it: passages, or whole documents."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from assistant.citing import verbatim
from assistant.composing import is_known
from assistant.leaning import leanings
from assistant.naming import means_all, mentioned_in, named_by
from assistant.numbered import part_in, part_named, parts_called, parts_of
from assistant.posed import ALIKE, sameness_to_heading
from assistant.question_kind import Asked, QuestionKind, without_documents
from assistant.reader import Reader, Reading
from assistant.wording import content_words, stem, stems
from store import Document, Hit, Snapshot

logger = logging.getLogger(__name__)

Retrieve = Callable[[str, int, Collection[str] | None], list[Hit]]
"""Searches for a question: at most so many hits, in the given documents (None: in all)."""

# Where each document is read for itself: so many of them, so many passages each.
MOST_DOCUMENTS = 6
_PASSAGES_EACH = 4
# So many passages tell which documents speak of a matter.
_LOOKED_THROUGH = 40
_COMPARING = frozenset(
    stem(word)
    for word in "compare contrast differ different difference differences similar similarity similarities versus vs "
    "common agree disagree contradict conflict consistent between across among change changed main key major one two "
    "three four five".split()
)
_WORKS = "brief briefing document memo minutes note paper plan presentation report speech statement strategy"
_WORK_STEMS = frozenset(map(stem, _WORKS.split()))
# A single heading is no list of parts.
_FEWEST_PARTS = 2
_UNREAD = Reading(0.0, (), ())


@dataclass(frozen=True, slots=True)
class Part:
    """One question and what there is to answer it.

    ``documents`` are the ids of those that a question about whole documents is about. ``batches``
    are the passages found, read batch by batch; ``reading`` is what the reader made of them.
    """

    asked: Asked
    documents: tuple[str, ...] = ()
    batches: tuple[tuple[Hit, ...], ...] = ()
    reading: Reading = _UNREAD

    @property
    def is_read(self) -> bool:
        """Whether passages were searched for and read."""
        return bool(self.batches)


def seek(asked: Asked, snapshot: Snapshot, documents: Collection[str] | None, limit: int, retrieve: Retrieve) -> Part:
    """Return a question with what is to be read for it.

    Args:
        asked: the question and its kind.
        snapshot: the view of the store that is asked.
        documents: ids of the documents to ask; None for all of them.
        limit: how many passages a plain search is for.
        retrieve: searches.

    Raises:
        UnknownDocument: one of ``documents`` is not in the store.
    """
    kind = asked.kind
    if kind is QuestionKind.CATALOGUE:
        return Part(asked, _ids(_chosen(snapshot, documents)))
    if kind is QuestionKind.SUMMARY:
        chosen = _chosen(snapshot, documents)
        if means_all(asked.topic):
            return Part(asked, _ids(chosen))
        if named := named_by(asked.topic, chosen):
            if all(_has_heading(asked.question, one, snapshot) for one in named):
                return seek(replace(asked, kind=QuestionKind.LIST), snapshot, _ids(named), limit, retrieve)
            return Part(asked, _ids(named))
        return seek(without_documents(asked), snapshot, documents, limit, retrieve)
    if kind is QuestionKind.DESCRIPTION:
        known = [one for one in _meant(asked.topic, snapshot, documents) if is_known(asked.asks, one)]
        if known:
            return Part(asked, _ids(known))
        return seek(without_documents(asked), snapshot, documents, limit, retrieve)
    if kind is QuestionKind.NUMBERED_PART:
        having = _having_part(asked, snapshot, documents, retrieve)
        if having:
            return Part(asked, having)
        return seek(without_documents(asked), snapshot, documents, limit, retrieve)
    if kind is QuestionKind.NUMBERED_PARTS:
        having = _having_parts(asked, snapshot, documents)
        if having:
            return Part(asked, having)
        return seek(without_documents(asked), snapshot, documents, limit, retrieve)
    if kind is QuestionKind.COMPARISON:
        return _compared(asked, snapshot, documents, retrieve)
    if kind is QuestionKind.ON_TOPIC:
        hits = retrieve(asked.topic, _LOOKED_THROUGH, documents)
        return Part(asked, _ids(_chosen(snapshot, documents)), tuple(_of_each_document(hits)))
    if kind.is_small_talk:
        return Part(asked)
    return Part(asked, batches=(tuple(retrieve(asked.question, limit, documents)),))


def read(part: Part, reader: Reader, snapshot: Snapshot) -> Part:
    """Return a part with what the reader makes of its passages; the surest batch gives the confidence.

    Findings whose quotes are not verbatim are dropped here, before anything is chosen among them.
    """
    if not part.is_read:
        return part
    readings = [reader.read(part.asked.question, batch, snapshot) for batch in part.batches]
    findings = [one for reading in readings for one in reading.findings]
    if len(readings) > 1:
        findings.sort(key=lambda one: -one.score)
    kept = tuple(verbatim(findings, snapshot))
    if len(kept) < len(findings):
        logger.warning("%d of the reader's quotes failed the check and were dropped", len(findings) - len(kept))
    hits = in_turn([reading.hits for reading in readings])
    return replace(part, reading=Reading(max(one.confidence for one in readings), kept, hits))


def in_turn(rankings: Sequence[Sequence[Hit]]) -> tuple[Hit, ...]:
    """Return the hits of several rankings, the first of each before the second of any, each passage once."""
    found: dict[str, Hit] = {}
    for rank in zip_longest(*rankings):
        for hit in rank:
            if hit is not None:
                found.setdefault(hit.passage.passage_id, hit)
    return tuple(found.values())


def _compared(asked: Asked, snapshot: Snapshot, documents: Collection[str] | None, retrieve: Retrieve) -> Part:
    chosen = _chosen(snapshot, documents)
    named = mentioned_in(asked.question, chosen)
    versions: dict[str, Document] = {}
    for document in named if len(named) > 1 else chosen:
        versions.setdefault(document.version, document)  # equal copies count once
    concerned = list(versions.values())
    if means_all(asked.topic) or len(named) > 1:
        names = {
            stem(token.text) for document in named for token in content_words(f"{document.title} {document.source}")
        }
        matter = {stem(token.text) for token in content_words(asked.question)} - _COMPARING - names
        if not matter:
            return Part(asked, _ids(concerned))
    if len(concerned) > MOST_DOCUMENTS:
        hits = retrieve(asked.question, _LOOKED_THROUGH, _ids(concerned))
        return Part(asked, batches=tuple(_of_each_document(hits)))
    batches = (tuple(retrieve(asked.question, _PASSAGES_EACH, (one.document_id,))) for one in concerned)
    return Part(asked, batches=tuple(batch for batch in batches if batch))


def _has_heading(question: str, document: Document, snapshot: Snapshot) -> bool:
    """Return whether a document has a section headed by just what is asked for: "Key facts", and not by its title."""
    passages = snapshot.passages(document.document_id)
    headings = dict.fromkeys(heading for passage in passages for heading in passage.heading)
    above = stems(document.title)
    return any(
        sameness_to_heading(question, heading, above) > ALIKE for heading in headings if not stems(heading) <= above
    )


def _meant(topic: str, snapshot: Snapshot, documents: Collection[str] | None) -> list[Document]:
    """Return the documents that words mean: those they name, all, or the one they lean towards, of the kind they say.

    "The Commerce plan" is the document about Commerce with "plan" in its title.
    """
    chosen = _chosen(snapshot, documents)
    if named := named_by(topic, chosen):
        return named
    if means_all(topic):
        return chosen
    towards = leanings(topic, snapshot, _ids(chosen))
    most = max(towards.values(), default=0.0)
    nearest = [one for one in chosen if most > 0 and towards.get(one.document_id) == most]
    return nearest if len(nearest) == 1 and stems(topic) & stems(nearest[0].title) & _WORK_STEMS else []


def _having_part(
    asked: Asked, snapshot: Snapshot, documents: Collection[str] | None, retrieve: Retrieve
) -> tuple[str, ...]:
    """Return the documents that have a part of the number that is asked for: those that the question leans towards."""
    name = part_named(asked.topic)
    if name is None:
        return ()
    looked_through = list(_ids(_chosen(snapshot, documents)))
    if len(looked_through) > MOST_DOCUMENTS:
        hits = retrieve(asked.question, _LOOKED_THROUGH, documents)
        looked_through = list(dict.fromkeys(hit.passage.document_id for hit in hits))[:MOST_DOCUMENTS]
    found = {one: part_in(name, snapshot.passages(one)) for one in looked_through}
    having = {one: part.said_of_it for one, part in found.items() if part is not None}
    having = {one: said for one, said in having.items() if said == max(having.values())}
    # The number says nothing of the document; a document that is named and lacks the part leaves nothing to show.
    towards = leanings(asked.question.replace(name.number, " "), snapshot, looked_through)
    most = max((towards.get(one, 0.0) for one in looked_through), default=0.0)
    return tuple(one for one in having if towards.get(one, 0.0) == most)


def _having_parts(asked: Asked, snapshot: Snapshot, documents: Collection[str] | None) -> tuple[str, ...]:
    """Return the documents that have parts of the kind that is asked for: of those that the question leans towards."""
    chosen = _chosen(snapshot, documents)
    within, of = parts_of(asked.topic)
    towards = leanings(asked.question, snapshot, _ids(chosen))
    most = max(towards.values(), default=0.0)
    meant = [
        one
        for one in chosen
        if towards.get(one.document_id, 0.0) == most and (means_all(of) or stems(of) & _names(one))
    ]
    versions = {one.version: one for one in reversed(meant)}
    first = [one for one in meant if versions[one.version] is one][:MOST_DOCUMENTS]
    return _ids(
        [
            one
            for one in first
            if len(parts_called(asked.asks, snapshot.passages(one.document_id), within)) >= _FEWEST_PARTS
        ]
    )


def _names(document: Document) -> set[str]:
    return stems(f"{document.title} {document.source}")


def _of_each_document(hits: Sequence[Hit]) -> Iterator[tuple[Hit, ...]]:
    gathered: dict[str, list[Hit]] = {}
    for hit in hits:
        of_version = gathered.setdefault(hit.passage.version, [])
        # Equal copies count once.
        if not of_version or of_version[0].passage.document_id == hit.passage.document_id:
            of_version.append(hit)
    for of_one in list(gathered.values())[:MOST_DOCUMENTS]:
        yield tuple(of_one[:_PASSAGES_EACH])


def _chosen(snapshot: Snapshot, documents: Collection[str] | None) -> list[Document]:
    if documents is None:
        return snapshot.documents()
    return [snapshot.document(document_id) for document_id in dict.fromkeys(documents)]


def _ids(documents: Sequence[Document]) -> tuple[str, ...]:
    return tuple(document.document_id for document in documents)
