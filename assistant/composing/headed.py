"""Whole lists below a heading, or in a column, that is called what is asked for: "Key risks" of "Which risks …?"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant import answer_words as words
from assistant.composing.draft import COMPARED, Draft, Group, Quote
from assistant.composing.sections import MOST_ITEMS, Sections, lines_of
from assistant.forms.rows import names_columns, row_of_names
from assistant.language.kindred import common
from assistant.language.wording import content_words, stem, stems, tokens
from assistant.language.works import WORK_STEMS
from assistant.reader import Finding, Reading
from store import Passage, Snapshot, Span

# So many documents are looked through, in the order in which the search found them.
_MOST_DOCUMENTS = 6
# A list has so many members.
_FEWEST = 2
# "Which risks …", "What are the main risks …", "List the risks …"
_ASKED = re.compile(
    r"(?:(?:what|which)(?: (?:are|were|is|was))?|list|name|give me|show me|tell me)(?: all)?(?: of)?"
    r"(?: (?:the|its|their|our|your|some|any|his|her))* (?P<attributes>(?:[\w-]+ ){0,2}?)(?P<noun>(?!does\b)\w+s)\b"
    r"(?P<rest>.*)",
    re.I,
)
# "What did the auditors recommend?" asks for their recommendations.
_DONE = re.compile(r"what (?:do|does|did|has|have) (?P<rest>.+?) (?P<did>\w+)\W*", re.I)
# "Who signed off the plan?" (read as "approved") asks for what stands below "Sign-off".
_SIGNED = re.compile(r"who (?:has |have |all |else )*(?:signed|approved|endorsed|countersigned)\b(?P<rest>.*)", re.I)
_SIGNED_BELOW = frozenset(map(stem, ("signoff", "sign-off", "signature", "signatures", "signatory", "signed")))
_NOUN_OF = {
    "recommend": "recommendations",
    "recommended": "recommendations",
    "decide": "decisions",
    "decided": "decisions",
    "conclude": "conclusions",
    "find": "findings",
    "found": "findings",
}
# What any list may be said to be, and what any document does with it.
_GENERAL = frozenset(
    map(
        stem,
        "main key major principal important top biggest different specific several various following possible current "
        "identify see list name mention contain give include make propose compare consider describe discuss present "
        "come come out arise result emerge exist raise say state outline have has face set find look at offer put "
        "forward involve apply sit take up call for years year between around about all affect hit strike "
        "concern".split(),
    )
)
# "the regions: Karsholm, Dray and the Isles"
_ENUMERATION = re.compile(r"(?P<noun>[\w-]+)(?:: |, namely |, that is,? )[^:.]*?(?:,| and ) ?\w")
# A sentence with a list of its own is the better one where it is among so many of the best findings.
_READ_FIRST = 3
_PIECES = frozenset(map(stem, ("item", "point")))
_MARK = re.compile(r"\W*[A-Za-z]?\d{0,3}[.):]?\W*")
_PARTS = re.compile(r"[^\W\d_]+|\d+")
# "Three scenarios to 2030" is headed by its scenarios.
_HEAD_ENDS = re.compile(r"\s+(?:of|for|to|in|on|and|from|by|with|that|at|under|since)\b|[:,(–—/|]| - ", re.I)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a list is to be of, a word, and what else the question says: stems, one for words that mean the same.

    ``headings`` are the stems of further words that head it.
    """

    noun: str
    besides: frozenset[str]
    headings: frozenset[str] = frozenset()

    def names(self, heading: str) -> bool:
        """Return whether a heading or a column is called so, or by a plural that stands for it: no "Industry"."""
        head = _head_of(heading)
        if not head:
            return False
        is_plural = head.lower().endswith("s")
        return stem(head) in {stem(self.noun), *self.headings} or (is_plural and _root(head) == _root(self.noun))


def headed_list(question: str, reading: Reading, snapshot: Snapshot) -> Draft | None:
    """Quote all that stands below the heading for what is asked, or in the table of it; None where there is none.

    All else that the question says must stand in the section, the headings above it, the document's title or its
    beginning. Of several such documents those count whose titles say most of it.

    Args:
        question: the stand-alone question.
        reading: what the reader made of the passages; their documents are looked through.
        snapshot: the view of the store that they come from.
    """
    wanted = _wanted(question)
    if wanted is None or any(_enumerates(wanted, one.quote) for one in reading.findings[:_READ_FIRST]):
        return None
    sections = Sections(snapshot)
    openings = snapshot.openings()
    found: list[tuple[tuple[int, int], Passage]] = []
    for document_id in list(dict.fromkeys(hit.passage.document_id for hit in reading.hits))[:_MOST_DOCUMENTS]:
        document = snapshot.document(document_id)
        title = _alike(f"{document.title} {' '.join(_PARTS.findall(document.source.rsplit('/', 1)[-1]))}")
        begun = _alike(openings[document_id].text)
        for passage in _called(wanted, snapshot.passages(document_id)):
            inside = _alike(" ".join((*passage.heading, *(text for text, _ in _said(passage, sections)))))
            if wanted.besides <= title | begun | inside | {_root(wanted.noun)}:
                found.append(((len(wanted.besides & title), len(wanted.besides & begun)), passage))
                break
    most = max((rank for rank, _ in found), default=(0, 0))
    score = reading.findings[0].score if reading.findings else 0.0
    listed = {passage: _listed(passage, sections, score) for rank, passage in found if rank == most}
    told = [(snapshot.document(passage.document_id), tuple(quotes)) for passage, quotes in listed.items() if quotes]
    if not told:
        return None
    # What is asked for is what the document calls so: that is no matter of likelihood.
    groups = tuple(Group(quotes, words.of_document(document) if len(told) > 1 else "") for document, quotes in told)
    return Draft(max(reading.confidence, COMPARED), groups, is_settled=True)


