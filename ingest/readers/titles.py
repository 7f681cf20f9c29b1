"""What a file's properties say of it: titles, authors and days, those that a person gave and not a program."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from ingest.assembly import squeezed

_LONGEST_TITLE = 200
_NO_TITLE = re.compile(
    r"untitled\s?\d*|unknown|title|document\s?\d*|(?:power\s?point|slide)?\s?presentation\s?\d*|(?:book|sheet)\s?\d*|"
    r"microsoft \w+ - .*|.*\.(?:docx?|pdf|xls[xm]?|pptx?|od[tsp]|indd|tex|html?|rtf)|[\W\d_]*",
    re.I,
)


def sensible_title(named: str | None) -> str:
    """Return the title on one line; empty where it is none that a person would have given."""
    named = squeezed(named or "")
    return "" if len(named) > _LONGEST_TITLE or _NO_TITLE.fullmatch(named) else named


# Programs that sign what they wrote, and words for nobody.
_NO_AUTHOR = re.compile(
    r"unknown|anonymous|(?:default )?user|admin(?:istrator)?|author|owner|openpyxl|python-(?:docx|pptx)|microsoft.*|"
    r"apache.*|pdf.*|\W*",
    re.I,
)
_DAY = re.compile(r"(?:D:)?(\d{4})-?(\d\d)-?(\d\d)")
# When the templates of python-docx and python-pptx were made: their files say so where nobody says otherwise.
_OF_A_TEMPLATE = re.compile(r"2013-12-23T23:15:00|2013-01-27T09:1[45]:(?:16|58)")
# Before this no file was written: such days are what a program puts where it knows none.
_FIRST_YEAR = 1985


def sensible_author(named: str | None) -> str:
    """Return the author on one line; empty where it is none that names a person or an office."""
    named = squeezed(named or "").strip("()")
    return "" if _NO_AUTHOR.fullmatch(named) else named


def day_of(values: Iterable[object]) -> str:
    """Return the first of several times that makes sense, as a day of ISO 8601; empty if none does.

    Args:
        values: times, or texts that begin with one ("2025-04-01T09:00Z", or a PDF's "D:20250401090000").
    """
    for value in values:
        said = value.isoformat() if isinstance(value, date) else str(value or "").strip()
        found = _DAY.match(said)
        if found is None or _OF_A_TEMPLATE.match(said) is not None:
            continue
        try:
            day = datetime(*map(int, found.groups())).date()  # type: ignore[arg-type]
        except ValueError:
            continue
        if day.year >= _FIRST_YEAR:
            return day.isoformat()
    return ""
