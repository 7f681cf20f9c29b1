"""A note as a PDF: under each answer its sources, which the numbers in the text lead to."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.platypus import Flowable, HRFlowable, Paragraph, SimpleDocTemplate, Spacer

from assistant.answer_spans import LineKind
from assistant.answer_words import day
from assistant.talks import words
from assistant.talks.export import fonts
from assistant.talks.export.direction import is_rtl
from assistant.talks.note import Entry, Line, Note

_INK, _TEXT, _SUBDUED, _LINE = "#1d4f91", "#1b212b", "#52606f", "#c9d2dc"
_MARGIN = 2.2 * cm


def write(note: Note) -> bytes:
    """Return the note as the content of a PDF file of A4 pages."""
    fonts.register()
    content = BytesIO()
    document = SimpleDocTemplate(
        content,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=note.title,
        author="",
        creator="Briefing Assistant",
        lang="en",
    )
    parts: list[Flowable] = [
        _paragraph(_marked(note.title), "title", note.title),
        _paragraph(_marked(words.MADE.format(day=day(note.made_at))), "remark"),
    ]
    for number, entry in enumerate(note.entries):
        parts += _entry(entry, number)
    document.build(parts, onFirstPage=_foot, onLaterPages=_foot)
    return content.getvalue()


def _entry(entry: Entry, number: int) -> Iterator[Flowable]:
    yield _paragraph(_marked(entry.question), "question", entry.question)
    for line in entry.lines:
        bullet = "•" if line.kind is LineKind.ITEM else None
        said = "".join(piece.text for piece in line.pieces)
        yield _paragraph(_line(line, number), line.kind.value, said, bullet)
    for remark in entry.remarks:
        yield _paragraph(_marked(remark), "remark", remark)
    if entry.sources:
        yield Spacer(0, 0.15 * cm)
        yield HRFlowable(width="30%", thickness=0.5, color=_LINE, hAlign="LEFT", spaceAfter=4)
    for at, source in enumerate(entry.sources):
        said = _marked(words.QUOTED.format(quote=source.quote, place=f"— {source.place}"))
        yield _paragraph(f'<a name="s{number}-{at}"/>{said}', "source", source.quote, f"{at + 1}")


def _line(line: Line, entry: int) -> str:
    parts = []
    for piece in line.pieces:
        if piece.source is not None:
            link = f'<a href="#s{entry}-{piece.source}" color="{_INK}">{piece.source + 1}</a>'
            parts.append(f"<super>{link}</super>")
        else:
            said = _marked(piece.text)
            parts.append(f"<b>{said}</b>" if piece.bold else said)
    return "".join(parts)


def _marked(text: str) -> str:
    """Text as reportlab's mark-up: as itself, in fonts that have its characters."""
    return "".join(
        escape(run) if font is None else f'<font face="{font}">{escape(run)}</font>'
        for run, font in fonts.stretches(text)
    )


def _paragraph(marked: str, style: str, text: str = "", bullet: str | None = None) -> Paragraph:
    looks = dict(_STYLES[style])
    if is_rtl(text):
        looks["alignment"] = TA_RIGHT
    return Paragraph(marked, ParagraphStyle(style, **looks), bulletText=bullet)


def _foot(canvas: Any, document: Any) -> None:
    canvas.saveState()
    canvas.setFont(fonts.FAMILY, 8)
    canvas.setFillColor(_SUBDUED)
    canvas.drawRightString(A4[0] - _MARGIN, 1.2 * cm, str(document.page))
    canvas.restoreState()


def _look(size: float, **more: Any) -> dict[str, Any]:
    return {
        "fontName": fonts.FAMILY,
        "bulletFontName": fonts.FAMILY,
        "fontSize": size,
        "leading": size * 1.45,
        "textColor": _TEXT,
        "alignment": TA_LEFT,
        "spaceAfter": 4,
        "splitLongWords": True,
        **more,
    }


_STYLES: dict[str, dict[str, Any]] = {
    "title": _look(17, textColor=_INK, spaceAfter=2),
    "question": _look(12, textColor=_INK, spaceBefore=16, keepWithNext=True),
    "line": _look(10),
    "item": _look(10, leftIndent=14, bulletIndent=2, bulletFontSize=10),
    "group": _look(10, textColor=_INK, spaceBefore=6, keepWithNext=True),
    "remark": _look(8.5, textColor=_SUBDUED),
    "source": _look(8.5, textColor=_SUBDUED, leftIndent=16, bulletIndent=0, bulletFontSize=7),
}
