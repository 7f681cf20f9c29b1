"""Lists: all that supports an answer, in the order of the documents; a list's items with what leads in to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.composing.agenda import on_the_agenda
from assistant.composing.draft import Draft, Group, Quote
from assistant.composing.selecting import (
    NEAR,
    SUPPORTING,
    by_document,
    completes,
    in_document_order,
    is_bare,
    is_heading,
    is_label,
    is_piece,
    near,
    on_the_same_matter,
    stands_below_what_is_asked,
    without_repetition,
)
from assistant.forms.posed import (
    ALIKE,
    is_labelled,
    label_of,
    likeness,
    question_within,
    sameness_to_heading,
    sameness_to_label,
    value_of,
)
from assistant.forms.speakers import speaker
from assistant.language.answer_kind import THOSE_WHO_DID, Kind, kind_of
from assistant.language.kindred import common, kindred_in
from assistant.language.wording import content_words, stem, stems, tokens
from assistant.questions.bare_topic import bare_topic
from assistant.reader import Finding, Reading
from assistant.reading.evidence import refers_back
from store import Passage, Snapshot, Span

# Beyond this, a list is no answer any more but the document itself.
MOST_ITEMS = 14
# A list's members share the reader's probability: each further one has less of it than a second statement of one fact.
_LISTED = 0.3
# What names so much of what the best of them names is on just the same matter.
_NAMES_ALL = 0.9
# What supports a list is among so many of the best findings.
_JUDGED = 40
# So much of a list must support an answer by itself, where nothing that leads in to it does.
_TELLING_SHARE = 0.5
# So many headings of one kind are members of a list; below them stands what is said of each.
_FEWEST_MEMBERS = 3
# What is longer than this many words is text that only looks like a heading.
_LONGEST_HEADING = 14
# "Goal 1", "Performance Goal 2.1.3", "Annex IV": up to three words that say of which kind it is, and a number.
_NUMBERED = re.compile(r"[#*\s]*((?:[^\W\d_]+ ){1,3})(?=\d|[IVX]+\b)")
# A line that is no sentence and stands in a document so often is part of its form.
_OF_THE_FORM = 4
_MARKED = re.compile(r"\s*(?:[-*+•‣▪◦–·]|\d{1,3}[.)]|\(?[a-zA-Z][.)])?\s*$")
_ONLY_MARKED = re.compile(r"\s*(?:[-*+•‣▪◦–·]|\d{1,3}[.)]|\(?[a-zA-Z][.)])\s*$")
# Labels of lines that tell of the document, and are members of no list.
_COLOPHON = re.compile(
    r"contacts?|(?:point of|press|media) contact|prepared by|drafted by|authors?|sources?|distribution|classification"
    r"|tel(?:ephone)?|phone|e-?mail|page|version|next (?:report|update)",
    re.I,
)
# "What does the minister say about the budget?"
_SAYS = re.compile(
    r"what (?:did|do|does|has|have) .+? (?:say|said|state|tell us|report|write|think) (?:about|on|of) (?P<what>.+)",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*$")


def compose_list(question: str, reading: Reading, snapshot: Snapshot) -> Draft:
    """Quote all that supports an answer, each thing once.

    Args:
        question: the stand-alone question.
        reading: what the reader made of the passages.
        snapshot: the view of the store that they come from.
    """
    sections = Sections(snapshot)
    telling = _telling([one for one in reading.findings if not _is_colophon(question, one)], sections)
    supporting = _supporting(question, telling, snapshot)
    if agenda := on_the_agenda(question, telling, snapshot):
        supporting = agenda
    elif (says := _SAYS.match(question)) is not None:
        supporting = _about(says["what"], near(telling, _LISTED), snapshot)
    elif telling and is_labelled(telling[0].quote) and speaker(telling[0].quote) is None:
        supporting = _of_one_label(question, telling, supporting)
    elif kind_of(question) is Kind.WHO and telling:
        # Any name may seem to be one of those who are asked for.
        supporting = near(telling, NEAR)
        supporting += [one for one in telling if one not in supporting and completes(question, telling[0], one)]
    elif (did := THOSE_WHO_DID.match(question)) is not None and telling:
        # Who else did it is said with the same word; where nobody is, by what is about as good as the first.
        same = [one for one in supporting if one is telling[0] or stem(did["did"]) in stems(one.quote)]
        supporting = same if len(same) > 1 else near(telling, NEAR)
    # What stands below a heading that names just what is asked is the list, whatever else speaks of it.
    headed = [one for one in supporting if stands_below_what_is_asked(question, one)]
    matter = on_the_same_matter(question, headed or supporting)
    copies = [one for of_one in by_document(matter) for one in of_one]
    originals = [one for one in matter if one in copies]
    members = _members(question, originals)
    quotes: list[Quote] = []
    for finding in in_document_order(without_repetition(originals)):
        brought = [Quote(finding, item=True)] if members else with_items(finding, sections)
        if not _is_asked_for(question, finding, brought, supporting, snapshot):
            brought = [Quote(finding, item=True)]
        quotes += [quote for quote in brought if not is_in(quote.finding, quotes)]
    if members:
        said = [quote for quote in quotes if quote.finding in members or not is_label(quote.finding)]
    else:
        said = [quote for quote in quotes if not is_heading(quote.finding)] or quotes[:1]
    kept = without_repetition(quote.finding for quote in said)
    said = [quote for quote in said if quote.finding in kept][:MOST_ITEMS]
    if len(said) > 1 and not any(quote.item for quote in said):
        said = [Quote(quote.finding, item=True) for quote in said]
    exact = () if members else tuple(sorted((quote.finding for quote in said), key=lambda one: -one.score)[:1])
    return Draft(reading.confidence, (Group(tuple(said)),), exact=exact)


def compose_topic(topic: str, reading: Reading, snapshot: Snapshot) -> Draft:
    """Quote what is said of a matter that is only named; it has a short answer where it is a label's name.

    Args:
        topic: the matter.
        reading: what the reader made of the passages.
        snapshot: the view of the store that they come from.
    """
    if not reading.findings:
        return Draft(reading.confidence)
    findings = [replace(one, answer=_value(topic, one)) for one in reading.findings]
    words = {stem(token.text) for token in content_words(topic)}
    said = _said(words, findings, snapshot)
    if not said[0] and any(said) and not any(kindred_in(word, stems(findings[0].quote)) for word in words):
        # It only stands below a title that names the matter.
        first = next(place for place, count in enumerate(said) if count)
        findings, said = findings[first:], said[first:]
    best, least = findings[0], max(said[0], 1)
    about = (best, *(one for one, count in zip(findings[1:], said[1:], strict=True) if count >= least))
    draft = compose_list(topic, replace(reading, findings=about), snapshot)
    return replace(draft, exact=(best,) if best in draft.findings else ())


def _supporting(question: str, findings: Sequence[Finding], snapshot: Snapshot) -> list[Finding]:
    """Return what supports a list: what is nearly as good as the best, and of the rest what is on the same matter.

    The less the reader thinks of a unit, the more of what the question asks it has to name, itself or in its heading.
    """
    likely = near(findings, _LISTED)
    if likely and not is_labelled(likely[0].quote):
        likely = [one for one in likely if not _is_value(question, one)]
    covered = _coverage(question, likely, snapshot)
    most = max(covered, default=0.0)
    return [
        one
        for one, share in zip(likely, covered, strict=True)
        if one.score >= NEAR * likely[0].score
        or (one.score >= SUPPORTING * likely[0].score and share > most / 2)
        or share >= _NAMES_ALL * most > 0
    ]


def _coverage(question: str, findings: Sequence[Finding], snapshot: Snapshot) -> list[float]:
    """Return how much each unit or the heading right above it has of a question's words, 0 or more.

    The rarer a word is in the store, and the fewer of these units have it, the more it tells one from another.
    """
    words = {stem(token.text): token.lower for token in content_words(question)}
    rarity = snapshot.rarity(list(words.values()))
    had = [words.keys() & found for found in _stems_with_headings(findings, snapshot)]
    weights = {
        root: rarity[word] * (1 - sum(root in one for one in had) / (len(had) + 1)) for root, word in words.items()
    }
    return [sum(weights[root] for root in one) for one in had]


def _about(matter: str, findings: Sequence[Finding], snapshot: Snapshot) -> list[Finding]:
    """Leave out units that have no more than half of the words for a matter that one of them has."""
    said = _said({stem(token.text) for token in content_words(matter)}, findings, snapshot)
    most = max(said, default=0)
    return [one for one, count in zip(findings, said, strict=True) if 2 * count > most or not most]


def _said(words: set[str], findings: Sequence[Finding], snapshot: Snapshot) -> list[int]:
    """Return how many of the words each unit or the heading right above it has."""
    return [len(found & words) for found in _stems_with_headings(findings, snapshot)]


def _stems_with_headings(findings: Sequence[Finding], snapshot: Snapshot) -> list[frozenset[str]]:
    """Return the stems of each unit and of the heading right above it; a title is no such heading."""
    titles = {snapshot.document(one.passage.document_id).title for one in findings}
    return [
        stems(" ".join((*(line for line in one.passage.heading[-1:] if line not in titles), one.quote)))
        for one in findings
    ]


def _is_colophon(question: str, finding: Finding) -> bool:
    """Return whether a line tells of the document and not of its matter, unless it is asked for: "Contact: …"."""
    label = label_of(finding.quote)
    return _COLOPHON.fullmatch(label) is not None and stems(label).isdisjoint(stems(question))


def _value(topic: str, finding: Finding) -> Span | None:
    """Return the value behind a unit's label, where the label names the topic."""
    value = value_of(finding.quote)
    if value is None or likeness(sameness_to_label(topic, finding.quote, ())) == 0:
        return None
    start = finding.sentence.start
    return Span(start + value.start, start + value.end)


