"""A store that follows folders: what is written, renamed and deleted while it watches."""

from __future__ import annotations

import os
import queue
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ingest import Failed, Ingested, Removed
from ingest.settling import Settled, Settling
from ingest.watching import Notice, watch
from store import Store

SETTLE = 0.2
# Far longer than anything takes here; a test that waits so long has failed.
PATIENCE = 30.0
Told = Ingested | Failed | Removed | Notice


@dataclass
class Watched:
    """A folder that is being watched, and what was told of it."""

    folder: Path
    store: Store
    told: queue.Queue[Told] = field(default_factory=queue.Queue)
    lines: list[str] = field(default_factory=list)

    def until(self, status: str, name: str) -> Told:
        """Wait for an event about a file; what comes before it is noted in ``lines``."""
        while True:
            one = self.told.get(timeout=PATIENCE)
            line = f"notice {one.text}" if isinstance(one, Notice) else f"{one.status} {Path(one.source).name}"
            self.lines.append(line)
            if isinstance(one, Notice) and status == "notice" and name in one.text:
                return one
            if not isinstance(one, Notice) and one.status == status and one.source.endswith(name):
                return one

    def texts(self) -> dict[str, str]:
        return {Path(one.source).name: self.store.text(one.document_id) for one in self.store.documents()}


@contextmanager
def watching(folder: Path, store: Store, *, polling: bool = False, begun: bool = True) -> Iterator[Watched]:
    made, stop = Watched(folder, store), threading.Event()
    problems: list[BaseException] = []

    def run() -> None:
        try:
            watch([folder], store, made.told.put, stop, polling=polling, settle=SETTLE)
        except BaseException as error:
            problems.append(error)
            raise

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        if begun:
            made.until("notice", "watching")
        yield made
    finally:
        stop.set()
        thread.join(PATIENCE)
        assert not thread.is_alive()
        assert problems == []
    assert store.check() == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "briefs"
    (made / "deep").mkdir(parents=True)
    (made / "a.txt").write_text("They met in Tokyo.")
    (made / "deep" / "b.txt").write_text("They visited Tsukuba.")
    return made


@pytest.fixture(params=[False, True], ids=["told by the system", "polling"])
def watched(request: pytest.FixtureRequest, folder: Path, store: Store) -> Iterator[Watched]:
    with watching(folder, store, polling=request.param) as made:
        yield made


def test_what_is_there_is_taken_in_first(folder: Path, store: Store) -> None:
    with watching(folder, store) as watched:
        assert watched.lines == ["added a.txt", "added b.txt", "notice watching"]


def test_new_edited_renamed_and_deleted_files_are_followed(watched: Watched) -> None:
    folder = watched.folder
    (folder / "c.txt").write_text("They left.")
    watched.until("added", "c.txt")
    (folder / "c.txt").write_text("They left in April.")
    watched.until("replaced", "c.txt")
    before = watched.store.find(str(folder / "c.txt"))
    (folder / "c.txt").rename(folder / "deep" / "d.txt")
    moved = watched.until("moved", "d.txt")
    assert before
    assert isinstance(moved, Ingested)
    assert moved.document.document_id == before.document_id
    (folder / "a.txt").unlink()
    watched.until("removed", "a.txt")
    assert watched.texts() == {"b.txt": "They visited Tsukuba.", "d.txt": "They left in April."}


def test_last_file_of_a_folder_may_be_deleted(folder: Path, store: Store) -> None:
    with watching(folder, store) as watched:
        (folder / "deep" / "b.txt").unlink()
        watched.until("removed", "b.txt")


def test_whole_folders_may_come_be_renamed_and_go(folder: Path, store: Store, tmp_path: Path) -> None:
    (tmp_path / "more" / "inner").mkdir(parents=True)
    (tmp_path / "more" / "inner" / "m.txt").write_text("More words.")
    with watching(folder, store) as watched:
        (tmp_path / "more").rename(folder / "more")
        watched.until("added", "m.txt")
        (folder / "more").rename(folder / "most")
        watched.until("moved", "most/inner/m.txt")
        shutil.rmtree(folder / "most")
        watched.until("removed", "m.txt")
        assert set(watched.texts()) == {"a.txt", "b.txt"}


def test_bad_file_stops_nothing(watched: Watched) -> None:
    (watched.folder / "bad.pdf").write_bytes(b"%PDF-1.7")
    failed = watched.until("failed", "bad.pdf")
    assert isinstance(failed, Failed)
    assert "damaged" in failed.reason
    (watched.folder / "good.txt").write_text("Good words.")
    watched.until("added", "good.txt")


