"""No network for the reading process, as far as the system can enforce it.

- Linux: a network namespace of its own, in which there is nothing, where the system lets a process make one; and a
  seccomp filter (x86-64 and ARM64) by which no socket of any kind can be made, which needs no permission. Programs
  that the process starts inherit both.
- Elsewhere, and where Linux grants neither: Python itself refuses sockets. That stops our libraries' Python code, not
  code in C that a document has taken over.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import sys
from collections.abc import Iterator
from typing import Any, Literal

Means = Literal["namespace", "filter", "interpreter"]

_CLONE_NEWNET, _CLONE_NEWUSER = 0x40000000, 0x10000000
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_SET_MODE_FILTER = 1
# Of each machine: its number in the kernel's audit.h, and its numbers of seccomp(2) and socket(2).
_MACHINES = {"x86_64": (0xC000003E, 317, 41), "aarch64": (0xC00000B7, 277, 198)}
# It makes sockets too, behind the filter's back; its number is the same on every machine.
_IO_URING_SETUP = 425
# On x86-64, numbers from here on are those of a second table of the same calls.
_X32 = 0x40000000
# Steps of a filter (classic BPF): load a word, jump if equal, jump if at least, return. What is returned, and where
# the call's number and the machine stand in what the filter sees (struct seccomp_data).
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_NUMBER, _MACHINE = 0, 4


def forbid_network() -> tuple[Means, ...]:
    """Take the network from this process and all that it starts, for good; return by what means."""
    means: list[Means] = []
    if sys.platform == "linux":
        if _leave_network():
            means.append("namespace")
        if _filter_sockets():
            means.append("filter")
    if not means:
        sys.addaudithook(_refuse_sockets)
        means.append("interpreter")
    return tuple(means)


def _leave_network() -> bool:
    """Go into a network namespace without anything in it; without privileges, by a user namespace of one's own."""
    libc = ctypes.CDLL(None, use_errno=True)
    return any(libc.unshare(flags) == 0 for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET))


def _filter_sockets() -> bool:
    """Let the kernel refuse to make sockets."""
    if platform.machine() not in _MACHINES:
        return False
    steps = list(_steps())
    program = _Program(len(steps), (_Step * len(steps))(*steps))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    _, seccomp, _ = _MACHINES[platform.machine()]
    return bool(libc.syscall(seccomp, _SECCOMP_SET_MODE_FILTER, 0, ctypes.byref(program)) == 0)


class _Step(ctypes.Structure):
    _fields_ = [("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("value", ctypes.c_uint)]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step))]


def _steps() -> Iterator[_Step]:
    """Yield the filter's steps; a jump says how many steps to leave out."""
    machine, _, socket = _MACHINES[platform.machine()]
    yield _Step(_LOAD, 0, 0, _MACHINE)
    yield _Step(_EQUAL, 0, 5, machine)  # else the calls have other numbers: refuse
    yield _Step(_LOAD, 0, 0, _NUMBER)
    yield _Step(_AT_LEAST, 3, 0, _X32)
    yield _Step(_EQUAL, 2, 0, socket)
    yield _Step(_EQUAL, 1, 0, _IO_URING_SETUP)
    yield _Step(_RETURN, 0, 0, _ALLOW)
    yield _Step(_RETURN, 0, 0, _REFUSE)


def _refuse_sockets(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith("socket."):
        raise PermissionError(errno.EACCES, "what reads documents has no network")
