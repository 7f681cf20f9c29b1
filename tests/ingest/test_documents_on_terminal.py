"""What the documents' commands show, beyond what tests/app holds for the whole command."""

from __future__ import annotations

import io
import sys

import pytest

from ingest.progress import FileFinished, FileProgress, FileStarted
from ingest.report import Failed
from ingest.terminal import progress_bar, say, say_table, shown


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Café – 日本", "Café – 日本"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\nb", "a\\nb"),
        ("a\u202eb", "a\\u202eb"),
        ("[bold]x[/bold]", "[bold]x[/bold]"),
    ],
)
def test_only_what_prints_is_shown(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_what_an_encoding_lacks_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    say("Café", stream)
    stream.seek(0)
    assert stream.read() == "Caf\\xe9\n"


def test_table_is_tab_separated_when_piped(capsys: pytest.CaptureFixture[str]) -> None:
    say_table(("id", "title"), [("1", "A\tB")])
    assert capsys.readouterr().out == "id\ttitle\n1\tA\\tB\n"


def test_table_on_a_terminal_has_no_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    say_table(("id", "title"), [("1", "[red]A[/red]")])
    assert "[red]A[/red]" in terminal.getvalue()


def test_bar_on_a_terminal_shows_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar() as listen:
        listen(FileStarted("/x/[red]a\x1b.md", 1, 2))
        listen(FileProgress("/x/[red]a\x1b.md", "embedding", 3, 9))
    assert "embedding [red]a\\x1b.md" in terminal.getvalue()


def test_bar_is_silent_when_piped(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar() as listen:
        listen(FileStarted("/x/a.md", 1, 1))
        listen(FileFinished(Failed("/x/a.md", "empty"), 1, 1))
    assert capsys.readouterr() == ("", "")
