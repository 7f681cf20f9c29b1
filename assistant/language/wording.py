"""Words of questions and of evidence: tokens, stems, names.

English only. The stems are for comparing words with each other, not for reading: "delegates", "delegation" and
"delegated" have one. A light stemmer of our own keeps what the lexical index and this package compare in the same
spirit, and needs no dependency.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*\w*|[^\W\d_]+(?:[-’'.&][^\W_]+)*|\d+")
_WORD_PARTS = re.compile(r"[^\W_]+(?:[.,]\d+)*")

NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
"""What is often written in words: `NUMBERS` from 0, `ORDINALS` from 1."""
# Words that carry a question but not its matter.
FUNCTION_WORDS = frozenset(
    "a about above after again all also although am an and another any are as at be because been before being below "
    "between both but by can could did do does doing done down during each either else ever every for from further "
    "had has have having he her here hers him his how however i if in into is it its itself just let many may me might "
    "more most much must my no nor not of off on once one ones only or other our out over own per please she should "
    "since so some such than that the their them then there these they this those through to too under until up upon "
    "us very was we were what when where whether which while who whom whose why will with within without would yet you "
    "your".split()
)
# Words that ask for a kind of answer; the evidence holds the answer in their place.
ASKING_WORDS = frozenset(
    "called kind long many much name named often old place person people size anybody anyone somebody someone sort "
    "tell time type date day describe explain give list say said stated state mention mentioned briefing briefings "
    "document documents according happen happened exactly actually issue issues matter matters reason reasons subject "
    "subjects thing things topic topics way ways".split()
)
# "take place": nothing is taken, and evidence may say "held" or "on 3 May".
_TAKE_PLACE = frozenset("take takes took taken taking place".split())
_TAKE = re.compile(r"(?:take|takes|took|taken|taking) place\b", re.I)
_IRREGULAR = {
    "led": "lead",
    "held": "hold",
    "took": "take",
    "taken": "take",
    "gave": "give",
    "given": "give",
    "made": "make",
    "met": "meet",
    "won": "win",
    "lost": "lose",
    "built": "build",
    "began": "begin",
    "begun": "begin",
    "wrote": "write",
    "written": "write",
    "spoke": "speak",
    "spoken": "speak",
    "said": "say",
    "went": "go",
    "gone": "go",
    "came": "come",
    "became": "become",
    "ran": "run",
    "paid": "pay",
    "sent": "send",
    "spent": "spend",
    "sold": "sell",
    "bought": "buy",
    "brought": "bring",
    "taught": "teach",
    "thought": "think",
    "fought": "fight",
    "found": "find",
    "fell": "fall",
    "fallen": "fall",
    "grew": "grow",
    "grown": "grow",
    "knew": "know",
    "known": "know",
    "left": "leave",
    "rose": "rise",
    "risen": "rise",
    "saw": "see",
    "seen": "see",
    "chose": "choose",
    "chosen": "choose",
    "drew": "draw",
    "drawn": "draw",
    "drove": "drive",
    "driven": "drive",
    "kept": "keep",
    "meant": "mean",
    "shown": "show",
    "stood": "stand",
    "told": "tell",
    "understood": "understand",
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "person",
    "centre": "center",
    "centres": "center",
    "programme": "program",
    "programmes": "program",
}
# Endings, longest first; each leaves at least the given number of letters.
_ENDINGS = (
    ("isations", 3),
    ("izations", 3),
    ("isation", 3),
    ("ization", 3),
    ("ations", 3),
    ("atives", 4),
    ("ation", 3),
    ("ative", 4),
    ("ities", 3),
    ("ials", 4),
    ("ity", 3),
    ("ial", 4),
    ("ments", 4),
    ("ment", 4),
    ("nesses", 4),
    ("ness", 4),
    ("ising", 4),
    ("izing", 4),
    ("ised", 4),
    ("ized", 4),
    ("ises", 4),
    ("izes", 4),
    ("ating", 4),
    ("ated", 4),
    ("ates", 4),
    ("ators", 4),
    ("ator", 4),
    ("ions", 4),
    ("ion", 4),
    ("ings", 3),
    ("ing", 3),
    ("ally", 4),
    ("ers", 4),
    ("ors", 4),
    ("er", 4),
    ("or", 4),
    ("ate", 4),
    ("ise", 4),
    ("ize", 4),
    ("als", 4),
    ("al", 4),
    ("ives", 4),
    ("ive", 4),
    ("ies", 2),
    ("ied", 2),
    ("ly", 4),
    ("es", 3),
    ("ed", 3),
    ("s", 3),
    ("e", 3),
    ("y", 3),
)

# What is read for one question are some 200 units, which are looked at several times, and again for the next question.
_TEXTS = 2048


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it stands at ``text[start:end]``."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def is_name(self) -> bool:
        """Whether it is written as a name: with a capital letter."""
        return any(char.isupper() for char in self.text)

    @property
    def has_digit(self) -> bool:
        """Whether it is, or holds, a number."""
        return any(char.isdigit() for char in self.text)


@lru_cache(maxsize=_TEXTS)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the words and numbers of a text in order; hyphenated words and initials are one."""
    return tuple(Token(found[0], found.start(), found.end()) for found in _TOKEN.finditer(text))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return what a word has in common with its other forms."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    plain = plain.removesuffix("'s").removesuffix("’s").replace(".", "")
    if plain in _IRREGULAR:
        plain = _IRREGULAR[plain]
    if not plain.isalpha():
        return plain
    for ending, left in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= left and not (ending == "s" and plain[-2] == "s"):
            plain = plain[: -len(ending)]
            break
    if len(plain) > 3 and plain[-1] == plain[-2] and plain[-1] not in "aeiousl":
        plain = plain[:-1]
    return plain[:-1] + "i" if plain.endswith("y") and len(plain) > 2 else plain


