"""ZIP archives: their files are documents of their own, within limits, and their names lead nowhere else."""

from __future__ import annotations

import errno
import io
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import FileFinished, FileStarted, Limits, ingest, ingest_uploads, reindex
from ingest.errors import Unreadable
from ingest.extract import Archive, Member
from ingest.isolation import FileReader
from ingest.progress import Event
from ingest.spool import Spool
from ingest.tray_entries import Entry
from ingest.tray_markup import tray_markup
from ingest.trays import Trays
from ingest.wire import Nonsense, archive_from_json
from store import Store

NOTE = b"# Space note\n\nThe dialogue was held in Tokyo.\n"


def archive(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return made.getvalue()


def written(folder: Path, files: dict[str, bytes], name: str = "briefs.zip") -> Path:
    path = folder / name
    path.write_bytes(archive(files))
    return path


def test_each_file_is_a_document(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, {"a.md": NOTE, "deep/b.txt": b"They met."})
    report = ingest(path, store)
    assert [one.source for one in report.added] == [f"{path}/a.md", f"{path}/deep/b.txt"]
    assert {document.title for document in store.documents()} == {"Space note", "B"}
    assert store.original(report.added[0].document.document_id) == NOTE


def test_only_what_changed_is_replaced(store: Store, tmp_path: Path) -> None:
    ingest(written(tmp_path, {"a.md": NOTE, "b.txt": b"One."}), store)
    report = ingest(written(tmp_path, {"a.md": NOTE, "b.txt": b"Two."}), store)
    assert (len(report.unchanged), len(report.replaced)) == (1, 1)


def test_documents_of_an_archive_can_be_read_again(store: Store, tmp_path: Path) -> None:
    ingest(written(tmp_path, {"deep/a.md": NOTE}), store)
    assert len(reindex(store).replaced) == 1


def test_bad_file_is_named_and_stops_nothing(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, {"bad.pdf": b"%PDF-1.7", "image.png": b"\x89PNG", "good.md": NOTE})
    report = ingest(path, store)
    assert [one.source for one in report.failed] == [f"{path}/bad.pdf", f"{path}/image.png"]
    assert len(report.added) == 1


def test_archives_in_archives_are_unpacked(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, {"inner.zip": archive({"a.md": NOTE}), "b.txt": b"They met."})
    assert [one.source for one in ingest(path, store).added] == [f"{path}/inner.zip/a.md", f"{path}/b.txt"]


def test_names_lead_nowhere_else(store: Store, tmp_path: Path) -> None:
    names = [
        "../../up.md",
        "/root.md",
        "C:\\win\\note.md",
        "a/./b//c.md",
        "new\nline.md",
        "__MACOSX/x.md",
        ".hidden.md",
    ]
    path = written(tmp_path, dict.fromkeys(names, NOTE))
    assert [one.source.removeprefix(f"{path}/") for one in ingest(path, store).added] == [
        "up.md",
        "root.md",
        "C:/win/note.md",
        "a/b/c.md",
        "new line.md",
    ]


@pytest.mark.parametrize(
    ("files", "limits", "reason"),
    [
        ({f"{n}.md": NOTE for n in range(4)}, Limits(members=3), "holds more than 3 files"),
        ({"bomb.txt": bytes(20_000_000)}, Limits(expansion=10 * 1024**2), "unpacks to more than 10 MB"),
        ({"i.zip": archive({"j.zip": archive({"a.md": NOTE})})}, Limits(nesting=2), "nested deeper than 2 levels"),
        ({"empty/": b""}, Limits(), "the archive holds no documents"),
    ],
)
def test_archive_has_limits(store: Store, tmp_path: Path, files: dict[str, bytes], limits: Limits, reason: str) -> None:
    (tmp_path / "good.md").write_bytes(NOTE)
    report = ingest([written(tmp_path, files), tmp_path / "good.md"], store, limits=limits)
    assert len(report.added) == 1
    assert [reason in one.reason for one in report.failed] == [True]


def test_damaged_member_fails_alone(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "briefs.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as target:
        target.writestr("a.txt", b"damaged words")
        target.writestr("b.txt", b"They met.")
    path.write_bytes(path.read_bytes().replace(b"damaged words", b"DAMAGED words"))
    report = ingest(path, store)
    assert [one.source for one in report.failed] == [f"{path}/a.txt"]
    assert len(report.added) == 1


def test_truncated_archive_is_one_failure(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "briefs.zip"
    path.write_bytes(archive({"a.md": NOTE * 50})[:80])
    assert ["damaged ZIP archive" in one.reason for one in ingest(path, store).failed] == [True]


def test_every_file_of_an_archive_is_told(store: Store, tmp_path: Path) -> None:
    events: list[Event] = []
    (tmp_path / "z.md").write_bytes(NOTE)
    ingest([written(tmp_path, {"a.md": NOTE, "b.txt": b"One."}), tmp_path / "z.md"], store, progress=events.append)
    started = [(one.number, one.total) for one in events if isinstance(one, FileStarted)]
    assert started == [(1, 2), (1, 3), (2, 3), (3, 3)]
    assert [one.number for one in events if isinstance(one, FileFinished)] == [1, 2, 3]


def test_page_shows_the_files_of_an_archive(store: Store, tmp_path: Path) -> None:
    uploads = []
    for name, data in (("briefs.zip", archive({"a.md": NOTE, "b.pdf": b"%PDF-1.7"})), ("z.md", NOTE + b"More.")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "copy").write_bytes(data)
        uploads.append((name, tmp_path / name / "copy"))
    trays = Trays(store, tmp_path)
    trays.of("").receive(uploads)
    rows = _settled(trays)
    trays.close()
    assert [(row.name, row.outcome) for row in rows] == [("briefs.zip", "added"), ("z.md", "added")]
    assert "b.pdf: " in rows[0].reason
    assert "a.md" not in rows[0].reason
    assert rows[0].reason in tray_markup(rows)
    assert {one.source for one in store.documents()} == {"upload:briefs.zip/a.md", "upload:z.md"}


def test_page_asks_for_the_password_of_an_archive(store: Store, tmp_path: Path) -> None:
    (tmp_path / "digest").mkdir()
    (tmp_path / "digest" / "copy").write_bytes(locked("a.md", NOTE, b"secret"))
    trays = Trays(store, tmp_path)
    trays.of("").receive([("briefs.zip", tmp_path / "digest" / "copy")])
    (row,) = _settled(trays)
    assert row.locked
    trays.of("").retry(row.key, "secret")
    assert [one.outcome for one in _settled(trays)] == ["added"]
    trays.close()


def _settled(trays: Trays) -> list[Entry]:
    until = time.monotonic() + 60
    while trays.of("").busy:
        assert time.monotonic() < until
        time.sleep(0.02)
    return trays.of("").entries()


def test_uploaded_archive_keeps_its_name(store: Store, tmp_path: Path) -> None:
    written(tmp_path, {"a.md": NOTE}, "temporary")
    (entry,) = ingest_uploads([("briefs.zip", tmp_path / "temporary")], store).added
    assert entry.source == "upload:briefs.zip/a.md"


def locked(name: str, data: bytes, password: bytes) -> bytes:
    """Return an archive of one file, encrypted in the way that all programs know (APPNOTE.TXT, 6.1)."""
    keys = [0x12345678, 0x23456789, 0x34567890]
    table = [next(_rounds(byte)) for byte in range(256)]

    def step(key: int, byte: int) -> int:
        return (key >> 8) ^ table[(key ^ byte) & 0xFF]

    def update(byte: int) -> None:
        keys[0] = step(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = step(keys[2], keys[1] >> 24)

    for byte in password:
        update(byte)
    secret = bytearray()
    crc = zlib.crc32(data)
    for byte in bytes(11) + bytes([crc >> 24]) + data:
        mixed = (keys[2] | 2) & 0xFFFF
        secret.append(byte ^ (((mixed * (mixed ^ 1)) >> 8) & 0xFF))
        update(byte)
    fields = struct.pack("<HHHHIIIHH", 1, 0, 0, 0x5A21, crc, len(secret), len(data), len(name), 0)
    local = b"PK\x03\x04" + struct.pack("<H", 20) + fields + name.encode() + bytes(secret)
    central = b"PK\x01\x02" + struct.pack("<HH", 20, 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name.encode()
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def _rounds(byte: int) -> Iterator[int]:
    for _ in range(8):
        byte = (byte >> 1) ^ 0xEDB88320 if byte & 1 else byte >> 1
    yield byte


def test_archive_with_a_password_needs_it(store: Store, tmp_path: Path) -> None:
    (tmp_path / "briefs.zip").write_bytes(locked("a.md", NOTE, b"secret"))
    report = ingest(tmp_path / "briefs.zip", store, passwords=["wrong"])
    assert ["needs a password" in one.reason for one in report.failed] == [True]
    (entry,) = ingest(tmp_path / "briefs.zip", store, passwords=["wrong", "secret"]).added
    assert store.original(entry.document.document_id) == NOTE


def test_archive_named_as_a_text_is_refused() -> None:
    with FileReader() as reader, pytest.raises(Unreadable, match="is a ZIP archive, not plain text"):
        reader.open("note.txt", archive({"a.md": NOTE}))


@pytest.mark.parametrize(
    "value",
    [
        None,
        {"members": [["../a", ""]], "failed": []},
        {"members": [["/a", ""]], "failed": []},
        {"members": [["a", "?"]], "failed": []},
        {"members": [["a"]], "failed": []},
        {"members": [], "failed": [["a\0", "x"]]},
    ],
)
def test_nonsense_about_an_archive_is_refused(value: object) -> None:
    with pytest.raises(Nonsense):
        archive_from_json(value)


def test_pruning_a_folder_leaves_what_its_archives_still_hold(store: Store, tmp_path: Path) -> None:
    inner = archive({"c.txt": b"Three."})
    written(tmp_path, {"a.md": NOTE, "deep/b.txt": b"Two.", "more.zip": inner})
    assert len(ingest(tmp_path, store).added) == 3
    report = ingest(tmp_path, store, prune=True)
    assert (len(report.unchanged), report.removed) == (3, ())


def test_pruning_removes_what_left_an_archive_and_follows_what_was_renamed_in_it(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, {"a.md": NOTE, "old.txt": b"Two.", "gone.txt": b"Three."})
    kept = {one.source: one.document.document_id for one in ingest(tmp_path, store).added}
    written(tmp_path, {"a.md": NOTE, "new.txt": b"Two."})
    assert [one.source for one in ingest(tmp_path, store).moved] == [f"{path}/new.txt"]
    assert store.document(kept[f"{path}/old.txt"]).source == f"{path}/new.txt"
    assert {one.source for one in store.documents()} == {f"{path}/{name}" for name in ("a.md", "new.txt", "gone.txt")}
    assert [one.source for one in ingest(tmp_path, store, prune=True).removed] == [f"{path}/gone.txt"]


def test_the_documents_of_a_deleted_archive_are_pruned(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, {"a.md": NOTE})
    (tmp_path / "stays.txt").write_text("It stays.")
    ingest(tmp_path, store)
    path.unlink()
    assert [one.source for one in ingest(tmp_path, store, prune=True).removed] == [f"{path}/a.md"]


def test_what_failed_is_tried_again_when_there_is_a_password(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, {"bad.md": b""})
    assert len(ingest(path, store).failed) == 1
    assert "not read again" in ingest(path, store).failed[0].reason
    assert "not read again" not in ingest(path, store, passwords=["word"]).failed[0].reason


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_memory_holds_one_file_of_an_archive_at_a_time(tmp_path: Path) -> None:
    size, count = 2_000_000, 40
    path = written(tmp_path, {f"{number}.txt": b"A plain sentence of it.\n" * (size // 24) for number in range(count)})
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from ingest.isolation import FileReader\n"
        "def peak():\n"
        "    return int(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0]) * 1024\n"
        "with FileReader() as reader:\n"
        "    reader.read('a.txt', b'One.')\n"
        "    before = peak()\n"
        "    found = reader.open('briefs.zip', Path(sys.argv[1]).read_bytes())\n"
        "    print(sum(len(one.data) for one in found.members), peak() - before)\n"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], cwd=root, capture_output=True, text=True, check=True
    )
    unpacked, grown = map(int, done.stdout.split())
    assert unpacked == count * (size // 24) * 24
    assert grown < 15 * size  # a line, its text, its bytes: several times one file, and no matter how many there are


def test_files_of_an_archive_are_kept_as_they_came(tmp_path: Path) -> None:
    with FileReader() as reader:
        found = reader.open("briefs.zip", archive({"a.md": NOTE, "b.txt": b"", "c.txt": b"Three."}))
        other = reader.open("others.zip", archive({"a.md": b"Other."}))
    assert isinstance(found, Archive)
    assert isinstance(other, Archive)
    assert [(one.name, one.data) for one in found.members] == [("a.md", NOTE), ("b.txt", b""), ("c.txt", b"Three.")]
    assert [(one.name, one.data) for one in other.members] == [("a.md", b"Other.")]


def test_no_room_to_unpack_is_one_files_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with FileReader() as reader:
        with monkeypatch.context() as patched, pytest.raises(Unreadable, match=r"no room to unpack it \(No space left"):
            patched.setattr("tempfile.TemporaryFile", full)
            reader.open("briefs.zip", archive({"a.md": NOTE, "b.md": NOTE}))
        assert reader.read("b.txt", b"Two.").text == "Two."


def test_more_than_may_be_unpacked_is_not_kept_whatever_the_process_says() -> None:
    spool = Spool(most=10)
    kept = spool.add(Member("a", b"12345678"))
    with pytest.raises(ValueError, match="may be unpacked"):
        spool.add(Member("b", b"123"))
    assert kept.data == b"12345678"