def test_editors_way_of_saving_keeps_the_document(folder: Path, store: Store) -> None:
    """By a new file that is renamed over the old one, or to which the old one makes way."""
    with watching(folder, store) as watched:
        before = store.find(str(folder / "a.txt"))
        (folder / ".a.txt.swp").write_text("hidden")
        (folder / "~$a.docx").write_text("lock")
        (folder / "a.new").write_text("They met in Delhi.")
        (folder / "a.txt").unlink()
        (folder / "a.new").rename(folder / "a.txt")
        watched.until("replaced", "a.txt")
        after = store.find(str(folder / "a.txt"))
        assert before
        assert after
        assert before.document_id == after.document_id
        assert watched.lines[3:] == ["replaced a.txt"]


def test_archive_and_its_documents_go_together(folder: Path, store: Store) -> None:
    import zipfile

    with zipfile.ZipFile(folder / "briefs.zip", "w") as archive:
        archive.writestr("inner.txt", "Words of an archive.")
    with watching(folder, store) as watched:
        (folder / "briefs.zip").unlink()
        watched.until("removed", "inner.txt")


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs links")
def test_link_out_is_not_followed(folder: Path, store: Store, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    with watching(folder, store) as watched:
        (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
        failed = watched.until("failed", "link.txt")
        assert isinstance(failed, Failed)
        assert "leads out" in failed.reason


def test_folder_that_vanishes_removes_nothing_and_is_taken_up_again(watched: Watched) -> None:
    folder = watched.folder
    folder.rename(folder.with_name("away"))
    watched.until("notice", "kept until it is back")
    assert set(watched.texts()) == {"a.txt", "b.txt"}
    (folder.with_name("away") / "new.txt").write_text("Written while it was away.")
    folder.with_name("away").rename(folder)
    watched.until("added", "new.txt")
    watched.until("notice", "watching")
    assert set(watched.texts()) == {"a.txt", "b.txt", "new.txt"}


def test_folder_that_is_deleted_with_its_files_removes_nothing(folder: Path, store: Store) -> None:
    with watching(folder, store) as watched:
        shutil.rmtree(folder)
        watched.until("notice", "kept until it is back")
        assert set(watched.texts()) == {"a.txt", "b.txt"}


def test_empty_folder_in_the_place_of_a_full_one_removes_nothing(watched: Watched) -> None:
    """As it looks when a disk is unmounted."""
    folder = watched.folder
    folder.rename(folder.with_name("away"))
    folder.mkdir()
    watched.until("notice", "holds no documents")
    watched.until("notice", "watching")
    assert set(watched.texts()) == {"a.txt", "b.txt"}


def test_folder_that_comes_later_is_watched_then(tmp_path: Path, store: Store) -> None:
    with watching(tmp_path / "later", store, begun=False) as watched:
        watched.until("notice", "kept until it is back")
        (tmp_path / "later").mkdir()
        (tmp_path / "later" / "a.txt").write_text("Words.")
        watched.until("added", "a.txt")


# -- what is half written


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def wait() -> Callable[[Settling, float], Settled]:
    def after(settling: Settling, seconds: float) -> Settled:
        clock = settling.clock
        assert isinstance(clock, Clock)
        clock.now += seconds
        return settling.take()

    return after


NOTHING = Settled((), ())


def test_file_that_grows_is_not_ready(tmp_path: Path, wait: Callable[[Settling, float], Settled]) -> None:
    path, settling = tmp_path / "a.txt", Settling(2.0, Clock())
    path.write_text("Half ")
    settling.touch(path)
    assert wait(settling, 1.9) == NOTHING
    path.write_text("Half a word")
    assert wait(settling, 1.9) == NOTHING
    assert wait(settling, 1.9) == NOTHING
    assert wait(settling, 0.2) == Settled((path,), ())
    assert wait(settling, 9.0) == NOTHING


def test_folder_is_ready_when_all_in_it_is(tmp_path: Path, wait: Callable[[Settling, float], Settled]) -> None:
    (tmp_path / "new").mkdir()
    settling = Settling(2.0, Clock())
    settling.touch(tmp_path / "new")
    (tmp_path / "new" / "a.txt").write_text("Half")
    assert wait(settling, 2.5) == NOTHING
    assert wait(settling, 2.5) == Settled((tmp_path / "new",), ())


def test_what_is_gone_waits_for_where_it_went(tmp_path: Path, wait: Callable[[Settling, float], Settled]) -> None:
    old, new, settling = tmp_path / "old.txt", tmp_path / "new.txt", Settling(2.0, Clock())
    settling.touch(old)
    new.write_text("W")
    wait(settling, 1.5)
    settling.touch(new)
    assert wait(settling, 1.0) == NOTHING
    assert wait(settling, 1.5) == Settled((new,), (old,))


def test_what_is_gone_waits_not_for_ever(tmp_path: Path, wait: Callable[[Settling, float], Settled]) -> None:
    old, log, settling = tmp_path / "old.txt", tmp_path / "log.txt", Settling(2.0, Clock())
    settling.touch(old)
    settling.touch(log)
    for line in range(9):
        log.write_text("line\n" * line)
        assert wait(settling, 1.0) == NOTHING
    log.write_text("line\n" * 99)
    assert wait(settling, 1.0) == Settled((), (old,))
