"""Remembering the files that gave no text."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select

from store.schema import failures
from store.types import Failure


def all_failures(connection: Connection) -> list[Failure]:
    """Return what is remembered, in order of source."""
    rows = connection.execute(select(failures).order_by(failures.c.source))
    return [Failure(row.source, row.version, row.reader, row.reason, row.failed_at.replace(tzinfo=UTC)) for row in rows]


def remember(connection: Connection, source: str, version: str, reader: str, reason: str) -> None:
    """Write down that a file failed, in place of what was remembered of it."""
    forget(connection, [source])
    now = datetime.now(UTC).replace(tzinfo=None)
    connection.execute(
        insert(failures).values(source=source, version=version, reader=reader, reason=reason, failed_at=now)
    )


def forget(connection: Connection, sources: Collection[str]) -> None:
    """Forget the failures of files."""
    for source in sources:
        connection.execute(delete(failures).where(failures.c.source == source))
