"""The exact answer in a sentence: what the network marks, put right where its form shows that it is not what is asked.

The network learnt its spans from short answers to plain prose. Each rule here looks at the form of the question and of
the words around the answer, and says nothing where it is not sure.
"""

from __future__ import annotations

import re

from assistant.abbreviations import shortens_what_is_asked, spelt_out
from assistant.answer_kind import (
    FULL_DATE,
    RUN,
    WHEN,
    WHICH,
    Kind,
    asked_stems,
    kind_of,
    within,
)
from assistant.cards.lexicon import HONORIFIC
from assistant.figures import figure_meant
from assistant.kindred import common
from assistant.posed import value_of
from assistant.whom import whom
from assistant.wording import stem, stems, tokens
from store import Span

_DAY_ASKED = re.compile(WHEN + "|" + WHICH + r"(?:\w+ )?(?:date|day)\b", re.I)
_COURTESY = re.compile(HONORIFIC)
# "Hosted by IN-SPACe and the Cabinet Office, the event …": who did what the sentence goes on to tell of.
_OPENING = re.compile(
    r"(?:[A-Z]\w+ly \w+ed|[A-Z]\w+ed) (?P<by>by) [^,;.]+(?=, (?:the|this|that|these|those|it|they|he|she|a|an)\b)"
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
# What is done is done to something: "increase that benefit".
_DEED_ASKED = re.compile(r"what (?:else )?(?:do|does|did|will|can|could|must|should|would) (?:.+? )?do\b", re.I)
_DONE_TO = re.compile(
    r" (?:the|an?|its|their|his|her|our|that|this|these|those|all|more|\d[\d.,]*) [^,;.:()]+?"
    r"(?= (?:by|to|for|and|which|through|in order|so that|while|when)\b|[,;.:()]|$)"
)
# "The three sources are A, B and C": what they are, as a whole.
_WHAT_ARE = re.compile(r"(?:what|which|who) (?:are|were) (?:the |its |our |their |some )?(?P<what>.+?)\W*$", re.I)
_ARE = re.compile(
    r"[\s*_#•-]*(?:The |Its |Our |Their |Some )?(?P<what>[^,;:.|]+?) (?:are|were|included?) (?P<rest>[^;:|]+?)[.\s]*$"
)
_MAKE_UP = re.compile(
    r"[\s*_#•-]*(?P<whole>[^.;:|]+?) (?:accounts? for|accounted for|makes? up|made up) "
    r"(?=(?:about |nearly |over |some |roughly |more than )*\d)"
)
_LONGEST_LIST = 25  # words
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
    answer = part_of_whole(question, text, one_cell(question, text, answer))
    exact = within_opening(text, answer)
    for rule in (
        whom,
        behind_the_name,
        reason,
        figure_meant,
        whole_value,
        whole_aim,
        whole_deed,
        what_caused,
        all_they_are,
    ):
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


def whole_deed(question: str, sentence: str, answer: Span) -> Span:
    """Return "increase that benefit" for "increase", where it is asked what somebody does.

    Of fifteen such answers in SQuAD's training articles that are one word, people marked what it is done to as often.

    Args:
        question: the stand-alone question.
        sentence: holds the answer.
        answer: as offsets into the sentence.
    """
    word = sentence[answer.start : answer.end]
    if _DEED_ASKED.match(question) is None or not word.isalpha() or not word.islower():
        return answer
    done_to = _DONE_TO.match(sentence, answer.end)
    return answer if done_to is None else Span(answer.start, done_to.end())


def what_caused(question: str, sentence: str, answer: Span) -> Span:
    """Return what stands before "has caused" where it is asked what caused something, and what follows is marked.

    Args:
        question: the stand-alone question.
        sentence: holds the answer.
        answer: as offsets into the sentence.
    """
    told = _CAUSED.match(sentence) if _CAUSE_ASKED.match(question) else None
    return answer if told is None or answer.start < told.end("cause") else Span(*told.span("cause"))


def all_they_are(question: str, sentence: str, answer: Span) -> Span:
    """Return "A, B and C" of "The main sources are A, B and C." where it is asked what they are, and "A" is marked.

    And "Timber and machinery" of "Timber and machinery account for 61 % of exports" where it is asked what the exports
    are. Of the answers in SQuAD's training articles it changes three, two of them to what somebody else marked.

    Args:
        question: the stand-alone question.
        sentence: holds the answer.
        answer: as offsets into the sentence.
    """
    asked = _WHAT_ARE.match(question)
    if asked is None:
        return answer
    parts = _MAKE_UP.match(sentence)
    if parts is not None and answer.start >= parts.end("whole"):
        return Span(*parts.span("whole"))
    told = _ARE.match(sentence)
    if told is None or len(told["rest"].split()) > _LONGEST_LIST:
        return answer
    every = Span(*told.span("rest"))
    wanted, named = ([stem(token.text) for token in tokens(text["what"])] for text in (asked, told))
    return every if within(answer, every) and wanted[: len(named)] == named else answer


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
