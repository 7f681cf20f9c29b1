"""Sentences that state just what a question asks: "Delegates explored ways to …" of "What did delegates explore?"."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.forms.announced import announces
from assistant.language.phrases import AUXILIARIES
from assistant.language.wording import FUNCTION_WORDS, content_words, stem, stems
from assistant.language.works import WORK, without_work

_ASKS = re.compile(
    r"(?:and |but )?(?:what|who|whom)(?: else| exactly)? (?:did|does|do) (?!.* do\W*$)(?P<said>.+?)\W*$", re.I
)
_MUST = re.compile(
    r"(?:and |but )?what (?:must|should|shall|(?:does|do|did) (?=.+? (?:have|need) to do\W*$)"
    r"|(?:is|are) (?=.+? (?:obliged|required|supposed) to do\W*$)) ?(?P<who>.+?)"
    r" (?:(?:have|need|obliged|required|supposed) to )?do\W*$",
    re.I,
)
_OBLIGED = (
    r"(?: (?:also|both|each|jointly))? (?:shall|must|should|ha(?:s|ve) to|needs? to|(?:is|are) (?:obliged|required) to"
    r"|undertakes? to|agrees? to)\b(?! not\b)"
)
_DENIES = re.compile(r"\b(?:not|no|never|none|neither|nor|without|except)\b|n['’]t\b", re.I)
_WORD = re.compile(r"[\w’'-]+")
# What a work comes to, and the verbs that it says so with: "We recommend …", "The study found …".
_COMES_TO = (
    (r"recommend(?:s|ed|ations?)?", r"recommend(?:s|ed)?"),
    (r"conclu(?:des?|ded|sions?)", r"conclude[sd]?"),
    (r"(?:finds?|found|findings?)", r"(?:find|finds|found)"),
    (r"propos(?:es?|ed|als?)", r"propose[sd]?"),
)
_AUTHORS = r"authors?|unit|experts?|analysts?|researchers?|team|committee"
_THEY = rf"(?:they|it|we|you|(?:the |its |this )?(?:[\w-]+ )?(?:{_AUTHORS}))"
_DOERS = rf"(?:we|they|it|{_AUTHORS}|{WORK})(?: (?:also|therefore|further|thus|strongly|jointly))?"


def _asks_for(noun: str) -> re.Pattern[str]:
    """Return the form of "What are the recommendations?", "What is recommended?", "What do they recommend?"."""
    which = r"(?:are|were|is|was) (?:the |its |their |your )?(?:main |key |major )?"
    return re.compile(rf"(?:and )?(?:what|which) (?:{which}{noun}|(?:do|does|did) (?:{_THEY} )?{noun})\W*$", re.I)


def _says(verb: str) -> re.Pattern[str]:
    """Return the form of "We recommend …", "It is recommended that …"."""
    return re.compile(
        rf"\b{_DOERS} {verb}\b|\b(?:is|are|was|were) (?:also |strongly )?{verb}\b(?= (?:that|to)\b)", re.I
    )


_ASKED_AND_SAID = tuple((_asks_for(noun), _says(verb)) for noun, verb in _COMES_TO)
_WHO_DID = re.compile(r"who (?:\w+ly )?(?P<did>[a-z]{3,}) (?P<what>[^?]+?)\W*$", re.I)
_ARTICLE = r"(?:the|an?|its|their|his|her) "
# A doer has at most so many words, "the delegations of both countries".
_DOER = 6


def states(question: str, text: str) -> bool:
    """Return whether a sentence states just what is asked: who does it, the verb right behind, and all the rest.

    So does "We recommend …" for "the recommendations of the brief", "Estara shall …" for what Estara must do, and "I
    ordered the closure" for who ordered it (7 of 8 in SQuAD's training articles, and none of an unanswerable question).

    Of the first form, in SQuAD's training articles 74 of 526 answerable questions have such a sentence in their
    paragraph, and it is the one that answers for 70; of 288 that their paragraph does not answer, 19 have one.

    Args:
        question: the stand-alone question; nothing is known of other forms than these four.
        text: the sentence.
    """
    if comes_to(question, text) or _obliges(question, text) or _tells_who_did(question, text):
        return True
    if announces(question, text):
        return True
    asks = _ASKS.match(question)
    if asks is None or _DENIES.search(question):
        return False
    if not {stem(one.text) for one in content_words(question)} <= stems(text):
        return False
    said = _WORD.findall(asks["said"])
    told = [stem(word) for word in _WORD.findall(text)]
    following = set(pairwise(told))
    return any(
        verb.islower() and verb not in FUNCTION_WORDS and (stem(doer), stem(verb)) in following
        for doer, verb in pairwise(said[: _DOER + 1])
    )


def _tells_who_did(question: str, text: str) -> bool:
    """Return whether it is asked who did something, and a sentence has just these words behind somebody."""
    asked = _WHO_DID.match(question)
    if asked is None or asked["did"].lower() in AUXILIARIES or _DENIES.search(question):
        return False
    what = re.sub(rf"^{_ARTICLE}", "", asked["what"], flags=re.I)
    return re.search(rf"\w (?:\w+ly )?{asked['did']} (?:{_ARTICLE})?{re.escape(what)}\b", text, re.I) is not None


def comes_to(question: str, text: str) -> bool:
    """Return whether it is asked what a work recommends, finds or concludes, and a sentence says that it does so.

    Args:
        question: the stand-alone question.
        text: the sentence.
    """
    asked = without_work(question)
    return any(asks.match(asked) is not None and says.search(text) is not None for asks, says in _ASKED_AND_SAID)


def _obliges(question: str, text: str) -> bool:
    """Return whether it is asked what somebody must do, and a sentence tells of them that they shall do something."""
    asked = _MUST.match(question)
    if asked is None:
        return False
    who = re.sub(r"^(?:the|both|all) ", "", asked["who"], flags=re.I)
    return re.search(rf"\b{re.escape(who)}{_OBLIGED}", text, re.I) is not None
