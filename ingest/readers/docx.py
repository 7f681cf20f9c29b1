"""Word documents: headings by style, lists and tables, in the order of the body."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

from ingest.assembly import Assembly
from ingest.errors import Unreadable
from ingest.extract import Extract
from ingest.readers.damage import reading
from ingest.readers.ooxml import chart_of, transitional
from ingest.readers.titles import day_of, sensible_author, sensible_title

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
# Styles may be based on one another; a longer chain than this is a loop.
_LONGEST_STYLE_CHAIN = 12
# Inside these, text is not the document's: what was deleted, and the second copy of a drawing's text.
_NOT_TEXT = ("del", "moveFrom", "Fallback", "instrText")


def read(data: bytes, progress: Callable[[int, int], None]) -> Extract:
    """Read a Word document; its title is that of its properties, else its title paragraph or first heading."""
    import docx
    from docx.opc.exceptions import OpcError

    try:
        with reading("the Word document"):
            document = docx.Document(io.BytesIO(transitional(data)))
    except OpcError as error:
        raise Unreadable("the Word document is damaged: save it again as .docx in Word") from error
    styles = _Styles(document)
    assembly = Assembly()
    heading = ""
    for part, table in _parts(document.element.body):
        if table:
            for row in _children(part, "tr"):
                assembly.block("row", _row(row))
            continue
        text = _text(part)
        level = styles.heading_level(part)
        if level is not None:
            heading = heading or text
            assembly.block("heading", text, level)
        elif list_level := styles.list_level(part):
            assembly.block("item", text, list_level)
        else:
            assembly.block("paragraph", text)
        for chart in _charts(part, document.part):
            titles, rows = chart_of(chart)
            for title in titles:
                assembly.block("paragraph", title)
            for row in rows:
                assembly.block("row", row)
    about = document.core_properties
    author, date = sensible_author(about.author), day_of([about.modified, about.created])
    return assembly.finish(sensible_title(about.title) or heading, author=author, date=date)


def _charts(paragraph: Any, part: Any) -> Iterator[Any]:
    """Yield the root elements of the charts in a paragraph."""
    from lxml import etree

    for element in paragraph.iter(_CHART):
        for name, key in element.attrib.items():
            if name.endswith("}id") and key in part.rels and not part.rels[key].is_external:
                parser = etree.XMLParser(resolve_entities=False, no_network=True)
                yield etree.fromstring(part.rels[key].target_part.blob, parser)


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _children(element: Any, tag: str) -> Iterator[Any]:
    """Yield children with a tag, those inside content controls too."""
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        if _tag(child) == tag:
            yield child
        elif _tag(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            stack += reversed(child)


def _parts(body: Any) -> Iterator[tuple[Any, bool]]:
    """Yield paragraphs and (True) tables in the order of the body."""
    stack = list(reversed(body))
    while stack:
        element = stack.pop()
        if _tag(element) in ("p", "tbl"):
            yield element, _tag(element) == "tbl"
        elif _tag(element) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            stack += reversed(element)


def _text(element: Any) -> str:
    """Return the text below an element: insertions taken, deletions left out."""
    pieces = []
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        tag = _tag(child)
        if tag in _NOT_TEXT:
            continue
        if tag == "t":
            pieces.append(child.text or "")
        elif tag in ("tab", "br", "cr", "ptab"):
            pieces.append(" ")
        elif tag == "noBreakHyphen":
            pieces.append("-")
        else:
            if tag in ("p", "tc"):
                pieces.append(" ")
            if tag not in ("pPr", "rPr"):
                stack += reversed(child)
    return "".join(pieces)


def _row(row: Any) -> str:
    cells = (" ".join(_text(cell).split()) for cell in _children(row, "tc"))
    return " | ".join(cell for cell in cells if cell)


class _Styles:
    """What a paragraph is, by its own properties and by its style's."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.style_id: style for style in document.styles}

    def heading_level(self, paragraph: Any) -> int | None:
        """Return a heading's level from 1 (the document's title), None for other paragraphs."""
        chain = self._chain(paragraph)
        for name in (str(style.name or "").lower() for style in chain):
            if name == "title":
                return 1
            if name.startswith("heading ") and name[8:].isdigit():
                return int(name[8:]) + 1
        for properties in (paragraph.pPr, *(style.element.pPr for style in chain)):
            outline = properties.find(f"{{{properties.nsmap['w']}}}outlineLvl") if properties is not None else None
            if outline is not None and (level := _value(outline)) is not None:
                # Level 9 is Word's "body text".
                return level + 2 if level < 9 else None
        return None

    def list_level(self, paragraph: Any) -> int:
        """Return how deep a list item is nested, from 1; 0 for what is no list item."""
        chain = self._chain(paragraph)
        for properties in (paragraph.pPr, *(style.element.pPr for style in chain)):
            numbering = properties.numPr if properties is not None else None
            if numbering is not None:
                # Number 0 takes a paragraph out of its style's list.
                off = numbering.numId is not None and numbering.numId.val == 0
                return 0 if off else (numbering.ilvl.val if numbering.ilvl is not None else 0) + 1
        return int(any(str(style.name or "").startswith("List") and "Paragraph" not in style.name for style in chain))

    def _chain(self, paragraph: Any) -> list[Any]:
        chain: list[Any] = []
        style = self._styles.get(paragraph.style or "")
        while style is not None and len(chain) < _LONGEST_STYLE_CHAIN:
            chain.append(style)
            style = getattr(style, "base_style", None)
        return chain


def _value(element: Any) -> int | None:
    value = next((value for name, value in element.attrib.items() if name.endswith("}val")), "")
    return int(value) if value.isdigit() else None
