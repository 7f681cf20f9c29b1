"""Follow-ups that are a piece of a question: "And the Japanese one?", "What about Peru?", "Its budget?"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.follow_ups.replacing import names_another_side, put_in_place
from assistant.language.phrases import ASKING, AUXILIARIES, PREPOSITIONS, Phrase
from assistant.language.wording import FUNCTION_WORDS, Token, tokens

_AND = r"(?:(?:and|but|so|also|then|ok|okay)\b[,\s]*)*"
_ABOUT = re.compile(rf"^{_AND}(?:what about|how about|what of|same for)\s+(?P<rest>.+?)\s*[?.!]*$", re.I)
_AND_MORE = re.compile(r"^(?:and|but|or)[,\s]+(?P<rest>.+?)\s*[?.!]*$", re.I)
_BARE = re.compile(r"^(?P<rest>(?:(?:the|in|on|at|for|during|its|his|her|their)\s+.+?|[12]\d{3}))\s*\?+$", re.I)
# What makes a sentence of a fragment: then it is a question of its own.
ASKS = re.compile(
    r"^(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|did|do|does|has|have|had|can|could|will|would|"
    r"should|may|might|must|tell|list|give|show|name|explain|describe|compare|find|summari[sz]e|please|thanks|thank)\b",
    re.I,
)
_OWNED = re.compile(r"^(?P<owner>its|his|her|their)\s+(?P<what>.+)$", re.I)
_PRONOUNS = frozenset(
    "i you he she it we they me him us them its his her their my your our that this these those".split()
)
_SET_PHRASES = frozenset("example instance now sure summary short general brief particular addition".split())
# What belongs to a thing, rather than stands against it: "the venue?" asks for the venue of what was spoken of.
_BELONGING = re.compile(
    r"^the (?P<what>agenda|aims?|budget|costs?|dates?|goals?|members|outcomes?|participants|place|price|purpose|"
    r"results?|topics|venue)$",
    re.I,
)
_LONGEST = 8  # words


# A question that only names a matter gives way to another matter: "What about startups?", "And the site visit?".
_ONLY_A_MATTER = re.compile(r"^(?:what|how) about (?!it\b|that\b|this\b)", re.I)
_LEANS = re.compile(rf"^(?:{'|'.join(sorted(PREPOSITIONS))})\b|['’]s?$|\bones?$", re.I)


@dataclass(frozen=True, slots=True)
class Completed:
    """A question made of a fragment; ``points_back`` when a pronoun in it still has to be resolved."""

    text: str
    points_back: bool = False


def completed(question: str, previous: str) -> Completed | None:
    """Return the question that a fragment stands for, or None when it is no fragment.

    Args:
        question: what was typed.
        previous: the question before it, without its question mark.
    """
    for form in (_ABOUT, _AND_MORE, _BARE):
        if (found := form.match(question)) is None:
            continue
        rest = found["rest"]
        if (owned := _OWNED.match(rest)) and is_fragment(owned["what"]):
            return _of_it(owned["owner"].lower(), owned["what"])
        if belonging := _BELONGING.match(rest):
            return _of_it("its", belonging["what"])
        if _ONLY_A_MATTER.match(previous) and is_fragment(rest) and not _LEANS.search(rest):
            return Completed(f"What about {rest}?")
        if is_fragment(rest) and (whole := put_in_place(previous, rest)):
            return Completed(whole)
    return None


def of_a_side(question: str, previous: str) -> bool:
    """Return whether a fragment names one people's side or the like, and a question another people's."""
    found = _ABOUT.match(question) or _AND_MORE.match(question)
    return found is not None and names_another_side(found["rest"], previous)


def _of_it(owner: str, what: str) -> Completed:
    verb = "are" if Phrase(what, 0, len(what), "").is_plural else "is"
    return Completed(f"What {verb} {owner} {what}?", points_back=True)


def is_fragment(rest: str) -> bool:
    """Return whether these words can stand for a thing, a time or a place, and are no sentence."""
    words = tokens(rest)
    says = any(word.lower not in FUNCTION_WORDS | _SET_PHRASES or _ordinal(word) for word in words)
    if not says or len(rest.split()) > _LONGEST or ASKS.match(rest) or _does(words[0]):
        return False
    return not any(word.text in AUXILIARIES or word.lower in _PRONOUNS | ASKING for word in words)


def _does(word: Token) -> bool:
    """Whether it is a verb's form: "investing with a bank" has no counterpart in most questions."""
    return word.lower.endswith("ing") and not word.is_name and word.lower not in ("during", "nothing", "everything")


def _ordinal(word: Token) -> bool:
    return word.lower in ("first", "second", "third", "last", "latest", "former", "latter")
