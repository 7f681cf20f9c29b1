"""Extractive summaries: of each document the sentences that are nearest to all of it, spread over its sections."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant import answer_words as words
from assistant.composing.draft import Draft, Group, Quote
from assistant.composing.selecting import is_heading, says_the_same
from assistant.forms.posed import answered_in
from assistant.forms.rows import names_columns
from assistant.language.wording import tokens
from assistant.language.works import WORK
from assistant.reader import Finding
from assistant.reading.candidates import refers_back
from assistant.reading.evidence import Numbers
from store import Document, Passage, Snapshot
from store.embedder import Encode

# What is read at a glance of one document; what is read at all of many; what a comparison shows of each.
MOST_LINES = 8
LINES_IN_ALL = 24
LINES_COMPARED = 4
# A document is cut into as many stretches as it gets lines; in each so many passages, the most central ones, are read
# sentence by sentence. More would make long documents slow to embed.
_READ_PASSAGES = 2
# Maximal marginal relevance (Carbonell and Goldstein 1998): what a sentence adds against what was chosen before.
_NOVELTY = 0.35
# The first sentence of a section often says what it is about; a sentence that leans on another is hard to understand.
_OPENING = 0.04
_LEANING = 0.15
# What a document itself takes for the main thing, twice what an opening is worth: enough to choose among sentences that
# are about as central, and little beside what leans on another. Set by reading a dozen summaries, not fitted.
_MAIN = 0.08
_MAIN_HEADING = re.compile(
    r"(?:executive summary|summary|highlights|in brief|at a glance|bottom line|overview|conclusions?|recommendations?"
    r"|(?:key|main) (?:points|messages|findings|facts|figures|take-?aways|results|outcomes|developments)|outcomes"
    r"|decisions)\b",
    re.I,
)
_DECIDING = (
    r"(?:we|this (?:brief|paper|report|note|study)|(?:both |the two )?sides|(?:the )?(?:committee|council|board|parties"
    r"|ministers|delegations))"
)
_MAIN_SENTENCE = re.compile(
    rf"\b{_DECIDING} (?:also |therefore |thus |jointly )?"
    r"(?:recommend|conclude|propose|agree|decide|adopt|approve)(?:e?[sd])?\b|^\W*decision\b",
    re.I,
)
# Who made a text when is no part of what it says.
_MASTHEAD = re.compile(
    r"[\s*_#>]*(?:(?:prepared|issued|published|compiled|produced|drafted|submitted|circulated) (?:by|on|for)\b"
    rf"|(?:this|the) {WORK} (?:is|was|has been) (?:jointly )?"
    r"(?:produced|prepared|issued|published|compiled|written|drafted) (?:by|on|for)\b"
    r"|(?:last )?(?:updated|revised|reviewed)\b|version\b|classification\b|distribution\b|apologies\b"
    r"|(?:contact(?: persons?)?|sources?):|for (?:further|more) (?:information|details)\b"
    r"|the next (?:update|issue|report|edition)\b|(?:it )?covers (?:the (?:period|time) )?(?:from )?\d"
    r"|(?:reporting )?period(?: covered)?:)",
    re.I,
)
# Below these stands nothing that the document is about.
_ASIDE_HEADING = re.compile(
    r"(?:\d[\d.]*\s+)?(?:about (?:the )?(?:authors?|us)|contacts?|acknowledge?ments?|references|bibliography|sources"
    r"|further (?:information|reading)|attendance|distribution|abbreviations|glossary|end ?notes|disclaimer)\W*$",
    re.I,
)
# Shorter, it is a label; longer, it is cut off somewhere.
_WORDS = range(6, 80)
_SENTENCE_END = re.compile(r"[.!][\"'”’)]*$")
# A summary is a good deal shorter than what it is of.
_SHARE = 1 / 3
# A section of more than so many stretches' length is no single subject.
_LONG = 1.5


@dataclass(frozen=True, slots=True)
class _Part:
    """A passage at its place in the document, with what of it can stand in a summary."""

    place: int
    passage: Passage
    units: tuple[Finding, ...]


class Summariser:
    """Summarises documents by quoting them; usable by several threads at once.

    Args:
        encode: returns unit vectors of texts, one row each.
    """

    def __init__(self, encode: Encode) -> None:
        self._encode = encode

    def compose(self, document_ids: Sequence[str], snapshot: Snapshot, most_lines: int = MOST_LINES) -> Draft:
        """Return a summary of documents: up to ``most_lines`` quotes of each, fewer when there are many documents.

        It counts as answered with full confidence: every document has something to be quoted from.

        Args:
            document_ids: what is to be summarised; equal copies count once.
            snapshot: the view of the store that they are in.
            most_lines: how many quotes of one document there may be.
        """
        versions: dict[str, Document] = {}
        for document_id in document_ids:
            document = snapshot.document(document_id)
            versions.setdefault(document.version, document)
        documents = list(versions.values())
        if not documents:
            return Draft(0.0, intro=words.NO_DOCUMENTS)
        shown = documents[:LINES_IN_ALL]
        lines = max(1, min(most_lines, LINES_IN_ALL // len(shown)))
        groups = []
        for document in shown:
            quotes = tuple(
                Quote(finding, item=True, lead=_lead(finding)) for finding in self._lines(document, snapshot, lines)
            )
            heading = words.of_document(document) if len(documents) > 1 else ""
            groups.append(Group(quotes, heading))
        if not any(group.quotes for group in groups):
            return Draft(0.0, intro=words.NOTHING_TO_SUMMARISE)
        more = len(documents) - len(shown)
        return Draft(
            1.0,
            tuple(groups),
            outro=words.MORE.format(count=f"{more:,}") if more else "",
            is_settled=True,
        )

    def compose_page(self, number: int, document_ids: Sequence[str], snapshot: Snapshot) -> Draft:
        """Return what stands on a page, document by document: all of it where that is short, else a summary.

        Args:
            number: of the page, from 1.
            document_ids: of documents with pages, at least one; all or none of them have so many.
            snapshot: the view of the store that they are in.
        """
        documents = [snapshot.document(document_id) for document_id in document_ids]
        longest = max(documents, key=lambda one: one.pages or 0)
        if number > (longest.pages or 0):
            title, pages = words.one_line(longest.title), words.pages(longest.pages or 0)
            return Draft(0.0, intro=words.NO_SUCH_PAGE.format(number=number, title=title, pages=pages))
        groups = []
        for document in documents:
            units = _on_page(number, snapshot.passages(document.document_id), snapshot)
            parts = _parts_of(units, _is_sentence) or _parts_of(units, _is_no_label)
            found = [unit for part in parts for unit in part.units]
            if len(found) > MOST_LINES:
                found = self._chosen(parts, document, snapshot, MOST_LINES)
            quotes = tuple(Quote(finding, item=True, lead=_lead(finding)) for finding in found)
            groups.append(Group(quotes, words.of_document(document) if len(documents) > 1 else ""))
        if not any(group.quotes for group in groups):
            return Draft(0.0, intro=words.NO_TEXT_ON_PAGE.format(number=number))
        intro = words.ON_PAGE if len(documents) > 1 else words.ON_PAGE_OF
        title = words.one_line(documents[0].title)
        return Draft(1.0, tuple(groups), intro=intro.format(number=number, title=title), is_settled=True)

    def _lines(self, document: Document, snapshot: Snapshot, count: int) -> list[Finding]:
        parts = _parts(snapshot.passages(document.document_id))
        if not parts:
            return []
        return self._chosen(parts, document, snapshot, count)

    def _chosen(self, parts: Sequence[_Part], document: Document, snapshot: Snapshot, count: int) -> list[Finding]:
        vectors = snapshot.vectors(document.document_id).astype(np.float64)
        middle = _unit(vectors.mean(axis=0))
        count = max(1, min(count, round(_SHARE * sum(len(part.units) for part in parts))))
        # The one line that says most of a document is where it begins.
        stretches = _stretches(parts, count) if count > 1 else [list(parts[:1])]
        chosen: list[tuple[Finding, Numbers]] = []
        for number, stretch in enumerate(stretches):
            wanted = count // len(stretches) + (number < count % len(stretches))
            chosen += self._best(stretch, vectors, middle, chosen, wanted)
        return sorted((finding for finding, _ in chosen), key=lambda finding: finding.sentence.start)

    def _best(
        self,
        stretch: Sequence[_Part],
        vectors: Numbers,
        middle: Numbers,
        before: Sequence[tuple[Finding, Numbers]],
        count: int,
    ) -> list[tuple[Finding, Numbers]]:
        """Return the sentences of a stretch that are nearest to it and to the document, and new."""
        local = _unit(vectors[[part.place for part in stretch]].mean(axis=0))
        ranked = sorted(stretch, key=lambda part: -float(vectors[part.place] @ (middle + local)))
        read = ranked[: _READ_PASSAGES * count]
        found = [unit for part in read for unit in part.units]
        embedded = self._encode([finding.quote for finding in found]).astype(np.float64)
        form = np.array([_form(unit, first=unit is part.units[0]) for part in read for unit in part.units])
        central = embedded @ (middle + local) / 2 + form
        chosen: list[tuple[Finding, Numbers]] = []
        while len(chosen) < count:
            taken = [*before, *chosen]
            known = np.array([vector for _, vector in taken])
            repeated = (embedded @ known.T).max(axis=1) if taken else np.zeros(len(found))
            ranking = np.argsort(_NOVELTY * repeated - (1 - _NOVELTY) * central, kind="stable").tolist()
            best = next((at for at in ranking if not any(says_the_same(found[at], one) for one, _ in taken)), None)
            if best is None:
                break
            score = float(np.clip(embedded[best] @ middle, 0.0, 1.0))
            finding = Finding(found[best].passage, found[best].sentence, None, score)
            chosen.append((finding, embedded[best]))
        return chosen


def _lead(finding: Finding) -> Finding | None:
    """Return the question that a sentence answers, where the document poses one: the answer says little without it."""
    question = answered_in(finding.passage).get(finding.sentence)
    is_apart = question is not None and question.end <= finding.sentence.start
    return None if question is None or not is_apart else Finding(finding.passage, question, None, finding.score)


def _parts(passages: Sequence[Passage]) -> list[_Part]:
    """Return the passages that have something to quote: whole sentences, or where there are none, all but headings."""
    units = [[Finding(passage, span, None, 0.0) for span in passage.sentences] for passage in passages]
    return _parts_of(enumerate(units), _is_sentence) or _parts_of(enumerate(units), _is_no_label)


def _parts_of(units: Iterable[tuple[int, Sequence[Finding]]], tells: Callable[[Finding], bool]) -> list[_Part]:
    """Return the passages, given by their places with their units, that have units that a rule keeps, with these."""
    kept = [(place, tuple(unit for unit in of_one if tells(unit))) for place, of_one in units]
    return [_Part(place, of_one[0].passage, of_one) for place, of_one in kept if of_one]


def _on_page(number: int, passages: Sequence[Passage], snapshot: Snapshot) -> list[tuple[int, list[Finding]]]:
    """Return the places of the passages with units on a page, and these units."""
    found = []
    for place, passage in enumerate(passages):
        following = passages[place + 1].page if place + 1 < len(passages) else None
        # A passage is on pages from its own to where the next begins.
        if (passage.page or 0) <= number <= (following or number):
            spans = [span for span in passage.sentences if snapshot.page_of(passage, span.start) == number]
            found.append((place, [Finding(passage, span, None, 0.0) for span in spans]))
    return found


def _stretches(parts: Sequence[_Part], count: int) -> list[list[_Part]]:
    """Cut a document at the borders of its sections into at most ``count`` stretches of about the same length."""
    sections: list[list[_Part]] = []
    for part in parts:
        if sections and sections[-1][-1].passage.heading == part.passage.heading:
            sections[-1].append(part)
        else:
            sections.append([part])
    whole = _length(parts)
    # A section too long for one stretch is divided between its passages.
    pieces = [
        piece
        for section in sections
        for piece in ([[part] for part in section] if _length(section) * count > _LONG * whole else [section])
    ]
    stretches: dict[int, list[_Part]] = {}
    done = 0.0
    for piece in pieces:
        # It belongs to the stretch in which its middle lies.
        number = int((done + _length(piece) / 2) * count / whole)
        stretches.setdefault(number, []).extend(piece)
        done += _length(piece)
    return list(stretches.values())


def _length(parts: Sequence[_Part]) -> int:
    return sum(len(part.passage.text) for part in parts)


def _is_sentence(finding: Finding) -> bool:
    whole = _SENTENCE_END.search(finding.quote) is not None and not finding.quote[:1].islower()
    is_told = len(tokens(finding.quote)) in _WORDS and not is_heading(finding)
    return whole and is_told and not _is_aside(finding)


def _is_no_label(finding: Finding) -> bool:
    is_named = names_columns(finding.passage, finding.sentence)
    return len(tokens(finding.quote)) > 1 and not (is_heading(finding) or is_named or _is_aside(finding))


def _is_aside(finding: Finding) -> bool:
    """Return whether a unit tells who made a document when, or stands below a heading for such things."""
    headings = finding.passage.heading[-1:]
    return _MASTHEAD.match(finding.quote) is not None or any(map(_ASIDE_HEADING.match, headings))


def _form(finding: Finding, *, first: bool) -> float:
    is_headed = any(_MAIN_HEADING.match(heading.lstrip("0123456789. ")) for heading in finding.passage.heading[-1:])
    is_main = is_headed or _MAIN_SENTENCE.search(finding.quote) is not None
    leaning = _LEANING if refers_back(finding.quote) else 0.0
    return (_OPENING if first else 0.0) + (_MAIN if is_main else 0.0) - leaning


def _unit(vector: Numbers) -> Numbers:
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector
