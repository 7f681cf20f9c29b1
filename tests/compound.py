"""Compound files (MS-CFB) as Outlook writes them, made small enough to read."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from itertools import pairwise

_SECTOR, _MINI = 512, 64
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SMALL = 4096


@dataclass
class Folder:
    """A storage: streams by name and storages by name."""

    streams: dict[str, bytes] = field(default_factory=dict)
    folders: dict[str, Folder] = field(default_factory=dict)


def compound_file(root: Folder) -> bytes:
    """Return the file's bytes; streams below 4,096 bytes go to the mini stream, as the format demands."""
    fat: list[int] = []
    sectors: list[bytes] = []
    mini, mini_fat = b"", []

    def store(data: bytes) -> int:
        if not data:
            return _END
        first = len(sectors)
        pieces = [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR)]
        sectors.extend(pieces)
        fat.extend([*range(first + 1, first + len(pieces)), _END])
        return first

    def store_small(data: bytes) -> int:
        nonlocal mini
        first, count = len(mini_fat), -(-len(data) // _MINI)
        mini += data.ljust(count * _MINI, b"\0")
        mini_fat.extend([*range(first + 1, first + count), _END])
        return first if data else _END

    entries: list[list[object]] = [["Root Entry", 5, _FREE, 0, 0]]  # name, kind, child, start, size
    siblings: dict[int, int] = {}

    def add(folder: Folder, own: int) -> None:
        made = []
        for name, data in folder.streams.items():
            start = store(data) if len(data) >= _SMALL else store_small(data)
            entries.append([name, 2, _FREE, start, len(data)])
            made.append(len(entries) - 1)
        for name, inner in folder.folders.items():
            entries.append([name, 1, _FREE, 0, 0])
            made.append(len(entries) - 1)
            add(inner, len(entries) - 1)
        entries[own][2] = made[0] if made else _FREE
        siblings.update(pairwise(made))

    add(root, 0)
    entries[0][3:] = [store(mini), len(mini)]
    mini_start = store(struct.pack(f"<{len(mini_fat)}I", *mini_fat).ljust(-(-len(mini_fat) // 128) * _SECTOR, b"\xff"))
    directory = b"".join(_entry(entry, siblings.get(at, _FREE)) for at, entry in enumerate(entries))
    directory_start = store(directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0"))
    blocks = 1
    while len(fat) + blocks > blocks * 128:
        blocks += 1
    fat_start = len(sectors)
    fat.extend([_FAT] * blocks)
    fat_bytes = struct.pack(f"<{len(fat)}I", *fat).ljust(blocks * _SECTOR, b"\xff")
    places = [*range(fat_start, fat_start + blocks)] + [_FREE] * (109 - blocks)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        blocks,
        directory_start,
        0,
        _SMALL,
        mini_start,
        -(-len(mini_fat) // 128),
        _END,
        0,
        places[0],
    )
    return header + struct.pack("<108I", *places[1:]) + b"".join(sectors) + fat_bytes


def _entry(entry: list[object], right: int) -> bytes:
    name, kind, child, start, size = entry
    letters = f"{name}\0".encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIII", letters, len(letters), kind, 1, _FREE, right, child, start, size, 0)


def outlook_message(
    subject: str, sender: str, body: str, recipients: list[tuple[str, str]], attachments: list[tuple[str, bytes]]
) -> bytes:
    """Return a message of Outlook (MS-OXMSG), with Unicode strings."""
    root = Folder()
    strings = {0x0037: subject, 0x0C1A: sender, 0x1000: body}
    _fill(
        root, strings, {}, struct.pack("<8x4I8x", len(recipients), len(attachments), len(recipients), len(attachments))
    )
    for number, (name, address) in enumerate(recipients):
        folder = root.folders[f"__recip_version1.0_#{number:08X}"] = Folder()
        _fill(folder, {0x3001: name, 0x3003: address}, {}, bytes(8))
    for number, (name, data) in enumerate(attachments):
        folder = root.folders[f"__attach_version1.0_#{number:08X}"] = Folder()
        _fill(folder, {0x3707: name}, {0x3701: data}, bytes(8))
    return compound_file(root)


def _fill(folder: Folder, strings: dict[int, str], binaries: dict[int, bytes], header: bytes) -> None:
    properties = header + struct.pack("<HHII4x", 0x0003, 0x340D, 6, 0x00040000)  # strings are Unicode
    for key, text in strings.items():
        folder.streams[f"__substg1.0_{key:04X}001F"] = text.encode("utf-16-le")
        properties += struct.pack("<HHII4x", 0x001F, key, 6, len(text) * 2 + 2)
    for key, data in binaries.items():
        folder.streams[f"__substg1.0_{key:04X}0102"] = data
        properties += struct.pack("<HHII4x", 0x0102, key, 6, len(data))
    folder.streams["__properties_version1.0"] = properties
