"""Follow-ups that are an asking word and nothing else: "When?", "How many?", "Who else?", "Really?", "Tell me more"."""

from __future__ import annotations

import re

from assistant.language.phrases import AUXILIARIES, is_past, noun_phrases, plural_asked_for, topic_of
from assistant.language.wording import stem
from assistant.language.works import FILE_STEMS

_AUXILIARY = "|".join(sorted(AUXILIARIES))
_OPENING = r"(?:(?:and|but|so|also|then|ok|okay|oh|hm+|wow)\b[,.!\s]*)*"
_BARE = re.compile(
    rf"^{_OPENING}(?P<asking>when|where|why|how|who|by whom|with whom|what for|since when|until when|"
    r"how long|how often|how many|how much|which(?: ones?)?|(?:who|what|where|when|why|how) else|"
    r"any(?:one|body|thing) else|"
    r"(?:on|about|of|from|to|for|in) (?:what|whom)|(?:in|on|at) (?:which|what) \w+|"
    r"(?:which|what) (?:year|date|day|month|city|country|place))"
    r"(?: exactly| then)?\s*\?*$",
    re.I,
)
# "And how many were there the year before?": what is counted is left out.
_HOW_MANY_WERE = re.compile(
    rf"^{_OPENING}how many (?:of (?:them|these|those) )?"
    r"(?P<rest>(?:were|are|was|is|had|have|will) (?:there|been)\b.*)$",
    re.I,
)
_ELSE = {"anyone else": "who else", "anybody else": "who else", "anything else": "what else"}
# "When was …": an adverb of asking can be exchanged, the rest of the question stays.
_ADVERBIAL = re.compile(rf"^(?:since |until )?(?:when|where|why|how)\s+(?P<rest>(?:{_AUXILIARY})\b.+)$", re.I)
_DATED = re.compile(r"^(?:in |on |at )?(?:what|which) \w+\s+(?P<rest>(?:was|were|did|does|is|are)\b.+)$", re.I)
_YES_NO = re.compile(rf"^(?P<rest>(?:{_AUXILIARY})\b.+)$", re.I)
_DID = re.compile(r"^(?P<rest>(?:did|do|does|has|have|had|will|would|can|could)\b.+)$", re.I)
_SUBJECT = re.compile(r"^(?:who|what|which \w+)\s+(?P<verb>\w+)\s+(?P<rest>.+)$", re.I)
_COUNTED = re.compile(r"^(?P<asking>which|what|how many)\s+(?P<rest>.+)$", re.I)
# Past forms whose participle is another word.
_PARTICIPLES = {
    "took": "taken",
    "gave": "given",
    "began": "begun",
    "wrote": "written",
    "spoke": "spoken",
    "saw": "seen",
    "chose": "chosen",
    "drew": "drawn",
    "drove": "driven",
    "knew": "known",
    "ran": "run",
}
_THEN = re.compile(rf"^{_OPENING}(?P<asking>when|where) was (?:that|this)\s*\?*$", re.I)
# "Who attended?": whom or what is left out.
_WHO_DID = re.compile(
    rf"^{_OPENING}(?P<asked>who (?:else )?"
    r"(?:attended|hosted|organi[sz]ed|chaired|led|founded|funded|signed|opened|built))\s*\?*$",
    re.I,
)
_DOUBT = re.compile(
    rf"^{_OPENING}(?:really|seriously|"
    r"are you (?:quite |really |absolutely )?(?:sure|certain)(?: (?:about|of) (?:that|it|this))?|"
    r"is (?:that|this) (?:really )?(?:so|right|true|correct)|how do you know(?: that| this)?|"
    r"(?:can|could) you (?:please )?(?:check|verify|confirm)(?: (?:that|it|this))?(?: again)?)\s*[?!.]*$",
    re.I,
)
_MORE = re.compile(
    rf"^{_OPENING}(?:please )?(?:(?:can|could|would) you )?(?:please )?"
    r"(?:go on|continue|elaborate(?: on (?:that|it|this))?|"
    r"(?:(?:tell|give) me |say )?(?:some |a (?:bit|little) )?(?:more|further)(?: (?:details?|information|info))?)"
    r"(?:,? please)?\s*[?!.]*$",
    re.I,
)


def asked_again(question: str, previous: str) -> str | None:
    """Return what a follow-up of asking words alone, a doubt or a wish for more asks; None when it is no such thing.

    Args:
        question: "When?", "Who else?", "Are you sure?", "Tell me more".
        previous: the question before it, without its question mark.
    """
    if bare := _BARE.match(question):
        return _asked_otherwise(previous, _ELSE.get(bare["asking"].lower(), bare["asking"].lower()))
    if (many := _HOW_MANY_WERE.match(question)) and (counted := plural_asked_for(previous)):
        return f"How many {counted} {many['rest'].rstrip('?!. ')}?"
    if then := _THEN.match(question):
        return _asked_otherwise(previous, then["asking"].lower())
    if who := _WHO_DID.match(question):
        topic = topic_of(previous)
        # Nobody attends a note: the event that the documents are on is meant, if any.
        is_matter = topic is not None and stem(topic.head) not in FILE_STEMS
        return f"{_capital(who['asked'])} {topic.text}?" if topic and is_matter else None
    if _DOUBT.match(question):
        return f"{previous}?"
    if _MORE.match(question):
        topic = topic_of(previous)
        return f"Tell me more about {topic.text}." if topic else None
    return None


def _asked_otherwise(previous: str, asking: str) -> str | None:
    """Return the previous question with another word: "Where was it held" and "when" make "When was it held?".

    None where "which" and "how many" have nothing to count.
    """
    if asking.endswith(" else"):
        word = asking.removesuffix(" else")
        if previous.lower().startswith(f"{word} ") and not previous.lower().startswith(f"{word} else"):
            return f"{previous[: len(word)]} else{previous[len(word) :]}?"
        return f"{previous}, and {asking}?"
    if asking in ("how many", "which", "which one", "which ones"):
        asking = asking.removesuffix(" ones").removesuffix(" one")
        if (counted := _COUNTED.match(previous)) and plural_asked_for(previous) and counted["asking"].lower() != asking:
            return f"{_capital(asking)} {counted['rest']}?"
        return None
    if asking == "how much":
        found = _DID.match(previous)
        return f"How much {_lowered(found['rest'])}?" if found else f"{previous}, and how much?"
    if asking not in ("who", "by whom", "with whom"):
        for form in (_ADVERBIAL, _DATED, _YES_NO):
            if found := form.match(previous):
                return f"{_capital(asking)} {_lowered(found['rest'])}?"
        if (found := _SUBJECT.match(previous)) and (passive := _passive(found["verb"], found["rest"])):
            return f"{_capital(asking)} {passive}?"
    return f"{previous}, and {asking}?"


def _passive(verb: str, rest: str) -> str | None:
    """Turn "led the Indian delegation" into "was the Indian delegation led"."""
    phrases = noun_phrases(f"who {verb} {rest}")
    if not is_past(verb.lower()) or not phrases or phrases[0].start != len(f"who {verb} "):
        return None
    phrase = phrases[0]
    after = f"who {verb} {rest}"[phrase.end :]
    participle = _PARTICIPLES.get(verb.lower(), verb.lower())
    return f"{'were' if phrase.is_plural else 'was'} {phrase.text} {participle}{after}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lowered(text: str) -> str:
    """Put an auxiliary that opened its question in the middle of another."""
    first, space, rest = text.partition(" ")
    return f"{first.lower()}{space}{rest}"
