"""Conversations as a note: what every format of an export is made from.

Texts here are plain: whatever a format needs to escape, it escapes itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant import answer_spans
from assistant.answer_spans import LineKind
from assistant.answer_words import BULLET
from assistant.talks import words
from assistant.talks.types import Kept
from assistant.types import Answer, Citation

# XML 1.0 takes no other characters; also left out is what steers a terminal or an editor.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("[\u2028\u2029\u0085\r\v\f]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line: text, perhaps bold, or the mark of a footnote (its index in the entry's ``sources``)."""

    text: str
    bold: bool = False
    source: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an answer."""

    kind: LineKind
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What a footnote says: a verbatim quote, and its document, page and heading in one line."""

    quote: str
    place: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with its answer; ``remarks`` are lines about it, ``sources`` belong to its footnotes, in order."""

    question: str
    remarks: tuple[str, ...]
    lines: tuple[Line, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A conversation, or one answer of it, to be written to a file. ``made_at`` is local time."""

    title: str
    made_at: datetime
    entries: tuple[Entry, ...]


def note_of(title: str, kept: Sequence[Kept], made_at: datetime) -> Note:
    """Return the note of some answers under a title."""
    return Note(one_line(title) or words.UNNAMED, made_at, tuple(_entry(one.answer) for one in kept))


def plain(text: str) -> str:
    """Return text with the characters left out that no format takes, its lines ended by newlines."""
    return _UNFIT.sub("", _BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """Return text as one line without characters that no format takes."""
    return " ".join(plain(text).split())


def _entry(answer: Answer) -> Entry:
    remarks = []
    if answer.understood_as is not None:
        remarks.append(words.UNDERSTOOD_AS.format(question=one_line(answer.understood_as)))
    if not answer.answered:
        remarks.append(words.DECLINED)
    elif answer.citations:
        sure = words.WEAK_CONFIDENCE if answer.weak else words.CONFIDENCE
        remarks.append(sure.format(percent=round(100 * answer.confidence)))
    lines = [_line(answer, start, end, kind) for start, end, kind in answer_spans.lines(answer)]
    marked = {number for _, _, number in answer_spans.markers(answer)}
    # A citation that the text does not mark still belongs to the answer: its footnote stands at the end.
    unmarked = [Piece("", source=at) for at in range(len(answer.citations)) if at + 1 not in marked]
    if unmarked:
        lines[-1] = Line(lines[-1].kind, (*lines[-1].pieces, *unmarked))
    return Entry(
        one_line(answer.question),
        tuple(remarks),
        tuple(line for line in lines if line.pieces),
        tuple(Source(one_line(citation.quote), place_of(citation)) for citation in answer.citations),
    )


def place_of(citation: Citation) -> str:
    """Return where a quote stands, in one line: title, page, headings."""
    heading = citation.heading[1:] if citation.heading[:1] == (citation.title,) else citation.heading
    parts = [citation.title]
    if citation.page is not None:
        parts.append(words.PAGE.format(page=citation.page))
    path = " › ".join(heading)
    return one_line(", ".join(parts) + (f" — {path}" if path else ""))


def _line(answer: Answer, start: int, end: int, kind: LineKind) -> Line:
    if kind is LineKind.ITEM:
        start += len(BULLET)
    marks = [(begins, ends, Piece("", source=number - 1)) for begins, ends, number in answer_spans.markers(answer)]
    bold = [*answer_spans.exact_answers(answer), *answer_spans.weakness(answer)]
    marks += [(begins, ends, Piece(_spaced(answer.text[begins:ends]), bold=True)) for begins, ends in bold]
    return Line(kind, tuple(_pieces(answer.text, start, end, sorted(marks, key=lambda mark: mark[:2]))))


def _pieces(text: str, start: int, end: int, marks: Sequence[tuple[int, int, Piece]]) -> Iterator[Piece]:
    done = start
    for begins, ends, piece in marks:
        if done <= begins and ends <= end:
            before = text[done:begins]
            # A footnote's mark follows its sentence at once.
            before = before.rstrip() if piece.source is not None else before
            if said := _spaced(before):
                yield Piece(said)
            yield piece
            done = ends
    if said := _spaced(text[done:end]):
        yield Piece(said)


def _spaced(text: str) -> str:
    """A line end inside a quote is a matter of the document's layout; the text runs on."""
    return re.sub(r"\s+", " ", plain(text))
