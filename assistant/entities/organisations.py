"""Organisations, told by a word that only they have in their names, with the short names that the text gives them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.entities.item import Item
from assistant.entities.lexicon import COMPANY, HONORIFIC, KNOWN_SHORT, OFFICE, ORGANISATION, ORGANISATION_OF, UPPER
from assistant.entities.units import Unit

MOST = 14
_LONGEST = 90

_CAP = rf"(?:{UPPER}[\w’'&.-]*\w)"
# "Ministry of External Affairs", "Department of Housing and Urban Development", "Office for Outer Space Affairs"
_HEADED = re.compile(
    rf"(?<![\w.’'-])(?P<name>(?:{_CAP} ){{0,4}}{ORGANISATION_OF} (?:of|for|on) (?:the )?{_CAP}"
    rf"(?: {_CAP}|(?:(?:, {_CAP})*,? and| &) (?!{HONORIFIC} )(?!{ORGANISATION_OF} )(?![A-Z]{{3,}}\b){_CAP}"
    rf"(?= (?:and|{_CAP})|[,.;)]| |$)| (?:of|for|on) (?:the )?{_CAP}){{0,5}})"
)
# "National Space Policy Secretariat", "European Space Agency", "Cabinet Office"
_TAILED = re.compile(
    rf"(?<![\w.’'-])(?P<name>(?:{_CAP} (?:(?:for|and|&) (?={_CAP} ))?){{1,5}}{ORGANISATION})(?![\w-])(?! {UPPER})"
    rf"(?! (?:of|for|on) (?:the )?{UPPER})"
)
_COMPANY = re.compile(rf"(?<![\w.’'-])(?P<name>(?:(?:{_CAP}|&) ){{1,5}}?{COMPANY}\b\.?)(?![\w-])")
_SHORT = re.compile(r" ?[(\[]\s?(?:the )?[\"“]?(?P<short>[A-Z][A-Za-z&-]{1,9})[\"”]?[)\]]")
_ALONE = re.compile(r"(?<![\w.&/@#-])(?P<name>[A-Z][A-Za-z&]{1,6})(?![\w&/@-]| \d)")
# What begins a sentence and no name.
_NO_FIRST = frozenset(
    "copyright unless "
    "the a an this that these those our its their his her your my in on at of for from by with and or but as to "
    "under through within when where while if since after before each every any all some many most several other "
    "another both either also however although because both new former no non such what which who how why see "
    "visit contact join about between across using via per than then there here is are was were has have will can "
    "may".split()
)
# Words that end like an organisation but name none when a plain word stands before them.
_GENERIC_BEFORE = frozenset(
    "first second third last next public private local national federal international new old main central senior "
    "social financial customer client human legal medical technical civil digital data shared support mission "
    "oval box civil zero high house emerging "
    "working enterprise shared business customer expert advisory steering executive leadership management project "
    "program our company parent".split()
)
_GENERIC_TAILS = frozenset(
    "team group service services force network systems partners partnership community forces party survey office "
    "station company school court board post press news council records center centre fund department agency "
    "bureau industries journal times union library club committee society trust".split()
)


# Of two names with "and" between them only the second ends so: "Braun and The Carlyle Group".
_PLAIN_TAILS = frozenset(
    "Group Bank Company News Times Post Party Club Trust Fund Holdings Journal Studios Inc".split()
)
# What follows a name without being of it: "House of Representatives Speaker", "Department of State’s".
_TRAILING = re.compile(rf"(?:’s|'s| Rt\.?| Hon\.?|(?<! of)(?<! the) (?!General)(?i:{OFFICE}))+$")
# "New York Times", and first words of names that only look like verbs.
_NEW_PLACE = re.compile(
    r"York|England|Zealand|Jersey|Mexico|Delhi|Orleans|South|Hampshire|Brunswick|Haven|Beijing|King|Sterling|Boeing"
)
# Sentences in capitals, days, and what a unit of an office does.
_NO_ORGANISATION = re.compile(
    r"\bSoviet Union\b|\b[A-Z]{2,} and [A-Z]{2,} |\b(?:We|You|I|He|She|They|It|Is|Are|Was|"
    r"January|February|March|April|June|July|August|September|October|November|"
    r"December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Contributing|Participating|Lead|Leading|Responsible|"
    r"Strategic|Enhance|Improve|Strengthen|Increase|Support|Supporting|Promote|Provide|Ensure|Advance|Expand|Modernize|"
    r"Establish|Implement|Goal|Objective|Strategy|Fellow|Former|Chapter|Table|Figure|Page)\b"
)


def organisations_of(units: Sequence[Unit]) -> tuple[Item, ...]:
    """Return the organisations that a document names most, each once; ``note`` is its short name."""
    names: dict[str, Item] = {}
    counts: Counter[str] = Counter()
    for unit in units:
        for item in _named(unit):
            key = _key(item.text)
            known = names.get(key)
            counts[key] += 1
            if known is None or (item.note and not known.note):
                names[key] = item
    for key in [key for key in names if " and " in key]:
        # "Department of State and Alex Azar": the first alone is named elsewhere.
        if (first := key.rsplit(" and ", 1)[0]) in names:
            counts[first] += counts.pop(key)
            del names[key]
    shorts = {item.note: key for key, item in names.items() if item.note}  # the key of the full name by short name
    # Short for something else here, or for nothing that looks like an organisation.
    others = {found["short"] for unit in units for found in _SHORT.finditer(unit.text)} - shorts.keys()
    for unit in units:
        for found in _ALONE.finditer(unit.text):
            short = found["name"]
            if short in shorts:
                counts[shorts[short]] += 1
            elif short in KNOWN_SHORT and short not in others and not unit.is_reference and not unit.text.isupper():
                names.setdefault(short, Item(short, "", unit.at(*found.span("name")), unit.span))
                counts[short] += 1
    # Those named most, in the order in which they come.
    best = sorted(names, key=lambda key: -counts[key])[:MOST]
    return tuple(names[key] for key in names if key in best)


def _named(unit: Unit) -> Iterator[Item]:
    if unit.is_headline or unit.is_reference:
        return
    taken: list[tuple[int, int]] = []
    for form in (_HEADED, _COMPANY, _TAILED):
        for found in form.finditer(unit.text):
            name, start = _trimmed(found["name"], found.start("name"))
            name = _TRAILING.sub("", name)
            end = start + len(name)
            if any(start < until and since < end for since, until in taken):
                continue
            if not _is_organisation(name, headed=form is _HEADED, company=form is _COMPANY):
                continue
            taken.append((start, end))
            short = _SHORT.match(unit.text, end)
            note = short["short"] if short is not None and _is_short_for(short["short"], name) else ""
            yield Item(name, note, unit.at(start, end), unit.span)


def _trimmed(name: str, start: int) -> tuple[str, int]:
    """Cut what begins a sentence or a list off the front of a name; ``start`` is 0 at the beginning of a sentence."""
    opens = start == 0
    while " " in name:
        first, rest = name.split(" ", 1)
        if first.endswith("-based"):
            first = "the"
        if first == "New" and (not opens or _NEW_PLACE.match(rest)):
            break
        if opens and first.endswith("ing") and not _NEW_PLACE.match(name):
            first = "the"  # "Watching …": a verb
        opens = False
        office = re.match(rf"(?i:(?:{OFFICE})(?: and (?:{OFFICE}))?) (?:of|for|at) (?:the )?", name) or re.match(
            r".{1,60}?(?:’s|'s) (?=[A-Z])(?!Office\b)", name
        )
        if office is not None and " " in name[office.end() :]:
            start += office.end()
            name = name[office.end() :]
            continue
        if first.lower().strip("’'") not in _NO_FIRST and not first.endswith(("’s", "'s")) and not first.endswith("."):
            break
        if first.endswith(".") and len(first) < 4:
            break  # an abbreviation: "U.S.", "St."
        start += len(name) - len(rest)
        name = rest
    return name, start


def _is_organisation(name: str, *, headed: bool, company: bool) -> bool:
    words = name.split()
    if _NO_ORGANISATION.search(name):
        return False
    if len(words) < 2 or len(name) > _LONGEST or (name.isupper() and len(name) > 12):
        return False
    if company:
        return words[0][0].isupper() and (words[-1].strip(".") != "Co" or words[-1].endswith("."))
    if headed:
        return True
    small = [word.lower() for word in words if word[0].isupper()]
    if len(small) < 2:
        return False
    if small[-1] in _GENERIC_TAILS and all(word in _GENERIC_BEFORE for word in small[:-1]):
        return False
    if " and " in name and (words[-1] in _PLAIN_TAILS or words[-2] == "and"):
        return False
    # "Department and Agency", "Commerce and Federal Bureau": two things said in one breath
    return not any(word in ("and", "&") for word in words) or re.search(ORGANISATION, " ".join(words[:-1])) is None


def _is_short_for(short: str, name: str) -> bool:
    """Return whether a short name's letters begin words of the name, in order: "ISRO", "DoC", "USTDA"."""
    letters = [letter.lower() for letter in short if letter.isalpha() and (letter.isupper() or len(short) < 4)]
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", name)]
    at = 0
    for letter in letters:
        while at < len(words) and not words[at].startswith(letter):
            at += 1
        if at == len(words):
            return short.lower() in name.lower() and len(short) > 3
        at += 1
    return len(letters) > 1


def _key(name: str) -> str:
    return re.sub(r"^(?:u\.?s\.?|united states) ", "", name.casefold().replace("’", "'").rstrip("."))
