"""A store made by an earlier release opens and is upgraded without loss."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from store import Store, backup, restore
from store.originals import digest_of
from store.schema import SCHEMA_VERSION

# The schema of the first release, as it was; never change it.
VERSION_1 = """
CREATE TABLE schema_record (version INTEGER NOT NULL);
CREATE TABLE indexes (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, model VARCHAR NOT NULL, model_digest VARCHAR, dimension INTEGER,
    chunking TEXT, active BOOLEAN NOT NULL
);
CREATE TABLE documents (document_id VARCHAR NOT NULL, source TEXT NOT NULL, PRIMARY KEY (document_id), UNIQUE (source));
CREATE TABLE editions (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, document_id VARCHAR NOT NULL, index_id INTEGER NOT NULL,
    version VARCHAR(64) NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, pages INTEGER, places TEXT NOT NULL,
    added_at DATETIME NOT NULL, UNIQUE (document_id, index_id),
    FOREIGN KEY(document_id) REFERENCES documents (document_id), FOREIGN KEY(index_id) REFERENCES indexes (id)
);
CREATE TABLE passages (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, passage_id VARCHAR(32) NOT NULL, edition_id INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, page INTEGER, heading TEXT NOT NULL, sentences TEXT NOT NULL,
    text TEXT NOT NULL, vector BLOB NOT NULL, UNIQUE (passage_id), FOREIGN KEY(edition_id) REFERENCES editions (id)
);
CREATE INDEX passages_of_edition ON passages (edition_id, start);
CREATE VIRTUAL TABLE passages_fts USING fts5(
    title, heading, body, tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO schema_record VALUES (1);
INSERT INTO indexes (model, model_digest, dimension, active) VALUES ('fake', '{digest}', 64, 1);
INSERT INTO documents VALUES ('note-0a1b', '/briefs/note.txt');
"""
TEXT = "The dialogue was held in Tokyo."


@pytest.fixture
def old_store(tmp_path: Path, embedder: Any) -> Path:
    folder = tmp_path / "old"
    (folder / "originals").mkdir(parents=True)
    (folder / "originals" / digest_of(TEXT.encode())).write_bytes(TEXT.encode())
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.executescript(VERSION_1.format(digest=embedder.digest))
        database.execute(
            "INSERT INTO editions VALUES (1, 'note-0a1b', 1, ?, 'Note', ?, NULL, '[]', '2026-01-02 03:04:05.000000')",
            (digest_of(TEXT.encode()), TEXT),
        )
        database.execute(
            "INSERT INTO passages VALUES (1, ?, 1, 0, ?, NULL, '[]', ?, ?, ?)",
            ("a" * 32, len(TEXT), f"[[0, {len(TEXT)}]]", TEXT, embedder.encode(["Note\n" + TEXT])[0].tobytes()),
        )
        database.execute("INSERT INTO passages_fts (rowid, title, heading, body) VALUES (1, 'Note', '', ?)", (TEXT,))
        database.commit()
    return folder


def test_first_release_is_upgraded_without_loss(old_store: Path, embedder: Any, make_version: Any) -> None:
    embedder.encoded = 0
    with Store.open(old_store, embedder=embedder) as store:
        (document,) = store.documents()
        assert (document.document_id, document.source, document.title) == ("note-0a1b", "/briefs/note.txt", "Note")
        assert document.added_at.isoformat() == "2026-01-02T03:04:05+00:00"
        assert store.text(document.document_id) == TEXT
        assert store.original(document.document_id) == TEXT.encode()
        assert store.check() == []
        assert embedder.encoded == 0
        assert store.search("Where was the dialogue?")[0].passage.text == TEXT
        added = store.add(make_version("Salmon swim upstream.", source="/fish"))
        store.remove(document.document_id)
        assert store.documents() == [added]
        assert store.check() == []


def test_copy_of_the_older_catalogue_is_kept(old_store: Path, embedder: Any) -> None:
    Store.open(old_store, embedder=embedder).close()
    with closing(sqlite3.connect(old_store / f"catalogue.sqlite.before-{SCHEMA_VERSION}")) as copy:
        assert copy.execute("SELECT version FROM schema_record").fetchone() == (1,)
        assert copy.execute("SELECT text FROM editions").fetchone() == (TEXT,)


def test_backup_of_the_first_release_can_be_restored(old_store: Path, tmp_path: Path, embedder: Any) -> None:
    assert backup(old_store, tmp_path / "old.zip") == 1
    restore(tmp_path / "old.zip", tmp_path / "again")
    with Store.open(tmp_path / "again", embedder=embedder) as store:
        assert store.text("note-0a1b") == TEXT
        assert store.check() == []


def test_upgraded_schema_is_that_of_a_new_store(old_store: Path, tmp_path: Path, embedder: Any) -> None:
    Store.open(old_store, embedder=embedder).close()
    Store.open(tmp_path / "new", embedder=embedder).close()
    assert _columns(old_store) == _columns(tmp_path / "new")


def _columns(folder: Path) -> dict[str, list[tuple[str, int, int]]]:
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: [(row[1], row[3], row[5]) for row in database.execute(f"PRAGMA table_info({table})")]
            for table in tables
        }
