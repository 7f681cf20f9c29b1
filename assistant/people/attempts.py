"""Guessing passwords is slowed down: by name and by address, with a delay that grows."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

# So many mistakes cost nothing: people mistype. An office may share one address, hence more of them.
FREE_BY_NAME, FREE_BY_ADDRESS = 5, 20
# Then each mistake doubles the wait, up to this: nobody is locked out for long by another's guesses.
LONGEST_WAIT = 300.0
# So often one mistake is forgiven: who guesses for days gets 288 a day, and the mistakes of an office do not add up.
FORGIVEN_EVERY = 300.0
# More names and addresses than this are not remembered: who uses so many has the oldest forgotten, not memory filled.
_REMEMBERED = 20_000


@dataclass(slots=True)
class _Record:
    mistakes: float
    last: float


class Attempts:
    """Counts the mistakes of names and addresses. Any number of threads may use it.

    Names that nobody has are counted like others, so that a delay does not tell which exist.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._guard = threading.Lock()
        self._records: OrderedDict[tuple[str, str], _Record] = OrderedDict()

    def begin(self, name: str, address: str) -> float:
        """Return 0 and count the attempt as a mistake until it succeeds; or how many seconds to wait, uncounted."""
        keys = ((("name", name), FREE_BY_NAME), (("address", address), FREE_BY_ADDRESS))
        with self._guard:
            now = self._clock()
            wait = max(self._wait(key, free, now) for key, free in keys)
            if wait > 0:
                return wait
            for key, _ in keys:
                record = self._records.setdefault(key, _Record(0.0, now))
                forgiven = (now - record.last) / FORGIVEN_EVERY
                record.mistakes, record.last = max(0.0, record.mistakes - forgiven) + 1, now
                self._records.move_to_end(key)
            while len(self._records) > _REMEMBERED:
                self._records.popitem(last=False)
            return 0.0

    def succeeded(self, name: str, address: str) -> None:
        """Forget the mistakes of the name, and take back that of the address.

        The address's earlier mistakes stay: else one account of one's own would buy guesses at those of others.
        """
        with self._guard:
            self._records.pop(("name", name), None)
            if record := self._records.get(("address", address)):
                record.mistakes -= 1

    def _wait(self, key: tuple[str, str], free: int, now: float) -> float:
        record = self._records.get(key)
        if record is None or record.mistakes < free:
            return 0.0
        # Far above the longest wait, and far below what a float can hold.
        delay: float = min(2.0 ** min(record.mistakes - free, 60.0), LONGEST_WAIT)
        return max(0.0, record.last + delay - now)
