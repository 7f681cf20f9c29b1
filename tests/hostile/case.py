"""One hostile file and what must become of it."""

from __future__ import annotations

from dataclasses import dataclass

SECRET = "the-secret-of-another-file"
"""Stands in a file outside of the folder; the text of no document may hold it."""


@dataclass(frozen=True, slots=True)
class Case:
    """A file to be laid among good ones.

    ``reason`` is a regular expression for why it fails; None where it is read, with ``holds`` in its text or, for an
    archive, in a text of one of its files. ``either`` leaves open which of the two happens: what is asked then is
    only that nothing else does. ``reasons`` counts the lines that it may give (an archive fails file by file).
    """

    name: str
    data: bytes
    reason: str | None = None
    holds: str = ""
    either: bool = False


def fails(name: str, data: bytes, reason: str) -> Case:
    """Return a file that cannot be read."""
    return Case(name, data, reason)


def reads(name: str, data: bytes, holds: str = "") -> Case:
    """Return a file that is read all the same."""
    return Case(name, data, None, holds)


def survives(name: str, data: bytes) -> Case:
    """Return a file that may be read or not, by version of the libraries; it must only do no harm."""
    return Case(name, data, either=True)
