"""What can be done with the documents of a store, wherever it is asked for: here, or by another process."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ingest.progress import Event, FileFinished
from store import Document, Failure, Problem, Store
from store.endpoint import HandingOver

if TYPE_CHECKING:
    from ingest.progress import Listener
    from ingest.report import Report

PREFIX = "/documents"
"""Under which `ingest.routes` offers it."""


class DocumentService(Protocol):
    """The documents of a store; the meanings and errors are those of `Store`, `ingest` and `reindex`."""

    @property
    def path(self) -> Path:
        """The store's folder."""
        ...

    @property
    def wanted(self) -> threading.Event:
        """Set when another process asks for the store that this one owns: whoever can, leaves it then."""
        ...

    def documents(self) -> list[Document]:
        """Return all documents in order of title, then source."""
        ...

    def document(self, document_id: str) -> Document:
        """Return one document; raises `UnknownDocument`."""
        ...

    def failures(self) -> list[Failure]:
        """Return the files that gave no text when they were last read, in order of source."""
        ...

    def remove(self, *document_ids: str) -> tuple[Problem, ...]:
        """Remove documents and return what still holds their text; raises `UnknownDocument`."""
        ...

    def quoted_in(self, document_ids: Collection[str]) -> list[str]:
        """Return what keeps quotes of documents outside the store, in words for a person."""
        ...

    def check(self) -> list[Problem]:
        """Verify everything and return what is wrong."""
        ...

    def ingest(
        self,
        paths: Iterable[str | PathLike[str]],
        *,
        progress: Listener | None = None,
        passwords: Iterable[str] = (),
        prune: bool = False,
        retry: bool = False,
        deleted: Iterable[str | PathLike[str]] = (),
        within: Sequence[Path] = (),
    ) -> Report:
        """Take files and folders in; relative paths start where the service runs.

        Raises `OwnerLeft`, after a file, when the next ones are for another owner.
        """
        ...

    def reindex(self, progress: Listener | None = None, *, passwords: Iterable[str] = ()) -> Report:
        """Cut and embed all documents anew, from what the store holds; raises `ReindexFailed`."""
        ...


class StoreDocuments:
    """The documents of a store that this process has open.

    Args:
        store: the store.
        handing_over: how it is given up to a process that asks for it; an ingest then stops after the file it is at.
    """

    def __init__(self, store: Store, handing_over: HandingOver | None = None) -> None:
        self._store = store
        self._handing_over = handing_over or HandingOver()

    @property
    def path(self) -> Path:
        """The store's folder."""
        return self._store.path

    @property
    def wanted(self) -> threading.Event:
        """Set when another process asks for the store."""
        return self._handing_over.wanted

    def documents(self) -> list[Document]:
        """Return all documents in order of title, then source."""
        return self._store.documents()

    def document(self, document_id: str) -> Document:
        """Return one document; raises `UnknownDocument`."""
        return self._store.document(document_id)

    def failures(self) -> list[Failure]:
        """Return the files that gave no text when they were last read, in order of source."""
        return self._store.failures()

    def remove(self, *document_ids: str) -> tuple[Problem, ...]:
        """Remove documents and return what still holds their text; raises `UnknownDocument`."""
        return self._store.remove(*document_ids)

    def quoted_in(self, document_ids: Collection[str]) -> list[str]:
        """Return what keeps quotes of documents outside the store, in words for a person."""
        return self._store.quoted_in(document_ids)

    def check(self) -> list[Problem]:
        """Verify everything and return what is wrong."""
        return self._store.check()

    def ingest(
        self,
        paths: Iterable[str | PathLike[str]],
        *,
        progress: Listener | None = None,
        passwords: Iterable[str] = (),
        prune: bool = False,
        retry: bool = False,
        deleted: Iterable[str | PathLike[str]] = (),
        within: Sequence[Path] = (),
    ) -> Report:
        """Take files and folders in, as `ingest.ingest` does; raises `HandedOver` when the store is wanted."""
        from ingest.sync import ingest

        def listen(event: Event) -> None:
            if progress is not None:
                progress(event)
            if isinstance(event, FileFinished):
                self._handing_over.make_way()

        try:
            return ingest(
                paths,
                self._store,
                progress=listen,
                passwords=passwords,
                prune=prune,
                retry=retry,
                deleted=deleted,
                within=within,
            )
        except BaseException:
            self._store.erase()  # what was replaced until then; the store may stay open for days
            raise

    def reindex(self, progress: Listener | None = None, *, passwords: Iterable[str] = ()) -> Report:
        """Cut and embed all documents anew, as `ingest.reindex` does."""
        from ingest.rebuilding import reindex

        return reindex(self._store, progress, passwords=passwords)
