"""Bringing the store in line with files: what is new is added, what has changed replaces, the rest is left alone."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from ingest.chunk import Chunking
from ingest.errors import LOCKED_MEMBER, Interrupted, NeedsPassword, Unreadable
from ingest.extract import Archive, Unpacked
from ingest.isolation import FileReader
from ingest.limits import Limits, default_limits
from ingest.memory import FailureMemory
from ingest.progress import FileTeller, Listener
from ingest.report import Failed, Ingested, Removed, Report
from ingest.upload_names import UPLOAD, upload_name
from ingest.vanished import below, is_gone, silent_folder, source_of, vanished
from ingest.versions import title_from_name, version_of
from ingest.walk import Found, contents, find
from store import Document, InvalidVersion, Store

_KEPT = (
    "it is empty or cannot be looked into, as if its disk were not there, so its documents are kept: "
    "remove the folder or, with `briefing remove`, the documents"
)


def ingest(
    paths: Iterable[str | os.PathLike[str]] | str | os.PathLike[str],
    store: Store,
    *,
    progress: Listener | None = None,
    names: Mapping[Path, str] | None = None,
    chunking: Chunking | None = None,
    limits: Limits | None = None,
    passwords: Iterable[str] = (),
    prune: bool = False,
    retry: bool = False,
    deleted: Iterable[str | os.PathLike[str]] = (),
    within: Sequence[Path] = (),
) -> Report:
    """Take files and folders into the store, one file at a time.

    A file whose content the store already has under the same source is not read again. Nor is one that was renamed
    or moved within a folder that is named here: its document keeps its id under the new path. An archive is taken like
    a folder: each file in it is a document of its own, ``ARCHIVE/NAME``. One bad file never stops the others. What is
    committed when this is interrupted stays. What was replaced is erased from the disk at the end, or when the store
    is closed.

    Args:
        paths: files and folders, or a single one.
        store: where to.
        progress: called with the events of `ingest.progress`.
        names: for uploads, what a temporary file is called: it becomes ``upload:NAME``.
        chunking: how passages are cut; a store is cut one way only.
        limits: what reading one file may take.
        passwords: tried on PDFs and archives that need one; they are not kept, so `reindex` needs them again.
        prune: remove the documents whose files are gone from the folders and archives that are named here, unless a
            folder, or one below it, holds nothing at all any more: it may be a disk that is not there.
        retry: read files again that failed before, though neither they nor their readers have changed.
        deleted: files and folders that were seen to be deleted or renamed: what came from them counts as gone from a
            folder that is named here.
        within: folders that `paths` lie in; links that lead out of them are not followed.

    Returns:
        One entry per file, one per path that leads to none, one per document removed, and when pruning one per folder
        whose documents are kept because it is empty.

    Raises:
        RecordMismatch: the store was made with another model or other chunking.
        StoreError: the store cannot be used, its disk is full for example; what was committed stays.
    """
    chunking = chunking or Chunking()
    store.require_chunking(chunking.as_dict())
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    uploads = {os.path.abspath(path): name for path, name in (names or {}).items()}  # noqa: PTH100
    waiting = deque(_File.of(one, uploads) for one in find(given, store.path, within))
    total, number = len(waiting), 0
    outcomes: list[Ingested | Failed] = []
    taken: set[str] = set()
    folders = _folders(given, waiting)
    there = {file.source for file in waiting}
    gone = vanished(store, folders, there)
    lost = [source_of(Path(os.path.abspath(path))) for path in deleted]  # noqa: PTH100
    known = {document.document_id for document in gone}
    gone += [
        one
        for one in store.documents()
        if below(one.source, lost) and is_gone(one.source) and one.document_id not in known
    ]
    passwords = tuple(passwords)
    limits = limits or default_limits()
    # What failed for want of a password may be read with one.
    memory = FailureMemory(store, limits, retry=retry or bool(passwords))
    memory.forget_gone(folders, lost)
    with FileReader(limits, passwords) as reader:
        while waiting:
            file, number = waiting.popleft(), number + 1
            teller = FileTeller(progress, file.source, number, total)
            teller.started()
            outcome: Ingested | Failed
            try:
                if file.source in taken:
                    what = "was just uploaded" if file.is_upload else "is in the archive"
                    raise Unreadable(f"another file of the same name {what}: rename one of them")
                result = _ingest_one(file, store, reader, teller, chunking, gone, memory, limits.size)
                taken.add(file.source)
                if isinstance(result, Archive):
                    # Its files take its place, as if it were a folder; what cannot be unpacked has failed.
                    members = [file.member(member) for member in result.members]
                    kept = [f"{file.source}/{name}" for name, _ in result.failed]
                    gone += _gone_from(file.source, [*(member.source for member in members), *kept], store)
                    outcomes += [
                        Failed(f"{file.source}/{name}", reason, reason == LOCKED_MEMBER)
                        for name, reason in result.failed
                    ]
                    waiting.extendleft(reversed(members))
                    total += len(members) - 1
                    number -= 1
                    continue
                outcome = result
            except (Unreadable, InvalidVersion) as error:
                outcome = Failed(file.source, str(error), isinstance(error, NeedsPassword))
            outcomes.append(outcome)
            teller.finished(outcome)
    removed: list[Removed] = []
    if prune:
        silent = {one.document_id: None if below(one.source, lost) else silent_folder(one.source) for one in gone}
        removed = [Removed(one.source, one) for one in gone if silent[one.document_id] is None]
        outcomes += [Failed(folder, _KEPT) for folder in sorted({one for one in silent.values() if one is not None})]
    if removed:
        store.remove(*(one.document.document_id for one in removed))
    store.erase()
    return Report.of(outcomes, removed)


def ingest_uploads(
    uploads: Iterable[tuple[str, str | os.PathLike[str]]],
    store: Store,
    *,
    progress: Listener | None = None,
    chunking: Chunking | None = None,
    limits: Limits | None = None,
    passwords: Iterable[str] = (),
) -> Report:
    """Take uploaded files into the store under the names that their owners gave them.

    Args:
        uploads: for each file its name, with the folders above it where it was in some (``Folder/note.md``), and the
            path where it lies for the moment.
        store: where to.
        progress: as in `ingest`.
        chunking: as in `ingest`.
        limits: as in `ingest`.
        passwords: as in `ingest`.

    Raises:
        StoreError: as in `ingest`.
    """
    names = {Path(path): name for name, path in uploads}
    return ingest(
        list(names), store, progress=progress, names=names, chunking=chunking, limits=limits, passwords=passwords
    )


def name_of(source: str) -> str:
    """Return the file name in a source."""
    return source.removeprefix(UPLOAD) if source.startswith(UPLOAD) else PurePath(source).name


@dataclass(frozen=True, slots=True)
class _File:
    """A file to be read: on the disk, or (``unpacked``) out of an archive."""

    source: str
    name: str
    found: Found
    unpacked: Unpacked | None = None

    @classmethod
    def of(cls, found: Found, uploads: Mapping[str, str]) -> _File:
        """Return a file that was found; ``uploads`` gives the names of those that are temporary."""
        if str(found.path) in uploads:
            name = upload_name(uploads[str(found.path)])
            return cls(UPLOAD + name, PurePath(name).name, found)
        return cls(source_of(found.path), found.path.name, found)

    @property
    def is_upload(self) -> bool:
        """Whether it came through the page and lies where it is for the moment only."""
        return self.source.startswith(UPLOAD)

    def member(self, member: Unpacked) -> _File:
        """Return a file out of this archive; its source is that of the archive with its path in it."""
        return _File(f"{self.source}/{member.name}", member.name, self.found, member)

    def contents(self, largest: int) -> bytes:
        """Return its bytes.

        Args:
            largest: how many there may be.

        Raises:
            Unreadable: it cannot be read.
        """
        if self.unpacked is not None:
            try:
                return self.unpacked.data
            except OSError as error:
                raise Unreadable(f"what was unpacked cannot be read again ({error.strerror or error})") from error
        if self.found.problem is not None:
            raise Unreadable(self.found.problem)
        return contents(self.found.path, largest)


def _folders(given: Iterable[str | os.PathLike[str]], files: Iterable[_File]) -> list[Path]:
    """Return the folders that are given and tell something about their files: there, not empty, not forbidden."""
    named = [os.path.abspath(os.path.expanduser(path)) for path in given]  # noqa: PTH100, PTH111 - neither raises
    silent = {str(one.found.path) for one in files if one.found.problem is not None}
    return [Path(path) for path in named if os.path.isdir(path) and path not in silent]  # noqa: PTH112


def _gone_from(archive: str, there: Sequence[str], store: Store) -> list[Document]:
    """Return the documents that came out of an archive and are neither in it any more nor in an archive in it."""
    inside = tuple(f"{source}/" for source in there)
    return [
        document
        for document in store.documents()
        if document.source.startswith(f"{archive}/") and not f"{document.source}/".startswith(inside)
    ]


def _ingest_one(
    file: _File,
    store: Store,
    reader: FileReader,
    teller: FileTeller,
    chunking: Chunking,
    gone: list[Document],
    memory: FailureMemory,
    largest: int,
) -> Ingested | Archive:
    """Take one file in; a document of ``gone`` that it turns out to be is taken off that list."""
    # Read once: what is digested is what is parsed and what is stored, even if the file changes meanwhile.
    data = file.contents(largest)
    held = store.find(file.source)
    digest = hashlib.sha256(data).hexdigest()
    if held is not None and held.version == digest:
        return Ingested("unchanged", file.source, held)
    before = next((document for document in gone if document.version == digest), None)
    if held is None and before is not None and not file.is_upload:
        gone.remove(before)
        named = title_from_name(name_of(before.source)) == before.title
        title = title_from_name(file.name) if named else before.title
        return Ingested("moved", file.source, store.move(before.document_id, file.source, title))
    if (reason := memory.reason(file.source, digest)) is not None:
        raise Unreadable(f"{reason} (unchanged since, so not read again: --retry does)")
    try:
        extract = reader.open(file.name, data, teller.reading)
        if isinstance(extract, Archive):
            return extract
        version = version_of(file.source, file.name, data, extract, chunking)
        document = store.add(version, teller.embedding)
    except (Unreadable, InvalidVersion) as error:
        # An upload is gone afterwards and cannot be read again; one that was interrupted has not failed by itself.
        if not file.is_upload and not isinstance(error, Interrupted):
            memory.failed(file.source, digest, str(error))
        raise
    memory.succeeded(file.source)
    return Ingested("added" if held is None else "replaced", file.source, document, extract.notes)
