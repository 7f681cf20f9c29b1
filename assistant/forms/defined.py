"""Units that tell what something or somebody is, or what happened: "JAXA: the agency that …", "Ms. Lee, Director of …".

Also who came for one of two sides, "Their Chilean counterparts were …".

They hardly repeat a word of "What is JAXA's role?" or "What happened on 3 May?", so that neither words nor vectors show
that they answer.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.entities.lexicon import OFFICE, OFFICE_MODIFIER
from assistant.language.abbreviations import asks_to_spell_out, spelt_out, wants_words, without_short_form
from assistant.language.named import Near
from assistant.language.wording import content_words, stem, stems, tokens

_ROLE = r"(?:role|job|function|position|post|title|task|office|rank|responsibilit(?:y|ies)|duty|duties|mandate)"
_BE = r"(?:['’]s| is| are| was| were)"
_ASKS_WHAT_IT_DOES = tuple(
    re.compile(rule, re.I)
    for rule in (
        rf"what{_BE} (?:the )?{_ROLE} of (?:the )?(?P<name>.+)",
        rf"what{_BE} (?P<name>.+?)['’]s? (?:\w+ )?{_ROLE}",
        rf"what {_ROLE} (?:does|did|do|has|have) (?P<name>.+?)(?: (?:have|play|hold|occupy))?",
        r"what (?:does|do|did) (?P<name>.+?) do",
    )
)
_ASKS_WHAT_IT_IS = tuple(
    re.compile(rule, re.I)
    for rule in (
        r"what (?:does|do|did) (?P<name>.+?) (?:stand for|mean)",
        rf"(?:what|who){_BE} (?:the |an? )?(?P<name>.+)",
    )
)
_LONGEST_NAME = 6  # words
_HAPPENS = re.compile(
    r"what (?:else )?(?:happen(?:ed|s)|will happen|took place|takes place|occurred|was going on|"
    r"(?:was|were|is|are) (?:done|planned|scheduled|due|held)) "
    r"(?P<what>(?:on|in|at|by|to|with|during|after|before) .+)",
    re.I,
)
# "Who led the Japanese side?", "Who represented Japan?"
_ASKS_WHO_CAME = re.compile(
    r"[Ww]ho(?: all)? (?:led|headed|chaired|represented|spoke for|came for|was|were)(?: (?:on|for|from|in))?(?: the)? "
    r"(?P<side>[A-Z]\w+)(?:['’]s?)?(?: (?:delegations?|delegates|side|team|party|representatives|leads|leaders))?"
    r"(?: (?:at|in|during) .+)?"
)
_COUNTERPARTS = re.compile(r"\b(?P<side>[A-Z]\w+) (?:counterparts?|opposite numbers?) (?:was|were|is|are|included?)\b")
# "Who chaired the meeting?" is told by "Ms. Lee (Chair)", "Chair: Ms. Lee", "chaired by Ms. Lee".
_ASKS_WHO_CHAIRED = re.compile(r"who (?:chaired|chairs|presided over|(?:is|was) (?:the )?chair\w*)\b", re.I)
_CHAIR = r"(?:(?:[Aa]cting |[Vv]ice[- ]|[Cc]o-?)?[Cc]hair(?:man|woman|person)?)"
# "The chair of the harbour board is Ms. Lee", "the chair, Ms. Lee,", "the chair goes round, beginning with Pellinor".
_CHAIRED = re.compile(
    rf"[A-Z][\w’'-]+(?:,| \(| [–—-]) ?(?:the )?{_CHAIR}\b"
    rf"|\b{_CHAIR}(?: (?:of|for) [^.;:]{{1,60}}?)? ?(?:[:–—,(]|\b(?:was|is|will be|has been)\b) ?(?:the )?[A-Z]"
    rf"|\b{_CHAIR} [A-Z][\w’'-]+ [A-Z]|(?:chaired by|presided over by|beginning with) (?:the )?[A-Z]"
    r"|[A-Z][\w’'-]+ (?:chaired|chairs|presided|presides|(?:took|takes|is in|was in) the chair)"
)
_THE_CHAIR = re.compile(rf"\b[Tt]he {_CHAIR}\b")
# What a notion is, is told right beside it: "orbital debris is …", "orbital debris, the …", "… called orbital debris".
_NOTION_ASKED = re.compile(
    r"[Ww]hat (?:is|are) (?!(?:the|an?|its|their) )(?P<notion>[a-z][\w’'-]*(?: [a-z][\w’'-]*){1,3})\W*"
)
_TOLD_BEHIND = (
    r"[\"”’']*(?:\s*[:–—(]|\s-\s|, (?:the|an?|which|that|or|i\.e\.|meaning|what)\b"
    r"|\s+(?:is|are|was|were|refers?|means?|can|may|has|have|defined|consists?|or|occurs?|involves?|includes?"
    r"|describes?|covers?)\b)"
)
_TOLD_BEFORE = r"(?:called|known as|termed|named|defined as|\bor|form of|kind of|\() (?:the |an? )?[\"“‘']*"
_MARK = r"^[\s*_#•‣▪◦–·+-]*(?:\(?(?:\d{1,3}|[a-zA-Z])[.)]\s+)?[*_]*"
_HONORIFIC = r"(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof|Professor|Shri|Smt|Sir|Dame|Lord|Lady|Amb|Gen|the)\b\.? )?"
_TELLS = r"[*_]*(?:\s*[:(,]|\s+[–—-]\s|\s+(?:is|are|was|were|means|stands for|refers to|denotes)\b)"
# Something told in passing, "by Ms. Lee (Director of …)", is less than a line of its own.
_IN_PASSING = 0.6


def defines(question: str, unit: str) -> float:
    """Return how surely a unit tells what a question asks to be told, 0..1.

    Args:
        question: the stand-alone question; 0 for one that does not ask what something or somebody is or does.
        unit: verbatim.
    """
    if _names_counterparts(question, unit):
        return 1.0
    if _ASKS_WHO_CHAIRED.match(question) and _CHAIRED.search(unit):
        return 1.0
    does, name = _asked(question)
    name = name or asks_to_spell_out(question) or ""
    if not name:
        return 0.0
    is_spelt_out = spelt_out(question, unit) is not None
    if is_spelt_out and wants_words(question):
        return 1.0
    said = re.escape(name)
    unit = without_short_form(name, unit)
    if does and re.match(
        rf"{_MARK}{_HONORIFIC}{said} (?:is|are|was|were) (?:the )?(?:most|least|more|less)\b", unit, re.I
    ):
        return 0.0  # "Option B is the most cost-effective" tells what it is like, and not what it does
    if re.match(rf"{_MARK}{_HONORIFIC}{said}{_TELLS}", unit, re.I) or _is_a_cell(name, unit):
        return 1.0
    if does:
        passing = rf"{_MARK}{_HONORIFIC}(?:[^.:|]{{1,60}} \()?{said}\)? (?=[a-z])"
    else:
        passing = (
            rf"\b{said} \((?=[A-Z])|\b{said}, (?:the|an?|short for|which)\b|\babbreviated {said}\b"
            rf"|\b{said}, (?i:(?:{OFFICE_MODIFIER} )*{OFFICE})\b|\b(?i:{OFFICE}),? {said}\b"
        )
        # A short form in brackets tells what it is where the words before it are what it is short for.
        passing = passing if asks_to_spell_out(question) else rf"\({said}\)|{passing}"
    return _IN_PASSING if is_spelt_out or re.search(passing, unit) else 0.0


def _names_counterparts(question: str, unit: str) -> bool:
    """Return whether it is asked who came for a side, and a unit names those of that side as counterparts."""
    asked = _ASKS_WHO_CAME.fullmatch(" ".join(question.split()).rstrip("?!. "))
    told = _COUNTERPARTS.search(unit) if asked is not None else None
    if asked is None or told is None:
        return False
    return asked["side"] in Near(told["side"])


def leaves_the_chair_unnamed(question: str, unit: str) -> bool:
    """Return whether it is asked who chaired something, and a unit tells what "the Chair" did, but not who that is."""
    asked = _ASKS_WHO_CHAIRED.match(question)
    return asked is not None and _CHAIRED.search(unit) is None and _THE_CHAIR.search(unit) is not None


def leaves_undefined(question: str, unit: str) -> bool:
    """Return whether it is asked what a notion is, and a unit names it only: "They discussed orbital debris."

    In SQuAD's training articles one answer is told so: to "What is necessary to disobey?".

    Args:
        question: the stand-alone question; "What is orbital debris?", not "What is the capital?".
        unit: verbatim; nothing is known of one with figures.
    """
    asked = _NOTION_ASKED.fullmatch(question)
    if asked is None or any(char.isdigit() for char in unit):
        return False
    notion = re.escape(asked["notion"])
    unit = " ".join(without_short_form(asked["notion"], unit).split())
    if re.search(rf"\b{notion}\b", unit, re.I) is None:
        return False
    told = rf"\b{notion}{_TOLD_BEHIND}|{_TOLD_BEFORE}{notion}\b|^{_MARK}{notion}\s*\|"
    return re.search(told, unit, re.I) is None


def tells_what_happened(question: str, unit: str) -> bool:
    """Return whether it is asked what happened at a time, at a place or to something, and a unit holds all of it."""
    asked = _happening(question)
    return bool(asked) and asked <= stems(unit)


@lru_cache(maxsize=256)
def _asked(question: str) -> tuple[bool, str]:
    """Return whether it is asked what something does, rather than is, and its name; "" where neither is asked."""
    plain = " ".join(question.split()).rstrip("?!. ")
    for does, rules in ((True, _ASKS_WHAT_IT_DOES), (False, _ASKS_WHAT_IT_IS)):
        if found := next((match for rule in rules if (match := rule.fullmatch(plain))), None):
            name = re.sub(rf"^{_HONORIFIC}", "", found["name"])
            return does, name if len(tokens(name)) <= _LONGEST_NAME else ""
    return False, ""


@lru_cache(maxsize=256)
def _happening(question: str) -> frozenset[str]:
    found = _HAPPENS.fullmatch(" ".join(question.split()).rstrip("?!. "))
    return frozenset(stem(word.text) for word in content_words(found["what"])) if found else frozenset()


def _is_a_cell(name: str, unit: str) -> bool:
    """Whether a row of a table has a cell with just a name, perhaps behind its column's: "Name: Ms. Lee | …"."""
    if "|" not in unit:
        return False
    cell = re.compile(rf"(?:[^:|]+: )?{_HONORIFIC}{re.escape(name)}", re.I)
    return any(cell.fullmatch(part.strip()) for part in unit.split("|"))
