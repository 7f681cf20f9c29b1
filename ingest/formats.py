"""Which format a file is in, by what it holds and by what it is called; the two must agree."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import PurePath
from typing import Literal, get_args

from ingest.decoding import looks_like_text
from ingest.errors import Unreadable

Format = Literal[
    "text", "markdown", "html", "mht", "pdf", "docx", "pptx", "xlsx", "odf", "rtf", "csv", "epub", "eml", "msg", "zip"
]

FORMATS: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mht": "mht",
    ".mhtml": "mht",
    ".pdf": "pdf",
    ".docx": "docx",
    ".pptx": "pptx",
    ".pptm": "pptx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".odt": "odf",
    ".odp": "odf",
    ".ods": "odf",
    ".rtf": "rtf",
    ".csv": "csv",
    ".tsv": "csv",
    ".epub": "epub",
    ".eml": "eml",
    ".msg": "msg",
    ".zip": "zip",
}
_SUPPORTED = (
    "supported are .pdf, .docx, .pptx, .xlsx, .odt, .odp, .ods, .rtf, .epub, .html, .mht, .md, .txt, .csv, .tsv, "
    ".eml, .msg and .zip"
)
_NAMES: dict[Format, str] = {
    "text": "plain text",
    "markdown": "Markdown",
    "html": "a web page",
    "mht": "a saved web page (.mht)",
    "pdf": "a PDF",
    "docx": "a Word document (.docx)",
    "pptx": "a PowerPoint presentation (.pptx)",
    "xlsx": "an Excel workbook (.xlsx)",
    "odf": "an OpenDocument file (.odt, .odp, .ods)",
    "rtf": "an RTF document",
    "csv": "a table of values (.csv)",
    "epub": "an e-book (.epub)",
    "eml": "a message (.eml)",
    "msg": "an Outlook message (.msg)",
    "zip": "a ZIP archive",
}
# All of these are text to the first look; what it is of them, its name says.
_TEXTS = frozenset({"text", "markdown", "html", "mht", "csv", "eml"})
# Files that begin so are named for what they are; of these only RTF is read.
_SIGNATURES = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
)
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Within so many bytes a PDF must name itself, as most readers of PDF demand.
_PDF_HEADER_WITHIN = 1024
# OpenDocument files and e-books say in so few bytes what they are.
_LONGEST_MIMETYPE = 200
# As much as the beginning of a page may take up, declaration and remark included.
_HTML_WITHIN = 4096
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)


def format_of_name(name: str) -> Format | None:
    """Return the format that a file's name claims; None for a name without an extension.

    Raises:
        Unreadable: the extension is of no format that is supported.
    """
    suffix = PurePath(name).suffix.lower()
    if not suffix or suffix in FORMATS:
        return FORMATS.get(suffix)
    raise Unreadable(f"format not supported: {re.sub(r'[^.a-z0-9_]', '?', suffix)[:20]}, {_SUPPORTED}")


def format_of(name: str, data: bytes) -> Format:
    """Return the format of a file.

    Raises:
        Unreadable: it is empty, not supported, or not what its name claims.
    """
    claimed = format_of_name(name)
    if not data:
        raise Unreadable("the file is empty")
    found = _format_of_content(data)
    if claimed is None:
        if found in get_args(Format):
            return found  # type: ignore[return-value]
        raise Unreadable(f"format not supported: it is {found}, {_SUPPORTED}")
    if found == claimed or (found in _TEXTS and claimed in _TEXTS):
        return claimed
    what = _NAMES.get(found, found)  # type: ignore[call-overload]
    suffix = PurePath(name).suffix.lower()
    raise Unreadable(f"its name ends in {suffix} but it is {what}, not {_NAMES[claimed]}: give it the right extension")


def _format_of_content(data: bytes) -> str:
    """Return the format, or in words what it is instead."""
    if data.startswith(_ZIPS):
        return _format_of_archive(data)
    if data.startswith(_OLE):
        if "__properties_version1.0".encode("utf-16-le") in data:
            return "msg"
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        return "an Office file with a password" if encrypted else "an old Office file (.doc, .xls or .ppt)"
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            return what
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        return "pdf"
    if not looks_like_text(data):
        return "binary data"
    return "html" if _HTML_START.match(data.lstrip()[:_HTML_WITHIN]) else "text"


def _format_of_archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = frozenset(archive.namelist())
            mimetype = archive.open("mimetype").read(_LONGEST_MIMETYPE) if "mimetype" in names else b""
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, RuntimeError, NotImplementedError, zlib.error):
        return "a damaged ZIP archive or Office file"
    if mimetype.startswith(b"application/vnd.oasis.opendocument."):
        return "odf"
    for part, what in (
        ("word/document.xml", "docx"),
        ("ppt/presentation.xml", "pptx"),
        ("xl/workbook.xml", "xlsx"),
        ("META-INF/container.xml", "epub"),
    ):
        if part in names:
            return what
    return "zip"
