"""Writing and reading the catalogue's rows. Every function works inside the caller's transaction."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from store import fulltext
from store.embedder import Vectors
from store.schema import cards, documents, editions, indexes, passages
from store.types import Document, NewVersion, Passage, Place, Span

# SQLite's default bound on parameters of one statement is 32,766; stay far below.
_BATCH = 1000
_ID_WORDS = 40

_PASSAGE = select(
    passages.c.id,
    passages.c.passage_id,
    editions.c.document_id,
    editions.c.version,
    passages.c.text,
    passages.c.start,
    passages.c.end,
    passages.c.page,
    passages.c.heading,
    passages.c.sentences,
).join_from(passages, editions)


def new_document_id(connection: Connection, source: str) -> str:
    """Return an unused id that a person can read and type: the file's name and four random digits."""
    stem = re.split(r"[/\\:]", source)[-1].rsplit(".", 1)[0]
    slug = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:_ID_WORDS].strip("-") or "document"
    while True:
        document_id = f"{slug}-{secrets.token_hex(2)}"
        if (
            connection.execute(select(documents.c.document_id).where(documents.c.document_id == document_id)).first()
            is None
        ):
            return document_id


def insert_edition(
    connection: Connection,
    index_id: int,
    document_id: str,
    digest: str,
    version: NewVersion,
    passage_ids: Sequence[str],
    vectors: Vectors,
) -> None:
    """Write a version's text, map and passages into an index, with the vectors of shape (passages, dimension)."""
    edition_id = connection.execute(
        insert(editions).returning(editions.c.id),
        {
            "document_id": document_id,
            "index_id": index_id,
            "version": digest,
            "title": version.title,
            "text": version.text,
            "pages": version.pages,
            "places": json.dumps([(run.start, run.end, run.page, run.offset) for run in version.places]),
            "added_at": datetime.now(UTC).replace(tzinfo=None),
            "authors": json.dumps(version.authors, ensure_ascii=False),
            "dated": None if version.dated is None else version.dated.isoformat(),
        },
    ).scalar_one()
    rows: list[dict[str, Any]] = [
        {
            "passage_id": passage_id,
            "edition_id": edition_id,
            "start": passage.start,
            "end": passage.end,
            "page": passage.page,
            "heading": json.dumps(passage.heading, ensure_ascii=False),
            "sentences": json.dumps([(span.start, span.end) for span in passage.sentences]),
            "text": version.text[passage.start : passage.end],
            "vector": np.asarray(vector, dtype="<f4").tobytes(),
        }
        for passage_id, passage, vector in zip(passage_ids, version.passages, vectors, strict=True)
    ]
    if rows:
        connection.execute(insert(passages), rows)
    stored = connection.execute(
        select(passages.c.id, passages.c.heading, passages.c.text).where(passages.c.edition_id == edition_id)
    )
    fulltext.add_rows(
        connection, [(row.id, version.title, " ".join(json.loads(row.heading)), row.text) for row in stored]
    )


def delete_edition(connection: Connection, index_id: int, document_id: str) -> list[str]:
    """Delete a document's edition of an index, if there is one; return its passages' ids."""
    edition = select(editions.c.id).where(editions.c.document_id == document_id, editions.c.index_id == index_id)
    found = connection.execute(
        select(passages.c.id, passages.c.passage_id).where(passages.c.edition_id.in_(edition))
    ).all()
    fulltext.delete_rows(connection, [row.id for row in found])
    connection.execute(delete(passages).where(passages.c.edition_id.in_(edition)))
    connection.execute(delete(cards).where(cards.c.edition_id.in_(edition)))
    connection.execute(delete(editions).where(editions.c.document_id == document_id, editions.c.index_id == index_id))
    return [row.passage_id for row in found]


def rename_editions(connection: Connection, document_id: str, title: str) -> None:
    """Give the editions of a document another title, in the lexical index too."""
    changed = select(editions.c.id).where(editions.c.document_id == document_id, editions.c.title != title)
    rows = connection.execute(
        select(passages.c.id, passages.c.heading, passages.c.text).where(passages.c.edition_id.in_(changed))
    ).all()
    fulltext.delete_rows(connection, [row.id for row in rows])
    fulltext.add_rows(connection, [(row.id, title, " ".join(json.loads(row.heading)), row.text) for row in rows])
    connection.execute(update(editions).where(editions.c.document_id == document_id).values(title=title))


