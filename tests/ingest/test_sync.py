"""Ingesting: what is added, replaced, left alone and failed, and what is told about it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from fakes import FakeEmbedder
from ingest import FileFinished, FileProgress, FileStarted, Limits, ReindexFailed, ingest, ingest_uploads, reindex
from ingest.chunk import Chunking
from ingest.progress import Event
from store import RecordMismatch, Store, StoreUnusable

NOTE = "# Space note\n\nThe dialogue was held in Tokyo on 1 April 2025.\n"
posix = pytest.mark.skipif(sys.platform == "win32", reason="names and links of POSIX systems")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "briefings"
    (made / "deep").mkdir(parents=True)
    (made / "b.md").write_text(NOTE)
    (made / "deep" / "a.txt").write_text("The delegation visited Tsukuba.")
    return made


def sources(entries: tuple) -> list[str]:  # type: ignore[type-arg]
    return [entry.source for entry in entries]


def test_files_of_a_folder_are_added(store: Store, folder: Path) -> None:
    report = ingest([folder], store)
    assert sources(report.added) == [str(folder / "b.md"), str(folder / "deep" / "a.txt")]
    assert [document.title for document in store.documents()] == ["A", "Space note"]


def test_single_path_is_taken_too(store: Store, folder: Path) -> None:
    assert len(ingest(folder / "b.md", store).added) == 1


def test_unchanged_content_is_neither_read_nor_embedded(store: Store, folder: Path, embedder: FakeEmbedder) -> None:
    ingest([folder], store)
    embedded = embedder.encoded
    report = ingest([folder], store, limits=Limits(seconds=0.0001))
    assert len(report.unchanged) == 2
    assert embedder.encoded == embedded


def test_changed_content_replaces(store: Store, folder: Path) -> None:
    (before,) = ingest([folder / "b.md"], store).added
    (folder / "b.md").write_text("# Space note\n\nIt was held in Delhi.\n")
    (after,) = ingest([folder], store).replaced
    assert after.document.document_id == before.document.document_id
    assert "Delhi" in store.text(after.document.document_id)


def test_equal_content_in_two_places_stays_two_documents(store: Store, folder: Path) -> None:
    (folder / "copy.md").write_text(NOTE)
    ingest([folder], store)
    assert len({document.document_id for document in store.documents()}) == 3


def test_file_named_twice_is_taken_once(store: Store, folder: Path) -> None:
    report = ingest([folder / "b.md", folder, folder / "deep" / ".." / "b.md"], store)
    assert len(report.added) == 2


def test_text_file_is_stored_as_it_is(store: Store, folder: Path) -> None:
    (entry,) = ingest([folder / "b.md"], store).added
    assert store.text(entry.document.document_id) == NOTE
    assert store.original(entry.document.document_id) == NOTE.encode()


def test_hidden_files_and_folders_are_skipped(store: Store, folder: Path) -> None:
    (folder / ".hidden.txt").write_text("Hidden.")
    (folder / ".git").mkdir()
    (folder / ".git" / "x.txt").write_text("Hidden.")
    (folder / "~$b.docx").write_text("Word's lock.")
    assert len(ingest([folder], store).added) == 2


def test_the_store_itself_is_not_ingested(tmp_path: Path, embedder: FakeEmbedder, folder: Path) -> None:
    with Store.open(folder / "store", embedder=embedder) as store:
        assert ingest([folder], store).failed == ()


@posix
def test_links_to_folders_are_not_followed(store: Store, folder: Path) -> None:
    (folder / "loop").symlink_to(folder)
    assert len(ingest([folder], store).added) == 2


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("data.xyz", b"1", "format not supported: .xyz"),
        ("empty.txt", b"", "the file is empty"),
        ("broken.pdf", b"%PDF-1.7", "the PDF is damaged"),
        ("words.pdf", b"words", "is plain text, not a PDF"),
    ],
)
def test_bad_file_fails_alone(store: Store, folder: Path, name: str, content: bytes, reason: str) -> None:
    (folder / name).write_bytes(content)
    report = ingest([folder], store)
    assert len(report.added) == 2
    (failed,) = report.failed
    assert failed.source == str(folder / name)
    assert reason in failed.reason


def test_missing_path_fails_with_a_reason(store: Store, folder: Path) -> None:
    report = ingest([folder / "nowhere.pdf", folder / "b.md"], store)
    assert [(one.source, one.reason) for one in report.failed] == [
        (str(folder / "nowhere.pdf"), "no such file or folder")
    ]
    assert len(report.added) == 1


@pytest.mark.parametrize("path", ["a\0b.txt", "x" * 5000 + ".txt"], ids=["NUL", "too long"])
def test_impossible_path_fails_with_a_reason(store: Store, path: str) -> None:
    (failed,) = ingest([path], store).failed
    assert "\0" not in failed.source
    assert failed.reason


def test_folder_without_documents_fails_with_a_reason(store: Store, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    (failed,) = ingest([tmp_path / "nothing"], store).failed
    assert "holds no documents" in failed.reason


@posix
def test_what_is_no_regular_file_fails_with_a_reason(store: Store, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (failed,) = ingest([tmp_path / "pipe.txt"], store).failed
    assert "no regular file" in failed.reason


def test_too_large_a_file_fails_with_a_reason(store: Store, folder: Path) -> None:
    report = ingest([folder], store, limits=Limits(size=40))
    assert "larger than" in report.failed[0].reason
    assert len(report.added) == 1


@posix
def test_name_that_is_no_text_is_taken(store: Store, tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))).write_text("Words.")
    (entry,) = ingest([tmp_path / os.fsdecode(b"caf\xe9.txt")], store).added
    assert entry.source.endswith("caf\\xe9.txt")


def test_last_good_version_stays_when_the_next_is_bad(store: Store, folder: Path) -> None:
    ingest([folder / "b.md"], store)
    (folder / "b.md").write_bytes(b"")
    assert len(ingest([folder / "b.md"], store).failed) == 1
    assert len(store.documents()) == 1


def test_other_chunking_is_refused_before_anything_is_done(store: Store, folder: Path) -> None:
    ingest([folder / "b.md"], store)
    with pytest.raises(RecordMismatch, match="reindex"):
        ingest([folder], store, chunking=Chunking(target_characters=500))


def test_trouble_of_the_store_stops_everything(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object) -> None:
        raise StoreUnusable("the disk is full")

    monkeypatch.setattr(store, "add", full)
    with pytest.raises(StoreUnusable, match="full"):
        ingest([folder], store)


def test_interruption_keeps_what_is_committed(store: Store, folder: Path) -> None:
    def interrupt(event: Event) -> None:
        if isinstance(event, FileFinished):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest([folder], store, progress=interrupt)
    assert len(store.documents()) == 1


def test_events_tell_what_happens(store: Store, folder: Path) -> None:
    events: list[Event] = []
    report = ingest([folder / "b.md", folder / "nowhere.txt"], store, progress=events.append)
    source = str(folder / "b.md")
    assert events == [
        FileStarted(source, 1, 2),
        FileProgress(source, "embedding", 1, 1),
        FileFinished(report.added[0], 1, 2),
        FileStarted(str(folder / "nowhere.txt"), 2, 2),
        FileFinished(report.failed[0], 2, 2),
    ]


@pytest.mark.parametrize(
    ("name", "source"),
    [("note.md", "upload:note.md"), ("../../etc/note.md", "upload:note.md"), (r"C:\files\note.md", "upload:note.md")],
)
def test_upload_is_known_by_its_name(store: Store, tmp_path: Path, name: str, source: str) -> None:
    (tmp_path / "tmp123").write_text(NOTE)
    (entry,) = ingest_uploads([(name, tmp_path / "tmp123")], store).added
    assert entry.source == source
    assert entry.document.source == source


def test_upload_of_the_same_name_replaces(store: Store, tmp_path: Path) -> None:
    (tmp_path / "one").write_text(NOTE)
    (tmp_path / "two").write_text(NOTE + "More.")
    ingest_uploads([("note.md", tmp_path / "one")], store)
    assert len(ingest_uploads([("note.md", tmp_path / "two")], store).replaced) == 1


def test_two_uploads_of_one_name_at_once_are_not_mixed_up(store: Store, tmp_path: Path) -> None:
    (tmp_path / "one").write_text(NOTE)
    (tmp_path / "two").write_text(NOTE + "More.")
    report = ingest_uploads([("note.md", tmp_path / "one"), ("note.md", tmp_path / "two")], store)
    assert len(report.added) == 1
    assert "same name" in report.failed[0].reason


def test_reindex_cuts_anew(store: Store, folder: Path) -> None:
    (folder / "long.txt").write_text("The delegation met in Tokyo to talk about space. " * 60)
    ingest([folder], store)
    before = sum(document.passages for document in store.documents())
    report = reindex(store, chunking=Chunking(target_characters=200))
    assert len(report.replaced) == 3
    assert sum(one.document.passages for one in report.replaced) > before
    assert store.check() == []


def test_reindex_that_cannot_read_leaves_the_index(store: Store, folder: Path) -> None:
    ingest([folder], store)
    with pytest.raises(ReindexFailed, match=r"b\.md"):
        reindex(store, limits=Limits(seconds=0.0001))
    assert store.search("Where was the dialogue held?")
    assert store.check() == []


# -- files that were renamed or deleted


def test_renamed_file_keeps_its_document_and_is_not_embedded(
    store: Store, folder: Path, embedder: FakeEmbedder
) -> None:
    ingest([folder], store)
    before = {document.source: document for document in store.documents()}
    with store.snapshot() as view:
        passages = view.passages(before[str(folder / "deep" / "a.txt")].document_id)
    (folder / "deep" / "a.txt").rename(folder / "site visit.txt")
    embedder.encoded = 0
    (moved,) = ingest([folder], store).moved
    assert embedder.encoded == 0
    assert moved.document.document_id == before[str(folder / "deep" / "a.txt")].document_id
    assert (moved.source, moved.document.title) == (str(folder / "site visit.txt"), "Site visit")
    with store.snapshot() as view:
        assert view.passages(moved.document.document_id) == passages
    assert len(store.documents()) == 2
    assert store.search("site visit", limit=1)[0].lexical > 0
    assert store.check() == []


def test_title_that_the_file_names_itself_stays_when_it_is_renamed(store: Store, folder: Path) -> None:
    ingest([folder], store)
    (folder / "b.md").rename(folder / "c.md")
    (moved,) = ingest([folder], store, prune=True).moved
    assert moved.document.title == "Space note"


def test_copy_is_no_move(store: Store, folder: Path) -> None:
    ingest([folder], store)
    (folder / "copy.md").write_text(NOTE)
    report = ingest([folder], store, prune=True)
    assert (len(report.added), report.moved, report.removed) == (1, (), ())


def test_file_from_outside_the_folder_is_no_move(store: Store, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x.txt").write_text("Words from elsewhere.")
    ingest([tmp_path / "elsewhere"], store)
    (tmp_path / "elsewhere" / "x.txt").rename(folder / "x.txt")
    report = ingest([folder], store, prune=True)
    assert (len(report.added), report.moved, report.removed) == (3, (), ())


def test_deleted_file_stays_until_it_is_pruned(store: Store, folder: Path) -> None:
    ingest([folder], store)
    (folder / "b.md").unlink()
    assert ingest([folder], store).removed == ()
    assert len(store.documents()) == 2
    report = ingest([folder], store, prune=True)
    assert sources(report.removed) == [str(folder / "b.md")]
    assert str(report) == "0 added, 0 replaced, 1 unchanged, 0 failed, 1 removed"
    assert [document.title for document in store.documents()] == ["A"]


def test_pruning_leaves_other_folders_uploads_and_bad_files_alone(store: Store, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "briefings-2").mkdir()
    for other in (tmp_path / "briefings-2" / "o.txt", tmp_path / "upload"):
        other.write_text("Other words.")
    ingest([folder, tmp_path / "briefings-2"], store)
    ingest_uploads([("up.txt", tmp_path / "upload")], store)
    (tmp_path / "briefings-2" / "o.txt").unlink()
    (folder / "b.md").write_bytes(b"")
    assert ingest([folder], store, prune=True).removed == ()
    assert len(store.documents()) == 4


def test_folder_that_is_empty_all_at_once_is_not_pruned(store: Store, folder: Path) -> None:
    """As a disk looks that is not mounted."""
    ingest([folder], store)
    (folder / "b.md").unlink()
    (folder / "deep" / "a.txt").unlink()
    report = ingest([folder], store, prune=True)
    assert report.removed == ()
    assert "holds no documents" in report.failed[0].reason
    assert len(store.documents()) == 2


def test_folder_that_is_not_there_is_not_pruned(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest([folder], store)
    folder.rename(folder.with_name("away"))
    monkeypatch.chdir(folder.parent)
    assert ingest([folder, folder.name, "~nobody-at-all/x"], store, prune=True).removed == ()
    assert len(store.documents()) == 2


def test_file_that_cannot_be_looked_at_is_not_pruned(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest([folder], store)
    lstat = os.lstat

    def refused(path: str) -> os.stat_result:
        if str(path).startswith(str(folder / "deep")):
            raise PermissionError(13, "no permission", path)
        return lstat(path)

    (folder / "deep" / "a.txt").unlink()
    monkeypatch.setattr(os, "lstat", refused)
    assert ingest([folder], store, prune=True).removed == ()


# -- files that failed before


def reads(store: Store, folder: Path, *, retry: bool = False) -> bool:
    """Ingest, and return whether the bad file was read."""
    (failed,) = ingest([folder], store, retry=retry).failed
    assert "the PDF is damaged" in failed.reason
    return "not read again" not in failed.reason


def test_failed_file_is_read_again_only_when_it_changes_or_on_request(store: Store, folder: Path) -> None:
    bad = folder / "broken.pdf"
    bad.write_bytes(b"%PDF-1.7")
    assert reads(store, folder)
    assert not reads(store, folder)
    assert reads(store, folder, retry=True)
    assert not reads(store, folder)
    bad.write_bytes(b"%PDF-1.7 changed")
    assert reads(store, folder)


def test_failed_file_is_read_again_by_other_readers(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7")
    assert reads(store, folder)
    monkeypatch.setattr("ingest.memory._readers", lambda: "of the next release")
    assert reads(store, folder)


def test_failures_are_listed_until_they_are_mended_or_gone(store: Store, folder: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        (folder / name).write_bytes(b"%PDF-1.7")
    ingest([folder], store)
    assert [failure.source for failure in store.failures()] == [str(folder / "one.pdf"), str(folder / "two.pdf")]
    assert "damaged" in store.failures()[0].reason
    (folder / "one.pdf").unlink()
    ingest([folder], store)
    assert [failure.source for failure in store.failures()] == [str(folder / "two.pdf")]
    (folder / "two.pdf").unlink()
    (folder / "b.md").write_bytes(b"")
    ingest([folder], store)
    (folder / "b.md").write_text(NOTE + "Mended.")
    ingest([folder], store)
    assert store.failures() == []


def test_failed_upload_is_not_remembered(store: Store, tmp_path: Path) -> None:
    (tmp_path / "up").write_bytes(b"%PDF-1.7")
    assert len(ingest_uploads([("up.pdf", tmp_path / "up")], store).failed) == 1
    assert store.failures() == []


# -- folders whose disk is not there


def test_sub_folder_that_is_empty_all_at_once_is_not_pruned(store: Store, folder: Path) -> None:
    """As the place looks at which a disk is not mounted."""
    (folder / "deep" / "deeper").mkdir()
    (folder / "deep" / "deeper" / "c.txt").write_text("Deeper words.")
    ingest([folder], store)
    (folder / "deep").rename(folder.with_name("disk"))
    (folder / "deep").mkdir()
    (folder / "b.md").unlink()
    (folder / "other.txt").write_text("Other words.")
    report = ingest([folder], store, prune=True)
    assert sources(report.removed) == [str(folder / "b.md")]
    assert [(one.source, "documents are kept" in one.reason) for one in report.failed] == [(str(folder / "deep"), True)]
    assert len(store.documents()) == 3


def test_sub_folder_that_is_gone_itself_is_pruned(store: Store, folder: Path) -> None:
    ingest([folder], store)
    (folder / "deep" / "a.txt").unlink()
    (folder / "deep").rmdir()
    assert sources(ingest([folder], store, prune=True).removed) == [str(folder / "deep" / "a.txt")]


def test_sub_folder_that_cannot_be_looked_into_is_not_pruned(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest([folder], store)
    scandir = os.scandir

    def refused(path: str | Path) -> object:
        if str(path) == str(folder / "deep"):
            raise PermissionError(13, "no permission", str(path))
        return scandir(path)

    (folder / "deep" / "a.txt").unlink()
    monkeypatch.setattr(os, "scandir", refused)
    report = ingest([folder], store, prune=True)
    assert report.removed == ()
    assert {one.source for one in report.failed} == {str(folder / "deep")}
