"""The store: the one door to everything that is known."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from types import TracebackType

import numpy as np
from sqlalchemy import Engine

from store import cards, failures, fulltext
from store.check import find_problems
from store.commit import Committer
from store.embedder import Embedder, SentenceTransformerEmbedder, Vectors
from store.erasing import Eraser
from store.errors import RecordMismatch, StoreError, StoreUnusable
from store.faults import faults_of
from store.lock import StoreLock
from store.openings import Openings
from store.originals import Originals
from store.owner import Contact
from store.precedence import Precedence
from store.rebuild import Rebuild
from store.record import IndexRecord, bring_up_to_date, canonical, create_index_record, settle
from store.remembering import RememberingEncoder
from store.search import embedding_input
from store.snapshot import Snapshot
from store.types import Context, Document, Failure, Hit, NewVersion, Place, Problem, Progress, StoredCard
from store.validation import require_valid
from store.vectors import VectorIndex

logger = logging.getLogger(__name__)

_CATALOGUE = "catalogue.sqlite"
_ORIGINALS = "originals"
_VECTORS = "vectors"
# Between two reports of progress: often enough to be seen to move, long enough to fill the model's batches.
_EMBEDDED_AT_ONCE = 32
# The same while people ask, who wait for it: 0.2 seconds on two slow cores.
_EMBEDDED_BETWEEN_QUESTIONS = 8
_DIGEST = re.compile("[0-9a-f]{64}")
# What may stand in a folder before its catalogue does: a start that was interrupted, and who may sign in.
_OWN_FILES = re.compile(rf"store\.lock|owner\.json(\..*)?|endpoint\.sock|users\.json(\.new)?|{_ORIGINALS}|{_VECTORS}")


# Given ids of documents and who asks (None: whoever owns the store), what else quotes them, in words for a person.
Quoting = Callable[[Collection[str], str | None], Sequence[str]]


class Store:
    """Documents, their passages and vectors in one folder that one process owns.

    Any number of threads may use one store. A version becomes visible by one transaction of the
    catalogue: its vectors are written before, the old version's are dropped after.
    """

    def __init__(self, path: Path, embedder: Embedder, lock: StoreLock, engine: Engine) -> None:
        self.path = path
        self.embedder = embedder
        self.precedence = Precedence()
        self._lock = lock
        self._engine = engine
        self._originals = Originals(path / _ORIGINALS)
        self._vectors = VectorIndex(path / _VECTORS)
        self._committer = Committer(engine, self._vectors, self._originals)
        self._eraser = Eraser(engine, path / _CATALOGUE, self._committer, self._vectors)
        self._openings = Openings()
        self._remembered = RememberingEncoder(self._encode)
        self._writing = RLock()
        self._reconciled = False
        self._verified = False
        self._quoting: list[Quoting] = []

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        embedder: Embedder | None = None,
        for_rebuild: bool = False,
        contact: Callable[[Path], Contact | None] | None = None,
    ) -> Store:
        """Open the store in a folder, creating it when missing, and take its lock.

        Args:
            path: the store's folder: a store, an empty folder, or nothing yet.
            embedder: makes the vectors; the packaged all-MiniLM-L6-v2 when None.
            for_rebuild: let a store made with another model open too, so that `rebuild` can follow.
            contact: for a process that answers others: called with the folder once the lock is held, it says where.

        Raises:
            StoreLocked: another process has it open.
            StoreUnusable: the folder cannot be read or written, or holds something else.
            RecordMismatch: the store was made with another embedding model.
        """
        folder = Path(path).expanduser().absolute()
        embedder = SentenceTransformerEmbedder() if embedder is None else embedder
        with faults_of(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            database = folder / _CATALOGUE
            if not database.exists() and not all(_OWN_FILES.fullmatch(entry.name) for entry in folder.iterdir()):
                raise StoreUnusable(
                    f"the folder {folder} is not empty and holds no store: name another folder with --store"
                )
            _require_no_loss(folder)
            lock = StoreLock(folder)
            lock.acquire(contact)
            engine = fulltext.open_engine(database)
            try:
                bring_up_to_date(engine, database, embedder.name)
                store = cls(folder, embedder, lock, engine)
                store._committer.tidy()
                store._eraser.empty_log()
                store._vectors.blank_unsaved()
                store._erase()
                if not for_rebuild:
                    store._require_model()
            except BaseException:
                engine.dispose()
                lock.release()
                raise
        return store

    def close(self) -> None:
        """Erase what is due, close all files and release the lock; a second call does nothing."""
        try:
            if self._lock.held:
                self._erase()
        finally:
            try:
                self._vectors.close()
            finally:
                self._engine.dispose()
                self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- reading: each of these is one look at one moment; use `snapshot` for several that must agree

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Open one consistent view of the store for the length of a ``with`` block."""
        vectors: VectorIndex | None = self._vectors
        try:
            self._reconcile()
        except StoreUnusable as error:
            # On a full disk Chroma cannot be opened or mended; the catalogue can still be read, and has every vector.
            logger.warning("%s; until then questions are answered without the vector index", error)
            vectors = None
        with faults_of(self.path):
            try:
                with self._engine.connect() as connection:
                    yield Snapshot(connection, vectors, self.encode, self._openings)
            finally:
                self._eraser.after_question()

    @contextmanager
    def _look(self) -> Iterator[Snapshot]:
        """A view for reads that need no vectors, and so need not wait for Chroma to load."""
        with faults_of(self.path), self._engine.connect() as connection:
            yield Snapshot(connection, self._vectors, self.encode, self._openings)

    def documents(self) -> list[Document]:
        """Return all documents in order of title, then source."""
        with self._look() as view:
            return view.documents()

    def document(self, document_id: str) -> Document:
        """Return one document; raises `UnknownDocument`."""
        with self._look() as view:
            return view.document(document_id)

    def find(self, source: str) -> Document | None:
        """Return the document of a source (absolute path or ``upload:NAME``), or None."""
        with self._look() as view:
            return view.find(source)

    def text(self, document_id: str) -> str:
        """Return the whole text of a document's current version; raises `UnknownDocument`."""
        with self._look() as view:
            return view.text(document_id)

    def places(self, document_id: str) -> tuple[Place, ...]:
        """Return the map from a document's text to the characters of its pages; raises `UnknownDocument`."""
        with self._look() as view:
            return view.places(document_id)

    def original(self, document_id: str) -> bytes:
        """Return the content of a document's original file; raises `UnknownDocument`."""
        with faults_of(self.path):
            return self._originals.get(self.document(document_id).version)

    def search(
        self,
        question: str,
        limit: int = 10,
        documents: Collection[str] | None = None,
        context: Sequence[Context] = (),
    ) -> list[Hit]:
        """Return the passages that best match a question, best first; see `Snapshot.search`."""
        with self.snapshot() as view:
            return view.search(question, limit, documents, context)

    def card(self, document_id: str) -> StoredCard | None:
        """Return the card of a document's current version, None where none was made yet."""
        with self._look() as view:
            return view.card(document_id)

    def lacking_cards(self, made_by: str) -> list[Document]:
        """Return the documents that have no card made by these rules, those first that were added first."""
        with self._look() as view:
            return view.lacking_cards(made_by)

    def failures(self) -> list[Failure]:
        """Return the files that gave no text when they were last read, in order of source."""
        with faults_of(self.path), self._engine.connect() as connection:
            return failures.all_failures(connection)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of texts by the model that this store is made with, shape (n, dimension).

        Those of the latest texts are remembered: meant for questions and sentences.

        Raises:
            ModelUnavailable: the model cannot be loaded.
            RecordMismatch: it is not the model that the store was made with.
        """
        return self._remembered(texts)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        if not self._verified:
            self._require_weights()
        return self.embedder.encode(texts)

    def check(self) -> list[Problem]:
        """Verify everything and return what is wrong; an empty list for a sound store."""
        with self._writing, faults_of(self.path):
            self._reconcile()
            with self._committer.transaction() as connection:  # the lexical index's own check counts as a write
                return find_problems(connection, self._vectors, self._originals)

    # -- writing: one thread at a time, each by one transaction

    def require_chunking(self, chunking: Mapping[str, int | str]) -> None:
        """Record how passages are cut, or make sure that it is done as before.

        Raises:
            RecordMismatch: the store's passages were cut with other settings.
        """
        wanted = canonical(chunking)
        with self._writing, faults_of(self.path), self._committer.transaction() as connection:
            record = IndexRecord.active(connection)
            if record.chunking is None or not self.documents():
                settle(connection, record.index_id, chunking=wanted)
            elif record.chunking != wanted:
                raise RecordMismatch(
                    f"the store was chunked with {record.chunking}, not {wanted}: run `briefing reindex`"
                )

    def add(self, version: NewVersion, progress: Progress | None = None) -> Document:
        """Commit a new version: a new document, or the successor of the one with the same source.

        Until this returns, the old version answers; when it has returned, the new one does, for good.

        Args:
            version: what was read and chunked.
            progress: called with (passages embedded, passages in all).

        Raises:
            InvalidVersion: texts or spans break the rules of `store.types`.
            StoreUnusable: it cannot be written; the old version stays.
        """
        require_valid(version)
        vectors = self._embed(version, progress, self._encode)
        with self._write() as committer:
            return committer.put(committer.active_index(), version, vectors)

    def remove(self, *document_ids: str) -> tuple[Problem, ...]:
        """Remove documents, by one transaction, and erase their texts, vectors and originals from the disk.

        Returns:
            What still holds their text, backups that are still there included, with what to do about it; empty when
            nothing does.

        Raises:
            UnknownDocument: one of them is not in the store; then none is removed.
        """
        with self._write() as committer:
            backups = committer.remove(document_ids)
            return (*self.erase(), *backups)

    def put_card(self, card: StoredCard) -> bool:
        """Keep a document's card in place of an earlier one, as long as its version is the current one.

        Returns:
            Whether it was kept: False when the document has another version now, is gone, or the store is closed.
        """
        with self._writing, faults_of(self.path):
            if not self._lock.held:
                return False
            with self._committer.transaction() as connection:
                return cards.put(connection, IndexRecord.active(connection).index_id, card)

    def tell_quoting(self, quoting: Quoting) -> None:
        """Let something outside that keeps quotes be asked by `quoted_in`."""
        self._quoting.append(quoting)

    def quoted_in(self, document_ids: Collection[str], person: str | None = None) -> list[str]:
        """Return what keeps quotes of documents outside the store: `remove` does not touch these.

        Args:
            document_ids: whose quotes.
            person: who asks, so that nobody is told of what is another's; None for the owner of the store.
        """
        return [name for quoting in self._quoting for name in quoting(document_ids, person)]

    def remember_failure(self, source: str, version: str, reader: str, reason: str) -> None:
        """Write down that a file gave no text; see `Failure`."""
        with self._writing, faults_of(self.path), self._committer.transaction() as connection:
            failures.remember(connection, source, version, reader, reason)

    def forget_failures(self, *sources: str) -> None:
        """Forget the failures of files: they were read, or are gone."""
        with self._writing, faults_of(self.path), self._committer.transaction() as connection:
            failures.forget(connection, sources)

    def move(self, document_id: str, source: str, title: str) -> Document:
        """Give a document another source and title, without cutting or embedding it anew; citations stay valid.

        Args:
            document_id: whose; its version stays.
            source: its new identity, of no other document.
            title: its title from now on, or again.

        Raises:
            UnknownDocument: it is not in the store.
        """
        with self._write() as committer:
            committer.move(document_id, source, title)
            return self.document(document_id)

    def erase(self) -> tuple[Problem, ...]:
        """Erase from the disk what was removed or replaced, where that is still to be done.

        It is still to be done after `add` has replaced a version: it takes as long as writing the catalogue anew, so
        that many replacements share one call. Opening and closing the store do it too.

        Returns:
            What still holds such text, with what to do about it; empty when nothing does.
        """
        with self._writing:
            try:
                with faults_of(self.path):
                    if not self._eraser.is_due():
                        return ()
                    try:
                        return self._eraser.erase()
                    finally:
                        self._reconciled = False
            except StoreUnusable as error:
                return (Problem(str(self.path), f"{error}; what was removed is erased when the store is next closed"),)

    @contextmanager
    def rebuild(self, chunking: Mapping[str, int | str]) -> Iterator[Rebuild]:
        """Build a new index with the store's embedder and the given chunking while the old one answers.

        When the ``with`` block ends well, the new index replaces the old one in one transaction; when it
        raises, or when a document is missing from the new index, the old one stays as it was.

        Raises:
            StoreError: a document was not rebuilt.
        """
        # What questions wait for once is done before they could have to wait for the whole rebuild.
        with suppress(RecordMismatch):  # other weights are a reason to rebuild
            self._require_weights()
        with self._write() as committer:
            index_id = self._begin_index(chunking)

            def write(document_id: str, version: NewVersion, progress: Progress | None) -> Document:
                require_valid(version)
                vectors = self._embed(version, progress, self.embedder.encode)
                return committer.put(index_id, version, vectors, document_id)

            try:
                rebuild = Rebuild(self.documents(), self._originals.get, write)
                yield rebuild
                if missing := rebuild.missing():
                    names = ", ".join(document.title for document in missing)
                    raise StoreError(f"the old index stays, because these were not rebuilt: {names}")
                committer.activate(index_id)
                self._erase()
            except BaseException:
                committer.tidy()
                raise
            finally:
                self._verified = False
                self._vectors.drop_all_but(committer.active_index())

    def _embed(
        self, version: NewVersion, progress: Progress | None, encode: Callable[[Sequence[str]], Vectors]
    ) -> Vectors:
        inputs = [
            embedding_input(version.title, passage.heading, version.text[passage.start : passage.end])
            for passage in version.passages
        ]
        parts: list[Vectors] = []
        done = 0
        while done < len(inputs):
            with self.precedence.step():
                count = _EMBEDDED_AT_ONCE if self.precedence.is_quiet else _EMBEDDED_BETWEEN_QUESTIONS
                parts.append(encode(inputs[done : done + count]))
            done = min(done + count, len(inputs))
            if progress is not None:
                progress(done, len(inputs))
        return np.concatenate(parts)

    def _erase(self) -> None:
        for problem in self.erase():
            logger.warning("%s", problem)

    def _begin_index(self, chunking: Mapping[str, int | str]) -> int:
        with self._committer.transaction() as connection:
            index_id = create_index_record(connection, self.embedder.name, active=False)
            settle(
                connection,
                index_id,
                model_digest=self.embedder.digest,
                dimension=self.embedder.dimension,
                chunking=canonical(chunking),
            )
        self._vectors.ids(index_id)  # creates the collection
        return index_id

    @contextmanager
    def _write(self) -> Iterator[Committer]:
        """Let one writer in; what a failed write may have left among the vectors is swept before the next."""
        with self._writing, faults_of(self.path):
            if not self._lock.held:  # another process may own it by now
                raise StoreUnusable(f"the store {self.path} is closed: open it again")
            self._reconcile()
            done = False
            try:
                yield self._committer
                done = not self._committer.is_behind
            finally:
                if not done:
                    self._reconciled = False

    def _reconcile(self) -> None:
        """Bring the vectors in line with the catalogue when they are first needed."""
        if self._reconciled:
            return
        with self._writing, faults_of(self.path):
            if not self._reconciled:
                self._committer.reconcile()
                self._reconciled = True

    def _require_model(self) -> None:
        with self._committer.transaction() as connection:
            record = IndexRecord.active(connection)
            if record.model != self.embedder.name and not self.documents():
                settle(connection, record.index_id, model=self.embedder.name, model_digest=None, dimension=None)
            else:
                record.require_model(self.embedder.name)

    def _require_weights(self) -> None:
        digest, dimension = self.embedder.digest, self.embedder.dimension
        with self._writing, faults_of(self.path), self._committer.transaction() as connection:
            record = IndexRecord.active(connection)
            record.require_weights(self.embedder.name, digest, dimension)
            if record.model_digest is None:
                settle(connection, record.index_id, model_digest=digest, dimension=dimension)
        self._verified = True


def _require_no_loss(folder: Path) -> None:
    """Refuse to begin a new catalogue where documents were: what is not in it would be swept."""
    database, originals = folder / _CATALOGUE, folder / _ORIGINALS
    lost = not database.exists() or database.stat().st_size == 0
    if lost and originals.is_dir() and any(_DIGEST.fullmatch(path.name) for path in originals.iterdir()):
        raise StoreUnusable(
            f"the catalogue {database} is lost or empty, but originals of its documents are in {originals}: put a copy "
            "of the catalogue back, or ingest these files into a new store with --store"
        )
