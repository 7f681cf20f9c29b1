"""Follow-ups that point at the question before them, or at its answer: "Where was it held?"."""

from __future__ import annotations

import re

from assistant.answer_kind import Kind, exact_answer, kind_of, titled_people
from assistant.fragments import ASKS
from assistant.phrases import ASKING, AUXILIARIES, PREPOSITIONS, Phrase, keywords, noun_phrases, plural_asked_for
from assistant.types import Answer
from assistant.wording import FUNCTION_WORDS, Token, stem, tokens

_PERSON = {"he": False, "she": False, "him": False, "his": True, "her": True, "hers": True}
_PLURAL = {"they": False, "them": False, "their": True, "theirs": True}
_THING = {"it": False, "its": True}
_POINTING = frozenset(("this", "that", "these", "those"))
_OF_PEOPLE_AND_THINGS = {*_PERSON, *_PLURAL, *_THING}
# "that island", "its budget": these phrases stand for something themselves.
_BORROWED = {*_POINTING, *_OF_PEOPLE_AND_THINGS}
# "Is it true that …", "What time is it?": this "it" points at nothing.
_EXPLETIVE = re.compile(
    r"\bit\s+(?:\w+\s+){0,2}(?:true|false|possible|impossible|necessary|important|clear|likely|unlikely|worth|correct|known|"
    r"planned|expected|rain\w*|snow\w*|late|early)\b|\btime is it\b|\bit'?s? (?:be |is |was )?\w+ that\b|"
    r"\b(?:is|was|be) it (?:\w+ )?\w+ to\b|\bit (?:makes? sense|takes?(?: \w+)? to)\b",
    re.I,
)
_EXISTENTIAL = re.compile(r"\bthere (?:is|are|was|were|be|has|have)\b|\b(?:is|are|was|were|be|been) there\b", re.I)
# After one of these a bare "that" is a thing, not the beginning of a clause.
_BEFORE_POINTING = AUXILIARIES | PREPOSITIONS
# "that event", "this programme": words for anything of a sort, so that they point at what was named before.
_GENERAL_THINGS = frozenset(
    "act agency agreement bridge building committee company conference contract deal document event exercise facility "
    "firm fund group initiative institution law meeting mission office organisation organization paper plan programme "
    "program project report scheme session site summit system treaty visit workshop".split()
)
_GENERAL_PEOPLE = {"man": "he", "woman": "she", "person": "they", "official": "they", "gentleman": "he", "lady": "she"}
_GENERAL_PLACES = frozenset("city country location place region state town venue village".split())
# A sentence ends here, unless the stop belongs to a title or an initial.
_SENTENCE_END = re.compile(r"[?!]\s+|(?<!\b[A-Z])(?<!\b[A-Z]\w)(?<!\b[A-Z]\w\w)\.\s+")
_ASKS_LED = re.compile(rf"^(?:{'|'.join(sorted(PREPOSITIONS))}) (?:{'|'.join(sorted(ASKING))})\b", re.I)
_WHO_IS = re.compile(r"^who (?:is|was|are|were) (?P<name>.+)$", re.I)
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
    if not all(ASKS.match(part) or _ASKS_LED.match(part) for part in _SENTENCE_END.split(question) if part.strip()):
        return None  # a remark, whose pronouns may point anywhere
    words = tokens(question)
    parts: list[str] = []
    used: set[str] = set()
    done = 0
    for number, word in enumerate(words):
        if not used and word.lower in _OF_PEOPLE_AND_THINGS and noun_phrases(question[: word.start]):
            break  # the question itself names what its pronoun stands for
        found = _referent(question, words, number, previous, answer, used)
        if found is not None and _is_named(found[0], question[: word.start] + question[found[1] :]):
            return None  # the question has that already, so its pronoun is something else
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
    if _is_open(word.lower, previous):
        return None  # nobody knew then what it stands for
    following = words[number + 1] if number + 1 < len(words) else None
    said: str | None = None
    owns = False
    if word.lower in _PERSON:
        said, owns = _person(previous, answer, word.lower), _PERSON[word.lower] and _owns(word.lower, following)
    elif word.lower in _PLURAL:
        said, owns = _several(previous, answer), _PLURAL[word.lower]
    elif word.lower in _POINTING and following is not None and (named := _pointed_at(previous, answer, following)):
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


def _is_open(pronoun: str, previous: str) -> bool:
    """Whether the previous question has a pronoun of the same sort that nothing in it stands for."""
    sort = next((sort for sort in (_PERSON, _PLURAL, _THING) if pronoun in sort), None)
    return sort is not None and any(word.lower in sort for word in _unnamed(previous))


def _unnamed(question: str) -> list[Token]:
    """Return the pronouns of a question before which it names nothing."""
    found = [word for word in tokens(question) if word.lower in _OF_PEOPLE_AND_THINGS]
    return [word for word in found if not noun_phrases(question[: word.start])]


def _pointed_at(previous: str, answer: str | Answer, noun: Token) -> str | None:
    """Return what "that event", "this man" or "that city" stands for."""
    if again := _named_again(previous, noun):
        return again
    if noun.lower in _GENERAL_THINGS:
        return _thing(previous, answer, set())
    if noun.lower in _GENERAL_PEOPLE:
        return _person(previous, answer, _GENERAL_PEOPLE[noun.lower])
    if noun.lower in _GENERAL_PLACES:
        place = _place(previous, answer, going=False)
        return place.split(" ", 1)[1] if place else None
    return None


def _is_named(referent: str, elsewhere: str) -> bool:
    """Whether other words of the question name what its pronoun was taken for."""
    telling = {Phrase(referent, 0, len(referent), "").head, *(word.text for word in tokens(referent) if word.is_name)}
    return bool({stem(word) for word in telling} & {stem(word.text) for word in tokens(elsewhere)} - {"the"})


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
    titles = _MEN if pronoun in ("he", "him", "his") else _WOMEN if pronoun in ("she", "her", "hers") else _MEN + _WOMEN
    if (asked := _WHO_IS.match(previous)) and _all_names(Phrase(asked["name"], 0, len(asked["name"]), "")):
        return asked["name"]
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
    if asked := plural_asked_for(previous):
        return f"the {asked}"
    phrases = noun_phrases(previous)
    plural = [phrase for phrase in phrases if phrase.is_plural or phrase.head.lower() in _GROUPS]
    if plural:
        return plural[-1].text
    # "When did Kenya join?": a country or a firm is many.
    names = [phrase for phrase in phrases if not phrase.lead and _all_names(phrase) and not titled_people(phrase.text)]
    return names[0].text if names else None


def _thing(previous: str, answer: str | Answer, used: set[str]) -> str | None:
    named = keywords(previous) or [
        phrase
        for phrase in noun_phrases(previous)
        if not titled_people(phrase.text) and tokens(phrase.text)[0].lower not in _BORROWED
    ]
    phrases = [phrase for phrase in named if phrase.text not in used]
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
    if not short or len(short) > _SHORT or any(word.lower in _OF_PEOPLE_AND_THINGS for word in tokens(short)):
        return None
    return short


def names_nothing(question: str) -> bool:
    """Return whether a pronoun of a later question may stand for something before this one: it names nothing itself."""
    return bool(_unnamed(question)) or not (noun_phrases(question) or keywords(question))
