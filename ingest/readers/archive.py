"""ZIP archives: the files in them, those of archives within them too, with nothing believed that the archive claims."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress

from ingest.budget import Budget
from ingest.decoding import clean
from ingest.errors import LOCKED_MEMBER, Unreadable
from ingest.extract import Archive, Member
from ingest.formats import format_of
from ingest.readers.damage import reading

# Unpacked in such pieces, so that a bomb is noticed before it fills the memory.
_PIECE = 1024 * 1024
# What systems put into archives beside the documents: hidden files, and Word's locks.
_SKIPPED = (".", "~$")
_SKIPPED_FOLDERS = frozenset({"__MACOSX"})
_SLASHES = re.compile(r"[/\\]+")
_LONGEST_NAME = 400
_ENCRYPTED = 0x1


def unpacked(data: bytes, budget: Budget) -> Archive:
    """Return an archive's files; those that need a password or are damaged have failed.

    Raises:
        Unreadable: it is damaged, holds no files, or more than may be unpacked.
    """
    members: list[Member] = []
    failed = unpack(data, budget, members.append)
    return Archive(tuple(members), failed)


def unpack(data: bytes, budget: Budget, take: Callable[[Member], None]) -> tuple[tuple[str, str], ...]:
    """Hand over an archive's files one after the other; return those that have failed, by name, and why.

    Raises:
        Unreadable: as for `unpacked`; what was handed over until then does not count.
    """
    failed: list[tuple[str, str]] = []
    count = 0
    for member in _members(data, "", budget, failed):
        take(member)
        count += 1
    if not count and not failed:
        raise Unreadable("the archive holds no documents")
    return tuple(failed)


def _members(data: bytes, above: str, budget: Budget, failed: list[tuple[str, str]]) -> Iterator[Member]:
    with budget.deeper(), reading("the archive"), zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            name = _name(info.filename)
            if info.is_dir() or name is None:
                continue
            name = above + name
            budget.take_member()
            try:
                content = _opened(archive, info, budget)
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
                failed.append((name, f"it is damaged or packed in an unusual way ({type(error).__name__})"))
                continue
            if content is None:
                failed.append((name, LOCKED_MEMBER))
                continue
            if _is_archive(name, content):
                yield from _members(content, f"{name}/", budget, failed)
            else:
                yield Member(name, content)


def _opened(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes | None:
    """Return a file of an archive; None where none of the passwords opens it."""
    if not info.flag_bits & _ENCRYPTED:
        return contents_of(archive, info, budget)
    for password in budget.passwords:
        # One wrong password in 256 seems right until the file's end.
        with suppress(RuntimeError, zipfile.BadZipFile, zlib.error):
            return contents_of(archive, info, budget, password.encode("utf-8", "replace"))
    return None


def contents_of(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo | str, budget: Budget, password: bytes | None = None
) -> bytes:
    """Return a file of an archive.

    Raises:
        Unreadable: it is larger than may be unpacked.
    """
    pieces = []
    with archive.open(info, pwd=password) as file:
        while piece := file.read(_PIECE):
            budget.take_bytes(len(piece))
            pieces.append(piece)
    return b"".join(pieces)


def _name(claimed: str) -> str | None:
    """Return a path that only leads down; None for what is no document."""
    parts = [part for part in _SLASHES.split(clean(claimed)) if part not in ("", ".", "..")]
    if not parts or any(part.startswith(_SKIPPED) or part in _SKIPPED_FOLDERS for part in parts):
        return None
    return "/".join(" ".join(part.split()) or "unnamed" for part in parts)[-_LONGEST_NAME:].lstrip("/")


def _is_archive(name: str, content: bytes) -> bool:
    try:
        return format_of(name, content) == "zip"
    except Unreadable:
        return False