def _is_asked_for(
    question: str, finding: Finding, brought: Sequence[Quote], supporting: Sequence[Finding], snapshot: Snapshot
) -> bool:
    """Return whether the list that an item brings is what is asked for.

    What leads in to it shares words with the question, those of the title not counted, or half of it supports an answer
    by itself. Of "Key facts: capital, population, currency …" the question for the currency wants one, and so does any
    question of lines with labels ("Date: …", "Place: …"): these are no members of one thing.
    """
    if len(brought) < 2:
        return True
    if brought[0].finding == finding:
        brings_a_list = any(quote.item for quote in brought[1:])
        return brings_a_list or not is_heading(finding) or _names(question, finding, snapshot)
    title = stems(snapshot.document(finding.passage.document_id).title)
    asked = {common(one) for one in {stem(token.text) for token in content_words(question)} - title}
    lead = [quote.finding.quote for quote in brought if not quote.item] or [" ".join(finding.passage.heading[-1:])]
    if not asked.isdisjoint(map(common, stems(" ".join(lead)))):
        return True
    items = [quote.finding.quote for quote in brought if quote.item]
    if sum(is_labelled(item) for item in items) > _TELLING_SHARE * len(items):
        return False
    told = sum(is_in(quote.finding, [Quote(one) for one in supporting]) for quote in brought)
    return told >= _TELLING_SHARE * len(brought)


