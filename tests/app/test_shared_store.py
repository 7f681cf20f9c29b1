"""One store, several processes: commands go through the owner by themselves, and nothing is lost."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import app
from fakes import FakeEmbedder
from ingest.remote import RemoteDocuments
from sharing import serving, start, start_mixed, started_page, text_of
from store import Document, Store, owner_of
from store.endpoint import EndpointError, OwnerClient

posix = pytest.mark.skipif(os.name != "posix", reason="sends signals")
_THREADS = 4


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "SentenceTransformerEmbedder", lambda model: FakeEmbedder(name=model))


def run(capsys: Any, *arguments: str | Path) -> tuple[int, str, str]:
    """Run a command in this process, which is another one than the owner's."""
    capsys.readouterr()
    code = app.main([str(one) for one in arguments])
    return code, *capsys.readouterr()


def documents(store: Path) -> list[Document]:
    """Ask the owner for the documents; between two owners there are none."""
    found = owner_of(store)
    try:
        return RemoteDocuments(OwnerClient(found.contact)).documents() if found and found.contact else []
    except EndpointError:
        return []


def same_but_for_ids(said: tuple[int, str, str]) -> tuple[int, str, str]:
    """Leave out what differs between two stores and two runs: ids, times, milliseconds."""
    code, out, err = said
    out = re.sub(r"\d{4}-\d\d-\d\d[T ][\d:.+]*", "TIME", out)
    out = re.sub(r'"timings": \{[^}]*\}', "TIMINGS", out)
    return code, re.sub(r"-[0-9a-f]{4}\b", "-ID", out), re.sub(r"-[0-9a-f]{4}\b", "-ID", err)


def test_commands_say_the_same_through_the_owner(tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "note.md").write_text("# Space note\n\nThe dialogue was held in Tokyo on 1 April 2025.\n")
    (files / "bad.pdf").write_bytes(b"%PDF-1.7")
    commands = [
        ["ingest", "note.md", "missing.md", "bad.pdf"],  # relative to where the client is
        ["ingest", ".", "--json"],
        ["documents"],
        ["documents", "--failed", "--json"],
        ["ask", "Where was the dialogue held?", "--json"],
        ["ask", "Where?", "--document", "nothing-0000"],
        ["ask", " "],
        ["cards", "--format", "markdown"],
        ["cards", "nothing-0000"],
        ["remove", "nothing-0000"],
        ["reindex"],
        ["check"],
    ]

    def said(store: Path) -> list[tuple[int, str, str]]:
        return [same_but_for_ids(run(capsys, *one, "--store", store)) for one in commands]

    monkeypatch.chdir(files)

    with serving(tmp_path / "shared"):
        shared = said(tmp_path / "shared")
    assert shared == said(tmp_path / "alone")
    assert [code for code, _, _ in shared] == [1, 1, 0, 0, 0, 1, 2, 0, 1, 1, 0, 0]


def slow_files(tmp_path: Path, count: int) -> list[Path]:
    """Files of which each takes a second to embed."""
    paths = [tmp_path / f"{number}.txt" for number in range(count)]
    for path in paths:
        path.write_text(f"Document {path.name} goes slowly.")
    return paths


def files_up_to_a_gate(tmp_path: Path, quick: int, gate: Path) -> list[Path]:
    """Files of which some are taken in at once, one when there is a file ``gate``, and two after it."""
    paths = [tmp_path / f"{number}.txt" for number in range(quick + 3)]
    for path in paths:
        path.write_text(f"Document {path.name} is quick.")
    paths[quick].write_text(f"Document {paths[quick].name} waits for {gate} to be there.")
    return paths


def wait_for_documents(store: Path, count: int) -> None:
    deadline = time.monotonic() + 60
    while len(documents(store)) < count:
        assert time.monotonic() < deadline
        time.sleep(0.1)


@posix
def test_interrupting_the_client_stops_the_ingest_and_keeps_what_is_done(tmp_path: Path, capsys: Any) -> None:
    store = tmp_path / "store"
    with serving(store):
        client = start("ingest", *slow_files(tmp_path, 30), "--store", store)
        wait_for_documents(store, 2)
        client.send_signal(signal.SIGINT)
        _, err = client.communicate(timeout=30)
        assert client.returncode == 1
        (told,) = re.findall(r"interrupted after (\d+) added", err)
        assert err.strip().endswith("interrupted; what was finished is kept")
        assert len(documents(store)) == int(told)
        time.sleep(2.5)  # enough for two more, if it went on
        assert len(documents(store)) == int(told)
        assert run(capsys, "check", "--store", store)[0] == 0


