"""The trays of all people."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ingest.staging import Staging
from ingest.tray import Tray
from ingest.tray_entries import UploadLimits
from store import Store

# One file is parsed and embedded on all cores; a second person's may go on meanwhile, more would only slow each other.
_AT_ONCE = 2


class Trays:
    """A tray for each person who adds files; they share the threads that read."""

    def __init__(self, store: Store, arrivals: Path, limits: UploadLimits | None = None) -> None:
        """Make no trays yet; ``arrivals`` as for `Staging`."""
        self._store = store
        self.limits = limits or UploadLimits()
        self._staging = Staging(arrivals)
        self._executor = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="upload")
        self._trays: dict[str, Tray] = {}
        self._lock = threading.Lock()

    def of(self, person: str) -> Tray:
        """Return a person's tray."""
        with self._lock:
            if person not in self._trays:
                self._trays[person] = Tray(self._store, self._staging, self._executor, self.limits)
            return self._trays[person]

    def close(self) -> None:
        """Stop all work and wait until it has stopped, before the store closes; what was committed stays."""
        with self._lock:
            for tray in self._trays.values():
                tray.cancel()
        self._executor.shutdown(wait=True, cancel_futures=True)
