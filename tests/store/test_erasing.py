"""Removing a document leaves no text of it on the disk, nor does replacing leave any of the old version's."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fakes import FakeEmbedder
from store import Store

# Words that stand nowhere else in a store, each long enough not to be found by chance.
SECRET = "Quillfeather negotiated with Brumblethorpe in Zanderwick.\nThe Ploverstone accord was signed. Wexcombe left."
SENTENCES = [
    "Quillfeather negotiated with Brumblethorpe in Zanderwick.",
    "The Ploverstone accord was signed.",
    "Wexcombe left.",
]
WORDS = ["quillfeather", "brumblethorp", "zanderwick", "ploverston", "wexcomb"]
OTHER = "Salmon swim upstream in autumn.\nTrout prefer cold rivers."


def files_with(folder: Path, what: str) -> list[str]:
    """Return the files of a folder that hold a text in UTF-8 or UTF-16, whatever the case of its letters."""
    needles = [what.lower().encode(), what.lower().encode("utf-16-le")]
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(needle in path.read_bytes().lower() for needle in needles)
    ]


def assert_gone(store: Store) -> None:
    found = {what: files_with(store.path, what) for what in [*SENTENCES, *WORDS]}
    assert {what: files for what, files in found.items() if files} == {}


@pytest.fixture
def filled(store: Store, make_version: Any) -> Store:
    """A store with the secret among enough else that its pages are shared and its index has many segments."""
    for number in range(12):
        store.add(make_version(OTHER + f"\nNote number {number}.", source=f"/other/{number}"))
    store.add(make_version(SECRET, source="/secret", title="Secret"))
    for number in range(12):
        store.add(make_version(OTHER + f"\nMore of {number}.", source=f"/more/{number}"))
    assert store.search("Quillfeather", limit=1)[0].passage.text.startswith("Quillfeather")
    assert files_with(store.path, SENTENCES[0])
    return store


def secret_id(store: Store) -> str:
    document = store.find("/secret")
    assert document is not None
    return document.document_id


def test_removed_document_leaves_no_sentence_and_no_word(filled: Store) -> None:
    assert filled.remove(secret_id(filled)) == ()
    assert_gone(filled)
    assert filled.check() == []
    assert_gone(filled)


def fill_memory_with(what: str) -> None:
    """Let texts of about the size of an index file stand in all parts of the free memory of this process."""
    kept = []

    def fill() -> None:
        words = what.encode() * (200_000 // len(what))
        texts = []
        for number in range(30):
            texts += [words[: size + number] for size in (52_000, 100_000, 180_000)]
            kept.append(bytes(2_000 + number))  # so that what is freed is not given back as a whole

    threads = [threading.Thread(target=fill) for _ in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_no_file_holds_what_was_in_memory_only(store: Store, make_version: Any) -> None:
    """Chroma's index files begin as memory that nothing was written to."""
    fill_memory_with(SECRET)
    store.add(make_version(OTHER, source="/other"))
    assert list((store.path / "vectors").rglob("data_level0.bin"))
    assert_gone(store)
    store.close()
    assert_gone(store)


def test_what_a_killed_process_left_in_index_files_goes_when_they_are_opened(store: Store, make_version: Any) -> None:
    store.add(make_version(OTHER, source="/other"))
    (file,) = (store.path / "vectors").rglob("data_level0.bin")
    store.close()
    with file.open("r+b") as stream:
        stream.write(SECRET.encode())
    with Store.open(store.path, embedder=FakeEmbedder()) as again:
        assert_gone(again)
        assert again.check() == []
        assert_gone(again)
        assert "Salmon" in again.search("salmon in autumn", limit=1)[0].passage.text


def test_a_second_close_leaves_the_files_to_whoever_owns_them_now(store: Store, make_version: Any) -> None:
    store.add(make_version(OTHER, source="/other"))
    (file,) = (store.path / "vectors").rglob("data_level0.bin")
    store.close()
    file.write_bytes(b"written by the next owner")
    store.close()
    assert file.read_bytes() == b"written by the next owner"


def test_many_removed_documents_leave_nothing(filled: Store, make_version: Any) -> None:
    second = filled.add(make_version(SECRET + " Again.", source="/second"))
    filled.remove(secret_id(filled), second.document_id)
    assert_gone(filled)
    assert len(filled.documents()) == 24


