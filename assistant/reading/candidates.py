"""The quotable units of what was found: those that may be the answer, with what each leans on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.excerpt import HEADING_MARKS
from assistant.forms.posed import answered_in
from assistant.forms.rows import columns_of
from assistant.forms.speakers import speaker, speakers
from assistant.language.answer_kind import titled_people
from assistant.language.wording import tokens
from assistant.reader import quoted
from store import Hit, Passage, Span

# "Their Japanese counterparts were …": among its first words, these send the reader to the sentence before.
_REFERRING = frozenset("he her hers him his it its she that their theirs them these they this those such both".split())
_OPENING_WORDS = 4
_OWNING = frozenset("his her its their".split())
_OF_SOMEBODY = re.compile(
    r"(?:Born|Raised|Educated|Married|Fluent|Speaks|Studied|Holds|Graduated)(?: \w+){0,2} "
    r"(?:in|on|at|to|as|with|from|an?|the|[A-Z]\w+)\b(?![^.;]*, (?:the|an?|he|she|[A-Z]\w+) )"
)
_LINKING = frozenset("and is are was were".split())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quotable unit of a passage, to be judged.

    ``before`` is the unit before it, or the last that names somebody, where it is about "her" or "him"; ``question``
    the place of the question that it answers, where one is posed above it in its passage, and ``is_posed`` says that it
    is such a question itself: see `forms.posed`. ``columns`` is the place of the row that names the columns of a
    table's row. ``is_said`` is whether it begins with the name of who says it.
    """

    passage: Passage
    sentence: Span
    before: str
    similarity: float
    question: Span | None = None
    is_posed: bool = False
    columns: Span | None = None
    is_said: bool = False

    @property
    def text(self) -> str:
        """The unit, verbatim."""
        return quoted(self.passage, self.sentence)

    @property
    def in_context(self) -> str:
        """The unit, after what it leans on: the question posed above it, its columns' names, the unit it refers to."""
        text = f"{self.before} {self.text}" if self.before and refers_back(self.text) else self.text
        above = [quoted(self.passage, span) for span in (self.question, self.columns) if span is not None]
        return " ".join([*above, text])


def is_line_of_heading(passage: Passage, unit: str) -> bool:
    """Return whether a unit is the line of a heading above its passage."""
    return " ".join(unit.strip(HEADING_MARKS).split()) in passage.heading


def refers_back(text: str) -> bool:
    """Return whether a sentence leans on the one before it: "Their Japanese counterparts were …".

    So does one that tells what people named in it were to others: "Ms. Lee and Mr. Dahl were their counterparts"; and
    of a short life what names nobody: "Born in Oslo in 1971."
    """
    words = tokens(text)
    if _OF_SOMEBODY.match(text):
        return True
    after = next((word.lower for word in words if not word.is_name and word.lower not in _LINKING), "")
    return after in _OWNING or not _REFERRING.isdisjoint(word.lower for word in words[:_OPENING_WORDS])


def _of_a_person(text: str) -> bool:
    """Return whether a sentence is about a person by a pronoun: it leans on the one that names them."""
    return (
        any(word.lower in ("he", "she") for word in tokens(text)[:_OPENING_WORDS])
        or _OF_SOMEBODY.match(text) is not None
    )


def candidates_of(hits: Sequence[Hit]) -> list[Candidate]:
    """Return all quotable units of the passages, in order; equal text of one document only once."""
    found = []
    seen: set[tuple[str, int, int]] = set()
    speaking = _speaking(hits)
    for hit in hits:
        before, person = "", ""
        names = speaking[hit.passage.document_id]
        questions = answered_in(hit.passage)
        posed = set(questions.values())
        for span in hit.passage.sentences:
            key = (hit.passage.document_id, span.start, span.end)
            question, columns = questions.get(span), columns_of(hit.passage, span)
            text = quoted(hit.passage, span)
            leant_on = person if person and _of_a_person(text) else before
            name = speaker(text) if names else None
            is_said = name is not None and text[name.start : name.end] in names
            candidate = Candidate(
                hit.passage, span, leant_on, hit.similarity, question, span in posed, columns, is_said
            )
            before, person = text, text if titled_people(text) else person
            if key not in seen:
                seen.add(key)
                found.append(candidate)
    return found


def _speaking(hits: Sequence[Hit]) -> dict[str, frozenset[str]]:
    """Return who speaks in each document, as far as its passages that were found show."""
    units: dict[str, list[str]] = {}
    for hit in hits:
        units.setdefault(hit.passage.document_id, []).extend(
            quoted(hit.passage, span) for span in hit.passage.sentences
        )
    return {document_id: speakers(texts) for document_id, texts in units.items()}
