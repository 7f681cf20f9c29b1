"""A whole and harmless file of every format, to be broken."""

from __future__ import annotations

import io
import zipfile
from functools import cache

import docx as python_docx
import openpyxl
import pptx as python_pptx

from compound import outlook_message

WORDS = "The delegation visited the Tsukuba Space Center."
_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="package.opf"/></rootfiles></container>'
)
_PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="c" href="chapter.xhtml" '
    'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>'
)
OPENDOCUMENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0">'
    "<office:body>{}</office:body></office:document-content>"
)


@cache
def docx() -> bytes:
    """Return a Word document."""
    made, file = python_docx.Document(), io.BytesIO()
    made.add_paragraph(WORDS)
    made.save(file)
    return file.getvalue()


@cache
def xlsx() -> bytes:
    """Return a workbook."""
    made, file = openpyxl.Workbook(), io.BytesIO()
    made.active.append([WORDS, "more"])
    made.save(file)
    return file.getvalue()


@cache
def pptx() -> bytes:
    """Return a presentation."""
    made, file = python_pptx.Presentation(), io.BytesIO()
    made.slides.add_slide(made.slide_layouts[5]).shapes.title.text = WORDS
    made.save(file)
    return file.getvalue()


def _packed(mimetype: str, files: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", mimetype)
        for name, content in files.items():
            target.writestr(name, content)
    return made.getvalue()


def odt(
    body: str = f"<office:text><text:p>{WORDS}</text:p></office:text>", kind: str = "text", before: str = ""
) -> bytes:
    """Return an OpenDocument file."""
    return _packed(f"application/vnd.oasis.opendocument.{kind}", {"content.xml": before + OPENDOCUMENT.format(body)})


def epub(chapter: str = f"<html><body><p>{WORDS}</p></body></html>", package: str = _PACKAGE) -> bytes:
    """Return an e-book of a chapter."""
    files = {"META-INF/container.xml": _CONTAINER, "package.opf": package, "chapter.xhtml": chapter}
    return _packed("application/epub+zip", files)


def eml(words: str = WORDS, head: str = "") -> bytes:
    """Return a message."""
    return f"From: a@example.org\nTo: b@example.org\nSubject: Visit\n{head}\n{words}\n".encode()


def mht(page: str) -> bytes:
    """Return a saved page."""
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n'
    return f"{head}--b\nContent-Type: text/html\n\n{page}\n--b--\n".encode()


def msg() -> bytes:
    """Return a message as Outlook saves it."""
    return outlook_message("Visit", "Taro Saita", WORDS, [("Ganesh", "g@example.org")], [])


def of_every_format() -> dict[str, bytes]:
    """Return a file of every extension that is read and is no plain text, by its extension."""
    from hostile.pdfs import document

    page = f"<html><body><p>{WORDS}</p></body></html>"
    cell = f"<table:table-row><table:table-cell><text:p>{WORDS}</text:p></table:table-cell></table:table-row>"
    sheet = f"<office:spreadsheet><table:table table:name='a'>{cell}</table:table></office:spreadsheet>"
    frame = f"<draw:frame><draw:text-box><text:p>{WORDS}</text:p></draw:text-box></draw:frame>"
    slides = f"<office:presentation><draw:page>{frame}</draw:page></office:presentation>"
    return {
        ".pdf": document(),
        ".docx": docx(),
        ".xlsx": xlsx(),
        ".pptx": pptx(),
        ".odt": odt(),
        ".ods": odt(sheet, "spreadsheet"),
        ".odp": odt(slides, "presentation"),
        ".epub": epub(),
        ".msg": msg(),
        ".zip": _packed("text/plain", {"words.txt": WORDS}),
        ".eml": eml(),
        ".mht": mht(page),
        ".html": page.encode(),
        ".rtf": (r"{\rtf1\ansi " + WORDS + r"\par}").encode(),
        ".csv": f"place,what\nTsukuba,{WORDS}\n".encode(),
        ".tsv": f"place\twhat\nTsukuba\t{WORDS}\n".encode(),
        ".md": f"# Visit\n\n{WORDS}\n".encode(),
        ".txt": WORDS.encode(),
    }
