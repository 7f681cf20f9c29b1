"""The reading process has no network, by each of the means that there are."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from hostile.pdfs import document
from ingest.isolation import FileReader

ROOT = Path(__file__).resolve().parents[2]
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
FILTERED = sys.platform == "linux" and platform.machine() in ("x86_64", "aarch64")
# Tries to reach a server on this machine, in Python and past it, and says which errors it gets.
_TRY = """
import ctypes, errno, os, socket, struct, sys
from ingest import confinement
port = int(sys.argv[1])
print({means}, end=" ")

def connect():
    try:
        socket.create_connection(("127.0.0.1", port), 2).close()
    except OSError as error:
        return errno.errorcode[error.errno]
    return "connected"

def connect_in_c():
    libc = ctypes.CDLL(None, use_errno=True)
    made = libc.socket(socket.AF_INET, socket.SOCK_STREAM, 0)
    if made >= 0:
        address = struct.pack("=HHI8x", socket.AF_INET, socket.htons(port), socket.htonl(0x7F000001))
        if libc.connect(made, address, len(address)) == 0:
            return "connected"
    return errno.errorcode[ctypes.get_errno()]

if os.fork() == 0:  # what it starts has no network either
    print(connect(), connect_in_c(), flush=True)
    os._exit(0)
os.wait()
"""


@pytest.fixture
def port() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]  # type: ignore[misc]


def tried(port: int, means: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", _TRY.format(means=means), str(port)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.split()


@linux
def test_it_would_connect_otherwise(port: int) -> None:
    assert tried(port, "'as it is'") == ["as", "it", "is", "connected", "connected"]


@pytest.mark.skipif(not FILTERED, reason="the filter is for Linux on x86-64 and ARM64")
def test_filter_refuses_sockets(port: int) -> None:
    held, *errors = tried(port, "confinement._filter_sockets()")
    if held == "False":
        pytest.skip("this system lets no process have a filter")
    assert errors == ["EACCES", "EACCES"]


@linux
def test_namespace_leads_nowhere(port: int) -> None:
    held, *errors = tried(port, "confinement._leave_network()")
    if held == "False":
        pytest.skip("this system lets no process have a network namespace of its own")
    assert errors == ["ENETUNREACH", "ENETUNREACH"]


@linux
def test_interpreter_refuses_sockets_where_the_system_does_not(port: int) -> None:
    _, *errors = tried(port, "sys.addaudithook(confinement._refuse_sockets)")
    assert errors == ["EACCES", "connected"]  # as documented: it does not stop C


@linux
def test_every_means_together(port: int) -> None:
    *means, python, c = tried(port, "*confinement.forbid_network()")
    if means == ["interpreter"]:
        pytest.skip("this system grants neither namespace nor filter")
    assert means in (["namespace"], ["filter"], ["namespace", "filter"])
    assert "connected" not in (python, c)


@linux
def test_reading_process_is_confined(port: int) -> None:
    seen: list[tuple[bool, bool]] = []

    def look(done: int, total: int) -> None:
        own = Path(f"/proc/{os.getpid()}/task")
        (child,) = (one for task in own.iterdir() for one in (task / "children").read_text().split())
        status = dict(line.split(":\t", 1) for line in Path(f"/proc/{child}/status").read_text().splitlines())
        apart = Path(f"/proc/{child}/ns/net").readlink() != Path("/proc/self/ns/net").readlink()
        seen.append((apart, status["Seccomp"].strip() == "2"))

    with FileReader() as reader:
        reader.read("a.pdf", document(), look)
    means = tried(port, "*confinement.forbid_network()")[:-2]
    assert seen == [("namespace" in means, "filter" in means)]
