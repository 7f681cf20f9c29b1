"""Dates as people write them, with the days that they mean."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.entities.item import Item
from assistant.entities.units import Unit
from assistant.language.calendar import MONTH, MONTHS

# As many points as a timeline of one document can show.
MOST = 16
# Years of what a briefing tells; other numbers of four digits are amounts.
_FIRST_YEAR, _LAST_YEAR = 1500, 2200

_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_TH = r"(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]\d\d|2[01]\d\d)"
_TO = r"(?: ?[–—-] ?| to | and | through )"
# The longer forms come first; of what overlaps the first found counts.
_FORMS = (
    # 31 March – 2 April 2025; 28 December 2024 to 2 January 2025
    rf"(?P<d1>{_DAY}){_TH} (?P<m1>{MONTH}),?(?: (?P<y1>{_YEAR}))?{_TO}"
    rf"(?P<d2>{_DAY}){_TH} (?P<m2>{MONTH}),? (?P<y2>{_YEAR})",
    # March 31 – April 2, 2025
    rf"(?P<m1>{MONTH}) (?P<d1>{_DAY}){_TH},?(?: (?P<y1>{_YEAR}))?{_TO}"
    rf"(?P<m2>{MONTH}) (?P<d2>{_DAY}){_TH},? (?P<y2>{_YEAR})",
    # 1–3 April 2025; April 1–3, 2025
    rf"(?P<d1>{_DAY}){_TH}{_TO}(?P<d2>{_DAY}){_TH}(?: of)? (?P<m2>{MONTH}),? (?P<y2>{_YEAR})",
    rf"(?P<m2>{MONTH}) (?P<d1>{_DAY}){_TH}{_TO}(?P<d2>{_DAY}){_TH},? (?P<y2>{_YEAR})",
    # 1 April 2025; the 1st of April, 2025; April 1, 2025; 2025-04-01
    rf"(?P<d2>{_DAY}){_TH}(?: of)? (?P<m2>{MONTH}),? (?P<y2>{_YEAR})",
    rf"(?P<m2>{MONTH}) (?P<d2>{_DAY}){_TH},? (?P<y2>{_YEAR})",
    rf"(?P<y2>{_YEAR})-(?P<n2>0[1-9]|1[0-2])-(?P<d2>0[1-9]|[12]\d|3[01])",
    # April 2025; from April to June 2025 is two months, of which the second has its year
    rf"(?<!\d )(?<!\d(?:st|nd|rd|th) )(?P<m2>{MONTH})(?: of|,)? (?P<y2>{_YEAR})",
    # fiscal year 2022, FY 2022, FY22: a year of accounts
    rf"(?:FY|[Ff]iscal [Yy]ear|[Ff]inancial [Yy]ear) ?(?P<y2>{_YEAR})(?![-–/]\d)",
    # in 2025, since 2019
    rf"(?<=\b[Ii]n )(?P<y2>{_YEAR})|(?<=\b[Ss]ince )(?P<y3>{_YEAR})|(?<=\b[Dd]uring )(?P<y4>{_YEAR})"
    rf"|(?<=\b[Uu]ntil )(?P<y5>{_YEAR})|(?<=\b[Bb]y )(?P<y6>{_YEAR})",
)
_DATES = tuple(re.compile(rf"(?<![\w/.,-])(?:{form})(?![\w/]|-\d|,\d|\.\d| ?%)") for form in _FORMS)
_AMOUNT_AFTER = re.compile(
    r" ?(?:[-–] ?)?(?:million|billion|percent|people|users|units|points|pages|words|dollars|pixels|"
    r"metres|meters|miles|feet|"
    r"times)\b"
)


def dates_of(units: Sequence[Unit]) -> tuple[Item, ...]:
    """Return the dates of a document in the order of time, each once, cited where it is first said.

    Exact days come before months and months before years when there are more than can be shown.
    """
    found: dict[str, Item] = {}
    counts: Counter[str] = Counter()
    for unit in units:
        if unit.is_reference:
            continue
        for item in _dates(unit):
            found.setdefault(item.note, item)
            counts[item.note] += 1
    ranked = sorted(found.values(), key=lambda item: (-len(item.note.split("/")[0]), -counts[item.note]))
    return tuple(sorted(ranked[:MOST], key=lambda item: item.note))


def first_day(note: str) -> date:
    """Return the first day that a date's ISO form means."""
    parts = [int(part) for part in note.split("/")[0].split("-")]
    return date(*parts, *[1] * (3 - len(parts)))


def last_day(note: str) -> date:
    """Return the last day that a date's ISO form means."""
    parts = [int(part) for part in note.split("/")[-1].split("-")]
    if len(parts) == 1:
        return date(parts[0], 12, 31)
    return date(parts[0], parts[1], monthrange(parts[0], parts[1])[1]) if len(parts) == 2 else date(*parts)


def _dates(unit: Unit) -> Iterator[Item]:
    taken: list[tuple[int, int]] = []
    for form in _DATES:
        for match in form.finditer(unit.text):
            start, end = match.span()
            if any(start < until and since < end for since, until in taken):
                continue
            note = _iso(match.groupdict())
            if note and not (len(note) == 4 and _AMOUNT_AFTER.match(unit.text, end)):
                taken.append((start, end))
                yield Item(" ".join(match[0].split()), note, unit.at(start, end), unit.span)


def _iso(parts: dict[str, str | None]) -> str:
    year = int(next(value for name, value in parts.items() if value and name in ("y2", "y3", "y4", "y5", "y6")))
    month = int(parts.get("n2") or 0) or _number(parts.get("m2"))
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return ""
    if not month:
        return f"{year:04}"
    if not parts.get("d2"):
        return f"{year:04}-{month:02}"
    try:
        last = date(year, month, int(parts["d2"] or 0))
        if not parts.get("d1"):
            return last.isoformat()
        first_month = _number(parts.get("m1")) or month
        first = date(int(parts.get("y1") or year), first_month, int(parts["d1"] or 0))
    except ValueError:
        return ""
    return f"{first.isoformat()}/{last.isoformat()}" if first < last else ""


def _number(month: str | None) -> int:
    return MONTHS[month.lower().rstrip(".")] if month else 0
