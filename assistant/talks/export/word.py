"""A note as a Word file with footnotes."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from assistant.answer_spans import LineKind
from assistant.answer_words import day
from assistant.talks import words
from assistant.talks.export.direction import is_rtl
from assistant.talks.export.footnotes import Footnotes
from assistant.talks.note import Note

_STYLES = {LineKind.LINE: "Normal", LineKind.ITEM: "List Bullet", LineKind.GROUP: "Heading 3"}
_INK = RGBColor(0x1D, 0x4F, 0x91)
_SUBDUED = RGBColor(0x52, 0x60, 0x6F)
_MARGIN = Cm(2.4)


def write(note: Note) -> bytes:
    """Return the note as the content of a .docx file; each mark in the text has a footnote of its own."""
    document = docx.Document()
    _set_up(document, note)
    footnotes = Footnotes(document)
    document.add_heading(note.title, 0)
    _remark(document.add_paragraph(), words.MADE.format(day=day(note.made_at)))
    for entry in note.entries:
        _directed(document.add_heading(entry.question, 1), entry.question)
        for line in entry.lines:
            paragraph = document.add_paragraph(style=_STYLES[line.kind])
            for piece in line.pieces:
                if piece.source is None:
                    _say(paragraph, piece.text, bold=piece.bold)
                else:
                    source = entry.sources[piece.source]
                    said = words.QUOTED.format(quote=source.quote, place=f"— {source.place}")
                    footnotes.add(paragraph, said, rtl=is_rtl(said))
            _directed(paragraph, paragraph.text)
        for remark in entry.remarks:
            _remark(document.add_paragraph(), remark)
    footnotes.finish()
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _set_up(document: Document, note: Note) -> None:
    made = note.made_at.replace(tzinfo=None, microsecond=0)
    properties = document.core_properties
    # The template's own author and days are not those of the note.
    properties.title, properties.author, properties.comments = note.title[:255], "", ""
    properties.created = properties.modified = made
    for section in document.sections:
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    for name in ("Title", "Heading 1", "Heading 3"):
        document.styles[name].font.color.rgb = _INK
    document.styles["Title"].font.size = Pt(20)
    document.styles["Heading 1"].font.size = Pt(13)
    document.styles["Heading 3"].font.size = Pt(11)


def _say(paragraph: Paragraph, text: str, *, bold: bool = False) -> Run:
    run = paragraph.add_run(text)
    run.bold = bold or None
    if is_rtl(text):
        run.font.rtl = True
    return run


def _remark(paragraph: Paragraph, text: str) -> None:
    run = _say(paragraph, text)
    run.italic = True
    run.font.size = Pt(9)
    run.font.color.rgb = _SUBDUED
    _directed(paragraph, text)


def _directed(paragraph: Paragraph, text: str) -> None:
    """Let a paragraph run from the right where its script does."""
    if is_rtl(text):
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(
            OxmlElement("w:bidi"), "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
