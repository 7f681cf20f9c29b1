"""What can be done with the documents of a store, wherever it is asked for: here, or by another process."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from store import Document, Failure, Problem, Store

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
        """Take files and folders in; relative paths start where the service runs."""
        ...

    def reindex(self, progress: Listener | None = None, *, passwords: Iterable[str] = ()) -> Report:
        """Cut and embed all documents anew, from what the store holds; raises `ReindexFailed`."""
        ...


class StoreDocuments:
    """The documents of a store that this process has open."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def path(self) -> Path:
        """The store's folder."""
        return self._store.path

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
        """Take files and folders in, as `ingest.ingest` does."""
        from ingest.sync import ingest

        try:
            return ingest(
                paths,
                self._store,
                progress=progress,
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
