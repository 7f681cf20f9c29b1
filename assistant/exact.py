"""The exact answer in a sentence: what the network marks, put right where its form shows that it is not what is asked.

The network learnt its spans from short answers to plain prose. Each rule here looks at the form of the question and of
the words around the answer, and says nothing where it is not sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.abbreviations import shortens_what_is_asked, spelt_out
from assistant.answer_kind import (
    FULL_DATE,
    PERSON,
    RUN,
    THOSE_WHO_DID,
    WHEN,
    WHICH,
    Kind,
    asked_stems,
    exact_answer,
    kind_of,
    within,
)
from assistant.cards.lexicon import HONORIFIC, NAME_WORD
from assistant.figures import figure_meant
from assistant.kindred import common
from assistant.posed import value_of
from assistant.wording import stem, stems, tokens
from store import Span

_DAY_ASKED = re.compile(WHEN + "|" + WHICH + r"(?:\w+ )?(?:date|day)\b", re.I)
# Between people that are named together: ", Joint Secretary in the Ministry, and "; behind the last of them; a question
# for one of them; and a person by name, not by office.
_AND_NEXT = re.compile(r"(?: \([^()]*\))?(?:,[^;.]*)?,? (?:and )?(?:by |the )?")
_ENDS = re.compile(r"(?: \([^()]*\))?\s*(?:[,.;)]|$)")
# "Who is Ganesh Pillai?", of whom the sentence says ", Scientific Secretary at ISRO.".
_NAMED = re.compile(rf"(?i:who(?:['’]s| is| was)) (?:{HONORIFIC} )?(?P<name>{NAME_WORD}(?: {NAME_WORD})*)\W*$")
_OFFICE_BEHIND = re.compile(
    rf", (?!{HONORIFIC})" r"(?P<office>[A-Z][^;.()]*?)(?=,? and (?:by )?[A-Z][a-z]{0,3}\.|[;.()]|$)"
)
_ONLY_AND = re.compile(r",? and |, ")
_GOES_ON = re.compile(r" [a-z]+\b")
_HOLDER = re.compile(r"^who(?:['’]s| is| was) (?:the|an?)\b", re.I)
_COURTESY = re.compile(HONORIFIC)
_DONE = re.compile(r"[a-z]+ed\b")
# "Hosted by IN-SPACe and the Cabinet Office, the event …": who did what the sentence goes on to tell of.
_OPENING = re.compile(
    r"(?:[A-Z]\w+ly \w+ed|[A-Z]\w+ed) (?P<by>by) [^,;.]+(?=, (?:the|this|that|these|those|it|they|he|she|a|an)\b)"
)
_BRACKETED = re.compile(rf"{PERSON.pattern} \((?P<within>[^()]+)\)")
_TOGETHER = re.compile(
    r"(?P<all>(?:The )?[A-Z][^,;:()]*? and (?:the )?[A-Z][^,;:()]*?) (?:[a-z]+ly |both |together )?(?P<did>[a-z]{3,})\b"
)
_AT_A_PLACE = re.compile(r",?\s+(?:in|at)\s+(?:the\s+)?[A-Z]")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\b\.?)?(?=,? and\b)", re.I)
_OF_WHOLE = re.compile(r"(?P<part>[\d.,]*\d) (?:out )?of (?:the |its |their |all )?(?P<whole>[\d.,]*\d)\b")
_IN_ALL = re.compile(r"\bhow many\b.*\b(?:are|were) there\b|\b(?:total|altogether|in all|overall|exist)\b", re.I)
_HOW_MANY = re.compile(r"\bhow many\b", re.I)
_WHY = re.compile(r"^(?:and |but )?why\b", re.I)
_BECAUSE = re.compile(r"\b(?:because|due|as\s+a\s+result|owing|thanks|on\s+account)(?:\s+(?:of|to))?\s+(?=\S)", re.I)
_AFTER = re.compile(r"\b(?:after|since|as) (?=[a-z]+ )")
# "To support these goals, the event was held prior to the dialogue."
_PURPOSE = re.compile(r"(?:To|In order to|So as to) [a-z]+ [^,;]+(?=,)")
_TIME_TOLD = re.compile(r"(?:prior to|before|after|ahead of|during) ")
_CAUSE_ASKED = re.compile(r"what (?:has |had )?(?:caused?s?|triggered|led to|brought about)\b", re.I)
_CAUSED = re.compile(
    r"(?P<cause>[^,;:]{3,120}?) (?:has |have |had )?(?:also )?(?:caused|triggered|led to|brought about)\b(?! by\b)"
)
_AIM = re.compile(
    r"(?:the |an? )?(?:\w+ )?(?:ways?|needs?|efforts?|steps?|measures?|plans?|means|opportunit(?:y|ies)|desire"
    r"|intentions?|commitments?|possibilit(?:y|ies))",
    re.I,
)
_OF_AN_AIM = re.compile(r" (?:to|for|of|that) [^.;:]+")
# A value that is a sentence, or several things; and a question for more than one.
_VALUE_IS_MORE = re.compile(r"[;.:?!] |(?:\S+ ){12}")
_SEVERAL_ASKED = re.compile(r"^(?:what|which|who)\b.*\bare\b|^(?:what|which) \w+s\b|^(?:list|name|give)\b", re.I)
_NO_REASON = re.compile(
    r"(?:[\W\d]|\b(?:by|in|to|of|from|about|nearly|over|percent|per cent|million|billion)\b)*", re.I
)


def told(question: str, text: str, answer: Span) -> Span | None:
    """Return the exact answer that a sentence tells; None where it tells none.

    Args:
        question: the stand-alone question.
        text: the sentence.
        answer: what the network marks, as offsets into the sentence.
    """
    if (words := spelt_out(question, text)) is not None:
        return words
    answer = whole_date(question, text, tidy(text, answer))
    answer = in_brackets(question, text, person_meant(question, text, somebody(question, text, answer)))
    answer = one_cell(question, text, answer)
    answer = all_who_did(question, text, part_of_whole(question, text, answer))
    exact = within_opening(text, answer)
    for rule in (behind_the_name, reason, figure_meant, whole_value, whole_aim, what_caused):
        exact = exact and rule(question, text, exact)
    if exact is None or _COURTESY.fullmatch(text, exact.start, exact.end):
        return None
    return None if shortens_what_is_asked(question, text[exact.start : exact.end]) else exact


def tidy(text: str, answer: Span) -> Span:
    """Return an answer in a text with both brackets of a pair or none, and without a comma or the like at its ends.

    What is cut at a bracket that the answer does not open, "SSA), and space security", ends there.
    """
    start, end = answer.start, answer.end
    if re.match(r"\w-\w", text[max(0, start - 2) : start + 1]):
        # "mission-driven data" is no data that are driven.
        start = re.search(r"[\w-]*$", text[:start]).start()  # type: ignore[union-attr]
    if text[start:end].count("(") > text[start:end].count(")") and text[end : end + 1] == ")":
        end += 1
    closing = text.find(")", start, end)
    if closing > start and "(" not in text[start:closing] and text[:start].count("(") > text[:start].count(")"):
        end = closing
    while start < end and (text[start] in ",;: " or (text[start] == "(" and ")" not in text[start:end])):
        start += 1
    while start < end and (text[end - 1] in ",;: " or (text[end - 1] == ")" and "(" not in text[start:end])):
        end -= 1
    return Span(start, end) if start < end else answer


def within_opening(sentence: str, answer: Span) -> Span | None:
    """Return an answer from "Hosted by the Cabinet Office, the event …" without what follows the opening.

    None where the answer is the participle: that is never one (none of SQuAD's training articles).
    """
    opening = _OPENING.match(sentence)
    if opening is None or answer.start >= opening.end():
        return answer
    if answer.end <= opening.start("by"):
        return None
    return Span(answer.start, min(answer.end, opening.end()))


def whole_date(question: str, text: str, answer: Span) -> Span:
    """Return the whole date that an answer to "when" or "what date" is a part of, "30 September 2025" for "2025".

    Or the date alone of "9 December 2026 in Porto", the time alone of "09:30 and welcomed all".

    Args:
        question: the stand-alone question.
        text: holds the answer.
        answer: as offsets into the text.
    """
    if _DAY_ASKED.search(question) is None:
        return answer
    if (clock := _CLOCK.match(text, answer.start, answer.end)) is not None:
        return Span(*clock.span())
    begins = FULL_DATE.match(text, answer.start)
    if begins is not None and _AT_A_PLACE.match(text, begins.end(), answer.end):
        return Span(*begins.span())
    dates = (Span(*match.span()) for match in FULL_DATE.finditer(text))
    return next((date for date in dates if within(answer, date)), answer)


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
    """Return what a sentence says behind the name of one of several people; the answer where that is nothing."""
    for number, one in enumerate(people):
        if sentence[one.start : one.end].endswith(name):
            behind = _OFFICE_BEHIND.match(sentence, one.end)
            until = people[number + 1].start if number + 1 < len(people) else len(sentence)
            return Span(*behind.span("office")) if behind is not None and behind.end() <= until else answer
    return answer


def one_cell(question: str, row: str, answer: Span) -> Span:
    """Return the value of the cell behind that of a name that a question asks about, where an answer runs over both.

    "Joint Secretary" of "Name: Ms. Rao | Office: Joint Secretary".

    Args:
        question: the stand-alone question.
        row: of a table, cells apart by " | ".
        answer: as offsets into the row.
    """
    first, bar, _ = row[answer.start : answer.end].partition(" | ")
    asked = {token.lower for token in tokens(question)}
    if not bar or not {token.lower for token in tokens(_COURTESY.sub("", first)) if token.is_name} & asked:
        return answer
    start = answer.start + len(first) + len(bar)
    cell = row[start:].partition(" | ")[0]
    label = re.match(r"[^:]{1,40}: ", cell)
    return Span(start + (label.end() if label else 0), start + len(cell))


def behind_the_name(question: str, sentence: str, answer: Span) -> Span | None:
    """Return what stands behind a name that a question asks about, where an answer holds that name itself.

    "Ms. Rao, and Mr. Pillai, Secretary at ISRO" tells of Mr. Pillai "Secretary at ISRO"; None where it ends with him.

    Args:
        question: the stand-alone question; any answer to "who" is left as it is.
        sentence: holds the answer.
        answer: as offsets into the sentence.
    """
    if kind_of(question) is Kind.WHO:
        return answer
    said = sentence[answer.start : answer.end]
    for run in RUN.finditer(question):
        name = re.sub("['’]s$", "", run[0])
        at = said.find(name) if " " in name else -1
        if at > 0:
            behind = re.match(r"[\s,;:]*", said[at + len(name) :])
            start = answer.start + at + len(name) + (behind.end() if behind else 0)
            return Span(start, answer.end) if start < answer.end else None
    return answer


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


def in_brackets(question: str, sentence: str, answer: Span) -> Span:
    """Return whom an answer to "who" means of several, where brackets behind each tell who they are.

    Of "Ms. Rao (Chair), Mr. Pillai (Unions)" the second represents the unions.

    Args:
        question: the stand-alone question.
        sentence: holds the answer.
        answer: as offsets into the sentence.
    """
    if kind_of(question) is not Kind.WHO:
        return answer
    told_of = [(found.start(), found.end(), found["within"]) for found in _BRACKETED.finditer(sentence)]
    asked = set(map(common, asked_stems(question)))
    if len(told_of) < 2 or not any(start <= answer.start < end for start, end, _ in told_of):
        return answer
    meant = [start for start, _, within_it in told_of if asked & set(map(common, stems(within_it)))]
    person = PERSON.match(sentence, meant[0]) if len(meant) == 1 else None
    return answer if person is None else Span(*person.span())


def all_who_did(question: str, sentence: str, answer: Span) -> Span:
    """Return "IN-SPACe and the Cabinet Office" of "IN-SPACe and the Cabinet Office hosted it", whichever is marked.

    Args:
        question: the stand-alone question; only one for several that did something is meant.
        sentence: holds the answer.
        answer: as offsets into the sentence.
    """
    asked, told = THOSE_WHO_DID.match(question), _TOGETHER.match(sentence)
    if asked is None or told is None or stem(asked["did"]) != stem(told["did"]):
        return answer
    every = Span(*told.span("all"))
    return every if within(answer, every) else answer


def part_of_whole(question: str, sentence: str, answer: Span) -> Span:
    """Return "214" of "214 of the 530 crossings have barriers", where it is asked how many have, whichever is marked.

    Of eight such answers in SQuAD's training articles seven are the part.

    Args:
        question: the stand-alone question.
        sentence: holds the answer.
        answer: as offsets into the sentence.
    """
    if _HOW_MANY.search(question) is None or _IN_ALL.search(question) is not None:
        return answer
    for found in _OF_WHOLE.finditer(sentence):
        if found.start("whole") <= answer.start < found.end("whole"):
            return Span(*found.span("part"))
    return answer


def whole_value(question: str, unit: str, answer: Span) -> Span:
    """Return the whole of a short value behind the label that is asked for, less what brackets add to it.

    "Swiss franc" of "Currency: Swiss franc (CHF)", and of "Languages: French, German" both, where both are asked for.

    Args:
        question: the stand-alone question.
        unit: a value behind a label; of any other text the answer is left as it is.
        answer: as offsets into the unit.
    """
    value = value_of(unit)
    if value is None or not within(answer, value) or _VALUE_IS_MORE.search(unit, value.start, value.end):
        return answer
    asked = set(map(common, asked_stems(question)))
    if asked.isdisjoint(map(common, stems(unit[: value.start]))):
        return answer
    several = "," in unit[value.start : value.end]
    if several and _SEVERAL_ASKED.search(question) is not None:
        return value
    if several or kind_of(question) is not None:
        return answer
    aside = re.compile(r"\s*\([^()]*\)$").search(unit, value.start, value.end)
    return value if aside is None or aside.start() <= value.start else Span(value.start, aside.start())


def whole_aim(question: str, sentence: str, answer: Span) -> Span:
    """Return "ways to support startups" for "ways", which tells nothing by itself.

    No answer in SQuAD's training articles ends with such a word where the sentence goes on to say of what; 11 go on.

    Args:
        question: the stand-alone question.
        sentence: holds the answer.
        answer: as offsets into the sentence.
    """
    if _AIM.fullmatch(sentence, answer.start, answer.end) is None:
        return answer
    more = _OF_AN_AIM.match(sentence, answer.end)
    return answer if more is None else tidy(sentence, Span(answer.start, more.end()))


def what_caused(question: str, sentence: str, answer: Span) -> Span:
    """Return what stands before "has caused" where it is asked what caused something, and what follows is marked.

    Args:
        question: the stand-alone question.
        sentence: holds the answer.
        answer: as offsets into the sentence.
    """
    told = _CAUSED.match(sentence) if _CAUSE_ASKED.match(question) else None
    return answer if told is None or answer.start < told.end("cause") else Span(*told.span("cause"))


def reason(question: str, sentence: str, answer: Span) -> Span | None:
    """Return what an answer to "why" gives as the reason: what stands behind its "because of".

    Where that is when something was, what it was for may open the sentence ("To support these goals, …"). A number or a
    date is none; then it is what stands behind the sentence's "because" or "after", None without any. In SQuAD's
    training articles none of 81 answers holds such a word within it, and none is a number.

    Args:
        question: the stand-alone question.
        sentence: holds the answer.
        answer: as offsets into the sentence.
    """
    if _WHY.search(question) is None:
        return answer
    if (because := _BECAUSE.search(sentence, answer.start, answer.end)) is not None:
        return Span(because.end(), answer.end)
    if (purpose := _PURPOSE.match(sentence)) is not None and _TIME_TOLD.match(sentence, answer.start, answer.end):
        return Span(0, purpose.end())
    if not _NO_REASON.fullmatch(FULL_DATE.sub("", sentence[answer.start : answer.end])):
        return answer
    because = _BECAUSE.search(sentence) or _AFTER.search(sentence, answer.end)
    return None if because is None else tidy(sentence, Span(because.end(), len(sentence.rstrip(" .!?"))))
