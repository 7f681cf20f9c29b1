"""From the paths that somebody names to the files that are to be read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import Unreadable
from ingest.formats import format_of_name

# Far above any briefing; a file is held in memory as a whole, once here and once in the reading process.
LARGEST_FILE = 200 * 1024 * 1024
# Hidden files, and the lock files that Word leaves beside a document that is open.
_SKIPPED = (".", "~$")
_LEADS_OUT = "it is a link that leads out of the folder: name the file itself to take it in"
# Opening a pipe would wait for a writer for ever; what is opened is looked at before it is read.
_OPENING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read, or (``problem``) why something that was named is none."""

    path: Path
    problem: str | None = None


def find(paths: Iterable[str | os.PathLike[str]], leave_out: Path, within: Sequence[Path] = ()) -> list[Found]:
    """Return all files below the paths, each once, folders in sorted order.

    Hidden files and folders, links to folders and what is in ``leave_out`` are skipped inside of folders. A link to a
    file is followed where it stays within its folder, or is named itself: whoever lays files into a folder must not
    have others read by whoever takes it in. What lies in a folder of ``within`` counts as found in that folder.
    """
    found: dict[str, Found] = {}
    for given in paths:
        try:
            path = Path(os.path.abspath(Path(given).expanduser()))  # noqa: PTH100 - resolves no links
            top = next((folder for folder in within if path.is_relative_to(folder)), None)
            if path.is_dir():
                inside = list(_inside(path, leave_out, top or path)) or [Found(path, "the folder holds no documents")]
            else:
                path.stat()
                inside = [_found(path, top)] if top else [Found(path)]
        except (OSError, ValueError, RuntimeError) as error:
            path, inside = Path(given), [Found(Path(given), _reason(error))]
        for one in inside:
            found.setdefault(str(one.path), one)
    return list(found.values())


def contents(path: Path, largest: int) -> bytes:
    """Return a file's bytes, at most ``largest``.

    Raises:
        Unreadable: it is gone, forbidden, too large, or no regular file.
    """
    try:
        # Asked twice: before, because opening a device can do something; after, because it may be another by then.
        if not stat.S_ISREG(path.stat().st_mode):
            raise Unreadable("it is no regular file")
        with open(path, "rb", opener=lambda name, _: os.open(name, _OPENING)) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Unreadable("it is no regular file")
            data = file.read(largest + 1)
    except OSError as error:
        raise Unreadable(_reason(error)) from error
    if len(data) > largest:
        raise Unreadable(f"the file is larger than {largest / 1024**2:g} MB, the most that is read")
    return data


def _inside(folder: Path, leave_out: Path, top: Path) -> Iterator[Found]:
    problems: list[Found] = []

    def note(error: OSError) -> None:
        problems.append(Found(Path(error.filename or folder), f"the folder cannot be opened: {_reason(error)}"))

    for here, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if is_taken(name) and Path(here, name) != leave_out)
        for name in sorted(filter(is_taken, names)):
            yield _found(Path(here, name), top)
    yield from problems


def _found(path: Path, top: Path) -> Found:
    try:
        format_of_name(path.name)
    except Unreadable as error:
        return Found(path, str(error))
    return Found(path, _LEADS_OUT if _leads_out(path, top) else None)


def _leads_out(path: Path, folder: Path) -> bool:
    """Return whether a path is a link to something that is not in a folder."""
    if not path.is_symlink():
        return False
    real = os.path.realpath(path)
    return not real.startswith(os.path.join(os.path.realpath(folder), ""))  # noqa: PTH118 - ends it with a separator


def is_taken(name: str) -> bool:
    """Return whether a file or folder of this name is looked at: hidden ones and Word's locks are not."""
    return not name.startswith(_SKIPPED)


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, OSError) and error.strerror:
        return f"it cannot be read ({error.strerror.lower()})"
    return "it is no valid path"
