"""Which documents a question names in its own way, and what is left to read in them.

They are the sides of a comparison, those that are to tell of something, or the one to look in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.language.wording import NUMBERS, content_words, stem, stems, tokens
from assistant.language.works import WORK, WORK_STEMS
from assistant.of_documents import chosen_from, originals
from assistant.own_names import BETWEEN, document_named, one_meant
from assistant.questions.document_phrases import AT_ODDS, POSITION, VALUE
from assistant.questions.naming import means_all, mentioned_in, named_by
from store import Document, Snapshot

_COMPARING = frozenset(
    stem(word)
    for word in "compare contrast differ different difference differences similar similarity similarities versus vs "
    "common agree disagree contradict conflict consistent between across among change changed main key major one two "
    "three four five".split()
)
_COMPARE = r"(?:please )?(?:compare|contrast|compare and contrast)"
_ABOUT = r"(?:on|about|regarding|concerning|as to|over|with regard to|with respect to|in terms of|when it comes to)"
_SAY = r"(?:say|says|tell|tells|report|reports)"
_EACH = r"(?: each| both)?"
_SAY_ABOUT = rf"{_SAY} (?:about|on|of|regarding)"
_TREAT = r"(?:address|approach|cover|deal with|define|describe|discuss|handle|tackle|treat|view)"
_MENTION = rf"(?:mentions?|covers?|speaks? of|refers? to|{_TREAT}e?s?|talks? about|deals with)"
_DIFFERENCES = r"(?:differences?|similarit(?:y|ies)|contrasts?)"
_WAY = r"(?:how|where|in (?:what|which) (?:ways?|respects?)|what)"
_DIFFER = r"(?:differ|disagree|agree|compare|conflict|contradict|consistent)"
_TO_A_MATTER = r"(?:to|on|towards?) (?P<matter>.+?)"
_BESIDE_THAT = rf"(?:differ|compare) (?:from|to|with) (?:(?:that|those|the {POSITION}) of )?"
_CHANGE = (
    r"(?:changed?|differ|developed?|evolved?|grown?|grew|risen?|rose|fallen?|fell|increased?|decreased?|improved?)"
)
# Documents, as ``sides`` or ``one`` and ``other``, and on what they are compared where the form itself says so.
_COMPARISONS = (
    rf"{_COMPARE} what (?P<sides>.+?){_EACH} {_SAY_ABOUT} (?P<matter>.+)",
    rf"{_COMPARE} how (?P<sides>.+?){_EACH} {_TREAT} (?P<matter>.+)",
    rf"{_COMPARE} (?:the )?(?:approach(?:es)?|positions?|views?) of (?P<sides>.+?) (?:to|on|towards?) (?P<matter>.+)",
    rf"{_COMPARE} (?P<sides>.+)",
    rf"{_COMPARE} (?:the |their )?(?P<matter>.+?) (?:of|in|at) (?P<sides>.+)",
    rf"{_COMPARE} (?P<sides>.+['’]s?) (?P<matter>.+)",
    rf"how (?:do|does|did) (?P<one>.+?)['’]s? {POSITION} {_TO_A_MATTER} {_BESIDE_THAT}(?P<other>.+)",
    rf"how (?:do|does|did) the {POSITION} of (?P<one>.+?) {_TO_A_MATTER} {_BESIDE_THAT}(?P<other>.+)",
    r"how (?:do|does|did|is|are) (?P<one>.+?) (?:differ|different|compare) (?:from|to|with) (?P<other>.+?)"
    rf"(?: (?:{_ABOUT}|in) (?P<matter>.+))?",
    rf"(?:{_WAY} )?(?:do|does|did|are) (?P<sides>.+?) {_DIFFER}(?: with each other| each other)?"
    rf"(?: (?:{_ABOUT}|in|of) (?P<matter>.+))?",
    rf"(?:what (?:are|is|were|was) )?(?:the )?(?:main |key |major )?{_DIFFERENCES} (?:between|among|of) (?P<sides>.+)",
    rf"(?:is|are|what) (?:there )?(?:any |some )?{AT_ODDS}(?: (?:is|are) there)? (?:between|among|across|in) "
    r"(?P<sides>.+)",
    rf"what (?:do|does|did) (?P<sides>.+?) have in common(?: (?:{_ABOUT}|in) (?P<matter>.+))?",
)
# Something that has a value at each of two times, or in each of two documents.
_CHANGES = (
    rf"(?:how|by how much) (?:do|does|did|has|have) (?P<matter>.+?) {_CHANGE} (?:between|from) (?P<sides>.+)",
    r"what (?:is|was|were) the (?:change|difference)s? in (?P<matter>.+?) between (?P<sides>.+)",
    r"do (?P<sides>.+?) (?:both )?(?:give|state|report|have|use|name|quote|cite|mention|set) the same (?P<matter>.+)",
)
_CHANGED = re.compile(
    rf"how (?:has|have|did) (?P<matter>(?:the )?{VALUE} .+?) changed?(?: over (?:time|the years)| so far)?", re.I
)
# "Summarise what the Commerce plan says about it."
_WHAT = r"(?:what (?:do|does|did)|(?:summari[sz]e|sum up|explain|show|quote|tell me) what)"
_BESIDE = r"(?:compared (?:to|with)|in contrast to|as opposed to|versus|vs\.?)"
# Of documents only where these are named: "What do India and Japan say about debris?" is none.
_TELLINGS = (
    rf"{_WHAT} (?P<one>.+?) {_SAY_ABOUT} (?P<matter>.+?),? {_BESIDE} (?P<other>.+)",
    rf"how (?:do|does|did) (?P<one>.+?) {_TREAT} (?P<matter>.+?),? {_BESIDE} (?P<other>.+)",
    rf"{_WHAT} (?P<sides>.+?){_EACH} {_SAY_ABOUT} (?P<matter>.+)",
    rf"how (?:do|does|did) (?P<sides>.+?){_EACH} {_TREAT} (?P<matter>.+)",
    rf"(?:which|what)(?: of)? (?P<sides>(?:(?:the|these|my|our) )?{WORK}) {_MENTION} (?P<matter>.+?)"
    r"(?: (?:the )?(?:most|best))?",
)
# "According to the Commerce plan, who …?", "Who … in the Commerce plan?"
_WITHIN = (
    r"(?:in|from|according to|as per|per) (?P<sides>[^,]+), ?(?P<matter>.+)",
    r"(?P<matter>.+?\w),? (?:according to|as per|per) (?P<sides>[^,]+)",
    r"(?P<matter>.+\w),? (?:in|from) (?P<sides>[^,]+)",
)
_ON_A_MATTER = re.compile(rf" (?:{_ABOUT}|in|for) (?:what they {_SAY_ABOUT} )?", re.I)
_PARTY = r"[A-Z][\w’'-]*(?: (?:(?:of|the) )*[A-Z][\w’'-]*)*"
_BETWEEN_PARTIES = re.compile(
    rf"\b(?:the|this) (?:[\w-]+ )?(?:{WORK}|agreement|treaty|convention|contract|accord|protocol)"
    rf"(?P<parties> between (?:the )?(?P<one>{_PARTY}) and (?:the )?(?P<other>{_PARTY}))"
)
_COUNT_OF = re.compile(r"^(?:the )?(?:total )?numbers? of ", re.I)
_COUNT = rf"(?:\d+|{'|'.join(NUMBERS)}|both|all|all of)"
_SEVERAL = re.compile(rf"(?:(?:the|these|those|my|our|your|{_COUNT}) )*(?P<kind>(?:[\w-]+ )?{WORK})", re.I)


@dataclass(frozen=True, slots=True)
class Compared:
    """The documents that are meant, of equal copies one, and what each is read for: "" for all that it says.

    ``named`` says whether the question speaks of these documents, and does not only ask them.
    """

    documents: tuple[Document, ...]
    matter: str
    named: bool


def told_by_named(question: str, snapshot: Snapshot, documents: Collection[str] | None) -> Compared | None:
    """Return what documents are asked to tell that are named one by one, or what one is; None for other questions.

    >>> told_by_named("What do the Transport plan and the Commerce plan say about climate?", snapshot, None).matter
    'climate'

    Args:
        question: a stand-alone question.
        snapshot: the view of the store.
        documents: ids of the documents that are asked; None for all of them.

    Raises:
        UnknownDocument: one of ``documents`` is not in the store.
    """
    return _read_as(_TELLINGS, question, lambda sides: _telling(sides, snapshot, chosen_from(snapshot, documents)))


def asked_within(question: str, snapshot: Snapshot, documents: Collection[str] | None) -> Compared | None:
    """Return the one document of several that a question is to be answered from, and the question without it.

    >>> asked_within("According to the Transport plan, who runs the trams?", snapshot, None).matter
    'Who runs the trams'

    See `told_by_named` for the arguments and the error.
    """
    found = _read_as(_WITHIN, question, lambda side: _within(side, snapshot, documents))
    return None if found is None else replace(found, matter=found.matter[:1].upper() + found.matter[1:])


def asked_of_parties(question: str, snapshot: Snapshot, documents: Collection[str] | None) -> Compared | None:
    """Return the documents that are told by between whom they are, and the question without it; None for others.

    >>> asked_of_parties("What is the aim of the memorandum between Norland and Velsk?", snapshot, None).matter
    'What is the aim of the memorandum?'

    See `told_by_named` for the arguments and the error.
    """
    found = _BETWEEN_PARTIES.search(question)
    if found is None:
        return None
    openings = snapshot.openings()
    parties = [re.compile(rf"\b{re.escape(found[name])}\b") for name in ("one", "other")]
    meant = [
        one
        for one in originals(chosen_from(snapshot, documents))
        if all(party.search(f"{one.title} {openings[one.document_id].text}") for party in parties)
    ]
    matter = question[: found.start("parties")] + question[found.end("parties") :]
    return Compared(tuple(meant), matter, named=True) if meant else None


def compared(question: str, topic: str, snapshot: Snapshot, documents: Collection[str] | None) -> Compared:
    """Return what a comparison is of: the documents that it names, else all that are asked.

    Args:
        question: the stand-alone question.
        topic: what is to be compared, as it was said.
        snapshot: the view of the store.
        documents: ids of the documents that are asked; None for all of them.

    Raises:
        UnknownDocument: one of ``documents`` is not in the store.
    """
    chosen = chosen_from(snapshot, documents)
    if (changed := _read_as(_CHANGES, question, lambda sides: _several_meant(sides, snapshot, chosen))) is not None:
        return replace(changed, matter=_value_of(changed.matter))
    found = _read_as(_COMPARISONS, question, lambda sides: _several_meant(sides, snapshot, chosen))
    if found is not None:
        return found
    if (over_all := _CHANGED.fullmatch(" ".join(question.split()).rstrip(" .?!"))) is not None:
        return Compared(tuple(originals(chosen)), _value_of(over_all["matter"]), named=False)
    named = originals(mentioned_in(question, chosen))
    concerned = tuple(named if len(named) > 1 else originals(chosen))
    if means_all(topic) or len(named) > 1:
        names = {stem(token.text) for one in named for token in content_words(f"{one.title} {one.source}")}
        if not {stem(token.text) for token in content_words(question)} - _COMPARING - names:
            return Compared(concerned, "", named=True)
    # "Compare the Norwegian delegation and the Chilean delegation": nothing is asked, two matters are named.
    return Compared(concerned, re.sub(rf"^{_COMPARE} ", "", question, flags=re.I), named=False)


def _read_as(rules: Sequence[str], question: str, meaning: Callable[[str], list[Document]]) -> Compared | None:
    """Return what is compared by the first rule that finds documents on all sides; ``meaning`` finds them."""
    words = " ".join(question.split()).rstrip(" .?!")
    for rule in rules:
        if (found := re.fullmatch(rule, words, re.I)) is None:
            continue
        said = found.groupdict()
        for sides, matter in _parted(said.get("sides") or f"{said['one']} and {said['other']}", said.get("matter")):
            if documents := originals(meaning(sides)):
                return Compared(tuple(documents), matter, named=True)
    return None


def _value_of(matter: str) -> str:
    """Return the question for something's value: "How many boats?" for "the number of boats"."""
    if count := _COUNT_OF.match(matter):
        return f"How many {matter[count.end() :]}?"
    return f"What is {matter}?"


