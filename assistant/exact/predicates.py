"""Exact answers told by what a sentence says of them: who is the fastest, by whom a side is represented, how likely."""

from __future__ import annotations

import re

from assistant.language.answer_kind import CLOCK, FULL_DATE, within
from assistant.language.kindred import common
from assistant.language.wording import content_words, stem, stems
from store import Span

# "Which option is the most cost-effective?", and "Option B is the most cost-effective: …" as told.
_WHICH_IS = re.compile(
    r"(?:which(?: [\w-]+){0,3}?|what(?: [\w-]+){1,3}?|who) (?P<be>is|are|was|were|has been) (?P<what>.+?)\W*$", re.I
)
_LONGEST_SUBJECT = 8  # words
_CLAUSE = re.compile(r"\b(?:that|which|who|if|when|where|because|form|includes?|has|have)\b")
# "What is the coverage in the region?"; a sentence that is on that from its first words.
_WHAT_IS = re.compile(
    r"what (?:is|was|are|were) (?:the |its |their )?(?:[\w-]+ ){0,2}?(?P<head>[\w-]+)"
    r"(?: (?:of|in|for|at|on|among|per)\b.*)?\W*$",
    re.I,
)
_SO_MUCH = re.compile(
    r"(?P<of>[A-Z][^,;:.|]{2,80}?) (?:is|was|are|were|stands at|stood at) "
    r"(?P<so>(?:(?:about|around|nearly|over|only) )?"
    r"(?:[A-Z]{0,3}[$€£¥₹] ?)?\d[\d.,]*(?<=\d)"
    r"(?: ?%| per ?cent| percent| (?:thousand|million|billion|trillion))*(?: [a-z]+s\b)?)"
)
# "Mr. Eik" of "Norvale, represented by its Minister of Fisheries, Mr. Eik": up to who stands for the next one.
_WHO_DOES = re.compile(
    r"(?i:(?:and )?who) (?:\w+ly )?(?P<did>[a-z]{3,}) (?:the )?(?P<what>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)\W*$"
)
# "Hosted by IN-SPACe and the Cabinet Office, the event …": all who did it.
_WHO_DID = re.compile(r"(?:and )?who (?:\w+ly )?(?P<did>[a-z]{3,}(?:ed|t|de|n))\b", re.I)
_CAPITALISED = r"(?:(?:Mr|Ms|Mrs|Dr|Prof)\. )?[A-Z](?:[\w’'&-]|\.(?=[A-Z]))*"
_SOMEBODY = rf"(?:(?:the|its) )?{_CAPITALISED}(?: (?:(?:of|for|on|de) (?:the )?)?{_CAPITALISED})*"
_DONE_BY = re.compile(
    rf"\b(?P<did>\w{{3,}}) (?:jointly )?by (?P<whom>{_SOMEBODY}(?:, {_SOMEBODY})*,? and {_SOMEBODY})"
    r"(?= ?[,.;:)]| (?:in|on|at)\b|$)"
)
_LIKELY_ASKED = re.compile(
    r"how (?:likely|probable)\b|what (?:is|are) the (?:likelihood|probability|chances?|odds)\b", re.I
)
_HOW_LONG = re.compile(r"how long\b", re.I)
_UNIT = re.compile(r"[a-z]")
_RANGE = re.compile(
    rf"\b(?:from|between) (?P<one>{CLOCK.pattern}|{FULL_DATE.pattern}) (?:to|until|till|and) "
    rf"(?:{CLOCK.pattern}|{FULL_DATE.pattern})|{CLOCK.pattern} ?[–-] ?{CLOCK.pattern}"
)
_LIKELIHOOD = re.compile(
    r"(?:(?:very|highly|extremely|quite|most|almost) )?(?:(?:un|im)?(?:likely|probable)|certain)\b(?: \([^()]*\))?"
    r"|\b\d[\d.,]*(?:[–-]\d[\d.,]*)? ?(?:%|per ?cent)(?: (?:chance|probability|likelihood))?"
    r"|\b(?:remote|even|roughly even) chance\b",
    re.I,
)


