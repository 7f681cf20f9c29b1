"""Noun phrases of a question, found without a tagger.

A phrase begins with a determiner or a name and runs to the next function word or verb. Questions are short and
their verbs few, so that a list of common verbs and the shape of the question go far.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language.wording import FUNCTION_WORDS, Token, tokens

DETERMINERS = frozenset("the a an this that these those its their his her our each every both".split())
AUXILIARIES = frozenset(
    "is are was were be been did do does has have had will would can could should shall may might must".split()
)
ASKING = frozenset("who whom whose what which when where why how".split())
_DO = frozenset("did do does will would can could should shall may might must".split())
PREPOSITIONS = frozenset(
    "about after at before between by during for from in into of on over since through to under until with "
    "within".split()
)
_VERBS = frozenset(
    "address affirm agree aim allow announce appoint approve ask attend become begin bring build call change come "
    "conduct consider contain cooperate cost cover create decide define deliver describe develop discuss "
    "emphasise emphasize end establish exist expand explore fall find fund gather get give go grow happen head "
    "help highlight hold host identify improve include increase invest join keep last launch lead leave make "
    "manage mean meet mention move need occur offer open operate organise organize own oversee participate pay "
    "plan play produce promise promote propose protect provide publish reach receive recommend reduce release "
    "remain report represent require review rise run say see send serve set show sign speak spend stand start "
    "state stop strengthen study suggest support take talk tell think travel use visit want win work write".split()
)
_PAST = frozenset(
    "led held took gave made met won lost built began wrote spoke said went came became ran paid sent spent sold "
    "bought brought taught fought found fell grew left rose saw chose drew drove kept meant stood told given taken "
    "written spoken gone begun known shown seen chosen split cut put set shut spread hit hurt bid cast cost".split()
)
# No noun takes these with it: "the premium now", "the bond due".
_ADVERBS = frozenset("now then today due going ago again yet still already ever too anyway".split())
_CLOSING = FUNCTION_WORDS | PREPOSITIONS | AUXILIARIES | ASKING
# A text with one of these is no list of keywords.
_SENTENCE = _CLOSING | _VERBS | frozenset("compare explain list name summarise summarize".split())
_SHORT_PAST = 4  # "red", "bed" and "seed" are no participles
_MOST_KEYWORDS = 5
_MOST_ATTRIBUTES = 2  # "which small private companies"
_CONTRACTED = re.compile(r"^(what|who|when|where|how)['’]s\b", re.I)
# "Japan's", "the States'"
_OWNING = re.compile(r"(?:['’]s|s['’])$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase at ``text[start:end]`` of its question; ``lead`` is the preposition before it, or ""."""

    text: str
    start: int
    end: int
    lead: str

    @property
    def words(self) -> list[str]:
        """Its words without the determiner."""
        words = [token.text for token in tokens(self.text)]
        return words[1:] if words and words[0].lower() in DETERMINERS and len(words) > 1 else words

    @property
    def head(self) -> str:
        """The word that says what it is: the last one, or the last before "of"; "" where it has none."""
        words = self.words or [""]
        lower = [word.lower() for word in words]
        return words[lower.index("of") - 1] if "of" in lower[1:] else words[-1]

    @property
    def is_plural(self) -> bool:
        """Whether "they" may mean it."""
        head = self.head.lower()
        return " and " in self.text or (head.endswith("s") and not head.endswith(("ss", "us", "is")))


def uncontracted(question: str) -> str:
    """Return a question with "What's" at its beginning written out, so that its words can be told apart."""
    return _CONTRACTED.sub(r"\1 is", question)


def is_past(word: str) -> bool:
    """Return whether a word looks like a verb's past form."""
    return word in _PAST or (word.endswith("ed") and len(word) > _SHORT_PAST)


def noun_phrases(question: str) -> list[Phrase]:
    """Return the noun phrases of a question in order, asking words and pronouns left out."""
    words = tokens(question)
    found = []
    at = 0
    verb_due = False
    while at < len(words):
        word = words[at].lower
        if word in _DO:
            verb_due = True
        end = _phrase_end(question, words, at, verb_due)
        if end > at:
            known_verb = end < len(words) and words[end].lower in _VERBS
            if verb_due and not known_verb and end - at > 2 and not words[end - 1].is_name:
                end -= 1  # the verb that the list does not know
            verb_due = False
            lead = words[at - 1].lower if at and words[at - 1].lower in PREPOSITIONS else ""
            start, stop = words[at].start, words[end - 1].end
            found.append(Phrase(question[start:stop], start, stop, lead))
            at = end
        else:
            # Who does it stands right behind "did": what comes later has its verb already.
            verb_due = verb_due and word in _DO
            at += 1
    return found


