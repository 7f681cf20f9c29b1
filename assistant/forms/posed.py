"""Questions that a document poses and answers itself: questions and answers, press lines, interviews; and headings.

Such a question is like a heading: it tells what stands below it, and is never the answer itself. In SQuAD's training
articles a sentence that asks answers 3 of 6,655 questions. And a heading is like a question: below "Talking points"
stands what the talking points are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import pairwise

from assistant.language.answer_kind import holds, kind_of
from assistant.language.kindred import common
from assistant.language.wording import FUNCTION_WORDS, content_words, stem, tokens
from assistant.language.works import without_work
from assistant.reader import quoted
from store import Passage, Span

_ASKS = re.compile(r"\?[\s*_\"'”’)\]]*$")
# What may stand on the line of a question beside it: marks of a list or of emphasis.
_BEFORE = re.compile(r"[\s*_|#>•‣▪◦–·+-]*(?:\(?(?:\d{1,3}|[a-zA-Z])[.)])?[\s*_]*")
_AFTER = re.compile(r"[\s*_|]*")
# "How large is it? 2.4 %.": an item that poses a question and answers it.
_BEGINS_ASKING = re.compile(r"[^.!?\n]*\?\s+(?=\w)")
# "Q:", "Answer 3.": what a question or an answer begins with and is no part of; before a question also "12)".
_LABEL = r"(?:Q|A|Question|Answer)(?:\s?\d{0,3}\s?:|\s?\d{1,3}[.)])"
_LABELLED = re.compile(rf"[\s*_#]*{_LABEL}[\s*_]*", re.I)
_NUMBERED = re.compile(rf"^[\s*_#]*(?:{_LABEL}|\(?\d{{1,3}}[.)](?!\d))[\s*_]*", re.I)
# "Head of state: President Mirela Tancu": up to six words, and what they are the name of; or a row of two cells.
_LABEL_OF_VALUE = re.compile(r"[\s*_#•-]*(?:[^\s:.!?|]+ ){0,5}[^\s:.!?|]+(?::[*_]*\s+(?=\S)|[*_]* \| (?=[^\s|][^|]*$))")
# Questions less alike than this are two: "When will it open?" and "When will it close?".
ALIKE = 0.6
_WORDS_THAT_ASK = frozenset("who whom whose when where why how what".split())
_PIECES = frozenset(map(stem, ("item", "point")))
_QUESTION = stem("question")


def asks(text: str) -> bool:
    """Return whether a unit is a question."""
    return _ASKS.search(text) is not None


def question_within(text: str) -> int:
    """Return how long the question is that a unit begins with and answers itself, 0 without one."""
    found = _BEGINS_ASKING.match(text)
    return found.end() if found is not None else 0


def telling(asked: str, text: str) -> int:
    """Return where a unit begins to tell what is asked: after its own question, "A:", or a label that is asked for.

    Of "Population: 5.4 million" the population is what stands behind the colon; in "4 November: signature" a question
    for a day has its answer before it.

    Args:
        asked: the stand-alone question.
        text: the unit.
    """
    begin = question_within(text)
    if (answers := _LABELLED.match(text, begin)) is not None:
        begin = answers.end()
    label = _LABEL_OF_VALUE.match(text, begin)
    if label is None or _matter(label[0]).isdisjoint(_matter(asked)):
        return begin
    kind = kind_of(asked)
    is_value = kind is None or holds(kind, text[label.end() :], asked) or not holds(kind, label[0], asked)
    return label.end() if is_value else begin


def only_asks(asked: str, text: str) -> bool:
    """Return whether a unit is a question that surely does not answer the one asked.

    What does not ask for a person, time, place or number may well be answered by questions: "What is to be discussed?".

    Args:
        asked: the stand-alone question.
        text: the unit.
    """
    if not asks(text) or asks_for_questions(asked):
        return False
    return kind_of(asked) is not None or sameness(asked, text, ()) > ALIKE


def asks_for_questions(question: str) -> bool:
    """Return whether a question is about questions: "What questions does the note answer?"."""
    return any(stem(token.text) == _QUESTION for token in content_words(question))


def sameness(asked: str, posed: str, above: Collection[str]) -> float:
    """Return how nearly a posed question is the one asked, 0..1; 0 where they ask for different kinds of answers.

    It is the part of the posed question's words that are asked for, times the part of the asked one's words that it
    holds or that stand above it.

    Args:
        asked: the stand-alone question.
        posed: the document's.
        above: the stems of its headings and title: below "Harbour extension", "What will it cost?" is about that.
    """
    wanted, held = _matter(asked), _matter(posed)
    if not wanted or not held or kind_of(asked) is not kind_of(posed) or _asking(asked) != _asking(posed):
        return 0.0
    return len(held & wanted) / len(held) * len(wanted & (held | set(map(common, above)))) / len(wanted)


def sameness_to_heading(asked: str, heading: str, above: Collection[str]) -> float:
    """Return how nearly a question asks for what a heading names and nothing more, 0..1, as `sameness` does.

    Args:
        asked: the stand-alone question; 0 unless it asks what something is, or names it without asking.
        heading: its line, with its number or without; 0 where those above it say as much, unless it is all that is
            asked for.
        above: the stems of the headings above it and of the title.
    """
    wanted, held = _matter(without_work(asked)), _matter(heading)
    known = set(map(common, above))
    if not wanted or (held <= known and held != wanted) or not _asking(asked) <= {"what"} or kind_of(asked) is not None:
        return 0.0
    return len(held & wanted) / len(held) * len(wanted & (held | known)) / len(wanted)


def is_labelled(unit: str) -> bool:
    """Return whether a unit is a value behind a label: "Place: Tokyo"."""
    return _LABEL_OF_VALUE.match(unit) is not None


def label_of(unit: str) -> str:
    """Return the label of a value, "" where a unit is none: "Place" of "**Place:** Tokyo"."""
    label = _LABEL_OF_VALUE.match(unit)
    return "" if label is None else label[0].strip(" *_#•-:|\t\n")


def value_of(unit: str) -> Span | None:
    """Return where the value behind a unit's label stands, less a full stop; None without any."""
    label, end = _LABEL_OF_VALUE.match(unit), len(unit.rstrip(" ."))
    return None if label is None or label.end() >= end else Span(label.end(), end)


