"""Questions about somebody who may speak of oneself: "What does President Rojas promise?" is met by "I promise …".

A speech or a letter seldom names who speaks. Asked in its own words, in the first person, it is found and read as well
as any other document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.entities.lexicon import HONORIFIC, INITIAL, NAME_WORD, NO_NAME, ORGANISATION, WHOLE_OFFICE
from assistant.language.countries import country_names
from assistant.language.works import WORK

_NAMES = rf"(?:{INITIAL} )*{NAME_WORD}(?: (?:{INITIAL} )*{NAME_WORD}){{0,3}}(?![\w.])"
_SAYING = (
    r"(?:say|state|tell|mention|claim|argue|promise|pledge|announce|propose|call|ask|want|think|believe|express"
    r"|emphasi[sz]e|stress|underline|describe|explain|refer|warn|urge|vow|commit|recommend|suggest|intend|plan|oppose"
    r"|support|critici[sz]e|praise|thank|welcome|cite|outline|highlight|discuss|address|talk|speak|give|present|quote"
    r"|recall|remember|regret|admit|acknowledge|offer|demand|refuse|hope|wish|expect|feel|compare|conclude|advise"
    r"|reply|respond|answer|write|make|remark|invite|condemn|assert|insist|report|see|name|list|identify"
    r"|go on|plead|appeal)(?:e?[sd])?\b"
)
_SAYS = r"(?:says?|said|mentions?|mentioned|promise[sd]?|propose[sd]?)\b"
_SAID_OF = (
    r"(?:view|opinion|position|stance|promise|pledge|proposal|message|reason|recommendation|advice|plan|argument|claim"
    r"|demand|goal|aim|wish|hope|concern|priorit(?:y|ie)|intention|attitude|criticism|answer|explanation|account)s?"
)
_TALK = rf"(?:{WORK}|talk|message|op-ed|column|keynote|toast|words)"
_DO = r"(?:do|does|did|has|have|had|will|would|is|was)"
_BY = r"(?:according to|in the (?:words|view|opinion) of)"
# Who is named with a title is a person; who is named without one, or has an office alone, is one who says something,
# or "he" later on.
_TITLED = rf"(?:(?:{HONORIFIC}|{WHOLE_OFFICE}) )+{_NAMES}"
_ROLE = rf"[Tt]he (?:speaker|author|writer|sender|{WHOLE_OFFICE})(?! (?:of|for|from|at|in)\b)(?! {NAME_WORD})"
_ONE = rf"(?:{_ROLE}|{_NAMES}|[Hh]e|[Ss]he)"
_WHO = (
    rf"(?P<who>{_TITLED})",
    rf"(?i:{_DO}) (?P<who>{_ONE})(?= (?:\w+ly |also |ever |been )?{_SAYING})",
    rf"(?i:{_BY}) (?P<who>{_ONE})",
    rf"(?P<who>(?:{_ROLE}|{_NAMES})(?=['’])|[Hh]is|[Hh]er)(?:['’]s?)? (?:\w+ )?(?:{_SAID_OF}|{_TALK})\b",
    rf"(?P<who>{_ONE})(?= {_SAYS})",
    rf"(?P<who>{_NAMES})(?= [^?]*\b(?:he|she|him|his|himself|herself)\b)",
)
_PRONOUN = re.compile(r"he|she|his|her", re.I)
_SPEAKER = re.compile(rf"the (?:speaker|author|writer|sender)|{_PRONOUN.pattern}", re.I)
_AN_OFFICE = re.compile(rf"the {WHOLE_OFFICE}", re.I)
_NO_PERSON = re.compile(rf"\b{ORGANISATION}\b|\b[A-Z]{{2,}}\b")

# How verbs, "does", "has" and "is", go with "I".
_AGREEING = {"does": "do", "has": "have", "is": "am"}
_OWNS = r"['’]s?"
_BEFORE_ME = r"(?:to|for|of|by|with|from|about|on|against|at|behind|like|than|per)"
_TOLD = (
    r"(?:(?:,? as|(?<!\bI)) (?:mentioned|described|outlined|stated|discussed|said|explained|noted|given|told|listed"
    r"|cited|highlighted|presented))?"
)
# That it is told in this speech, by its speaker, the speech does not say.
_UNTOLD = (
    re.compile(
        rf"{_TOLD}(?:,? |^)(?i:in|during|from|at|of|by|per|according to) (?:my|his|her|their|the|this|that) "
        rf"(?:(?:[A-Z]\w*(?:['’]s?)?|of|the) )*(?i:{_TALK})\b(?: to (?:the )?[A-Z]\w+)?,?"
    ),
    re.compile(rf"^{_BY} me,? |{_TOLD},? (?:by|according to|as per|per) me\b", re.I),
)
# It has the matter, and not that it is spoken of.
_OF_A_MATTER = (
    (
        re.compile(
            rf"What (?:do|does|did|have|had) (?:I|my (?:\w+ )?{_TALK}) "
            r"(?:say|said|tell \w+|state|stated|mention|mentioned|have to say|talk|speak) "
            r"(?:about|on|regarding|of|concerning) (?P<matter>[^?]+)\?*"
        ),
        "What is said about {}?",
    ),
    (
        re.compile(
            r"(?:Do|Did|Have|Had) I (?:ever |also |even )?(?:mention|refer to|speak (?:of|about)|talk about|touch on"
            r"|say (?:anything|something) (?:about|on|regarding))(?:ed)? (?P<matter>[^?]+)\?*"
        ),
        "Is {} mentioned?",
    ),
)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Who may speak of oneself, and the question as it is put to that person's own words.

    ``who`` is the name as it was asked ("President Rojas"), an office ("the minister"), or "" for whoever speaks.
    """

    who: str
    question: str

    @property
    def is_office(self) -> bool:
        """Whether only an office is named."""
        return _AN_OFFICE.fullmatch(self.who) is not None

    @property
    def known_by(self) -> str:
        """The word that tells who it is: the last one of a name, or of an office."""
        return self.who.split()[-1] if self.who else ""


