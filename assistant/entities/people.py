"""People and their roles, where the text's form leaves no doubt: a title, or an office before or after a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.entities.item import Item
from assistant.entities.lexicon import (
    HONORIFIC,
    INITIAL,
    NAME_WORD,
    NO_NAME,
    OFFICE,
    OFFICE_MODIFIER,
    ORGANISATION,
    PARTICLE,
    UPPER,
)
from assistant.entities.units import Unit
from store import Span

# More than this nobody reads at a glance.
MOST = 20
_LONGEST_ROLE = 140

_PART = rf"(?:{INITIAL}|{NAME_WORD})"
_NAME = rf"(?:{_PART}(?: (?:{PARTICLE} )?{_PART}){{0,4}})"
_FULL_NAME = rf"(?:{_PART}(?: (?:{PARTICLE} )?{_PART}){{1,3}})"
# Capitalised words with small ones between them: "Ministry of External Affairs", "National Space Policy Secretariat".
_CAP = rf"(?:{UPPER}[\w’'.&-]*[\w)])"
_SMALL = r"(?:of the|for the|and the|in the|on the|of|for|and|&|the|on|in)"
_CAPS = rf"(?:{_CAP}(?: (?:(?!and {HONORIFIC} )(?:{_SMALL}) (?:the )?)?(?!{HONORIFIC} ){_CAP}){{0,8}})"
_OFFICES = rf"(?:(?i:{OFFICE})\b)"
# These hold an office before a name only rarely: "Executive Order", "Head Start", "Major League".
_NOT_BEFORE_NAMES = r"(?:executive|whip|principal|owner|partner|head|fellow|major|chief|leader|specialist|officer)"
# Two words that lost the space between them.
_GLUED = re.compile(r"(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bLa)(?<!\bDi)(?<!\bVan)(?<!\bO)[a-zß-ÿ][A-ZÀ-Þ]")
# A small word is no noun of what an office is for.
_LOWER = (
    r"(?:(?!(?:at|in|of|for|to|and|the|with|on|from|who|that|which|said|says|is|was|are|were|or|by)\b)[a-z][a-z-]+)"
)
# "the", then what the office is of ("the institute's"), then the office, then of what, at whom, in what.
_ROLE = (
    rf"(?:(?:the|a|an|its|their|our|his|her) )?(?:(?i:former|then|acting|current|founding|longtime) )?"
    rf"(?:(?!(?:who|which|that|said|says|is|was|were|are|has|had|and|or|but|to|in|on|at|for|with|from|by|as|of)\b)"
    rf"[^\W\d][\w’'.&/-]* ){{0,4}}?"
    rf"{_OFFICES}"
    rf"(?:(?: and| &|,) (?:(?i:{OFFICE_MODIFIER}) )*{_OFFICES})?"
    rf"(?: (?:of|for|at|in|to|with|on|from|and)(?: the| an?)? {_CAPS}"
    rf"| (?:of|for|at|in|to|with|on|from)(?: the| an?)? {_LOWER}(?: {_LOWER}){{0,2}}(?=[ ,.;)]|$))*"
    # "Director, National Space Agency": where the office is held, where it says so itself.
    rf"(?:, (?:the )?(?=[^,.;()]*\b(?:{ORGANISATION}|of)\b|{UPPER}{{3,}})(?!{HONORIFIC} ){_CAPS})?"
)
_TITLED = re.compile(rf"(?<![\w.])(?P<title>(?:{HONORIFIC} )+)(?P<name>{_NAME})")
_AFTER_OFFICE = re.compile(
    rf"(?<![\w.-])(?P<role>(?:(?i:{OFFICE_MODIFIER})[- ])*(?!(?i:{_NOT_BEFORE_NAMES})\b)(?:{_OFFICES})"
    r"(?: of (?:State|Defen[cs]e|Commerce|Transportation|Agriculture|Energy|Education|Labou?r|Health|Finance|"
    r"the Treasury|the Interior|Homeland Security|Foreign Affairs|External Affairs))?)"
    rf" (?P<name>{_NAME})"
)
_BEFORE_OFFICE = re.compile(
    rf"(?<![\w.’'-])(?P<name>{_FULL_NAME})(?P<then>, (?P<role>{_ROLE}))(?=[,.;:)]|$| (?:who|said|and|says)\b)"
)
# A line of a list or a chart: "Camila Rojas : Undersecretary for Fisheries".
_LISTED = re.compile(rf"(?:^|[:|] ?)(?P<name>{_FULL_NAME}) ?: (?P<role>{_ROLE})\.?$")
_THEN_ROLE = re.compile(rf"(?:, | – | — |: )(?P<role>{_ROLE})|,? \((?P<inside>{_ROLE})[^()]{{0,60}}\)")
_AGED = re.compile(rf"(?<![\w.’'-])(?P<name>{_FULL_NAME}), \d\d,")
_ROW = re.compile(
    rf"\b(?i:name|person|official|delegate|contact)[^|:]{{0,20}}: (?P<name>(?:{HONORIFIC} )*{_FULL_NAME}) *(?:\||$)"
)
_ROW_ROLE = re.compile(r"\b(?i:role|title|position|office|designation|function|job title): (?P<role>[^|]+?) *(?:\||$)")
_CROWNED = re.compile(r"(?i:king|queen|prince|princess|pope|president)$")
_OFFICE_WORD = re.compile(rf"(?i:{OFFICE}|{OFFICE_MODIFIER})")
_ORGANISATION_WORD = re.compile(ORGANISATION)


@dataclass(frozen=True, slots=True)
class _Mention:
    name: str
    role: str
    span: Span
    unit: Unit

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word.rstrip(".").casefold() for word in re.split(r"[ ]", self.name))


def people_of(units: Sequence[Unit]) -> tuple[Item, ...]:
    """Return the people of a document with their roles as written, in order of first mention.

    Mentions of one person are one item, under the fullest name; it cites the sentence that gives the role.
    """
    people: list[list[_Mention]] = []
    for mention in (one for unit in units for one in _mentions(unit)):
        same = [person for person in people if any(_agree(mention.words, one.words) for one in person)]
        if len(same) == 1:
            same[0].append(mention)
        elif not same or len(mention.words) > 1:
            people.append([mention])
    return tuple(_item(person) for person in people[:MOST])


def _item(mentions: Sequence[_Mention]) -> Item:
    name = max((one.name for one in mentions), key=lambda name: (len(name.split()), len(name)))
    # The role as the longest account of it has it, cited where it stands with the name.
    cited = max(mentions, key=lambda one: (bool(one.role), len(one.words) > 1, len(one.role)))
    return Item(name, cited.role, cited.span, cited.unit.span)


def _agree(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Return whether two names can be the same person's: all words of one are in the other, an initial for a word."""
    few, many = sorted((some, others), key=len)
    if len(few) == 1:
        return few[0] in (many[-1], many[0]) and len(few[0]) > 1
    if few[-1] != many[-1] and few[-1] not in many:
        return False
    return all(
        any(word == other or (1 in (len(word), len(other)) and word[0] == other[0]) for other in many) for word in few
    )


