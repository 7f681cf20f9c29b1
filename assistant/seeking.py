"""From a question to what is read for it: passages, or whole documents."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from assistant.citing import verbatim
from assistant.comparing import (
    Compared,
    asked_of_parties,
    asked_within,
    compared,
    told_by_named,
)
from assistant.of_documents import (
    DOCUMENT_KINDS,
    Retrieve,
    chosen_from,
    documents_for,
    has_section,
    ids_of,
    meant_by,
    originals,
)
from assistant.own_names import document_named
from assistant.questions.bare_topic import bare_topic
from assistant.questions.kind import Asked, QuestionKind, asked_of, without_documents
from assistant.questions.naming import called, means_all, named_by
from assistant.questions.titles import without_titles
from assistant.reader import Reader, Reading
from assistant.spoken import Spoken, speech_of, spoken
from store import Hit, Snapshot

logger = logging.getLogger(__name__)

# Where each document is read for itself: so many of them, so many passages each.
MOST_DOCUMENTS = 6
_PASSAGES_EACH = 4
# The documents of the first few passages tell how people are called.
_NAMING_HITS = 5
# So many passages tell which documents speak of a matter.
_LOOKED_THROUGH = 40
_UNREAD = Reading(0.0, (), ())


@dataclass(frozen=True, slots=True)
class Part:
    """One question and what there is to answer it.

    ``documents`` are the ids of those that a question about documents is about. ``batches``
    are the passages found, read batch by batch; ``reading`` is what the reader made of them. ``spoken`` tells in whose
    own words the answer is looked for, and what was asked before it was put so.
    """

    asked: Asked
    documents: tuple[str, ...] = ()
    batches: tuple[tuple[Hit, ...], ...] = ()
    reading: Reading = _UNREAD
    spoken: Spoken | None = None

    @property
    def said(self) -> str:
        """The question as people said it."""
        return self.asked.question if self.spoken is None else self.spoken.said

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
        return Part(asked, ids_of(chosen_from(snapshot, documents)))
    if kind is QuestionKind.SUMMARY:
        chosen = chosen_from(snapshot, documents)
        meant = called(asked.topic, chosen) or (chosen if means_all(asked.topic) else named_by(asked.topic, chosen))
        if not meant and (one := document_named(asked.topic, snapshot, chosen)) is not None:
            meant = [one]
        # Where documents have "Key messages", these are the ones that are meant.
        if told := [one for one in meant if has_section(asked, one, snapshot)]:
            return seek(replace(asked, kind=QuestionKind.LIST), snapshot, ids_of(told), limit, retrieve)
        if meant or means_all(asked.topic):
            return Part(asked, ids_of(meant))
        if (own := speech_of(asked.question, originals(chosen)[:MOST_DOCUMENTS], snapshot)) is not None:
            return Part(asked, (own.document.document_id,), spoken=own)
        return seek(without_documents(asked), snapshot, documents, limit, retrieve)
    if kind in DOCUMENT_KINDS:
        found = documents_for(asked, snapshot, documents, retrieve)
        if not found and kind is QuestionKind.NUMBERED_PART:
            # "Situation report 7" has a number as a part has.
            one = document_named(asked.topic, snapshot, chosen_from(snapshot, documents))
            if one is not None:
                return Part(replace(asked, kind=QuestionKind.SUMMARY), (one.document_id,))
        plain = without_documents(asked)
        return Part(asked, found) if found else seek(plain, snapshot, documents, limit, retrieve)
    if kind is QuestionKind.COMPARISON:
        return _side_by_side(asked, compared(asked.question, asked.topic, snapshot, documents), retrieve)
    if kind is QuestionKind.ON_TOPIC:
        chosen = chosen_from(snapshot, documents)
        meant = meant_by(asked.asks, snapshot, chosen) if asked.asks else []
        hits = retrieve(asked.topic, _LOOKED_THROUGH, ids_of(meant) if meant else documents)
        return Part(asked, ids_of(meant or chosen), tuple(_of_each_document(hits)))
    if kind.is_small_talk:
        return Part(asked)
    if (named := told_by_named(asked.question, snapshot, documents)) is not None:
        if len(named.documents) > 1:
            return _side_by_side(asked, named, retrieve)
        documents = ids_of(named.documents)
        if (topic := bare_topic(named.matter)) is not None:
            asked = Asked(QuestionKind.TOPIC, topic, topic)
    elif (within := _asked_in_some(asked.question, snapshot, documents)) is not None:
        asked, documents = without_documents(Asked(QuestionKind.FACT, within.matter)), ids_of(within.documents)
    hits = retrieve(asked.question, limit, documents)
    first = dict.fromkeys(hit.passage.document_id for hit in hits[:_NAMING_HITS])
    untitled = without_titles(asked.question, lambda: [snapshot.text(one) for one in first])
    if untitled != asked.question:
        return seek(replace(asked, question=untitled), snapshot, documents, limit, retrieve)
    if (own := spoken(asked.question, hits, snapshot)) is not None:
        part = seek(asked_of(own.question), snapshot, (own.document.document_id,), limit, retrieve)
        return replace(part, spoken=own)
    return Part(asked, batches=(tuple(hits),))


def read(part: Part, reader: Reader, snapshot: Snapshot, before: Sequence[str] = ()) -> Part:
    """Return a part with what the reader makes of its passages; the surest batch gives the confidence.

    ``before`` are the questions that it follows up, oldest first. Findings whose quotes are not verbatim are dropped
    here, before anything is chosen among them.
    """
    if not part.is_read:
        return part
    readings = [reader.read(part.asked.question, batch, snapshot, before) for batch in part.batches]
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


def _asked_in_some(question: str, snapshot: Snapshot, documents: Collection[str] | None) -> Compared | None:
    """Return the documents that a question itself says it is to be answered from, and what is asked of them."""
    return asked_within(question, snapshot, documents) or asked_of_parties(question, snapshot, documents)


def _side_by_side(asked: Asked, comparison: Compared, retrieve: Retrieve) -> Part:
    """Return a comparison with what each document says of its matter, or the documents where it has none."""
    ids = ids_of(comparison.documents)
    if not comparison.matter:
        return Part(asked, ids)
    asked = replace(asked, kind=QuestionKind.COMPARISON, question=comparison.matter)
    if len(ids) > MOST_DOCUMENTS:
        return Part(asked, batches=tuple(_of_each_document(retrieve(asked.question, _LOOKED_THROUGH, ids))))
    batches = (tuple(retrieve(asked.question, _PASSAGES_EACH, (one,))) for one in ids)
    return Part(asked, ids if comparison.named else (), tuple(batch for batch in batches if batch))


def _of_each_document(hits: Sequence[Hit]) -> Iterator[tuple[Hit, ...]]:
    gathered: dict[str, list[Hit]] = {}
    for hit in hits:
        of_version = gathered.setdefault(hit.passage.version, [])
        # Equal copies count once.
        if not of_version or of_version[0].passage.document_id == hit.passage.document_id:
            of_version.append(hit)
    for of_one in list(gathered.values())[:MOST_DOCUMENTS]:
        yield tuple(of_one[:_PASSAGES_EACH])
