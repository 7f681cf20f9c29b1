"""Questions that a document seems to answer, each with the sentence that should answer it; the reader decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.entities.item import Item
from assistant.entities.lexicon import NO_NAME, UPPER
from assistant.entities.units import Unit

# A subject longer than this makes a question nobody would ask.
_LONGEST_SUBJECT = 60
_LONGEST_QUESTION = 120
# Any long report is full of short names; a reader wants to ask something else too.
_MOST_SHORT_NAMES = 3
# A shorter line with a date in it is a label or a row: nothing happens in it.
_TELLING_WORDS = 7

_PARTICIPLES = (
    r"held|hosted|led|launched|founded|established|created|built|written|published|released|signed|adopted|organi[sz]ed|"
    r"opened|operated|developed|designed|introduced|announced|discovered|invented|approved|produced|commissioned|owned|"
    r"appointed|elected|acquired|completed|started|formed|funded|managed|run|chaired|directed|attended|visited|ratified|"
    r"proposed|unveiled|constructed|drafted|enacted|passed|administered|sponsored|hired|named|awarded"
)
_PASSIVE = re.compile(
    rf"^(?P<subject>(?:The|This|Its|Their|His|Her|[A-Z])[^,;:()\"“”]{{2,{_LONGEST_SUBJECT}}}?) (?P<be>was|were) "
    rf"(?P<adverb>\w+ly |first )?(?P<did>{_PARTICIPLES})\b(?P<rest>[^;]*)"
)
# The past form differs from the participle.
_PAST = {"written": "wrote", "run": "ran"}
_ACTIVE_PLACE = re.compile(
    rf"^(?P<subject>(?:The )?[A-Z][^,;:()\"“”]{{2,{_LONGEST_SUBJECT}}}?) "
    r"(?P<did>took place|is located|are located|is based|met)\b(?P<rest>[^;]*)"
)
_DEFINED = re.compile(
    rf"^(?P<the>The )?(?P<name>{UPPER}[\w’'&-]*(?: (?:of|for|and|the)(?= [A-Z])| {UPPER}[\w’'&-]*){{0,6}})"
    r"(?: \([A-Z][\w&-]+\))? (?P<be>is|was) (?:a|an|the) \w+"
)
_SPELT_OUT = re.compile(r"(?P<long>(?:[\w’'-]+ ){1,8}[\w’'-]+) \((?P<short>[A-Z][A-Za-z&-]*[A-Z])\)")
_NO_SUBJECT = re.compile(
    r"\b(?:it|they|he|she|this|these|those|that|who|which|there|we|i|you|such|its|their|his|her|our)\b", re.I
)
_REFERS = re.compile(
    r"^(?:This|These|That|Those|It|They|He|She|Its|Their|His|Her|Such|Both|There|Here|We|I|You|Our|My)\b"
)


def candidates(
    units: Sequence[Unit], people: Sequence[Item], organisations: Sequence[Item], dates: Sequence[Item]
) -> Iterator[Item]:
    """Yield questions with the sentence that should answer each, kinds in turn and each in the document's order."""
    kinds = [
        list(_about_events(units, places=bool(dates))),
        list(_about_people(people)),
        list(_about_names(units)),
        list(_about_days(dates, units)),
        list(_about_short_names(units))[:_MOST_SHORT_NAMES],
    ]
    asked: set[str] = set()
    for turn in range(max(map(len, kinds))):
        for kind in kinds:
            if turn < len(kind) and kind[turn].text not in asked and len(kind[turn].text) <= _LONGEST_QUESTION:
                asked.add(kind[turn].text)
                yield kind[turn]


def _question(text: str, unit: Unit) -> Item:
    return Item(text, "", unit.span, unit.span)


def _about_people(people: Sequence[Item]) -> Iterator[Item]:
    for person in people:
        if person.note and len(person.text.split()) > 1:
            yield Item(f"Who is {person.text}?", "", person.sentence, person.sentence)


def _about_events(units: Sequence[Unit], *, places: bool) -> Iterator[Item]:
    for unit in units:
        if unit.is_headline or _REFERS.match(unit.text):
            continue
        if (found := _PASSIVE.match(unit.text)) is not None and _is_subject(found["subject"]):
            subject, did, rest = _inside(found["subject"]), found["did"], found["rest"]
            be, adverb = found["be"], found["adverb"] or ""
            if re.search(r"^ (?:\w+ )?by (?:the )?[A-Z]", rest):
                yield _question(f"Who {_PAST.get(did, did)} {subject}?", unit)
            if re.search(r"\b(?:on|in) (?:\d{1,2} [A-Z]|[A-Z][a-z]+ \d|\d{4})", rest):
                yield _question(f"When {be} {subject} {adverb}{did}?", unit)
            elif places and re.search(r"\b(?:in|at) (?:the )?[A-Z](?![a-z]+ \d)", rest):
                yield _question(f"Where {be} {subject} {adverb}{did}?", unit)
        elif (found := _ACTIVE_PLACE.match(unit.text)) is not None and _is_subject(found["subject"]):
            subject, did = _inside(found["subject"]), found["did"]
            if did.startswith(("is", "are")):
                be, what = did.split()
                yield _question(f"Where {be} {subject} {what}?", unit)
            elif re.search(r"\b(?:on|in) (?:\d{1,2} [A-Z]|[A-Z][a-z]+ \d|\d{4})", found["rest"]):
                yield _question(f"When did {subject} {'meet' if did == 'met' else 'take place'}?", unit)


def _about_names(units: Sequence[Unit]) -> Iterator[Item]:
    for unit in units:
        found = None if unit.is_headline else _DEFINED.match(unit.text)
        if found is None or found["name"].lower() in NO_NAME or _REFERS.match(found["name"]):
            continue
        # A single capital at a sentence's beginning is any word.
        if (found["the"] and " " not in found["name"]) or (not found["the"] and unit.text.count(found["name"]) < 1):
            continue
        if " " in found["name"] or found["name"][1:].lower() != found["name"][1:]:
            the = "the " if found["the"] else ""
            yield _question(f"What {found['be']} {the}{found['name']}?", unit)


def _about_short_names(units: Sequence[Unit]) -> Iterator[Item]:
    seen: set[str] = set()
    for unit in units:
        if unit.is_headline or len(_SPELT_OUT.findall(unit.text)) > 2:
            continue  # a list of them
        for found in _SPELT_OUT.finditer(unit.text):
            short = found["short"]
            initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", found["long"])).lower()
            if short not in seen and len(short) > 1 and initials.endswith(short.lower().replace("-", "")):
                seen.add(short)
                yield _question(f"What does {short} stand for?", unit)


def _about_days(dates: Sequence[Item], units: Sequence[Unit]) -> Iterator[Item]:
    telling = {
        unit.span for unit in units if len(unit.text.split()) >= _TELLING_WORDS and unit.text.rstrip().endswith(".")
    }
    for day in dates:
        if len(day.note) == 10 and day.sentence in telling:
            yield Item(f"What happened on {day.text}?", "", day.sentence, day.sentence)


def _is_subject(subject: str) -> bool:
    return 1 < len(subject.split()) <= 9 and _NO_SUBJECT.search(subject) is None


def _inside(subject: str) -> str:
    """Return a subject as it stands inside a question: only a name keeps its capital."""
    first, _, rest = subject.partition(" ")
    return f"{first.lower()} {rest}" if first in ("The", "A", "An", "All", "Some", "Several") else subject
