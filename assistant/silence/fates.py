"""What has befallen people is asked for and told with its own words: who was deployed did not die."""

from __future__ import annotations

import re

_FATES = (
    r"di(?:e[ds]?|ying)\b|dea(?:d|ths?)\b|kill\w*|fatal\w*|casualt\w*|perish\w*|drown\w*|victims?\b|li(?:fe|ves)\b"
    r"|murder\w*|execut\w*|massacr\w*|slain\b|slaughter\w*|toll\b|succumb\w*|suicid\w*|mortal\w*|lost\b|wiped\b",
    r"injur\w*|wound\w*|hurt\b|casualt\w*|hospitali\w*|burn\w*",
    r"missing\b|unaccounted\b|lost\b|disappear\w*|vanish\w*",
)
_ASKED = re.compile(
    r"\bhow many (?:[\w-]+ ){1,4}?(?:(?:are|were|was|have|has|had|been|still|now) )*"
    r"(?P<fate>died|dead|killed|perished|drowned|murdered|injured|wounded|hurt|missing|disappeared)"
    r"\W*(?:\b(?:in|during|on|by|at|from|so far|to date|altogether|there|now|since|because|due|when|after|before)\b|$)",
    re.I,
)
# Of others than people in general the sentence that has them is the nearest, and shows that they did not die.
_OF_PEOPLE = re.compile(r"\bhow many (?:more |other )?(?:people|persons|civilians)\b", re.I)


def of_another_fate(question: str, said: str) -> bool:
    """Return whether it is asked how many died, say, where a text tells of no death.

    Args:
        question: the stand-alone question.
        said: what may answer it, with the headings above it and, of a row, the names of its columns.
    """
    asked = _ASKED.search(question)
    if asked is None:
        return False
    ways = [fate for fate in _FATES if re.match(fate, asked["fate"], re.I)]
    return not any(re.search(rf"\b(?:{fate})", said, re.I) for fate in ways)


def tells_another_fate(question: str, text: str, headings: str) -> bool:
    """Return whether a sentence surely does not tell how many people died, say.

    Args:
        question: the stand-alone question.
        text: the sentence; of the rows of tables nothing is known.
        headings: those above it.
    """
    return (
        _OF_PEOPLE.search(question) is not None and "|" not in text and of_another_fate(question, f"{headings} {text}")
    )
