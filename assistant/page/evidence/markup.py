"""The list of evidence as HTML: how sure the answer is, and a card for each quote or near passage.

Text of documents and of people is data: each function here turns it into text nodes and attribute values, and nothing
else. A card says in its ``data-`` attributes which place of which document it is of; see `evidence_script`.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from html import escape

from assistant.excerpt import HEADING_MARKS, Excerpt
from assistant.page.evidence import words
from assistant.page.evidence.verdict import Verdict, verdict_of
from assistant.types import Answer, Citation
from store import Hit

# What is shown of a passage that was near but did not answer.
_NEAREST_CHARACTERS = 420


def anchor(turn: int, number: int) -> str:
    """Return the id that a link [n] leads to: ``turn`` counts the questions from 0, ``number`` the sources from 1."""
    return f"evidence-{turn}-{number}"


def evidence(
    answer: Answer, turn: int, excerpts: Sequence[Excerpt], titles: Sequence[str], cutoff: int = _NEAREST_CHARACTERS
) -> str:
    """Return the cards of an answer's sources and below them of what else was found, or of what came nearest when it
    was declined: sentences, or passages where there is no sentence.

    Args:
        answer: the answer.
        turn: its place in the conversation, from 0.
        excerpts: one per citation, or per sentence of ``answer.closest``, in order.
        titles: the documents' titles, one per hit of ``answer.nearest``, in order.
        cutoff: how many characters of a nearest passage are shown.
    """
    verdict = verdict_of(answer, tuple(titles))
    if verdict is None:
        return f'<p class="ba-note">{escape(words.NO_QUOTES)}</p>'
    if answer.answered:
        cards = "".join(
            _source_card(citation, excerpt, turn, number)
            for number, (citation, excerpt) in enumerate(zip(answer.citations, excerpts, strict=True), start=1)
        )
        return f'{_verdict(verdict)}<div class="ba-cards">{cards}{_nearest(answer, titles, cutoff, turn)}</div>'
    if answer.closest:
        return f'{_verdict(verdict)}<div class="ba-cards">{_closest(answer, excerpts, turn)}</div>'
    if not answer.nearest:
        return f'{_verdict(verdict)}<p class="ba-note">{escape(words.NO_PASSAGES)}</p>'
    return f'{_verdict(verdict)}<div class="ba-cards">{_nearest(answer, titles, cutoff, turn)}</div>'


def evidence_column(latest_last: Sequence[tuple[str, str]]) -> str:
    """Return the whole list from (question, cards) pairs: the latest open, the earlier ones folded."""
    if not latest_last:
        return f'<p class="ba-note">{escape(words.NO_EVIDENCE)}</p>'
    question, cards = latest_last[-1]
    # The script tells by this key that there is another answer, also to the same question.
    key = f"{len(latest_last)}-{zlib.crc32((question + cards).encode('utf-8', 'replace')):08x}"
    parts = [
        f'<section class="ba-turn" data-latest="{key}"><h3 class="ba-question">{escape(question)}</h3>{cards}</section>'
    ]
    earlier = latest_last[-2::-1]
    if earlier:
        parts.append(f'<h3 class="ba-earlier">{escape(words.EARLIER)}</h3>')
    parts += (
        f'<div class="ba-turn"><details><summary>{escape(asked)}</summary>{body}</details></div>'
        for asked, body in earlier
    )
    return "".join(parts)


def _verdict(verdict: Verdict) -> str:
    value = escape(words.CONFIDENCE.format(percent=verdict.percent))
    why = f'<p class="ba-why">{escape(verdict.why)}</p>' if verdict.why else ""
    return (
        f'<div class="ba-verdict ba-{verdict.state}"><p><strong>{escape(verdict.label)}</strong> '
        f'<span class="ba-percent">{value}</span></p>'
        f'<div class="ba-meter" role="meter" aria-label="{escape(words.METER)}" aria-valuemin="0" aria-valuemax="100" '
        f'aria-valuenow="{verdict.percent}" aria-valuetext="{value}: {escape(verdict.label)}">'
        f'<span style="width:{verdict.percent}%"></span></div>{why}</div>'
    )


def _source_card(citation: Citation, excerpt: Excerpt, turn: int, number: int) -> str:
    head = f'<span class="ba-number">{number}</span>{_head(citation.title, citation.page, citation.heading)}'
    place = _place(citation, anchor(turn, number))
    label = words.SOURCE.format(number=number)
    return _card("ba-source", label, f"source-{turn}-{number}", place, head, _marked(excerpt))


def _closest(answer: Answer, excerpts: Sequence[Excerpt], turn: int) -> str:
    """The sentences that came nearest, under their heading."""
    cards = "".join(
        _closest_card(one, excerpt, turn, number)
        for number, (one, excerpt) in enumerate(zip(answer.closest, excerpts, strict=True), start=1)
    )
    return _under(words.CLOSEST, words.CLOSEST_NOTE, cards)


def _closest_card(citation: Citation, excerpt: Excerpt, turn: int, number: int) -> str:
    head = _head(citation.title, citation.page, citation.heading)
    place = _place(citation, f"evidence-{turn}-near-{number}")
    label = words.SENTENCE.format(number=number)
    return _card("ba-near", label, f"near-{turn}-{number}", place, head, _marked(excerpt))


def _place(citation: Citation, name: str) -> dict[str, object]:
    """Return where a quote stands, as the script is told; ``name`` is the id of what is opened there."""
    place: dict[str, object] = {
        "anchor": name,
        "document": citation.document_id,
        "version": citation.version,
        "start": citation.start,
        "end": citation.end,
        "page": citation.page,
    }
    if citation.answer_span is not None:
        place |= {"answer-start": citation.answer_span[0], "answer-end": citation.answer_span[1]}
    return place


def _marked(excerpt: Excerpt) -> str:
    return f"{escape(excerpt.before)}<mark>{_quote(excerpt)}</mark>{escape(excerpt.after)}"


def _quote(excerpt: Excerpt) -> str:
    if excerpt.answer is None:
        return escape(excerpt.quote)
    start, end = excerpt.answer
    quote = excerpt.quote
    return f"{escape(quote[:start])}<strong>{escape(quote[start:end])}</strong>{escape(quote[end:])}"


def _nearest(answer: Answer, titles: Sequence[str], cutoff: int, turn: int) -> str:
    """The passages that are not cited, under their heading; empty when there are none."""
    if not answer.nearest:
        return ""
    said, note, kind, label = (
        (words.ALSO_FOUND, words.ALSO_FOUND_NOTE, "ba-also", words.ALSO)
        if answer.answered
        else (words.CLOSEST_PASSAGES, words.CLOSEST_NOTE, "ba-near", words.PASSAGE)
    )
    near = "".join(
        _nearest_card(hit, title, cutoff, turn, number, kind, label)
        for number, (hit, title) in enumerate(zip(answer.nearest, titles, strict=True), start=1)
    )
    return _under(said, note, near)


def _under(heading: str, note: str, cards: str) -> str:
    return f'<h4>{escape(heading)}</h4><p class="ba-note">{escape(note)}</p>{cards}'


def _nearest_card(hit: Hit, title: str, cutoff: int, turn: int, number: int, kind: str, label: str) -> str:
    passage = hit.passage
    text = below_heading(passage.text, passage.heading)
    cut = text if len(text) <= cutoff else text[:cutoff].rstrip() + "…"
    place: dict[str, object] = {
        "anchor": f"evidence-{turn}-near-{number}",
        "document": passage.document_id,
        "version": passage.version,
        "start": passage.end - len(text) if passage.text.endswith(text) else passage.start,
        "end": passage.end,
        "page": passage.page,
    }
    head = _head(title, passage.page, passage.heading)
    shown = "\n".join(line for line in cut.splitlines() if line.strip())
    return _card(kind, label.format(number=number), f"near-{turn}-{number}", place, head, escape(shown))


def below_heading(text: str, heading: Sequence[str]) -> str:
    """Return a passage's text without the heading lines it begins with: the card shows them as the path."""
    rest = text
    while "\n" in rest:
        line, _, after = rest.partition("\n")
        if line.strip() and line.strip(HEADING_MARKS) not in heading:
            break
        rest = after
    return rest


def _card(kind: str, label: str, card_id: str, place: Mapping[str, object], head: str, body: str) -> str:
    data = "".join(f' data-{name}="{escape(str(value))}"' for name, value in place.items() if value is not None)
    page = place["page"]
    show = words.SHOW_IN_TEXT if page is None else words.SHOW_ON_PAGE.format(page=page)
    return (
        f'<article class="ba-card {kind}" id="{card_id}" tabindex="-1" aria-label="{escape(label)}"{data}>'
        f"<header>{head}</header><blockquote>{body}</blockquote>"
        f'<button type="button" class="ba-open" aria-label="{escape(label)}: {escape(show)}">{escape(show)}</button>'
        "</article>"
    )


def _head(title: str, page: int | None, heading: Sequence[str]) -> str:
    place = "" if page is None else f' <span class="ba-page">{escape(words.PAGE.format(page=page))}</span>'
    below = heading[1:] if heading and heading[0] == title else heading
    path = f'<p class="ba-path">{escape(" › ".join(below))}</p>' if below else ""
    return f'<div><span class="ba-title">{escape(title)}</span>{place}{path}</div>'
