"""Express changes of the subject: "Different question: …", "Now tell me about …"."""

from __future__ import annotations

import re

_LEAD = r"(?:(?:ok(?:ay)?|right|so|thanks|thank you|and|but)\b[,.!]? )?"
_OTHER = r"(?:another|a different|a new|an unrelated|a separate)"
_MATTER = r"(?:subject|topic|question|matter|issue)s?"
_LET_US = r"let(?:'s|’s| us)"
# What only announces: the question follows.
_ANNOUNCED = re.compile(
    rf"^{_LEAD}(?:now,? )?(?:"
    rf"(?:different|new|another|next|unrelated|separate) {_MATTER}"
    rf"|(?:changing|change of|to change|switching|{_LET_US} (?:change|switch)) (?:the )?{_MATTER}"
    rf"|(?:on|i have|moving on to|turning to) {_OTHER} (?:{_MATTER}|note)"
    rf"|{_LET_US} (?:talk about|move on to|turn to) something (?:else|different)"
    r"|moving on|something (?:else|different)|forget (?:that|it|about (?:that|it))"
    r")\s*(?:[:;,.!–—-]+\s*|$)",
    re.I,
)
# What announces and names the new subject at once; "Now tell me about its budget" stays with the old one.
_NAMED = re.compile(
    rf"^{_LEAD}(?:now,? (?:please )?tell me about|{_LET_US} (?:talk about|move on to|turn to)|moving on to|turning to) "
    r"(?!(?:it|its|that|this|these|those|he|his|she|her|him|they|their|them)\b)",
    re.I,
)


def changes_subject(question: str) -> bool:
    """Return whether a question says that it is about something else than what was said before."""
    return bool(_ANNOUNCED.match(question.strip()) or _NAMED.match(question.strip()))


def without_announcement(question: str) -> str:
    """Return a question without the words that only announce another subject; "" when it has no others."""
    question = question.strip()
    asked = _ANNOUNCED.sub("", question, count=1)
    return asked if asked == question else asked[:1].upper() + asked[1:]
