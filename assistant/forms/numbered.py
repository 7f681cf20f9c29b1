"""Parts of documents by their number: "section 3.2", "Strategy 1.4.5", "point 2 of the talking points"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.language.wording import ORDINALS, content_words, stem, stems
from assistant.reader import quoted
from store import Passage, Span

_DEPTH = r"\d{1,3}(?:\.\d{1,3})*"
# Only behind these is a letter or a Roman numeral a number.
_LETTERED = "section chapter part article annex appendix schedule title"
# What documents call their parts, also where the heading bears the number alone: "section 2" is "2. Prosperity", and
# "goal 2" is too in a document that speaks of goals.
_PARTS = f"{_LETTERED} subsection point item paragraph clause heading number"
_AIMS = "goal objective pillar priority strategy theme initiative"
# How many stops the bare numbers of these have.
_LEVELS = {stem(word): 0 for word in "goal pillar priority theme chapter section".split()} | {stem("objective"): 1}
_PLAIN_STEMS = frozenset(map(stem, "strategic main key major overall overarching central principal".split()))
# What is no more than something in a list: of "action item 2", the list must be of actions.
_LIST_STEMS = frozenset(map(stem, "point item number question".split()))
_NOUN = r"(?!(?:who|what|when|where|why|how|which|is|are|was|were|do|does|did)\b)[^\W\d_]+(?: [^\W\d_]+){0,2}"
# What is counted where it is numbered: "the second goal", but no "second edition" or "first step".
_RANKED = "goal objective pillar priority strategy theme initiative recommendation section chapter point item annex"
PART = (
    rf"(?:(?:the )?(?P<whose>[^,?]+?)(?:'s|’s) |the )?(?:(?P<noun>{_NOUN}?)(?: no\.?| number)? (?P<number>{_DEPTH})"
    rf"|(?P<lettered>{_LETTERED.replace(' ', '|')}) (?P<letter>[IVX]{{1,5}}|[A-H])"
    rf"|(?P<rank>{'|'.join(ORDINALS)}) (?P<ranked>(?:\w+ )?(?:{'|'.join(_RANKED.split())})))"
    r"\.?(?:,? (?:of|in|from|under|on) (?P<of>.+?))?"
)
"""A pattern for words that name a part; `part_named` reads them."""
_PART_STEMS = frozenset(map(stem, _PARTS.split()))
_AIM_STEMS = frozenset(map(stem, _AIMS.split()))
_HEADED = re.compile(rf"[#*\s]*(?:(?P<noun>{_NOUN}) )?(?P<number>{_DEPTH}|[IVX]{{1,5}}|[A-H])(?=[.,):\s–—-]|$)")
# A document that speaks of goals does so in so many passages.
_SEVERAL = 3
_POLICY = re.compile(r"^policy (?=options?$)", re.I)
# "**Option A – Accept the allocation.** The grant …": as good as a heading, where it bears its name.
_LABEL = re.compile(r"(?:\*\*|__)(?=\S)")
_PAGE = re.compile(r"[\s.…]+\d{1,4}$")
_MARK = re.compile(rf"[\s*_>•-]*\(?(?P<number>{_DEPTH}|[a-hA-H])[.)]\s*$")


@dataclass(frozen=True, slots=True)
class PartName:
    """How a part is named: what kind of part it is ("performance goal"), as stems, and its number ("1.4.5").

    ``of`` are the stems of what else is said of it: whose it is, what it is a part of.
    """

    noun: tuple[str, ...]
    number: str
    of: frozenset[str]


@dataclass(frozen=True, slots=True)
class NumberedPart:
    """A part of a document: the unit that bears its number, and units, each with its passage, that are more of it.

    ``below`` is what it says itself, empty where it is an item that says it all; ``parts_within`` are the headings of
    the parts that it has in turn. ``said_of_it`` is how many words of its name, and of what it is said to be a part of,
    stand around it.
    """

    passage: Passage
    unit: Span
    below: tuple[tuple[Passage, Span], ...] = ()
    parts_within: tuple[tuple[Passage, Span], ...] = ()
    said_of_it: int = 0


def part_named(words: str) -> PartName | None:
    """Return which part words name, None where they name none: "the DOT's Strategy 1.4.5"."""
    named = re.fullmatch(PART, words, re.I)
    if named is None:
        return None
    said = f"{named['whose'] or ''} {named['of'] or ''}"
    return PartName(
        _stems(named["noun"] or named["lettered"] or named["ranked"]),
        _number_of(named),
        frozenset(stem(token.text) for token in content_words(said)),
    )


def _number_of(named: re.Match[str]) -> str:
    if named["rank"]:
        return str(ORDINALS.index(named["rank"].lower()) + 1)
    return str(named["number"] or named["letter"]).upper()


def is_numbered(heading: str) -> bool:
    """Return whether a heading is that of a numbered part: "2.1 Jobs", "Annex B"."""
    return _HEADED.match(heading) is not None


def parts_of(words: str) -> tuple[PartName | None, str]:
    """Return what parts are asked to be of: a part, where words begin with its name, and the rest, the document."""
    name = part_named(words)
    if name is None:
        return None, words
    named = re.fullmatch(PART, words, re.I)
    assert named is not None
    return name, named["of"] or named["whose"] or ""


def parts_called(noun: str, passages: Sequence[Passage], within: PartName | None) -> list[tuple[Passage, Span]]:
    """Return the headings of all parts of a document that are called by a noun, units with their passages, in order.

    They bear it before their number ("Strategy 1.4.5"), be it in a heading or in a label in bold, or are the first or
    second level of bare numbers where the document calls these so: goals are made up of objectives.

    Args:
        noun: in the plural or not: "strategic goals".
        passages: all of the document, in order.
        within: the part that they are to be parts of; None for all of the document.
    """
    # "Policy options" are headed "Option A".
    wanted = _stems(_POLICY.sub("", noun))
    inside = None if within is None else part_in(within, passages)
    if within is not None and (inside is None or not inside.below + inside.parts_within):
        return []
    scope = () if inside is None else _path_of(inside)
    # "performance goals" are not just any goals.
    is_plain = set(wanted[:-1]) <= _PLAIN_STEMS
    named: dict[str, tuple[Passage, Span]] = {}
    of_a_sort: dict[str, tuple[Passage, Span]] = {}
    bare: dict[str, tuple[Passage, Span]] = {}
    for passage in passages:
        if passage.heading[: len(scope)] != scope:
            continue
        for unit in passage.sentences:
            whole = quoted(passage, unit)
            said = _plain(whole)
            is_heading = said in map(_plain, passage.heading)
            found = _HEADED.match(said) if is_heading or _LABEL.match(whole) else None
            if found is None or (not is_heading and not found["noun"]):
                continue
            called = _stems(found["noun"] or "")
            if called and called[-len(wanted) :] == wanted:
                is_any = set(called[: -len(wanted)]) <= _PLAIN_STEMS
                (named if is_any else of_a_sort).setdefault(said, (passage, unit))
            elif is_plain and not called and found["number"].count(".") == _LEVELS.get(wanted[-1], -1):
                bare.setdefault(said, (passage, unit))
    is_called_so = wanted[-1] in _PART_STEMS or bool(bare and _repeated(wanted[-1], passages))
    return list((named or (bare if is_called_so else {}) or of_a_sort).values())


def _path_of(part: NumberedPart) -> tuple[str, ...]:
    """Return the headings down to a part's own."""
    heading, own = part.passage.heading, _plain(quoted(part.passage, part.unit))
    return next((heading[: depth + 1] for depth, one in enumerate(heading) if _plain(one) == own), heading)


