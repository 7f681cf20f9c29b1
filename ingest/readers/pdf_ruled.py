"""Ruled tables of a page: the lines that are drawn on it bound cells, and every character stands in one or in none."""

from __future__ import annotations

import ctypes
import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from ingest.readers.pdf_lines import Cell

# A drawn shape that is no thicker than this is a line, and lines no further apart are one, in points.
_THICKEST = 3.0
_SNAP = 2.0
# A line bounds a cell when it runs along so much of its side: corners may be round or left open.
_ALONG = 0.7
# Maps and charts are drawn with very many shapes, and hold no table that would be worth the time.
_MOST_SHAPES, _MOST_POINTS, _MOST_RULES, _MOST_CELLS = 4000, 400, 500, 5000
# What has fewer cells with text in it, or fewer rows with two of them, is a box around text or a drawing.
_FEWEST_FILLED, _FEWEST_ROWS = 4, 2
# A grid that has more than this share of its cells empty is squared paper, or a chart's.
_MOST_EMPTY = 0.8

# A rectangle, with its first corner once more: a colour behind text has no more.
_CORNERS = 5

Point = tuple[float, float]
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A straight line, upright or level: where it stands, and from where to where it runs, in points."""

    at: float
    start: float
    end: float

    def crosses(self, other: _Rule) -> bool:
        """Return whether it meets a rule of the other direction."""
        return (
            self.start - _SNAP <= other.at <= self.end + _SNAP and other.start - _SNAP <= self.at <= other.end + _SNAP
        )


class Grid:
    """One table: its columns' edges from left to right, its rows' edges from top to bottom, and its cells.

    Edges are in points from the page's lower left corner. Cells that no line parts are one.
    """

    def __init__(self, xs: list[float], ys: list[float], cells: dict[tuple[int, int], Cell]) -> None:
        self._xs, self._cells = xs, cells
        # Bisection wants what grows.
        self._below = [-y for y in ys]

    def cell_at(self, x: float, y: float) -> Cell | None:
        """Return the cell in which a point of the page lies, None outside the table."""
        column = bisect_right(self._xs, x) - 1
        row = bisect_right(self._below, -y) - 1
        return self._cells.get((row, column))

    def is_table(self, points: Iterable[Point]) -> bool:
        """Return whether characters that stand at these points fill it as a table is filled."""
        filled = {cell for x, y in points if (cell := self.cell_at(x, y))}
        rows = defaultdict(set)
        for cell in filled:
            rows[cell.row].add(cell.column)
        full = sum(len(columns) > 1 for columns in rows.values())
        enough = len(filled) >= _FEWEST_FILLED and full >= _FEWEST_ROWS
        return enough and len(filled) >= (1 - _MOST_EMPTY) * len(set(self._cells.values()))


def grids_of(page: Any) -> list[Grid]:
    """Return what may be ruled tables on a `pypdfium2.PdfPage`; `Grid.is_table` tells whether one is.

    Shapes inside of embedded drawings count for nothing; a page of very many shapes is a map or a chart, and has none.
    """
    upright: list[_Rule] = []
    level: list[_Rule] = []
    for number, shape in enumerate(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=1)):
        if number >= _MOST_SHAPES:
            return []
        for left, bottom, right, top in _strokes(shape.raw):
            if right - left <= _THICKEST < top - bottom:
                upright.append(_Rule((left + right) / 2, bottom, top))
            elif top - bottom <= _THICKEST < right - left:
                level.append(_Rule((bottom + top) / 2, left, right))
    upright, level = _merged(upright), _merged(level)
    if len(upright) > _MOST_RULES or len(level) > _MOST_RULES:
        return []
    grids: list[Grid] = []
    for verticals, horizontals in _tables(upright, level):
        grid = _grid(len(grids), verticals, horizontals)
        if grid:
            grids.append(grid)
    return grids


def _strokes(shape: Any) -> Iterator[_Box]:
    """Yield the boxes of the straight lines that a shape shows: thin areas, and the sides that are drawn."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(shape, fill, stroke)
    points = pdfium.FPDFPath_CountSegments(shape)
    is_area = not stroke.value and points <= _CORNERS
    if not (fill.value or stroke.value) or points > _MOST_POINTS or (is_area and not _is_thin(_bounds(shape))):
        return
    for outline in _outlines(shape):
        box = _around(outline)
        if _is_thin(box):
            yield box
        elif stroke.value:
            yield from (_around(pair) for pair in pairwise(outline))


