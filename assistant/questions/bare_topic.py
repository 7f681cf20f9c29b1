"""A matter that is named and not asked about: "space debris", "Tell me about the site visit", "visit to Tsukuba?"."""

from __future__ import annotations

import re

from assistant.language.answer_kind import kind_of
from assistant.language.phrases import ASKING, AUXILIARIES
from assistant.language.wording import content_words, tokens
from assistant.language.works import FILE

# Longer, it is a sentence.
_MOST_WORDS = 8
_ON = r"(?:about|on|regarding|concerning|of)"
_MATTER = (
    r"(?:(?:some |any |more |further |all |the )?"
    r"(?:details?|information|info|facts|news|updates?|background|particulars|specifics)"
    rf"|something|everything|anything|more|a (?:bit|little)(?: more)?) {_ON}"
)
_SOME = r"(?:everything|something|more|a (?:bit|little))(?: more)?"
_TELL = rf"(?:tell|inform|remind|brief|teach|update)(?: me| us)?(?: {_SOME})?"
_WANT = (
    r"(?:(?:give|show|get|find|provide)(?: me| us)?|(?:i (?:want|need)|i(?:'d| would) like)(?: to (?:know|hear|read))?)"
)
# The text or texts asked, whichever they are: one that is named by more is asked for what it says itself.
_TEXT = rf"(?:{FILE}|sources?)"
_SAID = (
    r"what (?:(?:is|was|are|were|has been) (?:said|written|mentioned|stated|reported|noted)"
    rf"|(?:do|does|did) (?:they|(?:the|this|that|these|those|your|our|my) {_TEXT}) (?:say|state|tell us|tell me|report"
    r"|write))"
)
_LEADS = re.compile(
    rf"^(?:{_TELL} (?:about|on)|(?:{_WANT} )?{_MATTER}|{_WANT} about"
    rf"|(?:can|could) (?:you|i) {_TELL} about|(?:what|how) about|describe|explain|elaborate on|talk about"
    rf"|{_SAID} {_ON}"
    r"|search(?: for)?|look up|look for)\s+(?P<topic>\S.*)$",
    re.I,
)
# What wants something done, and not the matter told.
_COMMANDS = frozenset(
    "compare contrast list name enumerate summarise summarize count identify find give show tell say vs versus".split()
)
_PRONOUNS = frozenset("i me my mine you your yours he him his she her we us our it its they them their theirs".split())
# "Any casualties?" wants to know whether there were.
_SAYING = ASKING | AUXILIARIES | _COMMANDS | _PRONOUNS | frozenset("any anybody anyone not if whether".split())
# "Before or after the meeting?" wants to know which.
_AT_A_TIME = re.compile(r"(?:before|after|during|until|since)\b", re.I)
# "what's", "weren't"
_CONTRACTED = re.compile(r"(?:n['’]t|['’][a-z]+)$")
_ENDS = " \t\n.,;:?!\"“”'"


def bare_topic(question: str) -> str | None:
    """Return the matter that is named, without the words that want it told; None where anything is asked or said.

    A word for a kind of answer asks: "venue" is short for "What is the venue?".

    Args:
        question: one question, without greeting and politeness.
    """
    lead = _LEADS.match(question)
    topic = (lead["topic"] if lead else question).strip(_ENDS)
    words = tokens(topic)
    if _AT_A_TIME.match(topic):
        return None
    if not 0 < len(words) <= _MOST_WORDS or not content_words(topic):
        return None
    if any(_CONTRACTED.sub("", word.lower) in _SAYING and not word.text.isupper() for word in words):
        return None
    return topic if kind_of(f"What is the {topic}?") is None else None
