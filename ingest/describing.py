"""Who wrote a document, when and on what: what it says itself on its first page, or what its file says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from ingest.assembly import squeezed
from ingest.extract import Extract
from ingest.formats import FORMATS, Format
from ingest.mastheads import full_title, is_section

# A document says who wrote it and when at its head: within so many blocks …
_HEAD_BLOCKS = 12
# … or on lines of its last two, where letters and notes to the press are signed and dated.
_FOOT_BLOCKS = 2
# A longer line is a sentence that names a day or a person, and not what the document bears.
_LONGEST_LINE = 80
_MOST_AUTHORS = 20
_LONGEST_AUTHOR = 200
# What these say of their day was written by whoever sent or published them; elsewhere a program wrote the properties,
# and what the page says counts more.
_TELL_THEMSELVES: frozenset[Format] = frozenset({"eml", "msg", "html", "mht", "markdown", "epub"})

_MONTHS = (
    "january february march april may june july august september october november december".split(),
    "jan feb mar apr may jun jul aug sep oct nov dec".split(),
)
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY_OF_LINE = re.compile(
    # Before the day: a word that announces it, a day of the week, or the place of a letter ("New Delhi, 3 May 2025").
    r"(?:(?:dated?|issued(?:\ on)?|published(?:\ on)?|released(?:\ on)?|posted(?:\ on)?|updated|as\ of|"
    r"(?:date\ of\ (?:issue|publication|release)))\s*[:\-–]?\s*|[^\W\d_][^\d:]{1,28},\s*)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}})"
    rf"|{_MONTH.replace('month', 'month2')}\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{{4}})"
    r"|(?P<year3>\d{4})-(?P<month3>\d{2})-(?P<day3>\d{2}))"
    # The hour of a report on what changes by the hour.
    r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d{2}(?:\s?[–-]\s?\d{1,2}[:.]\d{2})?"
    r"(?:\s?(?:hrs|hours|h|local\ time|[ap]\.?m\.?|UTC|GMT))?)?\.?",
    re.I | re.X,
)
_MADE = r"(?:written|prepared|compiled|drafted|submitted|put\ together)"
_BYLINE = re.compile(
    rf"(?:(?P<made>{_MADE}(?:\s+for\s+[^:,]{{1,60}}?)?\s+by|"
    r"(?:minutes|notes?)\s+(?:taken|kept)\s+by|(?:(?:lead|principal|senior|chief|responsible|duty)\s+)?"
    r"(?:analyst|drafter|rapporteur|writer|forecaster)s?(?=\s*:))\s*:?|authors?\s*(?:\(s\))?\s*:|by\s*:?)\s+(?P<names>.+)",
    re.I,
)
# A name after "By": words with capitals, initials, and the small words inside names.
_NAME = r"(?:[^\W\d_]\.|(?-i:[A-Z\u00c0-\u00de])[\w'’.\-]*|de|da|del|der|den|di|la|le|van|von|bin|al|el|y)"
_NAMES = re.compile(rf"{_NAME}(?:\s+{_NAME}){{1,5}}(?:\s*(?:,|;|&|\band\b)\s*{_NAME}(?:\s+{_NAME}){{1,5}})*\.?")
# "*Note for the board, prepared by Ann Lee (investor relations), 6 May*", "Drafted: C. Ferrante. Cleared: ambassador",
# "Prepared by the political section (M. Oyelaran)": who made it, named at the beginning of a line, and more behind.
_PERSON = rf"{_NAME}(?:(?<![a-z]{{2}}\.)\s+{_NAME}){{1,5}}(?<!\.)"
_PERSONS = rf"(?P<names>{_PERSON}(?:\s+(?:and|&)\s+{_PERSON})*)"
_WORK = r"(?:note|report|brief|briefing|memo|memorandum|paper|account|summary|assessment|analysis|update)"
_MADE_BY = re.compile(
    rf"(?:(?:an?\ |the\ )?(?:[\w-]+\ ){{0,2}}{_WORK}\b(?:\ (?:for|to|on|of)\ [^.;:]{{1,80}}?)?[,.]?\ (?:{_MADE}\ )?by\ "
    rf"|{_MADE}(?:\ (?:for\ [^:,]{{1,60}}?\ )?by|\ by:|:)\ (?:the\ [^().:]{{3,60}}\()?|authors?:\ ){_PERSONS}"
    r"(?=[,;.()]|\ (?:of|with|for|from|in)\b|$)",
    re.I | re.X,
)
# "Owen Pryce, Director of Transport", "Dana Whitlock, 2 December 2025": what stands behind a name is no part of it.
_NAME_AND_MORE = re.compile(rf"(?P<name>{_NAME}(?:\s+{_NAME}){{1,5}})(?:,\s|\s\(|\sof\s).+")
_OFFICES = re.compile(
    r"\b(?:ministry|department|office|bureau|division|directorate|commission|committee|council|agency|institute|"
    r"university|bank|authority|service|board|union|association|company|inc|ltd|group|centre|center|unit|team|desk|"
    r"secretariat|staff)\b",
    re.I,
)
# A memo says at its head to whom, from whom and on what it is, and bears no more of a title than its kind.
_FIELD = re.compile(r"(?P<name>to|from|subject|re|regarding)\s*:\s*(?P<value>\S.*)", re.I)
_KIND_ALONE = re.compile(
    r"(?:(?:internal|information|briefing|decision|action|cover|inter-?office|policy|confidential|official)\s+)*"
    r"(?:memo(?:randum)?|note|brief(?:ing)?|letter|minute|submission)(?:\s+(?:to|for)\s.*)?",
    re.I,
)
_LONGEST_SUBJECT = 200
_BOLD = re.compile(r"\*\*|__")
# "Policy brief 14 · 18 September 2025", "Date: 7 October 2025 Prepared by: Energy Unit": several things on one line.
_LONGEST_OF_SEVERAL = 300
_BETWEEN = re.compile(r" [·•|–—] | (?=[*_]*[A-Z][a-z]+(?: [a-z]+)?:[*_]*\s)")
_ADDRESS = re.compile(r"\s*[<(\[]?[\w.+\-]+@[\w.\-]+[>)\]]?")


@dataclass(frozen=True, slots=True)
class Described:
    """Who wrote a document, the day it bears, and its title; empty and None where nothing says so."""

    authors: tuple[str, ...]
    dated: date | None
    title: str


def described(name: str, extract: Extract) -> Described:
    """Return a document's authors, day and title; the title of a memo, which has none, is its subject.

    Args:
        name: the file's name: messages, web pages and Markdown say for themselves when they were written, and the
            properties of other files are believed only where the first page says nothing.
        extract: what was read from it.
    """
    lines = list(_lines(extract))
    of_file = date.fromisoformat(extract.date) if extract.date else None
    on_page = next((day for line in lines if (day := day_of_line(line)) is not None), None)
    believed = FORMATS.get(PurePath(name).suffix.lower()) in _TELL_THEMSELVES
    fields = _fields(extract)
    named = next((names for line in lines if (names := _names_of_line(line))), "") or _maker(extract) or _sender(fields)
    author = extract.author if believed and extract.author else named or extract.author
    dated = of_file if believed and of_file is not None else on_page or of_file
    title = full_title(squeezed(extract.title), extract)
    subject = fields.get("subject") or fields.get("re") or fields.get("regarding") or ""
    return Described(authors_of(author), dated, subject if subject and _is_no_title(title) else title)


def _is_no_title(title: str) -> bool:
    return not title or is_section(title) or any(form.fullmatch(title) for form in (_KIND_ALONE, _FIELD))


def authors_of(named: str) -> tuple[str, ...]:
    """Return single names of a field that may hold several: "A. Rao; B. Sen", "Ann Lee and Bo Chen"."""
    parts = [part for part in named.split(";") if part.strip()]
    if not _OFFICES.search(named):
        parts = [piece for part in parts for piece in _persons(part)]
    names = (squeezed(_ADDRESS.sub("", part)).strip(" ,.\"'") or squeezed(part).strip("<>") for part in parts)
    return tuple(dict.fromkeys(name[:_LONGEST_AUTHOR] for name in names if name))[:_MOST_AUTHORS]


def day_of_line(line: str) -> date | None:
    """Return the day of a line that says nothing but a day, and where or of what it is; else None."""
    found = _DAY_OF_LINE.fullmatch(line)
    if found is None:
        return None
    day, year = (next(filter(None, (found[f"{part}{n}"] for n in ("", 2, 3)))) for part in ("day", "year"))
    month = found["month3"] or _month(found["month"] or found["month2"])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _month(word: str) -> int:
    word = word.lower()
    short = "sep" if word == "sept" else word
    return next((names.index(short) + 1 for names in _MONTHS if short in names), 0)


def _lines(extract: Extract, longest: int = _LONGEST_LINE) -> Iterator[str]:
    """Yield the short lines at the head of a document, then those at its foot, each before the pieces it is made of."""
    blocks = [block for block in extract.blocks if block.kind in ("heading", "paragraph", "item")]
    head = [block for block in blocks[:_HEAD_BLOCKS] if block.page in (None, 1)]
    foot = [block for block in blocks[-_FOOT_BLOCKS:] if block not in head]
    for block in (*head, *foot):
        for line in extract.text[block.start : block.end].split("\n"):
            whole = squeezed(line)
            # A longer line is text, whatever stands in it.
            pieces = _BETWEEN.split(whole) if len(whole) <= _LONGEST_OF_SEVERAL else [whole]
            for piece in (whole, *pieces) if len(pieces) > 1 else pieces:
                plain = squeezed(_BOLD.sub("", piece).strip(" *_#>|"))
                if 0 < len(plain) <= longest:
                    yield plain


def _fields(extract: Extract) -> dict[str, str]:
    """Return what a memo says at its head after "To:", "From:" and "Subject:", by that word in lower case."""
    found: dict[str, str] = {}
    for line in _lines(extract, _LONGEST_SUBJECT):
        if (field := _FIELD.fullmatch(line)) is not None:
            found.setdefault(field["name"].lower(), field["value"].strip(" *_"))
    return found


def _sender(fields: dict[str, str]) -> str:
    """Return whom a memo is from; empty where it does not say to whom or on what it is, and so is none."""
    sender = fields.get("from", "") if len(fields) > 1 else ""
    if _NAMES.fullmatch(sender):
        return sender
    if (named := _NAME_AND_MORE.fullmatch(sender)) is not None and not _OFFICES.search(named["name"]):
        return named["name"]
    return sender if _OFFICES.search(sender) else ""


def _names_of_line(line: str) -> str:
    found = _BYLINE.fullmatch(line)
    if found is None:
        return ""
    names = found["names"].strip()
    named = _NAME_AND_MORE.fullmatch(names) if found["made"] else None
    if named is not None and not _NAMES.fullmatch(names) and not _OFFICES.search(named["name"]):
        return named["name"]
    return names.rstrip(".") if _NAMES.fullmatch(names) or (":" in line and _OFFICES.search(names)) else ""


def _maker(extract: Extract) -> str:
    """Return who made a document, as a longer line at its head or foot says; empty where none does."""
    found = (_MADE_BY.match(line) for line in _lines(extract, _LONGEST_OF_SEVERAL))
    return next((one["names"] for one in found if one is not None and not _OFFICES.search(one["names"])), "")


def _persons(part: str) -> Iterable[str]:
    """Part names at commas and "and" where each side is a whole name, and so no "Doe, Jane"."""
    pieces = [piece for piece in re.split(r"\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+", part.strip()) if piece]
    whole = all(len(piece.split()) > 1 for piece in pieces)
    return pieces if whole else [part]