def part_in(name: PartName, passages: Sequence[Passage]) -> NumberedPart | None:
    """Return the part of a document that bears a number; None where there is none.

    What is said of the part decides ("point 2 of the talking points"), then whether it bears its name, and a heading
    comes before an item.

    Args:
        name: of the part.
        passages: all of the document, in order.
    """
    best, found = _NO_FIT, None
    headings = {_plain(heading) for passage in passages for heading in passage.heading}
    parts = _PART_STEMS | (_AIM_STEMS & _repeated(name.noun[-1], passages))
    for passage in passages:
        for depth, heading in enumerate(passage.heading):
            if (fit := _fit(name, heading, passage.heading[:depth], parts)) > best:
                best, found = fit, passage.heading[: depth + 1]
    item: tuple[Passage, Span] | None = None
    for passage in passages:
        for unit in passage.sentences:
            if _PAGE.sub("", _plain(quoted(passage, unit))) in headings:
                continue  # the heading itself, or its line in the table of contents
            if (fit := _fit_of_item(name, passage, unit, parts)) > best:
                best, item = fit, (passage, unit)
    listed = _listed(name, passages)
    if listed and best[0] < len(_told_apart(name)):
        number = int(name.number)
        at = listed[number - 1] if 0 < number <= len(listed) else None
        return None if at is None else NumberedPart(*at, said_of_it=len(_told_apart(name)))
    if item is not None:
        return NumberedPart(*item, said_of_it=best[0])
    return None if found is None else _section(found, passages, best[0])


