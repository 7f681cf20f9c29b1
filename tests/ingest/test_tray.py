"""The tray of files on their way in: what is asked, what goes on, what can be tried again."""

from __future__ import annotations

import threading
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from fakes import FakeEmbedder
from ingest import ingest
from ingest.staging import Staging
from ingest.tray import Tray
from ingest.tray_entries import Entry, UploadLimits
from ingest.trays import Trays
from store import Store
from store.embedder import Vectors

PATIENCE = 60.0


@pytest.fixture
def arrivals(tmp_path: Path) -> Path:
    return tmp_path / "arrivals"


@pytest.fixture
def trays(store: Store, arrivals: Path) -> Iterator[Trays]:
    made = Trays(store, arrivals, UploadLimits(file_bytes=2_000_000, files=4))
    yield made
    made.close()


@pytest.fixture
def tray(trays: Trays) -> Tray:
    return trays.of("")


class Sender:
    """Puts files where the page's server would, and hands them to a tray."""

    def __init__(self, arrivals: Path) -> None:
        self.arrivals, self.count = arrivals, 0

    def arrived(self, name: str, content: str | bytes) -> tuple[str, Path]:
        self.count += 1
        path = self.arrivals / f"digest{self.count}" / "token"
        path.parent.mkdir(parents=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return name, path

    def send(self, tray: Tray, name: str, content: str | bytes) -> None:
        tray.receive([self.arrived(name, content)])
        settled(tray)


@pytest.fixture
def sender(arrivals: Path) -> Sender:
    return Sender(arrivals)


def settled(tray: Tray) -> list[Entry]:
    until = time.monotonic() + PATIENCE
    while tray.busy:
        assert time.monotonic() < until, "the tray does not come to rest"
        time.sleep(0.02)
    return tray.entries()


def only(tray: Tray) -> Entry:
    (entry,) = settled(tray)
    return entry


def copies(arrivals: Path) -> list[Path]:
    return [path for path in arrivals.rglob("*") if path.is_file()]


def titles(store: Store) -> set[str]:
    return {document.source for document in store.documents()}


def locked_pdf(password: str, words: str = "The vault opens in 2031.") -> bytes:
    canvas = Canvas("", encrypt=StandardEncryption(password, canPrint=1))
    canvas.drawString(72, 700, words)
    return bytes(canvas.getpdfdata())


def test_new_file_is_taken_in_and_its_copy_deleted(tray: Tray, sender: Sender, store: Store, arrivals: Path) -> None:
    sender.send(tray, "note.txt", "The dialogue was held in Tokyo.")
    assert (only(tray).state, only(tray).outcome) == ("done", "added")
    assert titles(store) == {"upload:note.txt"}
    assert copies(arrivals) == []
    assert tray.taken_in == 1


def test_files_of_a_folder_keep_their_place_in_it(tray: Tray, sender: Sender, store: Store) -> None:
    tray.receive([sender.arrived("Tokyo/a/readme.md", "# One"), sender.arrived("Tokyo/b/readme.md", "# Two")])
    settled(tray)
    assert titles(store) == {"upload:Tokyo/a/readme.md", "upload:Tokyo/b/readme.md"}


def test_known_name_with_the_same_content_is_there_already(tray: Tray, sender: Sender, arrivals: Path) -> None:
    sender.send(tray, "note.txt", "The dialogue was held in Tokyo.")
    sender.send(tray, "note.txt", "The dialogue was held in Tokyo.")
    assert (only(tray).state, only(tray).outcome) == ("done", "held")
    assert copies(arrivals) == []


def test_known_name_with_other_content_waits_and_nothing_changes(tray: Tray, sender: Sender, store: Store) -> None:
    sender.send(tray, "note.txt", "The dialogue was held in Tokyo.")
    sender.send(tray, "note.txt", "The dialogue was held in Delhi.")
    assert only(tray).state == "asking"
    (document,) = store.documents()
    assert "Tokyo" in store.text(document.document_id)


def test_replacing_puts_the_new_content_in_the_old_ones_place(tray: Tray, sender: Sender, store: Store) -> None:
    sender.send(tray, "note.txt", "The dialogue was held in Tokyo.")
    (before,) = store.documents()
    sender.send(tray, "note.txt", "The dialogue was held in Delhi.")
    tray.decide(only(tray).key, "replace")
    assert only(tray).outcome == "replaced"
    (after,) = store.documents()
    assert after.document_id == before.document_id
    assert "Delhi" in store.text(after.document_id)


def test_keeping_both_gives_the_next_free_name(tray: Tray, sender: Sender, store: Store) -> None:
    for number in range(3):
        sender.send(tray, "note.txt", f"The dialogue number {number} was held.")
        tray.decide(tray.entries()[-1].key, "keep")
        settled(tray)
    assert titles(store) == {"upload:note.txt", "upload:note (2).txt", "upload:note (3).txt"}


def test_skipping_drops_the_copy_and_keeps_what_is_there(
    tray: Tray, sender: Sender, store: Store, arrivals: Path
) -> None:
    sender.send(tray, "note.txt", "The dialogue was held in Tokyo.")
    sender.send(tray, "note.txt", "The dialogue was held in Delhi.")
    tray.decide(only(tray).key, "skip")
    assert only(tray).outcome == "skipped"
    assert copies(arrivals) == []
    assert len(store.documents()) == 1


def test_one_answer_can_go_for_all(tray: Tray, sender: Sender, store: Store) -> None:
    for content in ("Tokyo", "Delhi"):
        tray.receive([sender.arrived(name, f"The dialogue was held in {content}.") for name in ("a.txt", "b.txt")])
        settled(tray)
    tray.decide(tray.entries()[0].key, "keep", for_all=True)
    assert {entry.outcome for entry in settled(tray)} == {"added"}
    assert len(store.documents()) == 4


def test_two_files_of_one_name_sent_at_once_ask_too(tray: Tray, sender: Sender) -> None:
    tray.receive([sender.arrived("note.txt", "One."), sender.arrived("note.txt", "Two."), sender.arrived("o.txt", "3")])
    assert sorted(entry.state for entry in settled(tray)) == ["asking", "done", "done"]


def test_archive_of_a_known_name_asks(tray: Tray, sender: Sender, tmp_path: Path) -> None:
    for content in ("One.", "Two."):
        with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
            archive.writestr("a.txt", content)
            archive.writestr("b.txt", "The same.")
        sender.send(tray, "notes.zip", (tmp_path / "x.zip").read_bytes())
    assert only(tray).state == "asking"


def test_archive_names_the_files_in_it_that_failed(tray: Tray, sender: Sender, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a.txt", "One.")
        archive.writestr("b.pdf", "This is no PDF.")
    sender.send(tray, "notes.zip", (tmp_path / "x.zip").read_bytes())
    assert only(tray).outcome == "added"
    assert "b.pdf" in only(tray).reason


def test_failed_file_keeps_its_copy_until_it_is_dismissed(tray: Tray, sender: Sender, arrivals: Path) -> None:
    sender.send(tray, "note.pdf", "This is no PDF.")
    assert only(tray).state == "failed"
    assert only(tray).reason
    assert len(copies(arrivals)) == 1
    tray.dismiss()
    assert tray.entries() == []
    assert copies(arrivals) == []


def test_rest_of_a_sending_clears_nothing_away(tray: Tray, sender: Sender, arrivals: Path) -> None:
    tray.receive([sender.arrived("broken.pdf", b"no PDF at all")], sending="first")
    settled(tray)
    tray.receive([sender.arrived("note.txt", "The dialogue was held in Tokyo.")], sending="first")
    assert [entry.name for entry in settled(tray)] == ["broken.pdf", "note.txt"]
    assert len(copies(arrivals)) == 1, "what failed can be tried again"
    tray.receive([sender.arrived("other.txt", "The dialogue was held in Delhi.")], sending="second")
    assert [entry.name for entry in settled(tray)] == ["other.txt"]
    sender.send(tray, "last.txt", "The dialogue was held in Goa.")
    assert [entry.name for entry in settled(tray)] == ["last.txt"]


def test_sendings_of_two_pages_at_once_clear_nothing_of_each_other_away(tray: Tray, sender: Sender) -> None:
    tray.receive([sender.arrived("broken.pdf", b"no PDF at all"), sender.arrived("note.txt", "In Tokyo.")], sending="a")
    tray.receive([sender.arrived("other.txt", "In Delhi.")], sending="b")
    settled(tray)
    tray.receive([sender.arrived("last.txt", "In Goa.")], sending="a")
    assert [entry.name for entry in settled(tray)] == ["broken.pdf", "note.txt", "other.txt", "last.txt"]


def test_next_copy_of_one_content_finds_the_folder_that_the_server_made(arrivals: Path) -> None:
    """The server makes the folder, then puts the copy there; the one before may be taken away in between."""
    staging, folder = Staging(arrivals), arrivals / "digest"
    folder.mkdir(parents=True)
    for name in ("first", "second"):
        (folder / name).write_bytes(b"The dialogue was held in Tokyo.")
        staged = staging.take(folder / name)
        assert staged is not None
        assert staged.path.read_bytes() == b"The dialogue was held in Tokyo."


def test_password_opens_a_locked_file_without_sending_it_again(tray: Tray, sender: Sender, store: Store) -> None:
    sender.send(tray, "vault.pdf", locked_pdf("sesame"))
    assert only(tray).locked
    assert not only(tray).tried
    tray.retry(only(tray).key, "wrong")
    assert only(tray).locked
    assert only(tray).tried
    tray.retry(only(tray).key, "sesame")
    assert only(tray).outcome == "added"
    assert "2031" in store.text(store.documents()[0].document_id)


def test_too_large_a_file_is_named_with_the_limit(tray: Tray, sender: Sender, arrivals: Path) -> None:
    sender.send(tray, "big.txt", b"x" * 2_000_001)
    assert "larger than 1 MB" in only(tray).reason
    assert copies(arrivals) == []


def test_too_many_files_are_named_with_the_limit(tray: Tray, sender: Sender, store: Store) -> None:
    tray.receive([sender.arrived(f"n{number}.txt", f"Note {number}.") for number in range(6)])
    failed = [entry for entry in settled(tray) if entry.state == "failed"]
    assert len(store.documents()) == 4
    assert [("4 files at once" in entry.reason) for entry in failed] == [True, True]


def test_refused_file_is_shown_with_its_reason(tray: Tray) -> None:
    tray.receive([], [("huge.pdf", "it is too large")])
    assert (only(tray).name, only(tray).reason, only(tray).again) == ("huge.pdf", "it is too large", False)


@pytest.mark.parametrize("where", ["store/catalogue.sqlite", "elsewhere.txt", "arrivals/../elsewhere.txt"])
def test_path_that_is_no_upload_is_not_touched(tray: Tray, tmp_path: Path, where: str, arrivals: Path) -> None:
    arrivals.mkdir()
    (tmp_path / "elsewhere.txt").write_text("A private note.")
    before = (tmp_path / where).read_bytes()
    tray.receive([("note.txt", tmp_path / where)])
    assert only(tray).state == "failed"
    assert (tmp_path / where).read_bytes() == before


def test_copy_of_another_tray_cannot_be_taken(trays: Trays, sender: Sender, arrivals: Path) -> None:
    sender.send(trays.of("ada"), "note.pdf", "This is no PDF.")
    (copy,) = copies(arrivals)
    trays.of("bo").receive([("mine.txt", copy)])
    assert only(trays.of("bo")).state == "failed"
    assert copy.exists()


def test_people_do_not_see_each_others_trays(trays: Trays, sender: Sender) -> None:
    sender.send(trays.of("ada"), "note.txt", "One.")
    assert trays.of("bo").entries() == []


class HeldUp(FakeEmbedder):
    """Embeds one file and then nothing until it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.calls, self.begun, self.go = 0, threading.Event(), threading.Event()

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.calls += 1
        if self.calls > 1:
            self.begun.set()
            assert self.go.wait(PATIENCE)
        return super().encode(texts)


def test_cancelling_keeps_what_is_done_and_the_rest_for_another_try(tmp_path: Path, arrivals: Path) -> None:
    embedder, sender = HeldUp(), Sender(arrivals)
    with Store.open(tmp_path / "held", embedder=embedder) as store:
        trays = Trays(store, arrivals)
        tray = trays.of("")
        tray.receive([sender.arrived(f"n{number}.txt", f"Note {number}.") for number in range(3)])
        assert embedder.begun.wait(PATIENCE)
        tray.cancel()
        embedder.go.set()
        states = [entry.state for entry in settled(tray)]
        assert states == ["done", "stopped", "stopped"]
        assert len(store.documents()) == 1
        tray.retry()
        assert [entry.state for entry in settled(tray)] == ["done"] * 3
        assert len(store.documents()) == 3
        trays.close()


def test_what_was_cancelled_can_be_tried_again_before_the_file_at_hand_is_given_up(
    tmp_path: Path, arrivals: Path
) -> None:
    embedder, sender = HeldUp(), Sender(arrivals)
    with Store.open(tmp_path / "held", embedder=embedder) as store:
        trays = Trays(store, arrivals)
        tray = trays.of("")
        tray.receive([sender.arrived(f"n{number}.txt", f"Note {number}.") for number in range(4)])
        assert embedder.begun.wait(PATIENCE)
        tray.cancel()
        third, fourth = tray.entries()[2:]
        tray.retry(third.key)
        tray.dismiss()
        embedder.go.set()
        assert [(entry.name, entry.state) for entry in settled(tray)] == [("n1.txt", "stopped"), ("n2.txt", "done")]
        assert fourth.state == "stopped"
        trays.close()


def test_adding_more_goes_on_while_others_are_read(tmp_path: Path, arrivals: Path) -> None:
    embedder, sender = HeldUp(), Sender(arrivals)
    with Store.open(tmp_path / "held", embedder=embedder) as store:
        trays = Trays(store, arrivals)
        tray = trays.of("")
        tray.receive([sender.arrived("a.txt", "Note a."), sender.arrived("b.txt", "Note b.")])
        assert embedder.begun.wait(PATIENCE)
        tray.receive([sender.arrived("c.txt", "Note c.")])
        embedder.go.set()
        assert [entry.outcome for entry in settled(tray)] == ["added"] * 3
        trays.close()


def test_closing_stops_the_work(tmp_path: Path, arrivals: Path) -> None:
    embedder, sender = HeldUp(), Sender(arrivals)
    with Store.open(tmp_path / "held", embedder=embedder) as store:
        trays = Trays(store, arrivals)
        trays.of("").receive([sender.arrived(f"n{number}.txt", f"Note {number}.") for number in range(3)])
        assert embedder.begun.wait(PATIENCE)
        threading.Timer(0.2, embedder.go.set).start()
        trays.close()
        assert not trays.of("").busy
        assert len(store.documents()) == 1


def test_failed_file_of_the_store_is_read_again(tray: Tray, store: Store, tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7")
    ingest(tmp_path / "bad.pdf", store)
    (failure,) = store.failures()
    tray.read_again([failure.source])
    assert only(tray).state == "failed"
    (tmp_path / "bad.pdf").write_bytes(locked_pdf("sesame"))
    tray.read_again([failure.source])
    assert only(tray).locked
    tray.retry(only(tray).key, "sesame")
    assert only(tray).outcome == "added"
    assert store.failures() == []


def test_only_failures_that_the_store_knows_are_read(tray: Tray, store: Store, tmp_path: Path) -> None:
    (tmp_path / "private.txt").write_text("A private note.")
    tray.read_again([str(tmp_path / "private.txt")])
    assert settled(tray) == []
    assert store.documents() == []


def test_failed_file_that_is_gone_says_so(tray: Tray, store: Store, tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7")
    ingest(tmp_path / "bad.pdf", store)
    (tmp_path / "bad.pdf").unlink()
    tray.read_again([str(tmp_path / "bad.pdf")])
    assert "not there" in only(tray).reason