@lru_cache(maxsize=_TEXTS)
def stems(text: str) -> frozenset[str]:
    """Return the stems of all words of a text, and of the parts of hyphenated ones."""
    return frozenset(stem(word) for token in tokens(text) for word in _forms(token.text))


def _forms(word: str) -> Iterator[str]:
    yield word
    parts = _WORD_PARTS.findall(word)
    if len(parts) > 1:
        yield from parts


def content_words(question: str) -> list[Token]:
    """Return the words of a question that evidence for its answer can be expected to hold, in order."""
    found = [token for token in _split(question) if _carries(token, question)]
    return found or [token for token in _split(question) if token.lower not in FUNCTION_WORDS | _TAKE_PLACE]


def _split(text: str) -> Iterator[Token]:
    """Yield words with hyphenated ones taken apart, since evidence may write them either way.

    A name that is made of a function word ("IN-SPACe") stays whole.
    """
    for token in tokens(text):
        parts = list(_WORD_PARTS.finditer(token.text))
        if token.is_name and "-" in token.text and any(part[0].lower() in FUNCTION_WORDS for part in parts):
            yield token
            continue
        for part in parts:
            if part[0] not in ("s", "t"):  # what an apostrophe leaves behind
                yield Token(part[0], token.start + part.start(), token.start + part.end())


def _carries(token: Token, text: str) -> bool:
    if _TAKE.match(text, token.start):
        return False
    if token.lower in FUNCTION_WORDS and not (token.is_name and len(token.text) > 1 and token.text.isupper()):
        return False
    return token.lower not in ASKING_WORDS or token.has_digit


def names_and_numbers(question: str) -> list[Token]:
    """Return those content words that must not be missing: names (capital letters) and numbers.

    The first word of the question, and of each sentence in it, has its capital letter for another reason.
    """
    return [
        token
        for token in content_words(question)
        if token.has_digit or (token.is_name and not _opens_sentence(question, token))
    ]


def asking_names(question: str) -> list[Token]:
    """Return the asking words that are written as names are: the "State" of "the State Department"."""
    return [
        token
        for token in _split(question)
        if token.lower in ASKING_WORDS and token.is_name and not _opens_sentence(question, token)
    ]


def _opens_sentence(text: str, token: Token) -> bool:
    before = text[: token.start].rstrip(" \"'“‘(")
    return (not before or before[-1] in ".!?:") and not token.text.isupper()
