"""Bringing the store in line with files: what is new is added, what has changed replaces, the rest is left alone."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

from ingest.chunk import Chunking
from ingest.decoding import clean
from ingest.errors import Unreadable
from ingest.isolation import FileReader, Limits
from ingest.memory import FailureMemory
from ingest.progress import FileTeller, Listener
from ingest.report import Failed, Ingested, Removed, Report
from ingest.vanished import source_of, vanished
from ingest.versions import title_from_name, version_of
from ingest.walk import Found, contents, find
from store import Document, InvalidVersion, Store

UPLOAD = "upload:"
"""What the source of an uploaded file begins with."""


def ingest(
    paths: Iterable[str | os.PathLike[str]] | str | os.PathLike[str],
    store: Store,
    *,
    progress: Listener | None = None,
    names: Mapping[Path, str] | None = None,
    chunking: Chunking | None = None,
    limits: Limits | None = None,
    prune: bool = False,
    retry: bool = False,
) -> Report:
    """Take files and folders into the store, one file at a time.

    A file whose content the store already has under the same source is not read again. Nor is one that was renamed
    or moved within a folder that is named here: its document keeps its id under the new path. One bad file
    never stops the others. What is committed when this is interrupted stays. What was replaced is erased from the
    disk at the end, or when the store is closed.

    Args:
        paths: files and folders, or a single one.
        store: where to.
        progress: called with the events of `ingest.progress`.
        names: for uploads, what a temporary file is called: it becomes ``upload:NAME``.
        chunking: how passages are cut; a store is cut one way only.
        limits: what reading one file may take.
        prune: remove the documents whose files are gone from the folders that are named here, unless a
            folder holds no documents at all any more: it may be a disk that is not there.

        retry: read files again that failed before, though neither they nor their readers have changed.

    Returns:
        One entry per file, one per path that leads to none, and one per document removed.

    Raises:
        RecordMismatch: the store was made with another model or other chunking.
        StoreError: the store cannot be used, its disk is full for example; what was committed stays.
    """
    chunking = chunking or Chunking()
    store.require_chunking(chunking.as_dict())
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    uploads = {os.path.abspath(path): name for path, name in (names or {}).items()}  # noqa: PTH100
    found = find(given, store.path)
    outcomes: list[Ingested | Failed] = []
    taken: set[str] = set()
    folders = _folders(given, found)
    gone = vanished(store, folders, {source_of(one.path) for one in found})
    memory = FailureMemory(store, limits, retry=retry)
    memory.forget_gone(folders)
    with FileReader(limits) as reader:
        for number, one in enumerate(found, 1):
            name = _upload_name(uploads[str(one.path)]) if str(one.path) in uploads else one.path.name
            source = UPLOAD + name if str(one.path) in uploads else source_of(one.path)
            teller = FileTeller(progress, source, number, len(found))
            teller.started()
            outcome: Ingested | Failed
            try:
                if source in taken:
                    raise Unreadable("another file of the same name was just uploaded: rename one of them")
                outcome = _ingest_one(one, source, name, store, reader, teller, chunking, gone, memory)
                taken.add(source)
            except (Unreadable, InvalidVersion) as error:
                outcome = Failed(source, str(error))
            outcomes.append(outcome)
            teller.finished(outcome)
    removed = [Removed(document.source, document) for document in gone] if prune else []
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
) -> Report:
    """Take uploaded files into the store under the names that their owners gave them.

    Args:
        uploads: for each file its name and the path where it lies for the moment.
        store: where to.
        progress: as in `ingest`.
        chunking: as in `ingest`.
        limits: as in `ingest`.

    Raises:
        StoreError: as in `ingest`.
    """
    names = {Path(path): name for name, path in uploads}
    return ingest(list(names), store, progress=progress, names=names, chunking=chunking, limits=limits)


def name_of(source: str) -> str:
    """Return the file name in a source."""
    return source.removeprefix(UPLOAD) if source.startswith(UPLOAD) else PurePath(source).name


def _upload_name(name: str) -> str:
    """Return the last part of a name that a browser sent, whichever system it came from."""
    return clean(name).replace("\\", "/").rstrip("/").rpartition("/")[2].replace("\n", " ").strip() or "unnamed"


def _folders(given: Iterable[str | os.PathLike[str]], found: list[Found]) -> list[Path]:
    """Return the folders that are given and tell something about their files: there, not empty, not forbidden."""
    named = [os.path.abspath(os.path.expanduser(path)) for path in given]  # noqa: PTH100, PTH111 - neither raises
    silent = {str(one.path) for one in found if one.problem is not None}
    return [Path(path) for path in named if os.path.isdir(path) and path not in silent]  # noqa: PTH112


def _ingest_one(
    found: Found,
    source: str,
    name: str,
    store: Store,
    reader: FileReader,
    teller: FileTeller,
    chunking: Chunking,
    gone: list[Document],
    memory: FailureMemory,
) -> Ingested:
    """Take one file in; a document of ``gone`` that it turns out to be is taken off that list."""
    if found.problem is not None:
        raise Unreadable(found.problem)
    # Read once: what is digested is what is parsed and what is stored, even if the file changes meanwhile.
    data = contents(found.path)
    held = store.find(source)
    digest = hashlib.sha256(data).hexdigest()
    if held is not None and held.version == digest:
        return Ingested("unchanged", source, held)
    before = next((document for document in gone if document.version == digest), None)
    if held is None and before is not None and not source.startswith(UPLOAD):
        gone.remove(before)
        named = title_from_name(name_of(before.source)) == before.title
        title = title_from_name(name) if named else before.title
        return Ingested("moved", source, store.move(before.document_id, source, title))
    if (reason := memory.reason(source, digest)) is not None:
        raise Unreadable(f"{reason} (unchanged since, so not read again: --retry does)")
    try:
        extract = reader.read(name, data, teller.reading)
        version = version_of(source, name, data, extract, chunking)
        document = store.add(version, teller.embedding)
    except (Unreadable, InvalidVersion) as error:
        if not source.startswith(UPLOAD):  # an upload is gone afterwards, and cannot be read again
            memory.failed(source, digest, str(error))
        raise
    memory.succeeded(source)
    return Ingested("added" if held is None else "replaced", source, document)
