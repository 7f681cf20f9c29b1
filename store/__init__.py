"""What we know and how to find it: documents, passages, their vectors, hybrid search.

>>> from store import Store
>>> with Store.open("my-store") as store:
...     hits = store.search("Who led the Indian delegation?")
"""

from store.backup import backup, restore
from store.document_sets import DocumentSet, DocumentSets
from store.embedder import Embedder, SentenceTransformerEmbedder, common_words
from store.errors import (
    InvalidQuestion,
    InvalidSet,
    InvalidVersion,
    ModelUnavailable,
    RecordMismatch,
    StoreError,
    StoreLocked,
    StoreTooNew,
    StoreUnusable,
    UnknownDocument,
)
from store.owner import Contact, Owner, owner_of
from store.rebuild import Rebuild
from store.snapshot import Snapshot
from store.store import Store
from store.types import (
    Context,
    Document,
    Failure,
    Hit,
    NewPassage,
    NewVersion,
    Opening,
    Passage,
    Place,
    Problem,
    Progress,
    Span,
    StoredCard,
)

__all__ = [
    "Contact",
    "Context",
    "Document",
    "DocumentSet",
    "DocumentSets",
    "Embedder",
    "Failure",
    "Hit",
    "InvalidQuestion",
    "InvalidSet",
    "InvalidVersion",
    "ModelUnavailable",
    "NewPassage",
    "NewVersion",
    "Opening",
    "Owner",
    "Passage",
    "Place",
    "Problem",
    "Progress",
    "Rebuild",
    "RecordMismatch",
    "SentenceTransformerEmbedder",
    "Snapshot",
    "Span",
    "Store",
    "StoreError",
    "StoreLocked",
    "StoreTooNew",
    "StoreUnusable",
    "StoredCard",
    "UnknownDocument",
    "backup",
    "common_words",
    "owner_of",
    "restore",
]
