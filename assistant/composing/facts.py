"""Facts: the sentence that states them, and the next one where it is as good or completes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import answer_words as words
from assistant.composing.draft import COMPARED, Draft, Group, Quote
from assistant.composing.filtered import rows_with_the_value
from assistant.composing.headed import headed_list
from assistant.composing.sections import MOST_ITEMS, Sections, is_in, with_items
from assistant.composing.selecting import (
    NEAR,
    by_document,
    completes,
    is_heading,
    near,
    on_the_same_matter,
    without_its_table,
    without_repetition,
)
from assistant.exact.superlatives import asks_for_a_sum, asks_for_an_extreme, extreme_row, sum_row
from assistant.forms.announced import announced
from assistant.language.answer_kind import Kind, asked_stems, counts_something_else, holds, kind_of
from assistant.language.calendar import MONTHS
from assistant.language.kindred import common
from assistant.language.wording import FUNCTION_WORDS, NUMBERS, content_words, stem, stems
from assistant.reader import Finding, Reading
from assistant.silence import premise
from store import Snapshot, Span

MOST_QUOTES = 3
_MOST_DOCUMENTS = 5
# What is quoted is among so many of the best findings.
_LOOKED_AT = 10
# Of fewer items each may be meant by itself.
_FEWEST_ITEMS = 3
# What is longer tells more than a number.
_VALUE_WORDS = 8
_CAME_UP = re.compile(
    r"(?:did|does|do|was|were|is|are|has|have) (?P<subject>[^?]*?) ?\b(?:discuss|cover|mention|address"
    r"|talk(?:ed)? about|raise|touch(?:ed)? (?:on|upon)|consider)(?:e?d|s)?\b(?: (?P<what>[^?]+?))?\W*$",
    re.I,
)
# "What are Samir's action items?", "Which milestones are late?", "Which risk has a high likelihood?"
_SEVERAL_OR_ONE_ROW = re.compile(
    r"(?:which|what) (?:(?:[\w-]+ ){1,3}(?:are|were|have|has|is|was|does|do)\b|(?:are|were) (?:the |all )?(?:[\w-]+ )*"
    r"[\w-]+['’]s? (?:[\w-]+ )*\w+s\b)",
    re.I,
)
_PARTS = re.compile(r"[^\W_]+")


def compose_fact(question: str, reading: Reading, snapshot: Snapshot) -> Draft:
    """Quote what answers a question of fact; documents that give different values are set side by side.

    Args:
        question: the stand-alone question.
        reading: what the reader made of the passages.
        snapshot: the view of the store that they come from.
    """
    best = next(iter(reading.findings), None)
    if best is not None and asks_for_a_sum(question, best):
        row = sum_row(question, best, snapshot)
        return Draft(0.0) if row is None else Draft(reading.confidence, (Group((Quote(row),)),), exact=(row,))
    if _SEVERAL_OR_ONE_ROW.match(question) and (rows := rows_with_the_value(question, reading.findings, snapshot)):
        listed = Group(tuple(Quote(row, item=len(rows) > 1) for row in rows[:MOST_ITEMS]))
        return Draft(max(reading.confidence, COMPARED), (listed,), exact=tuple(rows[:1]) if len(rows) == 1 else ())
    if asks_for_an_extreme(question, reading.findings):
        extreme = extreme_row(question, reading.findings, snapshot)
        if extreme is None:
            return Draft(0.0)
        # All rows of a table with a column for what is asked were compared: that is no matter of likelihood.
        confidence = max(reading.confidence, COMPARED)
        intro = (words.THE_MOST if extreme.is_most else words.THE_LEAST).format(count=extreme.rows)
        return Draft(confidence, (Group((Quote(extreme.row),)),), intro, exact=(extreme.row,))
    if (whole := headed_list(question, reading, snapshot)) is not None:
        return whole
    differing = _differing(question, reading.findings, snapshot)
    if differing:
        groups = []
        for finding in differing:
            document = snapshot.document(finding.passage.document_id)
            groups.append(Group((Quote(finding, item=True),), words.of_document(document)))
        return Draft(reading.confidence, tuple(groups), words.DIFFERENT, exact=tuple(differing))
    return _best(question, reading, snapshot)


def compose_yes_no(question: str, reading: Reading, snapshot: Snapshot) -> Draft:
    """Quote what bears on a question that wants a yes or no: that is for the reader of the quotes to say.

    Such a question has no exact answer, so documents cannot be set against each other by theirs; what is marked is what
    the question names ("Tokyo" of "Was it in Tokyo?"), and not what it did not ask for.
    """
    asked = stems(question)
    marked = [one if asked & stems(one.exact or "") else replace(one, answer=None) for one in reading.findings]
    return _best(question, replace(reading, findings=_told_first(question, marked)), snapshot, words.THE_BRIEFINGS_SAY)


def _told_first(question: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings with the best one first that has all words of the matter, where it is asked whether it came up.

    "Did they discuss space security?" is met by a sentence with these words, and not by "Discussions also extended …".
    """
    asked = _CAME_UP.match(question)
    matter = asked_stems(asked["what"] or asked["subject"]) if asked else set()
    first = next((one for one in findings[:_LOOKED_AT] if matter and matter <= stems(one.quote)), None)
    if first is None:
        return tuple(findings)
    return (first, *(one for one in findings if one is not first))


