"""Comparisons: what each document says, side by side."""

from __future__ import annotations

from assistant import answer_words as words
from assistant.composing.draft import Draft, Group, Quote
from assistant.composing.sections import Sections, with_items
from assistant.composing.selecting import (
    SUPPORTING,
    by_document,
    in_document_order,
    is_label,
    near,
    without_repetition,
)
from assistant.reader import Reading
from store import Snapshot

_MOST_OF_ONE = 4


def compose_comparison(question: str, reading: Reading, snapshot: Snapshot) -> Draft:
    """Quote the evidence of each document under its title; of one document alone, as a list.

    Args:
        question: the stand-alone question.
        reading: what the reader made of the passages, of each document for itself.
        snapshot: the view of the store that they come from.
    """
    telling = [finding for finding in reading.findings if not is_label(finding)]
    sections = Sections(snapshot)
    groups = []
    for of_one in by_document(near(telling, SUPPORTING)):
        kept = in_document_order(without_repetition(near(of_one, SUPPORTING))[:_MOST_OF_ONE])
        document = snapshot.document(of_one[0].passage.document_id)
        quotes = tuple(Quote(one.finding, item=True) for finding in kept for one in with_items(finding, sections))
        groups.append(Group(quotes, words.of_document(document)))
    if len(groups) == 1:
        groups = [Group(tuple(Quote(one.finding, item=len(groups[0].quotes) > 1) for one in groups[0].quotes))]
    return Draft(reading.confidence, tuple(groups))
