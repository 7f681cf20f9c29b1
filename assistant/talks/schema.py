"""The tables of the conversations' file. Nothing here that PostgreSQL could not take over as it is."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA_VERSION = 1

metadata = MetaData()

# One row. `erase_due`: something was deleted whose text may still be in the file's free pages or its log.
record = Table(
    "record",
    metadata,
    Column("version", Integer, nullable=False),
    Column("erase_due", Boolean, nullable=False),
)

talks = Table(
    "talks",
    metadata,
    Column("talk_id", String(32), primary_key=True),
    Column("person", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("changed_at", DateTime, nullable=False),  # UTC
    Index("talks_of_person", "person", "changed_at"),
)

exchanges = Table(
    "exchanges",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("talk_id", ForeignKey("talks.talk_id"), nullable=False),
    Column("position", Integer, nullable=False),  # from 0
    Column("answer", Text, nullable=False),  # JSON, see `coding`; it holds the question
    Column("searched", Text, nullable=False),  # question and answer without regard to case, for finding it again
    Column("asked_at", DateTime, nullable=False),  # UTC
    Column("liked", Boolean),  # null: not rated
    Column("comment", Text, nullable=False),
    UniqueConstraint("talk_id", "position"),
)

# Which documents an answer quotes.
quoted = Table(
    "quoted",
    metadata,
    Column("exchange_id", ForeignKey("exchanges.id"), primary_key=True),
    Column("document_id", Text, primary_key=True),
    Index("quoted_documents", "document_id"),
)