def _mentions(unit: Unit) -> Iterator[_Mention]:
    text = unit.text
    taken: list[tuple[int, int]] = []

    def mention(name: str, start: int, role: str = "") -> Iterator[_Mention]:
        end = start + len(name)
        if not any(start < until and since < end for since, until in taken):
            taken.append((start, end))
            yield _Mention(name, _clean(role), unit.at(start, end), unit)

    if (row := _ROW.search(text)) is not None:
        office = _ROW_ROLE.search(text)
        name = re.sub(rf"^(?:{HONORIFIC} )+", "", row["name"])
        if _is_name(name):
            yield from mention(name, row.end("name") - len(name), office["role"] if office else "")
    for found in _TITLED.finditer(text):
        name = _without_offices(found["name"])
        if name and not name.isupper() and not _GLUED.search(name):
            end = found.start("name") + len(name)
            yield from mention(name, found.start("name"), _role_after(text, end))
    if (listed := _LISTED.search(text)) is not None and _is_name(listed["name"]):
        yield from mention(listed["name"], listed.start("name"), listed["role"])
    if unit.is_headline or unit.is_reference:
        return
    for found in _AFTER_OFFICE.finditer(text) if text.count(" ") > 2 else ():
        name = _without_offices(found["name"])
        capitalised = found["role"].split()[-1][0].isupper()
        # "General History of the Caribbean", but "Queen Christina of Sweden"
        if " " not in name and text.startswith(" of ", found.end()) and not _CROWNED.search(found["role"]):
            continue
        if _is_name(name) and (len(name.split()) > 1 or (capitalised and not _begins(text, found.start()))):
            end = found.start("name") + len(name)
            yield from mention(name, found.start("name"), found["role"] or _role_after(text, end))
    for found in _BEFORE_OFFICE.finditer(text):
        if _is_name(found["name"]):
            yield from mention(found["name"], found.start("name"), found["role"])
    for found in _AGED.finditer(text):
        if _is_name(found["name"]):
            yield from mention(found["name"], found.start("name"))


def _role_after(text: str, end: int) -> str:
    found = _THEN_ROLE.match(text, end)
    return "" if found is None else found["role"] or found[0].strip(" ,()")


def _begins(text: str, at: int) -> bool:
    return False if at else text[:1].isupper() and " " not in text.strip()


def _without_offices(name: str) -> str:
    """Cut a name at the first word that is none ("Raimondo Department"), and give nothing when that is the first."""
    words = name.split()
    for at, word in enumerate(words):
        if word.casefold().strip(".") in NO_NAME or _ORGANISATION_WORD.fullmatch(word) or _OFFICE_WORD.fullmatch(word):
            words = words[:at]
            break
    while words and (words[-1].islower() or re.fullmatch(INITIAL, words[-1])):
        words.pop()
    return " ".join(words)


def _is_name(name: str) -> bool:
    words = name.split()
    shouted = any(word.isupper() and len(word) > 3 for word in words)
    return bool(words) and not shouted and not _GLUED.search(name) and _without_offices(name) == name


def _clean(role: str) -> str:
    role = re.sub(r"^(?:the|a|an|its|their|our|his|her) ", "", role.strip(" ,;"))
    return role[:_LONGEST_ROLE].rstrip(" ,;")
