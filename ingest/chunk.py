"""Passages: stretches of a text that follow its structure and are the right size to be found.

A passage stays within one section. Whole paragraphs are packed up to the target size; a list goes
with the sentence that leads in to it, where both fit; only what is larger than the target by itself is
divided, between sentences, items or rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from ingest.assembly import squeezed
from ingest.extract import Block, Extract
from ingest.units import units_of
from store.types import NewPassage, Span

# A lead-in longer than this is a paragraph in its own right.
_LONGEST_LEAD_IN = 300
# Headings of a path are for orientation; what is longer is no heading but a mistake of the file's author.
_LONGEST_HEADING = 200


@dataclass(frozen=True, slots=True)
class Chunking:
    """How passages are cut; a store remembers it.

    ``target_characters`` is the size that passages are packed up to (a single unit may be longer),
    ``overlap_sentences`` how many units of a passage the next one of the same section begins with.
    ``version`` counts changes of the rules in this package that cut the same text differently.
    """

    target_characters: int = 1000
    overlap_sentences: int = 0
    version: int = 3

    def __post_init__(self) -> None:
        if self.target_characters < 1 or self.overlap_sentences < 0:
            raise ValueError(f"expected a target of at least 1 character and an overlap of at least 0, found {self}")

    def as_dict(self) -> dict[str, int | str]:
        """Return the settings for `Store.require_chunking` and `Store.rebuild`."""
        return dict(asdict(self))


_Group = list[Span]
"""Units that had better stay together: a paragraph, or a list with its lead-in."""


@dataclass(slots=True)
class _Section:
    """What stands under one heading, the heading's own line first."""

    path: tuple[str, ...]
    blocks: list[Block]


def passages_of(extract: Extract, chunking: Chunking) -> tuple[NewPassage, ...]:
    """Return the passages of a text, in order; together they hold all of its blocks."""
    pages = _Pages(extract)
    passages = []
    for section in _sections(extract):
        packs = _packed(_groups(extract.text, section.blocks, chunking), chunking)
        for number, units in enumerate(packs):
            if number and chunking.overlap_sentences:
                units = [*packs[number - 1][-chunking.overlap_sentences :], *units]
            page = pages.at(units[0].start)
            passages.append(NewPassage(units[0].start, units[-1].end, page, section.path, tuple(units)))
    return tuple(passages)


class _Pages:
    """Finds the page of a position."""

    def __init__(self, extract: Extract) -> None:
        self._blocks = extract.blocks
        self._runs = extract.places
        self._run_starts = [run.start for run in extract.places]
        self._block_starts = [block.start for block in extract.blocks]

    def at(self, position: int) -> int | None:
        block = bisect_right(self._block_starts, position) - 1
        run = bisect_right(self._run_starts, position) - 1
        # A block without runs of its own (a recognised scan, a slide) knows its page all the same.
        if run >= 0 and (block < 0 or self._runs[run].end > self._blocks[block].start):
            return self._runs[run].page
        return self._blocks[block].page if block >= 0 else None


def _sections(extract: Extract) -> Iterator[_Section]:
    """Cut at every heading; a heading with nothing of its own goes with the first section below it."""
    open_headings: list[tuple[int, str]] = []
    section = _Section((), [])
    for block in extract.blocks:
        if block.kind == "heading":
            only_headings = bool(section.blocks) and all(one.kind == "heading" for one in section.blocks)
            deeper = only_headings and block.level > section.blocks[-1].level
            if section.blocks and not deeper:
                yield section
            while open_headings and open_headings[-1][0] >= block.level:
                open_headings.pop()
            words = squeezed(block.label or extract.text[block.start : block.end])[:_LONGEST_HEADING]
            open_headings.append((block.level, words))
            path = tuple(words for _, words in open_headings)
            section = _Section(path, [*section.blocks, block] if deeper else [block])
        else:
            section.blocks.append(block)
    if section.blocks:
        yield section


def _groups(text: str, blocks: list[Block], chunking: Chunking) -> list[_Group]:
    """Gather the units that had better stay together.

    Beyond the target goes only a single block, with the headings above it.
    """
    groups: list[_Group] = []
    last: Block | None = None
    headings = 0  # so many units of the last group are heading lines
    for block in blocks:
        units = units_of(text, block)
        stays = _staying(text, last, block, groups[-1], headings) if last is not None else 0
        fits = stays and units[-1].end - groups[-1][-stays].start <= chunking.target_characters
        if stays and (fits or stays == headings):
            if stays < len(groups[-1]):
                groups[-1], lead_in = groups[-1][:-stays], groups[-1][-stays:]
                groups.append(lead_in)
                headings = 0
            groups[-1] = groups[-1] + units
        else:
            groups.append(units)
            headings = 0
        if block.kind == "heading":
            headings = len(groups[-1])
        last = block
    return groups


def _staying(text: str, last: Block, block: Block, group: _Group, headings: int) -> int:
    """Return how many units at the end of the last group the next block had better stay with."""
    if last.kind == "heading" or (block.kind == last.kind and block.kind in ("item", "row")):
        return len(group)
    if last.kind == "paragraph" and block.kind in ("item", "row", "code"):
        unit = group[-1]
        if text[unit.end - 1] == ":" and unit.end - unit.start <= _LONGEST_LEAD_IN:
            return len(group) if headings == len(group) - 1 else 1
    return 0


def _packed(groups: list[_Group], chunking: Chunking) -> list[_Group]:
    """Pack groups up to the target; divide those that are larger by themselves into even parts."""
    packs: list[_Group] = []
    current: _Group = []
    for group in groups:
        if current and group[-1].end - current[0].start <= chunking.target_characters:
            current = current + group
            continue
        if current:
            packs.append(current)
        *full, current = _divided(group, chunking.target_characters)
        packs += full
    if current:
        packs.append(current)
    return packs


def _divided(group: _Group, target: int) -> list[_Group]:
    """Cut between units so that the parts are of about the same size, none above the target where units allow."""
    size = group[-1].end - group[0].start
    if size <= target:
        return [group]
    even = size / -(-size // target)
    parts: list[_Group] = [[]]
    for unit in group:
        part = parts[-1]
        if part and (
            unit.end - part[0].start > target or (unit.start + unit.end) / 2 - group[0].start > even * len(parts)
        ):
            parts.append([unit])
        else:
            part.append(unit)
    return parts
