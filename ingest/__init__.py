"""Files become passages in the store.

>>> from ingest import ingest
>>> report = ingest(["briefings/"], store)
>>> print(report)
4 added, 0 replaced, 0 unchanged, 0 failed
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.chunk import Chunking
    from ingest.errors import IngestError, NeedsPassword, ReindexFailed, Unreadable
    from ingest.limits import Limits, set_default_limits
    from ingest.progress import FileFinished, FileProgress, FileStarted
    from ingest.rebuilding import reindex
    from ingest.report import Failed, Ingested, Removed, Report
    from ingest.sync import ingest, ingest_uploads
    from ingest.watching import Notice, watch

__all__ = [
    "Chunking",
    "Failed",
    "FileFinished",
    "FileProgress",
    "FileStarted",
    "IngestError",
    "Ingested",
    "Limits",
    "NeedsPassword",
    "Notice",
    "ReindexFailed",
    "Removed",
    "Report",
    "Unreadable",
    "ingest",
    "ingest_uploads",
    "reindex",
    "set_default_limits",
    "watch",
]

# The reading process imports this package too, and starts quicker when it loads no more than it needs.
_HOMES = {
    "Chunking": "ingest.chunk",
    "Failed": "ingest.report",
    "FileFinished": "ingest.progress",
    "FileProgress": "ingest.progress",
    "FileStarted": "ingest.progress",
    "IngestError": "ingest.errors",
    "Ingested": "ingest.report",
    "Limits": "ingest.limits",
    "NeedsPassword": "ingest.errors",
    "Notice": "ingest.watching",
    "ReindexFailed": "ingest.errors",
    "Removed": "ingest.report",
    "Report": "ingest.report",
    "Unreadable": "ingest.errors",
    "ingest": "ingest.sync",
    "ingest_uploads": "ingest.sync",
    "reindex": "ingest.rebuilding",
    "set_default_limits": "ingest.limits",
    "watch": "ingest.watching",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
