"""Running headers and footers and page numbers, which are no part of a document's text."""

from __future__ import annotations

import re
from collections import defaultdict

from ingest.readers.pdf_lines import Line

# Headers and footers stand within this share of the page's height at its top and bottom …
_ZONE = 0.12
# … or are the very first or last line, where a page ends early. They repeat on so many pages,
_FEWEST_PAGES = 3
# and where other lines are further out, on this share of all pages.
_SHARE_OF_PAGES = 0.3
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—\s|]*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?[-–—\s|]*", re.I)


def without_furniture(pages: list[list[Line]], heights: list[float]) -> list[list[Line]]:
    """Return the pages' lines without those that repeat at the edges, and without bare page numbers.

    Args:
        pages: every page's lines.
        heights: every page's height in points.
    """
    edges = [_edges(lines, height) for lines, height in zip(pages, heights, strict=True)]
    seen: dict[str, set[int]] = defaultdict(set)
    outermost: dict[str, set[int]] = defaultdict(set)
    for number, edge in enumerate(edges):
        for line, is_outermost in edge:
            for key in _keys(line):
                seen[key].add(number)
                if is_outermost:
                    outermost[key].add(number)
    fewest = min(_FEWEST_PAGES, max(len(pages), 2))
    share = max(fewest, _SHARE_OF_PAGES * len(pages))
    repeated = {key for key, on in outermost.items() if len(on) >= fewest}
    repeated |= {key for key, on in seen.items() if len(on) >= share}
    kept = []
    for lines, edge in zip(pages, edges, strict=True):
        dropped = {id(line) for line, _ in edge if _is_page_number(line) or not repeated.isdisjoint(_keys(line))}
        kept.append([line for line in lines if id(line) not in dropped])
    return kept


def _edges(lines: list[Line], height: float) -> list[tuple[Line, bool]]:
    """Return the lines at a page's top and bottom, and whether each is as far out as any."""
    if not lines:
        return []
    top, bottom = max(line.top for line in lines), min(line.bottom for line in lines)
    # A ruled table that begins or ends further inside is part of the text down to its last row.
    inside = {line.cell.table for line in lines if line.cell and not _is_in_zone(line, height)}
    found = []
    for line in lines:
        if line.cell and line.cell.table in inside:
            continue
        outermost = line.top > top - line.style.size / 2 or line.bottom < bottom + line.style.size / 2
        if outermost or _is_in_zone(line, height):
            found.append((line, outermost))
    return found


def _is_in_zone(line: Line, height: float) -> bool:
    return line.bottom > height * (1 - _ZONE) or line.top < height * _ZONE


def _is_page_number(line: Line) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line.text))


def _keys(line: Line) -> list[str]:
    """Return what makes two lines of different pages the same header: all, or all but the counted page number."""
    keys = [line.text]
    numbers = list(_NUMBER.finditer(line.text))
    for number in {numbers[0], numbers[-1]} if numbers else ():
        if len(number[0]) <= 4:
            counted = int(number[0]) - line.page
            keys.append(f"{line.text[: number.start()]}\0{counted}\0{line.text[number.end() :]}")
    return keys
