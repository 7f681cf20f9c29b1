"""The file of the conversations: opened, made, or set aside when it is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Error as SQLiteError

from sqlalchemy import Connection, Engine, insert, inspect, select, text, update
from sqlalchemy.exc import DBAPIError

from assistant.talks.errors import TalksUnusable
from assistant.talks.schema import SCHEMA_VERSION, metadata, record
from store import fulltext

NAME = "conversations.sqlite"
# SQLite's log and its index lie beside the file and belong to it.
_WITH_IT = ("", "-wal", "-shm")
# What SQLite says of a file that is none of its own or not whole; anything else (a full disk, say) is no damage.
_DAMAGE = ("not a database", "malformed", "no such table", "no such column")
# So long may somebody who reads keep the log from being emptied before that is put off.
_PATIENCE_SECONDS = 2.0


class Damaged(Exception):
    """The file is not what it should be."""


class TalksFile:
    """One SQLite file with explicit transactions; any number of threads and processes may use it at once."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine

    @classmethod
    def open(cls, path: Path) -> TalksFile:
        """Open the file, making it when it is missing.

        Raises:
            Damaged: it is no file of conversations, or not whole.
            TalksUnusable: it cannot be read or written, or is of a later release.
        """
        if not path.exists():
            path.touch(mode=0o600)
        opened = cls(path, fulltext.open_engine(path))
        try:
            opened._prepare()
        except BaseException:
            opened._engine.dispose()
            raise
        return opened

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open one consistent look."""
        with self._faults(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open one transaction."""
        with self._faults(), self._engine.execution_options(writing=True).begin() as connection:
            yield connection

    def erase(self) -> bool:
        """Take what was deleted out of the file and its log, if something was; tell whether it is gone.

        It is not while somebody still reads an older state; it is tried again with the next deletion or opening.
        """
        with self.reading() as connection:
            if not connection.execute(select(record.c.erase_due)).scalar_one():
                return True
        with self._faults():
            fulltext.vacuum(self._engine)
            gone = fulltext.truncate_log(self._engine, _PATIENCE_SECONDS)
        if gone:
            with self.writing() as connection:
                connection.execute(update(record).values(erase_due=False))
        return gone

    def _prepare(self) -> None:
        try:
            with self.writing() as connection:
                if not inspect(connection).get_table_names():
                    metadata.create_all(connection)
                    connection.execute(insert(record).values(version=SCHEMA_VERSION, erase_due=False))
                (sound,) = connection.execute(text("PRAGMA quick_check(1)")).one()
                if sound != "ok":
                    raise Damaged(str(sound))
                version = connection.execute(select(record.c.version)).scalar_one_or_none()
                if version is None or not isinstance(version, int):
                    raise Damaged("its version is not written in it")
                if version > SCHEMA_VERSION:
                    raise TalksUnusable(
                        f"the conversations {self.path} have schema {version}, this release knows {SCHEMA_VERSION}: "
                        "use the later release that wrote them"
                    )
                for table in metadata.sorted_tables:  # a table or column that is missing
                    connection.execute(select(table).limit(1))
        except TalksUnusable as error:
            if any(words in str(error.__cause__).lower() for words in _DAMAGE):
                raise Damaged(str(error.__cause__)) from error
            raise

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = error.strerror or str(error)
            raise TalksUnusable(f"the conversations {self.path} cannot be used: {reason}") from error
        except (DBAPIError, SQLiteError) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            raise TalksUnusable(f"the conversations {self.path} cannot be used: {cause}") from cause


def open_or_set_aside(path: Path) -> tuple[TalksFile, Path | None]:
    """Open the file; a damaged one is renamed, and a new one begun.

    Returns:
        The file, and where the damaged one is now, None when it was sound.

    Raises:
        TalksUnusable: it can be neither opened nor set aside.
    """
    try:
        return TalksFile.open(path), None
    except Damaged:
        pass
    except OSError as error:
        raise TalksUnusable(f"the conversations {path} cannot be used: {error.strerror or error}") from error
    aside = next(free for free in map(path.with_suffix, _endings()) if not free.exists())
    try:
        for ending in _WITH_IT:
            belonging = path.with_name(path.name + ending)
            if belonging.exists():
                belonging.rename(aside.with_name(aside.name + ending))
    except OSError as error:
        raise TalksUnusable(f"{path} is damaged and cannot be renamed: {error.strerror or error}") from error
    try:
        return TalksFile.open(path), aside
    except Damaged as error:
        raise TalksUnusable(f"the conversations {path} cannot be made: {error}") from error


def _endings() -> Iterator[str]:
    number = 1
    while True:
        yield f".damaged-{number}"
        number += 1