def delete_inactive(connection: Connection) -> None:
    """Delete every index that does not answer, with its editions: remains of a rebuild."""
    inactive = select(indexes.c.id).where(~indexes.c.active)
    for row in connection.execute(
        select(editions.c.document_id, editions.c.index_id).where(editions.c.index_id.in_(inactive))
    ).all():
        delete_edition(connection, row.index_id, row.document_id)
    connection.execute(delete(indexes).where(~indexes.c.active))


def passage_ids(connection: Connection, index_id: int) -> dict[str, str]:
    """Return the ids of an index's passages with their document's id."""
    rows = connection.execute(
        select(passages.c.passage_id, editions.c.document_id)
        .join_from(passages, editions)
        .where(editions.c.index_id == index_id)
    )
    return {row.passage_id: row.document_id for row in rows}


def passage_vectors(connection: Connection, index_id: int, ids: Collection[str]) -> Iterator[dict[str, Vectors]]:
    """Yield the recorded vectors of passages, a batch at a time; a damaged one is cut to whole numbers."""
    wanted = sorted(ids)
    for first in range(0, len(wanted), _BATCH):
        rows = connection.execute(
            select(passages.c.passage_id, passages.c.vector)
            .join_from(passages, editions)
            .where(editions.c.index_id == index_id, passages.c.passage_id.in_(wanted[first : first + _BATCH]))
        )
        yield {passage_id: vector_from(vector) for passage_id, vector in rows}


def vector_from(written: bytes) -> Vectors:
    """Make a vector of its written form; bytes that make no whole number at its end are left out."""
    return np.frombuffer(written[: len(written) // 4 * 4], dtype="<f4")


def select_documents(index_id: int) -> Select[Any]:
    """Return the query for the documents of an index, in order of title, then source."""
    count = select(func.count()).select_from(passages).where(passages.c.edition_id == editions.c.id).scalar_subquery()
    return (
        select(
            editions.c.document_id,
            editions.c.version,
            editions.c.title,
            documents.c.source,
            editions.c.pages,
            count.label("passages"),
            editions.c.added_at,
            editions.c.authors,
            editions.c.dated,
        )
        .join_from(editions, documents)
        .where(editions.c.index_id == index_id)
        .order_by(editions.c.title, documents.c.source)
    )


def document_from(row: Row[Any]) -> Document:
    """Make a document of a row of `select_documents`."""
    return Document(
        document_id=row.document_id,
        version=row.version,
        title=row.title,
        source=row.source,
        pages=row.pages,
        passages=row.passages,
        added_at=row.added_at.replace(tzinfo=UTC),
        authors=_authors_from(row.authors),
        dated=_day_from(row.dated),
    )


def _authors_from(written: str) -> tuple[str, ...]:
    """Make the authors of their written form; nonsense, from a backup that was tampered with, names nobody."""
    try:
        named = json.loads(written)
    except ValueError:
        return ()
    return tuple(one for one in named if isinstance(one, str)) if isinstance(named, list) else ()


def _day_from(written: str | None) -> date | None:
    try:
        return None if written is None else date.fromisoformat(written)
    except ValueError:
        return None


def select_passages(index_id: int) -> Select[Any]:
    """Return the query for the passages of an index."""
    return _PASSAGE.where(editions.c.index_id == index_id)


def passage_from(row: Row[Any]) -> Passage:
    """Make a passage of a row of `select_passages`."""
    return Passage(
        passage_id=row.passage_id,
        document_id=row.document_id,
        version=row.version,
        text=row.text,
        start=row.start,
        end=row.end,
        page=row.page,
        heading=tuple(json.loads(row.heading)),
        sentences=tuple(Span(start, end) for start, end in json.loads(row.sentences)),
    )


def places_from(written: str) -> tuple[Place, ...]:
    """Make the map from text to pages of its written form."""
    return tuple(Place(*run) for run in json.loads(written))
