"""Texts that are no texts, files that are not what they are called, and files cut short."""

from __future__ import annotations

from collections.abc import Iterator

from hostile.case import Case, fails, reads, survives
from hostile.whole import WORDS, docx, of_every_format
from ingest.formats import FORMATS

_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (2**31 - 1).to_bytes(4, "big") * 2 + b"\x08\x06\0\0\0"


def texts(size: int) -> Iterator[Case]:
    """Yield the files; ``size`` sets how long the long ones are, some ten-thousandths of it in words."""
    words = WORDS.encode()
    many = size // 2000
    yield reads("some-nul.txt", b"Words \0with NUL.\0 " + words, "Tsukuba")
    yield fails("mostly-nul.txt", words + bytes(5000), "binary data")
    yield fails("all-nul.pdf", bytes(5000), "binary data")
    yield reads(
        "lone-surrogates.txt", b"\xff\xfe" + WORDS.encode("utf-16-le") + b"\x00\xd8 \x00\x00\xdc" * 9, "Tsukuba"
    )
    yield reads("lone-surrogates.md", words + b" \xed\xa0\x80 \xed\xbf\xbf", "Tsukuba")
    yield reads("half-a-character.txt", b"\xfe\xff" + WORDS.encode("utf-16-be") + b"\0", "Tsukuba")
    yield reads("right-to-left.txt", f"\u202e{WORDS[::-1]}\u202c \u2066{WORDS}\u2069 \u200f".encode(), "Tsukuba")
    yield reads("escapes.txt", b"\x1b]0;title\x07\x1b[2J\x1b[31m" + words, "Tsukuba")
    yield survives("mark-alone.txt", b"\xef\xbb\xbf")
    yield survives("white.txt", b" \n\t" * many)
    yield survives("one-word.txt", b"x" * (50 * many))
    yield survives("one-line.txt", words * many)
    yield survives("stops.txt", b". " * (10 * many))
    yield survives("stops-alone.txt", b"." * (50 * many))
    yield survives("brackets.txt", b"(" * (50 * many) + words)
    yield survives("abbreviations.txt", b"Mr. Dr. e.g. i.e. U.S. " * many)
    yield survives("initials.txt", b"A. B. C. " * (5 * many))
    yield survives("headings.txt", b"Heading\n\n" * many)
    yield survives("headings.md", b"".join(b"#" * (1 + n % 6) + b" Heading\n" for n in range(many)))
    yield survives("heading.md", b"# " + b"Heading " * (5 * many))
    yield survives("items.md", b"- a\n" * many)
    yield survives("rows.md", b"|a|b|\n|-|-|\n" + b"|c|d|\n" * many)
    yield survives("front-matter.md", b"---\n" + b"title: a\n" * many)
    yield survives("bars.txt", b"a | b ; c : d , " * many)
    yield survives("underlines.txt", b"Heading\n=======\n" * (many // 5))
    yield survives("accents.txt", ("a" + "\u0301" * (50 * many)).encode())
    yield survives("tags.html", b"<" * (20 * many))
    yield survives("attributes.html", b"<p " + b"a=b " * many + b">" + words)
    yield survives("entities.html", b"<p>" + b"&#x10ffff;&#xd800;&#0;&bogus;" * many + words)
    yield survives("comments.html", b"<!--" * many + words)
    yield survives("declaration.html", b"<?xml " * many + b"<html>" + words)
    yield survives("unicode.rtf", b"{\\rtf1 \\u-10240?\\u-9216?\\u99999?\\'zz\\'" + words + b"}")
    yield survives("numbers.rtf", b"{\\rtf1 \\u" + b"9" * 5000 + b"?" + words + b"}")
    yield from _misnamed()
    for extension, data in of_every_format().items():
        yield survives(f"cut{extension}", data[: len(data) // 2])
        yield survives(f"garbled{extension}", data[:40] + bytes(byte ^ 0x55 for byte in data[40:80]) + data[80:])
    for extension in FORMATS:
        yield fails(f"empty{extension}", b"", "the file is empty")


def _misnamed() -> Iterator[Case]:
    every = of_every_format()
    for called, really, reason in (
        ("word.pdf", ".docx", "it is a Word document"),
        ("page.docx", ".pdf", "it is a PDF"),
        ("archive.docx", ".zip", "it is a ZIP archive"),
        ("sheet.pptx", ".xlsx", "it is an Excel workbook"),
        ("words.xlsx", ".csv", "it is plain text"),
        ("outlook.eml", ".msg", "it is an Outlook message"),
        ("book.zip", ".epub", "it is an e-book"),
        ("rich.txt", ".rtf", "it is an RTF document"),
    ):
        yield fails(called, every[really], reason)
    yield fails("picture.txt", _PNG + bytes(9), "it is a PNG image")
    yield fails("picture.png", _PNG, "not supported")
    yield fails("program.md", b"\x7fELF" + bytes(99), "it is a program")
    yield fails("database.csv", b"SQLite format 3\0" + bytes(99), "it is a database")
    yield fails("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999), "not supported")
    yield fails("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999), "an old Office file")
    yield reads("page.txt", every[".html"], "Tsukuba")
    yield survives("two-things-at-once.pdf", b"GIF89a" + every[".pdf"] + every[".zip"])
    yield survives("picture-behind.docx", docx() + _PNG)
