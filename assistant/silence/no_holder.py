"""What does not tell who holds an office, or who leads something, where a question asks for that."""

from __future__ import annotations

import re

from assistant.entities.lexicon import HONORIFIC, ORGANISATION
from assistant.language.wording import content_words, stem, stems

# Offices whose holder is a person: the sentence that tells who it is has a name, "Ms. Solberg" or "Ingrid Solberg", or
# is a row or a labelled line. In SQuAD's training articles 34 of 34 that tell a holder that is asked for have one, and
# 68 of 111 other sentences of their paragraphs.
_OFFICES = (
    r"(?:secretary|minister|director|chair(?:man|woman|person)?|head|ambassador|administrator|commissioner|president"
    r"|governor|mayor|ceo|chief executive|chief (?:[\w-]+ ){0,3}officer|spokes(?:man|woman|person)|chancellor|speaker"
    r"|dean|principal|premier)"
)
_HOLDER_ASKED = re.compile(
    r"^who(?:['’]s| is| was) (?:the |a )?(?:(?:current|former|first|new|last|present) )?(?:[\w-]+ ){0,2}?"
    rf"{_OFFICES}(?=\W*$| (?:of|for|at|in|from|when|during|now|then)\b)",
    re.I,
)
# "The Department will lead the Government" tells what the department leads, and not who leads it.
_LEADER_ASKED = re.compile(
    r"(?:and |but )?who (?:\w+ly )?(?:leads?|led|heads?|headed|runs?|ran|chairs?|chaired) (?:the |an? )?(?P<what>.+)",
    re.I,
)
# "The project lead" and "the delegation's head" are people: without a word like "will" only a verb's own forms count.
_LEADS = re.compile(
    r"(?P<doer>\w+)(?:(?: (?:will|to|shall|can|must|may|would|could|should|also|has|have|had))+ "
    r"(?:lead|led|head|headed|run|chair|chaired)| (?:leads|led|heads|headed|runs|ran|chairs|chaired))\b(?! by\b|:)",
    re.I,
)
# The chief engineer and the deputy director head nothing as a whole.
_HEAD = re.compile(
    r"^who(?:['’]s| is| was) (?:the )?(?:[\w-]+ )?(?:head|director|chief|boss|leader)(?=\W*$| of )", re.I
)
_BELOW = re.compile(
    r"(?:\)|,)? (?:the |an? )?(?:chief (?:engineer|scientist|economist|technologist|advis[eo]r|analyst|negotiator"
    r"|medical officer)|(?:deputy|vice|assistant)[ -]\w+)\b",
    re.I,
)
_DEPUTY = r"\b(?:deputy|vice|assistant|under|acting|former|shadow)"
_DEPUTY_ASKED = re.compile(
    rf"^who(?:['’]s| is| was| are| were) (?:the |an? )?(?:[\w-]+ )?(?P<rank>deputy|vice|assistant|acting|shadow)[ -]"
    rf"(?:[\w-]+ ){{0,2}}?{_OFFICES}\b",
    re.I,
)
_ONLY_AN_OFFICE = re.compile(rf"(?:the |an? |its |their )?(?:\w+ )?{_OFFICES}(?: of (?:the )?\w+)?", re.I)
_TITLED = re.compile(rf"\b{HONORIFIC} [A-Z]")
_NO_NAMES = re.compile(rf"\b(?:(?i:{_OFFICES})|{ORGANISATION}s?)\b")
_LABELLED = re.compile(r"\||:\s*[A-Z]")
# "Deputy CDO" is none.
_PERSON = r"[A-Z](?:\.|[a-z][\w’'-]+)(?: [A-Z]\.)? [A-Z][a-z][\w’'-]+"
_FULL_NAME = re.compile(r"(?<!\.)\b[A-Z](?:\.|[\w’'-]+) (?:(?:[A-Z]\.|[a-z]{1,3}) ){0,2}[A-Z][\w’'-]+")


def tells_no_holder(question: str, text: str, answer: str) -> bool:
    """Return whether it is asked who holds an office or leads something, and a text surely does not tell.

    It names nobody, only the office, somebody below the head, or what the office's body leads itself.

    Args:
        question: the stand-alone question; nothing is known of others.
        text: the sentence.
        answer: what of it is taken for the exact answer.
    """
    if _lacks_holder(question, text) or _only_shortens(question, text) or _only_a_deputy(question, text):
        return True
    if _HOLDER_ASKED.search(question) is not None and _ONLY_AN_OFFICE.fullmatch(answer) is not None:
        return True
    if answer and _HEAD.match(question) is not None:
        return _BELOW.match(text, text.find(answer) + len(answer)) is not None
    asked = _LEADER_ASKED.match(question)
    led = {stem(word.text) for word in content_words(asked["what"])} if asked is not None else set()
    return any(stem(one["doer"]) in led for one in _LEADS.finditer(text))


def _only_a_deputy(question: str, text: str) -> bool:
    """Return whether it is asked who the minister is, and a text only has the deputy minister."""
    asked = _HOLDER_ASKED.search(question)
    office = None if asked is None else re.search(rf"{_OFFICES}(?=\W*$| )", asked[0], re.I)
    if office is None or re.search(rf"{_DEPUTY}\b", question, re.I) is not None:
        return False
    held = re.compile(rf"(?P<deputy>{_DEPUTY}[ -])?\b{office[0]}\b", re.I)
    found = list(held.finditer(text))
    return bool(found) and all(one["deputy"] for one in found)


def tells_no_deputy(question: str, text: str) -> bool:
    """Return whether it is asked who the deputy minister is, and a text has no deputy of any kind.

    Args:
        question: the stand-alone question.
        text: all that is near the quote.
    """
    asked = _DEPUTY_ASKED.match(question)
    return asked is not None and re.search(rf"\b{asked['rank']}\b", text, re.I) is None


def _only_shortens(question: str, text: str) -> bool:
    """Return whether a text tells how the office asked for is called in short, and names nobody beside it.

    "The Chief Data Officer (CDO) and Human Resources will …"; not "Jane Doe, the Chief Data Officer (CDO), …".
    """
    asked = _HOLDER_ASKED.search(question)
    if asked is None or _TITLED.search(text) is not None:
        return False
    office = " ".join(word.text for word in content_words(asked[0]))
    short = re.search(
        rf"(?P<before>.*?)(?:\bthe )?{re.escape(office)} \([A-Z]{{2,6}}\)(?P<behind>.*)", text, re.I | re.S
    )
    if short is None:
        return False
    return re.search(rf"{_PERSON},? $", short["before"]) is None and (
        re.match(rf",? {_PERSON}", short["behind"]) is None
    )


def _lacks_holder(question: str, text: str) -> bool:
    """Return whether a question for the holder of an office is met with a text that names nobody else."""
    if _HOLDER_ASKED.search(question) is None or _TITLED.search(text) is not None or _LABELLED.search(text) is not None:
        return False
    asked = stems(question)
    other = re.sub(r"[\w’'-]+", lambda word: "_" if stem(word[0]) in asked else word[0], text)
    return _FULL_NAME.search(_NO_NAMES.sub("_", other)) is None
