"""Chunking and embedding anew what the store holds, from the original files in it."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.chunk import Chunking
from ingest.errors import ReindexFailed, Unreadable
from ingest.isolation import FileReader
from ingest.limits import Limits
from ingest.progress import FileTeller, Listener
from ingest.report import Failed, Ingested, Report
from ingest.sync import name_of
from ingest.versions import version_of
from store import Document, InvalidVersion, Rebuild, Store


def reindex(
    store: Store,
    progress: Listener | None = None,
    *,
    chunking: Chunking | None = None,
    limits: Limits | None = None,
    passwords: Iterable[str] = (),
) -> Report:
    """Build the store's index anew; the old one answers until all is done.

    Args:
        store: opened with ``for_rebuild=True`` where its model is to change.
        progress: called with the events of `ingest.progress`.
        chunking: how passages are cut from now on.
        limits: what reading one file may take.
        passwords: tried on documents that need one.

    Returns:
        Every document, as replaced.

    Raises:
        ReindexFailed: documents could not be read again; all are named and the old index stays.
        StoreError: the store cannot be used; the old index stays.
    """
    chunking = chunking or Chunking()
    failed: list[Failed] = []
    with store.rebuild(chunking.as_dict()) as rebuild, FileReader(limits, passwords) as reader:
        documents = rebuild.documents()
        for number, document in enumerate(documents, 1):
            teller = FileTeller(progress, document.source, number, len(documents))
            teller.started()
            outcome: Ingested | Failed = Ingested("replaced", document.source, document)
            try:
                _rebuild_one(document, rebuild, reader, teller, chunking)
            except (Unreadable, InvalidVersion) as error:
                outcome = Failed(document.source, str(error))
                failed.append(outcome)
            teller.finished(outcome)
        if failed:
            reasons = "; ".join(f"{one.source}: {one.reason}" for one in failed)
            raise ReindexFailed(f"the old index stays, because of {reasons}: remove these documents and try again")
    return Report(replaced=tuple(Ingested("replaced", one.source, one) for one in store.documents()))


def _rebuild_one(
    document: Document, rebuild: Rebuild, reader: FileReader, teller: FileTeller, chunking: Chunking
) -> None:
    data = rebuild.original(document.document_id)
    name = name_of(document.source)
    extract = reader.read(name, data, teller.reading)
    version = version_of(document.source, name, data, extract, chunking)
    rebuild.add(document.document_id, version, teller.embedding)
