"""What documents and file names look like on a terminal: never as control characters, never as markup."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO

from ingest.progress import Event, FileFinished, FileProgress, FileStarted, Listener

# A name longer than this pushes the bar off the line.
_LONGEST_NAME = 40


def shown(text: str) -> str:
    """Return a text with all that does not print (control characters, line ends, text direction) escaped."""
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape", "replace").decode("ascii") for one in text
    )


def say(text: str, file: IO[str] | None = None) -> None:
    """Write a line, on standard output unless told otherwise; what its encoding lacks is escaped."""
    stream = sys.stdout if file is None else file
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    stream.flush()


def complain(text: str) -> None:
    """Write a line on standard error, in the command's name."""
    say(f"briefing: {shown(text)}", sys.stderr)


def say_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table: aligned on a terminal, tab-separated when piped."""
    if not sys.stdout.isatty():
        for row in (columns, *rows):
            say("\t".join(shown(cell) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(shown(cell)) for cell in row))
    Console(highlight=False).print(table)


@contextmanager
def progress_bar() -> Iterator[Listener]:
    """Show events as a bar on standard error while the block lasts; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda event: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        files = progress.add_task("files", total=None)
        work = progress.add_task("", visible=False)

        def listen(event: Event) -> None:
            match event:
                case FileStarted():
                    progress.update(files, total=event.total, completed=event.number - 1)
                    progress.update(work, description=_short(event.source), total=None, completed=0, visible=True)
                case FileProgress():
                    description = f"{event.phase} {_short(event.source)}"
                    progress.update(work, description=description, total=event.total, completed=event.done)
                case FileFinished():
                    progress.update(files, completed=event.number)
                    progress.update(work, visible=False)

        yield listen


@contextmanager
def ended_like_ctrl_c() -> Iterator[None]:
    """Let a request to end (SIGTERM, of a service's manager) be taken like Ctrl-C while the block lasts."""

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _short(source: str) -> str:
    return shown(source.replace("\\", "/").rpartition("/")[2])[-_LONGEST_NAME:]
