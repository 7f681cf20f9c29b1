"""A process that writes to a store until it is killed or its disk fails, and what must be true of the store then.

Every text is made of a word that names its source and its round, so that any part of any version is recognised
wherever it turns up: in an answer, in a file.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import platform
import random
import re
import sys
import threading
import time
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from fakes import FakeEmbedder
from store import NewPassage, NewVersion, Snapshot, Span, Store, StoreError

_SOURCES = [f"/briefs/{number}.txt" for number in range(6)]
_LINES = 12
# About the time that one write takes, and that it takes a process to open a store.
_WRITE_SECONDS = 0.1
_OPEN_SECONDS = 0.3
_WORD = re.compile(r"mark(\d+)x(\d+)end")


def version_of(source: str, round_number: int) -> NewVersion:
    """Return a version of which each line, title and heading names the source and the round."""
    word = f"mark{_SOURCES.index(source)}x{round_number}end"
    text = "".join(f"Line {line} of {word} speaks.\n" for line in range(_LINES))
    passages, start = [], 0
    for line in text.splitlines(keepends=True):
        end = start + len(line) - 1
        passages.append(NewPassage(start, end, None, (f"About {word}",), (Span(start, end),)))
        start += len(line)
    return NewVersion(source, f"Title {word}", text.encode(), text, None, (), tuple(passages))


def require_one_version(view: Snapshot, question: str) -> None:
    """Raise AssertionError when what a question finds is not of one version of each document, or not whole."""
    texts = {document.document_id: view.text(document.document_id) for document in view.documents()}
    versions = {document.document_id: document.version for document in view.documents()}
    for hit in view.search(question, limit=40) if texts else []:
        passage = hit.passage
        assert passage.version == versions[passage.document_id], "a hit is of another version than its document"
        assert texts[passage.document_id][passage.start : passage.end] == passage.text, "a hit is not its text"
    for text in texts.values():
        assert len(text.splitlines()) == _LINES, "a document is not whole"
        assert len(set(_WORD.findall(text))) == 1, "a document mixes versions"


# -- the process that is killed


def write_until_killed(folder: str, journal: str, seed: int, failing: int | None) -> None:
    """Write at random for ever, noting in the journal what is begun and what is done.

    Args:
        folder: the store's.
        journal: a file to append to.
        seed: of the choices.
        failing: from a random instant on every write to a file fails with this error number.
    """
    notes = os.open(journal, os.O_WRONLY | os.O_APPEND)
    os.dup2(notes, 1)  # the failing disk spares the standard streams

    def note(*words: object) -> None:
        os.write(1, (" ".join(map(str, words)) + "\n").encode())

    chance = random.Random(seed)
    try:
        store = Store.open(folder, embedder=FakeEmbedder())
        store.search("warm up")  # opens the vectors
        note("open")
        threading.Thread(target=_ask_for_ever, args=(store, note, seed), daemon=True).start()
        until_failing = chance.randint(1, 5)
        deadline = time.monotonic() + 60
        for number in range(1, 100_000):
            if number == until_failing and failing is not None:
                threading.Timer(chance.uniform(0, _WRITE_SECONDS), fail_writes, (failing,)).start()
                deadline = time.monotonic() + 1.0
            if time.monotonic() > deadline:
                break
            _write_one(store, note, chance, seed * 100_000 + number)
    except StoreError as error:
        note("refused", " ".join(str(error).split()))
    except BaseException as error:
        note("broken", repr(error))
        raise


def _write_one(store: Store, note, chance: random.Random, round_number: int) -> None:  # type: ignore[no-untyped-def]
    source = chance.choice(_SOURCES)
    kind = chance.choices(["add", "remove", "erase", "rebuild"], [60, 25, 10, 5])[0]
    try:
        if kind == "add":
            note("begin", source, round_number)
            store.add(version_of(source, round_number))
            note("done", source, round_number)
        elif kind == "remove" and (document := store.find(source)) is not None:
            note("begin", source, 0)
            store.remove(document.document_id)
            note("done", source, 0)
        elif kind == "erase":
            store.erase()
        elif kind == "rebuild":
            with store.rebuild({"size": chance.randint(1, 9)}) as rebuild:
                for document in rebuild.documents():
                    (word,) = set(_WORD.findall(rebuild.original(document.document_id).decode()))
                    rebuild.add(document.document_id, version_of(document.source, int(word[1])))
    except StoreError as error:
        note("failed", source, " ".join(str(error).split()))


def _ask_for_ever(store: Store, note, seed: int) -> None:  # type: ignore[no-untyped-def]
    chance = random.Random(seed)
    while True:
        try:
            with store.snapshot() as view:
                require_one_version(view, f"Line {chance.randrange(_LINES)} of mark{chance.randrange(6)}")
        except StoreError as error:
            note("unanswered", " ".join(str(error).split()))
        except AssertionError as error:
            note("mixed", error)
        time.sleep(0.02)


# -- the disk that fails

_SYSCALLS = {  # pwrite64, write, pwritev, writev, fsync, fdatasync, ftruncate, fallocate
    "x86_64": (322, 317, (18, 1, 296, 20, 74, 75, 77, 285), 1),
    "aarch64": (281, 277, (68, 64, 70, 66, 82, 83, 46, 47), 64),
}
CAN_FAIL = sys.platform == "linux" and platform.machine() in _SYSCALLS


class _Filter(ctypes.Structure):
    _fields_ = [("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("k", ctypes.c_uint)]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.POINTER(_Filter))]


def fail_writes(error_number: int) -> None:
    """Let every write of this process to a file fail from now on, in all its threads, by a seccomp filter.

    Spared are the standard streams, and writes of at most 8 bytes, by which threads wake each other.
    """
    _, seccomp, failing, write = _SYSCALLS[platform.machine()]
    load, equal, above, leave = 0x20, 0x15, 0x25, 0x06
    allow, fail = 0x7FFF0000, 0x00050000 | error_number
    number, descriptor, count = 0, 16, 32  # where they stand in the kernel's struct seccomp_data
    steps = [_Filter(load, 0, 0, number)]
    for place, syscall in enumerate(failing):
        # From here to the first step after the two that end the list.
        steps.append(_Filter(equal, len(failing) - place, 0, syscall))
    steps += [
        _Filter(leave, 0, 0, allow),
        _Filter(equal, 0, 2, write),
        _Filter(load, 0, 0, count),
        _Filter(above, 0, 3, 8),
        _Filter(load, 0, 0, descriptor),
        _Filter(above, 0, 1, 2),
        _Filter(leave, 0, 0, fail),
        _Filter(leave, 0, 0, allow),
    ]
    program = _Program(len(steps), (_Filter * len(steps))(*steps))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
    if libc.syscall(seccomp, 1, 1, ctypes.byref(program)) != 0:  # SECCOMP_SET_MODE_FILTER, for all threads
        raise OSError(ctypes.get_errno(), "seccomp")


# -- what must be true afterwards


@dataclass
class Harness:
    """A store that processes write to and die, one after the other, and what is known of it.

    ``known`` maps each source to the rounds that it may be in; 0 stands for "no document".
    """

    folder: Path
    journal: Path
    known: dict[str, set[int]] = field(default_factory=lambda: {source: {0} for source in _SOURCES})
    acknowledged: int = 0
    refused: list[str] = field(default_factory=list)

    @classmethod
    def under(cls, folder: Path) -> Harness:
        """Return a harness over a new store in a folder."""
        return cls(folder / "store", folder / "journal")

    def start(self, seed: int, failing: int | None = None) -> ForkServerProcess:
        """Start a process that writes."""
        self.journal.write_bytes(b"")
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["crashing", "chromadb", "fakes"])
        process = context.Process(target=write_until_killed, args=(str(self.folder), str(self.journal), seed, failing))
        process.start()
        return process

    def kill(self, seed: int) -> None:
        """Let a process write and kill it at a random instant, in one of six cases while it opens the store."""
        chance = random.Random(seed)
        process = self.start(seed)
        if chance.random() > 1 / 6:
            self._wait_for(chance.randint(1, 5))
            time.sleep(chance.uniform(0, _WRITE_SECONDS))
        else:
            time.sleep(chance.uniform(0, _OPEN_SECONDS))
        process.kill()
        process.join()
        self._read_journal()
        self.verify()

    def fail(self, seed: int, error_number: int) -> None:
        """Let a process write on a disk that fails from a random instant on, and see that it tells so and goes on."""
        process = self.start(seed, error_number)
        process.join(60)
        assert process.exitcode is not None, "the process hangs when the disk fails"
        self._read_journal()
        self.verify()

    def _wait_for(self, begun: int) -> None:
        """Wait until so many writes are begun, so that a slow machine writes as much as a quick one."""
        deadline = time.monotonic() + 60
        while self.journal.read_bytes().count(b"begin") < begun:
            assert time.monotonic() < deadline, f"nothing is written: {self.journal.read_text()}"
            time.sleep(0.002)

    def _read_journal(self) -> None:
        for line in self.journal.read_text().splitlines():
            kind, *words = line.split(" ")
            assert kind not in ("mixed", "broken", "unanswered"), line
            if kind == "begin":
                self.known[words[0]].add(int(words[1]))
            elif kind == "done":
                self.known[words[0]] = {int(words[1])}
                self.acknowledged += 1
            elif kind in ("failed", "refused"):
                self.refused.append(line)

    def verify(self) -> None:
        """Open the store and see that it is sound, whole, of one version, and holds no text of any other."""
        with Store.open(self.folder, embedder=FakeEmbedder()) as store:
            # The folder as it is once opened, before anything else can have cleaned up.
            on_disk = _on_disk(self.folder)
            assert store.check() == []
            found = {document.source: store.text(document.document_id) for document in store.documents()}
            for number, source in enumerate(_SOURCES):
                rounds = {int(one) for _, one in _WORD.findall(found.get(source, ""))} or {0}
                assert len(rounds) == 1, f"{source} mixes rounds {rounds}"
                assert rounds <= self.known[source], f"{source} is in round {rounds}, expected {self.known[source]}"
                if rounds != {0}:
                    assert found[source] == version_of(source, *rounds).text, f"{source} is not whole"
                self.known[source] = rounds
                old = {path for path, two, one in on_disk if two == number and one not in rounds}
                assert old == set(), f"text of {source} but round {rounds} is on the disk: {sorted(old)}"
            with store.snapshot() as view:
                for number in range(len(_SOURCES)):
                    require_one_version(view, f"Line 3 of mark{number}x{self.known[_SOURCES[number]]}end")


def _on_disk(folder: Path) -> set[tuple[str, int, int]]:
    """Return which file has text of which source and round."""
    return {
        (path.name, int(one), int(two))
        for path in folder.rglob("*")
        if path.is_file()
        for one, two in _WORD.findall(path.read_bytes().decode("latin-1"))
    }
