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


def test_read_only_disk_is_told(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    _, read_only = _on_a_small_disk(
        disk, ("size=64M", "Store.open(path, embedder=FakeEmbedder()).close()"), ("ro", _OPEN)
    )
    assert "read-only" in read_only
    assert len(read_only.splitlines()) == 1
