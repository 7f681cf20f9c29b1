"""What a reader gets out of a file, whatever its format.

Nothing of `store` is imported here: the reading process starts quicker without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol, get_args

Kind = Literal["heading", "paragraph", "item", "row", "code"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of structure, ``text[start:end]`` of its `Extract`, without surrounding white space.

    ``level`` orders headings (1 is the outermost; a deeper heading has a higher level) and nests list
    items (1 is the outermost); 0 elsewhere. ``page`` (from 1) is that of the first character, None
    without pages. ``label`` is a heading's plain words where the text holds markup, else empty.
    """

    kind: Kind
    start: int
    end: int
    level: int = 0
    page: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class PageRun:
    """``text[start:end]`` is, character by character, ``page``'s own characters from ``offset`` on."""

    start: int
    end: int
    page: int
    offset: int


@dataclass(frozen=True, slots=True)
class Extract:
    """A file's text with its structure.

    ``blocks`` are in order and do not overlap; text outside of them (markup, say) is not for
    searching. ``pages`` is a count, None for formats without pages. ``places`` are in order.
    ``title`` is empty when the file does not name itself. ``notes`` say, a line each, what of the file could not
    be read ("attachment plan.xlsx: the workbook is damaged"). ``author`` and ``date`` (ISO 8601, a day) are those
    of the file's properties or header, empty when it has none.
    """

    text: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    places: tuple[PageRun, ...] = ()
    title: str = ""
    notes: tuple[str, ...] = ()
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive; ``name`` is its path there, parted by slashes, without any step up."""

    name: str
    data: bytes


class Unpacked(Protocol):
    """A file in an archive, like `Member`, wherever its content is meanwhile."""

    @property
    def name(self) -> str:
        """Its path in the archive."""
        ...

    @property
    def data(self) -> bytes:
        """Its content; taken from where it lies each time."""
        ...


@dataclass(frozen=True, slots=True)
class Archive:
    """What an archive holds; ``failed`` are the files that could not be unpacked, by name, and why."""

    members: tuple[Unpacked, ...]
    failed: tuple[tuple[str, str], ...] = ()
