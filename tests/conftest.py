"""Fixtures for all tests: no network, no user folders, a quick embedder, a store in a temporary folder."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes import FakeEmbedder
from store import Embedder, SentenceTransformerEmbedder, Store

_LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(autouse=True)
def _stay_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Refuse connections that leave this machine, and keep the user's folders and settings out."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(_LOOPBACK):  # type: ignore[index]
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)
    for name in [name for name in os.environ if name.startswith(("BRIEFING_", "OPENAI_", "LANGSMITH_", "LANGCHAIN_"))]:
        monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TMPDIR", str(home))  # of the processes that a test starts, some of which it kills
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder()


@pytest.fixture(scope="session")
def real_embedder() -> Embedder:
    """Return the packaged model, loaded once for all tests."""
    return SentenceTransformerEmbedder()


@pytest.fixture
def store(tmp_path: Path, embedder: FakeEmbedder) -> Iterator[Store]:
    with Store.open(tmp_path / "store", embedder=embedder) as opened:
        yield opened
