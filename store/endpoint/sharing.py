"""Opening a store, reaching who has it open, or asking that process for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from store import Contact, StoreLocked, owner_of
from store.endpoint.client import OwnerClient, Waited
from store.endpoint.errors import Silent

S = TypeVar("S")

# An owner that has the lock and does not answer is about to begin, or to end: erasing takes some seconds at its end.
_PATIENCE_SECONDS = 30.0
_PAUSE_SECONDS = 0.1
# Who asked for a store looks more often than those who only want to use it, so that it has it before them.
_ASKING_PAUSE_SECONDS = 0.02
# Who asked takes the store within a fraction of this, unless it was killed; then the last owner takes it back.
_TAKING_SECONDS = 5.0


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


@contextmanager
def opened_when_given(
    folder: Path, open_here: Callable[[], AbstractContextManager[S]], waiting: Callable[[Waited], None]
) -> Iterator[S]:
    """Open a store for the length of a ``with`` block, after asking the process that has it open to give it up.

    Args:
        folder: the store's.
        open_here: opens it.
        waiting: called once with each owner that is waited for, however long it takes.

    Raises:
        StoreLocked: the process that has it open keeps it, or answers nobody.
        EndpointError: it is of another release.
    """
    with ExitStack() as stack:
        yield _given(folder, lambda: stack.enter_context(open_here()), waiting)


def _given(folder: Path, enter: Callable[[], S], waiting: Callable[[Waited], None]) -> S:
    asked: Contact | None = None
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            return enter()
        except StoreLocked as locked:
            owner = owner_of(folder.expanduser().resolve())
            if owner is not None and owner.contact is None:
                raise
            contact = None if owner is None else owner.contact
            if contact is not None and contact == asked:
                deadline = time.monotonic() + _PATIENCE_SECONDS  # it finishes what it is at
            elif contact is not None and (waited := _asked(contact)) is not None:
                if not waited.hands_over:
                    raise
                waiting(waited)
                asked = contact
            elif time.monotonic() > deadline:
                raise StoreLocked(f"{locked} (it does not answer)") from locked
        time.sleep(_ASKING_PAUSE_SECONDS)


def _asked(contact: Contact) -> Waited | None:
    """Ask an owner for its store; None when it does not answer: its lock tells that it lives."""
    try:
        return OwnerClient(contact).ask_for_store()
    except Silent:
        return None


def await_owner(folder: Path) -> None:
    """Wait until another process has a store that this one gave up, or has evidently not come to take it."""
    folder = folder.expanduser().resolve()
    deadline = time.monotonic() + _TAKING_SECONDS
    while owner_of(folder) is None and time.monotonic() < deadline:
        time.sleep(_PAUSE_SECONDS)
