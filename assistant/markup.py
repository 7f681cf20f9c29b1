"""The messages of the conversation as HTML.

Text of documents and of people is data: each function here turns it into text nodes and nothing else. Chat messages
pass through a Markdown renderer, so there every character that could mean something to it is written as a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant import panel_words as words
from assistant.answer_words import BULLET, PARTLY_WEAK, WEAK, is_of_document
from assistant.evidence_markup import anchor
from assistant.types import Answer, Citation

_MARKER = re.compile(r"\[(\d+)\]")


def as_message(text: str) -> str:
    """Return text that shows as itself in a chat message, whatever Markdown or HTML it looks like."""
    return "".join(char if char == " " or char.isalnum() else f"&#{ord(char)};" for char in text)


def question_message(question: str) -> str:
    """Return a question as a chat message."""
    return f'{_spoken(words.YOU)}<div class="ba-text">{as_message(question)}</div>'


def waiting_message(note: str, text: str = "", understood_as: str | None = None) -> str:
    """Return the message while an answer is being made: a note, or what there is of the text."""
    body = as_message(text) if text else f'<span class="ba-note">{as_message(note)}</span>'
    return f'{_spoken(words.ASSISTANT)}{_understood(understood_as)}<div class="ba-text">{body}</div>'


def answer_message(answer: Answer, turn: int) -> str:
    """Return an answer as a chat message whose [n] lead to its evidence."""
    note = "" if answer.answered else f'<div class="ba-note">{as_message(words.SEE_NEAREST)}</div>'
    kind = "ba-text" if answer.answered else "ba-text ba-declined"
    said = f'{_understood(answer.understood_as)}<div class="{kind}">{_cited(answer, turn)}</div>{note}'
    return f"{_spoken(words.ASSISTANT)}{said}"


def _spoken(who: str) -> str:
    """Who speaks, for those who hear the page."""
    return f'<div class="ba-spoken">{as_message(who)}</div>'


def _understood(question: str | None) -> str:
    if question is None:
        return ""
    return f'<div class="ba-note ba-understood">{as_message(words.UNDERSTOOD_AS.format(question=question))}</div>'


def _cited(answer: Answer, turn: int) -> str:
    """The answer's text, its markers as links and the exact answers in bold; a block for each line."""
    inserts = sorted([*_weakness(answer), *_exact_answers(answer), *_links(answer, turn)])
    lines = list(_line_spans(answer))
    if len(lines) == 1:
        return _with_inserts(answer.text, 0, len(answer.text), inserts)
    blocks = []
    for start, end in lines:
        line = answer.text[start:end]
        kind = "ba-item" if line.startswith(BULLET) else "ba-line"
        if any(is_of_document(line, citation.title) for citation in answer.citations):
            kind = "ba-group"
        blocks.append(f'<div class="{kind}">{_with_inserts(answer.text, start, end, inserts)}</div>')
    return "".join(blocks)


def _with_inserts(text: str, start: int, end: int, inserts: Sequence[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    done = start
    for begins, ends, html in inserts:
        if done <= begins and ends <= end:
            parts += (as_message(text[done:begins]), html)
            done = ends
    return "".join(parts) + as_message(text[done:end])


def _line_spans(answer: Answer) -> Iterator[tuple[int, int]]:
    """Yield where each line stands; a line end inside a quote is the document's own and divides nothing."""
    quotes = [(at, at + len(citation.quote)) for citation, at in _quotes_in(answer)]
    start = 0
    for found in re.finditer("\n", answer.text):
        if not any(begins <= found.start() < ends for begins, ends in quotes):
            yield start, found.start()
            start = found.end()
    yield start, len(answer.text)


def _weakness(answer: Answer) -> Iterator[tuple[int, int, str]]:
    """Yield the words that say that the evidence is weak, marked."""
    for said in (WEAK, PARTLY_WEAK):
        if answer.weak and answer.text.startswith(said):
            yield 0, len(said), f'<span class="ba-weak">{as_message(said)}</span>'


def _links(answer: Answer, turn: int) -> Iterator[tuple[int, int, str]]:
    """Yield what replaces each marker; a [1] that stands inside a quote is the document's own and stays."""
    quotes = [(at, at + len(citation.quote)) for citation, at in _quotes_in(answer)]
    for marker in _MARKER.finditer(answer.text):
        number = int(marker[1])
        if 1 <= number <= len(answer.citations) and not any(start <= marker.start() < end for start, end in quotes):
            label = as_message(words.SOURCE_OF_ANSWER.format(number=number))
            link = f'<a class="ba-cite" href="#{anchor(turn, number)}" title="{label}">{number}</a>'
            yield marker.start(), marker.end(), link


def _exact_answers(answer: Answer) -> Iterator[tuple[int, int, str]]:
    for citation, at in _quotes_in(answer):
        if citation.answer_span is not None:
            start, end = (at + offset - citation.start for offset in citation.answer_span)
            yield start, end, f"<strong>{as_message(answer.text[start:end])}</strong>"


def _quotes_in(answer: Answer) -> Iterator[tuple[Citation, int]]:
    for number, citation in enumerate(answer.citations, start=1):
        # An extractive answer has the quote before its marker; a short quote may stand in a longer one as well.
        at = answer.text.find(f"{citation.quote} [{number}]")
        at = at if at >= 0 else answer.text.find(citation.quote)
        if at >= 0:
            yield citation, at
