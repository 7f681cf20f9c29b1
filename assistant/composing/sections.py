"""The units of whole sections, and the lists among them, each with what leads in to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.composing.draft import Quote
from assistant.composing.selecting import is_bare, is_heading, is_piece
from assistant.forms.announced import announced, named_things, things_of
from assistant.forms.posed import is_labelled, question_within
from assistant.language.wording import tokens
from assistant.reader import Finding
from assistant.reading.candidates import refers_back
from store import Passage, Snapshot, Span

# Beyond this, a list is no answer any more but the document itself.
MOST_ITEMS = 14
_BAR = "|"
# What is longer than this many words is text that only looks like a heading.
_LONGEST_HEADING = 14
# The things that a sentence announces are among so many that follow.
_ANNOUNCED_WITHIN = 12
# A line that is no sentence and stands in a document so often is part of its form.
_OF_THE_FORM = 4
_MARKED = re.compile(r"\s*(?:[-*+•‣▪◦–·]|\d{1,3}[.)]|\(?[a-zA-Z][.)])?\s*$")
_ONLY_MARKED = re.compile(r"\s*(?:[-*+•‣▪◦–·]|\d{1,3}[.)]|\(?[a-zA-Z][.)])\s*$")
SENTENCE_END = re.compile(r"[.!?][\"'”’)]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a section with its units, in order; it may be an item of a list or row, or lead in to some."""

    units: tuple[tuple[Passage, Span], ...]
    is_item: bool
    leads_in: bool


class Sections:
    """The units of whole sections, for one answer: a long list goes over several passages."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._texts: dict[str, str] = {}
        self._units: dict[str, dict[Span, Passage]] = {}
        self._counts: dict[str, Counter[str]] = {}

    def text(self, passage: Passage) -> str:
        """Return the whole text that a passage is of."""
        if passage.document_id not in self._texts:
            self._texts[passage.document_id] = self._snapshot.text(passage.document_id)
        return self._texts[passage.document_id]

    def of(self, passage: Passage) -> list[tuple[Passage, Span]]:
        """Return the units of a passage's section in order, each with its passage, less what says nothing."""
        units = self._units_of(passage)
        return [
            (one, span)
            for span, one in units.items()
            if one.heading == passage.heading and not self.says_nothing(Finding(one, span, None, 0.0))
        ]

    def says_nothing(self, finding: Finding) -> bool:
        """Return whether a unit is a piece of a sentence, numbers alone, or what its document's form repeats."""
        return (
            is_piece(finding)
            or is_bare(finding)
            or (
                not SENTENCE_END.search(finding.quote)
                and not is_heading(finding)
                and self._count(finding.passage)[finding.quote] >= _OF_THE_FORM
            )
        )

    def _units_of(self, passage: Passage) -> dict[Span, Passage]:
        if passage.document_id not in self._units:
            units: dict[Span, Passage] = {}
            for one in self._snapshot.passages(passage.document_id):
                for span in one.sentences:
                    units.setdefault(span, one)
            ordered = sorted(units, key=lambda span: span.start)
            self._units[passage.document_id] = {span: units[span] for span in ordered}
        return self._units[passage.document_id]

    def _count(self, passage: Passage) -> Counter[str]:
        """Return how often each unit of a document stands in it."""
        if passage.document_id not in self._counts:
            text = self.text(passage)
            self._counts[passage.document_id] = Counter(text[one.start : one.end] for one in self._units_of(passage))
        return self._counts[passage.document_id]


def is_in(finding: Finding, quotes: Sequence[Quote]) -> bool:
    """Return whether a finding's unit is among those that are quoted."""
    passage, sentence = finding.passage, finding.sentence
    return any(
        (passage.document_id, sentence) == (one.finding.passage.document_id, one.finding.sentence) for one in quotes
    )


def with_items(finding: Finding, sections: Sections) -> list[Quote]:
    """Return a finding as it is to be quoted.

    An item brings its list, unless it answers the question that it begins with; what leads in to items brings them, and
    a heading brings the lists below it, or where there are none its section, when that is short.
    """
    if question_within(finding.quote):
        return [Quote(finding)]
    section = sections.of(finding.passage)
    text = sections.text(finding.passage)
    at = next((place for place, (_, span) in enumerate(section) if span == finding.sentence), None)
    if at is None:
        return [Quote(finding)]
    if things := _things(section, text, at):
        return [
            Quote(finding if place == at else Finding(*section[place], None, finding.score), item=place != things[0])
            for place in things
        ]
    lists = list(_lists(section, text, finding))
    if is_heading(finding) and len(tokens(finding.quote)) > _LONGEST_HEADING:
        return [Quote(finding)]
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
            goes_on=place > 0 and _goes_on(section, text, place),
        )
        for place in places
    ]


