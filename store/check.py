"""Verifying a store: catalogue against itself, against the originals and against the vectors."""

from __future__ import annotations

import json

import numpy as np
from sqlalchemy import Connection, select

from store import catalogue, fulltext
from store.embedder import Vectors
from store.errors import InvalidVersion
from store.originals import Originals
from store.record import IndexRecord
from store.schema import editions, passages
from store.types import NewPassage, NewVersion, Problem, Span
from store.validation import require_valid
from store.vectors import VectorIndex

# Vectors are float32 of unit length; both sides keep the same bits, so that only rounding in a norm is allowed.
_TOLERANCE = 1e-3
_BATCH = 1000


def find_problems(connection: Connection, vectors: VectorIndex, originals: Originals) -> list[Problem]:
    """Return all that is wrong, in the view of one snapshot; an empty list for a sound store."""
    problems = [Problem("catalogue", what) for what in fulltext.check_integrity(connection)]
    record = IndexRecord.active(connection)
    for document in connection.execute(catalogue.select_documents(record.index_id)).all():
        where = document.document_id
        if not originals.is_whole(document.version):
            problems.append(Problem(where, "its original file is missing or has changed: ingest the file again"))
        problems += [Problem(where, what) for what in _edition_problems(connection, record, document.document_id)]
    return problems + _vector_problems(connection, record, vectors)


def _edition_problems(connection: Connection, record: IndexRecord, document_id: str) -> list[str]:
    edition = connection.execute(
        select(editions).where(editions.c.document_id == document_id, editions.c.index_id == record.index_id)
    ).one()
    rows = connection.execute(
        select(passages).where(passages.c.edition_id == edition.id).order_by(passages.c.start)
    ).all()
    found = []
    for row in rows:
        if row.text != edition.text[row.start : row.end]:
            found.append(f"the passage {row.passage_id} is not the text at its span: run `briefing reindex`")
        vector = np.frombuffer(row.vector, dtype="<f4")
        if record.dimension not in (None, len(vector)) or abs(float(np.linalg.norm(vector)) - 1) > _TOLERANCE:
            found.append(f"the vector of passage {row.passage_id} is damaged: run `briefing reindex`")
    try:
        require_valid(
            NewVersion(
                source=document_id,
                title=edition.title,
                original=b"",
                text=edition.text,
                pages=edition.pages,
                places=catalogue.places_from(edition.places),
                passages=tuple(
                    NewPassage(
                        row.start,
                        row.end,
                        row.page,
                        tuple(json.loads(row.heading)),
                        tuple(Span(*span) for span in json.loads(row.sentences)),
                    )
                    for row in rows
                ),
            )
        )
    except InvalidVersion as error:
        found.append(f"{error} (run `briefing reindex`)")
    return found


def _vector_problems(connection: Connection, record: IndexRecord, vectors: VectorIndex) -> list[Problem]:
    known = catalogue.passage_ids(connection, record.index_id)
    indexed = vectors.ids(record.index_id)
    problems = []
    if missing := len(known.keys() - indexed):
        problems.append(Problem("vectors", f"{missing} passages are missing: open the store again to put them back"))
    if extra := len(indexed - known.keys()):
        problems.append(Problem("vectors", f"{extra} belong to no passage: open the store again to sweep them"))
    differing = 0
    for batch in catalogue.passage_vectors(connection, record.index_id, known.keys() & indexed):
        stored = vectors.vectors(record.index_id, list(batch))
        differing += sum(not _same(vector, stored.get(passage_id)) for passage_id, vector in batch.items())
    if differing:
        problems.append(
            Problem("vectors", f"{differing} differ from the catalogue: delete the folder `vectors`, it is made anew")
        )
    return problems


def _same(recorded: Vectors, indexed: Vectors | None) -> bool:
    return (
        indexed is not None and len(indexed) == len(recorded) and bool(np.allclose(recorded, indexed, atol=_TOLERANCE))
    )
