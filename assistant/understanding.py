"""From what was typed to stand-alone questions, each with its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.follow_ups.resolving import stand_alone
from assistant.language.phrases import is_past, noun_phrases
from assistant.language.wording import tokens
from assistant.language.works import ONE_WORK
from assistant.questions.common_subject import event_meant
from assistant.questions.kind import Asked, QuestionKind, asked_of, asked_plainly
from assistant.questions.naming import means_all
from assistant.questions.several import questions_in
from assistant.types import Turn
from store.search import MAX_QUESTION_CHARACTERS

_OF_MATTERS = (QuestionKind.FACT, QuestionKind.LIST, QuestionKind.TOPIC, QuestionKind.YES_NO)
_THE_WORK = re.compile(rf"\b{ONE_WORK}\b", re.I)


@dataclass(frozen=True, slots=True)
class Understanding:
    """What is asked: one question or several, in order.

    ``understood_as`` is all of it as stand-alone questions, or None when it stood alone as it was.
    """

    parts: tuple[Asked, ...]
    understood_as: str | None

    @property
    def question(self) -> str:
        """All that is asked, as one text that stands alone."""
        return self.understood_as or " ".join(part.question for part in self.parts)


def understand(
    question: str,
    history: Sequence[Turn],
    subject: Callable[[], str | None] = lambda: None,
    event: Callable[[str | None], str | None] = lambda kind: None,
    is_alone: Callable[[], bool] = lambda: False,
) -> Understanding:
    """Return what a question asks.

    Args:
        question: what was typed, 1 to 2,000 characters.
        history: the conversation so far, oldest first.
        subject: gives what all that is asked is about, see `stand_alone`.
        event: gives the one event that some of it is about, see `stand_alone`.
        is_alone: tells whether one document is asked: whatever it is called, "the speech" is that one then.
    """
    plain = asked_plainly(question)
    at_once = asked_of(plain)
    if _needs_no_conversation(at_once):
        return Understanding((at_once,), None)
    said = questions_in(plain)
    alone: list[str] = []
    for number, one in enumerate(said):
        turns = history if number == 0 else [*history, Turn(alone[-1], "")]
        whole = _alone(one, turns, subject, event) or (one if number == 0 else _completed(one, alone[-1]))
        alone.append(whole)
    if any(len(one) > MAX_QUESTION_CHARACTERS for one in alone):
        return Understanding((at_once,), None)
    parts = [_of_the_work(asked_plainly(one), is_alone) for one in alone]
    telling = [part for part in parts if not part.kind.is_small_talk]
    changed = " ".join(alone) if tuple(alone) != said else None
    return Understanding(tuple(telling or parts[:1]), changed)


def whole(
    question: str,
    history: Sequence[Turn],
    subject: Callable[[], str | None] = lambda: None,
    event: Callable[[str | None], str | None] = lambda kind: None,
    is_alone: Callable[[], bool] = lambda: False,
) -> Understanding:
    """Return a question as one of fact, whatever it asks: what is searched for where only passages are wanted."""
    understood = _alone(question, history, subject, event)
    if understood is not None and len(understood) > MAX_QUESTION_CHARACTERS:
        understood = None
    return Understanding((Asked(QuestionKind.FACT, understood or question),), understood)


def _alone(
    question: str,
    history: Sequence[Turn],
    subject: Callable[[], str | None],
    event: Callable[[str | None], str | None],
) -> str | None:
    return stand_alone(question, history, subject, event) if _may_point(question) else stand_alone(question, history)


def _may_point(question: str) -> bool:
    """Return whether pronouns of a question may stand for a matter: not where it is about the documents themselves."""
    asked = asked_of(asked_plainly(question))
    return asked.kind in _OF_MATTERS or event_meant(asked.topic) is not None  # "the objectives of the dialogue"


def _of_the_work(question: str, is_alone: Callable[[], bool]) -> Asked:
    """Return what is asked; of "the speech" as of the document, where that makes it a question about documents."""
    asked = asked_of(question)
    if _THE_WORK.search(question) is None or not is_alone():
        return asked
    of_document = asked_of(_THE_WORK.sub("the document", question))
    if of_document.kind in (QuestionKind.TOPIC, QuestionKind.ON_TOPIC):
        return of_document
    return asked if of_document.kind in _OF_MATTERS else replace(of_document, question=question)


def _needs_no_conversation(asked: Asked) -> bool:
    of_all = asked.kind is QuestionKind.SUMMARY and means_all(asked.topic) and asked.topic not in ("it", "they", "that")
    return of_all or asked.kind.is_small_talk or asked.kind is QuestionKind.CATALOGUE


def _completed(question: str, previous: str) -> str:
    """Return "Who attended?" after "Where was the forum held?" as "Who attended the forum?"."""
    words = tokens(question)
    phrases = noun_phrases(previous)
    if len(words) == 2 and words[0].lower == "who" and is_past(words[1].lower) and phrases:
        return f"{question.rstrip('?!. ')} {phrases[0].text}?"
    return question