def _enumerates(wanted: _Wanted, quote: str) -> bool:
    """Return whether a sentence has the list itself: "three of the nine regions: Karsholm, Dray and the Isles"."""
    return any(
        stem(listed["noun"]) == stem(wanted.noun) and not quote.rstrip().endswith(":")
        for listed in _ENUMERATION.finditer(quote)
    )


def _wanted(question: str) -> _Wanted | None:
    plain = " ".join(question.split()).rstrip(" .?!")
    if done := _DONE.fullmatch(plain):
        noun = _NOUN_OF.get(done["did"].lower())
        return None if noun is None else _Wanted(noun, _besides(done["rest"]))
    if signed := _SIGNED.fullmatch(plain):
        return _Wanted("signatories", _besides(signed["rest"]), _SIGNED_BELOW)
    asked = _ASKED.fullmatch(plain)
    if asked is None:
        return None
    noun = _head_of(f"{asked['attributes']}{asked['noun']}")
    return _Wanted(noun, _besides(f"{asked['attributes']} {asked['rest']}") - {_root(noun)} - _PIECES)


def _besides(words: str) -> frozenset[str]:
    said = {stem(token.text) for token in content_words(words)}
    return frozenset(map(common, said - _GENERAL - WORK_STEMS))


def _called(wanted: _Wanted, passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield the first passage of each section whose heading, or whose table's first column, is called so."""
    seen: set[tuple[str, ...]] = set()
    for passage in passages:
        if passage.heading in seen:
            continue
        if passage.heading and wanted.names(passage.heading[-1]):
            seen.add(passage.heading)
            yield passage
            continue
        first = next((line for line in passage.text.splitlines() if "|" in line), "")
        column = next((cell for cell in first.split("|") if cell.strip()), "")
        if first and wanted.names(column) and len(tokens(column)) <= _FEWEST:
            yield passage


def _head_of(heading: str) -> str:
    """Return the word that a heading is of, "risks" of "2. Key risks and what is done"; "" where it has none.

    Action items are actions, as action points are.
    """
    head = _HEAD_ENDS.split(heading.strip(" *_#0123456789.)("), maxsplit=1)[0]
    said = [word.text for word in tokens(head)]
    return next((word for word in reversed(said) if stem(word) not in _PIECES), "".join(said[-1:]))


def _listed(passage: Passage, sections: Sections, score: float) -> list[Quote]:
    """Return a section's items or rows, or where it has none its lines, each with the sentences that go on with it.

    The names of the columns stand before the rows, where these do not have them.
    """
    told = lines_of(passage, sections)
    lines = [line for line in told if not names_columns(*line.units[0])]
    marked = [line for line in lines if line.is_item]
    members = marked if len(marked) >= _FEWEST else [line for line in lines if not line.leads_in]
    if not _FEWEST <= len(members) <= MOST_ITEMS:
        return []
    names = row_of_names(*members[0].units[0])
    head = [line.units[0] for line in told if line.units[0][1] == names]
    return [Quote(Finding(*unit, None, score)) for unit in head] + [
        Quote(Finding(*unit, None, score), item=number == 0, goes_on=number > 0)
        for line in members
        for number, unit in enumerate(unit for unit in line.units if not _is_mark(unit, sections))
    ]


def _is_mark(unit: tuple[Passage, Span], sections: Sections) -> bool:
    """Return whether a unit is an item's number alone: "R1."."""
    passage, span = unit
    return _MARK.fullmatch(sections.text(passage)[span.start : span.end]) is not None


def _said(passage: Passage, sections: Sections) -> list[tuple[str, Passage]]:
    text = sections.text(passage)
    return [(text[span.start : span.end], one) for one, span in sections.of(passage)]


def _alike(text: str) -> frozenset[str]:
    return frozenset(map(common, stems(text)))


def _root(word: str) -> str:
    return common(stem(word))
