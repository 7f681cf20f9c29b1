"""The messages of the conversation as HTML.

Text of documents and of people is data: each function here turns it into text nodes and nothing else. Chat messages
pass through a Markdown renderer, so there every character that could mean something to it is written as a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant import answer_spans
from assistant.page.chat import words
from assistant.page.evidence.markup import anchor
from assistant.types import Answer


def as_message(text: str) -> str:
    """Return text that shows as itself in a chat message, whatever Markdown or HTML it looks like."""
    return "".join(char if char == " " or char.isalnum() else f"&#{ord(char)};" for char in text)


def alert(message: str) -> str:
    """Return a message that is to be noticed at once, as HTML."""
    return f'<p class="ba-alert" role="alert">{as_message(message)}</p>'


def note(message: str) -> str:
    """Return a remark that may be noticed, as HTML."""
    return f'<p class="ba-note" role="status">{as_message(message)}</p>'


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
    lines = list(answer_spans.lines(answer))
    if len(lines) == 1:
        return _with_inserts(answer.text, 0, len(answer.text), inserts)
    blocks = []
    for start, end, kind in lines:
        body = _with_inserts(answer.text, start, end, inserts)
        blocks.append(f'<div class="ba-{kind.value}">{body}</div>')
    return "".join(blocks)


def _with_inserts(text: str, start: int, end: int, inserts: Sequence[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    done = start
    for begins, ends, html in inserts:
        if done <= begins and ends <= end:
            parts += (as_message(text[done:begins]), html)
            done = ends
    return "".join(parts) + as_message(text[done:end])


def _weakness(answer: Answer) -> Iterator[tuple[int, int, str]]:
    """Yield the words that say that the evidence is weak, marked."""
    for start, end in answer_spans.weakness(answer):
        yield start, end, f'<span class="ba-weak">{as_message(answer.text[start:end])}</span>'


def _links(answer: Answer, turn: int) -> Iterator[tuple[int, int, str]]:
    """Yield what replaces each marker."""
    for start, end, number in answer_spans.markers(answer):
        label = as_message(words.SOURCE_OF_ANSWER.format(number=number))
        yield start, end, f'<a class="ba-cite" href="#{anchor(turn, number)}" title="{label}">{number}</a>'


def _exact_answers(answer: Answer) -> Iterator[tuple[int, int, str]]:
    for start, end in answer_spans.exact_answers(answer):
        yield start, end, f"<strong>{as_message(answer.text[start:end])}</strong>"
