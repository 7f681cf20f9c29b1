"""Questions under way: so that one can be stopped, and what is said after that is not kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Ticket:
    """One question under way."""

    def __init__(self, question: str) -> None:
        self.question = question
        self.stopped = False
        self.kept = False
        self.lock = Lock()

    def stop(self) -> None:
        """Let what comes of it from now on not be kept; waits while that is being kept."""
        with self.lock:
            self.stopped = True


class UnderWay:
    """The questions under way, at most one for each window of the page; any number of threads may use it."""

    def __init__(self) -> None:
        self._tickets: dict[str, Ticket] = {}
        self._lock = Lock()

    @property
    def count(self) -> int:
        """How many questions are being answered."""
        return len(self._tickets)

    def begin(self, window: str, question: str) -> Ticket:
        """Begin a question of a window; one that it still has under way is stopped."""
        ticket = Ticket(question)
        with self._lock:
            before = self._tickets.get(window)
            self._tickets[window] = ticket
        if before is not None:
            before.stop()
        return ticket

    def end(self, window: str, ticket: Ticket) -> None:
        """Say that a question is done with, however that came."""
        with self._lock:
            if self._tickets.get(window) is ticket:
                del self._tickets[window]

    @contextmanager
    def finishing(self, ticket: Ticket) -> Iterator[bool]:
        """Hold off `stop` for the length of a ``with`` block that keeps an answer; False: it was stopped before."""
        with ticket.lock:
            alive = not ticket.stopped
            yield alive
            ticket.kept = alive

    def stop(self, window: str) -> str | None:
        """Stop the question of a window and return it; None when it has none, or its answer was just kept."""
        with self._lock:
            ticket = self._tickets.pop(window, None)
        if ticket is None:
            return None
        ticket.stop()
        return None if ticket.kept else ticket.question
