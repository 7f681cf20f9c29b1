"""What can go wrong with a store.

    StoreError
    ├── StoreLocked          another process owns the store
    ├── StoreUnusable        the folder cannot be used: no store, read-only, disk full, damaged
    │   └── StoreTooNew      written by a later release
    ├── RecordMismatch       the store was made with another model or other chunking
    ├── UnknownDocument      no document has this id
    ├── InvalidVersion       a version to be added breaks the rules for texts and spans
    ├── InvalidQuestion      a question that cannot be searched for: empty, too long
    ├── InvalidSet           a named set of documents that cannot be kept or is not there
    └── ModelUnavailable     the embedding model cannot be loaded, or is not the one expected

Every message is one line for a person: what was expected, what was found, what to do.
"""

from __future__ import annotations


class StoreError(Exception):
    """The base of all errors of this package."""


class StoreLocked(StoreError):
    """Another process owns the store."""


class StoreUnusable(StoreError):
    """The folder cannot be used as a store."""


class StoreTooNew(StoreUnusable):
    """The store was written by a later release."""


class RecordMismatch(StoreError):
    """The store was made with another model or other chunking settings."""


class UnknownDocument(StoreError):
    """No document of the store has this id."""

    def __init__(self, document_id: str) -> None:
        super().__init__(f"no document has the id {document_id!r}: run `briefing documents` to list the ids")
        self.document_id = document_id


class InvalidVersion(StoreError):
    """A version to be added breaks the rules for texts and spans."""


class InvalidQuestion(StoreError):
    """A question that cannot be searched for."""


class InvalidSet(StoreError):
    """A named set of documents cannot be kept or is not there."""


class ModelUnavailable(StoreError):
    """The embedding model cannot be loaded, or is not the one that was expected."""
