"""How a store remembers the way it was made, and how its schema moves forward."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, Row, insert, inspect, select, text, update

from store import fulltext
from store.errors import RecordMismatch, StoreTooNew, StoreUnusable
from store.schema import SCHEMA_VERSION, backups, cards, chores, failures, indexes, metadata, schema_record

Migration = Callable[[Connection], None]


def _add_cards(connection: Connection) -> None:
    """Bring a catalogue of version 3 to 4: editions know authors and day, cards and backups are written down."""
    connection.execute(text("ALTER TABLE editions ADD COLUMN authors TEXT NOT NULL DEFAULT '[]'"))
    connection.execute(text("ALTER TABLE editions ADD COLUMN dated VARCHAR(10)"))
    cards.create(connection)
    backups.create(connection)


# Migration n brings a catalogue of schema version n to n + 1.
MIGRATIONS: Mapping[int, Migration] = {1: chores.create, 2: failures.create, 3: _add_cards}


@dataclass(frozen=True, slots=True)
class IndexRecord:
    """How the passages of one index were made; None where that is not settled yet."""

    index_id: int
    model: str
    model_digest: str | None
    dimension: int | None
    chunking: str | None

    @classmethod
    def active(cls, connection: Connection) -> IndexRecord:
        """Return the record of the index that answers."""
        return cls._from_row(connection.execute(select(indexes).where(indexes.c.active)).one())

    @classmethod
    def _from_row(cls, row: Row[tuple[object, ...]]) -> IndexRecord:
        return cls(row.id, row.model, row.model_digest, row.dimension, row.chunking)

    def require_model(self, name: str) -> None:
        """Raise `RecordMismatch` when the index was made with a model of another name."""
        if self.model != name:
            raise RecordMismatch(
                f"the store was built with the model {self.model}{_dimension(self.dimension)}, not {name}: "
                "run `briefing reindex`, or set BRIEFING_EMBEDDER back"
            )

    def require_weights(self, name: str, digest: str, dimension: int) -> None:
        """Raise `RecordMismatch` when the index was made with other weights or another dimension."""
        self.require_model(name)
        if self.model_digest is None:
            return
        if (self.model_digest, self.dimension) != (digest, dimension):
            raise RecordMismatch(
                f"the store was built with {name}{_dimension(self.dimension)} of digest {self.model_digest[:12]!r}, "
                f"not {digest[:12]!r}{_dimension(dimension)}: run `briefing reindex`"
            )


def canonical(chunking: Mapping[str, int | str]) -> str:
    """Return chunking settings as the text they are recorded and compared by."""
    return json.dumps(dict(chunking), sort_keys=True)


def create_index_record(connection: Connection, model: str, *, active: bool) -> int:
    """Begin an index made with ``model`` and return its id."""
    row = connection.execute(insert(indexes).values(model=model, active=active))
    assert row.inserted_primary_key is not None
    return int(row.inserted_primary_key[0])


def settle(connection: Connection, index_id: int, **values: object) -> None:
    """Write down what has become known of an index: model_digest, dimension, chunking."""
    connection.execute(update(indexes).where(indexes.c.id == index_id).values(**values))


def bring_up_to_date(
    engine: Engine,
    catalogue: Path,
    model: str,
    migrations: Mapping[int, Migration] = MIGRATIONS,
    target: int = SCHEMA_VERSION,
) -> None:
    """Create the schema in an empty catalogue, or migrate an older one after a backup beside it.

    Raises:
        StoreTooNew: a later release wrote the catalogue.
        StoreUnusable: the file is a database of something else.
    """
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        version = (
            connection.execute(select(schema_record.c.version)).scalar_one() if "schema_record" in tables else None
        )
    if version is None:
        if tables:
            raise StoreUnusable(
                f"{catalogue} is a database, but no store of this program: name another folder with --store"
            )
        with engine.execution_options(writing=True).begin() as connection:
            metadata.create_all(connection)
            fulltext.create_index(connection)
            connection.execute(insert(schema_record).values(version=target))
            create_index_record(connection, model, active=True)
        return
    if version > target:
        raise StoreTooNew(
            f"the store {catalogue.parent} has schema version {version}, this release knows up to {target}: "
            "install the newer release"
        )
    if version < target:
        fulltext.copy_file(catalogue, catalogue.with_name(f"{catalogue.name}.before-{target}"))
        with engine.execution_options(writing=True).begin() as connection:
            for step in range(version, target):
                migrations[step](connection)
            connection.execute(update(schema_record).values(version=target))


def _dimension(dimension: int | None) -> str:
    return "" if dimension is None else f" ({dimension}-d)"
