"""Verifying a store: catalogue against itself, against the originals and against the vectors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, select

from store import catalogue, fulltext
from store.embedder import Vectors
from store.errors import InvalidVersion
from store.originals import Originals
from store.record import IndexRecord
from store.schema import editions, passages
from store.types import NewPassage, NewVersion, Place, Problem, Span
from store.validation import require_valid
from store.vectors import VectorIndex

# Vectors are float32 of unit length; both sides keep the same bits, so that only rounding in a norm is allowed.
_TOLERANCE = 1e-3
_BATCH = 1000


def find_problems(connection: Connection, vectors: VectorIndex, originals: Originals) -> list[Problem]:
    """Return all that is wrong, in the view of one snapshot; an empty list for a sound store."""
    problems = [Problem("catalogue", f"{what}: restore a copy") for what in fulltext.check_integrity(connection)]
    problems += [
        Problem("lexical index", f"{what}: run `briefing reindex`") for what in fulltext.check_index(connection)
    ]
    record = IndexRecord.active(connection)
    for document in connection.execute(catalogue.select_documents(record.index_id)).all():
        where = document.document_id
        if not originals.is_whole(document.version):
            advice = "remove the document and ingest its file again"
            problems.append(Problem(where, f"its original file is missing or has changed: {advice}"))
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
        vector = catalogue.vector_from(row.vector)
        # Put so that a norm that is no number is found too.
        if record.dimension not in (None, len(vector)) or not abs(float(np.linalg.norm(vector)) - 1) <= _TOLERANCE:
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
    except (ValueError, TypeError) as error:
        found.append(f"its spans, headings or page map cannot be read ({error}): run `briefing reindex`")
    else:
        found += _page_problems(edition.text, catalogue.places_from(edition.places), rows)
    return found


def _page_problems(text: str, places: Sequence[Place], rows: Sequence[Row[Any]]) -> list[str]:
    """Return where the map from text to pages contradicts itself or the pages of the passages."""
    found = []
    # A column's name is said before each of its cells: several runs may have the same characters, but no others there.
    taken: dict[tuple[int, int], str] = {}
    torn = set()
    for run in places:
        for position in range(run.start, min(run.end, len(text))):
            character = (run.page, run.offset + position - run.start)
            if taken.setdefault(character, text[position]) != text[position]:
                torn.add(run.page)
    for page in sorted(torn):
        found.append(
            f"two different stretches of its text stand on the same characters of page {page}: run `briefing reindex`"
        )
    for row in rows:
        # The page of the first character that stands on one.
        first = next((run.page for run in places if run.end > row.start and run.start < row.end), None)
        if first is not None and row.page != first:
            found.append(
                f"the passage {row.passage_id} is said to be on page {row.page}, its text is on page {first}: "
                "run `briefing reindex`"
            )
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
