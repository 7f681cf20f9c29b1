"""Messages as Outlook saves them."""

from __future__ import annotations

from collections.abc import Callable

from ingest.budget import Budget
from ingest.extract import Extract
from ingest.readers import message
from ingest.readers.damage import reading

_SENDER_NAME = 0x0C1A


def read(data: bytes, progress: Callable[[int, int], None], budget: Budget) -> Extract:
    """Read a message with what is attached to it; its title is its subject."""
    import oxmsg

    notes: list[str] = []
    with reading("the message"):
        outlook = oxmsg.Message.load(data)
        sent = outlook.sent_date
        # Within a company senders often have no address but only a name.
        sender = outlook.sender or outlook.properties.str_prop_value(_SENDER_NAME) or ""
        recipients = "; ".join(_person(one.name, one.email_address) for one in outlook.recipients)
        found = message.Message(
            subject=outlook.subject,
            fields=(
                ("From", sender),
                ("To", recipients),
                ("Date", sent.strftime("%Y-%m-%d %H:%M %Z") if sent else ""),
            ),
            text=outlook.body or "",
            page=_page(outlook),
            author=sender,
            date=sent.date().isoformat() if sent else "",
        )
        attached = outlook.attachments
    attachments = []
    for one in attached:
        # One that is damaged must not lose the message.
        try:
            attachments.append(message.Attachment(one.file_name or "", one.file_bytes))
        except (LookupError, ValueError, AssertionError, OSError, TypeError):
            attachments.append(message.Attachment("unnamed", None))
    return message.extract_of(found, attachments, notes, budget)


def _page(outlook: object) -> str:
    try:
        return getattr(outlook, "html_body", None) or ""
    except (LookupError, ValueError):
        return ""


def _person(name: str, address: str) -> str:
    return f"{name} <{address}>" if name and address and name != address else name or address