@posix
@pytest.mark.parametrize(
    "end",
    [
        pytest.param(signal.SIGINT, id="ends", marks=pytest.mark.slow),
        pytest.param(signal.SIGKILL, id="is killed"),
    ],
)
def test_client_goes_on_alone_when_the_owner(tmp_path: Path, end: signal.Signals) -> None:
    store = tmp_path / "store"
    files = slow_files(tmp_path, 6)
    with serving(store) as owner:
        client = start("ingest", *files, "--store", store)
        wait_for_documents(store, 2)
        owner.send_signal(end)
        out, err = client.communicate(timeout=60)
    assert (client.returncode, err) == (0, "")
    assert out.splitlines()[-1] == "6 added, 0 replaced, 0 unchanged, 0 failed"
    with Store.open(store, embedder=FakeEmbedder(name="all-MiniLM-L6-v2")) as opened:
        assert [one.source for one in opened.documents()] == [str(path) for path in files]
        assert opened.check() == []


@posix
def test_folder_is_watched_through_the_owner_and_on_when_it_ends(tmp_path: Path) -> None:
    store, folder = tmp_path / "store", tmp_path / "folder"
    folder.mkdir()

    def add(name: str, count: int) -> None:
        (folder / name).write_text(f"Words of {name}.")
        wait_for_documents(store, count)

    with serving(store) as owner:
        watcher = start("watch", folder, "--store", store, "--settle", "0")
        try:
            add("a.txt", 1)
            add("b.txt", 2)
            owner.send_signal(signal.SIGINT)
            owner.wait(30)
            add("c.txt", 3)  # the watching process owns the store now, and answers
            watcher.send_signal(signal.SIGINT)
            out, err = watcher.communicate(timeout=30)
        finally:
            watcher.kill()
    assert (watcher.returncode, err) == (0, "")
    assert [line.split()[-1] for line in out.splitlines() if line.startswith("added")] == [
        str(folder / name) for name in ("a.txt", "b.txt", "c.txt")
    ]


@posix
def test_owner_that_was_killed_is_no_hindrance(tmp_path: Path, capsys: Any) -> None:
    with serving(tmp_path / "store") as owner:
        owner.kill()
        owner.wait()
        assert (tmp_path / "store" / "owner.json").exists()
        begun = time.monotonic()
        assert run(capsys, "documents", "--store", tmp_path / "store")[0] == 0
        assert time.monotonic() - begun < 10


