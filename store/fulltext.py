"""The lexical index, and everything else that is SQLite's alone.

PostgreSQL would replace this module and no other: full-text search, the connection's set-up, the
integrity checks.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from sqlite3 import DatabaseError, connect
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

# A match in the title or a heading tells which document or section is meant, but says less about what
# a passage states than a match in its text. (See bench/retrieval.py for the weights' effect.)
TITLE_WEIGHT = 0.5
HEADING_WEIGHT = 0.5
BODY_WEIGHT = 1.0
# Writers wait this long for another thread of this process to commit.
_BUSY_SECONDS = 30
# SQLite's default bound on parameters of one statement is 32,766; stay far below.
_BATCH = 1000
# Snapshots are short; so many questions may read at once before one waits.
_CONNECTIONS = 32

_WORD = re.compile(r"\w+")
# Words that carry a question but not its matter: matching them costs time and ranks nothing.
STOP_WORDS = frozenset(
    "a about an and any are as at be been but by can could did do does for from had has have he her his how i if "
    "in into is it its me my of on or our please she should so tell than that the their them there these they this "
    "those to us was we were what when where which who whom whose why will with would you your".split()
)


def open_engine(path: Path) -> Engine:
    """Return an engine on the SQLite file ``path`` with explicit transactions, WAL and foreign keys."""
    engine = create_engine(
        f"sqlite:///{path}",
        poolclass=QueuePool,
        pool_size=_CONNECTIONS,
        connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions begin below, not inside the driver
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")  # what was acknowledged survives a power cut
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if not options.get("bare", False):
            connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writing", False) else "BEGIN")

    return engine


def create_index(connection: Connection) -> None:
    """Create the empty lexical index."""
    connection.execute(
        text(
            "CREATE VIRTUAL TABLE passages_fts USING fts5(title, heading, body, "
            "tokenize = 'porter unicode61 remove_diacritics 2')"
        )
    )


def add_rows(connection: Connection, rows: Iterable[tuple[int, str, str, str]]) -> None:
    """Index passages given as (row id, title, heading, body)."""
    statement = text("INSERT INTO passages_fts (rowid, title, heading, body) VALUES (:rowid, :title, :heading, :body)")
    parameters = [dict(zip(("rowid", "title", "heading", "body"), row, strict=True)) for row in rows]
    if parameters:
        connection.execute(statement, parameters)


def delete_rows(connection: Connection, row_ids: Sequence[int]) -> None:
    """Remove passages from the index by their row ids."""
    statement = text("DELETE FROM passages_fts WHERE rowid IN :rows").bindparams(bindparam("rows", expanding=True))
    for first in range(0, len(row_ids), _BATCH):
        connection.execute(statement, {"rows": list(row_ids[first : first + _BATCH])})


def words_of(question: str) -> list[str]:
    """Return the distinct lower-case words worth matching; all words when only stop words are there."""
    words = list(dict.fromkeys(word.lower() for word in _WORD.findall(question)))
    return [word for word in words if word not in STOP_WORDS] or words


def search(
    connection: Connection, question: str, index_id: int, limit: int, documents: Collection[str] | None
) -> dict[int, float]:
    """Return the best passages for the question's words as {row id: BM25 score}, best first.

    A passage matches when it has any of the words; scores are above 0, higher is better.
    """
    words = words_of(question)
    if not words:
        return {}
    only = "" if documents is None else "AND editions.document_id IN :documents"
    statement = text(
        f"""
        SELECT passages_fts.rowid, -bm25(passages_fts, {TITLE_WEIGHT}, {HEADING_WEIGHT}, {BODY_WEIGHT}) AS score
        FROM passages_fts
        JOIN passages ON passages.id = passages_fts.rowid
        JOIN editions ON editions.id = passages.edition_id
        WHERE passages_fts MATCH :match AND editions.index_id = :index_id {only}
        ORDER BY score DESC, passages_fts.rowid LIMIT :limit
        """
    )
    parameters: dict[str, object] = {"match": " OR ".join(map(_quoted, words)), "index_id": index_id, "limit": limit}
    if documents is not None:
        statement = statement.bindparams(bindparam("documents", expanding=True))
        parameters["documents"] = list(documents)
    return {row_id: float(score) for row_id, score in connection.execute(statement, parameters)}


def rarity(connection: Connection, words: Collection[str]) -> dict[str, float]:
    """Return each word's inverse document frequency over the passages: ln(1 + (N - n + 0.5) / (n + 0.5)).

    This is BM25's own (Robertson and Spärck Jones, with Lucene's +1 that keeps it above 0); words are
    stemmed as the index stems them. Higher is rarer; a word in no passage gets the highest value.
    """
    total = connection.execute(text("SELECT count(*) FROM passages_fts")).scalar_one()
    count = text("SELECT count(*) FROM passages_fts WHERE passages_fts MATCH :match")
    found = {word: connection.execute(count, {"match": _quoted(word)}).scalar_one() for word in set(words)}
    return {word: math.log(1 + (total - n + 0.5) / (n + 0.5)) for word, n in found.items()}


def holds(connection: Connection, word: str) -> bool:
    """Return whether any passage has a word, in any of its forms."""
    found = connection.execute(
        text("SELECT 1 FROM passages_fts WHERE passages_fts MATCH :match LIMIT 1"), {"match": _quoted(word)}
    )
    return found.first() is not None


def terms(connection: Connection, initial: str, shortest: int, longest: int) -> list[tuple[str, int]]:
    """Return the index's terms (stems, in small letters) that begin with a letter, each with its number of passages.

    Only those of ``shortest`` to ``longest`` characters.
    """
    connection.execute(text("CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab(main, passages_fts, row)"))
    found = connection.execute(
        text("SELECT term, doc FROM temp.terms WHERE term >= :low AND term < :high AND length(term) BETWEEN :s AND :l"),
        {"low": initial, "high": chr(ord(initial) + 1), "s": shortest, "l": longest},
    )
    return [(row.term, row.doc) for row in found]


def texts_with(connection: Connection, term: str, limit: int) -> list[str]:
    """Return the texts of some passages that have a term."""
    found = connection.execute(
        text("SELECT body FROM passages_fts WHERE passages_fts MATCH :match LIMIT :limit"),
        {"match": _quoted(term), "limit": limit},
    )
    return [row.body for row in found]


def check_integrity(connection: Connection) -> list[str]:
    """Return what SQLite itself finds wrong with the file and the lexical index."""
    found = [row[0] for row in connection.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
    found += [
        f"a row of {row[0]} points at a missing {row[2]}"
        for row in connection.execute(text("PRAGMA foreign_key_check"))
    ]
    return found


def check_index(connection: Connection) -> list[str]:
    """Return in what the lexical index differs from the passages, and whether its words are those of its rows."""
    found = []
    missing = connection.execute(
        text("SELECT count(*) FROM passages WHERE id NOT IN (SELECT rowid FROM passages_fts)")
    ).scalar_one()
    extra = connection.execute(
        text("SELECT count(*) FROM passages_fts WHERE rowid NOT IN (SELECT id FROM passages)")
    ).scalar_one()
    found += [f"the lexical index lacks {missing} passages"] if missing else []
    found += [f"the lexical index has {extra} passages too many"] if extra else []
    differing = connection.execute(
        text(
            "SELECT count(*) FROM passages JOIN editions ON editions.id = passages.edition_id "
            "JOIN passages_fts ON passages_fts.rowid = passages.id "
            "WHERE passages_fts.body <> passages.text OR passages_fts.title <> editions.title"
        )
    ).scalar_one()
    found += [f"the lexical index has other words for {differing} passages"] if differing else []
    try:
        with connection.begin_nested():
            connection.execute(text("INSERT INTO passages_fts (passages_fts) VALUES ('integrity-check')"))
    except DBAPIError:
        found.append("the lexical index is damaged")
    return found


def rebuild_index(connection: Connection) -> None:
    """Make the lexical index anew: rows deleted from it leave their words in it until then."""
    connection.execute(text("INSERT INTO passages_fts (passages_fts) VALUES ('rebuild')"))


def vacuum(engine: Engine) -> None:
    """Write the whole file anew, without what deleted rows left in it; needs as much room again."""
    with engine.execution_options(bare=True).connect() as connection:
        connection.exec_driver_sql("VACUUM")


def truncate_log(engine: Engine, seconds: float) -> bool:
    """Move the write-ahead log into the file and empty it; False when it is read for longer than ``seconds``."""
    with engine.execution_options(bare=True).connect() as connection:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
        try:
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
    return not busy


def vacuum_file(path: Path) -> bool:
    """Write a SQLite file that nobody has open anew, without what deleted rows left in it; False when it is damaged."""
    try:
        with closing(connect(path)) as database:
            database.execute("VACUUM")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except DatabaseError:
        return False
    return True


def copy_file(source: Path, target: Path) -> None:
    """Copy a live SQLite file to ``target``, consistent whatever is being written meanwhile."""
    with closing(connect(source)) as live, closing(connect(target)) as copy:
        live.backup(copy)


def versions_in(path: Path) -> list[str]:
    """Return the digest of every edition of the active index in a catalogue that is not open."""
    with closing(connect(path)) as database:
        query = "SELECT version FROM editions JOIN indexes ON indexes.id = editions.index_id WHERE indexes.active"
        return [str(version) for (version,) in database.execute(query)]


def distrust(path: Path, tables: Collection[str]) -> str | None:
    """Return what is wrong with a stranger's SQLite file, None when it holds plain known tables and is sound."""
    own = re.compile(r"sqlite_\w+|passages_of_edition|passages_fts(_\w+)?")
    try:
        with closing(connect(path)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            database.execute("PRAGMA cell_size_check = ON")
            for kind, name, made_by in database.execute("SELECT type, name, sql FROM sqlite_master"):
                virtual = "virtual" in str(made_by).lower().split()[:2]
                if kind not in ("table", "index") or (virtual and name != "passages_fts"):
                    return f"it has the {kind} {str(name)[:80]!r}"
                if name not in tables and not own.fullmatch(str(name)):
                    return f"it has the {kind} {str(name)[:80]!r}"
            (found,) = database.execute("PRAGMA integrity_check").fetchone()
            return None if found == "ok" else str(found)
    except DatabaseError as error:
        return str(error)


def copy_rows(source: Path, target: Path, columns: Mapping[str, Sequence[str]]) -> None:
    """Copy the rows of plain tables from one SQLite file into another, and index the passages there.

    Args:
        source: a file that `distrust` finds nothing wrong with.
        target: a new catalogue.
        columns: of each table, in an order in which no row points at a later one.
    """
    with closing(connect(target)) as database:
        database.execute("ATTACH DATABASE ? AS stranger", (str(source),))
        for table, names in columns.items():
            listed = ", ".join(f'"{name}"' for name in names)
            database.execute(f"INSERT INTO main.{table} ({listed}) SELECT {listed} FROM stranger.{table}")
        rows = database.execute(
            "SELECT passages.id, editions.title, passages.heading, passages.text FROM main.passages "
            "JOIN main.editions ON editions.id = passages.edition_id"
        ).fetchall()
        database.executemany(
            "INSERT INTO main.passages_fts (rowid, title, heading, body) VALUES (?, ?, ?, ?)",
            [(row_id, title, " ".join(json.loads(heading)), body) for row_id, title, heading, body in rows],
        )
        database.commit()


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'
