"""What reading a file may take, and what applies where nobody says otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.budget import EXPANSION, MEMBERS, NESTING, TEXT
from ingest.walk import LARGEST_FILE


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: seconds of time, bytes of address space (where the system can limit it).

    ``size`` is how many bytes the file itself may have. What is unpacked from an archive or a message is limited too:
    ``members`` files, ``expansion`` bytes in all, ``nesting`` levels of archives or messages within one another.
    ``text`` is how many characters the text of one document may have.
    """

    seconds: float = 60.0
    memory: int = 2 * 1024**3
    members: int = MEMBERS
    expansion: int = EXPANSION
    nesting: int = NESTING
    text: int = TEXT
    size: int = LARGEST_FILE


_default = Limits()


def default_limits() -> Limits:
    """Return the limits that apply where none are given."""
    return _default


def set_default_limits(limits: Limits) -> None:
    """Let these limits apply in this process where none are given; for a program's settings, once at its start."""
    global _default
    _default = limits