def _parted(said: str, matter: str | None) -> Iterator[tuple[str, str]]:
    """Give the ways to part what is compared from the matter, the longest sides first: names have an "on" too.

    Without a matter comes last: "the Commerce plan on equity" may be a plan with "equity" in its title.
    """
    if matter is None:
        for tail in reversed(list(_ON_A_MATTER.finditer(said))):
            yield said[: tail.start()], said[tail.end() :]
    yield said, matter or ""


def _meant(sides: str, snapshot: Snapshot, chosen: Sequence[Document]) -> list[Document]:
    """Return the documents that the sides of a comparison are: all, all of a kind ("the two plans"), or `_named`."""
    if means_all(sides):
        return list(chosen)
    return _of_a_kind(sides, chosen) or _by_whole_names(sides, chosen) or _named(sides, snapshot, chosen)


def _by_whole_names(sides: str, chosen: Sequence[Document]) -> list[Document]:
    """Return the documents whose whole titles or file names are the sides; they may have an "and" or a comma."""
    found = originals(mentioned_in(sides, chosen))
    names = stems(" ".join(f"{one.title} {one.source}" for one in found)) | WORK_STEMS
    return found if len(found) > 1 and {stem(one.text) for one in content_words(sides)} <= names else []


def _of_a_kind(sides: str, chosen: Sequence[Document]) -> list[Document]:
    """Return the documents that "the two plans" are, or "the plan" where several are one; else none."""
    several = _SEVERAL.fullmatch(sides)
    found = [] if several is None else originals(named_by(several["kind"], chosen))
    return found if len(found) > 1 else []


