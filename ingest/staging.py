"""Where uploads wait: copies of their own, under names that nobody can guess, gone when they are done with."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that waits: where it lies, how many bytes it has, the SHA-256 of its content."""

    path: Path
    size: int
    digest: str

    def discard(self) -> None:
        """Delete it."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)


class Staging:
    """Moves temporary copies of a page's server to where they stay until they are taken in."""

    def __init__(self, arrivals: Path) -> None:
        """Take files from below one folder alone, and keep them in it.

        Args:
            arrivals: the folder that the page's server writes uploads to; it need not exist yet.
        """
        self._arrivals = arrivals
        self._name = f"waiting-{secrets.token_hex(16)}"

    def take(self, path: Path) -> Staged | None:
        """Move a temporary copy away; None where there is no such copy, or it is not one of the server's.

        The path comes from a browser, and so may lead anywhere. The folder that it lay in stays: the server puts all
        copies of one content there, and may be about to put the next.
        """
        try:
            real = path.resolve(strict=True)
            if not self._is_arrival(real) or not real.is_file():
                return None
            folder = self._arrivals / self._name
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            kept = real.rename(folder / secrets.token_hex(16))
            with kept.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            return Staged(kept, kept.stat().st_size, digest)
        except (OSError, ValueError, RuntimeError):
            return None

    def discard(self, path: Path) -> None:
        """Delete a temporary copy that is not wanted, if it is one."""
        with suppress(OSError, ValueError, RuntimeError):
            real = path.resolve(strict=True)
            if self._is_arrival(real):
                real.unlink()

    def _is_arrival(self, real: Path) -> bool:
        arrivals = self._arrivals.resolve()
        return real.is_relative_to(arrivals) and self._name not in real.parts