def sameness_to_label(asked: str, unit: str, above: Collection[str]) -> float:
    """Return how nearly a question asks for what the label of a unit names: "Place" of "Place: Tokyo", 0..1.

    Args:
        asked: the stand-alone question, or a word or two for it: "the venue?".
        unit: verbatim; 0 where it has no label.
        above: the stems of the headings above it and of the title, which a label may repeat.
    """
    label = _LABEL_OF_VALUE.match(unit)
    if label is None:
        return 0.0
    known = set(map(common, above))
    wanted, held = (_named(text) - known for text in (asked, label[0]))
    return len(held & wanted) / len(held | wanted) if held and wanted else 0.0


def likeness(alike: float) -> float:
    """Return a sameness as evidence that two questions are one, 0..1: none up to `ALIKE`."""
    return max(0.0, (alike - ALIKE) / (1 - ALIKE))


def _matter(question: str) -> set[str]:
    return _but_pieces({common(stem(token.text)) for token in content_words(_NUMBERED.sub("", question, count=1))})


def _but_pieces(words: set[str]) -> set[str]:
    """Leave out words for a piece of something, beside what it is of: "action items" are actions."""
    return words - _PIECES or words


def _named(text: str) -> set[str]:
    """The words of a text that name something, words for a kind of answer ("date") included."""
    words = (token for token in tokens(text) if token.lower not in FUNCTION_WORDS)
    return _but_pieces({common(stem(token.text)) for token in words})


def _asking(question: str) -> set[str]:
    """The words that ask; "which" is as good as "what"."""
    return {"what" if token.lower == "which" else token.lower for token in tokens(question)} & _WORDS_THAT_ASK


def answered_in(passage: Passage) -> Mapping[Span, Span]:
    """Return, for each unit of a passage that answers a question posed above it, that question's place.

    A question on a line of its own is answered by all that follows until the next one, another by the next unit, and
    one that a unit begins with by that unit. Questions that follow each other are a list, and answered by nothing.
    """
    found: dict[Span, Span] = {}
    posed: Span | None = None
    before_asks = False
    for unit, following in pairwise((*passage.sentences, None)):
        assert unit is not None
        if asks(quoted(passage, unit)):
            is_alone = not before_asks and following is not None and not asks(quoted(passage, following))
            posed, before_asks = unit if is_alone else None, True
            continue
        if within := question_within(quoted(passage, unit)):
            found[unit] = Span(unit.start, unit.start + within)
        elif posed is not None and (before_asks or _has_own_line(passage, posed)):
            found[unit] = posed
        before_asks = False
    return found


def left_open(asked: str, passage: Passage) -> int | None:
    """Return the place behind which a passage leaves a question open that it poses itself; None where it does not.

    What follows a list of questions answers none of them, though all their words stand right above it.

    Args:
        asked: the stand-alone question.
        passage: it may pose that very question, without an answer (see `answered_in`).
    """
    answered = set(answered_in(passage).values())
    for unit in passage.sentences:
        text = quoted(passage, unit)
        if asks(text) and unit not in answered and sameness(asked, text, ()) == 1.0:
            return unit.end
    return None


def share_matter(asked: str, text: str) -> bool:
    """Return whether a text has a word of what is asked for."""
    return not _matter(asked).isdisjoint(_matter(text))


def _has_own_line(passage: Passage, unit: Span) -> bool:
    start, end = unit.start - passage.start, unit.end - passage.start
    text = passage.text
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[end:].partition("\n")[0]
    return _BEFORE.fullmatch(before) is not None and _AFTER.fullmatch(after) is not None
