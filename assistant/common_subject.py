"""What all documents that are asked are about, told by their titles.

Who asks the briefings on one dialogue "When did it take place?" means the dialogue, though nothing was said before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.naming import DOCUMENT_WORDS
from assistant.wording import FUNCTION_WORDS, stem, tokens

# "Space Dialogue, third edition", "Background note: Space Dialogue", "Space Dialogue – background note".
_JOINTS = re.compile(r"\s*[,;:|()\[\]]+\s*|\s+[-–—]+\s+")
_OF = re.compile(r"(?P<form>[^,]{1,40}?) (?:of|on|for|about|from) (?:the )?", re.I)
# What a title says of the kind of document, beside the words for a document itself.
_FORMS = DOCUMENT_WORDS | {
    stem(word)
    for word in "annual background draft edition executive fact factsheet faq final information line minutes "
    "overview performance plan press q&a question answer record sheet summary update version".split()
}
_LONGEST = 10  # words: a longer title is a sentence
_ARTICLES = ("the ", "a ", "an ")


def common_subject(titles: Iterable[str]) -> str | None:
    """Return what documents are about by their titles, as it stands in a question ("the Space Dialogue"), or None.

    It is a part of the titles that all of them have; where one of them has it not, they have no common subject.
    """
    common: dict[str, str] | None = None
    for title in titles:
        found = (_without_form(part) for part in _JOINTS.split(title.strip()))
        parts = {part.casefold(): part for part in found if _names_a_subject(part)}
        common = parts if common is None else {key: part for key, part in common.items() if key in parts}
        if not common:
            return None
    if not common:
        return None
    said = next(iter(common.values()))
    return said if said.lower().startswith(_ARTICLES) else f"the {said}"


def _without_form(part: str) -> str:
    """Return "steering committee" of "Minutes of the steering committee"."""
    form = _OF.match(part)
    if form is None or any(stem(word.text) not in _FORMS for word in tokens(form["form"])):
        return part
    return part[form.end() :]


def _names_a_subject(part: str) -> bool:
    words = tokens(part)
    plain = (word for word in words if not word.has_digit and word.lower not in FUNCTION_WORDS)
    return any(stem(word.text) not in _FORMS for word in plain) and 1 < len(words) <= _LONGEST
