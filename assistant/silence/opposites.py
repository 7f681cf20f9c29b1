"""Sentences that tell the opposite of what is asked: who joined in 2004 did not leave then.

They share all other words with the question, and the network takes them for answers.
"""

from __future__ import annotations

import re

from assistant.language.phrases import AUXILIARIES
from assistant.language.wording import content_words, stem, stems, tokens

# Each line has two sides. In SQuAD's training articles a question with words of one side alone is answered by a
# sentence with words of the other alone in 1 of 200 cases; of pairs like "first" and "last", in more than 3 of 100.
_PAIRS = (
    "import / export",
    "join / leave withdraw quit exit",
    "arrive arrival / depart departure leave",
    "open reopen / close shut",
    "born birth / die died death",
    "marry / divorce",
    "hire / fire dismiss",
    "accept approve / reject refuse decline deny",
    "include / exclude",
    "maximum most highest largest biggest / minimum least lowest smallest fewest",
    "oldest / youngest newest",
    "increase rise grow gain / decrease fall decline drop reduce shrink lose",
    "north northern / south southern",
    "east eastern / west western",
    "winter / summer",
    "support favour favor / oppose opposed against",
    "male men man boys / female women woman girls",
    "wife / husband",
    "mother / father",
    "son / daughter",
    "brother / sister",
    "king / queen",
    "success succeed / fail failure",
    "advantage benefit / disadvantage drawback",
    "strong strength / weak weakness",
    "hot warm / cold cool",
    "eligible / ineligible",
    "legal / illegal",
    "urban / rural",
    "rich wealthy / poor",
    "create / destroy abolish",
    "add / remove",
    "upper / lower",
    "positive / negative",
    "domestic / foreign",
    "internal / external",
    "indoor / outdoor",
    "majority / minority",
    "offensive / defensive",
)
_SIDES = [tuple(frozenset(map(stem, side.split())) for side in line.split("/")) for line in _PAIRS]
_OPPOSED = [(one, other) for pair in _SIDES for one, other in (pair, pair[::-1])]
_NEGATED = re.compile(r"\b(?:not?|never|cannot|neither|nor|without|unable|fail\w*)\b|n['’]t\b", re.I)
# What is not done at once, or not only so, is done.
_STILL = re.compile(r"\b(?:until|till|before|only|just|but|except|unless|mere\w*|simpl\w+)\b", re.I)
_NOT = re.compile(
    r"(?:\b(?:not|never|cannot|no longer)|n['’]t)"
    r"(?: (?:also|be|been|have|to|yet|ever|all|fully|currently|otherwise))? $",
    re.I,
)
# So many letters before a word hold "not" and what may stand between.
_WITHIN = 30


def says_the_opposite(question: str, text: str) -> bool:
    """Return whether a sentence tells the opposite of what is asked: of leaving that somebody joined, or who cannot.

    In SQuAD's training articles 20 of 6,655 questions are answered by such a sentence, and of 2,623 that have no answer
    98 have one as the sentence of their paragraph that is most like them.

    Args:
        question: the stand-alone question; of those that want a yes or no, nothing is known.
        text: the sentence, or the row of a table.
    """
    if "|" in text or next((one.lower for one in tokens(question)), "") in AUXILIARIES:
        return False
    asked, told = stems(question), stems(text)
    for one, other in _OPPOSED:
        if asked & one and not asked & other and told & other and not told & one:
            return True
    return _NEGATED.search(question) is None and _denies(question, text)


def _denies(question: str, text: str) -> bool:
    """Return whether a word that is asked for stands behind "not": "is also not eligible"."""
    if _STILL.search(text) is not None:
        return False
    asked = {stem(one.text) for one in content_words(question) if not one.is_name}
    return any(
        stem(word.text) in asked and _NOT.search(text[max(0, word.start - _WITHIN) : word.start]) is not None
        for word in tokens(text)
    )
