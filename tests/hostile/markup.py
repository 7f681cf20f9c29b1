"""XML and its kin that refer to other files and hosts, explode, or nest without end."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from hostile.case import Case, fails, reads, survives
from hostile.packed import replaced
from hostile.whole import WORDS, docx, eml, epub, mht, odt, pptx, xlsx

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _docx(body: str, before: str = "") -> bytes:
    page = f'{before}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return replaced(docx(), "word/document.xml", page.encode())


def _xlsx(rows: str, before: str = "", dimension: str = "A1") -> bytes:
    sheet = (
        f'{before}<worksheet xmlns="{_SHEET}"><dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'
    )
    return replaced(xlsx(), "xl/worksheets/sheet1.xml", sheet.encode())


def _pptx(words: str, before: str = "") -> bytes:
    slide = (
        f'{before}<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr '
        'id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/><p:sp><p:nvSpPr><p:cNvPr id="2" name="t"/>'
        f"<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>"
        "</p:spTree></p:cSld></p:sld>"
    )
    return replaced(pptx(), "ppt/slides/slide1.xml", slide.encode())


def _cell(words: str) -> str:
    return f'<row r="1"><c r="A1" t="inlineStr"><is><t>{words}</t></is></c></row>'


def _in_every_format(words: str, before: str) -> Iterator[tuple[str, bytes]]:
    """Yield a file of every format that is XML, with a declaration before its root and words in it."""
    yield ".docx", _docx(f"<w:p><w:r><w:t>{words} {WORDS}</w:t></w:r></w:p>", before)
    yield ".xlsx", _xlsx(_cell(f"{words} {WORDS}"), before)
    yield ".pptx", _pptx(f"{words} {WORDS}", before)
    yield ".odt", odt(f"<office:text><text:p>{words} {WORDS}</text:p></office:text>", before=before)
    yield ".epub", epub(f"{before}<html><body><p>{words} {WORDS}</p></body></html>")
    yield ".html", f"{before}<html><body><p>{words} {WORDS}</p></body></html>".encode()
    svg = f"<svg xmlns='http://www.w3.org/2000/svg'><text>{words}</text></svg>"
    yield ".svg.html", f"{before}<html><body>{svg}<p>{WORDS}</p></body></html>".encode()
    yield ".svg", f"{before}{svg}".encode()


def _laughs(name: str = "a") -> str:
    entities = f'<!ENTITY {name}0 "laughter ">' + "".join(
        f'<!ENTITY {name}{level} "{f"&{name}{level - 1};" * 10}">' for level in range(1, 10)
    )
    return f"<!DOCTYPE x [{entities}]>"


def markup(size: int, secret: str, trap: str) -> Iterator[Case]:
    """Yield the files.

    Args:
        size: sets how deep the deep ones are, some thousandths of it.
        secret: the path of a file that must not be read.
        trap: the address (``http://HOST:PORT``) of a server that must not be asked.
    """
    doctypes = {
        "external-entity": ("&x;", f'<!DOCTYPE x [<!ENTITY x SYSTEM "file://{secret}">]>'),
        "external-definitions": ("&x;", f'<!DOCTYPE x SYSTEM "{trap}/evil.dtd">'),
        "parameter-entity": ("", f'<!DOCTYPE x [<!ENTITY % x SYSTEM "{trap}/evil.dtd"> %x;]>'),
        "laughs": ("&a9;", _laughs()),
        "quadratic": ("&x;" * 5000, f'<!DOCTYPE x [<!ENTITY x "{"y" * 5000}">]>'),
    }
    for kind, (words, before) in doctypes.items():
        for extension, data in _in_every_format(words, before):
            yield survives(f"{kind}{extension}", data)
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="file://{secret}"/>'
    yield reads("included.docx", _docx(f"<w:p>{include}<w:r><w:t>{WORDS}</w:t></w:r></w:p>"), "Tsukuba")
    yield reads("included.odt", odt(f"<office:text><text:p>{include}{WORDS}</text:p></office:text>"), "Tsukuba")
    relation = '<Relationship Id="rId99" TargetMode="External" Type="{}/{}" Target="{}"/></Relationships>'
    for name, data, part, kind in (
        ("linked.docx", docx(), "word/_rels/document.xml.rels", "image"),
        ("template.docx", docx(), "word/_rels/document.xml.rels", "attachedTemplate"),
        ("linked.xlsx", xlsx(), "xl/_rels/workbook.xml.rels", "externalLink"),
        ("linked.pptx", pptx(), "ppt/_rels/presentation.xml.rels", "slideMaster"),
    ):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            relations = archive.read(part).decode()
        changed = relations.replace("</Relationships>", relation.format(_RELATION, kind, f"{trap}/x.png"))
        yield survives(name, replaced(data, part, changed.encode()))
    page = (
        f'<html><head><base href="{trap}/"><link rel=stylesheet href="{trap}/a.css"><script src="{trap}/a.js"></script>'
        f'<meta http-equiv=refresh content="0; url={trap}/next"></head><body><img src="{trap}/a.png">'
        f'<img src="file://{secret}"><iframe src="file://{secret}"></iframe><object data="{trap}/x"></object>'
        f'<p>{WORDS} <a href="{trap}/">more</a></p><style>@import url({trap}/b.css)</style></body></html>'
    )
    yield reads("remote.html", page.encode(), "Tsukuba")
    yield reads("remote.mht", mht(page), "Tsukuba")
    yield reads("remote.eml", eml(page, "Content-Type: text/html\n"), "Tsukuba")
    yield reads("remote.epub", epub(page), "Tsukuba")
    yield survives("chapter-elsewhere.epub", epub(package=_package("../../../../etc/hostname")))
    yield survives("chapter-on-the-net.epub", epub(package=_package(f"{trap}/chapter.xhtml")))
    yield survives("no-chapter.epub", epub(package=_package("c").replace("idref", "idfer")))
    yield survives("remote.md", f"![x]({trap}/a.png)\n\n<img src='{trap}/b.png'>\n\n[x]: file://{secret}\n".encode())
    yield survives(
        "remote.rtf", (r"{\rtf1 {\field{\*\fldinst INCLUDEPICTURE " + trap + r"/x.png}{\fldrslt words}}}").encode()
    )
    yield from _deep(size // 1000)
    yield reads("claims-all-cells.xlsx", _xlsx(_cell(WORDS), dimension="A1:XFD1048576"), "Tsukuba")
    corner = _cell(WORDS) + '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>corner</t></is></c></row>'
    yield reads("uses-the-last-cell.xlsx", _xlsx(corner, dimension="A1:XFD1048576"), "corner")
    yield survives("merges-all-cells.xlsx", _merged())
    repeated = (
        '<office:spreadsheet><table:table table:name="a"><table:table-row table:number-rows-repeated="1048576">'
        f'<table:table-cell table:number-columns-repeated="16384"><text:p>{WORDS}</text:p></table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet>"
    )
    yield survives("repeats-a-billion-times.ods", odt(repeated, "spreadsheet"))
    yield survives(
        "levels-of-nonsense.odt",
        odt(f'<office:text><text:h text:outline-level="{"9" * 5000}">{WORDS}</text:h></office:text>'),
    )
    yield survives(
        "level-of-a-billion.odt",
        odt(f'<office:text><text:h text:outline-level="1000000000">{WORDS}</text:h></office:text>'),
    )
    yield fails("no-content.odt", odt().replace(b"content.xml", b"contend.xml"), "damaged")


def _package(path: str) -> str:
    return (
        f'<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="c" href="{path}" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>'
    )


def _merged() -> bytes:
    cells = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    sheet = f'<worksheet xmlns="{_SHEET}"><sheetData>{_cell(WORDS)}</sheetData>{cells}</worksheet>'
    return replaced(xlsx(), "xl/worksheets/sheet1.xml", sheet.encode())


def _deep(many: int) -> Iterator[Case]:
    """Yield structure within structure."""
    yield survives(
        "deep.docx", _docx("<w:ins>" * many + f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>" + "</w:ins>" * many)
    )
    yield survives(
        "deep.odt",
        odt("<office:text><text:p>" + "<text:span>" * many + WORDS + "</text:span>" * many + "</text:p></office:text>"),
    )
    lists = "<text:list><text:list-item>" * many + f"<text:p>{WORDS}</text:p>" + "</text:list-item></text:list>" * many
    yield survives("deep-lists.odt", odt(f"<office:text>{lists}</office:text>"))
    yield survives("deep.html", ("<div>" * many + WORDS + "</div>" * many).encode())
    yield survives("deep-tables.html", ("<html><body>" + "<table><tr><td>" * many + WORDS).encode())
    yield survives("deep-lists.html", ("<html><body>" + "<ul><li>" * many + WORDS).encode())
    yield survives("deep.epub", epub("<html><body>" + "<div>" * many + WORDS + "</div>" * many + "</body></html>"))
    yield survives("deep-quotes.md", (">" * many + " " + WORDS).encode())
    yield survives(
        "deep-lists.md", ("\n".join("  " * level + "- x" for level in range(min(many // 10, 2000))) + WORDS).encode()
    )
    yield survives("deep-brackets.md", ("[" * many + WORDS + "](x)" * many).encode())
    yield survives("deep-stars.md", ("*a **a " * many + WORDS).encode())
    yield survives("deep-backticks.md", (" ".join("`" * (1 + n % 500) for n in range(many // 5)) + WORDS).encode())
    yield survives("deep-links.md", ("[a](<" * many).encode())
    yield survives("deep.rtf", ("{\\rtf1 " + "{" * many + WORDS + "}" * many + "}").encode())
    yield survives("bytes-claimed.rtf", ("{\\rtf1 {\\bin2147483647 " + WORDS + "}}").encode())
    yield survives("deep.txt", ("[" * many + '{"a":' * many + WORDS).encode())
    yield survives("wide.csv", (",".join(["a"] * many) + "\n" + ",".join(["b"] * many)).encode())
    yield survives("one-cell.csv", b'a,"' + b"words " * (5 * many))
