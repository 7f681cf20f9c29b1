"""Titles before names: "Minister Dorvane" is the Ilsabet Dorvane whom a brief calls Minister for Water once.

Further on it calls her Dorvane or "she", so that a question with the title would miss what it tells of her.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.entities.lexicon import HONORIFIC, NAME_WORD, WHOLE_OFFICE

_TITLED = re.compile(
    rf"(?<![\w-])(?:[Tt]he )?(?P<title>(?:(?:{HONORIFIC}|{WHOLE_OFFICE}) )+)"
    rf"(?P<name>{NAME_WORD}(?: {NAME_WORD}){{0,2}})"
)
# So near to the name, on either side, an office is that person's.
_NEAR = 160


def without_titles(question: str, texts: Callable[[], Sequence[str]]) -> str:
    """Return a question without the titles before names that documents do not put there.

    An office goes only where a document has that word near the name: who is asked for as a president and is called a
    minister stays somebody else.

    Args:
        question: a stand-alone question.
        texts: gives the documents that may answer, whole; only called where a title is there.
    """

    def plain(found: re.Match[str]) -> str:
        title, name = found["title"].strip(), found["name"]
        said = texts()
        if any(f"{title} {name}" in text for text in said):
            return found[0]
        office = re.sub(rf"{HONORIFIC} ?", "", title).strip()
        return name if any(_is_of(name, office, text) for text in said) else found[0]

    return _TITLED.sub(plain, question)


def _is_of(name: str, office: str, text: str) -> bool:
    """Return whether a text has somebody of this name with this office: "Ilsabet Dorvane, Minister for Water"."""
    last = re.escape(name.split()[-1])
    if not office:
        return re.search(rf"\b{last}\b", text) is not None
    said = r"\s+".join(map(re.escape, office.split()))
    pattern = rf"\b{last}\b[^\n]{{0,3}}[\s\S]{{0,{_NEAR}}}?\b{said}\b|\b{said}\b[\s\S]{{0,{_NEAR}}}?\b{last}\b"
    return re.search(pattern, text, re.I) is not None
