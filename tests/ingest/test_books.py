"""OpenDocument, e-books, RTF and saved web pages."""

from __future__ import annotations

import io
import zipfile
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from ingest.budget import Budget
from ingest.errors import Unreadable
from ingest.extract import Extract
from ingest.reading import read

LONG_NAMES = {"office": "office", "text": "text", "table": "table", "draw": "drawing", "presentation": "presentation"}
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"' for name, long in LONG_NAMES.items()
)


def extract(name: str, data: bytes | str, budget: Budget | None = None) -> Extract:
    return read(name, data.encode() if isinstance(data, str) else data, lambda done, total: None, budget)


def blocks(made: Extract) -> list[tuple[str, str]]:
    return [(block.kind, made.text[block.start : block.end]) for block in made.blocks]


def texts(made: Extract) -> list[str]:
    return [text for _, text in blocks(made)]


def packed(mimetype: str, files: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        for name, content in files.items():
            target.writestr(name, content)
    return made.getvalue()


META = (
    f'<office:document-meta {NAMESPACES} xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta>'
    "<dc:title>The Space Dialogue</dc:title><dc:creator>Taro Saita</dc:creator><dc:date>2025-04-02T10:00:00</dc:date>"
    "<meta:creation-date>2025-04-01T09:00:00</meta:creation-date></office:meta></office:document-meta>"
)


def opendocument(kind: str, body: str, **files: str) -> bytes:
    content = f"<office:document-content {NAMESPACES}><office:body>{body}</office:body></office:document-content>"
    return packed(f"application/vnd.oasis.opendocument.{kind}", {"content.xml": content, "meta.xml": META, **files})


TEXT = """<office:text><text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>
<text:h text:outline-level="1">Delegations</text:h>
<text:p>They met<text:s text:c="3"/>in<text:line-break/><text:span>Tokyo</text:span><text:note><text:note-citation>1
</text:note-citation><text:note-body><text:p>Not in Delhi.</text:p></text:note-body></text:note>, in April.</text:p>
<text:list><text:list-item><text:p>Ms. Saiawi</text:p><text:list><text:list-item><text:p>her deputy</text:p>
</text:list-item></text:list></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>Name</text:p></table:table-cell><table:table-cell>
<text:p>Office</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell>
<text:p>Mr. Saita</text:p></table:table-cell><table:table-cell><text:p>Minister</text:p></table:table-cell>
</table:table-row></table:table><text:p>The end.</text:p></office:text>"""


def test_text_document_has_structure() -> None:
    made = extract("note.odt", opendocument("text", TEXT))
    assert made.title == "The Space Dialogue"
    assert [(block.level, *entry) for block, entry in zip(made.blocks, blocks(made), strict=True)] == [
        (1, "heading", "Delegations"),
        (0, "paragraph", "They met in Tokyo, in April."),
        (0, "paragraph", "Not in Delhi."),
        (1, "item", "Ms. Saiawi"),
        (2, "item", "her deputy"),
        (0, "row", "Name | Office"),
        (0, "row", "Name: Mr. Saita | Office: Minister"),
        (0, "paragraph", "The end."),
    ]


SHEETS = """<office:spreadsheet><table:table table:name="Visits">
<table:table-row><table:table-cell><text:p>Place</text:p>
</table:table-cell><table:table-cell><text:p>Day</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="16380"/></table:table-row>
<table:table-row><table:table-cell><text:p>Tsukuba</text:p></table:table-cell><table:table-cell>
<text:p>31 March</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/>
</table:table-row></table:table><table:table table:name="Empty"/></office:spreadsheet>"""


def test_spreadsheet_has_its_sheets_as_headings() -> None:
    assert blocks(extract("book.ods", opendocument("spreadsheet", SHEETS))) == [
        ("heading", "Visits"),
        ("row", "Place | Day"),
        ("row", "Place: Tsukuba | Day: 31 March"),
    ]


SLIDES = """<office:presentation><draw:page><draw:frame presentation:class="title"><draw:text-box>
<text:p>Space Dialogue</text:p></draw:text-box></draw:frame><draw:frame><draw:text-box><text:list><text:list-item>
<text:p>Space policy</text:p></text:list-item></text:list></draw:text-box></draw:frame>
<presentation:notes><draw:frame><draw:text-box><text:p>Say it slowly.</text:p></draw:text-box></draw:frame>
</presentation:notes></draw:page><draw:page><draw:frame><draw:text-box><text:p>Thank you</text:p></draw:text-box>
</draw:frame></draw:page></office:presentation>"""


def test_slides_are_pages() -> None:
    made = extract("talk.odp", opendocument("presentation", SLIDES))
    assert made.pages == 2
    assert [(block.page, *entry) for block, entry in zip(made.blocks, blocks(made), strict=True)] == [
        (1, "heading", "Space Dialogue"),
        (1, "item", "Space policy"),
        (1, "heading", "Notes"),
        (1, "paragraph", "Say it slowly."),
        (2, "paragraph", "Thank you"),
    ]


PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>Space in Asia</dc:title><dc:creator>T. Saita</dc:creator><dc:creator>M. Saiawi</dc:creator>
<dc:date>2025-04-01</dc:date></metadata>
<manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="b" href="text/two%20b.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/one.xhtml" media-type="application/xhtml+xml"/>
<item id="x" href="text/gone.xhtml" media-type="application/xhtml+xml"/>
<item id="i" href="i.png" media-type="image/png"/>
</manifest><spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="x"/></spine></package>"""
CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>"""
CHAPTERS = {
    "OEBPS/nav.xhtml": "<html><body><nav><ol><li>One</li></ol></nav></body></html>",
    "OEBPS/text/two b.xhtml": "<html><body><h1>Two</h1><p>They parted.</p></body></html>",
    "OEBPS/text/one.xhtml": "<html><head><title>x</title></head><body><h1>One</h1><p>They met.</p></body></html>",
}


def book(**changed: str) -> bytes:
    files = {"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": PACKAGE, **CHAPTERS, **changed}
    return packed("application/epub+zip", files)


def test_book_is_read_in_its_order() -> None:
    made = extract("book.epub", book())
    assert made.title == "Space in Asia"
    assert texts(made) == ["One", "They met.", "Two", "They parted."]
    assert made.notes == ("chapter 3: it is missing",)


RTF = r"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\info{\title Space \'84Dialogue\'93}{\author Taro Saita}
{\creatim\yr2025\mo4\dy1\hr9}}
\pard Delegations\par
They met in T\u333?ky\u333? on 1 April 2025, and the caf\'e9 was open.\par
{\*\generator secret}\trowd\cellx1\cellx2 Name\cell Office\cell\row\trowd\cellx1\cellx2 Mr. Saita\cell Minister\cell\row
\pard The end of it.\par}"""


def test_rtf_gives_its_words() -> None:
    made = extract("note.rtf", RTF)
    assert made.title == "Space „Dialogue“"
    assert blocks(made) == [
        ("heading", "Delegations"),
        ("paragraph", "They met in Tōkyō on 1 April 2025, and the café was open."),
        ("row", "Name | Office"),
        ("row", "Name: Mr. Saita | Office: Minister"),
        ("paragraph", "The end of it."),
    ]


@pytest.mark.parametrize(
    ("name", "data", "author", "day"),
    [
        ("note.odt", opendocument("text", TEXT), "Taro Saita", "2025-04-02"),
        ("book.epub", book(), "T. Saita, M. Saiawi", "2025-04-01"),
        ("note.rtf", RTF, "Taro Saita", "2025-04-01"),
    ],
)
def test_author_and_day_are_those_of_the_properties(name: str, data: bytes | str, author: str, day: str) -> None:
    made = extract(name, data)
    assert (made.author, made.date) == (author, day)


def saved_page(page: str) -> bytes:
    made = MIMEMultipart("related")
    made["From"] = "<Saved by Blink>"
    made["Subject"] = "Page"
    made.attach(MIMEText(page, "html", "utf-8"))
    made.attach(MIMEText("p {color: red}", "css"))
    return made.as_bytes()


def test_saved_page_is_read_as_a_page() -> None:
    made = extract("page.mht", saved_page("<html><body><h1>Dialogue</h1><p>They met in 東京.</p></body></html>"))
    assert made.title == "Dialogue"
    assert texts(made) == ["Dialogue", "They met in 東京."]


ODT, EPUB = opendocument("text", TEXT), book()
ENTITIES = f"""<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><office:document-content {NAMESPACES}><office:body>
<office:text><text:p>&b;</text:p></office:text></office:body></office:document-content>"""
LOCKED = "<manifest><file-entry><encryption-data/></file-entry></manifest>"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("note.odt", ODT[: len(ODT) // 2], "damaged ZIP archive"),
        ("note.odt", opendocument("text", "<office:text>"), "the OpenDocument file is damaged"),
        ("note.odt", opendocument("text", TEXT, **{"content.xml": ENTITIES}), "the OpenDocument file is damaged"),
        ("note.odt", opendocument("text", TEXT, **{"META-INF/manifest.xml": LOCKED}), "needs a password"),
        ("note.odt", opendocument("text", "<office:text/>"), "no text found"),
        ("note.odt", EPUB, "is an e-book (.epub), not an OpenDocument file"),
        ("book.epub", EPUB[:-30], "damaged ZIP archive"),
        ("book.epub", book(**{"OEBPS/book.opf": "<package>"}), "the e-book is damaged"),
        ("book.epub", packed("application/epub+zip", {"META-INF/container.xml": "<x/>"}), "the e-book is damaged"),
        ("note.rtf", "Just words.", "is plain text, not an RTF document"),
        ("note.rtf", r"{\rtf1 }", "no text found"),
        ("page.mht", "From: x\n\nNo page.", "no web page found in it"),
        ("page.mht", "%PDF-1.7", "is a PDF, not a saved web page"),
    ],
)
def test_broken_file_says_why(name: str, data: bytes | str, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        extract(name, data)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["note.odt", "book.epub"])
def test_what_is_packed_has_a_limit(name: str) -> None:
    bomb = " " * 3_000_000
    data = (
        opendocument("text", f"<office:text>{bomb}</office:text>")
        if name == "note.odt"
        else book(**{"OEBPS/text/one.xhtml": bomb})
    )
    with pytest.raises(Unreadable, match="unpacks to more than 1 MB"):
        extract(name, data, Budget(expansion=1024**2))


@pytest.mark.parametrize("cut", [40, 120])
def test_truncated_rtf_keeps_what_is_there(cut: int) -> None:
    assert texts(extract("note.rtf", RTF[:-cut]))[0] == "Delegations"
