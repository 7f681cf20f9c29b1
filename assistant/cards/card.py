"""What a card holds, and how it is written down."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from assistant.entities.item import Item
from store import Span


@dataclass(frozen=True, slots=True)
class Card:
    """A document at a glance: items in the order in which they are to be read, dates in the order of time.

    ``kind`` is None where nothing in the document says what it is.
    """

    kind: Item | None = None
    people: tuple[Item, ...] = ()
    organisations: tuple[Item, ...] = ()
    places: tuple[Item, ...] = ()
    dates: tuple[Item, ...] = ()
    sentences: tuple[Item, ...] = ()
    questions: tuple[Item, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """All items."""
        kinds = (self.kind,) if self.kind is not None else ()
        return (*kinds, *(item for name in LISTS for item in getattr(self, name)))


LISTS = ("people", "organisations", "places", "dates", "sentences", "questions")
"""The names of a card's lists, in the order in which they are shown."""


class BadCard(ValueError):
    """A written card that does not fit its document."""


def written(card: Card) -> str:
    """Return a card as JSON."""
    return json.dumps(asdict(card), ensure_ascii=False)


def card_from(text: str, length: int) -> Card:
    """Return the card that `written` made this text of.

    Args:
        text: the JSON.
        length: of the version's text, in which all spans must lie.

    Raises:
        BadCard: it is no such thing.
    """
    try:
        value = json.loads(text)
        kind = None if value["kind"] is None else _item(value["kind"], length)
        return Card(kind, *(tuple(_item(one, length) for one in value[name]) for name in LISTS))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadCard(f"the card cannot be read ({error}): it is made again when the document is") from error


def _item(value: Any, length: int) -> Item:
    text, note = value["text"], value["note"]
    span, sentence = (Span(int(value[name]["start"]), int(value[name]["end"])) for name in ("span", "sentence"))
    if not isinstance(text, str) or not isinstance(note, str):
        raise BadCard("an item has no text")
    if not 0 <= sentence.start <= span.start < span.end <= sentence.end <= length:
        raise BadCard("an item lies outside of its sentence")
    return Item(text, note, span, sentence)
