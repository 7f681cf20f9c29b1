"""Lists: all that supports an answer, in the order of the documents; a list's items with what leads in to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.composing.draft import COMPARED, Draft, Group, Quote
from assistant.composing.filtered import rows_with_the_value
from assistant.composing.headed import headed_list
from assistant.composing.sections import MOST_ITEMS, Sections, is_in, labelled_lines, with_items
from assistant.composing.selecting import (
    SUPPORTING,
    by_document,
    in_document_order,
    is_heading,
    is_label,
    near,
    on_the_same_matter,
    stands_below_what_is_asked,
    without_repetition,
)
from assistant.composing.supporting import supporting, words_said
from assistant.forms.posed import (
    ALIKE,
    is_labelled,
    likeness,
    sameness_to_heading,
    sameness_to_label,
    value_of,
)
from assistant.forms.rows import cell_asked
from assistant.language.kindred import common, kindred_in
from assistant.language.wording import content_words, stem, stems, tokens
from assistant.questions.bare_topic import bare_topic
from assistant.reader import Finding, Reading
from store import Snapshot, Span

# So much of a list must support an answer by itself, where nothing that leads in to it does.
_TELLING_SHARE = 0.5
# The row that a matter names is among so many of the best findings.
_ROWS = 3
# So many headings of one kind are members of a list; below them stands what is said of each.
_FEWEST_MEMBERS = 3
# "Goal 1", "Performance Goal 2.1.3", "Annex IV": up to three words that say of which kind it is, and a number.
_NUMBERED = re.compile(r"[#*\s]*((?:[^\W\d_]+ ){1,3})(?=\d|[IVX]+\b)")


def compose_list(question: str, reading: Reading, snapshot: Snapshot) -> Draft:
    """Quote all that supports an answer, each thing once.

    Args:
        question: the stand-alone question.
        reading: what the reader made of the passages.
        snapshot: the view of the store that they come from.
    """
    sections = Sections(snapshot)
    rows = rows_with_the_value(question, reading.findings, snapshot)
    if not rows and (whole := headed_list(question, reading, snapshot)) is not None:
        return whole
    found = rows or supporting(question, reading.findings, sections, snapshot)
    # What stands below a heading that names just what is asked is the list, whatever else speaks of it.
    headed = [one for one in found if stands_below_what_is_asked(question, one)]
    labelled = [one for one in found if sameness_to_label(question, one.quote, ()) > 0]
    # Lines with the label that is asked for need not name what else is named: "Decision: The contract goes to …".
    matter = found if rows or len(labelled) > 1 else on_the_same_matter(question, headed or found)
    copies = [one for of_one in by_document(matter) for one in of_one]
    originals = [one for one in matter if one in copies]
    members = _members(question, originals)
    quotes: list[Quote] = []
    is_form = False
    for finding in in_document_order(without_repetition(originals)):
        brought = [Quote(finding, item=True)] if members else with_items(finding, sections)
        if len(brought) < 2 and not members and _is_of_a_form(question, finding, snapshot):
            brought, is_form = labelled_lines(finding, sections), True
        if not _is_asked_for(question, finding, brought, found, snapshot):
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
    exact = (
        ()
        if members or (is_form and len(said) > 1)
        else tuple(sorted((quote.finding for quote in said), key=lambda one: -one.score)[:1])
    )
    confidence = max(reading.confidence, COMPARED) if rows else reading.confidence
    return Draft(confidence, (Group(tuple(said)),), exact=exact)


def compose_topic(topic: str, reading: Reading, snapshot: Snapshot) -> Draft:
    """Quote what is said of a matter that is only named; it has a short answer where it is a label's name.

    Args:
        topic: the matter.
        reading: what the reader made of the passages.
        snapshot: the view of the store that they come from.
    """
    if not reading.findings:
        return Draft(reading.confidence)
    if (row := _row_asked(topic, reading.findings)) is not None:
        return Draft(reading.confidence, (Group((Quote(row),)),), exact=(row,))
    findings = [replace(one, answer=_value(topic, one)) for one in reading.findings]
    words = {stem(token.text) for token in content_words(topic)}
    said = words_said(words, findings, snapshot)
    if not said[0] and any(said) and not any(kindred_in(word, stems(findings[0].quote)) for word in words):
        # It only stands below a title that names the matter.
        first = next(place for place, count in enumerate(said) if count)
        findings, said = findings[first:], said[first:]
    best, least = findings[0], max(said[0], 1)
    about = (best, *(one for one, count in zip(findings[1:], said[1:], strict=True) if count >= least))
    draft = compose_list(topic, replace(reading, findings=about), snapshot)
    return replace(draft, exact=(best,) if best in draft.findings else ())


def _row_asked(topic: str, findings: Sequence[Finding]) -> Finding | None:
    """Return the row with a cell that "inflation 2024" names by its row and its column, one of the best findings."""
    of_a_time = any(token.has_digit for token in tokens(topic))
    for one in near(findings, SUPPORTING)[:_ROWS] if of_a_time else ():
        if (cell := cell_asked(topic, one.passage, one.sentence)) is not None:
            return replace(one, answer=cell)
    return None


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
    if len(brought) < 2 or _is_of_a_form(question, finding, snapshot):
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


def _is_of_a_form(question: str, finding: Finding, snapshot: Snapshot) -> bool:
    """Return whether a unit is a value behind a label, below a heading that is what is asked for: "the key facts"."""
    return bool(finding.passage.heading) and is_labelled(finding.quote) and _names(question, finding, snapshot)


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
