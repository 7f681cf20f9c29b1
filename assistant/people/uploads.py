"""How much one upload may hold, counted while it arrives."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.formparsers import MultiPartException
from starlette.types import Message, Receive

from assistant.people import words

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """What one upload may hold; the size of a single file is Gradio's own limit.

    Attributes:
        megabytes: altogether.
        files: how many.
    """

    megabytes: int = 2000
    files: int = 500


def limited(receive: Receive, headers: Headers, limits: UploadLimits) -> Receive:
    """Return a ``receive`` that breaks an upload off once it is too large, or holds too many files.

    It raises what a broken form raises, whereupon Gradio deletes what has arrived and answers with the reason.
    """
    _, _, boundary = headers.get("content-type", "").partition("boundary=")
    mark = b"--" + boundary.split(";")[0].strip().strip('"').encode("latin-1", "replace")
    size, marks, tail = 0, 0, b""
    stated = headers.get("content-length", "")
    too_large = stated.isdecimal() and int(stated) > limits.megabytes * _MEGABYTE

    async def receiving() -> Message:
        nonlocal size, marks, tail
        if too_large:
            raise MultiPartException(words.UPLOAD_TOO_LARGE.format(limit=limits.megabytes))
        message = await receive()
        if message["type"] == "http.disconnect":
            raise MultiPartException(words.UPLOAD_BROKEN_OFF)
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > limits.megabytes * _MEGABYTE:
            raise MultiPartException(words.UPLOAD_TOO_LARGE.format(limit=limits.megabytes))
        # A part begins at each mark but the last; a mark may be cut in two by the chunks.
        joined = tail + chunk
        marks += joined.count(mark)
        tail = joined[len(joined) - len(mark) + 1 :] if len(joined) >= len(mark) else joined
        if marks > limits.files + 1:
            raise MultiPartException(words.UPLOAD_TOO_MANY.format(limit=limits.files))
        return message

    return receiving
