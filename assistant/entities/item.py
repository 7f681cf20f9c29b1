"""A thing that a document says, and where."""

from __future__ import annotations

from dataclasses import dataclass

from store import Span


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a document says, and where.

    ``text`` is shown, ``note`` is what belongs to it: a person's role as written, an organisation's short name, the
    country of a city, a date as ISO 8601 ("2025", "2025-04", "2025-04-01", or a first and last day with "/" between),
    else empty. ``span`` is where it stands in the version's text, inside ``sentence``, a quotable unit that can be
    cited; for a question ``span`` is the whole sentence that answers it.
    """

    text: str
    note: str
    span: Span
    sentence: Span
