"""An `Extract` or an `Archive` as JSON between the reading process and this one, which believes nothing it is told."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any

from ingest.extract import KINDS, Archive, Block, Extract, Member, PageRun

# Deeper structure than this is no document's.
_DEEPEST_LEVEL = 1000
# As much as anyone reads.
_MOST_NOTES, _LONGEST_NOTE = 50, 500
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FORBIDDEN = re.compile("[\0\ud800-\udfff]")


class Nonsense(ValueError):
    """What came from the reading process is not an extract."""


def to_json(extract: Extract) -> dict[str, Any]:
    """Return an extract as what `json` can write."""
    return {
        "text": extract.text,
        "title": extract.title,
        "notes": list(extract.notes),
        "author": extract.author,
        "date": extract.date,
        "pages": extract.pages,
        "blocks": [
            [one.kind, one.start, one.end, min(one.level, _DEEPEST_LEVEL), one.page, one.label]
            for one in extract.blocks
        ],
        "places": [[run.start, run.end, run.page, run.offset] for run in extract.places],
    }


def from_json(value: Any) -> Extract:
    """Return the extract that `to_json` made this of.

    Raises:
        Nonsense: it is none: types, order or spans are wrong.
    """
    _require(isinstance(value, dict), "an object")
    text, title, pages = value.get("text"), value.get("title"), value.get("pages")
    _require(_is_text(text) and _is_text(title), "a text and a title")
    _require(pages is None or _is_count(pages, 1), "a number of pages")
    author, date = value.get("author", ""), value.get("date", "")
    _require(_is_text(author) and _is_text(date) and (not date or bool(_DAY.fullmatch(date))), "an author and a day")
    blocks, places = value.get("blocks"), value.get("places")
    _require(isinstance(blocks, list) and isinstance(places, list), "lists of blocks and places")
    return Extract(
        text=text,
        blocks=tuple(_blocks(blocks, len(text), pages)),
        pages=pages,
        places=tuple(_places(places, len(text), pages)),
        title=title,
        notes=_notes(value.get("notes", [])),
        author=author,
        date=date,
    )


def archive_to_json(archive: Archive) -> dict[str, Any]:
    """Return an archive as what `json` can write."""
    members = [[one.name, base64.b64encode(one.data).decode("ascii")] for one in archive.members]
    return {"members": members, "failed": [list(one) for one in archive.failed]}


def archive_from_json(value: Any) -> Archive:
    """Return the archive that `archive_to_json` made this of.

    Raises:
        Nonsense: it is none, or a name in it leads elsewhere.
    """
    _require(isinstance(value, dict), "an object")
    members = []
    for name, data in _named(value.get("members")):
        try:
            members.append(Member(name, base64.b64decode(data, validate=True)))
        except (binascii.Error, ValueError) as error:
            raise Nonsense("expected a member's bytes") from error
    failed = ((name, " ".join(reason.split())[:_LONGEST_NOTE]) for name, reason in _named(value.get("failed")))
    return Archive(tuple(members), tuple(failed))


def _named(rows: Any) -> Iterator[tuple[str, str]]:
    _require(isinstance(rows, list), "a list of members")
    for row in rows:
        _require(isinstance(row, list) and len(row) == 2 and all(map(_is_text, row)), "a member of two fields")
        name, value = row
        _require(all(part not in ("", ".", "..") for part in name.split("/")), "a path that only leads down")
        yield name, value


def _notes(value: Any) -> tuple[str, ...]:
    _require(isinstance(value, list) and all(map(_is_text, value)), "notes")
    return tuple(" ".join(note.split())[:_LONGEST_NOTE] for note in value[:_MOST_NOTES])


def _blocks(rows: list[Any], length: int, pages: int | None) -> list[Block]:
    blocks = []
    position = 0
    for row in rows:
        _require(isinstance(row, list) and len(row) == 6, "a block of six fields")
        kind, start, end, level, page, label = row
        _require(isinstance(kind, str) and kind in KINDS and _is_text(label), "a kind and a label")
        _require(_is_count(start, position) and _is_count(end, start + 1) and end <= length, "blocks in order")
        _require(_is_count(level, 0) and level <= _DEEPEST_LEVEL, "a level")
        _require(page is None or (pages is not None and _is_count(page, 1) and page <= pages), "a page")
        blocks.append(Block(kind, start, end, level, page, label))
        position = end
    return blocks


def _places(rows: list[Any], length: int, pages: int | None) -> list[PageRun]:
    runs = []
    position = 0
    for row in rows:
        _require(isinstance(row, list) and len(row) == 4, "a place of four fields")
        start, end, page, offset = row
        _require(_is_count(start, position) and _is_count(end, start + 1) and end <= length, "places in order")
        _require(pages is not None and _is_count(page, 1) and page <= pages and _is_count(offset, 0), "a page's place")
        runs.append(PageRun(start, end, page, offset))
        position = end
    return runs


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and not _FORBIDDEN.search(value)


def _is_count(value: Any, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _require(holds: bool, expected: str) -> None:
    if not holds:
        raise Nonsense(f"expected {expected}")
