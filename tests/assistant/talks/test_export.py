"""Notes as files: real footnotes, text that stays text, names that are safe."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
import pypdfium2
import pytest
from lxml import etree
from markdown_it import MarkdownIt

from assistant import Answer
from assistant.talks import Kept
from assistant.talks.export import FORMATS, Format, export, file_name
from assistant.talks.note import note_of
from talking import QUOTE, SECOND, answer_of, citation_of

MADE = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![x](http://127.0.0.1/x.png)",
    "# not a heading",
    "1. not an item",
    "- not an item",
    "+ not an item",
    "> not a quotation",
    "=====",
    "| a | b |",
    "***bold*** _it_ ~~gone~~ `code`",
    "&lt;b&gt; &amp; &#60;",
    "[^1]: not a footnote",
    "[^9] and [1]: /x",
    "<!-- comment -->",
    "<https://example.org> https://example.org www.example.org a@example.org",
    "\\[not escaped\\]",
    "$x^2$ ^sup^",
    "a\x00b\x07c\x1bd\x9be",
    "line\u2028and\u2029para\x85next",
    "]]> <?xml version='1.0'?> <!DOCTYPE x>",
    "<para>x</para> <b>unclosed <i>",
    "{% raw %} {{ x }} ${y}",
    "שלום עולם",
    "مرحبا بالعالم",
    "日本語 中文 한국어",
    "Ω Ж ქ Հ ☂ 😀",
    "w" * 3000,
]


def kept(*answers: Answer) -> list[Kept]:
    return [Kept("t", at, answer, MADE) for at, answer in enumerate(answers)]


def hostile_answer(text: str) -> Answer:
    citation = citation_of(f"It says {text} here.", title=text, heading=(text, "x"))
    return replace(answer_of(citation, question=f"What is {text}?"), understood_as=text)


def parts_of(content: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }


def words_of_pdf(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(text.split())


@pytest.fixture
def content(answer: Answer, request: pytest.FixtureRequest) -> bytes:
    return export(note_of("Ocean talk", kept(answer), MADE), request.param)


@pytest.mark.parametrize("content", ["md"], indirect=True)
def test_markdown_has_footnotes_with_quote_and_place(content: bytes) -> None:
    said = content.decode()
    assert "plankton monitoring.[^1] It was held in **Bergen** on 12 May 2024.[^2]" in said
    assert f"\n[^1]: “{QUOTE}” — Ocean Forum, page 3 — Agenda\n" in said
    assert f"\n[^2]: “{SECOND}” — Ocean Forum\n" in said


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_hostile_text_as_text(text: str) -> None:
    said = export(note_of(text, kept(hostile_answer(text)), MADE), "md").decode()
    parser = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"])
    kinds = {token.type for token in _all(parser.parse(said))}
    plain = {"inline", "text", "text_special", "softbreak"}
    structure = {"heading", "paragraph", "em", "strong"}
    assert kinds <= plain | {f"{name}_{end}" for name in structure for end in ("open", "close")}
    shown = " ".join("".join(t.content for t in _all(parser.parse(said)) if t.type.startswith("text")).split())
    clean = " ".join(re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", re.sub("[\u2028\u2029\x85]", " ", text)).split())
    assert shown.replace(" ", "").count(clean.replace(" ", "")) >= 5
    assert len(re.findall(r"(?<!\\)\[\^\d+\]", said)) == 2  # the mark and its note
    assert "www.e" not in said
    assert "://" not in said.replace("\\://", "")


def _all(tokens: Any) -> Any:
    for token in tokens:
        yield token
        yield from _all(token.children or ())


@pytest.mark.parametrize("content", ["docx"], indirect=True)
def test_word_file_has_real_footnotes(content: bytes) -> None:
    parts = parts_of(content)
    notes = parts["word/footnotes.xml"].findall(f"{W}footnote")
    assert [note.get(f"{W}type") for note in notes] == ["separator", "continuationSeparator", None, None]
    by_id = {note.get(f"{W}id"): "".join(note.itertext()).strip() for note in notes}
    marks = [mark.get(f"{W}id") for mark in parts["word/document.xml"].iter(f"{W}footnoteReference")]
    assert marks == ["1", "2"]
    assert by_id["1"] == f"“{QUOTE}” — Ocean Forum, page 3 — Agenda"
    assert by_id["2"] == f"“{SECOND}” — Ocean Forum"
    assert all(note.find(f".//{W}footnoteRef") is not None for note in notes[2:])


@pytest.mark.parametrize("content", ["docx"], indirect=True)
def test_word_file_has_what_word_asks_of_footnotes(content: bytes) -> None:
    parts = parts_of(content)
    types = parts["[Content_Types].xml"]
    assert any(
        one.get("PartName") == "/word/footnotes.xml" and one.get("ContentType", "").endswith("footnotes+xml")
        for one in types
    )
    assert any(one.get("Target") == "footnotes.xml" for one in parts["word/_rels/document.xml.rels"])
    settings = [child.tag.removeprefix(W) for child in parts["word/settings.xml"]]
    assert settings.index("characterSpacingControl") < settings.index("footnotePr") < settings.index("compat")
    named = parts["word/settings.xml"].find(f"{W}footnotePr").findall(f"{W}footnote")
    assert [one.get(f"{W}id") for one in named] == ["-1", "0"]
    styles = {one.get(f"{W}styleId"): one for one in parts["word/styles.xml"].iter(f"{W}style")}
    used = {one.get(f"{W}val") for one in parts["word/footnotes.xml"].iter(f"{W}pStyle", f"{W}rStyle")}
    used |= {one.get(f"{W}val") for one in parts["word/document.xml"].iter(f"{W}pStyle", f"{W}rStyle")}
    assert {"FootnoteText", "FootnoteReference"} <= used <= set(styles)


@pytest.mark.parametrize("content", ["docx"], indirect=True)
def test_word_file_opens_and_marks_the_exact_answer(content: bytes) -> None:
    document = docx.Document(BytesIO(content))
    assert document.paragraphs[0].text == "Ocean talk"
    assert [run.text for paragraph in document.paragraphs for run in paragraph.runs if run.bold] == ["Bergen"]
    assert document.core_properties.author == ""


@pytest.mark.parametrize("text", HOSTILE)
def test_word_file_takes_hostile_text_as_text(text: str) -> None:
    content = export(note_of(text, kept(hostile_answer(text)), MADE), "docx")
    assert len(docx.Document(BytesIO(content)).paragraphs) == 6
    assert len(parts_of(content)["word/footnotes.xml"]) == 3


@pytest.mark.parametrize("text", HOSTILE)
def test_pdf_takes_hostile_text_as_text(text: str) -> None:
    content = export(note_of(text, kept(hostile_answer(text)), MADE), "pdf")
    assert b"/JavaScript" not in content
    assert b"/URI" not in content
    assert len(pypdfium2.PdfDocument(content)) >= 1


@pytest.mark.parametrize("text", ["Ω Ж ქ Հ ☂", "<script>alert(1)</script>", "日本", "Zażółć gęślą"])
def test_pdf_shows_the_characters_of_other_scripts(text: str) -> None:
    assert text in words_of_pdf(export(note_of("Talk", kept(hostile_answer(text)), MADE), "pdf"))


@pytest.mark.parametrize("content", ["pdf"], indirect=True)
def test_pdf_has_the_sources_under_the_answer(content: bytes) -> None:
    said = words_of_pdf(content)
    assert said.index("What did it cover") < said.index("It was held in Bergen") < said.index("Ocean Forum, page 3")


def test_pdf_embeds_its_fonts(answer: Answer) -> None:
    assert b"/FontFile2" in export(note_of("Talk", kept(answer), MADE), "pdf")


@pytest.mark.parametrize("kind", FORMATS)
def test_declined_question_says_so(declined: Answer, kind: Format) -> None:
    content = export(note_of("Talk", kept(declined), MADE), kind)
    said = {"md": bytes.decode, "pdf": words_of_pdf, "docx": _words_of_word}[kind](content)
    assert "What does milk cost?" in said
    assert "Not answered" in said


def _words_of_word(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs)


@pytest.mark.parametrize("kind", FORMATS)
def test_whole_conversation_is_exported_in_order(answer: Answer, declined: Answer, kind: Format) -> None:
    content = export(note_of("Talk", kept(answer, declined, replace(answer, question="Again?")), MADE), kind)
    said = {"md": bytes.decode, "pdf": words_of_pdf, "docx": _words_of_word}[kind](content)
    assert said.index("What did it cover") < said.index("What does milk cost") < said.index("Again?")
    if kind == "md":
        assert re.findall(r"^\[\^(\d)\]:", said, re.M) == ["1", "2", "3", "4"]


def test_list_keeps_its_items_and_its_documents() -> None:
    first, second = citation_of("Seabed mapping;", 0), citation_of("plankton\nmonitoring.", 50)
    text = f"Ocean Forum (added 24 November 2026):\n• {first.quote} [1]\n• {second.quote} [2]"
    said = export(note_of("T", kept(replace(answer_of(first, second), text=text)), MADE), "md").decode()
    assert "### Ocean Forum (added 24 November 2026):\n\n- Seabed mapping;[^1]\n- plankton monitoring.[^2]" in said


def test_citation_that_the_text_does_not_mark_keeps_its_footnote(answer: Answer) -> None:
    said = export(note_of("T", kept(replace(answer, text="It was in Bergen.")), MADE), "md").decode()
    assert "It was in Bergen.[^1][^2]" in said


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Who led the Indian delegation?", "who-led-the-indian-delegation.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        ("CON", "note-con.md"),
        ("???", "note.md"),
        ("a\x00\r\n\"b'<>|:*\u202e", "a-b.md"),
        ("Überblick — 日本", "überblick-日本.md"),
        ("x" * 300, "x" * 60 + ".md"),
    ],
)
def test_file_names_are_safe(title: str, name: str) -> None:
    assert file_name(title, "md") == name
