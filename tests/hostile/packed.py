"""Archives, and what is packed like one, that unpack to more than they seem to or lead elsewhere."""

from __future__ import annotations

import bz2
import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from hostile.case import Case, fails, reads, survives
from hostile.whole import docx, epub, odt, pptx, xlsx


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as target:
        for name, data in files.items():
            target.writestr(zipfile.ZipInfo(name), data, method)
    return made.getvalue()


def replaced(data: bytes, part: str, content: bytes) -> bytes:
    """Return an archive with another content of one of its files."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return zipped({name: content if name == part else source.read(name) for name in {*source.namelist(), part}})


def nested(levels: int) -> bytes:
    """Return an archive in an archive, and so on."""
    made = zipped({"words.txt": b"Words at the bottom."})
    for level in range(levels):
        made = zipped({f"level{level}.zip": made})
    return made


def overlapping(entries: int, size: int) -> bytes:
    """Return an archive of which every entry is the same packed bytes."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packed.compress(b"a " * (size // 2)) + packed.flush()
    crc = zlib.crc32(b"a " * (size // 2))
    fields = struct.pack("<HHHHHIII", 20, 0, 8, 0, 33, crc, len(data), size // 2 * 2)
    local = b"PK\x03\x04" + fields + struct.pack("<HH", 5, 0) + b"0.txt" + data
    central = b"".join(
        b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
        for name in (b"%d.txt" % number for number in range(entries))
    )
    end = struct.pack("<HHHHIIH", 0, 0, entries, entries, len(central), len(local), 0)
    return local + central + b"PK\x05\x06" + end


def _link(target: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, target)
    return made.getvalue()


def _claiming(size: int) -> bytes:
    """Return an archive whose headers claim a size that its file has not."""
    made = bytearray(zipped({"words.txt": b"Words of an archive that lies. " * 9}))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = made.index(signature) + at
        made[place : place + 4] = struct.pack("<I", size)
    return bytes(made)


def packed(size: int) -> Iterator[Case]:
    """Yield the files; ``size`` is how many bytes bombs unpack to, more than may be unpacked."""
    large = b" " * size
    yield fails("bomb.zip", zipped({"spaces.txt": large}), "unpacks to more than")
    yield fails("many-small-bombs.zip", zipped({f"{n}.txt": b" " * (size // 8) for n in range(10)}), "unpacks to more")
    yield fails("bomb-in-archives.zip", zipped({"inner.zip": zipped({"spaces.txt": large})}), "unpacks to more than")
    yield fails("bzip2-bomb.zip", zipped({"spaces.txt": large}, zipfile.ZIP_BZIP2), "unpacks to more|memory|damaged")
    yield fails("lzma-bomb.zip", zipped({"spaces.txt": large}, zipfile.ZIP_LZMA), "unpacks to more|memory|damaged")
    yield fails("overlapping.zip", overlapping(2000, size // 20), "unpacks to more|damaged|holds more than")
    yield fails("many-members.zip", zipped({f"{number}.txt": b"" for number in range(3000)}), "holds more than")
    yield fails("deep.zip", nested(12), "nested deeper")
    yield reads("less-deep.zip", nested(1), "at the bottom")
    names = (
        "../../escaped.txt",
        "/escaped.txt",
        "..\\escaped.txt",
        "C:\\escaped.txt",
        "a/../../escaped.txt",
        "./a\nb.txt",
    )
    yield reads(
        "names-that-lead-elsewhere.zip", zipped({name: f"Words of {name!a}.".encode() for name in names}), "Words of"
    )
    yield reads("names-of-spaces.zip", zipped({"  /  .txt": b"Words of nobody."}), "nobody")
    yield survives("name-as-long-as-a-page.zip", zipped({"x" * 60_000 + ".txt": b"Words of a long name."}))
    yield reads("link-out.zip", _link("/etc/hostname"), "/etc/hostname")
    yield survives("claims-a-gigabyte.zip", _claiming(2**30))
    yield survives("claims-nothing.zip", _claiming(3))
    yield fails(
        "method-nobody-knows.zip",
        zipped({"a.txt": b"x"}, 0).replace(b"\x14\x00\x00\x00\x00\x00", b"\x14\x00\x00\x00\x63\x00"),
        "unusual|damaged",
    )
    yield fails(
        "locked.zip",
        zipped({"a.txt": b"xyz"}).replace(b"\x14\x00\x00\x00\x08", b"\x14\x00\x01\x00\x08"),
        "password|damaged",
    )
    yield fails("empty.zip", b"PK\x05\x06" + bytes(18), "no documents")
    yield fails(
        "end-alone-claims-thousands.zip",
        b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 65535, 65535, 2**31, 4, 0),
        "damaged",
    )
    yield fails("only-hidden.zip", zipped({".hidden": b"x", "__MACOSX/a.txt": b"x"}), "no documents")
    yield fails("bomb.txt", gzip.compress(large), "gzip archive")
    yield fails("bomb.gz", gzip.compress(large), "not supported")
    yield fails("bomb.bz2", bz2.compress(large), "not supported")
    too_much = "memory|unpacks to more|damaged|no text|longer than"
    yield fails("bomb.docx", replaced(docx(), "word/document.xml", b"<w>" + large + b"</w>"), too_much)
    yield fails("bomb.xlsx", replaced(xlsx(), "xl/worksheets/sheet1.xml", b"<sheet>" + large + b"</sheet>"), too_much)
    yield fails("bomb.pptx", replaced(pptx(), "ppt/slides/slide1.xml", b"<p>" + large + b"</p>"), too_much)
    yield fails("bomb.odt", replaced(odt(), "content.xml", b"<office>" + large + b"</office>"), too_much)
    yield fails("bomb.epub", replaced(epub(), "chapter.xhtml", b"<p>" + large + b"</p>"), too_much)
    media = replaced(docx(), "word/media/image1.png", large)
    yield survives("picture-bomb.docx", media)