def own_words(question: str) -> OwnWords | None:
    """Return a question as one for the own words of the person it is about; None where it is about nobody.

    >>> own_words("What does President Rojas promise in his address?")
    OwnWords(who='President Rojas', question='What do I promise?')

    Args:
        question: a stand-alone question.
    """
    for pattern in _WHO:
        for found in re.finditer(rf"(?<![\w-]){pattern}", question):
            if _is_person(who := found["who"]):
                return OwnWords("" if _SPEAKER.fullmatch(who) else who, _in_first_person(question, who))
    return None


def _is_person(name: str) -> bool:
    if _is_no_name(name):
        return True
    is_other = _NO_PERSON.search(name) is not None or name in country_names()
    return not is_other and name.split()[-1].lower() not in NO_NAME


def _is_no_name(who: str) -> bool:
    return (_SPEAKER.fullmatch(who) or _AN_OFFICE.fullmatch(who)) is not None


def _in_first_person(question: str, who: str) -> str:
    said = question
    if _PRONOUN.fullmatch(who) is None:
        for name in dict.fromkeys((who, who if _is_no_name(who) else who.split()[-1])):
            said = _as_me(said, re.escape(name))
    said = _as_me(said, "(?:[Hh]e|[Ss]he)", r"(?:[Hh]is|[Hh]er(?= \w))", "(?:[Hh]im|[Hh]er)")
    for untold in _UNTOLD:
        said = untold.sub("", said).strip(" ,")
    said = said[:1].upper() + said[1:]
    for rule, plain in _OF_A_MATTER:
        if (found := rule.fullmatch(said)) is not None:
            return plain.format(found["matter"])
    return said


def _as_me(said: str, name: str, whose: str = "", whom: str = "") -> str:
    """Return a text with "I", "my" and "me" for somebody's name, as the patterns have it in these three cases."""

    def i(found: re.Match[str]) -> str:
        return f"{_AGREEING[found[1].lower()]} I"

    said = re.sub(rf"(?<![\w-]){whose or rf'{name}{_OWNS}'}(?!\w)", "my", said)
    said = re.sub(rf"\b((?i:does|has|is)) {name}(?!\w)", i, said)
    said = re.sub(rf"\b((?i:{_BEFORE_ME})) {whom or name}(?!\w)", r"\1 me", said)
    return re.sub(rf"(?<![\w-]){name}(?!\w)", "I", said)
