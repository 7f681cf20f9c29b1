"""What a question takes for granted must stand where its answer is quoted from.

"When did China host it?" has an answer of the right form in every briefing that tells when somebody hosted it. So the
names and numbers of the question are looked for near the quote, in its passage, the headings above it and the
document's title, whoever chose the quote.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.entities.lexicon import ORGANISATION_OF
from assistant.forms.letterhead import people_of_head
from assistant.forms.rows import columns_of
from assistant.language.calendar import MONTHS
from assistant.language.kindred import kindred_in
from assistant.language.named import Near, has_body
from assistant.language.unset import unset
from assistant.language.wording import (
    Token,
    content_words,
    names_and_numbers,
    stem,
    stems,
    tokens,
)
from assistant.questions.common_subject import EVENT_NAMED
from assistant.questions.leaning import masthead
from assistant.reader import Finding, quoted
from assistant.silence.counted import counts_others, is_of_another_row
from assistant.silence.fates import of_another_fate
from assistant.silence.no_answer import lacks_number
from assistant.silence.no_holder import tells_no_deputy
from assistant.silence.no_life import tells_of_no_such_event
from assistant.silence.ranks import of_another_number, of_another_rank, of_no_previous
from store import Snapshot

# Offices with one holder, whose names stand where the holder is told: in SQuAD's training articles for all of 23 that
# are asked for and told, and not for 5 of 15 that are asked for and not told.
_OFFICE_ASKED = re.compile(
    r"\bwho(?:['’]s| is| was| are| were) (?:the |a )?(?:[\w-]+ ){0,2}?(?P<office>"
    r"(?:prime|foreign|finance|defen[cs]e) minister|(?:vice[ -])?president|king|queen|emperor|monarch|chancellor|"
    r"premier|pope|governor|mayor|ambassador|senator|ceo|chief executive(?! officer)|chief (?:[\w-]+ ){1,3}officer|"
    r"secretary[ -]general|director[ -]general|"
    r"attorney general)\b",
    re.I,
)
_SAME_OFFICES = (("ceo", "chief executive", "chief executive officer"),)
# Figures that a brief gives beside each other, and the words that each is told by: revenues are no profit.
_MEASURES = (
    "profit profits profitable earnings income margin earned earn earns gain gains",
    "revenue revenues turnover sales income receipts earned earns earnings takings",
    "loss losses lost lose loses deficit",
    "deficit deficits shortfall gap",
    "surplus surpluses",
    "debt debts owe owes owed loan loans liabilities borrowing indebted",
    "unemployment jobless unemployed joblessness",
    "inflation prices",
)
_MEASURE_ASKED = re.compile(
    r"\b(?:what|how (?:high|large|big|much|great|low))\b(?:['’]s| is| was| were| are)\b"
    r"(?:(?! (?:of|for|in|during|on|by|to)\b)[^?/])*?\b"
    r"(?P<measure>profits?|loss(?:es)?|revenues?|turnover|deficit|surplus|debts?|unemployment|inflation)\b"
    r"(?! (?:share|target|policy|plan|growth|ratio|/)\b)",
    re.I,
)
_NEXT_ASKED = re.compile(
    r"^(?:when|where|(?:on|in) (?:what|which) \w+|(?:what|which) (?:day|date|month|year|place|city|country))\b.*?"
    r"(?:['’]s|\b(?:is|are|will|does|do))\b.*\b(?:next|upcoming|forthcoming)\b",
    re.I,
)
_TO_COME = re.compile(
    r"\b(?:next|upcoming|forthcoming|coming|future|will|shall|would|to be|plan\w*|schedul\w*|expect\w*|due|set for"
    r"|propos\w*|intend\w*|agreed to|tentative\w*|provisional\w*|again|later|follow\w*)\b",
    re.I,
)
# What somebody joined, signed or visited at some time is named where that is told: who joined NATO in 2009 did not join
# the eurozone then. None of 6,655 answerable questions on SQuAD's training articles lacks it.
_OBJECT_ASKED = re.compile(
    r"^(?:when|(?:in|on) (?:what|which) (?:year|date|day|month)) (?:did|does|do|will|has|have|had) .+? "
    r"(?:join|leave|enter|sign|ratify|win|host|visit|buy|sell|acquire|adopt|invade|attend|chair|withdraw from)(?:e?d)? "
    r"(?:the |its |their |his |her |an? )?(?P<what>.+?)"
    r"(?= (?:of|in|at|on|for|from|with|to|that|which|by|after|before|during|and)\b|\W*$)",
    re.I,
)
# So is a matter that is said to have come up: "Did they discuss migration?" The articles ask no such question.
_MATTER_ASKED = re.compile(
    r"^(?:did|have|has) [^?]+? (?:discuss(?:ed)?|talk(?:ed)? about|sp(?:eak|oken) about|debated?) "
    r"(?:the |its |their |his |her |an? )?(?P<what>[^?]+?)"
    r"(?= (?:of|in|at|on|for|from|with|to|that|which|by|after|before|during|and|or)\b|\W*$)",
    re.I,
)
# "The Department of Energy" is another one than the Department of Commerce, though a plan may tell of energy: it stands
# in the passage or in the document's opening, as a whole, turned round or in short. In SQuAD's training articles none
# of 70 answerable questions lacks such a name, and 12 of 40 others do.
_BODY = re.compile(
    rf"\b(?P<body>{ORGANISATION_OF}) (?P<of>of|for|on) (?:the )?"
    r"(?P<name>[A-Z][\w’-]*(?:(?: and| of| the| of the|,)? [A-Z][\w’-]*)*)"
)
_OPENING = 3000  # characters
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DAY = re.compile(r"[0-3]?\d(?:st|nd|rd|th)?|(?:19|20)\d\d")
_PIECES = re.compile(r"[^\W\d_]+|\d+")
_OR = re.compile(r",?\s+or\s+(?:(?:in|on|at|by|the)\s+)*", re.I)


def holds(question: str, findings: Sequence[Finding], snapshot: Snapshot) -> bool:
    """Return whether every name and number of a question stands near the quotes of its answer.

    Where only a number can answer, the best quote must hold one.
    Of alternatives ("in Tokyo or in Delhi?") one is enough.

    Args:
        question: the stand-alone question.
        findings: what is to be quoted; together they must hold what is asserted.
        snapshot: the view of the store that they come from.
    """
    text = " ".join(_around(finding, snapshot) for finding in findings)
    best = max(findings, key=lambda one: one.score, default=None)
    if (
        (best is not None and _of_another_turn(question, best, text))
        or of_another_rank(question, text)
        or _of_another_office(question, text)
        or _of_another_body(question, text, findings, snapshot)
        or tells_of_no_such_event(question, text)
        or tells_no_deputy(question, text)
        or (
            best is not None
            and (
                (lacks_number(question, best.quote) and unset(question, best.quote) is None)
                or of_another_number(question, best.quote)
                or _of_another_measure(question, best)
                or _of_another_fate(question, best)
                or _of_another_object(question, text)
                or is_of_another_row(question, best.passage, best.sentence, text)
                or counts_others(question, best.quote, best.exact or "", text)
            )
        )
    ):
        return False
    asserted = names_and_numbers(question)
    if not asserted:
        return True
    near = Near(text)
    missing = [word for word in asserted if word.text not in near]
    if missing and (named := [event.span() for event in EVENT_NAMED.finditer(question)]):
        # Which event a briefing is on is told where it begins, and is "the dialogue" from there on.
        begun = Near(_begun(findings, snapshot))
        missing = [
            word
            for word in missing
            if word.text not in begun or not any(start <= word.start < end for start, end in named)
        ]
    if missing and best is not None and not _YEAR.search(best.quote):
        # What a report of 25 May says is so on 25 May, unless it says when itself.
        days = Near(_own_days(best, snapshot))
        missing = [word for word in missing if not (_is_of_a_day(word) and word.text in days)]
    documents = {finding.passage.document_id for finding in findings}
    return all(
        _is_alternative(question, word, asserted, missing)
        or _is_of_known_name(question, word, asserted, missing, documents, snapshot)
        for word in missing
    )


def _is_of_a_day(word: Token) -> bool:
    """Return whether a word may be a part of a day: "25", "May", "2025"."""
    return word.lower in MONTHS or _DAY.fullmatch(word.text) is not None


def _own_days(finding: Finding, snapshot: Snapshot) -> str:
    """Return the words for the day or year that a document bears: in its title, its file's name, its first lines."""
    document = snapshot.document(finding.passage.document_id)
    lines = masthead(snapshot.openings()[document.document_id].text)
    dated = "" if document.dated is None else f"{document.dated.day} {document.dated:%B} {document.dated.year}"
    name = " ".join(_PIECES.findall(document.source.rsplit("/", 1)[-1]))
    return " ".join((*lines, document.title, name, dated))


