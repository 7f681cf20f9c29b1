"""Which of a reader's findings are worth quoting beside the best one, and in what order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.forms.posed import ALIKE, answered_in, sameness, sameness_to_heading
from assistant.forms.rows import columns_of
from assistant.language.answer_kind import Kind, holds, titled_people
from assistant.language.wording import stems, tokens
from assistant.reader import Finding, quoted
from assistant.reading.candidates import is_line_of_heading, refers_back
from assistant.reading.evidence import FRAGMENT_WORDS
from assistant.silence import premise
from store import Span

# A further unit is quoted when its score is so much of the best one's. Of the questions whose first sentence is wrong
# the second is right in half, mostly by less than this.
NEAR = 0.7
# A list takes in more: all that supports it is wanted, not the best.
SUPPORTING = 0.5
# Two units that share so many of the shorter one's words, and its numbers, say the same.
_SAME = 0.8
# A line that ends in one of these has been cut from what it goes on with.
_GOES_ON = frozenset("a an and as at between by for from in into of on or our over that the their to with".split())
_ALSO = re.compile(r"\b(?:also|in addition|further(?:more)?|joined by)\b", re.I)
# With fewer words than this beside numbers, a unit says nothing by itself.
_FEWEST_WORDS = 1


def is_heading(finding: Finding) -> bool:
    """Return whether a unit is the line of a heading above its passage: it names a matter and says nothing of it."""
    return is_line_of_heading(finding.passage, finding.quote)


def is_label(finding: Finding) -> bool:
    """Return whether a unit is a heading, or a few words that are no sentence: a cell, a caption, a figure's text."""
    is_short = len(tokens(finding.quote)) < FRAGMENT_WORDS and not finding.quote.rstrip().endswith((".", "!", "?"))
    return is_short or is_heading(finding)


def is_piece(finding: Finding) -> bool:
    """Return whether a unit has been cut from what it goes on with: "strengthen the relations between"."""
    words = tokens(finding.quote)
    return bool(words) and finding.quote.endswith(words[-1].text) and words[-1].text in _GOES_ON


def is_bare(finding: Finding) -> bool:
    """Return whether a unit has numbers and hardly a word that says of what: "2023-09-30 4.9"."""
    words = tokens(finding.quote)
    return any(word.has_digit for word in words) and sum(not word.has_digit for word in words) < _FEWEST_WORDS


def near(findings: Sequence[Finding], share: float) -> list[Finding]:
    """Return the findings whose score is at least ``share`` (0..1) of the best one's, best first."""
    return [finding for finding in findings if finding.score >= share * findings[0].score] if findings else []


def says_the_same(one: Finding, other: Finding) -> bool:
    """Return whether one unit repeats the other; another number or date makes another statement."""
    words, others = stems(one.quote), stems(other.quote)
    if len(words & others) < _SAME * min(len(words), len(others)):
        return False
    return numbers(one.quote) <= numbers(other.quote) or numbers(other.quote) <= numbers(one.quote)


def without_repetition(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings in their order, less those that repeat an earlier one, in whatever document."""
    kept: list[Finding] = []
    for finding in findings:
        if not any(says_the_same(finding, other) for other in kept):
            kept.append(finding)
    return kept


def without_its_table(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings, given best first, less the other rows of the table that the first is a row of."""
    first, *others = findings
    names = columns_of(first.passage, first.sentence)
    if names is None:
        return list(findings)
    return [
        first,
        *(
            one
            for one in others
            if one.passage != first.passage
            or (columns_of(one.passage, one.sentence) != names and not _overlap(one.sentence, names))
        ),
    ]


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def completes(question: str, best: Finding, other: Finding) -> bool:
    """Return whether a unit names further people beside those of the best one.

    It follows that one and refers back to it, or the best one goes on from it: "Officials of both sides also came".
    """
    if other.passage != best.passage:
        return False
    sentences = best.passage.sentences
    at, place = sentences.index(best.sentence), sentences.index(other.sentence)
    if place > at:
        return place == at + 1 and refers_back(other.quote) and holds(Kind.WHO, other.quote, question)
    gone_on_from = (quoted(best.passage, one) for one in sentences[place:at])
    return place < at and _ALSO.search(best.quote) is not None and all(map(titled_people, gone_on_from))


def on_the_same_matter(question: str, findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings less those that lack more of the question's names than the first one does.

    Where the first stands below the very question, or a heading that names just what is asked, so do all that are left.
    """
    if not findings:
        return []
    if (matter := _matter(question, findings[0])) is not None:
        return [finding for finding in findings if _matter(question, finding) == matter]
    allowed = premise.lacking(question, findings[0].quote)
    return [finding for finding in findings if premise.lacking(question, finding.quote) <= allowed]


def stands_below_what_is_asked(question: str, finding: Finding) -> bool:
    """Return whether a unit stands below a heading that names all that is asked, and nothing else."""
    *above, heading = finding.passage.heading or ("",)
    return bool(heading) and sameness_to_heading(question, heading, stems(" ".join(above))) == 1.0


def _matter(question: str, finding: Finding) -> tuple[str, Span | tuple[str, ...]] | None:
    """Return the document and the posed question, or the headings, above a unit, where they say what is asked."""
    passage = finding.passage
    posed = answered_in(passage).get(finding.sentence)
    if posed is not None and sameness(question, quoted(passage, posed), stems(" ".join(passage.heading))) > ALIKE:
        return passage.document_id, posed
    if not passage.heading:
        return None
    above = stems(" ".join(passage.heading[:-1]))
    return (
        (passage.document_id, passage.heading)
        if sameness_to_heading(question, passage.heading[-1], above) > ALIKE
        else None
    )


def in_document_order(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings, given best first, as their documents have them: the best finding's document comes first."""
    documents = list(dict.fromkeys(finding.passage.document_id for finding in findings))
    return sorted(findings, key=lambda one: (documents.index(one.passage.document_id), one.sentence.start))


def by_document(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Return findings, given best first, gathered by document, the best finding's first; equal copies count once."""
    gathered: dict[str, list[Finding]] = {}
    documents: dict[str, str] = {}
    for finding in findings:
        passage = finding.passage
        # Two documents of one version are copies.
        if documents.setdefault(passage.version, passage.document_id) == passage.document_id:
            gathered.setdefault(passage.document_id, []).append(finding)
    return list(gathered.values())


def numbers(text: str) -> set[str]:
    """Return the words of a text that hold a digit."""
    return {token.text for token in tokens(text) if token.has_digit}
