"""The values that cross the assistant's boundary: turns, citations, answers, and the events of a stream.

Spans count Unicode code points of a version's text; ``end`` is exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, TypeAlias

from store import Hit


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote with its source, ``quote == text[start:end]`` of that version of the document.

    ``page`` (from 1) is None for formats without pages. ``heading`` is the path of headings, outermost first.
    ``answer_span`` is the exact answer's (start, end) in the same text, inside the quote, or None. ``score`` in 0..1
    says how well the quote supports what it is cited for; higher is better.
    """

    document_id: str
    version: str
    title: str
    source: str
    page: int | None
    heading: tuple[str, ...]
    quote: str
    start: int
    end: int
    answer_span: tuple[int, int] | None
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What the briefings say to a question, or that they do not say.

    ``understood_as`` is what was searched for: the question made to stand alone, or behind those asked before it; None
    when it stood alone.
    A marker ``[n]`` in ``text`` belongs to ``citations[n - 1]``. ``answered`` tells whether the briefings answer;
    when it is False there are no citations. ``nearest`` holds the closest passages that are not cited, best first:
    of a declined question those that came nearest, of an answered one what was found besides. ``closest`` are, of a
    declined question, the sentences that came nearest to an answer, best first: nothing is claimed of them,
    and they have no exact answers. ``confidence`` is in 0..1, higher is surer that the briefings answer.
    ``short_answer`` is the exact answer where one was found; where there are several, for two questions or in documents
    that differ, they are parted by "; ". ``timings`` are milliseconds by stage: "understand", "search", "read",
    "answer". ``weak`` is True when it is answered on weak evidence: the text says so first.

    A reply that claims nothing about what documents say (to a greeting, or which documents there are) is answered, with
    confidence 1.0 and without citations.
    """

    question: str
    understood_as: str | None
    text: str
    answered: bool
    confidence: float
    short_answer: str | None
    citations: tuple[Citation, ...]
    nearest: tuple[Hit, ...]
    timings: Mapping[str, float]
    weak: bool = False
    closest: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of the conversation and what was answered, as text or as the `Answer` itself."""

    question: str
    answer: str | Answer


@dataclass(frozen=True, slots=True)
class Understood:
    """The question as it will be searched for first: stand-alone, whether or not it was asked so.

    What a follow-up was read behind, where it found no answer so, is told by the `Answer`.
    """

    name: ClassVar[str] = "understood"
    question: str


@dataclass(frozen=True, slots=True)
class Searched:
    """The passages that were found and read, best first; there is no such event where nothing was searched."""

    name: ClassVar[str] = "searched"
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """The next piece of the answer's text.

    The pieces together are the final answer's text, unless a chat model's answer failed the check as a whole and was
    replaced: the `Answered` event is what counts.
    """

    name: ClassVar[str] = "token"
    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The last event of every stream."""

    name: ClassVar[str] = "answer"
    answer: Answer


Event: TypeAlias = Understood | Searched | Token | Answered


def answer_to_dict(answer: Answer) -> dict[str, Any]:
    """Return an answer, with all that it holds, as values of JSON: the same names, None where there is nothing."""
    converted: dict[str, Any] = _as_json({**asdict(answer), "timings": dict(answer.timings)})
    return converted


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_json(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_as_json(item) for item in value]
    return value
