"""A year that is told by another: "And the year before?" after "How many died in 2023?"."""

from __future__ import annotations

import re

# "2024", "2024-25", "2024/2025".
_YEAR = re.compile(r"\b(?P<year>(?:19|20)\d\d)(?:(?P<joint>[-–/])(?P<next>\d{4}|\d\d))?\b")
_LEAD = r"(?:(?:and|but|what about|how about) )?(?:(?:in|for|during) )?"
_BEFORE = re.compile(
    rf"{_LEAD}(?:the (?:year before(?: that)?|year prior|(?:previous|prior|preceding) year)|a year (?:before|earlier))",
    re.I,
)
_AFTER = re.compile(rf"{_LEAD}(?:the (?:year after(?: that)?|(?:following|next) year)|a year (?:after|later))", re.I)


def of_another_year(question: str, previous: str) -> str | None:
    """Return the previous question asked of the year before or after its own; None where that is not asked.

    >>> of_another_year("and the year before?", "How much was spent in 2024-25")
    'How much was spent in 2023-24?'
    """
    said = question.strip().rstrip("?!. ")
    by = -1 if _BEFORE.fullmatch(said) else 1 if _AFTER.fullmatch(said) else 0
    years = list(_YEAR.finditer(previous)) if by else []
    if not years:
        return None
    last = years[-1]
    following = last["next"] and f"{int(last['next']) + by:0{len(last['next'])}}"[-len(last["next"]) :]
    other = f"{int(last['year']) + by}" + (f"{last['joint']}{following}" if following else "")
    return f"{previous[: last.start()]}{other}{previous[last.end() :]}?"
