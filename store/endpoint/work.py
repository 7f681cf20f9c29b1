"""Work that is done for clients, told line by line: what is going on, then the result or the error.

A response is lines of JSON, each an object of one field: ``event`` (any number of them), then ``result``, ``error`` or
``ended`` ("cancelled", or "left" when the owner ends). Empty lines only show that the owner is alive.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from fastapi import Request
from fastapi.responses import StreamingResponse

from store import StoreError

logger = logging.getLogger(__name__)

Emit = Callable[[Any], None]
"""Tells the client something, as values of JSON; raises `Interrupted` when the work is to stop."""

HEARTBEAT_SECONDS = 5.0
# How soon a client that is gone is noticed.
_LOOK_SECONDS = 0.5
_MEDIA_TYPE = "application/x-ndjson"

Ending = Literal["cancelled", "left"]


class Interrupted(BaseException):
    """The work is to stop: its client is gone, or asked for it, or the owner ends.

    Like KeyboardInterrupt it is no Exception, so that whoever does the work keeps what is done and nothing more.
    """


@dataclass(eq=False)
class _Run:
    """One piece of work; ``long`` when it stops rather than let the owner wait for it."""

    long: bool
    ending: Ending | None = None
    done: threading.Event = field(default_factory=threading.Event)


class Running:
    """The work that goes on in an owner; it is ended before the store is closed."""

    def __init__(self) -> None:
        self._runs: dict[str, _Run] = {}
        self._guard = threading.Lock()
        self._leaving = False

    def response(
        self, request: Request, run_id: str, work: Callable[[Emit], Any], *, long: bool = False
    ) -> StreamingResponse:
        """Do some work in a thread of its own and return its lines as they come.

        Args:
            request: whose client is watched: when it goes, the work stops.
            run_id: by which the client may cancel it.
            work: called with what tells events; returns the result, as values of JSON.
            long: whether it stops, rather than be waited for, when the owner ends.
        """
        run = _Run(long)
        with self._guard:
            if self._leaving or run_id in self._runs:
                run.ending = "left" if self._leaving else "cancelled"
            else:
                self._runs[run_id] = run
        return StreamingResponse(self._lines(request, run_id, run, work), media_type=_MEDIA_TYPE)

    @property
    def leaving(self) -> bool:
        """Whether it takes on no more work."""
        return self._leaving

    def cancel(self, run_id: str) -> bool:
        """Let some work stop when it next tells something; return whether it was going on."""
        with self._guard:
            run = self._runs.get(run_id)
            if run is not None and run.ending is None:
                run.ending = "cancelled"
            return run is not None

    def leave(self, seconds: float) -> None:
        """Take on no more work, let the long stop and the short end, and wait for them, ``seconds`` at most."""
        with self._guard:
            self._leaving = True
            runs = list(self._runs.values())
            for run in runs:
                if run.long and run.ending is None:
                    run.ending = "left"
        deadline = time.monotonic() + seconds
        for run in runs:
            if not run.done.wait(max(0.0, deadline - time.monotonic())):
                logger.warning("work for another process did not end in time and is given up")

    async def _lines(
        self, request: Request, run_id: str, run: _Run, work: Callable[[Emit], Any]
    ) -> AsyncIterator[bytes]:
        if run.ending is not None:
            yield _line({"ended": run.ending})
            return
        loop = asyncio.get_running_loop()
        lines: asyncio.Queue[bytes | None] = asyncio.Queue()

        def put(line: bytes | None) -> None:
            loop.call_soon_threadsafe(lines.put_nowait, line)

        threading.Thread(target=self._do, args=(run_id, run, work, put), name="for a client", daemon=True).start()
        silent = 0.0
        try:
            while True:
                try:
                    line = await asyncio.wait_for(lines.get(), _LOOK_SECONDS)
                except TimeoutError:
                    if await request.is_disconnected():
                        break
                    silent += _LOOK_SECONDS
                    if silent >= HEARTBEAT_SECONDS:
                        silent = 0.0
                        yield b"\n"
                    continue
                if line is None:
                    break
                silent = 0.0
                yield line
        finally:
            # Does nothing to what is done; what is not has lost its client.
            self.cancel(run_id)

    def _do(self, run_id: str, run: _Run, work: Callable[[Emit], Any], put: Callable[[bytes | None], None]) -> None:
        def emit(event: Any) -> None:
            put(_line({"event": event}))  # first: what happened is told, also when it was the last
            if run.ending is not None:
                raise Interrupted

        try:
            last: dict[str, Any] = {"result": work(emit)}
        except Interrupted:
            last = {"ended": run.ending}
        except Exception as error:  # noqa: BLE001 - whatever it is, the client is told
            last = {"error": _told(error)}
        with self._guard:
            del self._runs[run_id]
        try:
            put(_line(last))
            put(None)
        except RuntimeError:
            logger.debug("the endpoint is closed: nobody is told")
        run.done.set()


def _told(error: Exception) -> dict[str, Any]:
    kind = type(error)
    known = isinstance(error, StoreError) or kind.__module__.partition(".")[0] in ("assistant", "ingest")
    if not known:
        logger.error("work for another process failed", exc_info=error)
    told: dict[str, Any] = {"kind": kind.__name__ if known else "", "message": str(error) or kind.__name__}
    return told | ({"document_id": error.document_id} if hasattr(error, "document_id") else {})


def _line(message: dict[str, Any]) -> bytes:
    return json.dumps(_clean(message)).encode("ascii") + b"\n"


def _clean(value: Any) -> Any:
    """Write out lone surrogates, which a strict reader of JSON refuses."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return value
