"""What messages have in common, whatever program wrote them: who, when, the words, and what is attached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ingest.assembly import Assembly, squeezed
from ingest.budget import Budget
from ingest.decoding import clean
from ingest.errors import Unreadable
from ingest.extract import Archive, Extract
from ingest.readers import html, plain, thread
from ingest.reading import open_file

_ATTACHMENT = "Attachment"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message; ``data`` is None when the message holds only a reference to it."""

    name: str
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Message:
    """A message: ``fields`` are its header's lines (name, value), ``text`` is preferred to ``page``, its HTML."""

    subject: str
    fields: tuple[tuple[str, str], ...]
    text: str
    page: str
    author: str = ""
    date: str = ""


def extract_of(message: Message, attachments: Iterable[Attachment], notes: list[str], budget: Budget) -> Extract:
    """Return a message as one text: its header, its words, and every attachment under a heading of its own.

    An attachment that cannot be read is noted, and named in the text.
    """
    assembly = Assembly()
    assembly.block("heading", clean(message.subject), 1)
    for name, value in message.fields:
        if value := squeezed(clean(value)):
            assembly.block("row", f"{name}: {value}")
    try:
        if message.text.strip():
            _thread(assembly, message)
        elif message.page.strip():
            assembly.part(html.visible(message.page), 1)
    except Unreadable:
        notes.append("the message's words cannot be read")
    for attachment in attachments:
        name = squeezed(clean(attachment.name)) or "unnamed"
        try:
            _take(assembly, name, attachment.data, notes, budget)
        except Unreadable as error:
            notes.append(f"attachment {name}: {error}")
            assembly.block("row", f"{_ATTACHMENT}: {name}")
    made = assembly.finish(clean(message.subject), notes=notes)
    return replace(made, author=squeezed(clean(message.author)), date=message.date)


def _thread(assembly: Assembly, message: Message) -> None:
    """Put the words of a message in, and those of the messages that it repeats below who wrote them when.

    What stands below a repeated one and goes on with an outer one is headed again, so that nobody's words pass for
    those of another.
    """
    sender = next((f"{name}: {value}" for name, value in message.fields if name == "From" and value), "")
    heads, depth = {0: squeezed(clean(sender))}, 0
    for part in thread.parts_of(message.text):
        head = part.head[0] if part.head else heads.get(part.depth, "") if part.depth < depth else ""
        heads[part.depth] = head or heads.get(part.depth, "")
        depth = part.depth
        if head:
            assembly.block("heading", head, 2)
        for line in part.head[1:]:
            assembly.block("row", line)
        if part.text.strip():
            assembly.part(plain.read(part.text.encode("utf-8", "replace"), _silent), 2 if part.head else 1)


def _take(assembly: Assembly, name: str, data: bytes | None, notes: list[str], budget: Budget) -> None:
    if data is None:
        raise Unreadable("the message holds no copy of it")
    budget.take_member()
    budget.take_bytes(len(data))
    with budget.deeper():
        found = open_file(name, data, _silent, budget)
    if isinstance(found, Extract):
        assembly.block("heading", f"{_ATTACHMENT}: {name}", 2)
        assembly.part(found, 2)
        notes += [f"attachment {name}: {note}" for note in found.notes]
        return
    notes += [f"attachment {name}/{inner}: {reason}" for inner, reason in found.failed]
    _take_members(assembly, name, found, notes, budget)


def _take_members(assembly: Assembly, name: str, archive: Archive, notes: list[str], budget: Budget) -> None:
    for member in archive.members:
        try:
            with budget.deeper():
                found = open_file(member.name, member.data, _silent, budget)
        except Unreadable as error:
            notes.append(f"attachment {name}/{member.name}: {error}")
            continue
        if isinstance(found, Extract):
            assembly.block("heading", f"{_ATTACHMENT}: {name}/{member.name}", 2)
            assembly.part(found, 2)


def _silent(done: int, total: int) -> None:
    """Tell nobody: attachments have no progress of their own."""
