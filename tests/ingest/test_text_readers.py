"""Plain text, Markdown, HTML and DOCX: what comes out of files as people write them."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest

from ingest.errors import Unreadable
from ingest.extract import Extract
from ingest.reading import read


def extract(name: str, content: str | bytes) -> Extract:
    data = content.encode() if isinstance(content, str) else content
    return read(name, data, lambda done, total: None)


def blocks(made: Extract) -> list[tuple[str, str]]:
    return [(block.kind, made.text[block.start : block.end]) for block in made.blocks]


def test_plain_text_is_the_file_itself() -> None:
    made = extract("note.txt", b"\xef\xbb\xbfOne line.\r\nTwo\rthree\x00 words.\n")
    assert made.text == "One line.\nTwo\nthree words.\n"


def test_plain_text_has_headings_without_marks() -> None:
    made = extract("note.txt", "Briefing on Space\nIndia and Japan met in Tokyo.\nThe Agenda\nIt was broad and long.")
    assert [kind for kind, _ in blocks(made)] == ["heading", "paragraph", "heading", "paragraph"]
    assert made.title == "Briefing on Space"


def test_wrapped_lines_are_one_paragraph() -> None:
    words = "The delegations met in Tokyo in order to talk about cooperation in outer\n"
    made = extract("note.txt", words * 3 + "space.\n\n" + words * 2 + "space again.\n")
    assert [kind for kind, _ in blocks(made)] == ["paragraph", "paragraph"]


def test_plain_list_items_lose_their_bullets() -> None:
    made = extract("note.txt", "The agenda was:\n- space policy\n- security\n")
    assert blocks(made) == [("paragraph", "The agenda was:"), ("item", "space policy"), ("item", "security")]


def test_lines_of_verse_are_no_headings() -> None:
    made = extract("verse.txt", "Roses are red\nViolets are blue\nSugar is sweet\nAnd so are you\n")
    assert "heading" not in {kind for kind, _ in blocks(made)}


CZECH = (
    "Delegace obou zemí se sešly v Tokiu, aby mluvily o spolupráci ve vesmíru. Přišli také zástupci úřadů a průmyslu; "
    "žádná z nich nemluvila příliš dlouho. Další setkání má být v září, až budou hotové všechny zprávy o družicích, "
    "které už létají kolem Země, a o těch, které na svůj start teprve čekají. Účastníci si přáli, aby šlo vše rychleji."
)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Café in Tōkyō."),
        ("utf-8-sig", "Café in Tōkyō."),
        ("utf-16", "Café in Tōkyō."),
        ("utf-32", "Café in Tōkyō."),
        ("utf-16-le", "The dialogue was held in Tokyo."),
        ("utf-32-be", "The dialogue was held in Tokyo. 𐌓𐌀𐌔"),
        ("iso2022_jp", "会議は東京で開かれた。Space policy."),
        ("iso2022_kr", "회의는 도쿄에서 열렸다. Space policy."),
        ("koi8-r", "Делегации встретились в Токио, чтобы обсудить сотрудничество в космосе. " * 2000),
        ("shift_jis", "代表団は東京で会い、宇宙での協力について話し合った。" * 2000),
        ("iso8859_2", CZECH),
        ("cp1250", CZECH),
        (
            "iso8859_2",
            "A küldöttségek Tokióban találkoztak, hogy az űrkutatásról beszéljenek; a következő ülés ősszel lesz.",
        ),
        (
            "cp1254",
            "Heyetler uzayda işbirliğini konuşmak için Tokyo'da buluştu; bir sonraki toplantı yılın sonunda yapılacak.",
        ),
        ("windows-1252", "Le café était fermé à l’aube – très tôt, dit la délégation française."),
    ],
)
def test_text_is_decoded(encoding: str, text: str) -> None:
    assert extract("note.txt", text.encode(encoding)).text == text


MARKDOWN = """---
title: The Space Dialogue
---

# A *fine* day

India met **Japan**.
They talked.

- one item
  - nested item
1. first

| Name | Office |
|---|---|
| Ms. Saiawi | Joint Secretary |

```
code here
```

Setext
------

> quoted words

