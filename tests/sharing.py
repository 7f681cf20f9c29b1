"""Real processes that share one store: the `briefing` command with a quick model, and mixed work that is verified.

Every text is made of a word that names its source and its round, so that any part of any version is recognised
wherever it turns up, and is compared with the whole text of that version.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import app
from assistant.remote import RemoteAssistant
from assistant.service import AnswerSettings, Assistants
from fakes import FakeEmbedder
from ingest.remote import RemoteDocuments
from ingest.service import StoreDocuments

ROOT = Path(__file__).resolve().parents[1]
_LINES = 12
_SOURCES_OF_A_THREAD = 2
_WORD = re.compile(r"mark(\d+)x(\d+)end")
# What a thread does, with what shares.
_KINDS = {"ingest": 35, "remove": 10, "documents": 20, "search": 25, "ask": 10}
_WAITS = re.compile(r"waits for (\S+)")
_LONGEST_WAIT_SECONDS = 120.0


class Slow(FakeEmbedder):
    """Takes its time with texts that ask for it, so that a process is caught in the middle of an ingest.

    A text that "goes slowly" takes a second, one that "waits for PATH" until there is such a file.
    """

    def encode(self, texts: Any) -> Any:
        if any("slowly" in text for text in texts):
            time.sleep(1.0)
        for gate in (Path(name) for text in texts for name in _WAITS.findall(text)):
            deadline = time.monotonic() + _LONGEST_WAIT_SECONDS
            while not gate.exists() and time.monotonic() < deadline:
                time.sleep(0.02)
        return super().encode(texts)


def command(arguments: list[str]) -> int:
    """Run the `briefing` command with the quick model."""
    app.SentenceTransformerEmbedder = lambda model: Slow(name=model)  # type: ignore[assignment, misc]
    return app.main(arguments)


def start(*arguments: str | Path, folder: Path | None = None) -> subprocess.Popen[str]:
    """Start the `briefing` command in a process of its own, in a folder."""
    return _start("command(sys.argv[1:])", [str(one) for one in arguments], folder)


def start_mixed(*arguments: object) -> subprocess.Popen[str]:
    """Start `mixed` in a process of its own."""
    return _start("mixed(*sys.argv[1:])", [str(one) for one in arguments], None)


def _start(call: str, arguments: list[str], folder: Path | None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", f"import sys; from sharing import command, mixed; sys.exit({call})", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]), "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def started_page(store: Path) -> Any:
    """Start `briefing serve` on a store; it is killed at the end of the block."""
    process = start("serve", "--port", "0", "--store", store)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@contextmanager
def serving(store: Path) -> Any:
    """Run `briefing serve` on a store for the length of a block."""
    with started_page(store) as process:
        assert process.stdout is not None
        assert "http://" in process.stdout.readline()
        yield process


# -- mixed work on one store


def text_of(source: int, round_number: int) -> str:
    """Return the text that a source had in a round."""
    word = f"mark{source}x{round_number}end"
    return "".join(f"Line {line} of {word} speaks.\n" for line in range(_LINES))


def require_existed(text: str, version: str) -> tuple[int, int]:
    """Return source and round that a text is of; AssertionError unless it is part of that version as it was."""
    found = {(int(one), int(two)) for one, two in _WORD.findall(text)}
    assert len(found) == 1, f"not of one version: {text!r}"
    ((source, round_number),) = found
    whole = text_of(source, round_number)
    assert text in whole, f"never written: {text!r}"
    assert hashlib.sha256(whole.encode()).hexdigest() == version, "said to be of another version"
    return source, round_number


@dataclass
class _Worker:
    """One thread's work on sources of its own, which nobody else writes."""

    documents: Any
    assistant: Any
    files: Path
    number: int
    operations: int
    errors: list[str]
    done: dict[str, int]

    def __post_init__(self) -> None:
        first = self.number * _SOURCES_OF_A_THREAD
        self.rounds = dict.fromkeys(range(first, first + _SOURCES_OF_A_THREAD), 0)  # 0: no document
        self.chance = random.Random(self.number)
        self.written = 0

    def run(self) -> None:
        try:
            for _ in range(self.operations):
                (kind,) = self.chance.choices(list(_KINDS), list(_KINDS.values()))
                getattr(self, f"do_{kind}")(self.chance.choice(list(self.rounds)))
                self.done[kind] = self.done.get(kind, 0) + 1
        except BaseException as error:  # noqa: BLE001 - told by the process
            self.errors.append(f"thread {self.number}: {error!r}")

    def path(self, source: int) -> Path:
        return self.files / f"{source}.txt"

    def mine(self) -> dict[int, Any]:
        """Return this thread's documents as listed; all that were acknowledged must be there, and no other."""
        listed = {one.source: one for one in self.documents.documents()}
        found = {source: listed[str(self.path(source))] for source in self.rounds if str(self.path(source)) in listed}
        assert set(found) == {source for source, round_number in self.rounds.items() if round_number}, "lost or kept"
        for source, document in found.items():
            digest = hashlib.sha256(text_of(source, self.rounds[source]).encode()).hexdigest()
            assert document.version == digest, "an acknowledged version is not the current one"
        return found

    def do_ingest(self, source: int) -> None:
        self.written += 1
        self.path(source).write_text(text_of(source, self.written))
        report = self.documents.ingest([self.path(source)])
        (outcome,) = (*report.added, *report.replaced, *report.unchanged, *report.failed)
        assert outcome.status == ("replaced" if self.rounds[source] else "added"), outcome
        self.rounds[source] = self.written

    def do_remove(self, source: int) -> None:
        if (document := self.mine().get(source)) is not None:
            self.documents.remove(document.document_id)
            self.rounds[source] = 0

    def do_documents(self, source: int) -> None:
        self.mine()

    def do_search(self, source: int) -> None:
        for hit in self.assistant.search(self.question(source)):
            require_existed(hit.passage.text, hit.passage.version)
        if (document := self.mine().get(source)) is not None:
            hits = self.assistant.search(self.question(source), documents=[document.document_id])
            assert hits, "nothing is found in a document"
            for hit in hits:  # nobody else changes it: it can only be the current version
                assert require_existed(hit.passage.text, hit.passage.version) == (source, self.rounds[source])

    def do_ask(self, source: int) -> None:
        answer = self.assistant.ask(self.question(source))
        versions: dict[str, str] = {}
        for cited in (*answer.citations, *answer.closest):
            require_existed(cited.quote, cited.version)
            whole = text_of(*require_existed(cited.quote, cited.version))
            assert whole[cited.start : cited.end] == cited.quote, "a quote is not at its place"
            assert versions.setdefault(cited.document_id, cited.version) == cited.version, "versions are mixed"
        for hit in answer.nearest:
            require_existed(hit.passage.text, hit.passage.version)

    def question(self, source: int) -> str:
        return f"What says line {self.chance.randrange(_LINES)} of mark{source}x{max(1, self.rounds[source])}end?"