def _bounds(shape: Any) -> _Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(shape, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _is_thin(box: _Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= _THICKEST


def _outlines(shape: Any) -> Iterator[list[Point]]:
    """Yield the corners of each outline of a shape, as they stand on the page."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(shape, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for index in range(pdfium.FPDFPath_CountSegments(shape)):
        segment = pdfium.FPDFPath_GetPathSegment(shape, index)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        across = matrix.a * x.value + matrix.c * y.value + matrix.e
        up = matrix.b * x.value + matrix.d * y.value + matrix.f
        if not (math.isfinite(across) and math.isfinite(up)):
            return
        points.append((across, up))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


def _around(points: Iterable[Point]) -> _Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _merged(rules: list[_Rule]) -> list[_Rule]:
    """Join rules of one direction that lie on each other or go on where another ends."""
    at = _snapped(rule.at for rule in rules)
    merged: list[_Rule] = []
    for place, start, end in sorted((at[rule.at], rule.start, rule.end) for rule in rules):
        last = merged[-1] if merged else None
        if last and last.at == place and start <= last.end + _SNAP:
            merged[-1] = _Rule(place, last.start, max(last.end, end))
        else:
            merged.append(_Rule(place, start, end))
    return merged


def _snapped(values: Iterable[float]) -> dict[float, float]:
    """Return for each value the first of those that lie together with it."""
    snapped: dict[float, float] = {}
    first = -math.inf
    for value in sorted(set(values)):
        if value - first > _SNAP:
            first = value
        snapped[value] = first
    return snapped


def _tables(upright: list[_Rule], level: list[_Rule]) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """Yield the rules that hang together, upright and level ones, the uppermost table first."""
    upright, level = list(upright), list(level)
    while level:
        verticals: list[_Rule] = []
        horizontals = [level.pop()]
        met = horizontals
        while met:
            crossed = [one for one in upright if any(map(one.crosses, met))]
            upright = [one for one in upright if one not in crossed]
            met = [one for one in level if any(map(one.crosses, crossed))]
            level = [one for one in level if one not in met]
            verticals += crossed
            horizontals += met
        yield verticals, horizontals


def _grid(table: int, verticals: list[_Rule], horizontals: list[_Rule]) -> Grid | None:
    """Return the cells that rules bound, None where these are no rows and columns of rectangles."""
    if not verticals:
        return None
    # A table may have no line at its sides, or none above and below: its rows and columns end there all the same.
    ends = [min(rule.start for rule in horizontals), max(rule.end for rule in horizontals)]
    tops = [min(rule.start for rule in verticals), max(rule.end for rule in verticals)]
    xs = sorted(set(_snapped([*(rule.at for rule in verticals), *ends]).values()))
    ys = sorted(set(_snapped([*(rule.at for rule in horizontals), *tops]).values()), reverse=True)
    if len(xs) < 3 or len(ys) < 3 or len(xs) * len(ys) > _MOST_CELLS:
        return None
    cells: dict[tuple[int, int], Cell] = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) not in cells:
                cell = _cell(table, row, column, (xs, ys), (verticals, horizontals))
                places = [(r, c) for r in range(row, cell.end_row) for c in range(column, cell.end_column)]
                if any(place in cells for place in places):
                    return None
                cells.update(dict.fromkeys(places, cell))
    return Grid(xs, ys, cells)


def _cell(
    table: int,
    row: int,
    column: int,
    edges: tuple[list[float], list[float]],
    rules: tuple[list[_Rule], list[_Rule]],
) -> Cell:
    """Return the cell whose upper left corner is given: it goes on to the right and down until a line ends it."""
    (xs, ys), (verticals, horizontals) = edges, rules
    end_column = column + 1
    while end_column < len(xs) - 1 and not _runs_along(verticals, xs[end_column], ys[row + 1], ys[row]):
        end_column += 1
    end_row = row + 1
    while end_row < len(ys) - 1 and not _runs_along(horizontals, ys[end_row], xs[column], xs[end_column]):
        end_row += 1
    return Cell(table, row, end_row, column, end_column, xs[column], xs[end_column])


def _runs_along(rules: list[_Rule], at: float, start: float, end: float) -> bool:
    covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules if abs(rule.at - at) <= _SNAP)
    return covered >= _ALONG * (end - start)
