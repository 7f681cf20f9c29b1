"""Cards on paper: as text for a terminal, as a one-page brief in Markdown, as JSON."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assistant.cards import words
from assistant.cards.card import LISTS, Card
from assistant.cards.markup import facts_of
from assistant.cards.view import CardView
from assistant.entities.item import Item

# What a page holds of one document, and of each when there are several.
_ALONE = {"people": 12, "organisations": 10, "places": 10, "dates": 10, "sentences": 5, "questions": 5}
_AMONG = {"people": 6, "organisations": 5, "places": 5, "dates": 5, "sentences": 3, "questions": 3}
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#|~&!$+.-])")


def as_json(views: Sequence[CardView]) -> list[dict[str, Any]]:
    """Return cards as values of JSON; every item has its sentence, verbatim, with its span and page."""
    return [
        {
            "document_id": view.document.document_id,
            "version": view.document.version,
            "title": view.document.title,
            "dated": None if view.document.dated is None else view.document.dated.isoformat(),
            "authors": list(view.document.authors),
            "state": "made" if view.card is not None else "failed" if view.reason else "missing",
            "reason": view.reason,
            "kind": None if view.card is None or view.card.kind is None else _item(view.card.kind, view),
            **{name: [_item(item, view) for item in getattr(view.card or Card(), name)] for name in LISTS},
        }
        for view in views
    ]


def as_text(views: Sequence[CardView]) -> str:
    """Return cards for a terminal; the caller makes control characters visible."""
    return "\n\n".join(_text(view) for view in views)


def as_markdown(views: Sequence[CardView]) -> str:
    """Return cards as a brief of about a page, with every item's sentence in a footnote.

    Text of documents is escaped, so that it shows as itself in whatever renders the Markdown.
    """
    notes: dict[str, int] = {}
    most = _ALONE if len(views) == 1 else _AMONG
    lines = [f"# {words.BRIEF}", ""] if len(views) != 1 else []
    for view in views:
        lines += [
            f"{'#' if len(views) == 1 else '##'} {_escaped(view.document.title)}",
            "",
            f"*{_escaped(facts_of(view))}*",
        ]
        if view.card is None:
            lines += ["", _escaped(words.FAILED.format(reason=view.reason) if view.reason else words.PENDING)]
        for name in LISTS:
            if items := getattr(view.card or Card(), name)[: most[name]]:
                lines += ["", f"**{words.HEADINGS[name]}**", ""]
                lines += [f"- {_entry(name, item)}{_mark(item, view, notes)}" for item in items]
        lines.append("")
    lines += [f"[^{number}]: {note}" for note, number in notes.items()]
    return "\n".join(lines).rstrip() + "\n"


def _entry(name: str, item: Item) -> str:
    if name in ("sentences", "questions"):
        return _escaped(item.text)
    note = "" if not item.note or name == "dates" else f", {_escaped(item.note)}"
    return f"**{_escaped(item.text)}**{note}"


def _mark(item: Item, view: CardView, notes: dict[str, int]) -> str:
    page = view.page(item)
    place = _escaped(view.document.title) + ("" if page is None else f", {words.PAGE.format(page=page)}")
    return f"[^{notes.setdefault(f'“{_escaped(view.quote(item))}” ({place})', len(notes) + 1)}]"


def _text(view: CardView) -> str:
    lines = [_line(view.document.title), f"  {facts_of(view)}"]
    if view.card is None:
        lines.append(f"  {words.FAILED.format(reason=view.reason) if view.reason else words.PENDING}")
    for name in LISTS:
        if items := getattr(view.card or Card(), name):
            lines.append(f"  {words.HEADINGS[name]}")
        for item in items:
            page = view.page(item)
            note = f", {_line(item.note)}" if item.note and name != "dates" else ""
            place = "" if page is None else f" ({words.PAGE.format(page=page)})"
            lines.append(f"    {_line(item.text)}{note}{place}")
            if name not in ("sentences", "questions"):
                lines.append(f"      “{_line(view.quote(item))}”")
    return "\n".join(lines)


def _item(item: Item, view: CardView) -> dict[str, Any]:
    return {
        "text": item.text,
        "note": item.note,
        "span": [item.span.start, item.span.end],
        "sentence": {
            "quote": view.quote(item),
            "start": item.sentence.start,
            "end": item.sentence.end,
            "page": view.page(item),
        },
    }


def _escaped(text: str) -> str:
    printable = "".join(char if char.isprintable() else " " for char in text)
    return _MARKUP.sub(r"\\\1", _line(printable))


def _line(text: str) -> str:
    return " ".join(text.split())
