"""Follow-ups that put one thing in the place of another: "And the Japanese one?", "And Japan's?"."""

from __future__ import annotations

import re

from assistant.language.answer_kind import titled_people
from assistant.language.phrases import AUXILIARIES, DETERMINERS, PREPOSITIONS, Phrase, is_past, noun_phrases
from assistant.language.wording import FUNCTION_WORDS, stem, tokens

_ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth last next previous latest earlier later".split()
)
_ONE = re.compile(r"^(?:the |an? )?(?P<kind>.+?) (?:one|ones|side)$", re.I)
_ONE_LED = re.compile(r"^the ones? (?P<led>.+)$", re.I)
_ONE_WITHIN = re.compile(
    rf"\bthe (?:(?P<kind>[\w-]+) ones?\b|(?P<ordinal>{'|'.join(sorted(_ORDINALS))})(?=(?: (?P<next>\w+))?))", re.I
)
# "the other one": that is any of them.
_UNTOLD = frozenset("only other right same whole wrong".split())
_ORDINAL = re.compile(rf"^the (?P<kind>{'|'.join(sorted(_ORDINALS))})$", re.I)
_OWNER = re.compile(r"^(?P<owner>.+?)(?:['’]s|(?<=s)['’])$")
_OWNED = re.compile(r"(?:\bthe )?\b(?P<owner>[A-Z][\w.-]*(?: [A-Z][\w.-]*)*)['’]s?(?= )")
# Bare nouns after a preposition, which begin no noun phrase that could be told by its form: "in physics", "on climate
# change".
_BARE_WORD = rf"(?!(?:{'|'.join(sorted(FUNCTION_WORDS))})\b)[a-z][\w-]*"
_BARE_LED = re.compile(
    rf"\b(?P<lead>about|at|by|for|from|in|of|on|to|with) (?P<noun>{_BARE_WORD}(?: {_BARE_WORD}){{0,2}})"
    r"(?= (?:about|at|by|for|from|in|of|on|to|with)\b|$)"
)
# "section 3", "Strategy 1.4.5", "1.4.6".
_PART = re.compile(r"(?:(?:the )?\b(?P<noun>[^\W\d_]+) )?\b(?P<number>\d{1,3}(?:\.\d{1,3})*)(?![\w.]\d)")
_TO_A_PART = re.compile(r"^(?:in|on|under) (?=(?:the )?[^\W\d_]+ \d)", re.I)
# "of the Department of Transportation": a name with the words inside it.
_OF_NAME = re.compile(r"\bof (?:the )?[A-Z][\w'’-]*(?: (?:(?:of|for|and|the) )*[A-Z][\w'’-]*)*")
# "in 2019", "by the end of 2035", "since March 2024": times of one kind, whatever leads them.
_TIMED = re.compile(
    r"\b(?:in|by|before|since|until|till|after|during|for|from) (?:(?:the )?(?:end|beginning|start|year|spring|summer"
    r"|autumn|fall|winter) (?:of )?|(?:early|mid|late)[ -])?(?:[A-Z][a-z]{2,8} )?(?:1[5-9]|20|21)\d\d\b"
)
_IN_A_YEAR = re.compile(r"(?:in|for|during) (?P<year>(?:19|20)\d\d)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?![-–/]\d)")
_EXISTENTIAL = re.compile(r"^(?:is|are|was|were|has|have) there\b", re.I)
_DEMONYM = re.compile(r"(?:ese|ian|ish|ean|can|nch|man|tch|iss|eek|hai|oli|aqi|ani|awi)$")


