"""Real footnotes in a Word file: python-docx knows none, so their part is added to the package by its own means.

ECMA-376, part 1, 17.11: a part ``footnotes.xml`` that holds two separators and the notes, the separators named in the
settings, and styles for the note and its mark.
"""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml import etree

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_MARK, _TEXT = "FootnoteReference", "FootnoteText"
# The ids that Word itself gives its separators; notes count from 1.
_SEPARATORS = {"separator": -1, "continuationSeparator": 0}
# What may stand behind w:footnotePr in the settings, in the schema's order (CT_Settings); it goes before the first.
_BEHIND = (
    "endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats "
    "doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults "
    "doNotEmbedSmartTags decimalSymbol listSeparator"
).split()
_SMALL = Pt(9)


class Footnotes:
    """The footnotes of one document; `finish` writes them into its package."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._root = etree.fromstring(f"<w:footnotes {nsdecls('w', 'r')}/>".encode())
        for kind, note_id in _SEPARATORS.items():
            note = _sub(self._root, "w:footnote", {"w:type": kind, "w:id": str(note_id)})
            paragraph = _sub(note, "w:p")
            spacing = {"w:after": "0", "w:line": "240", "w:lineRule": "auto"}
            _sub(_sub(paragraph, "w:pPr"), "w:spacing", spacing)
            _sub(_sub(paragraph, "w:r"), f"w:{kind}")
        self._count = 0
        _add_styles(document)

    def add(self, paragraph: Paragraph, text: str, *, rtl: bool = False) -> None:
        """Put the mark of a new footnote at the end of a paragraph.

        Args:
            paragraph: of the same document.
            text: what the note says, of characters that XML takes.
            rtl: whether it is written from the right to the left.
        """
        self._count += 1
        mark = paragraph.add_run()
        mark.style = self._document.styles["footnote reference"]
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self._count))
        mark._r.append(reference)
        note = _sub(self._root, "w:footnote", {"w:id": str(self._count)})
        body = _sub(note, "w:p")
        properties = _sub(body, "w:pPr")
        _sub(properties, "w:pStyle", {"w:val": _TEXT})
        if rtl:
            _sub(properties, "w:bidi")
        number = _sub(body, "w:r")
        _sub(_sub(number, "w:rPr"), "w:rStyle", {"w:val": _MARK})
        _sub(number, "w:footnoteRef")
        said = _sub(_sub(body, "w:r"), "w:t", {"xml:space": "preserve"})
        said.text = f" {text}"

    def finish(self) -> None:
        """Add the part to the package and name its separators in the settings; once, when all notes are there."""
        package = self._document.part.package
        content = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), _CONTENT_TYPE, content, package)
        self._document.part.relate_to(part, _RELATIONSHIP)
        settings = self._document.settings.element
        properties = OxmlElement("w:footnotePr")
        for note_id in _SEPARATORS.values():
            _sub(properties, "w:footnote", {"w:id": str(note_id)})
        behind = {qn(f"w:{name}") for name in _BEHIND} | {qn("m:mathPr")}
        first = next((child for child in settings if child.tag in behind), None)
        if first is None:
            settings.append(properties)
        else:
            first.addprevious(properties)


def _add_styles(document: Document) -> None:
    text = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    text.base_style = document.styles["Normal"]
    text.font.size = _SMALL
    text.paragraph_format.space_after = Pt(0)
    mark = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True
    # The ids that Word gives its own styles of these names.
    text.element.set(qn("w:styleId"), _TEXT)
    mark.element.set(qn("w:styleId"), _MARK)


def _sub(parent: Any, name: str, attributes: dict[str, str] | None = None) -> Any:
    values = {qn(key): value for key, value in (attributes or {}).items()}
    return etree.SubElement(parent, qn(name), values)
