"""The client of a private endpoint: it makes sure whom it talks to, then sends one request and reads its lines."""

from __future__ import annotations

import contextlib
import http.client
import json
import queue
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Literal

from store import Contact, UnknownDocument, errors
from store.endpoint.address import connect
from store.endpoint.errors import EndpointError, OwnerLeft, Silent
from store.endpoint.proof import ABOUT, CANCEL, GREETING, HAND_OVER, HOST, PROTOCOL, new_token, proof_of, same

# An owner that runs answers within milliseconds; one that loads its models holds Python's lock for some seconds.
_GREETING_SECONDS = 10.0
# An owner at work shows every five seconds that it is alive.
_SILENT_SECONDS = 60.0
# After Ctrl-C: for the owner to finish the page or the passages that it is at, and to say what is done.
_CANCELLING_SECONDS = 10.0
_LARGEST_SMALL_ANSWER = 64 * 1024
_STORE_ERRORS: dict[str, type[Exception]] = {name: one for name, one in vars(errors).items() if isinstance(one, type)}


@dataclass(frozen=True, slots=True)
class Waited:
    """An owner that was asked for its store: its process, what it does, and whether it gives the store up."""

    pid: int
    command: str
    hands_over: bool


class OwnerClient:
    """Speaks to the owner of a store.

    Args:
        contact: where it is, and the secret.

    Raises:
        Silent: nobody answers there who knows the secret, or not in time.
        EndpointError: the owner is of another release.
    """

    def __init__(self, contact: Contact) -> None:
        self._contact = contact
        with self._connection() as connection:
            told = connection.small("GET", ABOUT)
        if told.get("protocol") != PROTOCOL:
            raise EndpointError(
                f"process {told.get('pid')}, which has the store open, is of another release: stop that process first"
            )
        if told.get("leaving"):
            raise Silent("the owner is about to end")
        self.pid = int(told["pid"])
        self.about: Mapping[str, Any] = told["about"]

    def ask_for_store(self) -> Waited:
        """Ask the owner to give the store up to this process; it does so when it can, and then ends or is a client.

        Raises:
            Silent: it does not answer.
        """
        with self._connection() as connection:
            told = connection.small("POST", HAND_OVER, {})
        return Waited(self.pid, str(told.get("command")), told.get("hands_over") is True)

    def call(self, path: str, body: Mapping[str, Any], known: Mapping[str, type[Exception]] | None = None) -> Call:
        """Let the owner do something; use what is returned as a context manager, which ends the work when left.

        Args:
            path: the route.
            body: values of JSON.
            known: errors, by name, that the owner may name beside the store's own.
        """
        return Call(self._contact, path, body, known or {})

    def _connection(self) -> _Connection:
        return _Connection(self._contact)