def _is_of_known_name(
    question: str,
    word: Token,
    asserted: Sequence[Token],
    missing: Sequence[Token],
    documents: Collection[str],
    snapshot: Snapshot,
) -> bool:
    """Whether the name that a word is a part of stands in full in the document, and its last word near the quote.

    Minutes name Marcus Ode once, and then "Mr. Ode".
    """
    at = asserted.index(word)
    run = [word]
    for following in asserted[at + 1 :]:
        if following.start - run[-1].end != 1 or not following.is_name:
            break
        run.append(following)
    if len(run) < 2 or run[-1] in missing or not word.is_name:
        return False
    said = re.sub("['’]s$", "", question[word.start : run[-1].end])
    name = re.compile(rf"\b{re.escape(said)}\b")
    return any(name.search(snapshot.text(document_id)) for document_id in documents)


def missing(question: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Return the names and numbers of a question that stand in none of the texts, as asked, each once."""
    near = Near(" ".join(texts))
    return tuple(dict.fromkeys(word.text for word in names_and_numbers(question) if word.text not in near))


def _of_another_turn(question: str, best: Finding, text: str) -> bool:
    """Return whether a question asks for the next one of a kind, or for the previous one, and a quote tells of none."""
    said = " ".join((*best.passage.heading[-1:], best.quote))
    return _of_no_next(question, said) or of_no_previous(question, said, text)


def _of_no_next(question: str, said: str) -> bool:
    """Return whether a question asks when or where something is next, and a quote and its heading tell of none."""
    return _NEXT_ASKED.search(question) is not None and _TO_COME.search(said) is None


def _of_another_office(question: str, text: str) -> bool:
    """Return whether a question asks who is prime minister, say, where a text tells of no prime minister."""
    asked = _OFFICE_ASKED.search(question)
    if asked is None:
        return False
    said = asked["office"].lower()
    names = next((group for group in _SAME_OFFICES if said in group), (said,))
    if said.startswith("chief ") and said.endswith(" officer"):
        names = (*names, "".join(word[0] for word in said.split()))
    office = "|".join(re.sub(r"[\s-]+", r"[\\s-]+", name) for name in names)
    return re.search(rf"\b(?:{office})(?:s|'s|’s)?\b", text, re.I) is None


def _of_another_body(question: str, text: str, findings: Sequence[Finding], snapshot: Snapshot) -> bool:
    """Return whether a question is about the Department of Energy, say, where nothing near has that department."""
    asked = list(_BODY.finditer(question))
    if not asked:
        return False
    said = f"{text} {_begun(findings, snapshot)}"
    return not all(has_body(body["body"], re.sub("[’']s$", "", body["name"]), said) for body in asked)


def _of_another_measure(question: str, best: Finding) -> bool:
    """Return whether a question asks for the profit, say, where the quote and what leads to it tell of no profit."""
    asked = _MEASURE_ASKED.search(question)
    said = _told_by(best)
    if asked is None or said is None:
        return False
    passage = best.passage
    before = max(
        (one for one in passage.sentences if one.start < best.sentence.start), key=lambda one: one.start, default=None
    )
    said = " ".join((*passage.heading, said, "" if before is None else quoted(passage, before)))
    measure = asked["measure"].lower()
    words = {word for line in _MEASURES if measure in line.split()[:2] for word in line.split()} | {measure}
    return words.isdisjoint(token.lower for token in tokens(said))


def _told_by(best: Finding) -> str | None:
    """Return a quote, of a row with the names of its columns; None of a row whose columns' names are not known."""
    if "|" not in best.quote:
        return best.quote
    names = columns_of(best.passage, best.sentence)
    return None if names is None else f"{best.quote} {quoted(best.passage, names)}"


def _of_another_fate(question: str, best: Finding) -> bool:
    told = _told_by(best)
    return told is not None and of_another_fate(question, " ".join((*best.passage.heading, told)))


def _of_another_object(question: str, text: str) -> bool:
    """Return whether a text does not tell of what it is asked when somebody joined, or whether they discussed."""
    asked = _OBJECT_ASKED.match(question) or _MATTER_ASKED.match(question)
    words = content_words(asked["what"]) if asked is not None else []
    if not words:
        return False
    found = stems(text)
    return words[-1].text not in Near(text) and not kindred_in(stem(words[-1].text), found)


def lacking(question: str, quote: str) -> int:
    """Return how many names and numbers of a question a quote itself does not hold."""
    near = Near(quote)
    return sum(word.text not in near for word in names_and_numbers(question))


def _around(finding: Finding, snapshot: Snapshot) -> str:
    passage = finding.passage
    people = people_of_head(snapshot.openings()[passage.document_id].text)
    return " ".join((snapshot.document(passage.document_id).title, people, *passage.heading, passage.text))


def _begun(findings: Sequence[Finding], snapshot: Snapshot) -> str:
    """Return what the documents of findings begin with."""
    documents = dict.fromkeys(one.passage.document_id for one in findings)
    return " ".join(snapshot.text(document_id)[:_OPENING] for document_id in documents)


def _is_alternative(question: str, word: Token, asserted: Sequence[Token], missing: Sequence[Token]) -> bool:
    """Whether "or" links a missing name with one that is there."""
    for joint in _OR.finditer(question):
        before = next((one for one in reversed(asserted) if one.end <= joint.start()), None)
        after = next((one for one in asserted if one.start >= joint.end()), None)
        if before is None or after is None or word not in (before, after):
            continue
        other = after if word == before else before
        if other not in missing:
            return True
    return False
