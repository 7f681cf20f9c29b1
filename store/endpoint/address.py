"""Where a private endpoint listens: a UNIX socket, or a port of the loopback address where there are none.

A socket is a file: other users may not open it, no browser can be made to talk to it, and when its process is gone
nobody else comes to listen there, as happens with ports.
"""

from __future__ import annotations

import os
import socket
import stat
import tempfile
from pathlib import Path

SOCKET_FILE = "store.endpoint.sock"
_LOOPBACK = "127.0.0.1"
_HAS_UNIX_SOCKETS = hasattr(socket, "AF_UNIX")  # not so in Python on Windows
# What the shortest `sockaddr_un` of the systems we know (macOS) holds, without its final NUL.
_LONGEST_PATH = 103


class ListeningSocket:
    """A socket that listens, with its ``address`` as clients get it; `close` leaves nothing behind."""

    def __init__(self, folder: Path) -> None:
        """Listen in a store's folder, or in a private one of its own where the path is too long or takes no sockets."""
        self._private: Path | None = None
        self._path: Path | None = None
        if not _HAS_UNIX_SOCKETS:
            self.socket = socket.create_server((_LOOPBACK, 0))
            self.address = f"tcp:{self.socket.getsockname()[1]}"
            return
        try:
            self._path, self.socket = _listen_at(folder / SOCKET_FILE)
        except OSError:
            self._private = Path(tempfile.mkdtemp(prefix="briefing-"))  # mode 0700
            self._path, self.socket = _listen_at(self._private / SOCKET_FILE)
        self.address = f"unix:{self._path}"

    def close(self) -> None:
        """Stop listening and delete the file."""
        self.socket.close()
        if self._path is not None:
            self._path.unlink(missing_ok=True)
        if self._private is not None:
            self._private.rmdir()


def _listen_at(path: Path) -> tuple[Path, socket.socket]:
    if len(os.fsencode(path)) > _LONGEST_PATH:
        raise OSError("the path is too long for a socket")
    if path.exists() and stat.S_ISSOCK(path.lstat().st_mode):
        path.unlink()  # of an owner that was killed: this process has the lock now
    listener = socket.socket(socket.AF_UNIX)
    try:
        listener.bind(str(path))
        path.chmod(0o600)  # before anybody can connect
        listener.listen()
    except OSError:
        listener.close()
        raise
    return path, listener


def connect(address: str, seconds: float) -> socket.socket:
    """Return a connection to an address; it and all that is read from it time out after ``seconds`` of silence.

    Raises:
        OSError: nobody listens there, or too slowly.
        ValueError: it is no address.
    """
    kind, _, where = address.partition(":")
    if kind == "tcp":
        return socket.create_connection((_LOOPBACK, int(where)), timeout=seconds)
    if kind != "unix" or not _HAS_UNIX_SOCKETS:
        raise ValueError(f"{address!r} is no address of an owner")
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.settimeout(seconds)
        connection.connect(where)
    except OSError:
        connection.close()
        raise
    return connection
