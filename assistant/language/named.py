"""Names that stand in a text in any of their forms: "Japanese" for Japan, "DOE" for the Department of Energy."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.language.wording import FUNCTION_WORDS, NUMBERS, Token, stem, stems, tokens

# Countries whose people and things have a name of another stem; the others share enough letters ("Japan", "Japanese").
_OTHER_NAMES = (
    "britain british uk united_kingdom great_britain english england",
    "usa us united_states american america",
    "france french",
    "netherlands dutch holland",
    "greece greek hellenic",
    "germany german",
    "spain spanish",
    "denmark danish dane",
    "switzerland swiss",
    "wales welsh",
    "ireland irish",
    "poland polish",
    "norway norwegian norse",
    "turkey turkish türkiye turkiye",
    "thailand thai",
    "philippines filipino philippine",
    "peru peruvian",
    "china chinese prc",
    "europe european eu european_union",
    "un united_nations",
    "ussr soviet soviet_union",
    "uae emirates emirati united_arab_emirates",
)
_GROUPS = tuple(frozenset(stem(name) for name in line.split()) for line in _OTHER_NAMES)
# A number below 13 may be written out, or in Roman numerals, and they for it.
_ROMAN = "n i ii iii iv v vi vii viii ix x xi xii".split()
_WRITTEN = {stem(word): number for names in (NUMBERS, _ROMAN) for number, word in enumerate(names)}
_WAYS_TO_WRITE = tuple(frozenset(map(stem, pair)) for pair in zip(NUMBERS, _ROMAN, strict=True))
# Names agree when so many letters of their stems do.
_NAME_PREFIX = 4
# "ese" in "japanese": what is longer is another word.
_LONGEST_ENDING = 3
# Names in capitals up to this long are short forms; longer ones are words that somebody stresses.
_LONGEST_SHORT = 5
# Names this long may differ by a letter: "Groner", "Groener".
_MISSPELT_FROM = 6


def same_name(one: str, other: str) -> bool:
    """Return whether two stems may be forms of one name: "japan" and "japanes"."""
    if one[:_NAME_PREFIX] != other[:_NAME_PREFIX]:
        return False
    short, long = sorted((one, other), key=len)
    agreeing = short[: max(_NAME_PREFIX, len(short) - 1)]
    return len(short) >= _NAME_PREFIX and short.isalpha() and long.startswith(agreeing)


class Near:
    """The names and words of a text, to be asked for one in any of its forms."""

    def __init__(self, text: str) -> None:
        joined = {stem(name) for name in _joined(text)}
        self._stems = stems(text) | joined
        self._capitals = {stem(token.text) for token in tokens(text) if token.is_name} | joined
        self._initials = _initials(text)

    def __contains__(self, name: str) -> bool:
        root = stem(name)
        # DOE is no "does", nor is the US "us".
        is_short = name.isupper() and name.isalpha() and 1 < len(name) <= _LONGEST_SHORT
        found = self._capitals if is_short else self._stems
        if root in found:
            return True
        if any(_is_derived(root, other) for other in self._stems):
            return True
        if name.isdecimal():
            return int(name) < len(NUMBERS) and not _WAYS_TO_WRITE[int(name)].isdisjoint(self._stems)
        if root in _WRITTEN and str(_WRITTEN[root]) in self._stems:
            return True
        if name.lower() in self._initials:
            return True
        if any(root in group and not group.isdisjoint(found) for group in _GROUPS):
            return True
        # HALCYON-3 is no HALCYON-4.
        return (
            len(name) >= _MISSPELT_FROM and name.isalpha() and any(_is_misspelt(root, other) for other in self._stems)
        )


def _joined(text: str) -> list[str]:
    """Two capitalised words in a row as one: "united_states"."""
    words = [token for token in tokens(text) if token.is_name]
    pairs = pairwise(words)
    return [f"{one.lower}_{other.lower}" for one, other in pairs if other.start - one.end == 1]


def _is_derived(one: str, other: str) -> bool:
    """Whether one name is made of the other by an ending, as "Japanese" is and "OceanWorks" is not."""
    return abs(len(one) - len(other)) <= _LONGEST_ENDING and same_name(one, other)


def _is_misspelt(one: str, other: str) -> bool:
    """Whether two words are one but for a letter too many, too few or another one."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1 or not long.isalpha():
        return False
    same = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    return short[same:] == long[same + 1 :] or short[same + 1 :] == long[same + 1 :]


def _initials(text: str) -> set[str]:
    """The initials of runs of capitalised words, from two words on: "ssa" of "Space Situational Awareness"."""
    found: set[str] = set()
    run: list[Token] = []
    for token in tokens(text):
        if token.lower in FUNCTION_WORDS and run:
            continue
        if not token.is_name:
            run = []
            continue
        run.append(token)
        letters = "".join(word.lower[0] for word in run)
        found |= {letters[start:] for start in range(len(letters) - 1)}
    return found


def has_body(body: str, name: str, text: str) -> bool:
    """Return whether a text has "Department of Energy", "Energy Department" or "DOE".

    Args:
        body: "Department".
        name: "Energy", what stands behind its "of", "for" or "on".
        text: to be looked through.
    """
    words = re.findall(r"\w+", name)
    small = ("of", "and", "the", "for")
    whole = r"\W+(?:the\W+)?".join(map(re.escape, words))
    capitals = "".join(word[0] for word in words if word not in small)
    return (
        re.search(rf"\b{body}\W+(?:of|for|on)\W+(?:the\W+)?{whole}\b|\b{whole}(?:[’']s)?\W+{body}\b", text, re.I)
        is not None
        or re.search(rf"\b{body[0]}[Oo]?{capitals}\b", text) is not None
    )
