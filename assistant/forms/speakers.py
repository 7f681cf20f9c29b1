"""Who speaks: "Minister Brandt: I ordered the closure." is a turn of a talk, and no value behind a label.

Transcripts and minutes put a speaker's name before what is said. It tells whose words these are, not who that is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.entities.lexicon import HONORIFIC, NAME_WORD, OFFICE
from store import Span

_LABEL = re.compile(
    rf"[\s*_#>•-]*(?P<name>(?:(?:{HONORIFIC}|(?i:{OFFICE})) )*{NAME_WORD}(?: {NAME_WORD}){{0,3}})"
    r"(?: ?\([^()]*\))?[*_]*:[*_]*\s+(?=\S)"
)
_OF_A_PERSON = re.compile(rf"(?:{HONORIFIC}|(?i:{OFFICE})) |{NAME_WORD} {NAME_WORD}")
_ONESELF = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|[Uu]s)\b(?!\.)")
_STATES = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|must|should|do|does|did|thank|welcome|I|we)\b|n['’]t\b",
    re.I,
)
_SMALL = re.compile(r"\b[^\W\d_A-Z][^\W\d_]+")
_NAMES = re.compile(NAME_WORD)
# A label that stands before what is said so often in a document is a speaker's.
_TURNS = 2


def speaker(unit: str) -> Span | None:
    """Return where the name stands that a unit begins with, before a colon; None without one.

    Args:
        unit: verbatim. Whether it is what that person says is another matter: see `speakers`.
    """
    label = _LABEL.match(unit)
    if label is None or _OF_A_PERSON.match(label["name"]) is None:
        return None
    return Span(*label.span("name"))


def speakers(units: Sequence[str]) -> frozenset[str]:
    """Return the names of those who speak among the units of a document.

    They say something of themselves, or begin several units: "Deputy Director: Ann Lee" is none, nor is
    "Key Milestone", of which the document speaks with small letters.

    Args:
        units: verbatim.
    """
    turns: Counter[str] = Counter()
    states: set[str] = set()
    for unit in units:
        if (name := speaker(unit)) is not None:
            said = unit[name.end :]
            turns[unit[name.start : name.end]] += _TURNS if _ONESELF.search(said) else 1
            if _STATES.search(said):
                states.add(unit[name.start : name.end])
    small = {word for unit in units for word in _SMALL.findall(unit)} if states else set()
    return frozenset(
        name
        for name, count in turns.items()
        if count >= _TURNS and name in states and not any(word.lower() in small for word in _NAMES.findall(name)[-1:])
    )
