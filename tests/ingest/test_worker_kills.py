"""Documents are read by processes that somebody keeps killing: the report is right all the same."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import docx
import openpyxl
import pytest
from reportlab.pdfgen.canvas import Canvas

from fakes import FakeEmbedder
from hostile.pdfs import document, stream
from hostile.whole import eml, odt
from ingest import FileStarted, ingest
from ingest.errors import Interrupted, Unreadable
from ingest.isolation import FileReader
from ingest.progress import Event
from store import Store

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc for the reading process")
# Every so many documents one is damaged.
_DAMAGED = 25
# So many that the reading process is still at work when it has told of the first.
_PAGES = 300


def workers() -> list[int]:
    """Return the ids of this process's reading processes."""
    found: list[int] = []
    for task in Path(f"/proc/{os.getpid()}/task").iterdir():
        # A thread or a process may end while it is looked at.
        with suppress(FileNotFoundError, ProcessLookupError):
            children = [int(child) for child in (task / "children").read_text().split()]
            found += [one for one in children if b"ingest.worker" in Path(f"/proc/{one}/cmdline").read_bytes()]
    return found


def kill_workers(with_signal: signal.Signals = signal.SIGKILL) -> int:
    killed = workers()
    for one in killed:
        os.kill(one, with_signal)
    return len(killed)


def mixed(number: int) -> tuple[str, bytes]:
    """Return the extension and the content of a document that says its own word."""
    words = f"Report {number} says that the town of Placename{number} has a bridge."
    page = f"<html><body><h1>Report</h1><p>{words}</p></body></html>"
    kind = number % 9
    if number % _DAMAGED == _DAMAGED - 1:
        return ".pdf", f"%PDF-1.7 damaged {number}".encode()
    if kind == 0:
        return ".pdf", document({4: stream(f"BT /F 12 Tf 72 700 Td ({words}) Tj ET".encode())})
    if kind == 1:
        made, file = docx.Document(), io.BytesIO()
        made.add_paragraph(words)
        made.save(file)
        return ".docx", file.getvalue()
    if kind == 2:
        book, file = openpyxl.Workbook(), io.BytesIO()
        book.active.append(["what", "words"])
        book.active.append([f"report {number}", words])
        book.save(file)
        return ".xlsx", file.getvalue()
    texts = {
        3: (".html", page),
        4: (".md", f"# Report {number}\n\n{words}\n"),
        5: (".csv", f"what,words\nreport {number},{words}\n"),
        6: (".txt", words),
    }
    if kind in texts:
        extension, text = texts[kind]
        return extension, text.encode()
    return (".eml", eml(words)) if kind == 7 else (".odt", odt(f"<office:text><text:p>{words}</text:p></office:text>"))


def laid_out(folder: Path, count: int) -> dict[str, int]:
    """Write documents; return the number of each by its source."""
    folder.mkdir()
    made = {}
    for number in range(count):
        extension, data = mixed(number)
        path = folder / f"report-{number:05}{extension}"
        path.write_bytes(data)
        made[str(path)] = number
    return made


class Killer:
    """Kills the reading process now and then, but lets each document have its second attempt."""

    def __init__(self, seconds: float) -> None:
        self.kills = 0
        self._seconds = seconds
        self._number = self._last = 0

    def listen(self, event: Event) -> None:
        if isinstance(event, FileStarted):
            self._number = event.number

    @contextmanager
    def at_work(self) -> Iterator[None]:
        stop = threading.Event()

        def work() -> None:
            while not stop.wait(self._seconds):
                # Two documents on: a kill may reach the one after that at which it was aimed.
                if self._number >= self._last + 2 and (killed := kill_workers()):
                    self.kills += killed
                    self._last = self._number

        thread = threading.Thread(target=work)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


@pytest.mark.parametrize(
    ("count", "seconds"),
    [
        pytest.param(30, 0.15, id="30 documents, a kill every 0.15 s"),
        pytest.param(2000, 10.0, marks=pytest.mark.slow, id="2,000 documents, a kill every 10 s"),
    ],
)
def test_report_is_right_while_workers_are_killed(tmp_path: Path, count: int, seconds: float) -> None:
    made = laid_out(tmp_path / "folder", count)
    damaged = {source for source, number in made.items() if number % _DAMAGED == _DAMAGED - 1}
    killer = Killer(seconds)
    begun = time.monotonic()
    with Store.open(tmp_path / "store", embedder=FakeEmbedder()) as store:
        with killer.at_work():
            report = ingest(tmp_path / "folder", store, progress=killer.listen)
        print(f"{count} documents, {killer.kills} kills, {time.monotonic() - begun:.0f} s: {report}")
        assert killer.kills >= 3
        assert {one.source for one in report.added} == set(made) - damaged
        assert {one.source for one in report.failed} == damaged
        assert all("the PDF is damaged" in one.reason for one in report.failed)
        for one in store.documents():
            assert f"Placename{made[one.source]} has" in store.text(one.document_id)
        assert store.check() == []


def long_pdf() -> bytes:
    """Return a PDF of many pages, no line of which looks like a running head."""
    file = io.BytesIO()
    canvas = Canvas(file)
    for page in range(_PAGES):
        for line in range(5):
            word = "".join(chr(97 + (page * 7 + line * 5 + place * page) % 26) for place in range(6))
            canvas.drawString(
                72 + page % 40, 700 - 30 * line - page % 25, f"The {word} of the town has been {word} since."
            )
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def killing(times: int, with_signal: signal.Signals = signal.SIGKILL) -> tuple[list[int], object]:
    """Return a listener to progress that kills the process so many times, and what it has killed."""
    killed: list[int] = []

    def listen(done: int, total: int) -> None:
        if done == 1 and len(killed) < times:
            killed.append(kill_workers(with_signal))

    return killed, listen


@pytest.mark.parametrize("with_signal", [signal.SIGKILL, signal.SIGTERM])
def test_file_whose_process_was_killed_is_read_once_more(with_signal: signal.Signals) -> None:
    killed, listen = killing(1, with_signal)
    with FileReader() as reader:
        assert reader.read("a.pdf", long_pdf(), listen).pages == _PAGES  # type: ignore[arg-type]
    assert killed == [1]


def test_file_whose_process_was_killed_twice_is_given_up() -> None:
    killed, listen = killing(9)
    with FileReader() as reader:
        with pytest.raises(Interrupted, match="ended by the system or a person, twice"):
            reader.read("a.pdf", long_pdf(), listen)  # type: ignore[arg-type]
        assert reader.read("b.txt", b"Two.").text == "Two."
    assert killed == [1, 1]


def test_file_that_crashes_its_process_is_not_read_again() -> None:
    killed, listen = killing(9, signal.SIGSEGV)
    with FileReader() as reader:
        with pytest.raises(Unreadable, match="ended unexpectedly"):
            reader.read("a.pdf", long_pdf(), listen)  # type: ignore[arg-type]
    assert killed == [1]


def test_interrupted_file_is_not_remembered_as_bad(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(document())

    def interrupted(*arguments: object) -> None:
        raise Interrupted("its reader was ended")

    with monkeypatch.context() as patched:
        patched.setattr(FileReader, "open", interrupted)
        assert len(ingest(tmp_path / "a.pdf", store).failed) == 1
    assert store.failures() == []
    assert len(ingest(tmp_path / "a.pdf", store).added) == 1
