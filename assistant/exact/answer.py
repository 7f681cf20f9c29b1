"""The exact answer in a sentence: what the network marks, put right where its form shows that it is not what is asked.

The network learnt its spans from short answers to plain prose. Each rule here looks at the form of the question and of
the words around the answer, and says nothing where it is not sure.
"""

from __future__ import annotations

import re

from assistant.entities.lexicon import HONORIFIC, NAME_WORD
from assistant.exact.figures import figure_meant
from assistant.exact.predicates import told_of
from assistant.exact.previously import previously
from assistant.exact.whole import as_a_whole, tidy
from assistant.exact.whom import whom
from assistant.language.abbreviations import shortens_what_is_asked, spelt_out
from assistant.language.answer_kind import (
    CLOCK,
    FULL_DATE,
    RUN,
    THOSE_WHO_DID,
    WHEN,
    WHICH,
    Kind,
    is_of_kind,
    kind_of,
    within,
)
from assistant.language.calendar import MONTH
from assistant.language.unset import unset
from assistant.language.wording import stem, stems, tokens
from store import Span

_DAY_ASKED = re.compile(WHEN + "|" + WHICH + r"(?:\w+ )?(?:date|day)\b", re.I)
_COURTESY = re.compile(HONORIFIC)
# What alone tells nobody and nothing.
_TELLS_NOBODY = re.compile(rf"{HONORIFIC}|(?i:it|they|them|this|that|these|those|he|she|him|her)")
# "Hosted by IN-SPACe and the Cabinet Office, the event …": who did what the sentence goes on to tell of.
_OPENING = re.compile(
    r"(?:[A-Z]\w+ly \w+ed|[A-Z]\w+ed) (?P<by>by) [^,;.]+(?=, (?:the|this|that|these|those|it|they|he|she|a|an)\b)"
)
# "Friday, 23 October"
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?:the )?$")
_DAY = re.compile(rf"\d{{1,2}}(?:st|nd|rd|th)? {MONTH}|{MONTH} \d{{1,2}}\b")
_AT_A_PLACE = re.compile(r",?\s+(?:in|at)\s+(?:the\s+)?[A-Z]")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\b\.?)?(?=,? and\b)", re.I)
_OF_WHOLE = re.compile(r"(?P<part>[\d.,]*\d) (?:out )?of (?:the |its |their |all )?(?P<whole>[\d.,]*\d)\b")
_IN_ALL = re.compile(r"\bhow many\b.*\b(?:are|were) there\b|\b(?:total|altogether|in all|overall|exist)\b", re.I)
_HOW_MANY = re.compile(r"\bhow many\b", re.I)
_HOW_LONG = re.compile(r"\bhow long\b", re.I)
_FROM_TO = re.compile(rf"\bfrom (?:{CLOCK.pattern}) (?:to|until|till) (?:{CLOCK.pattern})")
# "What is the bridge made of?" may be told by one word of this form, "What is SeaLink?" not.
_IS_ASKED = re.compile(
    rf"(?:[Ww]hat|[Ww]ho) (?:is|was|are|were) (?:the )?(?P<name>{NAME_WORD}(?: {NAME_WORD})*)[?.! ]*$"
)
_PARTICIPLE = re.compile(r"[a-z]+ed")
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
_SHORT_CAUSE = 6  # words
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
    if (open_yet := unset(question, text)) is not None:
        return open_yet
    answer = whole_date(question, text, tidy(text, answer))
    answer = part_of_whole(question, text, one_cell(question, text, answer))
    exact = within_opening(text, answer)
    for rule in (
        whom,
        told_of,
        behind_the_name,
        reason,
        figure_meant,
        how_long,
        what_caused,
        more_than_the_kind,
        as_a_whole,
        previously,
    ):
        exact = exact and rule(question, text, exact)
    if exact is None or _TELLS_NOBODY.fullmatch(text, exact.start, exact.end):
        return None
    is_another = shortens_what_is_asked(question, text[exact.start : exact.end]) or _is_its_deed(question, text, exact)
    return None if is_another else exact


def _is_its_deed(question: str, text: str, answer: Span) -> bool:
    """Return whether it is asked what something is, and the answer is only what it did, or did it to.

    "hosted" or "the event" of "the event, hosted by SeaLink," do not tell what SeaLink is.
    """
    asked = _IS_ASKED.match(question)
    if asked is None:
        return False
    did_it = re.compile(rf",? {_PARTICIPLE.pattern} by (?:the )?{re.escape(asked['name'])}\b")
    return _PARTICIPLE.fullmatch(text, answer.start, answer.end) is not None or (
        did_it.match(text, answer.end) is not None
    )


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
    date = next((date for date in dates if within(answer, date)), answer)
    weekday = _WEEKDAY.search(text, 0, date.start) if _DAY.match(text, date.start) else None
    return date if weekday is None else Span(weekday.start(), date.end)


def one_cell(question: str, row: str, answer: Span) -> Span:
    """Return the value of the cell behind that of a name that a question asks about, where an answer runs over both.

    "Joint Secretary" of "Name: Ms. Rao | Office: Joint Secretary"; and the time alone of "09:50 | Keynote".

    Args:
        question: the stand-alone question.
        row: of a table, cells apart by " | ".
        answer: as offsets into the row.
    """
    first, bar, _ = row[answer.start : answer.end].partition(" | ")
    if bar and kind_of(question) is Kind.WHEN and is_of_kind(Kind.WHEN, first, question):
        return Span(answer.start, answer.start + len(first))
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


def more_than_the_kind(question: str, sentence: str, answer: Span) -> Span | None:
    """Return an answer to "which ministries took part"; None for "related" of "related ministries", which names none.

    Args:
        question: the stand-alone question; only one for several that did something is meant.
        sentence: holds the answer.
        answer: as offsets into the sentence.
    """
    said = sentence[answer.start : answer.end]
    following = re.match(r" ([a-z]+)\b", sentence[answer.end :])
    asked = THOSE_WHO_DID.match(question)
    if asked is None or following is None or not (said.isalpha() and said.islower()):
        return answer
    return None if stem(following[1]) in stems(question[: asked.start("did")]) else answer


def what_caused(question: str, sentence: str, answer: Span) -> Span:
    """Return what stands before "has caused" where it is asked what caused something, and what follows is marked.

    A short cause is told as a whole: "Heavy rain since 14 October" for "rain".

    Args:
        question: the stand-alone question.
        sentence: holds the answer.
        answer: as offsets into the sentence.
    """
    told = _CAUSED.match(sentence) if _CAUSE_ASKED.match(question) else None
    if told is None:
        return answer
    is_short = len(told["cause"].split()) <= _SHORT_CAUSE and answer.end <= told.end("cause")
    return Span(*told.span("cause")) if is_short or answer.start >= told.end("cause") else answer


def how_long(question: str, sentence: str, answer: Span) -> Span:
    """Return "from 07:42 to 13:15" where it is asked how long something was, and the day alone is marked.

    Args:
        question: the stand-alone question.
        sentence: holds the answer.
        answer: as offsets into the sentence.
    """
    day = FULL_DATE.match(sentence, answer.start)
    if _HOW_LONG.search(question) is None or day is None or day.end() < answer.end:
        return answer
    told = _FROM_TO.search(sentence)
    return answer if told is None else Span(*told.span())


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
