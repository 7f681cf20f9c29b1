"""What a document bears: who wrote it, its day, its title and its length, quoted from it where it says so itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant import answer_words as words
from assistant.composing.draft import Draft, Group, Quote
from assistant.reader import Finding, quoted
from store import Document, Passage, Snapshot, Span

# What is read at a glance.
_MOST_DOCUMENTS = 12


def compose_described(asks: str, document_ids: Sequence[str], snapshot: Snapshot) -> Draft:
    """Tell of documents what is known of them, which is settled; what the text does not say comes from the catalogue.

    Args:
        asks: for what: "author", "day", "title" or "length".
        document_ids: of documents of which it is known.
        snapshot: the view of the store that they are in.
    """
    groups: list[Group] = []
    lines: list[str] = []
    exact: list[Finding] = []
    for document_id in document_ids[:_MOST_DOCUMENTS]:
        document = snapshot.document(document_id)
        found = _quotes(asks, document, snapshot)
        if found:
            heading = words.of_document(document) if len(document_ids) > 1 else ""
            groups.append(Group(tuple(Quote(one) for one in found), heading))
            exact += found
        else:
            lines.append(_line(asks, document))
    if more := len(document_ids) - _MOST_DOCUMENTS:
        lines += [words.MORE.format(count=f"{more:,}")] if more > 0 else []
    return Draft(1.0, tuple(groups), outro="\n".join(lines), exact=tuple(exact), is_settled=True)


def is_known(asks: str, document: Document) -> bool:
    """Return whether a document bears what is asked for."""
    known = {"author": document.authors, "day": document.dated, "title": document.title, "length": document.pages}
    return bool(known[asks])


def _quotes(asks: str, document: Document, snapshot: Snapshot) -> list[Finding]:
    """Return the units, each once, in which a document names its authors or its day."""
    if asks == "author":
        patterns = [re.escape(author).replace("\\ ", r"\s+") for author in document.authors]
    else:
        patterns = [_pattern(document.dated)] if asks == "day" and document.dated is not None else []
    passages = snapshot.passages(document.document_id) if patterns else []
    found: dict[Span, Finding] = {}
    for pattern in patterns:
        finding = _first(re.compile(pattern, re.I), passages)
        if finding is not None:
            found[finding.sentence] = _together(found.get(finding.sentence, finding), finding)
    return list(found.values())


def _together(one: Finding, other: Finding) -> Finding:
    """Return two findings of one unit as one: from the first author to the last."""
    assert one.answer is not None
    assert other.answer is not None
    whole = Span(min(one.answer.start, other.answer.start), max(one.answer.end, other.answer.end))
    return replace(one, answer=whole)


def _first(pattern: re.Pattern[str], passages: Sequence[Passage]) -> Finding | None:
    for passage in passages:
        for unit in passage.sentences:
            if (there := pattern.search(quoted(passage, unit))) is not None:
                return Finding(passage, unit, Span(unit.start + there.start(), unit.start + there.end()), 1.0)
    return None


def _pattern(day: date) -> str:
    """Return a pattern for the ways to write a day."""
    number = rf"0?{day.day}(?:st|nd|rd|th)?"
    month = rf"(?:{day:%B}|{day:%b}\.?)"
    return rf"\b(?:{number}(?:\s+of)?\s+{month},?\s+{day.year}|{month}\s+{number},?\s+{day.year}|{day.isoformat()})\b"


def _line(asks: str, document: Document) -> str:
    match asks:
        case "author":
            return words.BY.format(title=words.one_line(document.title), authors=", ".join(document.authors))
        case "day" if document.dated is not None:
            return words.DATED.format(title=words.one_line(document.title), day=words.day(document.dated))
        case "length":
            return words.LONG.format(title=words.one_line(document.title), pages=words.pages(document.pages or 0))
    return words.one_line(document.title)
