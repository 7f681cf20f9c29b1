"""Words for a document itself, which a question has beside its matter: "the limitations of the study"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.language.wording import content_words, stem

_FILES = (
    "document doc briefing brief file paper report note text pdf memo memorandum publication email presentation "
    "spreadsheet"
).split()
_WRITINGS = (
    "address advisory analysis article assessment bulletin chronology communique editorial evaluation interview "
    "lecture letter minutes plan readout remarks review sitrep speech statement strategy study survey testimony "
    "transcript"
).split()
# Plurals that are not made by an "s".
_PLURALS = {
    "address": "addresses",
    "advisory": "advisories",
    "analysis": "analyses",
    "chronology": "chronologies",
    "memorandum": "memoranda",
    "minutes": "minutes",
    "remarks": "remarks",
    "strategy": "strategies",
    "study": "studies",
    "testimony": "testimonies",
    "speech": "speeches",
}
_OTHER_SPELLINGS = {"email": "e-mail", "emails": "e-mails"}


def _forms(words: Iterable[str]) -> list[str]:
    """Return words with their plurals and other spellings, the longer of two that begin alike first."""
    both = {form for word in words for form in (word, _PLURALS.get(word, f"{word}s"))}
    both |= {_OTHER_SPELLINGS[form] for form in both if form in _OTHER_SPELLINGS}
    return sorted(both, key=lambda form: (-len(form), form))


FILE = rf"(?:{'|'.join(_forms(_FILES))})"
"""A pattern for what anybody may call whatever is in the store: "documents", "the brief", "e-mails"."""
FILE_STEMS = frozenset(map(stem, _forms(_FILES)))
WORK = rf"(?:{'|'.join(_forms([*_FILES, *_WRITINGS]))})"
"""A pattern for these, and for what only some of them are: "the plan", "the minutes"."""
WORK_STEMS = frozenset(map(stem, _forms([*_FILES, *_WRITINGS])))

ONE_WORK = rf"(?:the|this) (?:press release|{WORK})"
"""A pattern for what one document may be called: "the speech"."""

_WORK = rf"(?:the|this|that|these|those|your|our) {WORK}"
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
