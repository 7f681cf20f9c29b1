"""Questions under way: so that one can be stopped at any moment, and what is said after that is not kept.

The page's own way to cancel an event (Gradio's ``cancels``) waits for the step under way, shows an error in its place,
and loses the question that is entered meanwhile; so a question ends by itself here.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import Any, TypeVar

T = TypeVar("T")

# A stopped question ends in milliseconds; one whose window is gone ends when the server notices, which nobody awaits.
_PATIENCE_SECONDS = 5.0
# Of so many windows it is known which conversation they turned to last.
_WINDOWS = 1000


class Ticket:
    """One question under way."""

    def __init__(self, question: str) -> None:
        self.question = question
        self.stopped = False
        self.kept = False
        self.ended = Event()
        self.lock = Lock()
        self._came: SimpleQueue[Any] = SimpleQueue()

    def follow(self, events: Iterable[T]) -> Iterator[T]:
        """Yield ``events`` as they come, until they end or the question is stopped, however long the next one takes.

        They are made in a thread of their own, which gives up at its next one. Errors of theirs are raised here.
        """

        def make() -> None:
            try:
                for event in events:
                    if self.stopped or self.ended.is_set():
                        return
                    self._came.put(event)
            except Exception as error:  # noqa: BLE001 - raised where they are followed
                self._came.put(error)
            finally:
                self._came.put(None)

        Thread(target=make, name="question", daemon=True).start()
        while (came := self._came.get()) is not None and not self.stopped:
            if isinstance(came, Exception):
                raise came
            yield came

    def stop(self) -> None:
        """Let what comes of it from now on not be kept; waits while that is being kept."""
        with self.lock:
            self.stopped = True
        self._came.put(None)


class UnderWay:
    """The questions under way, at most one for each window of the page; any number of threads may use it."""

    def __init__(self) -> None:
        self._tickets: dict[str, Ticket] = {}
        self._talks: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    @property
    def count(self) -> int:
        """How many questions are being answered."""
        return len(self._tickets)

    def begin(self, window: str, talk: str, question: str) -> Ticket | None:
        """Begin a question of a window; one that it still has under way is stopped.

        None: the window has turned to another conversation than ``talk`` since the question was entered.
        """
        while True:
            self.stop(window)
            with self._lock:
                if self._talks.get(window, talk) != talk:
                    return None
                if window not in self._tickets:  # another may have begun since
                    ticket = self._tickets[window] = Ticket(question)
                    return ticket

    def end(self, window: str, ticket: Ticket) -> None:
        """Say that a question is done with, and nothing more of it will be shown, however that came."""
        with self._lock:
            if self._tickets.get(window) is ticket:
                del self._tickets[window]
        ticket.ended.set()

    @contextmanager
    def finishing(self, ticket: Ticket) -> Iterator[bool]:
        """Hold off `stop` for the length of a ``with`` block that keeps an answer; False: it was stopped before."""
        with ticket.lock:
            alive = not ticket.stopped
            yield alive
            ticket.kept = alive

    def stop(self, window: str) -> str | None:
        """Stop the question of a window, wait until nothing more of it will be shown, and return it.

        None when the window has none, or its answer was just kept.
        """
        with self._lock:
            ticket = self._tickets.pop(window, None)
        if ticket is None:
            return None
        ticket.stop()
        ticket.ended.wait(_PATIENCE_SECONDS)
        return None if ticket.kept else ticket.question

    def turn_to(self, window: str, talk: str) -> None:
        """Stop the question of a window, as it turns to another conversation; those that wait there never begin."""
        with self._lock:
            self._talks[window] = talk
            self._talks.move_to_end(window)
            if len(self._talks) > _WINDOWS:
                self._talks.popitem(last=False)
        self.stop(window)
