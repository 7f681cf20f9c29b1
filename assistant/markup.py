"""Answers and evidence as HTML.

Text of documents and of people is data: each function here turns it into text nodes and nothing else. Chat messages
pass through a Markdown renderer, so there every character that could mean something to it is written as a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from assistant import answer_spans
from assistant import panel_words as words
from assistant.excerpt import HEADING_MARKS, Excerpt
from assistant.types import Answer, Citation
from store import Hit

# What is shown of a passage that was near but did not answer.
_NEAREST_CHARACTERS = 420


def as_message(text: str) -> str:
    """Return text that shows as itself in a chat message, whatever Markdown or HTML it looks like."""
    return "".join(char if char == " " or char.isalnum() else f"&#{ord(char)};" for char in text)


def alert(message: str) -> str:
    """Return a message that is to be noticed at once, as HTML."""
    return f'<p class="ba-alert" role="alert">{as_message(message)}</p>'


def note(message: str) -> str:
    """Return a remark that may be noticed, as HTML."""
    return f'<p class="ba-note" role="status">{as_message(message)}</p>'


def anchor(turn: int, number: int) -> str:
    """Return the id of a source's card: ``turn`` counts the questions from 0, ``number`` the sources from 1."""
    return f"evidence-{turn}-{number}"


def question_message(question: str) -> str:
    """Return a question as a chat message."""
    return f'{_spoken(words.YOU)}<div class="ba-text">{as_message(question)}</div>'


def waiting_message(note: str, text: str = "", understood_as: str | None = None) -> str:
    """Return the message while an answer is being made: a note, or what there is of the text."""
    body = as_message(text) if text else f'<span class="ba-note">{as_message(note)}</span>'
    return f'{_spoken(words.ASSISTANT)}{_understood(understood_as)}<div class="ba-text">{body}</div>'


def answer_message(answer: Answer, turn: int) -> str:
    """Return an answer as a chat message whose [n] link to the cards of `evidence`."""
    note = "" if answer.answered else f'<div class="ba-note">{as_message(words.SEE_NEAREST)}</div>'
    kind = "ba-text" if answer.answered else "ba-text ba-declined"
    said = f'{_understood(answer.understood_as)}<div class="{kind}">{_cited(answer, turn)}</div>{note}'
    return f"{_spoken(words.ASSISTANT)}{said}"


def evidence(
    answer: Answer, turn: int, excerpts: Sequence[Excerpt], titles: Sequence[str], cutoff: int = _NEAREST_CHARACTERS
) -> str:
    """Return the cards of an answer's sources, or of the nearest passages when it was declined.

    Args:
        answer: the answer.
        turn: its place in the conversation, from 0.
        excerpts: one per citation, in order.
        titles: the documents' titles, one per hit of ``answer.nearest``, in order.
        cutoff: how many characters of a nearest passage are shown.
    """
    if answer.answered:
        if not answer.citations:
            return f'<p class="ba-note">{escape(words.NO_QUOTES)}</p>'
        percent = (words.WEAK_CONFIDENCE if answer.weak else words.CONFIDENCE).format(
            percent=round(100 * answer.confidence)
        )
        cards = (
            _source_card(citation, excerpt, turn, number)
            for number, (citation, excerpt) in enumerate(zip(answer.citations, excerpts, strict=True), start=1)
        )
        return f'<p class="ba-note">{escape(percent)}</p>{"".join(cards)}'
    if not answer.nearest:
        return f'<p class="ba-note">{escape(words.NO_PASSAGES)}</p>'
    near = "".join(_nearest_card(hit, title, cutoff) for hit, title in zip(answer.nearest, titles, strict=True))
    return f'<h3>{escape(words.CLOSEST)}</h3><p class="ba-note">{escape(words.CLOSEST_NOTE)}</p>{near}'


def evidence_column(latest_last: Sequence[tuple[str, str]]) -> str:
    """Return the whole evidence column from (question, cards) pairs: the latest open, the earlier ones folded."""
    if not latest_last:
        return f'<p class="ba-note">{escape(words.NO_EVIDENCE)}</p>'
    question, cards = latest_last[-1]
    parts = [f'<section><h3 class="ba-question">{escape(question)}</h3>{cards}</section>']
    earlier = latest_last[-2::-1]
    if earlier:
        parts.append(f'<h3 class="ba-earlier">{escape(words.EARLIER)}</h3>')
    parts += (f"<details><summary>{escape(asked)}</summary>{body}</details>" for asked, body in earlier)
    return "".join(parts)


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


def _source_card(citation: Citation, excerpt: Excerpt, turn: int, number: int) -> str:
    head = f'<span class="ba-number">{number}</span>{_head(citation.title, citation.page, citation.heading)}'
    context = f"{escape(excerpt.before)}<mark>{_quote(excerpt)}</mark>{escape(excerpt.after)}"
    return (
        f'<article class="ba-card" id="{anchor(turn, number)}" tabindex="-1" '
        f'aria-label="{escape(words.SOURCE_OF_ANSWER.format(number=number))}">'
        f"<header>{head}</header><blockquote>{context}</blockquote></article>"
    )


def _quote(excerpt: Excerpt) -> str:
    if excerpt.answer is None:
        return escape(excerpt.quote)
    start, end = excerpt.answer
    quote = excerpt.quote
    return f"{escape(quote[:start])}<strong>{escape(quote[start:end])}</strong>{escape(quote[end:])}"


def _nearest_card(hit: Hit, title: str, cutoff: int) -> str:
    passage = hit.passage
    text = _below_heading(passage.text, passage.heading)
    text = text if len(text) <= cutoff else text[:cutoff].rstrip() + "…"
    head = _head(title, passage.page, passage.heading)
    return f'<article class="ba-card ba-near"><header>{head}</header><blockquote>{escape(text)}</blockquote></article>'


def _below_heading(text: str, heading: Sequence[str]) -> str:
    """A passage's text without the heading lines it begins with: the card shows them as the path."""
    lines = text.splitlines()
    while len(lines) > 1 and (not lines[0].strip() or lines[0].strip(HEADING_MARKS) in heading):
        del lines[0]
    return "\n".join(line for line in lines if line.strip())


def _head(title: str, page: int | None, heading: Sequence[str]) -> str:
    place = "" if page is None else f' <span class="ba-page">{escape(words.PAGE.format(page=page))}</span>'
    below = heading[1:] if heading and heading[0] == title else heading
    path = f'<p class="ba-path">{escape(" › ".join(below))}</p>' if below else ""
    return f'<div><span class="ba-title">{escape(title)}</span>{place}{path}</div>'
