"""Whom an answer to "who" means, by the form of the sentence: of several people those who are asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.entities.lexicon import HONORIFIC, INITIAL, NAME_WORD, OFFICE, OFFICE_MODIFIER, UPPER
from assistant.forms.speakers import speaker
from assistant.language.answer_kind import PERSON, RUN, THOSE_WHO_DID, Kind, asked_stems, exact_answer, kind_of, within
from assistant.language.kindred import common
from assistant.language.wording import stem, stems, tokens
from store import Span

_COURTESY = re.compile(HONORIFIC)
_COURTESY_BEFORE = re.compile(rf"\b{HONORIFIC} $")
# Between people that are named together: ", Joint Secretary in the Ministry, and "; behind the last of them; a question
# for one of them; and a person by name, not by office.
_AND_NEXT = re.compile(r"(?: \([^()]*\))?(?:,[^;.]*)?,? (?:and )?(?:by |the )?")
_ENDS = re.compile(r"(?: \([^()]*\))?\s*(?:[,.;)]|$)")
# "Who is Ganesh Pillai?", of whom the sentence says ", Scientific Secretary at ISRO.".
_NAMED = re.compile(rf"(?i:who(?:['’]s| is| was)) (?:{HONORIFIC} )?(?P<name>{NAME_WORD}(?: {NAME_WORD})*)\W*$")
_OFFICE_BEHIND = re.compile(
    rf", (?!{HONORIFIC})" r"(?P<office>[A-Z][^;.()]*?)(?=,? and (?:by )?[A-Z][a-z]{0,3}\.|[;.()]|$)"
)
_ITS_OFFICE = re.compile(
    rf", (?P<office>(?:the |an? )?(?i:(?:{OFFICE_MODIFIER} )*{OFFICE})\b[^;.()]*?)(?=,? and [A-Z]|, [A-Z]|[;.()]|$)"
)
# "Transport Minister Eva Lund", "Opposition leader Arne Dahl".
_OFFICE_AHEAD = re.compile(rf"\b(?P<office>(?:(?:{UPPER}[\w’-]+|(?i:{OFFICE_MODIFIER})) )*(?i:{OFFICE})) $")
_ONLY_AND = re.compile(r",? and |, ")
_GOES_ON = re.compile(r" [a-z]+\b")
_HOLDER = re.compile(r"^who(?:['’]s| is| was) (?:the|an?)\b", re.I)
_DONE = re.compile(r"[a-z]+ed\b")
_BRACKETED = re.compile(
    rf"(?P<who>(?:{HONORIFIC} )?{NAME_WORD}(?: {NAME_WORD}| {INITIAL}){{1,5}}) \((?P<within>[^()]+)\)"
)
_ONE_OF_THEM = r"(?:[Tt]he )?[A-Z](?:[^,;:()]|\([^()]*\))*?"
_TOGETHER = re.compile(
    rf"(?P<all>{_ONE_OF_THEM}(?:, {_ONE_OF_THEM})*,? and {_ONE_OF_THEM}) "
    r"(?:(?:will|have|has|had|are|were|was|is|jointly|both|together|also|[a-z]+ly) )*(?P<did>[a-z]{3,})\b"
)
_ONESELF = frozenset("i we me us myself ourselves".split())
_SOMEBODY = frozenset("he she it they them him her this that these those who which".split())
_WHO_DID = re.compile(r"who (?:\w+ly )?(?P<did>[a-z]{3,})\b(?! by\b)", re.I)
_DONE_BY = re.compile(rf"\b(?P<did>[a-z]{{3,}}) by (?:the )?(?P<whom>{RUN.pattern})")


def whom(question: str, sentence: str, answer: Span) -> Span | None:
    """Return whom an answer to "who" means; the answer itself where that is left open, or something else is asked.

    None where the sentence only has "they", or "I", and does not say who speaks.

    Args:
        question: the stand-alone question.
        sentence: holds the answer.
        answer: as offsets into the sentence.
    """
    answer = somebody(question, sentence, answer)
    answer = in_brackets(question, sentence, person_meant(question, sentence, answer))
    answer = with_courtesy(question, sentence, done_by(question, sentence, all_who_did(question, sentence, answer)))
    said = sentence[answer.start : answer.end].lower()
    if kind_of(question) is not Kind.WHO or said not in _ONESELF | _SOMEBODY:
        return answer
    return speaker(sentence) if said in _ONESELF else None


def person_meant(question: str, sentence: str, answer: Span) -> Span:
    """Return whom an answer to "who" means of several people that a sentence names together.

    Of "Ms. Rao, Joint Secretary, and Mr. Pillai, Scientific Secretary" who holds the office that is asked for; where
    the question has no word of what is said of them, all, from the first name to the last; and so where all of them do
    the same, "Ms. Rao and Mr. Pillai led the side".

    Args:
        question: the stand-alone question.
        sentence: holds the answer.
        answer: as offsets into the sentence.
    """
    if kind_of(question) is not Kind.WHO:
        return answer
    people = [Span(*match.span()) for match in PERSON.finditer(sentence) if _COURTESY.match(match[0])]
    if (name := _NAMED.match(question)) is not None:
        return _said_of(name["name"], sentence, people, answer)
    if len(people) < 2 or not any(within(answer, one) or within(one, answer) for one in people):
        return answer
    gaps = [sentence[one.end : other.start] for one, other in pairwise(people)]
    if not all(map(_AND_NEXT.fullmatch, gaps)) or " and " not in gaps[-1]:
        return answer
    if people[0].start == 0 and all(map(_ONLY_AND.fullmatch, gaps)) and _GOES_ON.match(sentence, people[-1].end):
        return Span(people[0].start, people[-1].end)
    asked = asked_stems(question)
    told = [len(asked & {stem(token.text) for token in tokens(gap)}) for gap in (*gaps, sentence[people[-1].end :])]
    if not any(told):
        return Span(people[0].start, people[-1].end) if _ENDS.match(sentence, people[-1].end) else answer
    if _HOLDER.match(question) and told.count(max(told)) == 1:
        return people[told.index(max(told))]
    return answer


def _said_of(name: str, sentence: str, people: Sequence[Span], answer: Span) -> Span:
    """Return the office that a sentence has behind a name, also one of several; the answer where it has none."""
    for number, one in enumerate(people):
        if sentence[one.start : one.end].endswith(name):
            behind = _OFFICE_BEHIND.match(sentence, one.end)
            until = people[number + 1].start if number + 1 < len(people) else len(sentence)
            return Span(*behind.span("office")) if behind is not None and behind.end() <= until else answer
    at = re.search(rf"\b{re.escape(name)}\b", sentence)
    if at is None:
        return answer
    office = _ITS_OFFICE.match(sentence, at.end()) or _OFFICE_AHEAD.search(sentence, 0, at.start())
    return answer if office is None else Span(*office.span("office"))


def somebody(question: str, sentence: str, answer: Span) -> Span:
    """Return an answer to "who", or whom the sentence surely names where the answer begins with what was done.

    "gathered companies" may be people ("retired officers") and seldom is: of 762 answers to "who" in SQuAD's training
    articles two that begin so are.

    Args:
        question: the stand-alone question.
        sentence: holds the answer.
        answer: as offsets into the sentence.
    """
    if kind_of(question) is not Kind.WHO or _DONE.match(sentence, answer.start) is None:
        return answer
    return exact_answer(question, sentence) or answer


def with_courtesy(question: str, sentence: str, answer: Span) -> Span:
    """Return "Ms. Ingrid Solberg" for "Ingrid Solberg", where the sentence has the title before the name.

    Args:
        question: the stand-alone question.
        sentence: holds the answer.
        answer: as offsets into the sentence.
    """
    before = _COURTESY_BEFORE.search(sentence, 0, answer.start) if kind_of(question) is Kind.WHO else None
    is_named = before is not None and sentence[answer.start : answer.start + 1].isupper()
    return Span(before.start(), answer.end) if before is not None and is_named else answer


def in_brackets(question: str, sentence: str, answer: Span) -> Span:
    """Return whom an answer to "who" means of several, where brackets behind each tell who they are.

    Of "Ms. Rao (Chair), Mr. Pillai (Vice-Chair)" the first is the chair: nothing else is said of her.

    Args:
        question: the stand-alone question.
        sentence: holds the answer.
        answer: as offsets into the sentence.
    """
    if kind_of(question) is not Kind.WHO:
        return answer
    told_of = list(_BRACKETED.finditer(sentence))
    asked = set(map(common, asked_stems(question)))
    if len(told_of) < 2 or not any(one.start() <= answer.start < one.end() for one in told_of):
        return answer
    said = [(one, set(map(common, stems(one["within"])))) for one in told_of]
    # The most of what is asked, and the least beside it: the vice-chair is no chair, nor the other way round.
    fits = {one: (-len(words & asked), len(words - asked)) for one, words in said if words & asked}
    meant = [one for one, fit in fits.items() if fit == min(fits.values())]
    return Span(*meant[0].span("who")) if len(meant) == 1 else answer


def all_who_did(question: str, sentence: str, answer: Span) -> Span:
    """Return "IN-SPACe and the Cabinet Office" of "IN-SPACe and the Cabinet Office hosted it", whichever is marked.

    Args:
        question: the stand-alone question; only one for those who did something is meant.
        sentence: holds the answer.
        answer: as offsets into the sentence.
    """
    asked, told = THOSE_WHO_DID.match(question) or _WHO_DID.match(question), _TOGETHER.match(sentence)
    if asked is None or told is None or stem(asked["did"]) != stem(told["did"]):
        return answer
    every = Span(*told.span("all"))
    return every if within(answer, every) else answer


def done_by(question: str, sentence: str, answer: Span) -> Span:
    """Return "Canada" of "a battalion of 1,400, led by Canada," where it is asked who leads it and a number is marked.

    Args:
        question: the stand-alone question.
        sentence: holds the answer.
        answer: as offsets into the sentence; one with a name of its own is left as it is.
    """
    asked = _WHO_DID.match(question)
    if asked is None or RUN.search(sentence, answer.start, answer.end) is not None:
        return answer
    did = common(stem(asked["did"]))
    found = [Span(*one.span("whom")) for one in _DONE_BY.finditer(sentence) if common(stem(one["did"])) == did]
    return found[0] if len(found) == 1 else answer
