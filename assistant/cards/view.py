"""Cards as they are shown: with their documents, the sentences they cite and the pages these are on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.cards.card import BadCard, Card, card_from
from assistant.entities.item import Item
from store import Document, Snapshot, Span, Store, UnknownDocument


@dataclass(frozen=True, slots=True)
class CardView:
    """A document and its card; ``card`` is None while it is missing, or when ``reason`` says why it could not be made.

    ``quotes`` are the sentences that the items cite, verbatim, and ``pages`` the pages on which they begin (from 1).
    """

    document: Document
    card: Card | None
    reason: str
    quotes: Mapping[Span, str]
    pages: Mapping[Span, int | None]

    def quote(self, item: Item) -> str:
        """Return the sentence that an item cites."""
        return self.quotes[item.sentence]

    def page(self, item: Item) -> int | None:
        """Return the page of an item's sentence, None where there are no pages."""
        return self.pages[item.sentence]


def card_views(store: Store, document_ids: Sequence[str] | None = None) -> list[CardView]:
    """Return the cards of documents as they are now; all documents in order of title for None.

    Documents that are gone are left out.

    Raises:
        StoreError: the store cannot be used.
    """
    with store.snapshot() as snapshot:
        if document_ids is None:
            return [card_view(document, snapshot) for document in snapshot.documents()]
        views = []
        for document_id in document_ids:
            try:
                views.append(card_view(snapshot.document(document_id), snapshot))
            except UnknownDocument:
                continue
        return views


def card_view(document: Document, snapshot: Snapshot) -> CardView:
    """Return the card of a document of the snapshot."""
    stored = snapshot.card(document.document_id)
    if stored is None or stored.content is None:
        return CardView(document, None, "" if stored is None else stored.reason, {}, {})
    text = snapshot.text(document.document_id)
    try:
        card = card_from(stored.content, len(text))
    except BadCard as error:
        return CardView(document, None, str(error), {}, {})
    runs = snapshot.places(document.document_id)
    spans = {item.sentence for item in card.items}

    def page(span: Span) -> int | None:
        return runs[max(bisect_right(runs, span.start, key=lambda run: run.start) - 1, 0)].page if runs else None

    return CardView(
        document, card, "", {span: text[span.start : span.end] for span in spans}, {span: page(span) for span in spans}
    )
