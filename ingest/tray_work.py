"""What a tray needs for its work: what the store holds already, and an ear for what happens to its files."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ingest.progress import Event, FileFinished
from store import Store


class Cancelled(Exception):
    """Somebody wants no more of this."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the store holds: the version of each source, and the names of these and of the archives around them."""

    versions: dict[str, str]
    names: frozenset[str]

    @classmethod
    def by(cls, store: Store) -> Held:
        """Return what a store holds now."""
        versions = {document.source: document.version for document in store.documents()}
        above = {source[:at] for source in versions for at, letter in enumerate(source) if letter == "/"}
        return cls(versions, frozenset(above | set(versions)))


@dataclass(frozen=True, slots=True)
class Listener:
    """Passes an ingest's events on with the entry that they belong to; ends the ingest when it was cancelled."""

    keys: dict[str, str]
    cancelled: threading.Event
    hear: Callable[..., None]

    def __call__(self, event: Event) -> None:
        """Pass an event on; raises `Cancelled`."""
        if self.cancelled.is_set() and not isinstance(event, FileFinished):
            raise Cancelled
        source = event.outcome.source if isinstance(event, FileFinished) else event.source
        key = self.keys.get(source)
        if key is not None:
            self.hear(key, event, part=False)
        elif above := next((one for one in self.keys if source.startswith(f"{one}/")), None):
            self.hear(self.keys[above], event, part=True)


def file_of(source: str) -> Path | None:
    """Return the file that a source names: itself, or the archive that holds it; None where neither is there."""
    try:
        return next((path for path in (Path(source), *Path(source).parents) if path.is_file()), None)
    except (OSError, ValueError):
        return None
