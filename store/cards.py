"""Keeping the cards of documents: whoever makes them gives the text, and says by which rules it was made."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select

from store import catalogue
from store.schema import cards, editions
from store.types import Document, StoredCard


def card_of(connection: Connection, index_id: int, document_id: str) -> StoredCard | None:
    """Return the card of a document's current version, None where there is none."""
    row = connection.execute(
        select(editions.c.version, cards.c.made_by, cards.c.content, cards.c.reason)
        .join_from(cards, editions)
        .where(editions.c.index_id == index_id, editions.c.document_id == document_id)
    ).first()
    return None if row is None else StoredCard(document_id, row.version, row.made_by, row.content, row.reason)


def put(connection: Connection, index_id: int, card: StoredCard) -> bool:
    """Write a card in place of an earlier one; return False, and write nothing, when its version is not there now."""
    edition_id = connection.execute(
        select(editions.c.id).where(
            editions.c.index_id == index_id,
            editions.c.document_id == card.document_id,
            editions.c.version == card.version,
        )
    ).scalar_one_or_none()
    if edition_id is None:
        return False
    connection.execute(delete(cards).where(cards.c.edition_id == edition_id))
    connection.execute(
        insert(cards).values(
            edition_id=edition_id,
            made_by=card.made_by,
            content=card.content,
            reason=card.reason,
            made_at=datetime.now(UTC).replace(tzinfo=None),
        )
    )
    return True


def lacking(connection: Connection, index_id: int, made_by: str) -> list[Document]:
    """Return the documents without a card made by these rules, in the order in which their versions came."""
    made = select(cards.c.edition_id).where(cards.c.made_by == made_by)
    query = (
        catalogue.select_documents(index_id).where(editions.c.id.not_in(made)).order_by(None).order_by(editions.c.id)
    )
    return [catalogue.document_from(row) for row in connection.execute(query)]
