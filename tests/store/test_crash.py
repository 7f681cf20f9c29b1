"""Killed at any instant, or on a disk that fails, a store keeps every acknowledged document whole."""

from __future__ import annotations

import errno
import os
import signal
from pathlib import Path

import pytest

from crashing import CAN_FAIL, Harness

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the processes find the packages and the tests' own modules."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(ROOT / "tests")]))


@posix
@pytest.mark.parametrize("kills", [20, pytest.param(200, marks=pytest.mark.slow)])
def test_killed_at_random_instants(tmp_path: Path, kills: int) -> None:
    harness = Harness.under(tmp_path)
    for seed in range(kills):
        harness.kill(seed * 7 + kills)
    assert harness.acknowledged > kills  # it has really written between the kills
    assert harness.refused == []


@pytest.mark.skipif(not CAN_FAIL, reason="needs seccomp filters")
@pytest.mark.parametrize("rounds", [3, pytest.param(50, marks=pytest.mark.slow)])
@pytest.mark.parametrize("error_number", [errno.ENOSPC, errno.EIO], ids=errno.errorcode.get)
def test_disk_that_fails_at_random_instants(tmp_path: Path, error_number: int, rounds: int) -> None:
    harness = Harness.under(tmp_path)
    harness.kill(1)  # a store with something in it
    for seed in range(rounds):
        harness.fail(seed * 7 + rounds, error_number)
    assert harness.refused  # the disk has really failed
    words = {errno.ENOSPC: "the disk is full", errno.EIO: "the disk reports an error"}[error_number]
    assert [line for line in harness.refused if words not in line] == []
