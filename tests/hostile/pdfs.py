"""PDFs that go in circles, claim more than they hold, or hold more than they seem to."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping

from hostile.case import Case, fails, reads, survives

_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
_WORDS = b"BT /F 12 Tf 72 700 Td (Words on a page that stand there.) Tj ET"


def stream(data: bytes, entries: bytes = b"", length: int | None = None) -> bytes:
    """Return a stream object's body; ``length`` is what it claims."""
    claimed = len(data) if length is None else length
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (claimed, entries, data)


def document(changed: Mapping[int, bytes] | None = None, trailer: bytes = b"") -> bytes:
    """Return a PDF of one page; ``changed`` replaces objects (1 catalogue, 2 pages, 3 page, 4 contents, 5 font)."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: _PAGE,
        4: stream(_WORDS),
        5: _FONT,
        **(changed or {}),
    }
    made = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 %d\n" % (max(places) + 1)
    for number in range(max(places) + 1):
        made += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    made += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (max(places) + 1, trailer, start)
    return bytes(made)


def of_pages(count: int) -> bytes:
    """Return a PDF of many pages with a line each."""
    first = 6
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(count))
    objects = {2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)}
    for number in range(count):
        objects[first + 2 * number] = _PAGE.replace(b"4 0 R", b"%d 0 R" % (first + 2 * number + 1))
        objects[first + 2 * number + 1] = stream(b"BT /F 12 Tf 72 700 Td (Chapter %d is short.) Tj ET" % (number + 1))
    return document(objects)


def drawing_itself(levels: int, times: int) -> bytes:
    """Return a page whose form draws another one several times, and so on: times ** levels words."""
    objects = {3: _PAGE.replace(b"/Font <<", b"/XObject << /X 6 0 R >> /Font <<"), 4: stream(b"/X Do")}
    for level in range(levels):
        resources = b"/Resources << /Font << /F 5 0 R >> /XObject << /X %d 0 R >> >>" % (7 + level)
        inner = b"/X Do " * times if level + 1 < levels else _WORDS
        objects[6 + level] = stream(inner, b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] " + resources)
    return document(objects)


def pdfs(size: int) -> Iterator[Case]:
    """Yield the files; ``size`` is how many bytes bombs unpack to."""
    damaged = "damaged|no text"
    yield fails("page-tree-cycle.pdf", document({2: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"}), damaged)
    yield survives(
        "page-tree-two-cycles.pdf",
        document(
            {
                2: b"<< /Type /Pages /Kids [6 0 R 3 0 R] /Count 9 >>",
                6: b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 2 0 R] /Count 8 >>",
            }
        ),
    )
    yield survives(
        "page-tree-count-of-a-billion.pdf", document({2: b"<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>"})
    )
    yield survives("page-tree-count-below-zero.pdf", document({2: b"<< /Type /Pages /Kids [3 0 R] /Count -1 >>"}))
    yield survives("object-is-itself.pdf", document({3: b"3 0 R"}))
    yield survives("contents-are-themselves.pdf", document({4: b"[4 0 R 4 0 R]"}))
    yield survives("length-is-itself.pdf", document({4: b"<< /Length 4 0 R >>\nstream\n" + _WORDS + b"\nendstream"}))
    yield survives("xref-before-itself.pdf", document(trailer=b"/Prev 9"))
    whole = document()
    yield survives("xref-loop.pdf", whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % whole.index(b"xref\n0")))
    yield survives("xref-lies.pdf", whole.replace(b"00000 n", b"99999 n"))
    yield survives(
        "object-stream-extends-itself.pdf",
        document({6: stream(b"7 0 (x)", b"/Type /ObjStm /N 1000000000 /First 4 /Extends 6 0 R")}),
    )
    yield reads("stream-claims-a-gigabyte.pdf", document({4: stream(_WORDS, length=2**30)}), "stand there")
    yield survives("stream-claims-less-than-nothing.pdf", document({4: stream(_WORDS, length=-(2**31))}))
    yield survives("form-draws-itself.pdf", drawing_itself(1, 1).replace(b"stand there", b"/X Do  /X Do"))
    yield survives("forms-without-end.pdf", drawing_itself(20, 10))
    packed = zlib.compress(_WORDS + b" " * size, 9)
    twice = zlib.compress(packed, 9)
    yield survives("flate-bomb.pdf", document({4: stream(twice, b"/Filter [/FlateDecode /FlateDecode]")}))
    yield survives(
        "filters-without-end.pdf", document({4: stream(_WORDS, b"/Filter [" + b"/ASCIIHexDecode " * 9999 + b"]")})
    )
    words = zlib.compress(b"BT /F 12 Tf 72 700 Td " + b"(word ) Tj " * (size // 11) + b" ET", 9)
    yield survives("text-bomb.pdf", document({4: stream(words, b"/Filter /FlateDecode")}))
    image = stream(
        zlib.compress(bytes(1000)),
        b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceRGB"
        b" /Filter /FlateDecode",
    )
    page = _PAGE.replace(b"/Font <<", b"/XObject << /X 6 0 R >> /Font <<")
    claim = document({3: page, 4: stream(b"600 0 0 700 0 0 cm /X Do"), 6: image})
    yield fails("image-claims-ten-billion-pixels.pdf", claim, "no text")
    yield survives("page-as-large-as-a-town.pdf", whole.replace(b"612 792", b"9e9 9e9"))
    yield survives("page-of-no-size.pdf", whole.replace(b"[0 0 612 792]", b"[nan nan inf 0]"))
    yield survives("arrays-within-arrays.pdf", document({4: b"[" * 100_000 + b"]" * 100_000}))
    yield survives("operators-within-operators.pdf", document({4: stream(b"q " * 200_000 + _WORDS)}))
    yield survives(
        "outlines-in-a-circle.pdf",
        document(
            {
                1: b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>",
                6: b"<< /First 6 0 R /Last 6 0 R /Next 6 0 R /Prev 6 0 R /Parent 6 0 R /Title (x) >>",
            }
        ),
    )
    opens = b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /Launch /F (/bin/touch escaped) >> >>"
    yield reads("launches-a-program.pdf", document({1: opens}), "stand there")
    script = (
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL\\('http://[::1]'\\)) >> >>"
    )
    yield reads("runs-a-script.pdf", document({1: script}), "stand there")
    surrogates = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <00> "
        b"<FF> endcodespacerange 2 beginbfchar <57> <D800> <6F> <DFFFD800> endbfchar endcmap end end"
    )
    font = _FONT.replace(b">>", b"/ToUnicode 6 0 R >>")
    yield reads("lone-surrogates.pdf", document({5: font, 6: stream(surrogates)}), "there")
    yield fails(
        "locked-by-nobody.pdf", document(trailer=b"/Encrypt << /Filter /Nobody /V 99 /R 99 >>"), "damaged|password"
    )
    yield survives("no-end-and-no-xref.pdf", whole[: whole.index(b"xref\n0")])