def _several_meant(sides: str, snapshot: Snapshot, chosen: Sequence[Document]) -> list[Document]:
    meant = originals(_meant(sides, snapshot, chosen))
    return meant if len(meant) > 1 else []


def _telling(sides: str, snapshot: Snapshot, chosen: Sequence[Document]) -> list[Document]:
    """Return the documents that are named and are to tell; one alone only where it is called a document, or a file."""
    if several := _of_a_kind(sides, chosen):
        return several
    named = originals(_named(sides, snapshot, chosen))
    # "What does Japan say?" asks of Japan, though a title has the name.
    called = bool(stems(sides) & WORK_STEMS) or any(token.has_digit for token in tokens(sides))
    return named if len(named) > 1 or called else []


def _within(side: str, snapshot: Snapshot, documents: Collection[str] | None) -> list[Document]:
    """Return the document that is named as one and by more: "take part in the survey" is no place to look."""
    chosen = originals(chosen_from(snapshot, documents))
    named = document_named(side, snapshot, chosen) if len(chosen) > 1 else None
    return [] if named is None else [named]


def _named(sides: str, snapshot: Snapshot, chosen: Sequence[Document]) -> list[Document]:
    """Return the documents that are named one by one; none where one of these names means no document."""
    names = [name for name in BETWEEN.split(re.sub(r"^(?:both|between) ", "", sides, flags=re.I)) if name]
    # Plain words, "equity and resilience", are matters, though titles have them.
    if not (stems(sides) & WORK_STEMS or all(_is_named(name) for name in names)):
        return []
    found = [one_meant(name, snapshot, chosen) for name in names]
    known = [one for one in found if one is not None]
    return known if len(known) == len(found) else []


def _is_named(side: str) -> bool:
    return any(token.is_name or token.has_digit for token in tokens(side))
