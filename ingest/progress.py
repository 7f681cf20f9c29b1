"""What happens as files are taken in, told as it happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ingest.report import Failed, Ingested

Phase = Literal["reading", "embedding"]


@dataclass(frozen=True, slots=True)
class FileStarted:
    """File ``number`` (from 1) of ``total`` is begun."""

    source: str
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class FileProgress:
    """``done`` of ``total`` units of the file are through: pages in "reading", passages in "embedding"."""

    source: str
    phase: Phase
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class FileFinished:
    """File ``number`` (from 1) of ``total`` is done with."""

    outcome: Ingested | Failed
    number: int
    total: int


Event = FileStarted | FileProgress | FileFinished
Listener = Callable[[Event], None]
"""Called with every event, in order, in the thread that ingests."""


@dataclass(frozen=True, slots=True)
class FileTeller:
    """Tells a listener about one file."""

    listen: Listener | None
    source: str
    number: int
    total: int

    def started(self) -> None:
        """Tell that the file is begun."""
        self._tell(FileStarted(self.source, self.number, self.total))

    def reading(self, done: int, total: int) -> None:
        """Tell how many pages are read."""
        self._tell(FileProgress(self.source, "reading", done, total))

    def embedding(self, done: int, total: int) -> None:
        """Tell how many passages are embedded."""
        self._tell(FileProgress(self.source, "embedding", done, total))

    def finished(self, outcome: Ingested | Failed) -> None:
        """Tell what became of the file."""
        self._tell(FileFinished(outcome, self.number, self.total))

    def _tell(self, event: Event) -> None:
        if self.listen is not None:
            self.listen(event)