def _names(question: str, heading: Finding, snapshot: Snapshot) -> bool:
    """Return whether a heading names what is asked for, so that all below it is: a title names everything."""
    passage = heading.passage
    title = snapshot.document(passage.document_id).title
    if passage.heading[-1] == title:
        return False
    if bare_topic(question) is not None:
        return True
    above = stems(" ".join((title, *passage.heading[:-1])))
    return sameness_to_heading(question, passage.heading[-1], above) > ALIKE


def _members(question: str, findings: Sequence[Finding]) -> list[Finding]:
    """Return the numbered headings that are what is asked for themselves: "Goal 1: Safety" of "what are the goals?"."""
    asked = {stem(token.text) for token in content_words(question)}
    found = []
    for one in findings:
        label = _NUMBERED.match(one.quote) if is_heading(one) else None
        if label is not None and not asked.isdisjoint(stem(token.text) for token in tokens(label[1])):
            found.append(one)
    return found if len(found) >= _FEWEST_MEMBERS else []


def _telling(findings: Sequence[Finding], sections: Sections) -> list[Finding]:
    """Leave out what says nothing, and labels unless they bring a list or a section with them."""
    first = findings[:_JUDGED]
    kept = [one for one in first if not sections.says_nothing(one)]
    return (
        [one for one in kept if not is_label(one) or is_labelled(one.quote) or len(with_items(one, sections)) > 1]
        or kept
        or list(first)
    )


def _of_one_label(question: str, findings: Sequence[Finding], supporting: list[Finding]) -> list[Finding]:
    """Leave out lines with other labels than the best one's: "Currency: …" is no member of "Languages: …".

    Where that label is asked for, only what is about as good stands beside it.
    """
    label = label_of(findings[0].quote)
    beside = near(findings, NEAR) if sameness_to_label(question, findings[0].quote, ()) else supporting
    return [one for one in beside if not is_labelled(one.quote) or label_of(one.quote) == label]


def _is_value(question: str, finding: Finding) -> bool:
    """Return whether a unit is a line of a head, "Place: Tokyo", whose label is not asked for."""
    quote = finding.quote
    return is_labelled(quote) and not _SENTENCE_END.search(quote) and stems(label_of(quote)).isdisjoint(stems(question))


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
                not _SENTENCE_END.search(finding.quote)
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


def _leads_in(finding: Finding, text: str, span: Span) -> bool:
    said = text[span.start : span.end]
    return said.rstrip().endswith(":") or is_heading(Finding(finding.passage, span, None, 0.0))


def _is_item(text: str, span: Span) -> bool:
    """Whether a unit is an item of a list: it stands at the beginning of a line, and is marked or no sentence."""
    before = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    if _ONLY_MARKED.fullmatch(before) or re.match(r"[•‣▪◦–·]", text[span.start : span.end]):
        return True
    said = text[span.start : span.end]
    is_alone = bool(_MARKED.fullmatch(before)) and not _SENTENCE_END.search(said) and not said.rstrip().endswith(":")
    return is_alone and not is_labelled(said)  # "To: the minister" is a line of a head, and no member of a list
