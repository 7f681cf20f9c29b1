"""Follow-ups that point at the question before them, or at its answer: "Where was it held?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.follow_ups.fragments import ASKS
from assistant.follow_ups.referents import POINTING, PRONOUNS, person, place, pointed_at, several, thing, unnamed
from assistant.language.owners import owner_of
from assistant.language.phrases import ASKING, AUXILIARIES, PREPOSITIONS, Phrase, is_past, noun_phrases
from assistant.language.wording import FUNCTION_WORDS, Token, stem, tokens
from assistant.types import Answer

_PERSON = {"he": False, "she": False, "him": False, "his": True, "her": True, "hers": True}
_PLURAL = {"they": False, "them": False, "their": True, "theirs": True}
_THING = {"it": False, "its": True}
# "Is it true that …", "What time is it?", "Which area gets it worst?": this "it" points at nothing.
_EXPLETIVE = re.compile(
    r"\bit\s+(?:\w+\s+){0,2}(?:true|false|possible|impossible|necessary|important|clear|likely|unlikely|worth|correct|known|"
    r"planned|expected|rain\w*|snow\w*|late|early)\b|\btime is it\b|\bit'?s? (?:be |is |was )?\w+ that\b|"
    r"\b(?:is|was|be) it (?:\w+ )?\w+ to\b|\bit (?:makes? sense|(?:takes?|costs?)(?: \w+)? to)\b|"
    r"\b(?:gets?|got|getting|ha[ds]|have) it (?:right|wrong|worse|worst|better|best|easy|easier|hard|harder)\b|"
    r"\b(?:ma[dk]es?|making) it (?:to|into|out|through)\b",
    re.I,
)
_EXISTENTIAL = re.compile(
    r"\bthere (?:is|are|was|were|be|has|have)\b"
    r"|\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could) there\b",
    re.I,
)
# After one of these a bare "that" is a thing, not the beginning of a clause.
_BEFORE_POINTING = AUXILIARIES | PREPOSITIONS
# A sentence ends here, unless the stop belongs to a title or an initial.
_SENTENCE_END = re.compile(r"[?!]\s+|(?<!\b[A-Z])(?<!\b[A-Z]\w)(?<!\b[A-Z]\w\w)\.\s+")
_ASKS_LED = re.compile(rf"^(?:{'|'.join(sorted(PREPOSITIONS))}) (?:{'|'.join(sorted(ASKING))})\b", re.I)
# What asks about the answer, not about the briefings.
_ABOUT_THE_ANSWER = re.compile(r"^(?:what do you mean|is (?:that|this|it) all|was (?:that|it) all)\b", re.I)
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
    if _ABOUT_THE_ANSWER.match(question):
        return None
    words = tokens(question)
    parts: list[str] = []
    used: set[str] = set()
    done = 0
    for number, word in enumerate(words):
        if not used and word.lower in PRONOUNS and noun_phrases(question[: word.start]):
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
    question: str, words: Sequence[Token], number: int, previous: str, answer: str | Answer, used: set[str]
) -> tuple[str, int] | None:
    """Return what stands in the place of a word, and where that place ends."""
    word = words[number]
    if _is_open(word.lower, previous):
        return None  # nobody knew then what it stands for
    following = words[number + 1] if number + 1 < len(words) else None
    said: str | None = None
    owns = False
    if word.lower in _PERSON:
        said, owns = person(previous, answer, word.lower), _PERSON[word.lower] and _owns(word.lower, following)
    elif word.lower in _PLURAL:
        said, owns = several(previous, answer), _PLURAL[word.lower]
        said = None if said in used and not owns else said  # nobody hands themselves to themselves
    elif (
        word.lower in POINTING
        and following is not None
        and (named := pointed_at(question, previous, answer, following))
    ):
        return named, following.end
    elif word.lower in _THING or (word.lower in POINTING and _points(words, number)):
        if not _EXPLETIVE.search(question):
            many = word.lower in ("these", "those")
            said = several(previous, answer) if many else thing(question, previous, answer, used)
            owns = _THING.get(word.lower, False)
            if said is not None and word.lower in POINTING and following is not None and following.lower == "one":
                return said, following.end  # "that one"
    elif word.lower == "there" and not _EXISTENTIAL.search(question):
        said = place(previous, answer, going=bool(number) and words[number - 1].lower in _GOING)
    if said is not None and word.lower in _PLURAL | _THING:
        said = owner_of(said, owns=owns)
    return None if said is None else (_possessive(said, owns), word.end)


def _is_open(pronoun: str, previous: str) -> bool:
    """Whether the previous question has a pronoun of the same sort that nothing in it stands for."""
    sort = next((sort for sort in (_PERSON, _PLURAL, _THING) if pronoun in sort), None)
    return sort is not None and any(word.lower in sort for word in unnamed(previous))


def _is_named(referent: str, elsewhere: str) -> bool:
    """Whether other words of the question name what its pronoun was taken for."""
    telling = {Phrase(referent, 0, len(referent), "").head, *(word.text for word in tokens(referent) if word.is_name)}
    return bool({stem(word) for word in telling} & {stem(word.text) for word in tokens(elsewhere)} - {"the"})


def _points(words: Sequence[Token], number: int) -> bool:
    """Whether "that" stands for a thing: "When was that?", not "the event that …", "that event"."""
    last = number + 1 == len(words)
    if number == 0 or not (words[number - 1].lower in _BEFORE_POINTING or (last and is_past(words[number - 1].lower))):
        return False
    return last or words[number + 1].lower in FUNCTION_WORDS or words[number + 1].lower in (
        "mean", "happen", "important", "held", "decided", "agreed", "discussed", "done", "relevant", "necessary",
    )  # fmt: skip


def _owns(word: str, following: Token | None) -> bool:
    """Whether "her" is "her title" rather than "met her"."""
    return word != "her" or (following is not None and following.lower not in FUNCTION_WORDS)


def _possessive(name: str, owns: bool) -> str:
    if not owns:
        return name
    return f"{name}'" if name.endswith("s") else f"{name}'s"
