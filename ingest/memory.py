"""Which files failed before, so that they are not read again until they, their readers or the limits change."""

from __future__ import annotations

import hashlib
import shutil
from functools import cache
from pathlib import Path

from ingest.limits import Limits, default_limits
from ingest.vanished import below, is_gone, vanished_sources
from store import Store


class FailureMemory:
    """What a store remembers of failed files, during one ingest."""

    def __init__(self, store: Store, limits: Limits | None, *, retry: bool) -> None:
        self._store = store
        self._known = {failure.source: failure for failure in store.failures()}
        self._retry = retry
        self._reader = hashlib.sha256(f"{_readers()} {limits or default_limits()}".encode()).hexdigest()

    def reason(self, source: str, version: str) -> str | None:
        """Return why this content failed before, None when it is to be read."""
        known = self._known.get(source)
        if self._retry or known is None or (known.version, known.reader) != (version, self._reader):
            return None
        return known.reason

    def failed(self, source: str, version: str, reason: str) -> None:
        """Remember that this content failed."""
        self._store.remember_failure(source, version, self._reader, reason)

    def succeeded(self, source: str) -> None:
        """Forget what was remembered of a file."""
        if source in self._known:
            self._store.forget_failures(source)

    def forget_gone(self, folders: list[Path], deleted: list[str]) -> None:
        """Forget the files that are gone from folders, or from paths that were seen to be deleted."""
        gone = {
            *vanished_sources(self._known, folders),
            *(one for one in self._known if below(one, deleted) and is_gone(one)),
        }
        if gone:
            self._store.forget_failures(*gone)


@cache
def _readers() -> str:
    """Return a digest of the readers' own code: another release may read what this one cannot."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    parts = ("worker.py", "reading.py", "formats.py", "decoding.py", "budget.py", "assembly.py")
    for path in sorted([*(here / part for part in parts), *here.glob("readers/*.py")]):
        digest.update(path.read_bytes())
    # Scanned pages can be read once it is installed.
    digest.update(str(shutil.which("tesseract")).encode())
    return digest.hexdigest()
