"""Comparisons: what each document says, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant import answer_words as words
from assistant.composing.draft import Draft, Group, Quote
from assistant.composing.sections import Sections, with_items
from assistant.composing.selecting import (
    SUPPORTING,
    by_document,
    in_document_order,
    is_heading,
    is_label,
    near,
    without_repetition,
)
from assistant.forms.posed import is_labelled
from assistant.language.answer_kind import kind_of
from assistant.reader import Finding, Reading
from store import Snapshot

_MOST_OF_ONE = 4
# Of a value that is compared each document's best counts, unless it has hardly anything of the best of all.
_ONE_OF_EACH = 0.25


def compose_comparison(question: str, documents: Sequence[str], reading: Reading, snapshot: Snapshot) -> Draft:
    """Quote the evidence of each document under its title; of one document alone, as a list.

    Where a person, a time, a place or a number is asked for, it is what answers best in each document.

    Args:
        question: what is read for in each document.
        documents: ids of those that the question speaks of; which of them is not quoted is told. May be empty.
        reading: what the reader made of the passages, of each document for itself.
        snapshot: the view of the store that they come from.
    """
    telling = [finding for finding in reading.findings if not is_label(finding)]
    sections = Sections(snapshot)
    groups = []
    wants_a_value = kind_of(question) is not None
    for of_one in by_document(near(telling, _ONE_OF_EACH if wants_a_value and documents else SUPPORTING)):
        most = 1 if wants_a_value else _MOST_OF_ONE
        kept = in_document_order(without_repetition(near(of_one, SUPPORTING))[:most])
        document = snapshot.document(of_one[0].passage.document_id)
        # What leads in to a list and an item of it both bring the list.
        whole = ([finding] if wants_a_value else _whole(finding, sections) for finding in kept)
        told = {one.sentence: one for findings in whole for one in findings}
        quotes = tuple(Quote(one, item=True) for one in told.values())
        groups.append(Group(quotes, words.of_document(document)))
    groups.sort(key=lambda group: _place(group, documents))
    if wants_a_value and not documents:
        groups.sort(key=lambda group: _day(group, snapshot))
    quoted = {quote.finding.passage.document_id for group in groups for quote in group.quotes}
    silent = [snapshot.document(one).title for one in documents if one not in quoted]
    if len(groups) == 1 and not silent:
        groups = [Group(tuple(Quote(one.finding, item=len(groups[0].quotes) > 1) for one in groups[0].quotes))]
    return Draft(reading.confidence, tuple(groups), outro=words.not_as_close(silent) if silent else "")


def _place(group: Group, documents: Sequence[str]) -> int:
    """Return where the document of a group stands among those that the question speaks of, in its order."""
    document = group.quotes[0].finding.passage.document_id
    return documents.index(document) if document in documents else len(documents)


def _day(group: Group, snapshot: Snapshot) -> date:
    """Return the day of a group's document; one without comes last."""
    return snapshot.document(group.quotes[0].finding.passage.document_id).dated or date.max


def _whole(finding: Finding, sections: Sections) -> list[Finding]:
    """Return a finding with its list; a labelled line ("Place: Tokyo") stands for itself, whatever the others tell.

    So does an item of a list that no words of a sentence lead in to: "Highlights" are of all kinds.
    """
    if is_labelled(finding.quote):
        return [finding]
    whole = [one.finding for one in with_items(finding, sections)]
    return [finding] if whole[0] != finding and is_heading(whole[0]) else whole