def test_replaced_version_leaves_nothing_once_erased(filled: Store, make_version: Any) -> None:
    """What stays is what the new version says too, the document's name and its title."""
    new = filled.add(make_version("Wexcombe left.\nNothing else is known.", source="/secret", title="Secret"))
    assert filled.erase() == ()
    gone = [*SENTENCES[:2], *WORDS[:4]]
    assert {what: files_with(filled.path, what) for what in gone} == {what: [] for what in gone}
    assert filled.text(new.document_id).startswith("Wexcombe left.")
    assert filled.check() == []


def test_replaced_version_leaves_nothing_after_closing(filled: Store, make_version: Any) -> None:
    filled.add(make_version(OTHER, source="/secret"))
    filled.close()
    assert_gone(filled)


def test_removed_vectors_are_gone_too(filled: Store, embedder: Any) -> None:
    with filled.snapshot() as view:
        (vector, *_) = view.vectors(secret_id(filled))
    filled.remove(secret_id(filled))
    assert not any(vector.tobytes() in path.read_bytes() for path in filled.path.rglob("*") if path.is_file())


def test_large_index_keeps_no_text_either(
    filled: Store, monkeypatch: pytest.MonkeyPatch, embedder: Any, make_version: Any
) -> None:
    """Beyond a bound Chroma's index is not made anew, its database is."""
    monkeypatch.setattr("store.erasing._INDEXED_ANEW", 10)
    filled.remove(secret_id(filled))
    assert_gone(filled)
    assert filled.check() == []
    embedder.encoded = 0
    assert filled.search("salmon")
    assert embedder.encoded == 1


def test_copy_made_before_a_migration_is_erased_too(filled: Store) -> None:
    copy = filled.path / "catalogue.sqlite.before-2"
    with sqlite3.connect(filled.path / "catalogue.sqlite") as live, sqlite3.connect(copy) as target:
        live.backup(target)
    filled.remove(secret_id(filled))
    assert not copy.exists()


def test_question_under_way_puts_erasing_off_until_it_ends(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.erasing._PATIENCE_SECONDS", 0.05)
    identity = secret_id(filled)
    with filled.snapshot() as view:
        assert view.text(identity) == SECRET
        (problem,) = filled.remove(identity)
        assert "a question under way" in problem.what
        assert view.text(identity) == SECRET
        assert view.search("Quillfeather", limit=1)[0].passage.text.startswith("Quillfeather")
    assert_gone(filled)


def test_erasing_that_a_crash_prevented_is_done_when_opened(
    filled: Store, monkeypatch: pytest.MonkeyPatch, embedder: Any
) -> None:
    def crash() -> Iterator[None]:
        raise SystemError("power cut")

    copy = filled.path / "catalogue.sqlite.before-2"
    copy.write_bytes(SECRET.encode())
    with monkeypatch.context() as patched:
        patched.setattr(filled._eraser, "erase", crash)
        with pytest.raises(SystemError):
            filled.remove(secret_id(filled))
        with pytest.raises(SystemError):
            filled.close()
    assert files_with(filled.path, WORDS[0]) == [copy.name]
    with Store.open(filled.path, embedder=embedder) as store:
        assert_gone(store)
        assert store.check() == []


def test_version_that_a_killed_process_never_committed_is_erased_when_opened(filled: Store, embedder: Any) -> None:
    filled.remove(secret_id(filled))
    filled.close()
    code = (
        "import os, signal, sqlite3, sys\n"
        "catalogue = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "catalogue.execute('PRAGMA cache_size = 1')\n"  # so that it writes before it commits, as it may at any time
        "catalogue.execute('BEGIN IMMEDIATE')\n"
        "for number in range(1_000_000, 1_000_100):\n"
        "    row = (number, '', '', sys.argv[2] * 20)\n"
        "    catalogue.execute('INSERT INTO passages_fts (rowid, title, heading, body) VALUES (?, ?, ?, ?)', row)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(filled.path / "catalogue.sqlite"), SECRET], check=False)
    assert files_with(filled.path, SENTENCES[0]) == ["catalogue.sqlite-wal"]
    with Store.open(filled.path, embedder=embedder) as store:
        assert_gone(store)
        assert store.check() == []


def test_original_that_cannot_be_deleted_is_named(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    unlink = Path.unlink

    def refused(path: Path, missing_ok: bool = False) -> None:
        if path.parent.name == "originals":
            raise PermissionError("in use")
        unlink(path, missing_ok)

    document = filled.find("/secret")
    assert document is not None
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refused)
        (problem,) = filled.remove(document.document_id)
    assert problem.where.endswith(document.version)
    assert filled.erase() == ()
    assert_gone(filled)
