"""`briefing watch`: its lines and how it ends. And passwords that the list of processes does not show."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import app
from fakes import FakeEmbedder
from ingest.passwords import VARIABLE

ROOT = Path(__file__).resolve().parents[2]
_SCRIPT = (
    "import sys, app; from fakes import FakeEmbedder\n"
    "app.SentenceTransformerEmbedder = lambda model: FakeEmbedder(name=model)\n"
    "sys.exit(app.main(sys.argv[1:]))\n"
)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    (tmp_path / "briefs").mkdir()
    (tmp_path / "briefs" / "a.txt").write_text("They met in Tokyo.")
    (tmp_path / "briefs" / "bad.pdf").write_bytes(b"%PDF-1.7")
    options = ["--store", str(tmp_path / "store"), "--settle", "0.1"]
    with subprocess.Popen(
        [sys.executable, "-c", _SCRIPT, "watch", str(tmp_path / "briefs"), *options],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX systems")
@pytest.mark.parametrize("with_signal", [signal.SIGINT, signal.SIGTERM])
def test_watch_tells_a_line_for_each_event_and_ends_cleanly(
    running: subprocess.Popen[str], tmp_path: Path, with_signal: signal.Signals
) -> None:
    assert running.stdout
    assert running.stdout.readline() == f"added     {tmp_path}/briefs/a.txt\n"
    assert running.stdout.readline().startswith(f"failed    {tmp_path}/briefs/bad.pdf: the PDF is damaged")
    assert running.stdout.readline() == f"folder    {tmp_path}/briefs: watching\n"
    (tmp_path / "briefs" / "b.txt").write_text("They left.")
    assert running.stdout.readline() == f"added     {tmp_path}/briefs/b.txt\n"
    (tmp_path / "briefs" / "a.txt").unlink()
    assert running.stdout.readline() == f"removed   {tmp_path}/briefs/a.txt\n"
    running.send_signal(with_signal)
    out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err) == (0, "stopped; what was finished is kept\n", "")


@pytest.mark.parametrize("seconds", ["soon", "-1", "nan", "99999"])
def test_settling_takes_a_sensible_time(capsys: Any, tmp_path: Path, seconds: str) -> None:
    with pytest.raises(SystemExit) as stop:
        app.main(["watch", str(tmp_path), "--settle", seconds])
    assert stop.value.code == 2
    assert "is no time" in capsys.readouterr().err


# -- passwords


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    from reportlab.lib import pdfencrypt
    from reportlab.pdfgen.canvas import Canvas

    monkeypatch.setattr(app, "SentenceTransformerEmbedder", lambda model: FakeEmbedder(name=model))
    monkeypatch.setenv("BRIEFING_STORE", str(tmp_path / "store"))
    path = tmp_path / "locked.pdf"
    canvas = Canvas(str(path), encrypt=pdfencrypt.StandardEncryption("s p r e e", canPrint=1))
    canvas.drawString(72, 700, "They met behind closed doors.")
    canvas.save()
    return path


def test_password_is_needed(locked: Path) -> None:
    assert app.main(["ingest", str(locked)]) == 1


def test_password_comes_from_the_environment(locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "s p r e e")
    assert app.main(["ingest", str(locked)]) == 0
    assert app.main(["reindex"]) == 0


def test_password_comes_from_a_file(locked: Path, tmp_path: Path) -> None:
    (tmp_path / "passwords").write_text("wrong\n\ns p r e e\n")
    assert app.main(["ingest", str(locked), "--password-file", str(tmp_path / "passwords")]) == 0


def test_password_is_asked_for(locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getpass", lambda prompt: "s p r e e")
    assert app.main(["ingest", str(locked), "--ask-password"]) == 0


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xff"], ids=["missing", "no text"])
def test_file_of_passwords_that_cannot_be_read_is_wrong_usage(
    locked: Path, tmp_path: Path, capsys: Any, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "passwords").write_bytes(content)
    with pytest.raises(SystemExit) as stop:
        app.main(["ingest", str(locked), "--password-file", str(tmp_path / "passwords")])
    assert stop.value.code == 2
    assert "cannot read the file of passwords" in capsys.readouterr().err
