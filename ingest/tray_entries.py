"""What a tray shows of its files, and what it may hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.progress import Phase
from ingest.walk import LARGEST_FILE

State = Literal["asking", "waiting", "working", "done", "failed", "stopped"]
Choice = Literal["replace", "keep", "skip"]
BUSY: frozenset[State] = frozenset({"waiting", "working"})


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """What one person may add: bytes of a file, and files that are in the tray at once."""

    file_bytes: int = LARGEST_FILE
    files: int = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a tray.

    ``name`` is what it is called in the store, without ``upload:``. ``phase`` and ``share`` (0..1, None when it
    cannot be known) tell how far the work on it is. ``outcome`` is a word of `ingest.report`, ``held`` (the file was
    there already), ``skipped``, or empty while there is none; ``reason`` says why it failed, or what of it could not be
    read. ``locked`` when a password would help, ``tried`` when one was given that did not; ``again`` when it can be
    tried again without being sent again.
    """

    key: str
    name: str
    state: State
    phase: Phase = "reading"
    share: float | None = None
    outcome: str = ""
    reason: str = ""
    locked: bool = False
    tried: bool = False
    again: bool = False
