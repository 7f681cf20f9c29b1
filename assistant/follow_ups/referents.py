"""What a question and its answer offer to the pronouns of the next one: people, things, places."""

from __future__ import annotations

import re

from assistant.entities.lexicon import OFFICE
from assistant.language.answer_kind import Kind, exact_answer, kind_of, titled_people
from assistant.language.phrases import Phrase, keywords, noun_phrases, plural_asked_for
from assistant.language.wording import FUNCTION_WORDS, Token, stem, stems, tokens
from assistant.questions.common_subject import EVENT_STEMS
from assistant.types import Answer

POINTING = frozenset(("this", "that", "these", "those"))
PRONOUNS = frozenset("he she him his her hers they them their theirs it its".split())
# "that island", "its budget": these phrases stand for something themselves.
_BORROWED = POINTING | PRONOUNS
# "that event", "this programme": words for anything of a sort, so that they point at what was named before.
_GENERAL_THINGS = frozenset(
    "act agency agreement bridge building committee company conference contract deal document event exercise facility "
    "firm fund group initiative institution law meeting mission office organisation organization paper plan programme "
    "program project report scheme session site summit system treaty visit workshop".split()
)
_GENERAL_PEOPLE = {"man": "he", "woman": "she", "person": "they", "official": "they", "gentleman": "he", "lady": "she"}
_GENERAL_PLACES = frozenset("city country location place region state town venue village".split())
_WHO_IS = re.compile(r"^who (?:is|was|are|were) (?P<name>.+)$", re.I)
_WHICH_OF_OTHERS = re.compile(r"^(?:which|what) (?:[a-z-]+ )?[a-z-]+ (?:did|does|do|has|have|had|will) ", re.I)
_OFFICE = re.compile(OFFICE, re.I)
# "a year ago", "each side", "the others": nothing that "it" is said of.
_TELLS_NOTHING = re.compile(
    r"(?:(?:an?|the|this|last|next) )?(?:year|month|week|day|decade|century|quarter|time)s?\b(?!['’]s| of )"
    r"|(?:each|every)\b|the others?$",
    re.I,
)
_WHO_WAS_IT = re.compile(r"who (?:is|was) it\b", re.I)
_SHORT = 120  # a longer "exact" answer is a passage, nothing to put into a question
_MEN = ("Mr.", "Mr ", "Shri", "Sir", "Lord", "King", "Prince ")
_WOMEN = ("Ms", "Mrs", "Miss", "Smt", "Dame", "Lady", "Queen", "Princess")
# One word for several people: "they" may mean it.
_GROUPS = frozenset(
    "administration agency association authority board cabinet committee company council delegation department firm "
    "government group ministry office organisation organization panel parliament party secretariat side team".split()
)
# Of these a question asks as of people: nothing that is held, and no second thing beside the people themselves.
_OF_PEOPLE = frozenset("audience crew delegation delegations party side sides staff team teams".split())
_OF_EVENTS = re.compile(
    r"\b(?:held|hosted|organi[sz]ed|scheduled|take place|took place|taken place|last|lasted|begin|began|"
    r"he|she|him|they|them)\b",
    re.I,
)


def pointed_at(question: str, previous: str, answer: str | Answer, noun: Token) -> str | None:
    """Return what "that event", "this man" or "that city" stands for."""
    if again := _named_again(previous, noun):
        return again
    if noun.lower in _GENERAL_THINGS:
        return thing(question, previous, answer, set())
    if noun.lower in _GENERAL_PEOPLE:
        return person(previous, answer, _GENERAL_PEOPLE[noun.lower])
    if noun.lower in _GENERAL_PLACES:
        where = place(previous, answer, going=False)
        return where.split(" ", 1)[1] if where else None
    return None


def person(previous: str, answer: str | Answer, pronoun: str) -> str | None:
    """Return whom "he", "she" or a singular "they" stands for."""
    titles = _MEN if pronoun in ("he", "him", "his") else _WOMEN if pronoun in ("she", "her", "hers") else _MEN + _WOMEN
    if (asked := _WHO_IS.match(previous)) and _all_names(Phrase(asked["name"], 0, len(asked["name"]), "")):
        return asked["name"]
    answered = _exact(previous, answer) if kind_of(previous) is Kind.WHO else None
    for text in (answered, previous):
        if named := [name for name in titled_people(text or "") if name.startswith(titles)]:
            return named[-1]
    if answered and _may_be_somebody(answered):
        return answered
    names = [one for one in noun_phrases(previous) if _all_names(one) and one.head.lower() not in _GROUPS]
    return names[-1].text if names else None


def _may_be_somebody(answered: str) -> bool:
    """Return whether an exact answer may be a person: a day, a room or an event is none."""
    words = tokens(answered)
    return not any(word.has_digit for word in words) and (stems(answered).isdisjoint(EVENT_STEMS) or len(words) == 1)


