"""PowerPoint presentations: a slide is a page, its title a heading; text, tables, charts and the speaker's notes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

from ingest.assembly import Assembly, squeezed
from ingest.decoding import clean
from ingest.extract import Extract
from ingest.readers.damage import reading
from ingest.readers.ooxml import chart_of, transitional
from ingest.readers.tables import rows_of
from ingest.readers.titles import day_of, sensible_author, sensible_title

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_NOTES = "Notes"
# The slide's furniture: date, footer, slide number (values of the library's PP_PLACEHOLDER).
_FURNITURE = frozenset({13, 15, 16})
_TITLES = frozenset({1, 3, 5})
_SUBTITLE = 4
# Groups of shapes nest; deeper is no slide's.
_DEEPEST_GROUP = 20
# Shapes are read from top to bottom; in each of so many bands, from left to right.
_BANDS = 12
_USUAL_HEIGHT = 6858000


def read(data: bytes, progress: Callable[[int, int], None]) -> Extract:
    """Read a presentation; its title is that of its properties, else of its first slide."""
    import pptx

    with reading("the presentation"):
        presentation = pptx.Presentation(io.BytesIO(transitional(data)))
        assembly = Assembly()
        first = ""
        slides = list(presentation.slides)
        band = (presentation.slide_height or _USUAL_HEIGHT) / _BANDS
        for number, slide in enumerate(slides, 1):
            named = _take_slide(assembly, slide, number, band)
            first = first or named
            progress(number, len(slides))
        about = presentation.core_properties
        title = sensible_title(clean(about.title or "")) or first
        author, date = sensible_author(clean(about.author or "")), day_of([about.modified, about.created])
        return assembly.finish(title, max(len(slides), 1), author=author, date=date)


def _take_slide(assembly: Assembly, slide: Any, page: int, band: float) -> str:
    """Append a slide, what stands within a band of the same height from left to right; return its title."""
    shapes = list(_shapes(sorted(slide.shapes, key=lambda shape: ((shape.top or 0) // band, shape.left or 0))))
    title = next((shape for shape in shapes if _placeholder(shape) in _TITLES), None)
    named = _plain(title.text_frame.text) if title is not None else ""
    assembly.block("heading", named, 1, page)
    for shape in shapes:
        if shape is not title and _placeholder(shape) not in _FURNITURE:
            _take_shape(assembly, shape, page)
    if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None and _plain(frame.text):
        assembly.block("heading", _NOTES, 2, page)
        for paragraph in frame.paragraphs:
            assembly.block("paragraph", _plain(paragraph.text), page=page)
    return named


def _shapes(shapes: Any, depth: int = 0) -> Iterator[Any]:
    """Yield shapes, those of groups in their group's place."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            if depth < _DEEPEST_GROUP:
                yield from _shapes(shape.shapes, depth + 1)
        else:
            yield shape


def _placeholder(shape: Any) -> int:
    """Return which placeholder a shape fills, 0 for none."""
    if not shape.is_placeholder:
        return 0
    kind = shape.placeholder_format.type
    return int(kind) if kind is not None else 0


def _take_shape(assembly: Assembly, shape: Any, page: int) -> None:
    if getattr(shape, "has_table", False):
        for text in rows_of(_grid(shape.table)):
            assembly.block("row", text, page=page)
    elif getattr(shape, "has_chart", False):
        _take_chart(assembly, shape.chart, page)
    elif shape.has_text_frame:
        _take_text(assembly, shape, page)
    else:
        for text in _diagram(shape):
            assembly.block("item", text, 1, page)


def _take_text(assembly: Assembly, shape: Any, page: int) -> None:
    kind = _placeholder(shape)
    listed = kind != 0 and kind not in _TITLES and kind != _SUBTITLE and len(shape.text_frame.paragraphs) > 1
    for paragraph in shape.text_frame.paragraphs:
        text = _plain(paragraph.text)
        if _is_item(paragraph, listed):
            assembly.block("item", text, paragraph.level + 1, page)
        else:
            assembly.block("paragraph", text, page=page)


def _is_item(paragraph: Any, listed: bool) -> bool:
    """Return whether a paragraph has a bullet: its own, or that of the placeholder it stands in."""
    properties = paragraph._p.pPr
    for tag, bullet in (("buNone", False), ("buChar", True), ("buAutoNum", True), ("buBlip", True)):
        if properties is not None and properties.find(_DRAWING + tag) is not None:
            return bullet
    return listed


def _grid(table: Any) -> list[list[str]]:
    """Return a table's cells; what spans several stands in the rows and columns that it spans."""
    grid = [[_plain(cell.text) for cell in row.cells] for row in table.rows]
    for top, row in enumerate(table.rows):
        for left, cell in enumerate(row.cells):
            if cell.is_merge_origin and cell.span_height > 1:
                for below in grid[top + 1 : top + cell.span_height]:
                    below[left] = below[left] or grid[top][left]
    return grid


def _take_chart(assembly: Assembly, chart: Any, page: int) -> None:
    titles, rows = chart_of(chart._chartSpace)
    for title in titles:
        assembly.block("paragraph", title, page=page)
    for row in rows:
        assembly.block("row", row, page=page)


def _diagram(shape: Any) -> list[str]:
    """Return the texts of a SmartArt diagram, which lie in a part of their own."""
    from lxml import etree

    found = []
    for element in shape._element.iter("{" + _DIAGRAM + "}relIds"):
        for name, key in element.attrib.items():
            if name.endswith("}dm") and key in shape.part.rels:
                parser = etree.XMLParser(resolve_entities=False, no_network=True)
                root = etree.fromstring(shape.part.rels[key].target_part.blob, parser)
                found += [_plain("".join(one.itertext(_DRAWING + "t"))) for one in root.iter(_DRAWING + "p")]
    return [text for text in found if text]


def _plain(text: str) -> str:
    # Line breaks within a paragraph come as vertical tabs.
    return squeezed(clean(text.replace("\v", " ")))
