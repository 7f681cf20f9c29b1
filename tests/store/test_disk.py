"""A full disk and a read-only disk: each is told apart, and nothing that was acknowledged is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_HELPERS = """
import importlib.util, sys
from fakes import FakeEmbedder
from store import Store, StoreUnusable
spec = importlib.util.spec_from_file_location("versions", "tests/store/conftest.py")
versions = importlib.util.module_from_spec(spec)
spec.loader.exec_module(versions)
path = sys.argv[1] + "/store"
def text_of(n):
    return "".join(f"Document {n} line {line}.\\n" for line in range(60))
def fill_the_disk(leave=0):
    with open(sys.argv[1] + "/filler", "wb", buffering=0) as filler:
        try:
            while filler.write(bytes(4096)):
                pass
        except OSError:
            filler.truncate(max(0, filler.tell() - leave))
"""
_FILL = """
store = Store.open(path, embedder=FakeEmbedder())
kept = 0
try:
    for n in range(5000):
        store.add(versions._make_version(text_of(n), source=f"/{n}"))
        kept += 1
except StoreUnusable as error:
    print(error)
store.close()
print("kept", kept)
"""
_READ = """
with Store.open(path, embedder=FakeEmbedder()) as store:
    documents = store.documents()
    for document in documents:
        assert store.text(document.document_id) == text_of(document.source[1:])
    store.add(versions._make_version("One more.", source="/more"))
    print("problems", *store.check(), "whole", len(documents))
"""
_MAKE = """
with Store.open(path, embedder=FakeEmbedder()) as store:
    store.add(versions._make_version(text_of(0), source="/0"))
"""
_READ_ONE = """
with Store.open(path, embedder=FakeEmbedder()) as store:
    assert store.text(store.find("/0").document_id) == text_of(0)
    assert store.check() == []
"""
_ADD_WITH_LITTLE_ROOM = """
with Store.open(path, embedder=FakeEmbedder()) as store:
    text = "".join(f"Line {line}.\\n" for line in range(200))
    store.search("line")
    for leave in (0, 64_000, 128_000, 256_000, 512_000, 1_024_000):
        fill_the_disk(leave)
        try:
            store.add(versions._make_version(text, source="/more"))
        except StoreUnusable as error:
            print(error)
        assert store.search("line")[0].score > 0
"""
_MAKE_VECTORS_WITHOUT_ROOM = """
import shutil
shutil.rmtree(path + "/vectors")
with Store.open(path, embedder=FakeEmbedder()) as store:
    fill_the_disk()
    assert store.search("line")[0].passage.text in text_of(0)
    try:
        store.check()
    except StoreUnusable as error:
        print(error)
"""
_OPEN_WITHOUT_ROOM = """
fill_the_disk()
try:
    Store.open(path, embedder=FakeEmbedder()).search("line")
except StoreUnusable as error:
    print(error)
"""
_OPEN = """
try:
    Store.open(path, embedder=FakeEmbedder())
except StoreUnusable as error:
    print(error)
"""

pytestmark = pytest.mark.skipif(
    not shutil.which("unshare") or subprocess.run(["unshare", "-rm", "true"], check=False).returncode != 0,
    reason="needs Linux mount namespaces",
)


def _on_a_small_disk(folder: Path, *steps: tuple[str, str]) -> list[str]:
    """Mount 8 MB at ``folder`` and run each step's Python after its mount options; return what each printed."""
    script = [f'mount -t tmpfs -o size=8M none "{folder}"']
    for number, (options, code) in enumerate(steps):
        program = folder.parent / f"step{number}.py"
        program.write_text(_HELPERS + textwrap.dedent(code), encoding="utf-8")
        script.append(f'mount -o remount,{options} "{folder}"')
        script.append(f'"{sys.executable}" "{program}" "{folder}" && echo ----')
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-ec", "\n".join(script)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split("----\n")[:-1]


def test_full_disk_is_told_and_keeps_what_was_stored(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    filled, read = _on_a_small_disk(disk, ("size=8M", _FILL), ("size=64M", _READ))
    message, kept = filled.splitlines()
    assert "disk is full" in message
    assert read == f"problems whole {kept.split()[1]}\n"


@pytest.mark.parametrize(
    "code",
    [_ADD_WITH_LITTLE_ROOM, _MAKE_VECTORS_WITHOUT_ROOM, _OPEN_WITHOUT_ROOM],
    ids=["add", "make vectors", "open"],
)
def test_full_disk_is_told_when_a_library_hides_it(tmp_path: Path, code: str) -> None:
    """Chroma says "error purging logs" and the like, SQLite "disk I/O error"; and the old version goes on answering."""
    disk = tmp_path / "disk"
    disk.mkdir()
    _, told, _ = _on_a_small_disk(disk, ("size=8M", _MAKE), ("size=8M", code), ("size=64M", _READ_ONE))
    assert told
    assert all("the disk is full: free some space" in line for line in told.splitlines())


def test_read_only_disk_is_told(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    _, read_only = _on_a_small_disk(
        disk, ("size=64M", "Store.open(path, embedder=FakeEmbedder()).close()"), ("ro", _OPEN)
    )
    assert "read-only" in read_only
    assert len(read_only.splitlines()) == 1
