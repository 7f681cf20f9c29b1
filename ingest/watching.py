"""Keeping a store in step with folders while people work in them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ingest.chunk import Chunking
from ingest.limits import Limits
from ingest.polling import polled
from ingest.progress import Event, FileFinished
from ingest.report import Failed, Ingested, Removed
from ingest.service import DocumentService
from ingest.settling import SETTLE_SECONDS, Settling
from ingest.sync import ingest
from ingest.vanished import is_gone, silent_folder
from ingest.walk import is_taken
from store import Store

# As often the folders themselves are looked at, and what waits to settle.
_TICK_SECONDS = 0.25
# Changes that come together are told together; within this, or after so long a pause.
_DEBOUNCE_MILLISECONDS, _STEP_MILLISECONDS = 500, 50


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about a watched folder itself."""

    folder: Path
    text: str


Tell = Callable[[Ingested | Failed | Removed | Notice], None]
_Identity = tuple[int, int]


def watch(
    folders: Iterable[str | os.PathLike[str]],
    store: Store | DocumentService,
    tell: Tell,
    stop: threading.Event | None = None,
    *,
    polling: bool = False,
    settle: float = SETTLE_SECONDS,
    chunking: Chunking | None = None,
    limits: Limits | None = None,
    passwords: Iterable[str] = (),
) -> None:
    """Bring a store in line with folders, and keep it so until it is told to stop.

    New and changed files are taken in when they have stopped changing, renamed ones keep their documents, documents of
    deleted files are removed. A folder that vanishes (a disk that is unmounted) removes nothing; it is taken up again
    when it is back. No file stops it.

    Args:
        folders: what to watch, with all below; they need not be there yet.
        store: where to; through a service, its own chunking and limits hold.
        tell: called, in this thread, with what becomes of each file and with notices about the folders.
        stop: ends it when set.
        polling: look at all files every second, for network drives, whose changes the system does not tell.
        settle: seconds for which a file must not change before it is read.
        chunking: as for `ingest.ingest`.
        limits: as for `ingest.ingest`.
        passwords: as for `ingest.ingest`.

    Raises:
        StoreError: the store cannot be used; what was committed stays.
        KeyboardInterrupt: as it comes.
    """
    roots = tuple(Path(os.path.abspath(Path(folder).expanduser())) for folder in folders)  # noqa: PTH100
    _Watch(roots, store, tell, stop or threading.Event(), polling, settle, chunking, limits, tuple(passwords)).run()


@dataclass(slots=True)
class _Watch:
    roots: tuple[Path, ...]
    store: Store | DocumentService
    tell: Tell
    stop: threading.Event
    polling: bool
    settle: float
    chunking: Chunking | None
    limits: Limits | None
    passwords: tuple[str, ...]
    _missing: set[Path] = field(default_factory=set)

    def run(self) -> None:
        while not self.stop.is_set():
            if present := self._present():
                self._follow(present)
            else:
                self.stop.wait(_TICK_SECONDS)

    def _present(self) -> dict[Path, _Identity]:
        """Return the folders that are there, and tell of those that are not, once."""
        found = {root: one for root in self.roots if (one := _identity(root)) is not None}
        missing = set(self.roots) - set(found)
        for root in sorted(missing - self._missing):
            self.tell(Notice(root, "it is not there or cannot be opened: its documents are kept until it is back"))
        self._missing = missing
        return found

    def _follow(self, present: dict[Path, _Identity]) -> None:
        """Watch folders until one of them all vanishes, comes back or becomes another."""
        settling = Settling(self.settle)
        begun = False
        try:
            for changes in self._changes(list(present)):
                if not begun:
                    # Only now, when nothing can be missed any more.
                    self._ingest(list(present))
                    for root in present:
                        self.tell(Notice(root, "watching"))
                    begun = True
                for name in changes:
                    if self._concerns(path := Path(name)):
                        settling.touch(path)
                if self._present() != present:
                    return  # what is gone with its folder is not deleted
                settled = settling.take()
                gone = [path for path in settled.gone if not (self.polling and silent_folder(str(path)) is not None)]
                if settled.there or gone:
                    self._ingest(settled.there, gone)
        except FileNotFoundError:
            return  # gone before it could be watched
        except OSError as error:
            if self.polling:
                raise
            # The system's limit of watched folders, mostly.
            self.tell(Notice(next(iter(present)), f"its changes are not told ({error}), so it is polled"))
            self.polling = True

    def _changes(self, folders: list[Path]) -> Iterator[set[str]]:
        """Yield the paths that have changed, an empty set when none has for a while."""
        if self.polling:
            yield from polled(folders, self.stop, _TICK_SECONDS)
            return
        from watchfiles import watch as told

        for changes in told(
            *folders,
            watch_filter=None,
            debounce=_DEBOUNCE_MILLISECONDS,
            step=_STEP_MILLISECONDS,
            stop_event=self.stop,
            rust_timeout=int(_TICK_SECONDS * 1000),
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            yield {name for _, name in changes}

    def _concerns(self, path: Path) -> bool:
        """Return whether a path is one that would be found below its folder."""
        root = next((root for root in self.roots if path != root and path.is_relative_to(root)), None)
        if root is None or path.is_relative_to(self.store.path):
            return False
        inner = path.relative_to(root).parts
        folders = (root.joinpath(*inner[:depth]) for depth in range(1, len(inner)))
        return all(map(is_taken, inner)) and not any(folder.is_symlink() for folder in folders)

    def _ingest(self, paths: Sequence[Path], deleted: Sequence[Path] = ()) -> None:
        told: list[Ingested | Failed] = []

        def listen(event: Event) -> None:
            if isinstance(event, FileFinished):
                told.append(event.outcome)
                self._tell_outcome(event.outcome)

        take_in = (
            partial(ingest, store=self.store, chunking=self.chunking, limits=self.limits)
            if isinstance(self.store, Store)
            else self.store.ingest
        )
        report = take_in(
            paths, progress=listen, passwords=self.passwords, prune=True, deleted=deleted, within=self.roots
        )
        for removed in report.removed:
            self.tell(removed)
        for failed in report.failed:
            if failed not in told:
                self.tell(failed)

    def _tell_outcome(self, outcome: Ingested | Failed) -> None:
        if outcome.status == "unchanged":
            return
        path = Path(outcome.source)
        if isinstance(outcome, Failed) and path in self.roots:
            self.tell(Notice(path, outcome.reason))
        elif not (isinstance(outcome, Failed) and is_gone(outcome.source)):
            self.tell(outcome)  # a file that is gone again by now has not failed


def _identity(folder: Path) -> _Identity | None:
    """Return what tells a folder from another one at its place, None where there is none that can be opened."""
    try:
        with os.scandir(folder):
            status = folder.stat()
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino
