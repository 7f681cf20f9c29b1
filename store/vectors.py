"""The vector index: Chroma, embedded. The only module that imports chromadb.

The index can always be thrown away: the catalogue has every vector. A collection holds the vectors of
one index under the passages' ids, with the document id as its only metadata and no text.
"""

from __future__ import annotations

import logging
import os
import shutil
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from store import fulltext
from store.embedder import Vectors
from store.errors import StoreError, StoreUnusable
from store.faults import require_room
from store.offline import silence_telemetry

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection as ChromaCollection

logger = logging.getLogger(__name__)

# Measured by bench/vectors.py on 20,000 clustered random vectors, harder than any text: recall@10 of exact
# search is 0.99 with these and 0.63 with Chroma's defaults, for 5 ms a question instead of 2.
_HNSW: CreateHNSWConfiguration = {"space": "cosine", "ef_construction": 200, "max_neighbors": 32, "ef_search": 1000}


# The database in Chroma's folder, and what it writes into the folder of an index that is saved: until then, for some
# 1,000 vectors, they are in its log, and the other two files are as large as the index will be and hold nothing of it.
_DATABASE = "chroma.sqlite3"
_SAVED = "index_metadata.pickle"
_UNUSED_UNTIL_SAVED = ("data_level0.bin", "length.bin")


class CollectionGone(StoreError):
    """The collection of an index was dropped: the index has been rebuilt meanwhile."""


class VectorIndex:
    """Nearest-neighbour search over the vectors of passages.

    Chroma is loaded and its files are opened when they are first needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._client: Client | None = None
        self._opening = threading.Lock()

    def ids(self, index_id: int) -> set[str]:
        """Return the ids of all passages whose vectors are in the index, creating it when missing."""
        with self._chroma() as client:
            collection = client.get_or_create_collection(
                _name(index_id), configuration={"hnsw": _HNSW}, embedding_function=None
            )
            return set(collection.get(include=[])["ids"])

    def add(self, index_id: int, passage_ids: Sequence[str], vectors: Vectors, document_ids: Sequence[str]) -> None:
        """Put vectors, shape (n, dimension), under n new passage ids."""
        with self._chroma() as client:
            collection = _collection(client, index_id)
            batch = client.get_max_batch_size()
            for first in range(0, len(passage_ids), batch):
                part = slice(first, first + batch)
                metadatas: list[Any] = [{"document_id": document_id} for document_id in document_ids[part]]
                collection.add(ids=list(passage_ids[part]), embeddings=np.asarray(vectors[part]), metadatas=metadatas)
        self.blank_unsaved()

    def delete(self, index_id: int, passage_ids: Iterable[str]) -> None:
        """Remove vectors; ids that are not there are passed over."""
        doomed = list(passage_ids)
        with self._chroma() as client:
            collection = _collection(client, index_id)
            batch = client.get_max_batch_size()
            for first in range(0, len(doomed), batch):
                collection.delete(ids=doomed[first : first + batch])
        self.blank_unsaved()

    def query(self, index_id: int, vector: Vectors, limit: int, documents: Collection[str] | None) -> list[str]:
        """Return at most ``limit`` passage ids, nearest first, of the given documents or of all.

        Raises:
            CollectionGone: the index is not there any more.
        """
        where: Any = None if documents is None else {"document_id": {"$in": sorted(documents)}}
        with self._chroma() as client:
            collection = _collection(client, index_id)
            found = collection.query(query_embeddings=vector[np.newaxis], n_results=limit, where=where, include=[])
        return found["ids"][0]

    def vectors(self, index_id: int, passage_ids: Sequence[str]) -> dict[str, Vectors]:
        """Return the stored vectors of those of the given passages that are there."""
        with self._chroma() as client:
            found = _collection(client, index_id).get(ids=list(passage_ids), include=["embeddings"])
        embeddings = found["embeddings"]
        rows = np.asarray([] if embeddings is None else embeddings, dtype=np.float32)
        return dict(zip(found["ids"], rows, strict=True))

    def drop_all_but(self, index_id: int) -> None:
        """Drop the collections of all other indexes."""
        with self._chroma() as client:
            for collection in client.list_collections():
                if collection.name != _name(index_id):
                    client.delete_collection(collection.name)

    def erase(self, *, anew: bool) -> None:
        """Take what deleted vectors left out of the files.

        Chroma's own database is written anew. Its index files keep the numbers of deleted vectors for good: with
        ``anew`` all files go, and it is for the caller to put the vectors back.
        """
        with self._opening:
            self._close()
            database = self._folder / _DATABASE
            if database.exists() and (anew or not fulltext.vacuum_file(database)):
                shutil.rmtree(self._folder, ignore_errors=True)
            self.blank_unsaved()

    def blank_unsaved(self) -> None:
        """Overwrite the files of indexes that are not saved yet with zeros; not to be called while vectors are added.

        The library behind Chroma makes them of memory that it has not written to, in which anything may stand that
        this process has read before, texts that were removed and passwords too.
        """
        for name in _UNUSED_UNTIL_SAVED:
            for path in self._folder.glob(f"*/{name}"):
                if not path.with_name(_SAVED).exists() and path.read_bytes().strip(b"\0"):
                    with path.open("r+b") as file:
                        file.write(bytes(path.stat().st_size))
                        file.flush()
                        os.fsync(file.fileno())

    def close(self) -> None:
        """Close Chroma's files; they are opened again when needed."""
        with self._opening:
            self._close()

    def _close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None
            self.blank_unsaved()

    @contextmanager
    def _chroma(self) -> Iterator[Client]:
        """Open Chroma and turn its errors into `StoreError`, or into the disk's `OSError` when they hide that.

        After an error the client is given up and the next call opens another: when a write has failed in
        Chroma's compaction, the next write by the same client never returns, even with room on the disk.
        """
        client = self._connect()
        from chromadb.errors import ChromaError, NotFoundError

        try:
            yield client
        except NotFoundError as error:
            raise CollectionGone(f"the index has been replaced ({error})") from error
        except ChromaError as error:
            self._give_up(client)
            require_room(self._folder)
            raise StoreUnusable(
                f"the vector index {self._folder} failed ({error}): try again; "
                "if it goes on, delete that folder, which is made anew without embedding"
            ) from error
        except AttributeError as error:
            if self._client is client:
                raise
            raise CollectionGone("the index was closed after another thread's call had failed") from error

    def _give_up(self, client: Client) -> None:
        with self._opening:
            if self._client is client:
                client.close()
                self._client = None

    def _connect(self) -> Client:
        with self._opening:
            if self._client is None:
                try:
                    self._client = _open(self._folder)
                except StoreUnusable:
                    # Nothing is lost with it: the catalogue puts every vector back.
                    logger.warning("the vector index in %s cannot be read and is made anew", self._folder)
                    shutil.rmtree(self._folder, ignore_errors=True)
                    self._client = _open(self._folder)
            return self._client


def _open(folder: Path) -> Client:
    silence_telemetry()
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings
    from chromadb.errors import ChromaError

    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]  # not the .env of whatever folder we are started in
        anonymized_telemetry=False,
        chroma_otel_collection_endpoint="",
    )
    try:
        client = chromadb.PersistentClient(str(folder), settings=settings)
    except ChromaError as error:
        # Chroma remembers a system that failed to start and would hand it out again for this folder.
        SharedSystemClient._identifier_to_system.pop(str(folder), None)
        require_room(folder)  # a full disk is no reason to make the index anew
        raise StoreUnusable(f"the vector index {folder} cannot be opened ({error})") from error
    return cast("Client", client)  # its declared type lacks `close`


def _collection(client: Client, index_id: int) -> ChromaCollection:
    return client.get_collection(_name(index_id), embedding_function=None)


def _name(index_id: int) -> str:
    return f"passages-{index_id}"
