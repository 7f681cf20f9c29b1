"""Questions go first: what can wait is done in short steps, one at a time, between the questions."""

from __future__ import annotations

import math
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

# No step waits longer than this: where questions leave no gaps, documents still come in, at about a tenth of the pace.
_PATIENCE_SECONDS = 2.0
# Nobody asks, when nobody has asked for so long.
_QUIET_SECONDS = 30.0
# So often a step that waits looks whether it is still wanted.
_POLL_SECONDS = 0.05


class Precedence:
    """Who may compute now. Questions never wait here; steps of other work wait for them and for each other.

    One step at a time, because a question that comes meanwhile shares the processor with whatever has begun. Steps
    should therefore be short, a few tenths of a second, and hold no locks that others need.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._questions = 0
        self._asked = -math.inf
        self._stepping: set[int] = set()
        self._waiting: deque[object] = deque()

    @property
    def questions(self) -> int:
        """How many questions are being answered now."""
        return self._questions

    @property
    def is_quiet(self) -> bool:
        """Whether nobody has asked for a while, so that a step may take longer."""
        return not self._questions and monotonic() - self._asked > _QUIET_SECONDS

    @contextmanager
    def question(self) -> Iterator[None]:
        """Answer a question in the block; one that a step itself asks is part of the step."""
        if threading.get_ident() in self._stepping:
            yield
            return
        with self._changed:
            self._questions += 1
        try:
            yield
        finally:
            with self._changed:
                self._questions -= 1
                self._asked = monotonic()
                self._changed.notify_all()

    @contextmanager
    def step(self, is_wanted: Callable[[], bool] = lambda: True) -> Iterator[None]:
        """Do a step of work that can wait in the block, when it is its turn, first come first served.

        Args:
            is_wanted: the step begins at once when this says no: it should then see for itself, and end.
        """
        thread = threading.get_ident()
        if thread in self._stepping:
            yield
            return
        turn = object()
        until = monotonic() + _PATIENCE_SECONDS
        with self._changed:
            self._waiting.append(turn)
            try:
                while not self._may_begin(turn) and is_wanted() and (left := until - monotonic()) > 0:
                    self._changed.wait(min(_POLL_SECONDS, left))
            finally:  # also when it is interrupted
                self._waiting.remove(turn)
            self._stepping.add(thread)
        try:
            yield
        finally:
            with self._changed:
                self._stepping.discard(thread)
                self._changed.notify_all()

    def _may_begin(self, turn: object) -> bool:
        return not self._questions and not self._stepping and self._waiting[0] is turn