def told_of(question: str, sentence: str, answer: Span) -> Span:
    """Return what a sentence says just that of which a question asks for, whatever is marked; else the answer.

    Args:
        question: the stand-alone question.
        sentence: holds the answer.
        answer: as offsets into the sentence.
    """
    for rule in (_that_is_so, _is_so_much, _by_whom, _by_all, _how_likely, _from_when_to_when):
        answer = rule(question, sentence, answer)
    return answer


def _that_is_so(question: str, sentence: str, answer: Span) -> Span:
    """Return "Option B" of "Option B is the most cost-effective", where it is asked which option is that."""
    asked = _WHICH_IS.match(question)
    if asked is None or len(asked["what"].split()) > _LONGEST_SUBJECT:
        return answer
    said = re.compile(rf"[\s*_#•-]*(?P<subject>[^,;:.|]+?) {asked['be']} {re.escape(asked['what'])}\b", re.I)
    told = said.match(sentence)
    if told is None or len(told["subject"].split()) > _LONGEST_SUBJECT or _CLAUSE.search(told["subject"]):
        return answer
    if {stem(word.text) for word in content_words(told["subject"])} <= stems(question):
        return answer
    return Span(*told.span("subject"))


def _is_so_much(question: str, sentence: str, answer: Span) -> Span:
    """Return "83 per cent" of "Coverage with two doses is 83 per cent in the region", asked what the coverage is."""
    asked = _WHAT_IS.match(question)
    told = _SO_MUCH.match(sentence) if asked is not None else None
    if (
        asked is None
        or told is None
        or answer.start >= told.start("so")
        or stem(asked["head"]) not in stems(told["of"])
    ):
        return answer
    return Span(*told.span("so"))


def _by_whom(question: str, sentence: str, answer: Span) -> Span:
    """Return who does it for the one asked about: of "A, represented by X, and B, represented by Y" "Y" for B."""
    asked = _WHO_DOES.match(question)
    if asked is None:
        return answer
    did = common(stem(asked["did"]))
    told = re.compile(
        rf"\b{re.escape(asked['what'])},? (?:which |who )?(?:is |was |are |were )?(?P<did>[a-z]{{3,}}) by "
        r"(?P<whom>.+?)(?=,? and [A-Z][^,]*, [a-z]+ by |[;.]?$|; |(?<!Mr)(?<!Ms)(?<!Dr)\. )"
    )
    found = [one for one in told.finditer(sentence) if common(stem(one["did"])) == did]
    if len(found) != 1 or within(answer, Span(*found[0].span("whom"))):
        return answer
    return Span(*found[0].span("whom"))


def _by_all(question: str, sentence: str, answer: Span) -> Span:
    """Return all who did something, "A and B" of "hosted by A and B", where one of them is marked."""
    asked = _WHO_DID.match(question)
    for told in _DONE_BY.finditer(sentence) if asked is not None else ():
        whom = Span(*told.span("whom"))
        if asked is not None and common(stem(told["did"])) == common(stem(asked["did"])) and within(answer, whom):
            return whom
    return answer


def _how_likely(question: str, sentence: str, answer: Span) -> Span:
    """Return how likely something is, by the word or the number for it."""
    if _LIKELY_ASKED.match(question) is None:
        return answer
    found = [Span(*one.span()) for one in _LIKELIHOOD.finditer(sentence)]
    around = [one for one in found if within(answer, one)]
    if around or any(within(one, answer) for one in found):
        return around[0] if around else answer
    return found[0] if len(found) == 1 else answer


def _from_when_to_when(question: str, sentence: str, answer: Span) -> Span:
    """Return "from 07:42 to 13:15" where it is asked how long something was, and a number of something is marked."""
    if _HOW_LONG.match(question) is None or _UNIT.search(sentence, answer.start, answer.end) is not None:
        return answer
    found = [Span(*one.span()) for one in _RANGE.finditer(sentence)]
    return found[0] if len(found) == 1 else answer
