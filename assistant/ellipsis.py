"""Follow-ups that leave out what the question before them said: "When?", "And the Japanese one?"."""

from __future__ import annotations

import re

from assistant.phrases import AUXILIARIES, PREPOSITIONS, Phrase, is_past, noun_phrases
from assistant.wording import FUNCTION_WORDS, stem, tokens

_ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth last next previous latest earlier later".split()
)
_AUXILIARY = "|".join(sorted(AUXILIARIES))
# "When was …": an adverb of asking can be exchanged, the rest of the question stays.
_ADVERBIAL = re.compile(rf"^(?:since |until )?(?:when|where|why|how)\s+(?P<rest>(?:{_AUXILIARY})\b.+)$", re.I)
_DATED = re.compile(r"^(?:in |on |at )?(?:what|which) \w+\s+(?P<rest>(?:was|were|did|does|is|are)\b.+)$", re.I)
_YES_NO = re.compile(rf"^(?P<rest>(?:{_AUXILIARY})\b.+)$", re.I)
_SUBJECT = re.compile(r"^(?:who|what|which \w+)\s+(?P<verb>\w+)\s+(?P<rest>.+)$", re.I)
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
_ONE = re.compile(r"^(?:the |an? )?(?P<kind>.+?) (?:one|ones|side)$", re.I)
_DEMONYM = re.compile(r"(?:ese|ian|ish|ean|can|nch|man|tch|iss|eek|hai|oli|aqi|ani|awi)$")


def asking_otherwise(previous: str, asking: str) -> str:
    """Return the previous question, asked with another word: "Where was it held" and "when" make "When was it held?".

    Args:
        previous: a question without its question mark.
        asking: "when", "by whom", "in which city", …
    """
    asking = asking.lower()
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


def put_in_place(previous: str, fragment: str) -> str:
    """Return the previous question with a fragment in the place of what it stands against.

    Args:
        previous: a question without its question mark.
        fragment: "the Japanese one", "Japan", "in 2024", "the industry event", …
    """
    lead, rest = _led(fragment)
    phrases = noun_phrases(previous)
    if lead:
        place = next((phrase for phrase in reversed(phrases) if phrase.lead and _alike_led(phrase, lead, rest)), None)
        if place is None:
            return f"{previous} {fragment}?"
        start = previous.lower().rindex(place.lead, 0, place.start)
        return f"{previous[:start]}{fragment}{previous[place.end :]}?"
    if one := _ONE.match(fragment):
        return _of_the_same_sort(previous, phrases, one["kind"])
    head = stem(_phrase(fragment).head)
    same = [phrase for phrase in phrases if stem(phrase.head) == head]
    if same:
        return _replaced(previous, same[-1].start, same[-1].end, fragment)
    if _is_name(fragment) and (parallel := _parallel_name(previous, fragment)):
        return _replaced(previous, *parallel, fragment)
    free = [phrase for phrase in phrases if not phrase.lead] or phrases
    if free:
        return _replaced(previous, free[-1].start, free[-1].end, fragment)
    return f"{previous}, and {fragment}?"


def _led(fragment: str) -> tuple[str, str]:
    first, _, rest = fragment.partition(" ")
    return (first.lower(), rest) if first.lower() in PREPOSITIONS and rest else ("", fragment)


def _alike_led(phrase: Phrase, lead: str, rest: str) -> bool:
    """Whether "in Tokyo" may give way to "in Delhi": both places, or both times."""
    return phrase.lead == lead and _has_digit(phrase.text) == _has_digit(rest)


def _of_the_same_sort(previous: str, phrases: list[Phrase], kind: str) -> str:
    """Put "the Japanese one" in: its kind in the place of "Indian" in "the Indian delegation"."""
    for phrase in reversed(phrases):
        words = tokens(phrase.text)
        for word in words:
            if _parallel(word.text, kind, is_head=word.text == phrase.head):
                start = phrase.start + word.start
                return _replaced(previous, start, phrase.start + word.end, kind)
    # No counterpart: "the delegation" becomes "the Japanese delegation".
    determined = [phrase for phrase in phrases if len(tokens(phrase.text)) > len(phrase.words)] or phrases
    if not determined:
        return f"{previous}, and the {kind} one?"
    phrase = determined[-1]
    at = phrase.start + tokens(phrase.text)[-len(phrase.words)].start
    return f"{previous[:at]}{kind} {previous[at:]}?"


def _parallel(word: str, kind: str, *, is_head: bool) -> bool:
    lower, other = word.lower(), kind.lower()
    if lower in FUNCTION_WORDS or lower == other:
        return False
    if lower in _ORDINALS or other in _ORDINALS:
        return lower in _ORDINALS and other in _ORDINALS
    if _has_digit(word) or _has_digit(kind):
        return _has_digit(word) and _has_digit(kind)
    if _is_demonym(word) and _is_demonym(kind):
        return True
    return not is_head and word[0].isupper() == kind[0].isupper()


def _is_demonym(word: str) -> bool:
    return len(word) > 4 and bool(_DEMONYM.search(word.lower()))


def _is_name(fragment: str) -> bool:
    words = [token for token in tokens(fragment) if token.lower not in FUNCTION_WORDS]
    return bool(words) and all(word.is_name or word.has_digit for word in words)


def _parallel_name(previous: str, fragment: str) -> tuple[int, int] | None:
    """Return where the last name of the previous question stands that is of the fragment's sort."""
    name = [token for token in tokens(fragment) if token.lower not in FUNCTION_WORDS]
    runs: list[tuple[int, int]] = []
    last = -1
    for number, word in enumerate(tokens(previous)):
        if number and (word.is_name or word.has_digit) and word.lower not in FUNCTION_WORDS:
            goes_on = bool(runs) and last == number - 1
            runs = [*runs[:-1], (runs[-1][0], word.end)] if goes_on else [*runs, (word.start, word.end)]
            last = number
    numeric = name[0].has_digit
    for start, end in reversed(runs):
        if _has_digit(previous[start:end]) == numeric:
            with_the = previous[:start].lower().endswith("the ") and fragment.lower().startswith("the ")
            return (start - len("the ") if with_the else start), end
    return None


def _phrase(fragment: str) -> Phrase:
    return Phrase(fragment, 0, len(fragment), "")


def _replaced(previous: str, start: int, end: int, by: str) -> str:
    return f"{previous[:start]}{by}{previous[end:]}?"


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lowered(text: str) -> str:
    """Put an auxiliary that opened its question in the middle of another."""
    first, space, rest = text.partition(" ")
    return f"{first.lower()}{space}{rest}"