def _best(question: str, reading: Reading, snapshot: Snapshot, intro: str = "") -> Draft:
    # A heading states nothing, unless the exact answer stands in it.
    telling = [one for one in reading.findings if one.exact is not None or not is_heading(one)] or reading.findings
    sections = Sections(snapshot)
    first = [one for one in telling[:_LOOKED_AT] if not sections.says_nothing(one)]
    chosen = _chosen(question, first or telling)
    quotes = _whole_list(question, telling, sections) or _list_of(question, chosen, sections)
    is_whole = bool(quotes)
    for finding in () if is_whole else _as_told(question, chosen):
        # What leads in to a list says nothing without it.
        leads_in = finding.quote.rstrip().endswith(":") or announced(finding.quote)
        whole = with_items(finding, sections) if leads_in else [Quote(finding)]
        quotes += [quote for quote in whole if not is_in(quote.finding, quotes)]
    # Where a likelier unit says nothing that can be quoted, what is quoted is as sure as itself.
    confidence = min(reading.confidence, max((one.score for one in chosen), default=0.0))
    exact = () if is_whole else tuple(chosen[:1])
    return Draft(confidence, (Group(tuple(quotes[:MOST_ITEMS])),), intro, exact=exact)


def _whole_list(question: str, findings: Sequence[Finding], sections: Sections) -> list[Quote]:
    """Return all items of the list that the best finding is of, where the heading above it is what is asked for.

    Below "Timeline" stands the timeline, and below "Team" who is on it: the first item alone is a part of the answer.
    """
    best = findings[0] if findings else None
    if best is None or kind_of(question) not in (None, Kind.WHO) or not best.passage.heading:
        return []
    named = {common(stem(one.text)) for one in content_words(best.passage.heading[-1])}
    if not named or not named <= set(map(common, stems(question))):
        return []
    items = [quote for quote in with_items(best, sections) if quote.item]
    said = [one for one in findings[:_LOOKED_AT] if is_in(one, items)]
    return items[:MOST_ITEMS] if len(items) >= _FEWEST_ITEMS and len(said) > 1 else []


def _list_of(question: str, chosen: Sequence[Finding], sections: Sections) -> list[Quote]:
    """Return the whole list where several of its items are all that is quoted: what to bring is all of it."""
    if kind_of(question) is not None or len(chosen) < _FEWEST_ITEMS:
        return []
    items = [quote for quote in with_items(chosen[0], sections) if quote.item or quote.goes_on]
    return items if len(items) <= MOST_ITEMS and all(is_in(one, items) for one in chosen) else []


def _chosen(question: str, findings: Sequence[Finding]) -> list[Finding]:
    """Return the best finding, and what is as good or completes it."""
    if not findings:
        return []
    best = findings[0]
    as_good = without_its_table(near(findings, NEAR))
    if kind_of(question) is Kind.WHO:
        as_good += [one for one in findings if one not in as_good and completes(question, best, one)]
    return on_the_same_matter(question, without_repetition(as_good))[:MOST_QUOTES]


def _as_told(question: str, chosen: Sequence[Finding]) -> list[Finding]:
    """Return findings, best first, with those that the first goes on from ("Officials also came") before it."""
    before = [
        one
        for one in chosen[1:]
        if kind_of(question) is Kind.WHO
        and one.sentence.start < chosen[0].sentence.start
        and completes(question, chosen[0], one)
    ]
    return [*sorted(before, key=lambda one: one.sentence.start), *(one for one in chosen if one not in before)]


def _differing(question: str, findings: Sequence[Finding], snapshot: Snapshot) -> list[Finding]:
    """Return one finding for each document, when the exact answers of two or more documents exclude each other.

    Only values can: names, times, places, numbers. Reasons and ways are worded in as many ways as there are texts.
    """
    if not findings or findings[0].exact is None:
        return []
    exact = [one for one in near(findings, NEAR) if _is_value(question, one)]
    firsts = [of_one[0] for of_one in by_document(on_the_same_matter(question, exact))]
    firsts = [one for one in firsts if premise.holds(question, [one], snapshot)][:_MOST_DOCUMENTS]
    distinct: list[Finding] = []
    for one in firsts:
        if not any(_agree(one, other) for other in distinct):
            distinct.append(one)
    return firsts if len(distinct) > 1 else []


def _is_value(question: str, finding: Finding) -> bool:
    """Return whether an exact answer is of the kind that is asked for, a number where the question does not tell."""
    exact = finding.exact or ""
    kind = kind_of(question)
    if kind is None:
        is_short = len(exact.split()) <= _VALUE_WORDS and not is_heading(finding)
        return is_short and any(char.isdigit() for char in exact)
    if kind is Kind.HOW_MANY and finding.answer is not None:
        start = finding.answer.start - finding.sentence.start
        if counts_something_else(question, finding.quote, Span(start, start + len(exact))):
            return False
    return holds(kind, exact, question)


def _agree(one: Finding, other: Finding) -> bool:
    """Return whether a unit holds the other's exact answer, perhaps beside its own: of two leaders each names both."""
    return _value(one.exact or "") <= _value(other.quote) or _value(other.exact or "") <= _value(one.quote)


def _value(text: str) -> set[str]:
    """The words of an answer or a quote in one form: months and small numbers as digits, in any order."""
    found = set()
    for part in _PARTS.findall(text.lower()):
        if part in MONTHS:
            part = str(MONTHS[part])
        elif part in NUMBERS:
            part = str(NUMBERS.index(part))
        if part not in FUNCTION_WORDS:
            found.add(part.lstrip("0") if part.isdigit() else stem(re.sub(r"^(\d+)(?:st|nd|rd|th)$", r"\1", part)))
    return found
