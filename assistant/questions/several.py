"""Two questions in one, taken apart: "Who led the Indian delegation and when did they meet?"."""

from __future__ import annotations

import re

from assistant.language.phrases import AUXILIARIES, is_past
from assistant.language.wording import tokens

# More question marks than this are a list to be worked through, or a text that was pasted by mistake.
_MOST = 4
_AUXILIARY = "|".join(sorted(AUXILIARIES))
_ADVERB = r"(?:when|where|why|how)"
_ASKING = r"(?:who|whom|whose|what|when|where|which|why|how)"
_ENDS = re.compile(r"(?<=\?)\s+(?=\S)")
_JOINT = re.compile(rf"[,;]?\s+(?:and|and also|as well as|and then)\s+(?={_ASKING}\b)", re.I)
_OPENS = re.compile(
    r"(?:(?:and|also|but|so|then|or|please)[, ]+)*(?:(?:in|on|at|by|to|for|with|from|of) )?"
    rf"(?:{_ASKING}|{_AUXILIARY})\b|"
    r"(?:please )?(?:tell|explain|describe|list|name|give|show|say|state|summari[sz]e|compare)\b",
    re.I,
)
# "When and where was it held?"
_TWO_ADVERBS = re.compile(rf"(?P<first>{_ADVERB}),? and (?P<second>{_ADVERB}) (?P<rest>(?:{_AUXILIARY})\b.+)", re.I)
# "…, and when?": the rest is that of the question before.
_BARE = re.compile(rf"(?:{_ADVERB}|who|by whom|how long|how often)(?: exactly)?", re.I)
_COMPLETE = re.compile(
    rf"(?:{_ADVERB}|what|who|whom) (?:{_AUXILIARY})\b.+|(?:which|what|whose|how (?:many|much)) \w+.*", re.I
)


def questions_in(text: str) -> tuple[str, ...]:
    """Return the questions that a text asks, in order; the text itself when it is one, or when that is not sure.

    A later one may lean on the one before it ("when did they meet?", "when?"), as a follow-up does.
    """
    sentences = _ENDS.split(text.strip())
    if 1 < len(sentences) <= _MOST and all(_OPENS.match(sentence) for sentence in sentences):
        return tuple(sentences)
    if len(sentences) > 1:
        return (text,)
    body = text.strip().rstrip("?!. ")
    if two := _TWO_ADVERBS.fullmatch(body):
        return tuple(f"{_capital(two[part])} {two['rest']}?" for part in ("first", "second"))
    for joint in _JOINT.finditer(body):
        first, second = body[: joint.start()], body[joint.end() :]
        if _is_whole(first) and _is_further(second):
            return (f"{first}?", f"{_capital(second)}?")
    return (text,)


def _is_whole(first: str) -> bool:
    """Whether what stands before "and" is a question by itself, not half of a list of things or of clauses."""
    words = [token.lower for token in tokens(first)]
    asking = [word for word in words if re.fullmatch(_ASKING, word)]
    joins = {"between", "both", "compare"}.intersection(words)
    return bool(_OPENS.match(first)) and len(words) > 2 and len(asking) <= 1 and not joins


def _is_further(second: str) -> bool:
    if _BARE.fullmatch(second):
        return True
    words = [token.lower for token in tokens(second)]
    if words[0] == "who" and len(words) > 1 and (words[1] in AUXILIARIES or is_past(words[1])):
        return True
    if not _COMPLETE.fullmatch(second):
        return False
    # "which companies attended": after "which …" a verb must follow, or it is a clause of the first question.
    return words[1] in AUXILIARIES or any(word in AUXILIARIES or is_past(word) for word in words[2:])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
