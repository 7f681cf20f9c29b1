"""Writing: the commit protocol, and keeping vectors and originals in line with the catalogue.

A version becomes visible by one transaction of the catalogue. Its original and its vectors are written
before it, and nothing knows them until it; the old version's are dropped after it. Killed at
any instant, the catalogue is either before or after, and what is left over is swept later.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from store import catalogue, chores
from store.backups import holding
from store.embedder import Vectors
from store.errors import StoreError, UnknownDocument
from store.originals import Originals
from store.record import IndexRecord
from store.schema import documents as documents_table
from store.schema import editions, indexes
from store.types import Document, NewVersion, Problem
from store.vectors import VectorIndex

logger = logging.getLogger(__name__)


class Committer:
    """Writes to catalogue, vectors and originals; its caller lets one thread in at a time."""

    def __init__(self, engine: Engine, vectors: VectorIndex, originals: Originals) -> None:
        self._engine = engine
        self._vectors = vectors
        self._originals = originals
        self.is_behind = False
        """Whether old vectors may be left over, for `reconcile` to sweep."""

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Open a writing transaction that is committed at the end of the ``with`` block."""
        with self._engine.execution_options(writing=True).begin() as connection:
            yield connection

    def active_index(self) -> int:
        """Return the id of the index that answers."""
        with self._engine.connect() as connection:
            return IndexRecord.active(connection).index_id

    def put(self, index_id: int, version: NewVersion, vectors: Vectors, document_id: str | None = None) -> Document:
        """Commit a version to an index: of the document given, or else of the one with its source."""
        digest = self._originals.put(version.original)
        passage_ids = [uuid.uuid4().hex for _ in version.passages]  # never used again by any version
        with self.transaction() as connection:
            document_id = document_id or _document_of(connection, version.source)
            self._vectors.add(index_id, passage_ids, vectors, [document_id] * len(passage_ids))
            replaced = catalogue.delete_edition(connection, index_id, document_id)
            if replaced:
                chores.mark_due(connection, chores.ERASE)
            catalogue.insert_edition(connection, index_id, document_id, digest, version, passage_ids, vectors)
            written = catalogue.select_documents(index_id).where(editions.c.document_id == document_id)
            document = catalogue.document_from(connection.execute(written).one())
        self._drop(index_id, replaced)
        return document

    def remove(self, document_ids: Collection[str]) -> tuple[Problem, ...]:
        """Remove documents with their texts, vectors and originals; return the backups that still hold them.

        Raises:
            UnknownDocument: one of them is not there; then none is removed.
        """
        removed: list[str] = []
        versions: list[str] = []
        with self.transaction() as connection:
            index_id = IndexRecord.active(connection).index_id
            for document_id in document_ids:
                known = select(editions.c.version).where(editions.c.document_id == document_id)
                held = connection.execute(known).scalars().all()
                if not held:
                    raise UnknownDocument(document_id)
                versions += held
                removed += catalogue.delete_edition(connection, index_id, document_id)
                connection.execute(delete(documents_table).where(documents_table.c.document_id == document_id))
            if removed:
                chores.mark_due(connection, chores.ERASE)
            backups = tuple(holding(connection, versions))
        self._drop(index_id, removed)
        return backups

    def move(self, document_id: str, source: str, title: str) -> None:
        """Give a document another source and title in every index; its passages and vectors stay as they are."""
        with self.transaction() as connection:
            mine = documents_table.c.document_id == document_id
            if connection.execute(select(documents_table.c.source).where(mine)).first() is None:
                raise UnknownDocument(document_id)
            connection.execute(update(documents_table).where(mine).values(source=source))
            catalogue.rename_editions(connection, document_id, title)

    def activate(self, index_id: int) -> None:
        """Let an index answer from now on, and drop all others."""
        with self.transaction() as connection:
            connection.execute(update(indexes).values(active=indexes.c.id == index_id))
            chores.mark_due(connection, chores.ERASE)
            catalogue.delete_inactive(connection)

    def tidy(self) -> None:
        """Delete what an interrupted rebuild or replacement left in the catalogue and among the originals."""
        with self.transaction() as connection:
            catalogue.delete_inactive(connection)
        self.sweep_originals()

    def reconcile(self) -> None:
        """Bring the vectors in line with the catalogue: sweep unknown ones, put missing ones back."""
        with self._engine.connect() as connection:
            index_id = IndexRecord.active(connection).index_id
            known = catalogue.passage_ids(connection, index_id)
            indexed = self._vectors.ids(index_id)
            self._vectors.delete(index_id, indexed - known.keys())
            for batch in catalogue.passage_vectors(connection, index_id, known.keys() - indexed):
                document_ids = [known[passage_id] for passage_id in batch]
                self._vectors.add(index_id, list(batch), np.stack(list(batch.values())), document_ids)
        self._vectors.drop_all_but(index_id)
        self.is_behind = False

    def _drop(self, index_id: int, passage_ids: list[str]) -> None:
        """Delete old vectors and originals, after the commit: whatever fails here, the write has succeeded."""
        if not passage_ids:
            return
        try:
            self._vectors.delete(index_id, passage_ids)
            self.sweep_originals()
        except (StoreError, OSError, DBAPIError) as error:
            logger.warning("%s; what is left over is swept later", error)
            self.is_behind = True

    def sweep_originals(self) -> list[Path]:
        """Delete the originals that no edition has; return what could not be deleted."""
        with self._engine.connect() as connection:
            return self._originals.sweep(set(connection.execute(select(editions.c.version)).scalars()))


def _document_of(connection: Connection, source: str) -> str:
    """Return the id of the document with this source, made when it is new."""
    known = select(documents_table.c.document_id).where(documents_table.c.source == source)
    document_id = connection.execute(known).scalar_one_or_none()
    if document_id is None:
        document_id = catalogue.new_document_id(connection, source)
        connection.execute(insert(documents_table).values(document_id=document_id, source=source))
    return document_id
