"""Opening a store, or reaching who has it open."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from store import StoreLocked, owner_of
from store.endpoint.client import OwnerClient
from store.endpoint.errors import Silent

S = TypeVar("S")

# An owner that has the lock and does not answer is about to begin, or to end: erasing takes some seconds at its end.
_PATIENCE_SECONDS = 30.0
_PAUSE_SECONDS = 0.1


@contextmanager
def opened_or_reached(folder: Path, open_here: Callable[[], AbstractContextManager[S]]) -> Iterator[S | OwnerClient]:
    """Open a store for the length of a ``with`` block, or reach the process that has it open.

    Args:
        folder: the store's.
        open_here: opens it.

    Raises:
        StoreLocked: the process that has it open answers nobody, or not in time.
        EndpointError: it is of another release.
    """
    with ExitStack() as stack:
        yield _found(folder, lambda: stack.enter_context(open_here()))


def _found(folder: Path, enter: Callable[[], S]) -> S | OwnerClient:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            return enter()
        except StoreLocked as locked:
            owner = owner_of(folder.expanduser().resolve())
            if owner is not None and owner.contact is None:
                raise
            try:
                if owner is not None and owner.contact is not None:
                    return OwnerClient(owner.contact)
            except Silent:
                pass  # its lock tells that it lives
            if time.monotonic() > deadline:
                raise StoreLocked(f"{locked} (it does not answer)") from locked
        time.sleep(_PAUSE_SECONDS)
