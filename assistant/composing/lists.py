"""Lists: all that supports an answer, in the order of the documents; a list's items with what leads in to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.composing.draft import Draft, Group, Quote
from assistant.composing.selecting import (
    by_document,
    in_document_order,
    is_heading,
    is_label,
    near,
    on_the_same_matter,
    without_repetition,
)
from assistant.evidence import refers_back
from assistant.reader import Finding, Reading
from store import Passage, Snapshot, Span

# Beyond this, a list is no answer any more but the document itself.
MOST_ITEMS = 14
# A list's members share the reader's probability: each further one has less of it than a second statement of one fact.
_LISTED = 0.3
# What supports a list is among so many of the best findings.
_JUDGED = 40
_MARKED = re.compile(r"\s*(?:[-*+•‣▪◦–·]|\d{1,3}[.)]|\(?[a-zA-Z][.)])?\s*$")
_ONLY_MARKED = re.compile(r"\s*(?:[-*+•‣▪◦–·]|\d{1,3}[.)]|\(?[a-zA-Z][.)])\s*$")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*$")


def compose_list(question: str, reading: Reading, snapshot: Snapshot) -> Draft:
    """Quote all that supports an answer, each thing once.

    Args:
        question: the stand-alone question.
        reading: what the reader made of the passages.
        snapshot: the view of the store that they come from.
    """
    sections = Sections(snapshot)
    supporting = near(_telling(reading.findings, sections), _LISTED)
    matter = on_the_same_matter(question, supporting)
    copies = [one for of_one in by_document(matter) for one in of_one]
    originals = [one for one in matter if one in copies]
    quotes: list[Quote] = []
    for finding in in_document_order(without_repetition(originals)):
        quotes += [quote for quote in with_items(finding, sections) if not is_in(quote.finding, quotes)]
    said = [quote for quote in quotes if not is_heading(quote.finding)] or quotes[:1]
    kept = without_repetition(quote.finding for quote in said)
    said = [quote for quote in said if quote.finding in kept][:MOST_ITEMS]
    if len(said) > 1 and not any(quote.item for quote in said):
        said = [Quote(quote.finding, item=True) for quote in said]
    exact = tuple(quote.finding for quote in said[:1])
    return Draft(reading.confidence, (Group(tuple(said)),), exact=exact)


def _telling(findings: Sequence[Finding], sections: Sections) -> list[Finding]:
    """Leave out headings and other labels, unless they bring a list or a section with them."""
    first = findings[:_JUDGED]
    return [one for one in first if not is_label(one) or len(with_items(one, sections)) > 1] or list(first)


def is_in(finding: Finding, quotes: Sequence[Quote]) -> bool:
    """Return whether a finding's unit is among those that are quoted."""
    passage, sentence = finding.passage, finding.sentence
    return any(
        (passage.document_id, sentence) == (one.finding.passage.document_id, one.finding.sentence) for one in quotes
    )


def with_items(finding: Finding, sections: Sections) -> list[Quote]:
    """Return a finding as it is to be quoted.

    An item brings its list, what leads in to items brings them, and a heading brings the lists below it, or where there
    are none its section, when that is short.
    """
    section = sections.of(finding.passage)
    text = sections.text(finding.passage)
    at = next((place for place, (_, span) in enumerate(section) if span == finding.sentence), None)
    if at is None:
        return [Quote(finding)]
    lists = list(_lists(section, text, finding))
    if is_heading(finding):
        wanted = [one for one in lists if section[one[0]][1].start >= finding.sentence.start]
        wanted = wanted or ([range(len(section))] if len(section) <= MOST_ITEMS else [])
    else:
        wanted = [one for one in lists if at in one]
    if not wanted:
        return [Quote(finding)]
    places = sorted({place for one in wanted for place in one})
    return [
        Quote(
            finding if place == at else Finding(section[place][0], section[place][1], None, finding.score),
            item=_is_item(text, section[place][1]),
        )
        for place in places
    ]


def _lists(section: Sequence[tuple[Passage, Span]], text: str, finding: Finding) -> Iterator[range]:
    """Yield where the lists of a section are: what leads in to each, and the sentence that this leans on, included."""
    place = 0
    while place < len(section) - 1:
        end = place + 1
        if _leads_in(finding, text, section[place][1]):
            while end < len(section) and _is_item(text, section[end][1]):
                end += 1
            if end > place + 1:
                said = text[section[place][1].start : section[place][1].end]
                yield range(place - 1 if place and refers_back(said) else place, end)
        place = end


class Sections:
    """The units of whole sections, for one answer: a long list goes over several passages."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._passages: dict[str, list[Passage]] = {}
        self._texts: dict[str, str] = {}

    def text(self, passage: Passage) -> str:
        """Return the whole text that a passage is of."""
        if passage.document_id not in self._texts:
            self._texts[passage.document_id] = self._snapshot.text(passage.document_id)
        return self._texts[passage.document_id]

    def of(self, passage: Passage) -> list[tuple[Passage, Span]]:
        """Return the units of a passage's section in order, each with its passage."""
        if passage.document_id not in self._passages:
            self._passages[passage.document_id] = self._snapshot.passages(passage.document_id)
        units: dict[Span, Passage] = {}
        for one in self._passages[passage.document_id]:
            if one.heading == passage.heading:
                for span in one.sentences:
                    units.setdefault(span, one)
        return [(units[span], span) for span in sorted(units, key=lambda span: span.start)]


def _leads_in(finding: Finding, text: str, span: Span) -> bool:
    said = text[span.start : span.end]
    return said.rstrip().endswith(":") or is_heading(Finding(finding.passage, span, None, 0.0))


def _is_item(text: str, span: Span) -> bool:
    """Whether a unit is an item of a list: it stands at the beginning of a line, and is marked or no sentence."""
    before = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    if _ONLY_MARKED.fullmatch(before) or re.match(r"[•‣▪◦–·]", text[span.start : span.end]):
        return True
    said = text[span.start : span.end]
    return bool(_MARKED.fullmatch(before)) and not _SENTENCE_END.search(said) and not said.rstrip().endswith(":")
