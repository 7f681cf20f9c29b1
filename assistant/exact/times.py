"""The time that a question means, of several that a sentence has."""

from __future__ import annotations

import re

from assistant.language.answer_kind import DATE, HOURS, Kind, asked_stems, holds, within
from assistant.language.wording import stems
from store import Span

_HOUR_ASKED = re.compile(r"\bwhen\b", re.I)
_YET_TO_COME = re.compile(r"\bwhen (?:will|shall)\b", re.I)
_BY = re.compile(r"\bby +$", re.I)
_CLAUSE = re.compile(r"[,;]? and |; |, (?:while|but|which|with) ")
# What goes on after a date and is no part of it: "2021 after 47 years of operation"; and what goes before and is.
_GOES_ON = re.compile(r",? (?:after|when|while|where|because|with|for|under|by|following|as) (?=\w)")
_LEADS = re.compile(
    r"(?:(?:the )?(?:beginning|start|middle|end|spring|summer|autumn|fall|winter|(?:first|second) half|\w+ quarter) of "
    r"|(?:early|mid|late)[ -])(?:the )?$",
    re.I,
)
# Words before a date that make a clause of their own.
_LEAST_CLAUSE = 2


def time_meant(question: str, sentence: str, answer: Span) -> Span:
    """Return the hours of a row, the date alone that a sentence goes on from, of two clauses' dates the one asked for.

    Args:
        question: asks for a time.
        sentence: holds the answer, on one line.
        answer: what the network marks, as offsets into the sentence.
    """
    hours = HOURS.match(sentence) if _HOUR_ASKED.search(question) else None
    if hours is not None and not holds(Kind.WHEN, sentence[answer.start : answer.end], question):
        return Span(*hours.span("hours"))
    answer = _with_deadline(question, sentence, answer)
    dates = _dates(sentence, answer.start, answer.end)
    if len(dates) == 1 and dates[0].start == answer.start and _GOES_ON.match(sentence, dates[0].end, answer.end):
        return dates[0]
    return _of_its_clause(question, sentence, answer)


def _dates(sentence: str, start: int, end: int) -> list[Span]:
    return [Span(*one.span()) for one in DATE.finditer(sentence, start, end)]


def _with_deadline(question: str, sentence: str, answer: Span) -> Span:
    """Return "by Sunday" for "Sunday", where it is asked when something will be."""
    by = _BY.search(sentence, 0, answer.start) if _YET_TO_COME.search(question) else None
    return answer if by is None else Span(by.start(), answer.end)


def _of_its_clause(question: str, sentence: str, answer: Span) -> Span:
    """Return the date whose clause shares more with the question, of two that are marked, or that the sentence has.

    From one that is marked it goes to the other only where the marked one's clause shares nothing with the question: of
    634 answers to "when" in SQuAD's training articles none is changed.
    """
    marked = _dates(sentence, answer.start, answer.end)
    dates = marked if len(marked) > 1 else _dates(sentence, 0, len(sentence))
    if len(dates) != 2 or any(sentence[one.start - 1] == "(" for one in dates):  # in brackets: when it was written
        return answer
    first, second = dates
    parts = [one for one in _CLAUSE.finditer(sentence) if first.end <= one.start() and one.end() <= second.start]
    if len(parts) != 1 or len(sentence[parts[0].end() : second.start].split()) < _LEAST_CLAUSE:
        return answer
    asked = asked_stems(question)
    of_first, of_second = (
        len(asked & stems(clause)) for clause in (sentence[: parts[0].start()], sentence[parts[0].end() :])
    )
    if of_first == of_second:
        return answer
    meant, other, least = (first, second, of_second) if of_first > of_second else (second, first, of_first)
    if len(marked) < 2 and (least or not (within(answer, other) or within(other, answer))):
        return answer
    leads = _LEADS.search(sentence, 0, meant.start)
    return meant if leads is None else Span(leads.start(), meant.end)
