"""Follow-ups that point at the question before them, or at its answer: "Where was it held?"."""

from __future__ import annotations

import re

from assistant.answer_kind import Kind, exact_answer, kind_of, titled_people
from assistant.phrases import AUXILIARIES, PREPOSITIONS, Phrase, noun_phrases
from assistant.types import Answer
from assistant.wording import FUNCTION_WORDS, Token, stem, tokens

_PERSON = {"he": False, "she": False, "him": False, "his": True, "her": True, "hers": True}
_PLURAL = {"they": False, "them": False, "their": True, "theirs": True}
_THING = {"it": False, "its": True}
_POINTING = frozenset(("this", "that", "these", "those"))
_OF_PEOPLE_AND_THINGS = {*_PERSON, *_PLURAL, *_THING}
# "Is it true that …", "What time is it?": this "it" points at nothing.
_EXPLETIVE = re.compile(
    r"\bit\s+(?:\w+\s+)?(?:true|false|possible|impossible|necessary|important|clear|likely|unlikely|worth|correct|known|"
    r"planned|expected|rain\w*|snow\w*|late|early)\b|\btime is it\b|\bit'?s? (?:be |is |was )?\w+ that\b",
    re.I,
)
_EXISTENTIAL = re.compile(r"\bthere (?:is|are|was|were|be|has|have)\b|\b(?:is|are|was|were|be|been) there\b", re.I)
# After one of these a bare "that" is a thing, not the beginning of a clause.
_BEFORE_POINTING = AUXILIARIES | PREPOSITIONS
_SHORT = 120  # a longer "exact" answer is a passage, nothing to put into a question
_MEN = ("Mr.", "Mr ", "Shri", "Sir", "Lord", "King", "Prince ")
_WOMEN = ("Ms", "Mrs", "Miss", "Smt", "Dame", "Lady", "Queen", "Princess")
# One word for several people: "they" may mean it.
_GROUPS = frozenset(
    "administration agency association authority board cabinet committee company council delegation department firm "
    "government group ministry office organisation organization panel parliament party secretariat side team".split()
)
_GOING = frozenset("go goes went gone going travel travels travelled traveled fly flew return returned".split())


def resolved(question: str, previous: str, answer: str | Answer) -> str | None:
    """Return the question with its pronouns replaced by what they stand for, or None when there are none to replace.

    Args:
        question: the follow-up.
        previous: the stand-alone question before it, without its question mark.
        answer: what was answered to that.
    """
    words = tokens(question)
    parts: list[str] = []
    used: set[str] = set()
    done = 0
    for number, word in enumerate(words):
        if not used and word.lower in _OF_PEOPLE_AND_THINGS and noun_phrases(question[: word.start]):
            break  # the question itself names what its pronoun stands for
        found = _referent(question, words, number, previous, answer, used)
        if found is not None:
            referent, end = found
            used.add(referent)
            parts.append(question[done : word.start] + referent)
            done = end
    return "".join(parts) + question[done:] if parts else None


def _referent(
    question: str, words: list[Token], number: int, previous: str, answer: str | Answer, used: set[str]
) -> tuple[str, int] | None:
    """Return what stands in the place of a word, and where that place ends."""
    word = words[number]
    following = words[number + 1] if number + 1 < len(words) else None
    said: str | None = None
    owns = False
    if word.lower in _PERSON:
        said, owns = _person(previous, answer, word.lower), _PERSON[word.lower] and _owns(word.lower, following)
    elif word.lower in _PLURAL:
        said, owns = _several(previous, answer), _PLURAL[word.lower]
    elif word.lower in _POINTING and following is not None and (named := _named_again(previous, following)):
        return named, following.end
    elif word.lower in _THING or (word.lower in _POINTING and _points(words, number)):
        if not _EXPLETIVE.search(question):
            said, owns = _thing(previous, answer, used), _THING.get(word.lower, False)
    elif word.lower == "there" and not _EXISTENTIAL.search(question):
        said = _place(previous, answer, going=bool(number) and words[number - 1].lower in _GOING)
    return None if said is None else (_possessive(said, owns), word.end)


