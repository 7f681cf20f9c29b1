"""What documents begin with, remembered: every question looks at all of them, and none changes within its version."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from store.schema import editions, passages
from store.types import Opening

# Of a document's text so many characters; a cover page names within them whom and when it is about.
OPENING_CHARACTERS = 1000
# Stay far below SQLite's bound on the parameters of one statement.
_BATCH = 500

_Key = tuple[int, str, str]


class Openings:
    """The openings of the documents that were seen last; usable by several threads at once."""

    def __init__(self) -> None:
        self._kept: dict[_Key, Opening] = {}

    def of(self, connection: Connection, index_id: int) -> dict[str, Opening]:
        """Return what each document of an index begins with, by its id."""
        rows = connection.execute(
            select(editions.c.id, editions.c.document_id, editions.c.version).where(editions.c.index_id == index_id)
        )
        wanted = {(index_id, row.document_id, row.version): row.id for row in rows}
        before = self._kept
        kept = {key: before[key] for key in wanted if key in before}
        lacking = [key for key in wanted if key not in kept]
        for first in range(0, len(lacking), _BATCH):
            part = lacking[first : first + _BATCH]
            read = _read(connection, [wanted[key] for key in part])
            kept |= {key: read[wanted[key]] for key in part}
        self._kept = kept
        return {document_id: opening for (_, document_id, _), opening in kept.items()}


def _read(connection: Connection, edition_ids: Sequence[int]) -> dict[int, Opening]:
    """Return the openings of editions by their ids."""
    begun = select(passages.c.edition_id, passages.c.text, passages.c.start)
    begun = begun.where(passages.c.edition_id.in_(edition_ids), passages.c.start < OPENING_CHARACTERS)
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for row in connection.execute(begun.order_by(passages.c.edition_id, passages.c.start)):
        texts[row.edition_id].append(row.text[: OPENING_CHARACTERS - row.start])
    inner = passages.alias()
    middle = select(func.max(inner.c.start) // 2).where(inner.c.edition_id == editions.c.id).correlate(editions)
    heading = select(passages.c.heading).where(
        passages.c.edition_id == editions.c.id, passages.c.start >= middle.scalar_subquery()
    )
    heading = heading.order_by(passages.c.start).limit(1)
    query = select(editions.c.id, heading.scalar_subquery().label("heading")).where(editions.c.id.in_(edition_ids))
    return {
        row.id: Opening("\n".join(texts[row.id]), next(iter(json.loads(row.heading)), ""))
        for row in connection.execute(query)
    }
