"""The folder of uploads goes with its page, and where the page was killed, with the next one."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from ingest.arrivals import folder_for_arrivals

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="locks folders")
_PAGE = """
import sys, time
from ingest.arrivals import folder_for_arrivals

with folder_for_arrivals() as folder:
    (folder / "secret.txt").write_text("The minister is expected to resign.")
    print(folder, flush=True)
    time.sleep(600)
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def page(temporary: Path) -> tuple[subprocess.Popen[str], Path]:
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, "-c", _PAGE], env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def age(folder: Path) -> None:
    before = time.time() - 60
    os.utime(folder, (before, before))


def test_folder_is_private_and_goes_with_its_files(temporary: Path) -> None:
    with folder_for_arrivals() as folder:
        assert folder.parent == temporary
        assert os.name == "nt" or stat.S_IMODE(folder.stat().st_mode) == 0o700
        (folder / "of a person").mkdir()
        (folder / "of a person" / "note.txt").write_text("words")
    assert list(temporary.iterdir()) == []


@posix
def test_what_a_killed_page_left_goes_when_the_next_one_starts(temporary: Path) -> None:
    process, left = page(temporary)
    age(left)
    try:
        with folder_for_arrivals():
            assert (left / "secret.txt").exists()  # its page lives
    finally:
        process.kill()
        process.communicate()
    with folder_for_arrivals() as folder:
        assert list(temporary.iterdir()) == [folder]


@posix
def test_a_folder_just_made_and_what_else_lies_there_is_left_alone(temporary: Path) -> None:
    (temporary / "briefing-uploads-new").mkdir()
    (temporary / "briefing-uploads-file").write_text("no folder")
    (temporary / "elsewhere").mkdir()
    (temporary / "briefing-uploads-link").symlink_to(temporary / "elsewhere", target_is_directory=True)
    age(temporary / "elsewhere")
    with folder_for_arrivals():
        pass
    names = {path.name for path in temporary.iterdir()}
    assert names == {"briefing-uploads-new", "briefing-uploads-file", "briefing-uploads-link", "elsewhere"}
