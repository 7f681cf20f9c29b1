"""From the paths that somebody names to the files that are to be read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import Unreadable
from ingest.formats import format_of_name

# Far above any briefing; a file is held in memory as a whole, once here and once in the reading process.
LARGEST_FILE = 200 * 1024 * 1024
# Hidden files, and the lock files that Word leaves beside a document that is open.
_SKIPPED = (".", "~$")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read, or (``problem``) why something that was named is none."""

    path: Path
    problem: str | None = None


def find(paths: Iterable[str | os.PathLike[str]], leave_out: Path) -> list[Found]:
    """Return all files below the paths, each once, folders in sorted order.

    Hidden files and folders, links to folders and what is in ``leave_out`` are skipped inside of folders.
    """
    found: dict[str, Found] = {}
    for given in paths:
        try:
            path = Path(os.path.abspath(Path(given).expanduser()))  # noqa: PTH100 - resolves no links
            if path.is_dir():
                inside = list(_inside(path, leave_out)) or [Found(path, "the folder holds no documents")]
            else:
                path.stat()
                inside = [Found(path)]
        except (OSError, ValueError, RuntimeError) as error:
            path, inside = Path(given), [Found(Path(given), _reason(error))]
        for one in inside:
            found.setdefault(str(one.path), one)
    return list(found.values())


def contents(path: Path) -> bytes:
    """Return a file's bytes.

    Raises:
        Unreadable: it is gone, forbidden, too large, or no regular file.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("it is no regular file")
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Unreadable(_reason(error)) from error
    if len(data) > LARGEST_FILE:
        raise Unreadable(f"the file is larger than {LARGEST_FILE // 1024**2} MB, the most that is read")
    return data


def _inside(folder: Path, leave_out: Path) -> Iterator[Found]:
    problems: list[Found] = []

    def note(error: OSError) -> None:
        problems.append(Found(Path(error.filename or folder), f"the folder cannot be opened: {_reason(error)}"))

    for here, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if _is_taken(name) and Path(here, name) != leave_out)
        for name in sorted(filter(_is_taken, names)):
            try:
                format_of_name(name)
            except Unreadable as error:
                yield Found(Path(here, name), str(error))
            else:
                yield Found(Path(here, name))
    yield from problems


def _is_taken(name: str) -> bool:
    return not name.startswith(_SKIPPED)


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, OSError) and error.strerror:
        return f"it cannot be read ({error.strerror.lower()})"
    return "it is no valid path"
