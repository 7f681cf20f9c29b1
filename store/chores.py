"""Work that is still to be done, written down in the catalogue so that a crash does not forget it."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from store.schema import chores

ERASE = "erase"
"""What was deleted is to be erased from the disk; see `store.erasing`."""


def mark_due(connection: Connection, name: str) -> None:
    """Write down that a chore is to be done, in the transaction that makes it needed."""
    if not is_due(connection, name):
        connection.execute(insert(chores).values(name=name))


def is_due(connection: Connection, name: str) -> bool:
    """Return whether a chore is still to be done."""
    return connection.execute(select(chores.c.name).where(chores.c.name == name)).first() is not None


def mark_done(connection: Connection, name: str) -> None:
    """Write down that a chore has been done."""
    connection.execute(delete(chores).where(chores.c.name == name))