<!-- a comment -->
"""


def test_markdown_has_structure_and_is_the_file_itself() -> None:
    made = extract("note.md", MARKDOWN)
    assert made.text == MARKDOWN
    assert blocks(made) == [
        ("heading", "A *fine* day"),
        ("paragraph", "India met **Japan**.\nThey talked."),
        ("item", "one item"),
        ("item", "nested item"),
        ("item", "first"),
        ("row", "Name | Office"),
        ("row", "Ms. Saiawi | Joint Secretary"),
        ("code", "code here"),
        ("heading", "Setext"),
        ("paragraph", "quoted words"),
    ]


def test_markdown_headings_have_levels_and_plain_labels() -> None:
    headings = [block for block in extract("note.md", MARKDOWN).blocks if block.kind == "heading"]
    assert [(block.level, block.label) for block in headings] == [(1, "A fine day"), (2, "Setext")]


def test_markdown_title_is_front_matters_else_the_first_heading() -> None:
    assert extract("note.md", MARKDOWN).title == "The Space Dialogue"
    assert extract("note.md", "Some words.\n\n## A `first` heading\n").title == "A first heading"


PAGE = """<!doctype html><html><head><title>Site</title><style>p {color: red}</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/x">Other</a></li></ul></nav>
<main><article><h1>Space Dialogue</h1>
<p>India and Japan held the third edition of their Space Dialogue on 1 April 2025 in Tokyo.</p>
<p>The high-level meeting provided a platform for reviewing ongoing work &amp; new ideas, the ministries said.</p>
<h2>Delegations</h2><ul><li>Ms. Saiawi<ul><li>nested</li></ul></li><li>Mr. Pillai</li></ul>
<table><tr><th>Name</th><th>Office</th></tr><tr><td>Mr. Saita</td><td>Assistant<br>Minister</td></tr></table>
<p>The delegation of India visited the Tsukuba Space Center one day before the Dialogue began.</p>
</article></main><footer>Imprint and cookies</footer><script>alert(1)</script></body></html>"""


def test_page_gives_its_main_text_with_structure() -> None:
    made = extract("page.html", PAGE)
    assert made.title == "Space Dialogue"
    assert ("heading", "Delegations") in blocks(made)
    assert ("row", "Mr. Saita | Assistant Minister") in blocks(made)
    assert "reviewing ongoing work & new ideas" in made.text


def test_page_without_furniture_is_taken_whole() -> None:
    made = extract("page.html", "<h1>Title</h1>Loose words.<p>Para<br>graph</p><ul><li>a</li><li>b</li></ul>")
    assert blocks(made) == [
        ("heading", "Title"),
        ("paragraph", "Loose words."),
        ("paragraph", "Para"),
        ("paragraph", "graph"),
        ("item", "a"),
        ("item", "b"),
    ]


@pytest.mark.parametrize("unwanted", ["Home", "Imprint", "alert", "color"])
def test_page_loses_its_furniture(unwanted: str) -> None:
    assert unwanted not in extract("page.html", PAGE).text


def test_hidden_parts_of_a_page_are_not_read() -> None:
    made = extract("page.html", "<p>Seen.</p><p hidden>A</p><p style='display: none'>B</p><script>C</script>")
    assert made.text == "Seen."


def test_page_is_decoded_as_it_says() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>Délégation – là</p></body></html>'
    assert "Délégation – là" in extract("page.html", page.encode("windows-1252")).text


def word_document() -> bytes:
    document = docx.Document()
    document.add_heading("Space Dialogue", 0)
    document.add_heading("Delegations", 1)
    document.add_paragraph("Two people led each delegation.")
    document.add_paragraph("Ms. Saiawi", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ["Name", "Office", "Mr. Saita", "Minister"], strict=True
    ):
        cell.text = words
    document.add_heading("After the table", 2)
    document.add_paragraph("The end.")
    document.core_properties.title = ""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_word_document_comes_in_the_order_of_its_body() -> None:
    made = extract("note.docx", word_document())
    assert made.title == "Space Dialogue"
    assert blocks(made) == [
        ("heading", "Space Dialogue"),
        ("heading", "Delegations"),
        ("paragraph", "Two people led each delegation."),
        ("item", "Ms. Saiawi"),
        ("row", "Name | Office"),
        ("row", "Mr. Saita | Minister"),
        ("heading", "After the table"),
        ("paragraph", "The end."),
    ]


def test_strict_word_document_is_read_too() -> None:
    made, usual = io.BytesIO(), b"http://schemas.openxmlformats.org/"
    with zipfile.ZipFile(io.BytesIO(word_document())) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name).replace(usual + b"package/", b"package:")
            strict = re.sub(usual + rb"(\w+)/2006/", rb"http://purl.oclc.org/ooxml/\1/", content)
            target.writestr(name, strict.replace(b"package:", usual + b"package/"))
    assert blocks(extract("note.docx", made.getvalue())) == blocks(extract("note.docx", word_document()))


def test_word_headings_nest() -> None:
    levels = [block.level for block in extract("note.docx", word_document()).blocks if block.kind == "heading"]
    assert levels == [1, 2, 3]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.md", b" \n\n", "no text found"),
        ("blank.html", b"<html><body><script>x</script></body></html>", "no text found"),
        ("marks.md", b"---\n\n***\n", "no text found"),
        ("data.xyz", b"a,b", "format not supported: .xyz"),
        ("data.csv", b"%PDF-1.7\n", "is a PDF, not a table of values"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "format not supported: .doc"),
        ("noise.txt", bytes(range(256)) * 9, "is binary data"),
        ("image.txt", b"\x89PNG\r\n\x1a\n", "is a PNG image"),
        ("note.pdf", b"Just words.", "is plain text, not a PDF"),
        ("note.pdf", b"<html><p>x</html>", "is a web page, not a PDF"),
        ("note.txt", b"%PDF-1.7\n", "is a PDF, not plain text"),
        ("note.docx", b"PK\x03\x04 broken", "is a damaged ZIP archive"),
        ("note.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "with a password"),
        ("note", b"\x1f\x8b\x08", "is a gzip archive"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        extract(name, content)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_file_without_extension_is_read_by_content() -> None:
    assert extract("README", "Some words.").text == "Some words."
