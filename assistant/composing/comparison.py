"""Comparisons: what each document says, side by side."""

from __future__ import annotations

from collections.abc import Sequence

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
from assistant.forms.posed import is_labelled
from assistant.reader import Finding, Reading
from store import Snapshot

_MOST_OF_ONE = 4


def compose_comparison(documents: Sequence[str], reading: Reading, snapshot: Snapshot) -> Draft:
    """Quote the evidence of each document under its title; of one document alone, as a list.

    Args:
        documents: ids of those that the question speaks of; which of them is not quoted is told. May be empty.
        reading: what the reader made of the passages, of each document for itself.
        snapshot: the view of the store that they come from.
    """
    telling = [finding for finding in reading.findings if not is_label(finding)]
    sections = Sections(snapshot)
    groups = []
    for of_one in by_document(near(telling, SUPPORTING)):
        kept = in_document_order(without_repetition(near(of_one, SUPPORTING))[:_MOST_OF_ONE])
        document = snapshot.document(of_one[0].passage.document_id)
        # What leads in to a list and an item of it both bring the list.
        told = {one.sentence: one for finding in kept for one in _whole(finding, sections)}
        quotes = tuple(Quote(one, item=True) for one in told.values())
        groups.append(Group(quotes, words.of_document(document)))
    quoted = {quote.finding.passage.document_id for group in groups for quote in group.quotes}
    silent = [snapshot.document(one).title for one in documents if one not in quoted]
    if len(groups) == 1 and not silent:
        groups = [Group(tuple(Quote(one.finding, item=len(groups[0].quotes) > 1) for one in groups[0].quotes))]
    return Draft(reading.confidence, tuple(groups), outro=words.not_as_close(silent) if silent else "")


def _whole(finding: Finding, sections: Sections) -> list[Finding]:
    """Return a finding with its list; a labelled line ("Place: Tokyo") stands for itself, whatever the others tell."""
    return [finding] if is_labelled(finding.quote) else [one.finding for one in with_items(finding, sections)]