def _named_again(previous: str, noun: Token) -> str | None:
    """Return the phrase that "that event" takes up: "the industry cooperation event"."""
    same = [phrase for phrase in noun_phrases(previous) if stem(phrase.head) == stem(noun.text)]
    return same[-1].text if same and noun.lower not in FUNCTION_WORDS else None


def _points(words: list[Token], number: int) -> bool:
    """Whether "that" stands for a thing: "When was that?", not "the event that …", "that event"."""
    if number == 0 or words[number - 1].lower not in _BEFORE_POINTING:
        return False
    return number + 1 == len(words) or words[number + 1].lower in FUNCTION_WORDS or words[number + 1].lower in (
        "mean", "happen", "important", "held", "decided", "agreed", "discussed", "done", "relevant", "necessary",
    )  # fmt: skip


def _owns(word: str, following: Token | None) -> bool:
    """Whether "her" is "her title" rather than "met her"."""
    return word != "her" or (following is not None and following.lower not in FUNCTION_WORDS)


def _possessive(name: str, owns: bool) -> str:
    if not owns:
        return name
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _person(previous: str, answer: str | Answer, pronoun: str) -> str | None:
    titles = _MEN if pronoun in ("he", "him", "his") else _WOMEN
    answered = _exact(previous, answer) if kind_of(previous) is Kind.WHO else None
    for text in (answered, previous):
        if named := [name for name in titled_people(text or "") if name.startswith(titles)]:
            return named[-1]
    if answered:
        return answered
    names = [phrase for phrase in noun_phrases(previous) if _all_names(phrase)]
    return names[-1].text if names else None


def _several(previous: str, answer: str | Answer) -> str | None:
    if kind_of(previous) is Kind.WHO and (answered := _exact(previous, answer)):
        return " and ".join(titled_people(answered)) or answered
    phrases = noun_phrases(previous)
    plural = [phrase for phrase in phrases if phrase.is_plural or phrase.head.lower() in _GROUPS]
    return plural[-1].text if plural else None


def _thing(previous: str, answer: str | Answer, used: set[str]) -> str | None:
    phrases = [phrase for phrase in noun_phrases(previous) if phrase.text not in used]
    things = [phrase for phrase in phrases if not phrase.lead] or [
        phrase for phrase in phrases if not phrase.text[:1].isdigit()
    ]
    if things:
        return things[-1].text
    return _exact(previous, answer) if kind_of(previous) not in (Kind.WHEN, Kind.HOW_MANY) else None


def _place(previous: str, answer: str | Answer, *, going: bool) -> str | None:
    if kind_of(previous) is Kind.WHERE and (answered := _exact(previous, answer)):
        return f"{'to' if going else 'in'} {answered}"
    phrases = [phrase for phrase in noun_phrases(previous) if not phrase.text[:1].isdigit()]
    led = [phrase for phrase in phrases if phrase.lead in ("in", "at")]
    if led:
        return f"{'to' if going else led[-1].lead} {led[-1].text}"
    names = [phrase for phrase in phrases if any(word[:1].isupper() for word in phrase.words)]
    return f"{'to' if going else 'at'} {names[-1].text}" if names else None


def _all_names(phrase: Phrase) -> bool:
    return all(word[:1].isupper() for word in phrase.words if word.lower() not in FUNCTION_WORDS)


def _exact(previous: str, answer: str | Answer) -> str | None:
    """Return the exact answer to the previous question, where there is one of a handy length."""
    if isinstance(answer, Answer):
        short = answer.short_answer if answer.answered else None
    else:
        span = exact_answer(previous, answer)
        short = answer[span.start : span.end] if span else None
    return short if short and len(short) <= _SHORT else None
