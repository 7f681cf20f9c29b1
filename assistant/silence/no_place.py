"""What is no place, where a question asks for one."""

from __future__ import annotations

import re

from assistant.entities.lexicon import ORGANISATION
from assistant.forms.posed import label_of
from assistant.language.answer_kind import CITY_ASKED, FULL_DATE, RUN
from assistant.language.wording import FUNCTION_WORDS, stems
from assistant.questions.common_subject import EVENT_STEMS

# "a facility operated by JAXA" does not tell where it is, nor does "prior to the dialogue"; of 247 exact answers to
# "where" in SQuAD's training articles one stands behind "by", and none begins with a time.
_WHERE = re.compile(r"^(?:(?:and|but|so) )?where\b", re.I)
# Where something was held has a name, or is no place at all.
_HELD_ASKED = re.compile(r"\b(?:held|take place|took place|taken place|convene[ds]?|meet)\W*$", re.I)
_SOMEWHERE = re.compile(
    r"[A-Z\d]|\b(?:online|virtual\w*|remote\w*|video\w*|person|home|headquarters|hotel|hall|office)\b"
)
# Where a named thing is stands behind a preposition, a comma or a bracket, and is neither the thing nor what it is.
_NAMED_ASKED = re.compile(r"[Ww]here (?:is|are|was|were) (?:the )?(?:[A-Z][\w’'-]+ ){1,4}(?:[A-Z][\w’'-]+)\W*$")
_AT = (
    r"(?:in|at|on|near|by|beside|along|off|of|from|to|between|under|above|behind|outside|inside|within|across|opposite)"
)
_PLACED = re.compile(rf"(?:\b{_AT} (?:the |an? )?|[,|:(] ?)$")
# "Short form: JAXA" tells no place, "Address: Tokyo" does, and so does "Tsukuba Space Center: Ibaraki"; "Venue: Tokyo"
# tells where an event was.
_BEHIND_LABEL = re.compile(r"(?:^|[|;]) *(?P<label>[^|:;]{1,60}): ?$")
_PLACE_LABEL = re.compile(
    r"\b(?:site|seat|country|region|area|address|based|headquarters|district|province|state|port|base|home|whereabouts"
    r"|capital)\b",
    re.I,
)
_EVENT_LABEL = re.compile(r"\b(?:place|venue|location|city|town|where|room|held|destination)\b", re.I)
# "to how much further cooperation could go"
_ASKS = re.compile(r"(?:how|what|why|when|who|whom|whose|whether)\b", re.I)
_OF = re.compile(r"\bof (?:the )?$")
_PART_OF = re.compile(
    r"\b(?:north|south|east|west|\w+ern|city|town|village|state|province|island|coast|outskirts|suburbs?|edge|cent(?:re|er)"
    r"|part|banks?|capital|district|region|heart|sides?|shores?|valley|county|port) of (?:the )?$"
)
_BEGINS_AT = re.compile(rf"{_AT}\b|(?:just )?(?:north|south|east|west)|located|situated|based|next to")
_DEFINES = re.compile(r"\b(?:is|was|are|were) (?:an? )?$")
_INDEFINITE = re.compile(r"an? [a-z]")
_ON = re.compile(r"(?:on|in|from) ")
# Behind these labels stands somebody, and no place.
_OF_PEOPLE = re.compile(
    r"hosts?|hosted by|organi[sz]ers?|organi[sz]ed by|chairs?|chaired by|participants?|attendees|present|speakers?"
    r"|contact|authors?|from|to|parties",
    re.I,
)
_WITH = re.compile(r"(?:together |jointly )?(?:with|by) (?:the )?[A-Z]")
_BEFORE_OR_AFTER = re.compile(
    r"(?:the (?:day|night|evening|week|month|year) )?(?:prior to|before|after|ahead of|during|until|since)\b", re.I
)
_ORGANISATION = re.compile(rf"\b{ORGANISATION}\b")


