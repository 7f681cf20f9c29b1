"""Messages as they travel (RFC 5322 with MIME)."""

from __future__ import annotations

import email.policy
from collections.abc import Callable, Iterator
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from ingest.budget import Budget
from ingest.decoding import decoded
from ingest.errors import Unreadable
from ingest.extract import Extract
from ingest.readers import message

_FIELDS = ("From", "To", "Cc", "Date")
# Programs nest a few levels of parts; deeper is made to break readers.
_DEEPEST = 30


def read(data: bytes, progress: Callable[[int, int], None], budget: Budget) -> Extract:
    """Read a message with what is attached to it; its title is its subject."""
    parsed = BytesParser(policy=email.policy.default).parsebytes(data.lstrip())
    if not any(field(parsed, name) for name in (*_FIELDS, "Subject", "Content-Type")):
        raise Unreadable("it is no message: it has no sender, subject or date")
    notes: list[str] = []
    texts: list[str] = []
    pages: list[str] = []
    attachments: list[message.Attachment] = []
    for part, name in _leaves(parsed):
        kind = part.get_content_type()
        if name is None and kind in ("text/plain", "text/html"):
            (texts if kind == "text/plain" else pages).append(words_of(part))
        elif not _is_inline_picture(part):
            attachments.append(message.Attachment(name or _unnamed(kind), _bytes(part)))
    sender, date = field(parsed, "From"), field(parsed, "Date")
    found = message.Message(
        subject=field(parsed, "Subject"),
        fields=tuple((name, field(parsed, name)) for name in _FIELDS),
        text="\n\n".join(texts),
        page="\n".join(pages),
        author=sender,
        date=_day(date),
    )
    return message.extract_of(found, attachments, notes, budget)


def field(parsed: Message, name: str) -> str:
    """Return a header's value, empty where it is missing or makes no sense."""
    try:
        return str(parsed.get(name, "") or "")
    # The standard library's parser of headers raises about anything on malformed ones.
    except Exception:  # noqa: BLE001
        return ""


def words_of(part: Message) -> str:
    """Return the text of a part, by the encoding that it names or, failing that, by a guess."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data:
        return ""
    return decoded(data, part.get_content_charset())


def _leaves(parsed: Message, depth: int = 0) -> Iterator[tuple[Message, str | None]]:
    """Yield the parts that hold something, with their names as files; None for the message's own words."""
    if depth > _DEEPEST:
        return
    if parsed.get_content_type() == "message/rfc822" and depth:
        yield parsed, _file_name(parsed) or "message.eml"
    elif parsed.is_multipart():
        for part in parsed.get_payload():
            if isinstance(part, Message):
                yield from _leaves(part, depth + 1)
    else:
        name = _file_name(parsed)
        attached = parsed.get_content_disposition() == "attachment"
        yield parsed, name or ("" if attached else None)


def _file_name(part: Message) -> str | None:
    try:
        return part.get_filename()
    except Exception:  # noqa: BLE001 - as for headers
        return None


def _bytes(part: Message) -> bytes | None:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0) if part.is_multipart() else None
        return inner.as_bytes() if isinstance(inner, EmailMessage) else None
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else None


def _is_inline_picture(part: Message) -> bool:
    """Return whether a part is a picture in the text, a logo say, and not attached for its own sake."""
    return part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment"


def _unnamed(kind: str) -> str:
    extension = {"text/plain": ".txt", "text/html": ".html", "text/csv": ".csv", "application/pdf": ".pdf"}.get(kind)
    return f"unnamed{extension}" if extension else f"unnamed.{kind.rpartition('/')[2]}"


def _day(date: str) -> str:
    try:
        return parsedate_to_datetime(date).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return ""
