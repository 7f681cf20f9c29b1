"""Cards and their timeline as HTML. Documents are hostile: every text of theirs becomes a text node or an attribute.

Each item is a `details` element that opens on the sentence it cites: an element ``ba-card`` whose button ``ba-open``
leads to the place in the document, named by ``data-document``, ``data-version``, ``data-start``, ``data-end``, and by
``data-answer-start`` and ``data-answer-end`` for the words meant, ``data-page`` where there are pages. A question is a
button with the question in ``data-ask`` and its document in ``data-of``. ``ba-open`` is hidden until the page
finds that it has a view of documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.answer_words import counted, day
from assistant.cards import words
from assistant.cards.card import LISTS, Card
from assistant.cards.timeline import timeline_svg
from assistant.cards.view import CardView
from assistant.entities.dates import first_day, last_day
from assistant.entities.item import Item


def cards_html(views: Sequence[CardView], left_out: int = 0) -> str:
    """Return the timeline of documents and their cards; a sentence of ours where there is none.

    Args:
        views: what to show.
        left_out: how many more documents there are.
    """
    if not views:
        return f'<p class="ba-note">{escape(words.NO_DOCUMENTS)}</p>'
    more = f'<p class="ba-note">{escape(words.MORE.format(count=len(views)))}</p>' if left_out else ""
    cards = "".join(card_html(view, is_open=len(views) == 1) for view in views)
    return f'<div class="ba-glance ba-turn">{timeline_html(views)}{more}{cards}</div>'


def card_html(view: CardView, *, is_open: bool = False) -> str:
    """Return one document's card."""
    head = f'<summary><span class="ba-glance-title">{escape(_line(view.document.title))}</span></summary>'
    facts = f'<p class="ba-note">{escape(facts_of(view))}</p>'
    if view.card is None:
        text = words.FAILED.format(reason=view.reason) if view.reason else words.PENDING
        body = f'<p class="ba-note">{escape(text)}</p>'
    elif not view.card.items:
        body = f'<p class="ba-note">{escape(words.NOTHING)}</p>'
    else:
        body = "".join(_list(name, view, view.card) for name in LISTS)
    key = f'data-key="card-{escape(view.document.document_id)}"'
    return f'<details class="ba-glance-card" {key}{" open" if is_open else ""}>{head}{facts}{body}</details>'


def facts_of(view: CardView) -> str:
    """Return what a document is, its day and authors, as one line."""
    document, card = view.document, view.card
    facts = [] if card is None or card.kind is None else [card.kind.text]
    facts.append(words.NO_DATE if document.dated is None else words.DATED.format(day=day(document.dated)))
    if document.authors:
        facts.append(words.BY.format(authors=", ".join(document.authors)))
    return _line(" · ".join(facts))


def timeline_html(views: Sequence[CardView]) -> str:
    """Return the dates of documents as a picture and as a list; empty with fewer than two of them."""
    dated = [(item, view) for view in views if view.card is not None for item in view.card.dates]
    exact = [one for one in dated if len(one[0].note) > 4]
    # Among days, years say too little and reach too far.
    shown = sorted(exact if len(exact) > 1 else dated, key=lambda one: (first_day(one[0].note), last_day(one[0].note)))
    if len(shown) < 2:
        return ""
    documents = counted(len({view.document.document_id for _, view in shown}))
    label = words.TIMELINE_OF.format(
        count=len(shown),
        documents=documents,
        first=day(first_day(shown[0][0].note)),
        last=day(max(last_day(item.note) for item, _ in shown)),
    )
    picture = timeline_svg([item.note for item, _ in shown], label)
    rows = "".join(
        f"<li>{_citing(item, view, 'timeline', f'<strong>{escape(item.text)}</strong>', view.document.title)}</li>"
        for item, view in shown
    )
    listed = (
        f'<details class="ba-glance-list" data-key="timeline"><summary>{escape(words.AS_LIST)}</summary>'
        f"<ol>{rows}</ol></details>"
    )
    return (
        f'<section aria-label="{escape(words.TIMELINE)}"><h3>{escape(words.TIMELINE)}</h3>{picture}{listed}</section>'
    )


def _list(name: str, view: CardView, card: Card) -> str:
    items: Sequence[Item] = getattr(card, name)
    if not items:
        return ""
    entry = _question if name == "questions" else _sentence if name == "sentences" else _named
    rows = "".join(f"<li>{entry(item, view, name)}</li>" for item in items)
    return f'<h4>{escape(words.HEADINGS[name])}</h4><ul class="ba-glance-{name}">{rows}</ul>'


def _question(item: Item, view: CardView, name: str) -> str:
    question = escape(_line(item.text))
    label = escape(words.ASK.format(question=_line(item.text)))
    of = escape(view.document.document_id)
    return (
        f'<button type="button" class="ba-glance-ask" data-ask="{question}" data-of="{of}" aria-label="{label}">'
        f"{question}</button>"
    )


def _sentence(item: Item, view: CardView, name: str) -> str:
    return _citing(item, view, name, escape(_line(item.text)))


def _named(item: Item, view: CardView, name: str) -> str:
    note = "" if not item.note or item.note[:2].isdigit() else f", {escape(_line(item.note))}"
    return _citing(item, view, name, f"<strong>{escape(_line(item.text))}</strong>{note}")


def _citing(item: Item, view: CardView, where: str, shown: str, aside: str = "") -> str:
    """Return an item that opens on its sentence, with the words it rests on marked."""
    beside = f' <span class="ba-note">{escape(_line(aside))}</span>' if aside else ""
    key = escape(_anchor(item, view, where))
    return f'<details data-key="{key}"><summary>{shown}{beside}</summary>{_place(item, view, where)}</details>'


def _place(item: Item, view: CardView, where: str) -> str:
    """Return the sentence that an item cites, with the words meant marked, and the button that leads to it.

    ``where`` tells apart the places in which one item may be shown.
    """
    quote = view.quote(item)
    start, end = item.span.start - item.sentence.start, item.span.end - item.sentence.start
    words_meant = f"<strong>{escape(quote[start:end])}</strong>" if item.span != item.sentence else escape(quote)
    marked = f"<mark>{escape(quote[:start])}{words_meant}{escape(quote[end:])}</mark>"
    document, page = view.document, view.page(item)
    anchor = _anchor(item, view, where)
    place: dict[str, object] = {
        "anchor": f"at-{anchor}",
        "document": document.document_id,
        "version": document.version,
        "start": item.sentence.start,
        "end": item.sentence.end,
    }
    if item.span != item.sentence:
        place |= {"answer-start": item.span.start, "answer-end": item.span.end}
    if page is not None:
        place["page"] = page
    data = "".join(f' data-{name}="{escape(str(value))}"' for name, value in place.items())
    number = "" if page is None else f' <span class="ba-page">{escape(words.PAGE.format(page=page))}</span>'
    head = f'<header><span class="ba-title">{escape(_line(document.title))}</span>{number}</header>'
    button = f'<button type="button" class="ba-open" hidden>{escape(words.SHOW)}</button>'
    inside = f"{head}<blockquote>{marked}</blockquote>{button}"
    return f'<div class="ba-card" id="{escape(anchor)}"{data} tabindex="-1">{inside}</div>'


def _anchor(item: Item, view: CardView, where: str) -> str:
    return f"glance-{where}-{view.document.document_id}-{item.span.start}-{item.span.end}"


def _line(text: str) -> str:
    return " ".join(text.split())
