"""Whose attribute a phrase names: "Valdoria" of "Valdoria's currency" and of "the population of Valdoria"."""

from __future__ import annotations

import re

from assistant.language.wording import stem

# Nobody asks on about these by a pronoun: "it" after "Valdoria's currency" is Valdoria.
_ATTRIBUTES = frozenset(
    map(
        stem,
        "age area birthday birthplace capacity currency date deficit employee export gdp import income "
        "inflation job language length member name nationality number occupation output percentage population "
        "position post profession profit rank rate revenue role salary share size status surface title turnover "
        "unemployment weight width".split(),
    )
)
# These may well be asked about ("Who approved it?" of a budget), but what is theirs is mostly their owner's.
_OWN = frozenset(
    map(
        stem,
        "aim ambassador ambition budget capital ceo chairman chair counterpart director founder goal governor head "
        "headquarters king leader location mandate manager minister mission objective partner premier president "
        "purpose queen secretary target task venue".split(),
    )
)
_MORE = r"(?:[a-z-]+ ){0,2}?"
_FORMS = (
    re.compile(rf"(?P<owner>.+)(?:['’]s|(?<=s)['’]) {_MORE}(?P<attribute>[\w-]+)"),
    re.compile(rf"(?:the|an?) {_MORE}(?P<attribute>[\w-]+) of (?P<owner>.+)"),
)


def owner_of(phrase: str, *, owns: bool) -> str:
    """Return what a pronoun that seems to stand for an attribute stands for: whose it is; else the phrase itself.

    Args:
        phrase: what the pronoun was taken for.
        owns: whether the pronoun is a possessive one: "its aim" after "the programme's budget" is the programme's.
    """
    for form in _FORMS:
        found = form.fullmatch(phrase)
        if found is None:
            continue
        attribute = stem(found["attribute"])
        if attribute in _ATTRIBUTES or (owns and attribute in _OWN):
            return owner_of(found["owner"], owns=True)
    return phrase
