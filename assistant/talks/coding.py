"""Answers as JSON and back: what comes back has the types and the spans of an answer, or is refused."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from assistant.types import Answer, answer_to_dict

if TYPE_CHECKING:
    from pydantic import TypeAdapter


class UnreadableAnswer(ValueError):
    """What was kept is no answer."""


def encoded(answer: Answer) -> str:
    """Return an answer as JSON, a question mark in place of each lone surrogate, which no database takes."""
    return json.dumps(answer_to_dict(answer), ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


def decoded(text: str) -> Answer:
    """Return the answer that `encoded` wrote.

    Raises:
        UnreadableAnswer: it is something else.
    """
    try:
        answer = _adapter().validate_json(text, strict=True)
    except ValueError as error:  # pydantic's own error is one
        raise UnreadableAnswer("it is no answer in JSON") from error
    if not 0.0 <= answer.confidence <= 1.0:
        raise UnreadableAnswer(f"its confidence is {answer.confidence}")
    for citation in (*answer.citations, *answer.closest):
        if citation.start < 0 or citation.end - citation.start != len(citation.quote):
            raise UnreadableAnswer("a quote does not fill its span")
        span = citation.answer_span
        if span is not None and not citation.start <= span[0] <= span[1] <= citation.end:
            raise UnreadableAnswer("an exact answer is outside its quote")
    return answer


@cache
def _adapter() -> TypeAdapter[Answer]:
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)
