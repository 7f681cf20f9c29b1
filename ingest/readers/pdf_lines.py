"""A line of a page, which remembers where each of its characters stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """A line's letters: size in points (rounded to halves), weight and slope."""

    size: float
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Room between two words: the position in the text after it, where the one ends and where the other starts."""

    position: int
    end: float
    start: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a ruled table: the page's how manieth table, and the rows and columns that it takes up there.

    All count from 0, ends are exclusive: most cells end one row and one column further on. ``left`` and ``right`` are
    its edges in points.
    """

    table: int
    row: int
    end_row: int
    column: int
    end_column: int
    left: float = 0.0
    right: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page.

    ``offsets`` gives for every character of ``text`` its index among the page's characters, -1 for a
    space that was put in. The box is in points from the page's lower left corner. ``gaps`` are the
    positions in ``text`` before which a wide gap stands, and ``cells`` the left edges there. ``broken``
    tells that the line ends within a word, at a hyphen that is not part of ``text``. ``first_word`` is
    the width of the first word. ``breaks`` are the gaps that could part a table's cells, the wide ones among them.
    ``cell`` is the cell of a ruled table in which the line stands.
    """

    text: str
    offsets: tuple[int, ...]
    page: int
    left: float
    right: float
    bottom: float
    top: float
    style: Style
    gaps: tuple[int, ...]
    cells: tuple[float, ...]
    broken: bool
    first_word: float
    breaks: tuple[Gap, ...] = ()
    cell: Cell | None = None
