"""What state a document of the list is in, beyond being there."""

from __future__ import annotations

from collections.abc import Sequence

from ingest import panel_words as words
from ingest.tray_entries import Entry
from ingest.upload_names import UPLOAD
from store import Failure


def states_of(entries: Sequence[Entry], failures: Sequence[Failure]) -> dict[str, tuple[str, str]]:
    """Return by source the state and the words for it, as `panel_markup.document_rows` shows them.

    Args:
        entries: the tray's files: one that bears a document's name is its newer version.
        failures: what the store remembers: a document whose file failed stays as it was.
    """
    states = {failure.source: ("bad", words.NEWER_FAILED.format(reason=failure.reason)) for failure in failures}
    for entry in entries:
        state = _state(entry)
        if state is not None:
            states[UPLOAD + entry.name] = states[entry.name] = state
    return states


def _state(entry: Entry) -> tuple[str, str] | None:
    match entry.state:
        case "waiting" | "working":
            return "busy", words.NEWER_BEING_READ
        case "asking":
            return "ask", words.NEWER_WAITS
        case "failed":
            return "bad", words.NEWER_FAILED.format(reason=words.NEEDS_PASSWORD if entry.locked else entry.reason)
    return None