def mixed(store: str, files: str, process: str, threads: str, operations: str, gone: str) -> int:
    """Do mixed work on a store in several threads, opening it or reaching its owner, and print what was done.

    Args:
        store: the store's folder.
        files: the folder of the files that are ingested.
        process: number of this process, from 0.
        threads: number of threads.
        operations: number of operations that each of them does.
        gone: a file; when it is there, the other process needs no owner any more.
    """
    app.SentenceTransformerEmbedder = lambda model: FakeEmbedder(name=model)  # type: ignore[assignment, misc]
    errors: list[str] = []
    counts: list[dict[str, int]] = [{} for _ in range(int(threads))]
    with app.share(Path(store), app.Settings()) as found:
        owns = isinstance(found, Assistants)
        documents = StoreDocuments(found.store) if isinstance(found, Assistants) else RemoteDocuments(found)
        assistant = (
            found.of(AnswerSettings()) if isinstance(found, Assistants) else RemoteAssistant(found, AnswerSettings())
        )
        print("open", flush=True)
        workers = [
            _Worker(documents, assistant, Path(files), int(process) * int(threads) + one, int(operations), errors, done)
            for one, done in enumerate(counts)
        ]
        running = [threading.Thread(target=worker.run) for worker in workers]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()
        while owns and not Path(gone).exists():
            time.sleep(0.05)
    rounds = {source: round_number for worker in workers for source, round_number in worker.rounds.items()}
    done = {kind: sum(one.get(kind, 0) for one in counts) for kind in _KINDS}
    print(json.dumps({"owns": owns, "errors": errors, "rounds": rounds, "done": done}), flush=True)
    return 1 if errors else 0