def is_no_place(question: str, text: str, answer: str) -> bool:
    """Return whether a question for a place is met with no place: who did something, a time, what a thing is.

    Of 247 exact answers to "where" in SQuAD's training articles five: three dates that are marked amiss, one behind
    "by", one that tells "various locations".

    Args:
        question: the stand-alone question; nothing is known of others than for places.
        text: the sentence.
        answer: what of it is taken for the exact answer; nothing is known where it is empty.
    """
    is_where = _WHERE.search(question) is not None
    if not answer or not (is_where or CITY_ASKED.search(question)):
        return False
    if not (answer := _untimed(_behind_names(question, answer))) or _OF_PEOPLE.fullmatch(label_of(text)) is not None:
        return True
    if answer.lower() in FUNCTION_WORDS or _ASKS.match(answer) is not None:
        return True
    if _HELD_ASKED.search(question) is not None and _holds_nothing(text, answer):
        return True
    if _NAMED_ASKED.match(question) is not None and not _is_placed(question, text, answer):
        return True
    return is_where and (
        _BEFORE_OR_AFTER.match(answer) is not None
        or _says_what(question, text, answer)
        or re.search(rf"\w(?:ed|wn|lt|de|un) by (?:the |an? )?{re.escape(answer)}", text) is not None
    )


def _is_placed(question: str, text: str, answer: str) -> bool:
    """Return whether an answer is told as a place: "in Ibaraki", ", Japan", "located east of …", "Address: …"."""
    before = text[: max(text.find(answer), 0)]
    if _OF.search(before) is not None and _PART_OF.search(before) is None:
        return False  # "the delegation of India" is no place in India
    if (behind := _BEHIND_LABEL.search(before)) is not None:
        asked, label = stems(question), behind["label"]
        of_event = _EVENT_LABEL.search(label) is not None and not asked.isdisjoint(EVENT_STEMS)
        return of_event or _PLACE_LABEL.search(label) is not None or not stems(label).isdisjoint(asked)
    return _BEGINS_AT.match(answer) is not None or _PLACED.search(before) is not None


def _behind_names(question: str, answer: str) -> str:
    """Return an answer without a name of several words that the question has, and what stands before it."""
    for run in RUN.finditer(question):
        if " " in run[0] and run[0] in answer:
            answer = answer.partition(run[0])[2].strip(" ,;:")
    return answer


def _untimed(answer: str) -> str:
    """Return an answer without the date that it begins with."""
    date = FULL_DATE.match(answer, at.end() if (at := _ON.match(answer)) else 0)
    return answer if date is None else answer[date.end() :].strip(" ,;:")


def _says_what(question: str, text: str, answer: str) -> bool:
    """Return whether an answer to "where" tells what something is ("is a facility"), or is the rest of its own name."""
    before = text[: max(text.find(answer), 0)]
    if _DEFINES.search(before) and _INDEFINITE.match(answer) and _SOMEWHERE.search(answer) is None:
        return True
    own = re.search(r"\b([A-Z][\w-]+) $", before)
    return own is not None and answer[0].isupper() and re.search(rf"\b{own[1]}\b", question) is not None


def _holds_nothing(text: str, answer: str) -> bool:
    """Return whether nothing can be held in an answer: it has no name, hosted, or is where people came from."""
    if _SOMEWHERE.search(answer) is None or _WITH.match(answer) is not None:
        return True
    if re.search(rf"\bfrom (?:the )?(?:\w+(?:,| and|, and) )*{re.escape(answer)}", text) is not None:
        return True  # that is where they came from
    also = r"(?:(?:,| and|, and) (?:the )?[A-Z][^,.;]*?)*"
    hosted = re.search(rf"(?P<hosts>{re.escape(answer)}{also}) (?:\w+ly )?(?:hosted|organi[sz]ed)\b", text)
    return hosted is not None and _ORGANISATION.search(hosted["hosts"]) is not None
