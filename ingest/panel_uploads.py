"""An upload on its way into the store, as rows to be shown while it goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Queue
from typing import Any

from ingest import panel_words as words
from ingest.panel_markup import Row
from ingest.progress import Event, FileFinished, FileProgress, FileStarted
from ingest.report import Failed
from ingest.sync import ingest_uploads, name_of
from store import Store


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a browser sent: the name it had there, and the page server's temporary copy of it."""

    name: str
    path: Path

    @classmethod
    def received(cls, file: Mapping[str, Any]) -> Upload:
        """Return the upload behind Gradio's record of a file, whose path it has checked to be its own copy."""
        path = Path(file["path"])
        return cls(str(file.get("orig_name") or path.name), path)


def watch(uploads: Sequence[Upload], store: Store) -> Iterator[list[Row]]:
    """Ingest uploads, yielding the state of all of them after each event; deletes the temporary copies.

    The work goes on in a thread of its own, so that it is finished even when nobody looks any more.

    Raises:
        StoreError: the store cannot be written; what was committed before stays.
    """
    # One file chosen twice is one temporary copy.
    uploads = list({upload.path: upload for upload in uploads}.values())
    rows = [Row(upload.name, words.WAITING) for upload in uploads]
    events: Queue[Event | None] = Queue()
    executor = ThreadPoolExecutor(1, thread_name_prefix="upload")
    work = executor.submit(_take_in, uploads, store, events)
    work.add_done_callback(lambda _: events.put(None))
    executor.shutdown(wait=False)
    yield list(rows)
    at = 0
    while (event := events.get()) is not None:
        if not isinstance(event, FileProgress):
            at = event.number - 1
        if isinstance(event, FileStarted) and (more := event.total - len(rows)):
            # An archive was opened: its files take its place.
            rows[at : at + 1] = [Row("", words.WAITING)] * (more + 1)
        rows[at] = _after(event, rows[at])
        yield list(rows)
    work.result()


def _take_in(uploads: Sequence[Upload], store: Store, events: Queue[Event | None]) -> None:
    try:
        ingest_uploads([(upload.name, upload.path) for upload in uploads], store, progress=events.put)
    finally:
        for upload in uploads:
            _discard(upload.path)


def _after(event: Event, row: Row) -> Row:
    match event:
        case FileStarted():
            return replace(row, name=row.name or name_of(event.source), state=words.PHASES["reading"])
        case FileProgress():
            return replace(
                row, state=words.PHASES[event.phase], share=event.done / event.total if event.total else None
            )
        case FileFinished(outcome=outcome):
            reason = outcome.reason if isinstance(outcome, Failed) else "; ".join(outcome.notes)
            return replace(row, state=words.OUTCOMES[outcome.status], reason=reason, share=None, finished=True)


def _discard(path: Path) -> None:
    """Delete a temporary copy and the folder that was made for it."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
        path.parent.rmdir()
