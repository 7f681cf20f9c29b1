"""What survives: reopening, killed processes, lost vector folders, damage, full disks, migrations."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text as sql

from fakes import FakeEmbedder
from store import RecordMismatch, Store, StoreError, StoreLocked, StoreTooNew, StoreUnusable
from store.fulltext import open_engine
from store.record import bring_up_to_date
from store.schema import SCHEMA_VERSION

ROOT = Path(__file__).resolve().parents[2]
SPACE = "The dialogue was held in Tokyo.\nThe delegation visited Tsukuba. It met JAXA."
FISH = "Salmon swim upstream in autumn.\nTrout prefer cold rivers."


def _python(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_reopened_store_has_everything_and_embeds_nothing(tmp_path: Path, embedder: Any, make_version: Any) -> None:
    with Store.open(tmp_path / "s", embedder=embedder) as store:
        document = store.add(make_version(SPACE))
    embedder.encoded = 0
    with Store.open(tmp_path / "s", embedder=embedder) as store:
        assert store.documents() == [document]
        assert store.check() == []
        assert embedder.encoded == 0
        assert store.search("Tokyo")[0].passage.document_id == document.document_id


def test_lost_vector_folder_is_made_anew_without_embedding(tmp_path: Path, embedder: Any, make_version: Any) -> None:
    with Store.open(tmp_path / "s", embedder=embedder) as store:
        store.add(make_version(SPACE))
    shutil.rmtree(tmp_path / "s" / "vectors")
    embedder.encoded = 0
    with Store.open(tmp_path / "s", embedder=embedder) as store:
        assert store.check() == []
        assert embedder.encoded == 0


def test_damaged_vector_database_is_made_anew(tmp_path: Path, embedder: Any, make_version: Any) -> None:
    with Store.open(tmp_path / "s", embedder=embedder) as store:
        store.add(make_version(SPACE))
    (tmp_path / "s" / "vectors" / "chroma.sqlite3").write_bytes(b"this is no database" * 100)
    with Store.open(tmp_path / "s", embedder=embedder) as store:
        assert store.check() == []


def test_second_process_gets_a_clear_error_and_the_first_goes_on(store: Store, make_version: Any) -> None:
    store.add(make_version(SPACE))
    second = _python(
        """
        import sys, time
        from store import Store, StoreLocked
        begun = time.monotonic()
        try:
            Store.open(sys.argv[1])
        except StoreLocked as error:
            print(time.monotonic() - begun, error)
        """,
        str(store.path),
    )
    out, err = second.communicate(timeout=60)
    assert second.returncode == 0, err
    seconds, message = out.split(" ", 1)
    assert float(seconds) < 1
    assert f"process {os.getpid()}" in message
    assert "--store" in message
    store.add(make_version(FISH, source="/fish"))
    assert store.check() == []


def test_second_store_in_the_same_process_is_refused(store: Store, embedder: Any) -> None:
    with pytest.raises(StoreLocked, match="already open in this process"):
        Store.open(store.path, embedder=embedder)


def test_lock_dies_with_its_process_and_is_not_inherited(tmp_path: Path, embedder: Any) -> None:
    owner = _python(
        """
        import subprocess, sys, time
        from fakes import FakeEmbedder
        from store import Store
        store = Store.open(sys.argv[1], embedder=FakeEmbedder())
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], close_fds=False)
        print(child.pid, flush=True)
        time.sleep(60)
        """,
        str(tmp_path / "s"),
    )
    assert owner.stdout is not None
    child = int(owner.stdout.readline())
    try:
        with pytest.raises(StoreLocked):
            Store.open(tmp_path / "s", embedder=embedder)
        owner.kill()
        owner.wait()
        Store.open(tmp_path / "s", embedder=embedder).close()
    finally:
        os.kill(child, signal.SIGKILL)
        owner.communicate()


def test_closed_store_can_be_opened_again(tmp_path: Path, embedder: Any) -> None:
    store = Store.open(tmp_path / "s", embedder=embedder)
    store.close()
    store.close()
    Store.open(tmp_path / "s", embedder=embedder).close()


@pytest.mark.parametrize("delay", [0.0, 0.05, 0.2])
def test_killed_writer_leaves_whole_documents(tmp_path: Path, embedder: Any, make_version: Any, delay: float) -> None:
    writer = _python(
        """
        import importlib.util, sys
        from fakes import FakeEmbedder
        from store import Store
        spec = importlib.util.spec_from_file_location("versions", "tests/store/conftest.py")
        versions = importlib.util.module_from_spec(spec); spec.loader.exec_module(versions)
        store = Store.open(sys.argv[1], embedder=FakeEmbedder())
        for n in range(10_000):
            text = "".join(f"Round {n} line {line}.\\n" for line in range(40))
            store.add(versions._make_version(text, source=f"/{n % 5}"))
            print(n, flush=True)
        """,
        str(tmp_path / "s"),
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "0\n", writer.stderr and writer.stderr.read()
    time.sleep(delay)
    writer.kill()
    acknowledged = [0, *map(int, writer.communicate()[0].split())]
    with Store.open(tmp_path / "s", embedder=embedder) as store:
        assert store.check() == []
        kept = {document.source: store.text(document.document_id) for document in store.documents()}
        for source, text in kept.items():
            rounds = {line.split()[1] for line in text.splitlines()}
            assert len(rounds) == 1, f"{source} mixes versions"
        newest = max(acknowledged)
        assert kept[f"/{newest % 5}"].startswith((f"Round {newest} ", f"Round {newest + 5} "))


def test_interrupted_commit_is_swept(tmp_path: Path, embedder: Any, make_version: Any) -> None:
    with Store.open(tmp_path / "s", embedder=embedder) as store:
        store.add(make_version(SPACE))
        # As a process leaves it that dies after writing the vectors and before the commit.
        store._vectors.add(1, ["a" * 32], embedder.encode(["ghost"]), ["ghost"])
        store._originals.put(b"ghost")
        assert all(hit.passage.passage_id != "a" * 32 for hit in store.search("ghost"))
    with Store.open(tmp_path / "s", embedder=embedder) as store:
        assert store.check() == []
        assert len(list((store.path / "originals").iterdir())) == 1


def test_check_finds_what_is_damaged(tmp_path: Path, embedder: Any, make_version: Any) -> None:
    with Store.open(tmp_path / "s", embedder=embedder) as store:
        document = store.add(make_version(SPACE))
        database = sqlite3.connect(store.path / "catalogue.sqlite")
        database.execute("UPDATE passages SET text = 'other' WHERE start = 0")
        database.commit()
        (store.path / "originals" / document.version).write_bytes(b"changed")
        store._vectors.delete(1, [store.search("Tsukuba", limit=1)[0].passage.passage_id])
        found = "\n".join(map(str, store.check()))
    assert "is not the text at its span" in found
    assert "original file is missing or has changed" in found
    assert "vectors: 1 passages are missing" in found


def test_truncated_catalogue_is_told(tmp_path: Path, embedder: Any, make_version: Any) -> None:
    with Store.open(tmp_path / "s", embedder=embedder) as store:
        store.add(make_version(SPACE))
    (tmp_path / "s" / "catalogue.sqlite").write_bytes(b"no database at all" * 1000)
    with pytest.raises(StoreUnusable, match="damaged"):
        Store.open(tmp_path / "s", embedder=embedder)


def test_other_database_is_left_alone(tmp_path: Path, embedder: Any) -> None:
    database = sqlite3.connect(tmp_path / "catalogue.sqlite")
    database.execute("CREATE TABLE recipes (name TEXT)")
    database.commit()
    with pytest.raises(StoreUnusable, match="no store of this program"):
        Store.open(tmp_path, embedder=embedder)


def test_file_in_place_of_the_folder_is_told(tmp_path: Path, embedder: Any) -> None:
    (tmp_path / "s").write_text("a file")
    with pytest.raises(StoreUnusable, match="a file stands where a folder is needed"):
        Store.open(tmp_path / "s", embedder=embedder)


def test_store_of_another_model_is_refused(tmp_path: Path, make_version: Any) -> None:
    with Store.open(tmp_path / "s", embedder=FakeEmbedder()) as store:
        store.add(make_version(SPACE))
    with pytest.raises(RecordMismatch, match=r"model fake \(64-d\), not other: run `briefing reindex`"):
        Store.open(tmp_path / "s", embedder=FakeEmbedder(name="other"))


def test_store_of_other_weights_is_refused_when_they_are_loaded(tmp_path: Path, make_version: Any) -> None:
    with Store.open(tmp_path / "s", embedder=FakeEmbedder()) as store:
        store.add(make_version(SPACE))
    with Store.open(tmp_path / "s", embedder=FakeEmbedder(digest="e" * 64)) as store:
        with pytest.raises(RecordMismatch, match="digest"):
            store.search("Tokyo")


def test_empty_store_takes_any_model(tmp_path: Path, make_version: Any) -> None:
    Store.open(tmp_path / "s", embedder=FakeEmbedder()).close()
    with Store.open(tmp_path / "s", embedder=FakeEmbedder(name="other", dimension=32)) as store:
        store.add(make_version(SPACE))
        assert store.check() == []


def test_other_chunking_is_refused(store: Store, make_version: Any) -> None:
    store.require_chunking({"size": 1})
    store.add(make_version(SPACE))
    store.require_chunking({"size": 1})
    with pytest.raises(RecordMismatch, match="briefing reindex"):
        store.require_chunking({"size": 2})


def test_rebuild_changes_model_and_chunking_in_one_step(tmp_path: Path, make_version: Any) -> None:
    with Store.open(tmp_path / "s", embedder=FakeEmbedder()) as store:
        store.require_chunking({"size": 1})
        document = store.add(make_version(SPACE))
    other = FakeEmbedder(name="other", dimension=32)
    with Store.open(tmp_path / "s", embedder=other, for_rebuild=True) as store:
        with store.rebuild({"size": 2}) as rebuild:
            assert rebuild.original(document.document_id) == SPACE.encode()
            rebuild.add(document.document_id, make_version(SPACE))
    with Store.open(tmp_path / "s", embedder=other) as store:
        store.require_chunking({"size": 2})
        assert store.check() == []
        assert store.documents()[0].document_id == document.document_id
        assert store.search("Tokyo")[0].passage.text == "The dialogue was held in Tokyo."


@pytest.mark.parametrize("failing", ["raises", "forgets"])
def test_failed_rebuild_changes_nothing(store: Store, make_version: Any, failing: str) -> None:
    document = store.add(make_version(SPACE))
    second = store.add(make_version(FISH, source="/fish"))
    with pytest.raises(StoreError), store.rebuild({"size": 2}) as rebuild:
        rebuild.add(document.document_id, make_version("Other."))
        if failing == "raises":
            raise StoreError("the file cannot be read")
    assert store.documents() == [document, second]
    assert store.text(document.document_id) == SPACE
    assert store.check() == []


def test_old_index_answers_during_a_rebuild(store: Store, make_version: Any) -> None:
    document = store.add(make_version(SPACE))
    with store.rebuild({"size": 2}) as rebuild:
        rebuild.add(document.document_id, make_version("Ghost text."))
        assert [hit.passage.text for hit in store.search("ghost", limit=9)] == [
            hit.passage.text for hit in store.search("ghost", limit=2)
        ]
        assert "Ghost text." not in {hit.passage.text for hit in store.search("ghost text")}
    assert store.search("ghost text")[0].passage.text == "Ghost text."


def test_newer_schema_is_refused(tmp_path: Path, embedder: Any) -> None:
    Store.open(tmp_path / "s", embedder=embedder).close()
    database = sqlite3.connect(tmp_path / "s" / "catalogue.sqlite")
    database.execute("UPDATE schema_record SET version = 999")
    database.commit()
    database.close()
    with pytest.raises(StoreTooNew, match="schema version 999"):
        Store.open(tmp_path / "s", embedder=embedder)


def test_older_schema_is_migrated_after_a_backup(tmp_path: Path, embedder: Any, make_version: Any) -> None:
    with Store.open(tmp_path / "s", embedder=embedder) as store:
        store.add(make_version(SPACE))
    catalogue = tmp_path / "s" / "catalogue.sqlite"
    engine = open_engine(catalogue)
    now, then = SCHEMA_VERSION, SCHEMA_VERSION + 1
    steps = {now: lambda connection: connection.execute(sql("ALTER TABLE editions ADD COLUMN author TEXT"))}
    bring_up_to_date(engine, catalogue, "fake", migrations=steps, target=then)
    with engine.connect() as connection:
        assert connection.execute(sql("SELECT author FROM editions")).all() == [(None,)]
        assert connection.execute(sql("SELECT version FROM schema_record")).scalar_one() == then
    engine.dispose()
    with sqlite3.connect(tmp_path / "s" / f"catalogue.sqlite.before-{then}") as backup:
        assert backup.execute("SELECT version FROM schema_record").fetchone() == (now,)


def test_failed_migration_leaves_the_catalogue_as_it_was(tmp_path: Path, embedder: Any) -> None:
    Store.open(tmp_path / "s", embedder=embedder).close()
    catalogue = tmp_path / "s" / "catalogue.sqlite"
    engine = open_engine(catalogue)

    def step(connection: Any) -> None:
        connection.execute(sql("ALTER TABLE editions ADD COLUMN author TEXT"))
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        bring_up_to_date(engine, catalogue, "fake", migrations={SCHEMA_VERSION: step}, target=SCHEMA_VERSION + 1)
    engine.dispose()
    Store.open(tmp_path / "s", embedder=embedder).close()


@pytest.mark.skipif(os.name != "posix", reason="POSIX file modes")
def test_others_cannot_read_the_store(store: Store) -> None:
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o700
    owner = store.path / "owner.json"
    assert stat.S_IMODE(owner.stat().st_mode) == 0o600
    assert json.loads(owner.read_text())["pid"] == os.getpid()
