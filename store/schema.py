"""The catalogue's tables. Nothing here that PostgreSQL could not take over as it is."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA_VERSION = 4

metadata = MetaData()

# One row: how the store itself is written. Kept apart from `indexes`, which says how vectors were made.
schema_record = Table("schema_record", metadata, Column("version", Integer, nullable=False))

# How a set of passages was made. One index is active and answers; another may be under construction.
indexes = Table(
    "indexes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("model", String, nullable=False),
    Column("model_digest", String),  # null until the model was first loaded
    Column("dimension", Integer),
    Column("chunking", Text),  # JSON, null until the first passages came
    Column("active", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

# A document is a source with an id that survives edits.
documents = Table(
    "documents",
    metadata,
    Column("document_id", String, primary_key=True),
    Column("source", Text, nullable=False, unique=True),
)

# An edition is a document's version as one index holds it: its text, its map to pages, its passages.
editions = Table(
    "editions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.document_id"), nullable=False),
    Column("index_id", ForeignKey("indexes.id"), nullable=False),
    Column("version", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("pages", Integer),
    Column("places", Text, nullable=False),  # JSON: [start, end, page, offset] each
    Column("added_at", DateTime, nullable=False),  # UTC
    Column("authors", Text, nullable=False, server_default="[]"),  # JSON: a name each
    Column("dated", String(10)),  # ISO 8601, a day
    UniqueConstraint("document_id", "index_id"),
    sqlite_autoincrement=True,
)

passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("passage_id", String(32), nullable=False, unique=True),
    Column("edition_id", ForeignKey("editions.id"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("page", Integer),
    Column("heading", Text, nullable=False),  # JSON: [outermost, ..., innermost]
    Column("sentences", Text, nullable=False),  # JSON: [start, end] each
    Column("text", Text, nullable=False),
    Column("vector", LargeBinary, nullable=False),  # float32, little-endian, unit length
    Index("passages_of_edition", "edition_id", "start"),
    sqlite_autoincrement=True,
)

# Work that a crash must not make us forget; see `store.chores`.
chores = Table("chores", metadata, Column("name", String(32), primary_key=True))

# Files that gave no text when they were last read, so that they are not read again until something changes.
failures = Table(
    "failures",
    metadata,
    Column("source", Text, primary_key=True),
    Column("version", String(64), nullable=False),  # the digest of the content that failed
    Column("reader", String(64), nullable=False),  # what it was read by
    Column("reason", Text, nullable=False),
    Column("failed_at", DateTime, nullable=False),  # UTC
)

# What was found out about an edition at a glance. It goes with its edition; a store that lacks one can make it again.
cards = Table(
    "cards",
    metadata,
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("made_by", String, nullable=False),  # by which rules and which reader
    Column("content", Text),  # JSON; null when it could not be made
    Column("reason", Text, nullable=False),  # why it could not, else empty
    Column("made_at", DateTime, nullable=False),  # UTC
)

# Files that this store was written to, so that whoever removes a document learns where it still is.
backups = Table(
    "backups",
    metadata,
    Column("path", Text, primary_key=True),
    Column("made_at", DateTime, nullable=False),  # UTC
    Column("versions", Text, nullable=False),  # JSON: the digests of the documents in it
)
