"""A store written to a file and restored: also while it is written to, and never from a file that is not sound."""

from __future__ import annotations

import sqlite3
import stat
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from store import Store, StoreUnusable, backup, restore

TEXT = "The dialogue was held in Tokyo.\nThe delegation visited Tsukuba. It met JAXA."


@pytest.fixture
def saved(store: Store, tmp_path: Path, make_version: Any) -> Path:
    store.add(make_version(TEXT, source="/note"))
    backup(store.path, tmp_path / "saved.zip")
    return tmp_path / "saved.zip"


def test_restored_store_is_the_same_and_embeds_nothing(
    store: Store, saved: Path, tmp_path: Path, embedder: Any
) -> None:
    documents = store.documents()
    embedder.encoded = 0
    restore(saved, tmp_path / "again")
    with Store.open(tmp_path / "again", embedder=embedder) as again:
        assert again.documents() == documents
        assert again.text(documents[0].document_id) == TEXT
        assert again.original(documents[0].document_id) == TEXT.encode()
        assert again.check() == []
        assert embedder.encoded == 0
        assert again.search("Tokyo")[0].passage == store.search("Tokyo")[0].passage


def test_no_vectors_and_no_log_are_in_the_file(saved: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {"catalogue.sqlite", "originals"}
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600


def test_backup_while_the_store_is_written_to(store: Store, tmp_path: Path, make_version: Any, embedder: Any) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            text = "".join(f"Round {number} line {line}.\n" for line in range(20))
            store.add(make_version(text, source=f"/{number % 3}"))

    store.add(make_version(TEXT, source="/note"))
    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            backup(store.path, tmp_path / f"{number}.zip")
    finally:
        stop.set()
        writer.join()
    for number in range(5):
        restore(tmp_path / f"{number}.zip", tmp_path / f"again-{number}")
        with Store.open(tmp_path / f"again-{number}", embedder=embedder) as again:
            assert again.check() == []
            assert again.find("/note") is not None
            for document in again.documents():
                assert document.source == "/note" or len(set(again.text(document.document_id).split()[1::4])) == 1


def test_nothing_is_overwritten(store: Store, saved: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="exists already"):
        backup(store.path, saved)
    with pytest.raises(StoreUnusable, match="not empty"):
        restore(saved, store.path)
    with pytest.raises(StoreUnusable, match="no store"):
        backup(tmp_path / "nothing", tmp_path / "x.zip")


Member = tuple[str | zipfile.ZipInfo, bytes]


def _member(name: str, mode: int) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.external_attr = mode << 16
    return member


@pytest.mark.parametrize(
    "member",
    [
        ("../outside", b"x"),
        ("/etc/outside", b"x"),
        ("originals/../../outside", b"x"),
        ("vectors/chroma.sqlite3", b"x"),
        (_member("originals/" + "a" * 64, stat.S_IFLNK | 0o777), b"/etc/passwd"),
        (_member("originals/" + "a" * 64, stat.S_IFCHR | 0o666), b""),
        ("originals/" + "a" * 64, b"not what its digest says"),
    ],
    ids=["parent", "absolute", "hidden parent", "vectors", "link", "device", "digest"],
)
def test_archive_with_a_member_that_is_none_of_ours_is_refused(saved: Path, tmp_path: Path, member: Member) -> None:
    with zipfile.ZipFile(saved, "a") as archive:
        archive.writestr(*member)
    _assert_refused(saved, tmp_path)


def test_bomb_is_refused(saved: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(saved, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("originals/" + "b" * 64, bytes(50_000_000))
    _assert_refused(saved, tmp_path)


@pytest.mark.parametrize("damage", ["cut", "no archive", "a bit"])
def test_damaged_archive_is_refused(saved: Path, tmp_path: Path, damage: str) -> None:
    content = bytearray(saved.read_bytes())
    if damage == "cut":
        content = content[: len(content) // 2]
    elif damage == "a bit":
        content[content.index(TEXT.encode())] ^= 1
    saved.write_bytes(b"words" if damage == "no archive" else content)
    _assert_refused(saved, tmp_path)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON documents BEGIN DELETE FROM documents; END",
        "CREATE VIEW v AS SELECT * FROM documents",
        "CREATE TABLE recipes (name TEXT)",
        "UPDATE schema_record SET version = 999",
        "UPDATE editions SET version = 'c'",
    ],
)
def test_catalogue_that_is_none_of_ours_is_refused(saved: Path, tmp_path: Path, statement: str) -> None:
    _change_catalogue(saved, tmp_path, lambda database: database.execute(statement))
    _assert_refused(saved, tmp_path)


def _change_catalogue(saved: Path, tmp_path: Path, change: Callable[[sqlite3.Connection], object]) -> None:
    with zipfile.ZipFile(saved) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    (tmp_path / "c.sqlite").write_bytes(members["catalogue.sqlite"])
    with closing(sqlite3.connect(tmp_path / "c.sqlite")) as database:
        change(database)
        database.commit()
    members["catalogue.sqlite"] = (tmp_path / "c.sqlite").read_bytes()
    with zipfile.ZipFile(saved, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def _assert_refused(saved: Path, tmp_path: Path) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(StoreUnusable, match=r"saved\.zip|later release|newer release"):
        restore(saved, tmp_path / "again")
    assert sorted(path.name for path in tmp_path.iterdir()) == before