def _phrase_end(question: str, words: Sequence[Token], at: int, verb_due: bool) -> int:
    """Return the end (exclusive) of the phrase that begins with the word ``at``; ``at`` itself when none does."""
    first = words[at]
    opens = first.lower in DETERMINERS
    if not opens and not ((first.is_name or first.has_digit) and first.lower not in FUNCTION_WORDS and at):
        return at
    end = at + 1
    while end < len(words) and not _breaks(question, words[end - 1], words[end]):
        word = words[end]
        if word.lower in ("of", "and", "for") and _links(words, end, opens):
            end += 2 if words[end + 1].lower in DETERMINERS else 1
        elif _OWNING.search(words[end - 1].text) and word.lower not in _CLOSING:
            pass  # "Japan's side": whatever is owned belongs to it
        elif _ends_phrase(word, opens, end - at, verb_due) and not (verb_due and _is_before_verb(words, end)):
            break
        end += 1
    return end if end - at > int(opens) else at


def _ends_phrase(word: Token, opens: bool, so_far: int, verb_due: bool) -> bool:
    """Whether a word can belong to no phrase, or not to one of ``so_far`` words."""
    if word.lower in _CLOSING or word.lower in _ADVERBS:
        return True
    if word.is_name or word.has_digit:
        return False
    if not opens and verb_due:
        return True  # "did Japan send": names take no common noun
    is_verb = is_past(word.lower) or (verb_due and word.lower in _VERBS)
    return is_verb and so_far >= (2 if opens else 1)


def _is_before_verb(words: Sequence[Token], at: int) -> bool:
    """Whether a word that may be a verb stands right before another, and so is none: "did the latest report say"."""
    return words[at].lower in _VERBS and at + 1 < len(words) and words[at + 1].lower in _VERBS


def _links(words: Sequence[Token], at: int, opens: bool) -> bool:
    """Whether "of", "and" or "for" goes on within a phrase: "the Ministry of Defence", "India and Japan"."""
    if at + 1 >= len(words):
        return False
    following = words[at + 1]
    if words[at].lower == "of":
        beyond = words[at + 2] if following.lower in DETERMINERS and at + 2 < len(words) else following
        return beyond.lower not in FUNCTION_WORDS and (opens or beyond.is_name)
    return words[at - 1].is_name and following.is_name


def _breaks(question: str, before: Token, after: Token) -> bool:
    return re.search(r"[,;:?!()\"“”]", question[before.end : after.start]) is not None


def topic_of(question: str) -> Phrase | None:
    """Return what a question is about: its last noun phrase, rather one that no preposition leads; or None."""
    phrases = keywords(question) or noun_phrases(question)
    free = [phrase for phrase in phrases if not phrase.lead] or phrases
    return free[-1] if free else None


def keywords(question: str) -> list[Phrase]:
    """Return a question that is no sentence but a few words ("Jumbo Frames") as one phrase, or nothing."""
    words = tokens(question)
    if not 0 < len(words) <= _MOST_KEYWORDS or any(word.lower in _SENTENCE for word in words):
        return []
    return [Phrase(question, 0, len(question), "")]


def plural_asked_for(question: str) -> str | None:
    """Return the plural that "Which …" or "How many …" asks for: "vaccines" of "Which vaccines are free"."""
    words = [word.lower for word in tokens(question)]
    begin = 2 if words[:2] == ["how", "many"] else 1 if words[:1] in (["which"], ["what"]) else len(words)
    for end, word in enumerate(words[begin : begin + _MOST_ATTRIBUTES + 1], begin + 1):
        if word in _CLOSING:
            return None
        if word.endswith("s") and not word.endswith(("ss", "us", "is")):
            asked = tokens(question)[begin:end]
            return question[asked[0].start : asked[-1].end]
    return None
