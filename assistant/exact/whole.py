"""Exact answers made whole: "increase that benefit" for "increase", "visas and an old debt" for "visas".

The network marks as little as people did who were asked to; what says of what it is belongs to the answer.
"""

from __future__ import annotations

import re

from assistant.forms.posed import value_of
from assistant.language.answer_kind import asked_stems, kind_of, within
from assistant.language.kindred import common
from assistant.language.wording import stem, stems, tokens
from store import Span

_AIM = re.compile(
    r"(?:the |an? )?(?:\w+ )?(?:ways?|needs?|efforts?|steps?|measures?|plans?|means|opportunit(?:y|ies)|desire"
    r"|intentions?|commitments?|possibilit(?:y|ies))",
    re.I,
)
_OF_WHICH = re.compile(r",? (?:of which|of whom)\b")
_OF_AN_AIM = re.compile(r" (?:to|for|of|that) [^.;:]+")
# A value that is a sentence, or several things; and a question for more than one.
_VALUE_IS_MORE = re.compile(r"[;.:?!] |(?:\S+ ){12}")
_SEVERAL_ASKED = re.compile(r"^(?:what|which|who)\b.*\bare\b|^(?:what|which) \w+s\b|^(?:list|name|give)\b", re.I)
# What is done is done to something: "increase that benefit".
_DEED_ASKED = re.compile(
    r"what (?:else )?(?:do|does|did|will|can|could|must|should|would) (?:(?P<doer>.+?) )?do\b", re.I
)
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
_BOUND = re.compile(r"(?:less|more|fewer|later|earlier|longer|higher|lower|greater|larger|before|after|until)\b", re.I)
_DENIAL = re.compile(r"\b(?:not|no) $", re.I)
_LONGEST_LIST = 25  # words


def as_a_whole(question: str, text: str, answer: Span) -> Span:
    """Return the whole of an answer that is a part of a value, an aim, a deed or a list; others as they are.

    Args:
        question: the stand-alone question.
        text: the sentence, line or row that holds the answer.
        answer: as offsets into the text.
    """
    for rule in (whole_value, whole_aim, whole_deed, all_they_are, with_its_denial):
        answer = rule(question, text, answer)
    return answer


_CLOSED = re.compile(r"[*_]+(?=[,;:.\s])")


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
    # Emphasis that was opened before it is closed in it: "*, whose survey was put off".
    if (closed := _CLOSED.match(text, start, end)) is not None:
        start = closed.end()
    while start < end and (text[start] in ",;:·|\n " or (text[start] == "(" and ")" not in text[start:end])):
        start += 1
    while start < end and (text[end - 1] in ",;:·|\n " or (text[end - 1] == ")" and "(" not in text[start:end])):
        end -= 1
    # "EUR 48 million, of which the Union pays 60 percent" is an answer and what is said of it.
    aside = _OF_WHICH.search(text, start, end)
    end = end if aside is None or aside.start() == start else aside.start()
    return Span(start, end) if start < end else answer


def with_its_denial(question: str, text: str, answer: Span) -> Span:
    """Return "not less than 8 million" for "less than 8 million", the opposite of what is said.

    Args:
        question: the stand-alone question; it makes no difference.
        text: the sentence, line or row that holds the answer.
        answer: as offsets into the text.
    """
    denied = _BOUND.match(text, answer.start) and _DENIAL.search(text, 0, answer.start)
    return Span(denied.start(), answer.end) if denied else answer


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
    """Return "increase that benefit" for "increase" or for "that benefit", where it is asked what somebody does.

    Of fifteen such answers in SQuAD's training articles that are one word, people marked what it is done to as often.

    Args:
        question: the stand-alone question.
        sentence: holds the answer.
        answer: as offsets into the sentence.
    """
    word = sentence[answer.start : answer.end]
    asked = _DEED_ASKED.match(question)
    if asked is None:
        return answer
    if asked["doer"] and (
        deed := re.match(rf"[\W\d]*{re.escape(asked['doer'])} (?P<deed>[a-z]+(?:s|ed)) ", sentence, re.I)
    ):
        return Span(deed.start("deed"), answer.end) if deed.end() == answer.start else answer
    if not word.isalpha() or not word.islower():
        return answer
    done_to = _DONE_TO.match(sentence, answer.end)
    return answer if done_to is None else Span(answer.start, done_to.end())


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
    if parts is not None and (answer.start >= parts.end("whole") or answer.start == parts.start("whole")):
        return Span(*parts.span("whole"))
    told = _ARE.match(sentence)
    if told is None or len(told["rest"].split()) > _LONGEST_LIST:
        return answer
    every = Span(*told.span("rest"))
    wanted, named = ([stem(token.text) for token in tokens(text["what"])] for text in (asked, told))
    return every if within(answer, every) and wanted[: len(named)] == named else answer