def _listed(name: PartName, passages: Sequence[Passage]) -> list[tuple[Passage, Span]]:
    """Return what stands below the heading that a list is told by, "point 2 of the open matters"; empty without one.

    Word counts items when it shows them, and their text has no numbers.
    """
    wanted = _told_apart(name)
    if name.noun[-1] not in _LIST_STEMS or not wanted or not name.number.isdecimal():
        return []
    return [
        (passage, unit)
        for passage in passages
        if passage.heading and wanted <= stems(passage.heading[-1])
        for unit in passage.sentences
        if _plain(quoted(passage, unit)) not in map(_plain, passage.heading) and "|" not in quoted(passage, unit)
    ]


def _told_apart(name: PartName) -> set[str]:
    """Return what tells a part's list from others: of "point 2 of the open matters" not that it is a point."""
    return (set(name.noun) - _LIST_STEMS) | name.of


def _repeated(root: str, passages: Sequence[Passage]) -> set[str]:
    """Return a stem, in a set, if words that begin with it stand in several passages, else an empty one."""
    word = re.compile(rf"\b{re.escape(root)}", re.I)
    return {root} if sum(word.search(passage.text) is not None for passage in passages) >= _SEVERAL else set()


def _section(where: tuple[str, ...], passages: Sequence[Passage], said_of_it: int) -> NumberedPart:
    own: list[tuple[Passage, Span]] = []
    within: dict[str, tuple[Passage, Span]] = {}
    first: tuple[Passage, Span] | None = None
    inside = [passage for passage in passages if passage.heading[: len(where)] == where]
    for passage in inside:
        for unit in passage.sentences:
            said = _plain(quoted(passage, unit))
            if said == _plain(where[-1]) and first is None:
                first = (passage, unit)
            elif passage.heading == where:
                own.append((passage, unit))
            elif said == _plain(passage.heading[len(where)]):
                within.setdefault(said, (passage, unit))
    # A heading may stand in no passage, and what is below it only in parts of its own.
    units = [first, *own] if first is not None else own or list(within.values())
    units = units or [(passage, unit) for passage in inside for unit in passage.sentences]
    passage, unit = units[0]
    own_parts = tuple(one for one in within.values() if one != units[0])
    return NumberedPart(passage, unit, tuple(units[1:]), own_parts, said_of_it)


_Fit = tuple[int, int]
"""How many words of the name stand around a part, and how well it bears its name: higher is better."""
_NO_FIT = (-1, 0)
_NAMED, _BARE, _LISTED = 3, 2, 1


def _fit(name: PartName, heading: str, above: Sequence[str], parts: Collection[str]) -> _Fit:
    """Return how well a heading fits; ``parts`` are what parts with a bare number may be called."""
    found = _HEADED.match(heading)
    if found is None or found["number"].upper() != name.number:
        return _NO_FIT
    around = stems(" ".join((*above, heading)))
    said = _said(name, around)
    if found["noun"]:
        noun = _stems(found["noun"])
        shorter = min(len(noun), len(name.noun))
        # "Goal 2.1" is headed "Performance Goal 2.1", "Strategic Goal 2.1" is not.
        return (said, _NAMED) if noun[-shorter:] == name.noun[-shorter:] else _NO_FIT
    # "Goal 2.1" may be headed "2.1 Jobs"; "Apollo 11" is not headed "11 Budget".
    is_part = name.noun[-1] in parts or "." in name.number or name.noun[-1] in around
    return (said, _BARE) if is_part and _is_of_kind(name, around) else _NO_FIT


def _fit_of_item(name: PartName, passage: Passage, unit: Span, parts: Collection[str]) -> _Fit:
    """Return how well an item of a list, or another unit that begins with a number, fits."""
    text, start = passage.text, unit.start - passage.start
    mark = _MARK.fullmatch(text[text.rfind("\n", 0, start) + 1 : start])
    if mark is None:
        said, fit = _fit(name, quoted(passage, unit), passage.heading, parts)
        return (said, _LISTED) if fit else _NO_FIT
    around = stems(" ".join(passage.heading))
    said = _said(name, around)
    is_listed = name.noun[-1] in _LIST_STEMS or said > 0
    fits = mark["number"].upper() == name.number and is_listed and _is_of_kind(name, around)
    return (said, _LISTED) if fits else _NO_FIT


def _said(name: PartName, around: frozenset[str]) -> int:
    return len((_told_apart(name) if name.of else set(name.noun)) & around)


def _is_of_kind(name: PartName, around: frozenset[str]) -> bool:
    """Return whether what tells "action items" from other items stands around, where it has to."""
    return name.noun[-1] not in _LIST_STEMS or set(name.noun[:-1]) <= around


def _stems(noun: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in noun.split())


def _plain(text: str) -> str:
    return " ".join(text.strip("#*_ \t\n").split())
