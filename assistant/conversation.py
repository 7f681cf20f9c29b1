"""Follow-up questions, made to stand alone by rules.

A follow-up leaves out what the question before it said ("When?", "And the Japanese one?") or points at it ("Where was
it held?"). What is not clearly one of these is left alone: a wrong guess is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.ellipsis import asking_otherwise, put_in_place
from assistant.reference import resolved
from assistant.types import Answer, Turn
from assistant.wording import FUNCTION_WORDS, tokens
from store.search import MAX_QUESTION_CHARACTERS

# A conversation's subject is set by its latest questions.
_TURNS = 12
_SPACE = re.compile(r"\s+")
_AND = r"(?:(?:and|but|so|also|then|ok|okay)\b[,\s]*)*"
_BARE = re.compile(
    rf"^{_AND}(?P<asking>when|where|why|how|who|by whom|with whom|what for|since when|until when|how long|how often|"
    r"(?:on|about|of|from|to|for|in) (?:what|whom)|(?:in|on|at) (?:which|what) \w+|"
    r"(?:which|what) (?:year|date|day|month|city|country|place))"
    r"(?: exactly| then)?\s*\?*$",
    re.I,
)
_FRAGMENT = re.compile(rf"^{_AND}(?:what about|how about|what of|same for|for)\s+(?P<rest>.+?)\s*[?.!]*$", re.I)
_AND_FRAGMENT = re.compile(r"^(?:and|but|or)[,\s]+(?P<rest>.+?)\s*[?.!]*$", re.I)
_BARE_FRAGMENT = re.compile(r"^(?P<rest>(?:the|in|on|at|for|during)\s+.+?)\s*\?+$", re.I)
# What makes a sentence of a fragment: then it is a question of its own.
_ASKS = re.compile(
    r"^(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|did|do|does|has|have|had|can|could|will|would|"
    r"should|may|might|must|tell|list|give|show|name|explain|describe|summari[sz]e|please|thanks|thank)\b",
    re.I,
)
_OPENING = re.compile(r"^(?:and|but|so|also|then)\b[,\s]+", re.I)
_LONGEST_FRAGMENT = 8  # words


def stand_alone(question: str, history: Sequence[Turn] = ()) -> str | None:
    """Return the question with what it takes from the conversation put in, or None when it stands alone.

    Args:
        question: the follow-up, in plain words.
        history: the conversation so far, oldest first.
    """
    previous: str | None = None
    answer: str | Answer = ""
    for turn in history[-_TURNS:]:
        if len(turn.question) > MAX_QUESTION_CHARACTERS:
            continue
        if isinstance(turn.answer, Answer):
            previous = turn.answer.understood_as or turn.question
        else:
            previous = (previous and _understood(turn.question, previous, answer)) or turn.question
        answer = turn.answer
    if previous is None or not previous.strip():
        return None
    understood = _understood(question, previous, answer)
    return understood if understood and understood != _squeezed(question) else None


def _understood(question: str, previous: str, answer: str | Answer) -> str | None:
    question, previous = _squeezed(question), _squeezed(previous).rstrip("?!. ")
    if bare := _BARE.match(question):
        return asking_otherwise(previous, bare["asking"])
    for form in (_FRAGMENT, _AND_FRAGMENT, _BARE_FRAGMENT):
        if (found := form.match(question)) and _is_fragment(found["rest"]):
            return put_in_place(previous, found["rest"])
    opening = _OPENING.match(question)
    asked = question[opening.end() :] if opening else question
    return resolved(asked[:1].upper() + asked[1:] if opening else asked, previous, answer)


def _is_fragment(rest: str) -> bool:
    says = any(token.lower not in FUNCTION_WORDS for token in tokens(rest))
    return says and len(rest.split()) <= _LONGEST_FRAGMENT and not _ASKS.match(rest)


def _squeezed(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