class Call:
    """One piece of work that the owner does: iterate over its events, then take its ``result``.

    Raises:
        OwnerLeft: the owner ended before the work did.
        StoreError: the error that the work ended with; one of the other kinds that the caller knows as well.
    """

    def __init__(
        self, contact: Contact, path: str, body: Mapping[str, Any], known: Mapping[str, type[Exception]]
    ) -> None:
        self._contact = contact
        self._known = {**_STORE_ERRORS, **known}
        self._run_id = new_token()
        self._result: Any = None
        self._is_over = False
        self._path, self._body = path, {**body, "run_id": self._run_id}
        self._connection: _Connection | None = None
        # Read in a thread of its own: Ctrl-C must not strike between the halves of a line.
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()

    def __enter__(self) -> Call:
        try:
            self._connection = _Connection(self._contact)
            response = self._connection.request("POST", self._path, self._body)
        except Silent as error:
            self.__exit__(None, None, None)
            raise OwnerLeft from error
        except BaseException:
            self.__exit__(None, None, None)
            raise
        threading.Thread(target=_read, args=(response, self._lines), name="from the owner", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            self._connection.close()

    def __iter__(self) -> Iterator[Any]:
        """Yield the events as they come; after the last one, ``result`` is there."""
        return self._events(None)

    @property
    def result(self) -> Any:
        """What the work came to, as values of JSON."""
        for _ in self:
            pass
        return self._result

    def cancel(self) -> Iterator[Any]:
        """Tell the owner to stop, and yield what happened until then, for a limited time; there is no result."""
        try:
            with _Connection(self._contact) as connection:
                connection.small("POST", CANCEL, {"run_id": self._run_id})
            yield from self._events(time.monotonic() + _CANCELLING_SECONDS)
        except tuple(self._known.values()):
            return  # it is over in any case

    def _events(self, deadline: float | None) -> Iterator[Any]:
        while not self._is_over:
            try:
                line = self._lines.get(timeout=None if deadline is None else max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                return
            if line is None:
                self._is_over = True
                raise OwnerLeft
            if not line.strip():
                continue
            kind, value = _parsed(line)
            if kind == "event":
                yield value
                continue
            self._is_over = True
            if kind == "result":
                self._result = value
                return
            if kind == "error":
                raise self._error(value)
            if kind == "ended" and value == "cancelled":
                return
            raise OwnerLeft

    def _error(self, told: dict[str, Any]) -> Exception:
        message = " ".join(str(told.get("message", "")).split())
        kind = self._known.get(str(told.get("kind")))
        if kind is None:
            return EndpointError(f"the process that has the store open failed ({message})")
        if kind is UnknownDocument:
            return UnknownDocument(str(told.get("document_id")))
        return kind(message)


class _Connection:
    """A connection to an owner that has shown that it knows the secret; nothing was sent before that."""

    def __init__(self, contact: Contact) -> None:
        self._secret = contact.secret
        self._http = http.client.HTTPConnection(HOST)
        self._http.auto_open = 0  # or it would look the name up when the owner has hung up
        try:
            self._http.sock = connect(contact.address, _GREETING_SECONDS)
            nonce = new_token()
            greeting = self._exchange("GET", f"{GREETING}?nonce={nonce}", None, {})
            if not same(str(greeting.get("proof")), proof_of(contact.secret, nonce)):
                raise Silent("somebody else listens at the owner's address")
        except (OSError, ValueError, http.client.HTTPException) as error:
            self.close()
            raise Silent("nobody answers at the owner's address") from error
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> _Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def small(self, method: Literal["GET", "POST"], path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return a small answer, an object of JSON."""
        try:
            return self._exchange(method, path, body, self._authorised())
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise Silent("the owner does not answer") from error

    def request(self, method: Literal["POST"], path: str, body: Mapping[str, Any]) -> http.client.HTTPResponse:
        """Return an answer that is to be read line by line."""
        try:
            self._http.sock.settimeout(_SILENT_SECONDS)
            response = self._send(method, path, body, self._authorised())
        except (OSError, http.client.HTTPException) as error:
            raise Silent("the owner does not answer") from error
        if response.status == 200:
            return response
        reason = response.read(_LARGEST_SMALL_ANSWER).decode("utf-8", "replace")
        raise EndpointError(f"the process that has the store open refused ({response.status}: {reason})")

    def close(self) -> None:
        """Hang up; whoever reads learns it."""
        connection = self._http.sock
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._http.close()

    def _authorised(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._secret}"}

    def _exchange(
        self, method: str, path: str, body: Mapping[str, Any] | None, headers: dict[str, str]
    ) -> dict[str, Any]:
        found = json.loads(self._send(method, path, body, headers).read(_LARGEST_SMALL_ANSWER))
        if not isinstance(found, dict):
            raise ValueError("expected an object")
        return found

    def _send(
        self, method: str, path: str, body: Mapping[str, Any] | None, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        sent = None if body is None else json.dumps(body).encode("ascii")
        self._http.request(method, path, sent, {**headers, "Content-Type": "application/json"})
        return self._http.getresponse()


def _read(response: http.client.HTTPResponse, lines: queue.SimpleQueue[bytes | None]) -> None:
    try:
        while line := response.readline():
            lines.put(line)
    except (OSError, ValueError, AttributeError, http.client.HTTPException):
        pass  # hung up, by either side
    lines.put(None)


def _parsed(line: bytes) -> tuple[str, Any]:
    message = json.loads(line)
    if not isinstance(message, dict) or len(message) != 1:
        raise EndpointError("the process that has the store open sent what is no answer")
    return next(iter(message.items()))
