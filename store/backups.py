"""Remembering the files that a store was written to: they still hold what is removed from it later."""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, delete, insert, inspect, select
from sqlalchemy.exc import DBAPIError

from store import fulltext
from store.schema import backups
from store.types import Problem

logger = logging.getLogger(__name__)


def remember(catalogue: Path, file: Path, versions: Collection[str]) -> None:
    """Write down in a catalogue, open elsewhere or not, that a file holds documents of these versions.

    A catalogue that cannot be written, or whose schema is older, does not spoil the backup: that is only logged.
    """
    engine = fulltext.open_engine(catalogue)
    try:
        with engine.execution_options(writing=True).begin() as connection:
            if not inspect(connection).has_table(backups.name):
                logger.warning("the store is of an older release: it will not name %s when a document is removed", file)
                return
            connection.execute(delete(backups).where(backups.c.path == str(file)))
            connection.execute(
                insert(backups).values(
                    path=str(file),
                    made_at=datetime.now(UTC).replace(tzinfo=None),
                    versions=json.dumps(sorted(set(versions))),
                )
            )
    except (DBAPIError, OSError) as error:
        logger.warning("%s will not be named when a document is removed that it holds (%s)", file, error)
    finally:
        engine.dispose()


def holding(connection: Connection, versions: Collection[str]) -> Iterator[Problem]:
    """Yield the files that are still there and hold one of these versions, oldest first."""
    for row in connection.execute(select(backups).order_by(backups.c.made_at, backups.c.path)):
        if not set(versions).isdisjoint(json.loads(row.versions)) and Path(row.path).is_file():
            made = f"{row.made_at:%Y-%m-%d}"
            yield Problem(row.path, f"this backup of {made} still holds what was removed: delete it, or make a new one")
