"""Words for a document itself, which a question has beside its matter: "the limitations of the study"."""

from __future__ import annotations

import re

from assistant.language.wording import content_words

WORKS = (
    "analysis article assessment brief briefing document evaluation memo memorandum minutes note paper plan "
    "presentation report review speech statement strategy study"
).split()
"""What a document may be called by those who wrote it."""

_WORK = rf"(?:the|this|that|your|our) (?:{'|'.join(WORKS)})"
_SAYS = (
    r"(?:say|state|tell|recommend|propose|suggest|advise|conclude|find|argue|warn|note|report|describe|mention|list|name"
    r"|identify|give|offer|set|call|demand|ask|want|think|see|make|raise|expect|predict)"
)
_OF_THE_WORK = re.compile(rf" (?:of|in|from) {_WORK}(?=\W*$)", re.I)
_WORK_SAYS = re.compile(rf"(?P<does>\b(?:do|does|did)) {_WORK}(?= (?:\w+ly )?{_SAYS}\b)", re.I)


def without_work(question: str) -> str:
    """Return a question without its words for the document that is to tell, where they stand beside a matter.

    >>> without_work("What are the limitations of the study?")
    'What are the limitations?'
    >>> without_work("What does the brief recommend?")
    'What does recommend?'
    """
    plain = _WORK_SAYS.sub(r"\g<does>", _OF_THE_WORK.sub("", question))
    return plain if content_words(plain) else question