def several(previous: str, answer: str | Answer) -> str | None:
    """Return whom or what "they" stands for."""
    if kind_of(previous) is Kind.WHO and (answered := _exact(previous, answer)):
        return " and ".join(titled_people(answered)) or answered
    if asked := plural_asked_for(previous):
        return f"the {asked}"
    phrases = noun_phrases(previous)
    plural = [phrase for phrase in phrases if phrase.is_plural or phrase.head.lower() in _GROUPS]
    if plural:
        return plural[-1].text
    # "When did Kenya join?": a country or a firm is many.
    names = [phrase for phrase in phrases if not phrase.lead and _all_names(phrase) and not titled_people(phrase.text)]
    return names[0].text if names else None


def thing(question: str, previous: str, answer: str | Answer, used: set[str]) -> str | None:
    """Return what "it" stands for in a question: what the previous one names last, or its exact answer."""
    phrases = [phrase for phrase in _things(question, previous) if phrase.text not in used]
    # "Which facility did the delegation visit?", "Who operates it?": the people are not meant, the answer is.
    others = [phrase for phrase in phrases if not phrase.text[:1].isdigit()]
    if _WHICH_OF_OTHERS.match(previous) and all(one.head.lower() in _GROUPS | _OF_PEOPLE for one in others):
        answered = _exact(previous, answer)
        if answered and answered not in used:
            return answered
    free = [phrase for phrase in phrases if not phrase.lead] or [
        phrase for phrase in phrases if not phrase.text[:1].isdigit()
    ]
    if free:
        return free[-1].text
    return _exact(previous, answer) if kind_of(previous) not in (Kind.WHO, Kind.WHEN, Kind.HOW_MANY) else None


def offers_nothing(question: str, previous: str) -> bool:
    """Return whether the pronouns of a question must stand for something that was named before the previous one."""
    return bool(unnamed(previous)) or not (_things(question, previous) or titled_people(previous))


def unnamed(question: str) -> list[Token]:
    """Return the pronouns of a question before which it names nothing."""
    found = [word for word in tokens(question) if word.lower in PRONOUNS]
    return [word for word in found if not noun_phrases(question[: word.start])]


def _things(question: str, previous: str) -> list[Phrase]:
    """Return the phrases of the previous question that "it" may stand for in this one."""
    names_somebody = _WHO_WAS_IT.match(question) is not None
    of_event = _OF_EVENTS.search(question) is not None
    return keywords(previous) or [
        phrase
        for phrase in noun_phrases(previous)
        if not titled_people(phrase.text)
        and tokens(phrase.text)[0].lower not in _BORROWED
        and not _TELLS_NOTHING.match(phrase.text)
        and (names_somebody or not _is_somebody(phrase))
        and not (of_event and phrase.head.lower() in _OF_PEOPLE)
    ]


def _is_somebody(phrase: Phrase) -> bool:
    """Return whether a phrase is a person by their office: "the finance minister"."""
    return _OFFICE.fullmatch(phrase.head) is not None and phrase.text[:1].islower()


def place(previous: str, answer: str | Answer, *, going: bool) -> str | None:
    """Return what "there" stands for, with its preposition; ``going`` when it is where somebody goes to."""
    if kind_of(previous) is Kind.WHERE and (answered := _exact(previous, answer)):
        return f"{'to' if going else 'in'} {answered}"
    phrases = [phrase for phrase in noun_phrases(previous) if not phrase.text[:1].isdigit()]
    led = [phrase for phrase in phrases if phrase.lead in ("in", "at")]
    if led:
        return f"{'to' if going else led[-1].lead} {led[-1].text}"
    names = [phrase for phrase in phrases if any(word[:1].isupper() for word in phrase.words)]
    return f"{'to' if going else 'at'} {names[-1].text}" if names else None


def _named_again(previous: str, noun: Token) -> str | None:
    """Return the phrase that "that event" takes up: "the industry cooperation event"."""
    same = [phrase for phrase in noun_phrases(previous) if stem(phrase.head) == stem(noun.text)]
    return same[-1].text if same and noun.lower not in FUNCTION_WORDS else None


def _all_names(phrase: Phrase) -> bool:
    return all(word[:1].isupper() for word in phrase.words if word.lower() not in FUNCTION_WORDS)


def _exact(previous: str, answer: str | Answer) -> str | None:
    """Return the exact answer to the previous question, where there is one of a handy length."""
    if isinstance(answer, Answer):
        short = answer.short_answer if answer.answered else None
    else:
        span = exact_answer(previous, answer)
        short = answer[span.start : span.end] if span else None
    if not short or len(short) > _SHORT or any(word.lower in PRONOUNS for word in tokens(short)):
        return None
    return short
