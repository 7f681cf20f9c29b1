"""Bringing the store in line with files: what is new is added, what has changed replaces, the rest is left alone."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from ingest.chunk import Chunking
from ingest.decoding import clean
from ingest.errors import Unreadable
from ingest.extract import Archive, Member
from ingest.isolation import FileReader, Limits
from ingest.progress import FileTeller, Listener
from ingest.report import Failed, Ingested, Report
from ingest.versions import version_of
from ingest.walk import Found, contents, find
from store import InvalidVersion, Store

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
    passwords: Iterable[str] = (),
) -> Report:
    """Take files and folders into the store, one file at a time.

    A file whose content the store already has under the same source is not read again. An archive is taken like a
    folder: each file in it is a document of its own, ``ARCHIVE/NAME``. One bad file never stops the others. What is
    committed when this is interrupted stays.

    Args:
        paths: files and folders, or a single one.
        store: where to.
        progress: called with the events of `ingest.progress`.
        names: for uploads, what a temporary file is called: it becomes ``upload:NAME``.
        chunking: how passages are cut; a store is cut one way only.
        limits: what reading one file may take.
        passwords: tried on PDFs and archives that need one; they are not kept, so `reindex` needs them again.

    Returns:
        One entry per file, and one per path that leads to none.

    Raises:
        RecordMismatch: the store was made with another model or other chunking.
        StoreError: the store cannot be used, its disk is full for example; what was committed stays.
    """
    chunking = chunking or Chunking()
    store.require_chunking(chunking.as_dict())
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    uploads = {os.path.abspath(path): name for path, name in (names or {}).items()}  # noqa: PTH100
    waiting = deque(_File.of(one, uploads) for one in find(given, store.path))
    total, number = len(waiting), 0
    outcomes: list[Ingested | Failed] = []
    taken: set[str] = set()
    with FileReader(limits, passwords) as reader:
        while waiting:
            file, number = waiting.popleft(), number + 1
            teller = FileTeller(progress, file.source, number, total)
            teller.started()
            outcome: Ingested | Failed
            try:
                if file.source in taken:
                    raise Unreadable("another file of the same name was just uploaded: rename one of them")
                result = _ingest_one(file, store, reader, teller, chunking)
                taken.add(file.source)
                if isinstance(result, Archive):
                    # Its files take its place, as if it were a folder; what cannot be unpacked has failed.
                    outcomes += [Failed(f"{file.source}/{name}", reason) for name, reason in result.failed]
                    waiting.extendleft(reversed([file.member(member) for member in result.members]))
                    total += len(result.members) - 1
                    number -= 1
                    continue
                outcome = result
            except (Unreadable, InvalidVersion) as error:
                outcome = Failed(file.source, str(error))
            outcomes.append(outcome)
            teller.finished(outcome)
    return Report.of(outcomes)


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


def source_of(path: Path) -> str:
    """Return the source of a file: its path, what is not UTF-8 in it written as ``\\xNN``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace("\0", "\\x00")


def name_of(source: str) -> str:
    """Return the file name in a source."""
    return source.removeprefix(UPLOAD) if source.startswith(UPLOAD) else PurePath(source).name


def _upload_name(name: str) -> str:
    """Return the last part of a name that a browser sent, whichever system it came from."""
    return clean(name).replace("\\", "/").rstrip("/").rpartition("/")[2].replace("\n", " ").strip() or "unnamed"


@dataclass(frozen=True, slots=True)
class _File:
    """A file to be read: on the disk, or (``data``) out of an archive."""

    source: str
    name: str
    found: Found
    data: bytes | None = None

    @classmethod
    def of(cls, found: Found, uploads: Mapping[str, str]) -> _File:
        """Return a file that was found; ``uploads`` gives the names of those that are temporary."""
        if str(found.path) in uploads:
            name = _upload_name(uploads[str(found.path)])
            return cls(UPLOAD + name, name, found)
        return cls(source_of(found.path), found.path.name, found)

    def member(self, member: Member) -> _File:
        """Return a file out of this archive; its source is that of the archive with its path in it."""
        return _File(f"{self.source}/{member.name}", member.name, self.found, member.data)

    def contents(self) -> bytes:
        """Return its bytes.

        Raises:
            Unreadable: it cannot be read.
        """
        if self.data is not None:
            return self.data
        if self.found.problem is not None:
            raise Unreadable(self.found.problem)
        return contents(self.found.path)


def _ingest_one(
    file: _File, store: Store, reader: FileReader, teller: FileTeller, chunking: Chunking
) -> Ingested | Archive:
    # Read once: what is digested is what is parsed and what is stored, even if the file changes meanwhile.
    data = file.contents()
    held = store.find(file.source)
    if held is not None and held.version == hashlib.sha256(data).hexdigest():
        return Ingested("unchanged", file.source, held)
    extract = reader.open(file.name, data, teller.reading)
    if isinstance(extract, Archive):
        return extract
    version = version_of(file.source, file.name, data, extract, chunking)
    document = store.add(version, teller.embedding)
    return Ingested("added" if held is None else "replaced", file.source, document, extract.notes)
