"""Words that stand for each other in what offices write: "the Indian side" is the Indian delegation.

A reader who asks for the team means what the brief calls a delegation. Such words count for each other, a little less
than the word itself; whether what is said answers the question is for the network to judge.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.language.wording import content_words, stem

GROUPS = (
    "delegation delegate side team represent representative",
    "lead head chair",
    "attend attendee participant participate participation present gather",
    "absent apology apologise excuse",
    "meeting dialogue forum consultation conference summit session round",
    "discuss talk debate address cover exchange",
    "goal aim objective purpose target ambition",
    "venue location place",
    "option alternative choice",
    "outcome result decision conclusion deliverable",
    "step action follow followup next upcoming task todo",
    "cost price expense expenditure budget spending",
    "pay fund finance",
    "run operate manage administer",
    "post position role office job function rank",
    "company firm business enterprise industry",
    "begin start open launch commence",
    "end finish close conclude expire",
    "buy purchase acquire procure",
    "risk danger threat hazard",
    "problem obstacle barrier challenge difficulty hurdle",
    "help support assist aid",
    "law act legislation statute",
    "increase rise grow growth",
    "decrease fall decline reduce reduction drop cut",
    "country nation",
    "employee staff personnel workforce",
    "host hold organise organize arrange convene",
    "build construct construction",
    "visit tour trip",
    "deadline due",
    "contact enquiry inquiry query",
    "ceo executive",
    "register registration enrol enrolment",
    "revenue turnover",
    "reaffirm affirm confirm reiterate",
    "disagree dissent oppose",
    "likely unlikely likelihood",
    "old age aged born birth birthday",
    "married marry wife husband spouse marital",
    "hobby pastime leisure interest",
    "eligible eligibility qualify entitle apply",
    "valid validity duration",
    "drawback disadvantage downside weakness",
    "advantage benefit strength merit",
    "promise pledge commitment commit vow",
    "copied cc",
    "resign quit",
    "demand ask request",
    "document paperwork certificate",
    "memorandum mou",
    "succeed successor replace replacement",
    "approve approval clear clearance",
)
# "Their Japanese counterparts were …" tells who came for Japan; but who asks for counterparts means the others.
_ONE_WAY = {"delegation": "counterpart"}
# A word that only stands for the one that is asked for is worth so much of it: more than none, and less than the word
# itself, so that a unit with the very word goes first.
KINDRED = 0.7
# And so much of its score in the search: of 0, 0.15 and 0.3 it leaves the fewest of `docs/plain-questions.yaml` wrong;
# at 0.3 the recall of `bench/retrieval.py` was the same within half a point.
SEARCH_SHARE = 0.15

_LINES = [[*line.split(), *(also for word, also in _ONE_WAY.items() if word in line.split())] for line in GROUPS]
_ALSO = frozenset(map(stem, _ONE_WAY.values()))
_KINDRED = {word: group for line in _LINES for group in [frozenset(map(stem, line))] for word in group - _ALSO}
_WORDS = {stem(word): line for line in _LINES for word in line if stem(word) not in _ALSO}


# Where and when something was held is not told beside who hosted it.
_HELD_SOMEWHERE = re.compile(r"(?:where|when|(?:on|in|at) (?:what|which))\b", re.I)
_HELD = stem("held")


def kindred_in(word: str, found: Collection[str]) -> bool:
    """Return whether a word that stands for the one given is among others; all are stems."""
    group = _KINDRED.get(word)
    return group is not None and not group.isdisjoint(found)


def kindred_of(question: str) -> str:
    """Return the words that stand for those of a question and that it does not hold, "" when there are none."""
    asked = [stem(word.text) for word in content_words(question) if not word.is_name]
    if _HELD_SOMEWHERE.match(question) is not None:
        asked = [word for word in asked if word != _HELD]
    found = dict.fromkeys(other for word in asked for other in _WORDS.get(word, ()))
    return " ".join(word for word in found if stem(word) not in asked)


def common(word: str) -> str:
    """Return one stem for all words that stand for each other; a word without any is its own."""
    group = _KINDRED.get(word)
    return word if group is None else min(group)
