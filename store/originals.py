"""The original files, under their digest: what was ingested can always be read again."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Collection
from pathlib import Path


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of a file's content in hex: the name of a version."""
    return hashlib.sha256(content).hexdigest()


class Originals:
    """A folder of files named by their SHA-256."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, exist_ok=True)

    def put(self, content: bytes) -> str:
        """Keep ``content`` safely on the disk and return its digest; equal content is kept once."""
        digest = digest_of(content)
        path = self._folder / digest
        if self.is_whole(digest):
            return digest
        descriptor, temporary = tempfile.mkstemp(dir=self._folder, prefix=".writing-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
            _sync(self._folder)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        return digest

    def get(self, digest: str) -> bytes:
        """Return a file's content; FileNotFoundError when there is none of that digest."""
        return (self._folder / digest).read_bytes()

    def is_whole(self, digest: str) -> bool:
        """Return whether the file is there and has the content that its name says."""
        try:
            return digest_of(self.get(digest)) == digest
        except OSError:
            return False

    def sweep(self, wanted: Collection[str]) -> list[Path]:
        """Delete all files but the wanted digests; return what could not be deleted, for the next sweep."""
        left = []
        for path in self._folder.iterdir():
            if path.name not in wanted:
                try:
                    path.unlink(missing_ok=True)
                except OSError:
                    left.append(path)
        return left


def _sync(folder: Path) -> None:
    """Let a file's new name survive a power cut; Windows has no such call and needs none."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
