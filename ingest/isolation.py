"""Reading files in a process apart, because documents are hostile.

A parser that hangs, crashes or eats memory takes that process with it, and nothing else: the file
fails with a reason, and the next one gets a new process.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, Any, cast

from ingest.errors import Interrupted, NeedsPassword, Unreadable
from ingest.extract import Archive, Extract
from ingest.limits import Limits, default_limits
from ingest.picture import Picture, Wanted
from ingest.picture_wire import picture_from_json, wanted_to_json
from ingest.spool import Spool, Spooled
from ingest.wire import Nonsense, archive_from_json, from_json
from store.types import Progress

# The longest text of a book is some megabytes; JSON and positions make it several times that.
_LONGEST_ANSWER = 512 * 1024 * 1024
# What the reading process gets to see of the environment: enough to start, no keys and no settings.
_PASSED_ON = frozenset(
    "PATH HOME LANG LC_ALL LC_CTYPE TMPDIR TEMP TMP SYSTEMROOT WINDIR LD_LIBRARY_PATH DYLD_LIBRARY_PATH "
    "VIRTUAL_ENV PYTHONHOME".split()
)
# Time for a process that was told to end, before it is made to.
_FAREWELL_SECONDS = 1.0
_GAVE_UP = "its reader ended unexpectedly: the file is damaged, or needs more memory than is allowed"
_ENDED = "its reader was ended by the system or a person, twice: is there enough memory?"
_LONGEST_REASON = 500
# Signals that a process sends to itself only when its own code fails are not among these.
_ENDED_BY = ("SIGKILL", "SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")


class _LastWords(Exception):
    """The process says why it ends."""


_RAISED: dict[str, type[Exception]] = {"failed": Unreadable, "locked": NeedsPassword, "gave up": _LastWords}


class FileReader:
    """A reading process that is started when first needed, used for many files, and replaced when it fails.

    Use it as a context manager, from one thread at a time: on Linux the process ends with the thread
    that started it.
    """

    def __init__(self, limits: Limits | None = None, passwords: Iterable[str] = ()) -> None:
        """Set the limits, and the passwords to try on what is encrypted."""
        self._limits = limits or default_limits()
        self._passwords = tuple(passwords)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> FileReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process; a later `read` starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        try:
            cast("IO[bytes]", process.stdin).close()
            process.wait(_FAREWELL_SECONDS)
        except (subprocess.TimeoutExpired, OSError):
            process.kill()
        process.wait()
        cast("IO[bytes]", process.stdout).close()

    def read(self, name: str, data: bytes, progress: Progress | None = None) -> Extract:
        """Return a file's text.

        Args:
            name: the file's name, for its extension.
            data: its content.
            progress: called with (units read, units in all), for formats that can tell.

        Raises:
            Unreadable: it gives no text; the message says why.
        """
        found = self.open(name, data, progress)
        if isinstance(found, Archive):
            raise Unreadable("it is an archive: only its files can be read")
        return found

    def picture(self, name: str, data: bytes, wanted: Wanted) -> Picture:
        """Return a page of a file as a picture.

        Args:
            name: the file's name, for its extension.
            data: its content.
            wanted: which page, how large, and what to find on it.

        Raises:
            Unreadable: it cannot be drawn; the message says why.
        """
        request = {**self._request(name, data), "picture": wanted_to_json(wanted)}
        found = self._answer_to(request, data, None, "drawing the page")
        if not isinstance(found, Picture):
            raise Unreadable(_GAVE_UP)
        return found

    def open(self, name: str, data: bytes, progress: Progress | None = None) -> Extract | Archive:
        """Return what a file holds: its text, or for an archive the files in it.

        Args:
            name: as in `read`.
            data: as in `read`.
            progress: as in `read`.

        A file whose process somebody else has ended (the system for want of memory, a person) is read once more.

        Raises:
            Unreadable: as in `read`.
            Interrupted: its process was ended by somebody else both times.
        """
        found = self._answer_to(self._request(name, data), data, progress, "reading it")
        if isinstance(found, Picture):
            raise Unreadable(_GAVE_UP)
        return found

    def _answer_to(
        self, request: dict[str, object], data: bytes, progress: Progress | None, doing: str
    ) -> Extract | Archive | Picture:
        try:
            return self._answer_of_one_process(request, data, progress, doing)
        except Interrupted:
            return self._answer_of_one_process(request, data, progress, doing)

    def _answer_of_one_process(
        self, request: dict[str, object], data: bytes, progress: Progress | None, doing: str
    ) -> Extract | Archive | Picture:
        process = self._running()
        overdue = threading.Event()

        def end() -> None:
            overdue.set()
            process.kill()

        timer = threading.Timer(self._limits.seconds, end)
        timer.daemon = True
        timer.start()
        sound = False
        try:
            found = _exchange(process, request, data, progress, self._limits)
            sound = True
            return found
        except _LastWords as error:
            raise Unreadable(str(error)) from error
        except Unreadable:
            sound = True
            raise
        except Nonsense as error:
            if overdue.is_set():
                raise Unreadable(f"{doing} took longer than {self._limits.seconds:g} seconds") from error
            if _was_ended(process):
                raise Interrupted(_ENDED) from error
            raise Unreadable(_GAVE_UP) from error
        finally:
            timer.cancel()
            if not sound or overdue.is_set():
                process.kill()
                self.close()

    def _request(self, name: str, data: bytes) -> dict[str, object]:
        budget = [self._limits.members, self._limits.expansion, self._limits.nesting, self._limits.text]
        return {"name": name, "size": len(data), "budget": budget, "passwords": self._passwords}

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._process = _start(self._limits)
        return self._process


def _was_ended(process: subprocess.Popen[bytes]) -> bool:
    """Return whether a signal from outside has ended a process; Windows has none."""
    try:
        code = process.wait(_FAREWELL_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return -code in {getattr(signal, name) for name in _ENDED_BY if hasattr(signal, name)}


def _start(limits: Limits) -> subprocess.Popen[bytes]:
    packages = Path(__file__).resolve().parent.parent
    environment = {name: value for name, value in os.environ.items() if name.upper() in _PASSED_ON}
    environment["PYTHONPATH"] = str(packages)
    # -P keeps the working directory out of the search for modules: a folder of documents may hold a docx.py.
    command = [sys.executable, "-P", "-m", "ingest.worker", str(limits.seconds), str(limits.memory), str(os.getpid())]
    try:
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
    except OSError as error:
        raise Unreadable(f"no process to read it in could be started ({error.strerror})") from error


def _exchange(
    process: subprocess.Popen[bytes],
    request: dict[str, object],
    data: bytes,
    progress: Progress | None,
    limits: Limits,
) -> Extract | Archive | Picture:
    requests, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    try:
        requests.write(json.dumps(request).encode("ascii") + b"\n")
        requests.write(data)
        requests.flush()
    except OSError as error:
        raise Nonsense("expected a process that listens") from error
    spool = Spool(limits.expansion)
    members: list[Spooled] = []
    while True:
        kind, value = _answer(answers.readline(_LONGEST_ANSWER))
        if kind == "extract":
            return from_json(value)
        if kind in ("part", "archive"):
            found = archive_from_json(value)
            members += _spooled(found, spool)
            if len(members) > limits.members:
                raise Nonsense("expected no more files than may be unpacked")
            if kind == "archive":
                return Archive(tuple(members), found.failed)
            continue
        if kind == "picture":
            return picture_from_json(value)
        if kind in ("failed", "locked", "gave up") and isinstance(value, str):
            reason = " ".join(value.split())[:_LONGEST_REASON]
            raise _RAISED[kind](reason)
        if kind == "progress" and isinstance(value, list) and all(isinstance(one, int) for one in value):
            if progress is not None and len(value) == 2:
                progress(value[0], value[1])
            continue
        raise Nonsense("expected an answer of a known kind")


def _spooled(archive: Archive, spool: Spool) -> list[Spooled]:
    try:
        return [spool.add(member) for member in archive.members]
    except ValueError as error:
        raise Nonsense(str(error)) from error
    except OSError as error:
        raise _LastWords(f"there is no room to unpack it ({error.strerror or error})") from error


def _answer(line: bytes) -> tuple[str, Any]:
    if not line.endswith(b"\n"):
        raise Nonsense("expected a whole line")
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Nonsense("expected JSON") from error
    if not isinstance(message, dict) or len(message) != 1:
        raise Nonsense("expected an object of one field")
    kind, value = next(iter(message.items()))
    return kind, value
