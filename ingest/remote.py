"""The documents of a store that another process has open."""

from __future__ import annotations

import os
import threading
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

from ingest.errors import IngestError, ReindexFailed, Unreadable
from ingest.progress import Event, FileFinished, FileProgress, FileStarted, Listener
from ingest.report import Report
from ingest.service import PREFIX
from store import Document, Failure, Problem
from store.endpoint import Call, EndpointError, OwnerClient
from store.endpoint.values import from_json, path_to_text

_ERRORS = {one.__name__: one for one in (IngestError, ReindexFailed, Unreadable)}
_EVENTS: dict[str, type[Event]] = {one.__name__: one for one in (FileStarted, FileProgress, FileFinished)}


class RemoteDocuments:
    """A `DocumentService` that asks the owner; beside the errors named there, `OwnerLeft` when the owner ends."""

    def __init__(self, owner: OwnerClient) -> None:
        self._owner = owner
        self._never = threading.Event()

    @property
    def path(self) -> Path:
        """The store's folder."""
        return Path(str(self._owner.about.get("store")))

    @property
    def wanted(self) -> threading.Event:
        """Never set: the store is not this process's to give up."""
        return self._never

    def documents(self) -> list[Document]:
        """Return all documents in order of title, then source."""
        return from_json(list[Document], self._done("list"))

    def document(self, document_id: str) -> Document:
        """Return one document; raises `UnknownDocument`."""
        (document,) = from_json(list[Document], self._done("show", document_ids=[document_id]))
        return document

    def failures(self) -> list[Failure]:
        """Return the files that gave no text when they were last read, in order of source."""
        return from_json(list[Failure], self._done("failures"))

    def remove(self, *document_ids: str) -> tuple[Problem, ...]:
        """Remove documents and return what still holds their text; raises `UnknownDocument`."""
        return tuple(from_json(list[Problem], self._done("remove", document_ids=document_ids)))

    def quoted_in(self, document_ids: Collection[str]) -> list[str]:
        """Return what keeps quotes of documents outside the store, in words for a person."""
        return from_json(list[str], self._done("quoted", document_ids=list(document_ids)))

    def check(self) -> list[Problem]:
        """Verify everything and return what is wrong."""
        return from_json(list[Problem], self._done("check"))

    def ingest(
        self,
        paths: Iterable[str | os.PathLike[str]],
        *,
        progress: Listener | None = None,
        passwords: Iterable[str] = (),
        prune: bool = False,
        retry: bool = False,
        deleted: Iterable[str | os.PathLike[str]] = (),
        within: Sequence[Path] = (),
    ) -> Report:
        """Let the owner take files and folders in; relative paths start in this process's working directory.

        When this is interrupted, the owner stops after what it is at, and what it still tells reaches ``progress``.
        """
        body = {"paths": _written(paths), "deleted": _written(deleted), "within": _written(within)}
        options = {"passwords": list(passwords), "prune": prune, "retry": retry}
        return self._reported("ingest", progress, {**body, **options})

    def reindex(self, progress: Listener | None = None, *, passwords: Iterable[str] = ()) -> Report:
        """Let the owner cut and embed all documents anew; raises `ReindexFailed`."""
        return self._reported("reindex", progress, {"passwords": list(passwords)})

    def _call(self, name: str, body: dict[str, Any]) -> Call:
        return self._owner.call(f"{PREFIX}/{name}", body, _ERRORS)

    def _done(self, name: str, **body: Any) -> Any:
        with self._call(name, body) as call:
            return call.result

    def _reported(self, name: str, progress: Listener | None, body: dict[str, Any]) -> Report:
        listen: Listener = progress or (lambda event: None)
        with self._call(name, body) as call:
            try:
                for told in call:
                    listen(_event(told))
            except KeyboardInterrupt:
                for told in call.cancel():
                    listen(_event(told))
                raise
            return from_json(Report, call.result)


def _written(paths: Iterable[str | os.PathLike[str]]) -> list[str]:
    return [path_to_text(os.path.abspath(os.path.expanduser(path))) for path in paths]  # noqa: PTH100, PTH111


def _event(told: Any) -> Event:
    if isinstance(told, dict) and len(told) == 1:
        ((name, value),) = told.items()
        if name in _EVENTS:
            return from_json(_EVENTS[name], value)
    raise EndpointError("the process that has the store open told of something unknown: stop that process first")
