"""A person's tray: files that were sent or are to be read again, until each is in the store or given up.

A file waits for an answer when the store knows its name with other content, and for a password when it needs one;
the others go on meanwhile. Nothing is lost by closing the page: the tray is on the server, and whoever looks again
sees it as it is then.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ingest.progress import Event, FileFinished, FileProgress, FileStarted
from ingest.report import Failed, Report
from ingest.staging import Staged, Staging
from ingest.sync import ingest, ingest_uploads, name_of
from ingest.tray_entries import BUSY, Choice, Entry, State, UploadLimits
from ingest.tray_work import Cancelled, Held, Listener, file_of
from ingest.upload_names import UPLOAD, another_name, upload_name
from store import Store, StoreError

# Files that share one reading process and one erasing of what they replaced; small enough that a person who adds
# a file meanwhile waits for no more than these.
_BATCH = 25
_REASONS = 5


@dataclass(slots=True)
class _Source:
    """Where an entry's content is: a staged copy, or a path of the server whose failure the store remembers.

    ``turn`` is the batch that it is read in; one that is to be tried again belongs to none before the next.
    """

    staged: Staged | None = None
    path: Path | None = None
    password: str | None = None
    turn: int = 0


class Tray:
    """The files that one person adds; all methods may be called from any thread."""

    def __init__(self, store: Store, staging: Staging, executor: Executor, limits: UploadLimits) -> None:
        """Make an empty tray; ``staging`` keeps the copies, ``executor`` does the work."""
        self._store, self._staging, self._executor, self._limits = store, staging, executor, limits
        self._lock = threading.RLock()
        self._entries: dict[str, Entry] = {}
        self._sources: dict[str, _Source] = {}
        self._sendings: set[str] = set()
        self._working = False
        self._turn = 0
        self._cancelled = threading.Event()
        self._revision = 0
        self._taken_in = 0

    # -- looking

    def entries(self) -> list[Entry]:
        """Return the files, in the order in which they came."""
        with self._lock:
            return list(self._entries.values())

    @property
    def revision(self) -> int:
        """A number that grows with every change."""
        return self._revision

    @property
    def taken_in(self) -> int:
        """How many times a file of this tray has changed the store."""
        return self._taken_in

    @property
    def busy(self) -> bool:
        """Whether a file is being worked on or waits for its turn."""
        with self._lock:
            return self._working or any(entry.state in BUSY for entry in self._entries.values())

    # -- adding

    def receive(
        self, arrived: Iterable[tuple[str, Path]], refused: Iterable[tuple[str, str]] = (), sending: str | None = None
    ) -> None:
        """Take files over and begin with those that nothing must be asked about.

        What was finished of an earlier sending is cleared away: a person who adds something else has seen it.

        Args:
            arrived: for each file the name that the browser gave, with folders, and the temporary copy, which is
                moved away.
            refused: files that did not arrive, and why.
            sending: names the sending that they are of, when its files are handed over in several calls, in whatever
                order these come.

        Raises:
            StoreError: the store cannot be read.
        """
        held = Held.by(self._store)
        with self._lock:
            another = sending not in self._sendings
            if another and not self.busy and not any(entry.state == "asking" for entry in self._entries.values()):
                self.dismiss()
                self._sendings.clear()
            if sending is not None:
                self._sendings.add(sending)
            for name, reason in refused:
                self._put(Entry(_key(), upload_name(name), "failed", outcome="failed", reason=reason))
            for sent, path in arrived:
                self._take(upload_name(sent), path, held)
        self._start()

    def read_again(self, sources: Iterable[str]) -> None:
        """Read files of the server again whose failure the store remembers; other sources are left alone."""
        known = {failure.source for failure in self._store.failures()}
        with self._lock:
            there = {entry.name for entry in self._entries.values() if entry.state in BUSY}
            for source in sources:
                path = file_of(source)
                if source not in known or source in there:
                    continue
                self._drop([key for key, entry in self._entries.items() if entry.name == source])
                if path is None:
                    gone = "the file is not there any more"
                    self._put(Entry(_key(), source, "failed", outcome="failed", reason=gone))
                else:
                    self._put(Entry(_key(), source, "waiting", again=True), _Source(path=path))
        self._start()

    def decide(self, key: str, choice: Choice, *, for_all: bool = False) -> None:
        """Answer for a file that waits for it, or for all of them, whether it replaces what is there.

        Args:
            key: the entry's; one that does not wait any more is left alone.
            choice: "replace" what is there, "keep" both (it gets a name of its own), or "skip" the file.
            for_all: answer so for all that wait.
        """
        held = Held.by(self._store)
        with self._lock:
            for entry in [one for one in self._entries.values() if one.state == "asking"]:
                if not for_all and entry.key != key:
                    continue
                if choice == "skip":
                    self._discard(entry.key)
                    self._set(entry.key, state="done", outcome="skipped")
                elif choice == "keep":
                    self._set(entry.key, state="waiting", name=another_name(entry.name, partial(self._is_taken, held)))
                else:
                    self._set(entry.key, state="waiting")
        self._start()

    def retry(self, key: str | None = None, password: str | None = None) -> None:
        """Try a file again that failed or was stopped, all of them when ``key`` is None.

        Args:
            key: the entry's; one that cannot be tried again is left alone.
            password: tried on the file; it is not kept.
        """
        with self._lock:
            for entry in list(self._entries.values()):
                if entry.state in ("failed", "stopped") and entry.again and key in (None, entry.key):
                    source = self._sources[entry.key]
                    source.password, source.turn = password, 0
                    self._set(
                        entry.key,
                        state="waiting",
                        outcome="",
                        reason="",
                        share=None,
                        locked=False,
                        tried=password is not None,
                    )
        self._start()

    def cancel(self) -> None:
        """Stop: what is done stays, what is not can be tried again; the file at hand is given up when it can be."""
        with self._lock:
            if self._working:
                self._cancelled.set()
            for entry in list(self._entries.values()):
                if entry.state == "waiting":
                    self._set(entry.key, state="stopped")

    def dismiss(self) -> None:
        """Clear away what is finished, failed or stopped, copies included."""
        with self._lock:
            self._drop([key for key, entry in self._entries.items() if entry.state in ("done", "failed", "stopped")])

    # -- the inside; the lock is held

    def _take(self, name: str, path: Path, held: Held) -> None:
        key = _key()
        if sum(one.state not in ("done", "failed", "stopped") for one in self._entries.values()) >= self._limits.files:
            self._staging.discard(path)
            reason = f"more than {self._limits.files} files at once: add it when the others are done"
            self._put(Entry(key, name, "failed", outcome="failed", reason=reason))
            return
        staged = self._staging.take(path)
        if staged is None:
            lost = "it was lost on its way: send it again"
            self._put(Entry(key, name, "failed", outcome="failed", reason=lost))
        elif staged.size > self._limits.file_bytes:
            staged.discard()
            reason = f"it is larger than {self._limits.file_bytes // 1024**2} MB, the most that is taken"
            self._put(Entry(key, name, "failed", outcome="failed", reason=reason))
        elif staged.digest in self._digests_of(name, held):
            staged.discard()
            self._put(Entry(key, name, "done", outcome="held"))
        else:
            state: State = "asking" if self._is_taken(held, name) else "waiting"
            self._put(Entry(key, name, state, again=True), _Source(staged))

    def _digests_of(self, name: str, held: Held) -> set[str]:
        """Return what is known under a name: by the store, and by this tray that is still at it."""
        mine = {
            source.staged.digest
            for key, source in self._sources.items()
            if source.staged is not None and self._entries[key].name == name
        }
        return mine | {held.versions.get(UPLOAD + name, "")}

    def _is_taken(self, held: Held, name: str) -> bool:
        mine = any(self._entries[key].name == name and one.staged is not None for key, one in self._sources.items())
        return mine or UPLOAD + name in held.names

    def _put(self, entry: Entry, source: _Source | None = None) -> None:
        self._entries[entry.key] = entry
        if source is not None:
            self._sources[entry.key] = source
        self._revision += 1

    def _set(self, key: str, **changes: object) -> None:
        self._entries[key] = replace(self._entries[key], **changes)  # type: ignore[arg-type]
        self._revision += 1

    def _discard(self, key: str) -> None:
        """Forget an entry's content: it is in the store, or nobody wants it."""
        source = self._sources.pop(key, None)
        if source is not None and source.staged is not None:
            source.staged.discard()

    def _drop(self, keys: Iterable[str]) -> None:
        for key in list(keys):
            self._discard(key)
            del self._entries[key]
            self._revision += 1

    # -- the work, in a thread of the executor

    def _start(self) -> None:
        with self._lock:
            if not self._working and any(entry.state == "waiting" for entry in self._entries.values()):
                self._working = True
                self._cancelled.clear()
                self._executor.submit(self._work)

    def _work(self) -> None:
        try:
            while batch := self._begin():
                self._do(batch)
        except BaseException:
            with self._lock:
                self._working = False
                self._revision += 1
            raise

    def _begin(self) -> list[str]:
        """Return what is to be done next; when that is nothing, the work has ended with this."""
        with self._lock:
            batch = self._next_batch()
            # Who cancelled before has stopped what waited then.
            self._cancelled.clear()
            if not batch:
                self._working = False
                self._revision += 1
            self._turn += 1
            for key in batch:
                self._sources[key].turn = self._turn
            return batch

    def _do(self, batch: Sequence[str]) -> None:
        try:
            self._take_in(batch)
        except Cancelled:
            self._store.erase()
        except StoreError as error:
            with self._lock:
                for key in self._unfinished(batch):
                    self._set(key, state="failed", outcome="failed", reason=str(error))
        finally:
            with self._lock:
                for key in self._unfinished(batch):
                    self._set(key, state="stopped", share=None)

    def _next_batch(self) -> list[str]:
        """Return the next files to be read in one go: uploads that need no password, or a single other file."""
        waiting = [key for key, entry in self._entries.items() if entry.state == "waiting"]
        plain = [key for key in waiting if self._sources[key].staged and self._sources[key].password is None]
        return plain[:_BATCH] or waiting[:1]

    def _take_in(self, batch: Sequence[str]) -> None:
        with self._lock:
            # Who cancels may clear away at once what has not been begun.
            keys = {self._source_of(key): key for key in batch if key in self._sources}
            sources = [(self._entries[key].name, self._sources[key]) for key in keys.values()]
            passwords = [source.password for _, source in sources if source.password is not None]
            for _, source in sources:
                source.password = None
        listen = Listener(keys, self._cancelled, self._hear)
        uploads = [(name, source.staged.path) for name, source in sources if source.staged is not None]
        paths = [source.path for _, source in sources if source.path is not None]
        if uploads:
            self._settle(ingest_uploads(uploads, self._store, progress=listen, passwords=passwords), keys)
        if paths:
            self._settle(ingest(paths, self._store, progress=listen, retry=True, passwords=passwords), keys)

    def _source_of(self, key: str) -> str:
        entry, source = self._entries[key], self._sources[key]
        return UPLOAD + entry.name if source.path is None else str(source.path)

    def _hear(self, key: str, event: Event, *, part: bool) -> None:
        """Note what happens to an entry; ``part`` when it happens to a file of an archive."""
        with self._lock:
            if key not in self._entries:
                return
            match event:
                case FileStarted():
                    self._set(key, state="working", phase="reading", share=None)
                case FileProgress():
                    share = event.done / event.total if event.total else None
                    self._set(key, phase=event.phase, share=share)
                case FileFinished(outcome=outcome):
                    if not isinstance(outcome, Failed) and outcome.status != "unchanged":
                        self._taken_in += 1
                    if part:
                        return
                    if isinstance(outcome, Failed):
                        self._fail(key, outcome.reason, outcome.needs_password)
                    else:
                        self._finish(key, outcome.status, "; ".join(outcome.notes))

    def _settle(self, report: Report, keys: dict[str, str]) -> None:
        """Say of each archive what became of the files in it."""
        with self._lock:
            unfinished = self._unfinished(list(keys.values()))
            for source, key in keys.items():
                if key not in unfinished:
                    continue
                inside = f"{source}/"
                good = [
                    one
                    for one in (*report.added, *report.replaced, *report.unchanged, *report.moved)
                    if one.source.startswith(inside)
                ]
                bad = [one for one in report.failed if one.source == source or one.source.startswith(inside)]
                reasons = [f"{name_of(one.source.removeprefix(inside))}: {one.reason}" for one in bad[:_REASONS]]
                if len(bad) > _REASONS:
                    reasons.append(f"and {len(bad) - _REASONS} more")
                if bad and (not good or any(one.needs_password for one in bad)):
                    self._fail(key, "; ".join(reasons), any(one.needs_password for one in bad))
                else:
                    new = any(one.status != "unchanged" for one in good)
                    self._finish(key, "added" if new else "unchanged", "; ".join(reasons))

    def _fail(self, key: str, reason: str, locked: bool) -> None:
        self._set(key, state="failed", outcome="failed", reason=reason, locked=locked, share=None)

    def _finish(self, key: str, outcome: str, notes: str) -> None:
        self._discard(key)
        self._set(key, state="done", outcome=outcome, reason=notes, share=None, again=False)

    def _unfinished(self, batch: Sequence[str]) -> list[str]:
        mine = [key for key in batch if key in self._sources and self._sources[key].turn == self._turn]
        return [key for key in mine if self._entries[key].state in BUSY]


def _key() -> str:
    return secrets.token_hex(8)
