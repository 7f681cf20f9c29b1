"""The reading process: what it may do, and that its death is one file's trouble only."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import Unreadable
from ingest.isolation import FileReader, Limits
from ingest.wire import Nonsense, from_json
from store import Store

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
MEMORY = 200 * 1024**2


def long_pdf(pages: int = 300) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    for page in range(pages):
        for line in range(40):
            canvas.drawString(60, 60 + 15 * line, f"Page {page}, line {line}: words and more words to be read.")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def children() -> list[int]:
    own = Path(f"/proc/{os.getpid()}/task")
    return [int(child) for task in own.iterdir() for child in (task / "children").read_text().split()]


def test_one_process_reads_many_files() -> None:
    with FileReader() as reader:
        assert reader.read("a.txt", b"One.").text == "One."
        assert reader.read("b.md", b"# Two\n").title == "Two"


def test_failure_has_a_reason_and_the_next_file_is_read() -> None:
    with FileReader() as reader:
        with pytest.raises(Unreadable, match="the file is empty"):
            reader.read("a.txt", b"")
        assert reader.read("b.txt", b"Two.").text == "Two."


def test_progress_is_told_page_by_page() -> None:
    seen: list[tuple[int, int]] = []
    with FileReader() as reader:
        reader.read("a.pdf", long_pdf(3), lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_file_that_takes_too_long_is_given_up() -> None:
    data = long_pdf()
    started = time.perf_counter()
    with FileReader(Limits(seconds=0.4)) as reader:
        with pytest.raises(Unreadable, match=r"took longer than 0\.4 seconds"):
            reader.read("a.pdf", data)
        assert time.perf_counter() - started < 3
        assert reader.read("b.txt", b"Two.").text == "Two."


@linux
def test_file_that_eats_memory_is_given_up() -> None:
    whole, bomb = io.BytesIO(), io.BytesIO()
    docx.Document().save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name in source.namelist():
            target.writestr(name, b" " * MEMORY if name == "word/document.xml" else source.read(name))
    with FileReader(Limits(memory=MEMORY)) as reader:
        with pytest.raises(Unreadable, match="memory"):
            reader.read("a.docx", bomb.getvalue())
        assert reader.read("b.txt", b"Two.").text == "Two."


@linux
def test_process_that_crashes_is_replaced() -> None:
    def crash(done: int, total: int) -> None:
        for child in children():
            os.kill(child, signal.SIGSEGV)

    with FileReader() as reader:
        with pytest.raises(Unreadable, match="ended unexpectedly"):
            reader.read("a.pdf", long_pdf(), crash)
        assert reader.read("b.txt", b"Two.").text == "Two."


@linux
def test_process_has_none_of_the_stores_files(store: Store) -> None:
    store.documents()
    opened: list[str] = []

    def look(done: int, total: int) -> None:
        for child in children():
            opened.extend(str(link.readlink()) for link in Path(f"/proc/{child}/fd").iterdir())

    with FileReader() as reader:
        reader.read("a.pdf", long_pdf(1), look)
    assert opened
    assert not [name for name in opened if str(store.path) in name]


@linux
def test_process_gets_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    seen: list[bytes] = []
    with FileReader() as reader:
        reader.read(
            "a.pdf",
            long_pdf(1),
            lambda done, total: seen.extend(Path(f"/proc/{child}/environ").read_bytes() for child in children()),
        )
    assert seen
    assert b"sk-secret" not in b"".join(seen)


@linux
def test_process_dies_with_its_parent() -> None:
    script = (
        "import sys\n"
        "from ingest.isolation import FileReader\n"
        "reader = FileReader()\n"
        "reader.read('a.txt', b'One.')\n"
        "print(reader._process.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        child = Path("/proc") / parent.stdout.readline().strip()
        assert child.exists()
        parent.kill()
        parent.wait()
    deadline = time.monotonic() + 5
    while child.exists() and "State:\tZ" not in (child / "status").read_text() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not child.exists() or "State:\tZ" in (child / "status").read_text()


def test_modules_in_the_working_directory_are_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit")
    (tmp_path / "charset_normalizer.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    with FileReader() as reader:
        assert reader.read("a.txt", "Café.".encode("windows-1252")).text == "Café."


def test_script_without_a_main_guard_can_ingest(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("from ingest.isolation import FileReader\nprint(FileReader().read('a.txt', b'One.').text)\n")
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "One.\n"


GOOD = {"text": "One.", "title": "", "pages": 1, "blocks": [["paragraph", 0, 4, 0, 1, ""]], "places": [[0, 4, 1, 0]]}


@pytest.mark.parametrize(
    "change",
    [
        {"text": "a\0b"},
        {"text": "\ud800"},
        {"title": None},
        {"pages": True},
        {"blocks": [["paragraph", 0, 5, 0, 1, ""]]},
        {"blocks": [["paragraph", 2, 4, 0, 1, ""], ["paragraph", 0, 2, 0, 1, ""]]},
        {"blocks": [["script", 0, 4, 0, 1, ""]]},
        {"blocks": [["paragraph", 0, 4, 0, 2, ""]]},
        {"blocks": [["paragraph", 0, 4]]},
        {"places": [[0, 4, 9, 0]]},
        {"places": [[0, 4, 1, -1]]},
        {"places": "all over"},
    ],
)
def test_nonsense_from_the_process_is_refused(change: dict[str, object]) -> None:
    assert from_json(GOOD).text == "One."
    with pytest.raises(Nonsense):
        from_json(GOOD | change)
