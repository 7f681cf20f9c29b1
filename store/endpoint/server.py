"""The private endpoint of the process that owns a store."""

from __future__ import annotations

import logging
import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store import Contact
from store.endpoint.address import ListeningSocket
from store.endpoint.handing_over import HandingOver
from store.endpoint.proof import new_token

if TYPE_CHECKING:
    from fastapi import APIRouter

    from store.endpoint.work import Running

logger = logging.getLogger(__name__)

# Short work (a question, a removal) that is going on when the owner ends is waited for so long; a chat model may hang.
_FAREWELL_SECONDS = 15.0
# For the last lines to be sent.
_LAST_LINES_SECONDS = 3


class PrivateEndpoint:
    """Answers other processes of the same user for as long as this one has the store open.

    Nothing is loaded before somebody connects, so that an owner that nobody calls pays for a socket only.
    """

    def __init__(self, handing_over: HandingOver | None = None) -> None:
        """Say how the store is given up to who asks for it; None: when this process ends by itself."""
        self._handing_over = handing_over or HandingOver()
        self._secret = new_token()
        self._listening: ListeningSocket | None = None

    def listen(self, folder: Path) -> Contact | None:
        """Begin to listen, for the owner of the store in a folder; clients wait until `answering`.

        Returns:
            Where; None when this machine lets it listen nowhere, and so nobody is answered.
        """
        try:
            self._listening = ListeningSocket(folder)
        except OSError as error:
            logger.warning("other processes are not answered: there is nowhere to listen (%s)", error)
            return None
        return Contact(self._listening.address, self._secret)

    def close(self) -> None:
        """Stop listening; a second call does nothing."""
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.close()

    def __enter__(self) -> PrivateEndpoint:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def answering(
        self, routes: Callable[[Running], list[APIRouter]], about: Callable[[], dict[str, Any]]
    ) -> Iterator[None]:
        """Answer while the block lasts; at its end, work for clients is ended before this returns.

        Args:
            routes: called with what work runs in, when the first client comes.
            about: what holders of the secret are told of the owner, as values of JSON.
        """
        if self._listening is None:
            yield
            return
        serving = _Serving(self._listening.socket, self._secret, routes, about, self._handing_over)
        thread = threading.Thread(target=serving.run, name="private endpoint", daemon=True)
        thread.start()
        try:
            yield
        finally:
            serving.stop()
            thread.join()
            self.close()  # at once: who comes now waits for the lock


class _Serving:
    def __init__(
        self,
        listener: socket.socket,
        secret: str,
        routes: Callable[[Running], list[APIRouter]],
        about: Callable[[], dict[str, Any]],
        handing_over: HandingOver,
    ) -> None:
        self._listener = listener
        self._handing_over = handing_over
        self._secret = secret
        self._routes = routes
        self._about = about
        self._stopping = threading.Event()
        self._wake, self._woken = socket.socketpair()

    def stop(self) -> None:
        """Let `run` return when the work that goes on has ended."""
        self._stopping.set()
        self._wake.send(b"\0")

    def run(self) -> None:
        """Wait for the first client, then serve until told to stop."""
        try:
            select.select([self._listener, self._woken], [], [])
            if not self._stopping.is_set():
                self._serve()
        except Exception:
            logger.exception("other processes are not answered any more")
        finally:
            self._wake.close()
            self._woken.close()

    def _serve(self) -> None:
        import uvicorn

        from store.endpoint.application import build
        from store.endpoint.work import Running

        running = Running()
        application = build(self._secret, running, self._routes(running), self._about, self._handing_over)
        server = uvicorn.Server(
            uvicorn.Config(
                application,
                loop="asyncio",
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=_LAST_LINES_SECONDS,
            )
        )
        # Closed by uvicorn; the original is this process's sign that it listens.
        thread = threading.Thread(
            target=server.run, args=([self._listener.dup()],), name="private endpoint's loop", daemon=True
        )
        thread.start()
        self._stopping.wait()
        running.leave(_FAREWELL_SECONDS)
        server.should_exit = True
        thread.join()