def put_in_place(previous: str, fragment: str) -> str | None:
    """Return the previous question with a fragment in the place of what it stands against; None when that is not clear.

    Args:
        previous: a question without its question mark.
        fragment: "the Japanese one", "Japan", "Japan's", "in 2024", "the industry event", "reopened", …
    """
    if part := _part_in_place(previous, fragment):
        return part
    timed = list(_TIMED.finditer(previous)) if _TIMED.fullmatch(fragment) else []
    if len(timed) == 1:
        return _replaced(previous, *timed[0].span(), fragment)
    # "And in 2025?" after "How large is the 2026 budget?"
    years = list(_YEAR.finditer(previous))
    if len(years) == 1 and (other := _IN_A_YEAR.fullmatch(fragment)) is not None:
        return _replaced(previous, *years[0].span(), other["year"])
    phrases = noun_phrases(previous)
    if one := _ONE_LED.match(fragment):
        return _led_in_place(previous, phrases, one["led"]) or _attached(previous, phrases, one["led"])
    if led := _led_in_place(previous, phrases, fragment):
        return led
    lead, rest = _led(fragment)
    if lead and lead != "for":
        return f"{previous} {fragment}?"
    fragment = rest
    if (one := _ONE.match(fragment) or _ORDINAL.match(fragment)) and one["kind"].lower() in _UNTOLD:
        return None
    if one:
        return _of_the_same_sort(previous, _but_people(previous, phrases), one["kind"])
    if owner := _OWNER.match(fragment):
        return _owned_by(previous, phrases, owner["owner"], fragment)
    return _in_place(previous, phrases, fragment)


def _part_in_place(previous: str, fragment: str) -> str | None:
    """Put "1.4.6" in the place of "1.4.5", "section 4" in that of "section 3", "on page 4" in that of "page 3"."""
    named = _PART.fullmatch(_TO_A_PART.sub("", fragment))
    if named is None:
        return None
    for found in reversed(list(_PART.finditer(previous))):
        if not named["noun"] and "." in named["number"] and "." in found["number"]:
            return _replaced(previous, *found.span("number"), named["number"])
        if named["noun"] and found["noun"] and stem(named["noun"]) == stem(found["noun"]):
            return _replaced(previous, found.start("noun"), found.end(), f"{named['noun']} {named['number']}")
    return None


def _in_place(previous: str, phrases: list[Phrase], fragment: str) -> str | None:
    head = stem(_phrase(fragment).head)
    same = [phrase for phrase in phrases if stem(phrase.head) == head]
    if same:
        return _replaced(previous, same[-1].start, same[-1].end, fragment)
    if titled_people(fragment) and not titled_people(previous):
        return None  # a person stands against no country and no thing
    if _is_name(fragment) and (parallel := _parallel_name(previous, fragment)):
        owning = _OWNER.match(previous[slice(*parallel)])
        return _replaced(previous, *parallel, f"{fragment}'s" if owning else fragment)
    words = tokens(fragment)
    if len(words) == 1 and is_past(words[0].lower):
        last = tokens(previous)[-1]
        return _replaced(previous, last.start, last.end, fragment) if is_past(last.lower) else None
    if words[0].lower not in DETERMINERS and not _is_name(fragment) and (bare := list(_BARE_LED.finditer(previous))):
        return _replaced(previous, *bare[-1].span("noun"), fragment)
    if words[0].lower not in DETERMINERS and not _is_name(fragment):
        return None
    if _EXISTENTIAL.match(previous):
        return None  # "Is there a limit?" and "What about the loan?": a limit for the loan, rather
    free = [phrase for phrase in phrases if not phrase.lead] or phrases
    if free:
        return _replaced(previous, free[-1].start, free[-1].end, fragment)
    return f"{previous}, and {fragment}?"


def swapped(previous: str, old: str, new: str) -> str | None:
    """Return the previous question with ``new`` in the place of ``old``, or None when it does not name that."""
    found = list(re.finditer(rf"\b{re.escape(old)}\b", previous, re.I))
    if found:
        return _replaced(previous, *found[-1].span(), new)
    same = [phrase for phrase in noun_phrases(previous) if stem(phrase.head) == stem(_phrase(old).head)]
    if same:
        return _replaced(previous, same[-1].start, same[-1].end, new)
    # "Not India, Japan" after "the Indian delegation".
    of_it = [word for word in tokens(previous) if _is_demonym(word.text) and word.lower.startswith(old.lower())]
    return _replaced(previous, of_it[-1].start, of_it[-1].end, new) if of_it else None


def with_ones_named(question: str, previous: str) -> str | None:
    """Return "Who attended the second one?" with the noun that the previous question gives: "the second session"."""
    if not (one := _ONE_WITHIN.search(question)):
        return None
    kind = one["kind"] or one["ordinal"]
    if one["next"] and one["next"].lower() not in AUXILIARIES and not is_past(one["next"].lower()):
        return None  # "the second session": it says itself what it is
    for phrase in reversed(noun_phrases(previous)):
        for word in tokens(phrase.text):
            if _parallel(word.text, kind, is_head=word.text == phrase.head):
                named = f"{phrase.text[: word.start]}{kind}{phrase.text[word.end :]}"
                return f"{question[: one.start()]}{named}{question[one.end() :]}"
    return None