def lines_of(passage: Passage, sections: Sections) -> list[Line]:
    """Return the lines of a passage's section in order, its heading left out."""
    text = sections.text(passage)
    lines: dict[int, list[tuple[Passage, Span]]] = {}
    for one, span in sections.of(passage):
        if not is_heading(Finding(one, span, None, 0.0)):
            lines.setdefault(_line_start(text, span), []).append((one, span))
    found = []
    for units in lines.values():
        first, last = units[0][1], units[-1][1]
        is_row = _BAR in text[first.start : first.end]
        leads_in = text[last.start : last.end].rstrip().endswith(":")
        found.append(Line(tuple(units), is_row or _is_item(text, first), leads_in))
    return found


def labelled_lines(finding: Finding, sections: Sections) -> list[Quote]:
    """Return all values behind labels of a finding's section, in order: "Capital: Velsk", "Currency: crown"."""
    text = sections.text(finding.passage)
    return [
        Quote(finding if span == finding.sentence else Finding(passage, span, None, finding.score), item=True)
        for passage, span in sections.of(finding.passage)
        if is_labelled(text[span.start : span.end])
    ]


def _things(section: Sequence[tuple[Passage, Span]], text: str, at: int) -> list[int]:
    """Return where the sentence stands that announces things, and where they are, if the one given is among them."""
    said = [text[span.start : span.end] for _, span in section]
    for place in range(at, max(-1, at - _ANNOUNCED_WITHIN), -1):
        if not announced(said[place]):
            continue
        begun = section[place][1].end
        end = text.find("\n", begun)
        close = [one for one, (_, span) in enumerate(section) if place < one and (end < 0 or span.end <= end)]
        following = range(place + 1, min(len(section), place + 1 + _ANNOUNCED_WITHIN))
        # Named by "First" and "Second" they may be paragraphs, otherwise they stand behind it in its own.
        found = things_of(said[place], [said[one] for one in close]) or named_things(
            said[place], [said[one] for one in following]
        )
        whole = [place, *(place + 1 + one for one in found)]
        if len(whole) > 2:
            return whole if at in whole else []
    return []


def _lists(section: Sequence[tuple[Passage, Span]], text: str, finding: Finding) -> Iterator[range]:
    """Yield where the lists of a section are: what leads in to each, and the sentence that this leans on, included."""
    place = 0
    while place < len(section) - 1:
        end = place + 1
        if _leads_in(finding, text, section[place][1]):
            while end < len(section) and (_is_item(text, section[end][1]) or _goes_on(section, text, end)):
                end += 1
            if end > place + 1:
                said = text[section[place][1].start : section[place][1].end]
                yield range(place - 1 if place and refers_back(said) else place, end)
        place = end


def _goes_on(section: Sequence[tuple[Passage, Span]], text: str, at: int) -> bool:
    """Return whether a unit goes on with the item before it, on its line."""
    before, here = section[at - 1][1], section[at][1]
    start = _line_start(text, here)
    first = next(span for _, span in section if span.start >= start)
    return "\n" not in text[before.end : here.start] and first != here and _is_item(text, first)


def _line_start(text: str, span: Span) -> int:
    return text.rfind("\n", 0, span.start) + 1


def _leads_in(finding: Finding, text: str, span: Span) -> bool:
    said = text[span.start : span.end]
    return said.rstrip().endswith(":") or is_heading(Finding(finding.passage, span, None, 0.0))


def _is_item(text: str, span: Span) -> bool:
    """Whether a unit is an item of a list: it stands at the beginning of a line, and is marked or no sentence."""
    before = text[_line_start(text, span) : span.start]
    if _ONLY_MARKED.fullmatch(before) or re.match(r"[•‣▪◦–·]", text[span.start : span.end]):
        return True
    said = text[span.start : span.end]
    is_alone = bool(_MARKED.fullmatch(before)) and not SENTENCE_END.search(said) and not said.rstrip().endswith(":")
    return is_alone and not is_labelled(said)  # "To: the minister" is a line of a head, and no member of a list