def test_another_model_is_told_with_what_to_do(tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(tmp_path / "store") as owner:
        monkeypatch.setenv("BRIEFING_EMBEDDER", "other")
        code, out, err = run(capsys, "reindex", "--store", tmp_path / "store")
    assert (code, out) == (1, "")
    assert err.startswith(
        f"briefing: process {owner.pid} has the store open with the model all-MiniLM-L6-v2, not other"
    )
    assert "stop that process" in err


# -- the page is started second


def line_of(process: subprocess.Popen[str], start_of_line: str) -> str:
    """Read what a process says up to a line that starts so, and return that line."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(start_of_line):
            return line
    raise AssertionError(f"it ended and never said {start_of_line!r}: {process.stderr and process.stderr.read()}")


def owner_pid(store: Path) -> int | None:
    found = owner_of(store)
    return None if found is None else found.pid


@contextmanager
def watching(store: Path, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Let a process watch a folder that is there, for the length of a block; it owns the store when it is alone."""
    process = start("watch", folder, "--store", store, "--settle", "0")
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@contextmanager
def waiting_page(store: Path) -> Iterator[subprocess.Popen[str]]:
    """Start the page of a store that another process has, and wait until it says that it waits for it."""
    with started_page(store) as process:
        assert process.stderr is not None
        assert "waiting" in process.stderr.readline()
        yield process


def add(folder: Path, store: Path, name: str, count: int) -> None:
    (folder / name).write_text(f"Words of {name}.")
    wait_for_documents(store, count)


@posix
def test_page_starts_while_a_folder_is_watched_and_may_be_killed(tmp_path: Path) -> None:
    store, folder = tmp_path / "store", tmp_path / "folder"
    folder.mkdir()
    with watching(store, folder) as watcher:
        add(folder, store, "a.txt", 1)
        assert owner_pid(store) == watcher.pid
        with serving(store) as page:
            assert owner_pid(store) == page.pid
            add(folder, store, "b.txt", 2)  # watched on, through the page
            page.kill()
            page.wait()
            add(folder, store, "c.txt", 3)
            assert owner_pid(store) == watcher.pid
            _, told = page.communicate()
        assert re.search(rf"process {watcher.pid} \(briefing watch\) has the store open: waiting", told)
        with serving(store) as page:
            watcher.kill()
            watcher.wait()
            assert owner_pid(store) == page.pid
            assert len(documents(store)) == 3
    with Store.open(store, embedder=FakeEmbedder(name="all-MiniLM-L6-v2")) as opened:
        assert opened.check() == []


@posix
@pytest.mark.parametrize("killed", [pytest.param("who waits", marks=pytest.mark.slow), "who is waited for"])
def test_waiting_for_the_store_survives_that_one_is_killed(tmp_path: Path, killed: str) -> None:
    store, folder, gate = tmp_path / "store", tmp_path / "folder", tmp_path / "gate"
    folder.mkdir()
    files_up_to_a_gate(folder, 1, gate)
    with watching(store, folder) as watcher:
        wait_for_documents(store, 1)
        with waiting_page(store) as page:
            if killed == "who waits":
                page.kill()
                gate.touch()
                wait_for_documents(store, 4)
                assert owner_pid(store) == watcher.pid
            else:
                watcher.kill()
                assert "http://" in line_of(page, "Briefing")
                assert owner_pid(store) == page.pid


@posix
def test_long_ingest_makes_way_for_the_page_and_goes_on_through_it(tmp_path: Path) -> None:
    store, gate = tmp_path / "store", tmp_path / "gate"
    files = files_up_to_a_gate(tmp_path, 2, gate)
    ingest = start("ingest", *files, "--store", store)
    try:
        wait_for_documents(store, 2)
        assert owner_pid(store) == ingest.pid
        with waiting_page(store) as page:
            assert ingest.poll() is None
            gate.touch()
            assert "http://" in line_of(page, "Briefing")
            assert owner_pid(store) == page.pid
            out, err = ingest.communicate(timeout=60)
            assert (ingest.returncode, err) == (0, "")
            assert out.splitlines()[-1] == "5 added, 0 replaced, 0 unchanged, 0 failed"
            assert len(documents(store)) == 5
    finally:
        ingest.kill()
        ingest.communicate()


@posix
def test_page_of_a_store_that_a_page_has_is_refused_at_once(tmp_path: Path, capsys: Any) -> None:
    with serving(tmp_path / "store") as page:
        code, out, err = run(capsys, "serve", "--port", "0", "--store", tmp_path / "store")
        assert (code, out) == (1, "")
        assert f"in use by process {page.pid}" in err
        assert len(err.splitlines()) == 1
        assert documents(tmp_path / "store") == []  # the first one goes on


# -- two processes, eight threads


def finished(process: subprocess.Popen[str], seconds: float) -> dict[str, object]:
    out, err = process.communicate(timeout=seconds)
    assert out.strip(), err
    told: dict[str, object] = json.loads(out.splitlines()[-1])
    assert told["errors"] == [], err
    assert process.returncode == 0, err
    return told


@pytest.mark.parametrize("operations", [64, pytest.param(1_000, marks=pytest.mark.slow)])
def test_two_processes_and_eight_threads_share_a_store(tmp_path: Path, operations: int) -> None:
    store, files, gone = tmp_path / "store", tmp_path / "files", tmp_path / "gone"
    files.mkdir()
    each = operations // (2 * _THREADS)
    owner = start_mixed(store, files, 0, _THREADS, each, gone)
    other = None
    try:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "open\n"
        other = start_mixed(store, files, 1, _THREADS, each, gone)
        told = [finished(other, 1_200)]
        gone.touch()
        told.append(finished(owner, 300))
    finally:
        for process in (owner, other):
            if process is not None:
                process.kill()
                process.communicate()
    assert [one["owns"] for one in told] == [False, True]
    assert sum(sum(one["done"].values()) for one in told) == operations
    rounds = {int(source): number for one in told for source, number in one["rounds"].items() if number}
    with Store.open(store, embedder=FakeEmbedder(name="all-MiniLM-L6-v2")) as opened:
        assert opened.check() == []
        texts = {one.source: opened.text(one.document_id) for one in opened.documents()}
        assert texts == {str(files / f"{source}.txt"): text_of(source, number) for source, number in rounds.items()}
        for document in opened.documents():
            assert opened.original(document.document_id).decode() == texts[document.source]
            assert document.version == hashlib.sha256(texts[document.source].encode()).hexdigest()
