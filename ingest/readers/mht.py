"""Web pages that a browser saved in one file (RFC 2557)."""

from __future__ import annotations

import email.policy
from collections.abc import Callable
from email.parser import BytesParser

from ingest.errors import Unreadable
from ingest.extract import Extract
from ingest.readers import html
from ingest.readers.eml import words_of


def read(data: bytes, progress: Callable[[int, int], None]) -> Extract:
    """Read the page in a saved page: the first part that is HTML."""
    parsed = BytesParser(policy=email.policy.compat32).parsebytes(data.lstrip())
    for part in parsed.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml") and (page := words_of(part)):
            return html.page_of(page)
    raise Unreadable("no web page found in it: save the page again")
