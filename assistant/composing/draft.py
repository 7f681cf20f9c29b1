"""An answer before it is checked: which quotes, in which order, under which words of ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant import answer_words as words
from assistant.citing import cite
from assistant.forms.rows import row_of_names
from assistant.reader import Finding
from assistant.types import Citation
from store import Snapshot, Span

COMPARED = 0.5
"""How sure what all rows of a table were compared for is at least: the table may as likely as not be the one meant."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What is quoted; an ``item`` gets a line of its own. ``lead`` is quoted before it: its question or heading.

    What ``goes_on`` with the item before it stands on that one's line. ``shown`` stands in the text for a quote that
    only shows where something is named.
    """

    finding: Finding
    item: bool = False
    lead: Finding | None = None
    shown: str = ""
    goes_on: bool = False

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that is quoted, in order."""
        return (self.finding,) if self.lead is None else (self.lead, self.finding)


@dataclass(frozen=True, slots=True)
class Group:
    """Quotes that belong together, and the line of ours above them, if any."""

    quotes: tuple[Quote, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an answer is to say.

    ``confidence`` in 0..1, higher is surer. ``intro`` and ``outro`` are our own words before and after the quotes.
    ``exact`` are the findings whose exact answers, where they have any, are the short answer. ``is_settled`` says that
    it is an answer whatever the confidence, since it rests on no reader's judgement: a reply to small talk, the
    catalogue, a summary.
    """

    confidence: float
    groups: tuple[Group, ...] = ()
    intro: str = ""
    outro: str = ""
    exact: tuple[Finding, ...] = ()
    is_settled: bool = False

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that is quoted, in order."""
        return tuple(finding for group in self.groups for quote in group.quotes for finding in quote.findings)


class Numbered:
    """The citations of one answer, each numbered once, from 1."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._numbers: dict[tuple[str, Span], int] = {}
        self.citations: list[Citation] = []
        self.dropped = 0

    def number(self, finding: Finding) -> int | None:
        """Return the number of a finding's citation; None, and counted as dropped, when its quote fails the check."""
        place = (finding.passage.document_id, finding.sentence)
        if place not in self._numbers:
            citation = cite(finding, self._snapshot)
            if citation is None:
                self.dropped += 1
                return None
            self.citations.append(citation)
            self._numbers[place] = len(self.citations)
        return self._numbers[place]

    def citation(self, finding: Finding) -> Citation | None:
        """Return the citation that a finding was given, or None."""
        number = self._numbers.get((finding.passage.document_id, finding.sentence))
        return None if number is None else self.citations[number - 1]


def rendered(draft: Draft, numbered: Numbered) -> str:
    """Return a draft's text with a marker ``[n]`` after each quote; quotes that fail the check are left out.

    Args:
        draft: what is to be said.
        numbered: takes the citations in and numbers them.
    """
    blocks = [block for group in draft.groups if (block := _block(group, numbered))]
    body = "\n".join(blocks)
    runs_on = draft.intro and body and "\n" not in body and not body.startswith(words.BULLET)
    parts = [f"{draft.intro} {body}"] if runs_on else [draft.intro, body]
    return "\n".join(part for part in (*parts, draft.outro) if part)


def _block(group: Group, numbered: Numbered) -> str:
    lines = list(_lines(group, numbered))
    return "\n".join([group.heading, *lines] if group.heading and lines else lines)


def _lines(group: Group, numbered: Numbered) -> Iterator[str]:
    line = ""
    for quote in group.quotes:
        pieces = [(finding, numbered.number(finding)) for finding in quote.findings]
        if pieces[-1][1] is None:
            continue
        cited = " ".join(
            f"{quote.shown or finding.quote} [{number}]" for finding, number in pieces if number is not None
        )
        cited += _columns(quote, numbered)
        is_behind = quote.goes_on or not (quote.item or line.startswith(words.BULLET))
        if line and is_behind:
            line = f"{line} {cited}"
            continue
        if line:
            yield line
        line = words.BULLET + cited if quote.item else cited
    if line:
        yield line


def _columns(quote: Quote, numbered: Numbered) -> str:
    """Return the names of a row's columns as they are cited behind it: once for a table."""
    finding = quote.finding
    row = None if quote.shown else row_of_names(finding.passage, finding.sentence)
    if row is None:
        return ""
    names = Finding(finding.passage, row, None, finding.score)
    if numbered.citation(names) is not None or (number := numbered.number(names)) is None:
        return ""
    return f" ({names.quote} [{number}])"
