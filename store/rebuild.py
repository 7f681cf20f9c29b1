"""Building a new index beside the one that answers, and switching over in one transaction."""

from __future__ import annotations

from collections.abc import Callable

from store.errors import UnknownDocument
from store.types import Document, NewVersion, Progress

Write = Callable[[str, NewVersion, Progress | None], Document]


class Rebuild:
    """A new index under construction; made by `Store.rebuild`."""

    def __init__(self, documents: list[Document], read_original: Callable[[str], bytes], write: Write) -> None:
        self._documents = {document.document_id: document for document in documents}
        self._read_original = read_original
        self._write = write
        self._written: set[str] = set()

    def documents(self) -> list[Document]:
        """Return the documents to be rebuilt."""
        return list(self._documents.values())

    def original(self, document_id: str) -> bytes:
        """Return the content of a document's original file; raises `UnknownDocument`."""
        if document_id not in self._documents:
            raise UnknownDocument(document_id)
        return self._read_original(self._documents[document_id].version)

    def add(self, document_id: str, version: NewVersion, progress: Progress | None = None) -> None:
        """Write a document, read and chunked anew, into the new index."""
        if document_id not in self._documents:
            raise UnknownDocument(document_id)
        self._write(document_id, version, progress)
        self._written.add(document_id)

    def missing(self) -> list[Document]:
        """Return the documents that have not been written yet."""
        return [document for key, document in self._documents.items() if key not in self._written]
