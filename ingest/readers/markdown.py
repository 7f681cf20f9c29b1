"""Markdown: the text is the file itself, and the parser's line numbers give the structure."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.decoding import decoded
from ingest.extract import Block, Extract
from ingest.readers.titles import day_of, sensible_author

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<fields>(?:.*\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_TITLE_FIELD = re.compile(r"^title[ \t]*:[ \t]*(.+)$", re.M | re.I)
_FIELD = re.compile(r"^(author|date)[ \t]*:[ \t]*(.+)$", re.M | re.I)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.S)
_TAG = re.compile(r"<[^<>]*>")
_CLOSED_BY_LINE = frozenset({"fence", "code_block", "html_block"})


def read(data: bytes, progress: Callable[[int, int], None]) -> Extract:
    """Read a Markdown file; its title is that of its front matter, or its first heading."""
    text = decoded(data)
    front = _FRONT_MATTER.match(text)
    # Empty lines in place of the front matter keep the line numbers.
    body = "\n" * front[0].count("\n") + text[front.end() :] if front else text
    parser = MarkdownIt("commonmark").enable("table")
    lines = _Lines(text)
    blocks: list[Block] = []
    lists = heading = tables = 0
    for token in parser.parse(body):
        if token.type in ("bullet_list_open", "ordered_list_open", "bullet_list_close", "ordered_list_close"):
            lists += token.nesting
        elif token.type == "heading_open":
            heading = int(token.tag[1:])
        elif token.type == "heading_close":
            heading = 0
        elif token.type in ("table_open", "table_close"):
            tables += token.nesting
        elif tables and token.type == "inline":
            continue  # a table is taken by its rows
        elif token.map and (block := _block(lines, token, heading, lists)):
            blocks.append(block)
    titled = _TITLE_FIELD.search(front["fields"]) if front else None
    first = next((block for block in blocks if block.kind == "heading"), None)
    title = titled[1].strip().strip("\"'") if titled else first.label or text[first.start : first.end] if first else ""
    fields = (
        {name.lower(): value.strip().strip("\"'") for name, value in _FIELD.findall(front["fields"])} if front else {}
    )
    author = sensible_author(fields.get("author"))
    return Extract(text, tuple(blocks), title=title, author=author, date=day_of([fields.get("date")]))


class _Lines:
    """The text by line numbers."""

    def __init__(self, text: str) -> None:
        self.text = text
        rows = text.split("\n")
        self._starts = list(accumulate((len(row) + 1 for row in rows), initial=0))

    def span(self, first: int, last: int, strip: str | None = None) -> tuple[int, int]:
        """Return the span of lines ``first`` to ``last`` (exclusive) without the given characters around it."""
        start, end = self._starts[first], min(self._starts[last] - 1, len(self.text))
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip(strip))
        return start, max(start, start + len(self.text[start:end].rstrip(strip)))

    def locate(self, first: int, last: int, content: str) -> tuple[int, int]:
        """Return the span of a parsed content within its lines, without the marks around it."""
        rows = content.strip().split("\n")
        start, end = self.span(first, last)
        begin = self.text.find(rows[0].strip(), start, end)
        foot = self.text.rfind(rows[-1].strip(), max(begin, start), end)
        return (begin if begin >= 0 else start), (foot + len(rows[-1].strip()) if foot >= 0 else end)


def _block(lines: _Lines, token: Token, heading: int, lists: int) -> Block | None:
    first, last = token.map or [0, 0]
    if token.type == "inline" and token.content.strip():
        start, end = lines.locate(first, last, token.content)
        if start >= end:
            return None
        if heading:
            return Block("heading", start, end, heading, label=_plain(token))
        return Block("item", start, end, lists) if lists else Block("paragraph", start, end)
    if token.type == "tr_open":
        start, end = lines.span(first, first + 1, " \t>|")
        return Block("row", start, end) if start < end else None
    if token.type in _CLOSED_BY_LINE and token.content.strip():
        if token.type == "html_block" and not _TAG.sub("", _COMMENT.sub("", token.content)).strip():
            return None
        start, end = lines.locate(first + (token.type == "fence"), last, token.content)
        return Block("paragraph" if token.type == "html_block" else "code", start, end) if start < end else None
    return None


def _plain(token: Token) -> str:
    """Return a heading's words without its markup."""
    pieces = (" " if child.type in ("softbreak", "hardbreak") else child.content for child in token.children or ())
    return "".join(pieces).strip()