def _led(fragment: str) -> tuple[str, str]:
    first, _, rest = fragment.partition(" ")
    return (first.lower(), rest) if first.lower() in PREPOSITIONS and rest else ("", fragment)


def _led_in_place(previous: str, phrases: list[Phrase], fragment: str) -> str | None:
    """Put "in Delhi" in the place of "in Tokyo", "on schools" in that of "on roads"."""
    lead, rest = _led(fragment)
    if not lead:
        return None
    if lead == "of" and _is_name(rest) and (whole := _OF_NAME.search(previous)):
        return _replaced(previous, *whole.span(), fragment)
    # "of the DOT's plan" gives way to "of the State Department's plan".
    if lead == "of" and (whole := re.search(rf"\bof (?:[\w.'’-]+ ){{0,5}}?{re.escape(rest.split()[-1])}\b", previous)):
        return _replaced(previous, *whole.span(), fragment)
    place = next((phrase for phrase in reversed(phrases) if _alike_led(phrase, lead, rest)), None)
    if place is not None:
        start = previous.lower().rindex(place.lead, 0, place.start)
        return _replaced(previous, start, place.end, fragment)
    bare = [found for found in _BARE_LED.finditer(previous) if found["lead"] == lead and not _has_digit(rest)]
    return _replaced(previous, *bare[-1].span(), fragment) if bare else None


def _attached(previous: str, phrases: list[Phrase], led: str) -> str | None:
    """Put "in Tokyo" behind what the question is about."""
    free = [phrase for phrase in phrases if not phrase.lead]
    return _replaced(previous, free[-1].end, free[-1].end, f" {led}") if free and _led(led)[0] else None


def _owned_by(previous: str, phrases: list[Phrase], owner: str, fragment: str) -> str | None:
    """Put "Japan's" in the place of "India's", of "the Indian", or "Japan" in that of "India"."""
    if found := list(_OWNED.finditer(previous)):
        return _replaced(previous, *found[-1].span(), fragment)
    for phrase in reversed(phrases):
        words = tokens(phrase.text)
        if len(words) > 1 and words[0].lower == "the" and _is_demonym(words[1].text):
            return _replaced(previous, phrase.start, phrase.start + words[1].end, fragment)
    parallel = _parallel_name(previous, owner)
    return _replaced(previous, *parallel, owner) if parallel else None


def _alike_led(phrase: Phrase, lead: str, rest: str) -> bool:
    """Whether "in Tokyo" may give way to "in Delhi": both places, or both times."""
    return phrase.lead == lead and _has_digit(phrase.text) == _has_digit(rest)


def _but_people(question: str, phrases: list[Phrase]) -> list[Phrase]:
    """Leave out the phrases that are people with their titles, or parts of them."""
    people = [(start := question.index(name), start + len(name)) for name in titled_people(question)]
    return [one for one in phrases if not any(one.start < end and start < one.end for start, end in people)]


def names_another_side(fragment: str, previous: str) -> bool:
    """Return whether a fragment is one people's side or the like, and a question names another people's."""
    one = _ONE.match(fragment)
    return one is not None and _is_demonym(one["kind"]) and any(_is_demonym(word.text) for word in tokens(previous))


def _of_the_same_sort(previous: str, phrases: list[Phrase], kind: str) -> str | None:
    """Put "the Japanese one" in: its kind in the place of "Indian" in "the Indian delegation"; never in a person's."""
    for phrase in reversed(phrases):
        words = tokens(phrase.text)
        for word in words:
            if _parallel(word.text, kind, is_head=word.text == phrase.head):
                start = phrase.start + word.start
                return _replaced(previous, start, phrase.start + word.end, kind)
    # No counterpart: "the delegation" becomes "the Japanese delegation".
    determined = [phrase for phrase in phrases if len(tokens(phrase.text)) > len(phrase.words)] or phrases
    if not determined:
        return None if titled_people(previous) else f"{previous}, and the {kind} one?"
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
    if not name:
        return None
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
