"""Questions about the collection itself: what there is, and what there is on a subject."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import answer_words as words
from assistant.composing.draft import Draft, Group, Quote
from assistant.composing.selecting import SUPPORTING, by_document, is_label, near
from assistant.reader import Reading
from store import Document, Snapshot

_MOST_LISTED = 40
_MOST_ON_TOPIC = 8


def compose_catalogue(documents: Sequence[Document]) -> Draft:
    """Name the documents.

    It counts as answered with full confidence and has no citations: it rests on the catalogue, not on what the
    documents say.

    Args:
        documents: all that are asked.
    """
    if not documents:
        return Draft(1.0, intro=words.NO_DOCUMENTS, is_settled=True)
    one = len(documents) == 1
    lines = [words.ONE_DOCUMENT if one else words.DOCUMENTS.format(count=f"{len(documents):,}")]
    for document in documents[:_MOST_LISTED]:
        lines.append(words.BULLET + words.catalogue_entry(document))
    if more := len(documents) - _MOST_LISTED:
        lines += [words.MORE.format(count=f"{more:,}")] if more > 0 else []
    return Draft(1.0, intro="\n".join(lines), is_settled=True)


def compose_on_topic(topic: str, reading: Reading, snapshot: Snapshot) -> Draft:
    """Name the documents that speak of a subject, each with the unit that does so best.

    Args:
        topic: the subject, as it was said.
        reading: what the reader made of the passages, of each document for itself.
        snapshot: the view of the store that they come from.
    """
    telling = [finding for finding in reading.findings if not is_label(finding)]
    groups = []
    for of_one in by_document(near(telling, SUPPORTING))[:_MOST_ON_TOPIC]:
        document = snapshot.document(of_one[0].passage.document_id)
        groups.append(Group((Quote(of_one[0], item=True),), words.of_document(document)))
    return Draft(reading.confidence, tuple(groups), words.ON_TOPIC.format(topic=topic))
