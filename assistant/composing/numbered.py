"""Parts of documents by their number: the heading, what stands below it, and the headings of its own parts."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import answer_words as words
from assistant.composing.draft import Draft, Group, Quote
from assistant.composing.sections import MOST_ITEMS, Sections, with_items
from assistant.composing.selecting import is_heading
from assistant.forms.numbered import PartName, is_numbered, part_in, parts_called
from assistant.language.wording import tokens
from assistant.reader import Finding
from store import Document, Passage, Snapshot, Span

# Where a part has parts in turn, so much of what it says itself comes before their headings.
_OWN_UNITS = 4
# "Make our transportation system safer": with fewer words a heading names a matter.
_FEWEST_WORDS = 4
# A plan may have a hundred strategies.
MOST_PARTS = 40


def compose_numbered(name: PartName, document_ids: Sequence[str], snapshot: Snapshot) -> Draft:
    """Quote the parts of documents that bear a number, document by document; equal copies count once.

    They count as answered with full confidence: the part is there, and this is what it says.

    Args:
        name: of the part.
        document_ids: of documents that have such a part.
        snapshot: the view of the store that they are in.
    """
    versions: dict[str, Document] = {}
    for document_id in document_ids:
        document = snapshot.document(document_id)
        versions.setdefault(document.version, document)
    most = max(_OWN_UNITS, MOST_ITEMS // max(1, len(versions)))
    groups = []
    for document in versions.values():
        heading = words.of_document(document) if len(versions) > 1 else ""
        quotes = tuple(_quotes(name, snapshot.passages(document.document_id), snapshot)[:most])
        groups.append(Group(quotes, heading))
    return Draft(1.0, tuple(groups), is_settled=True)


def compose_numbered_parts(
    noun: str, within: PartName | None, document_ids: Sequence[str], snapshot: Snapshot
) -> Draft:
    """Quote the headings of the parts of documents that are called by a noun, as `compose_numbered` does one part.

    Args:
        noun: how they are called: "strategic goals".
        within: the part that they are to be parts of, or None.
        document_ids: of documents that have such parts.
        snapshot: the view of the store that they are in.
    """
    groups = []
    more = 0
    most = MOST_PARTS // max(1, len(document_ids))
    sections = Sections(snapshot)
    for document_id in document_ids:
        parts = parts_called(noun, snapshot.passages(document_id), within)
        more += max(0, len(parts) - most)
        told = len(parts) * len(document_ids) <= MOST_ITEMS
        quotes = tuple(_named(*one, sections if told else None) for one in parts[:most])
        groups.append(Group(quotes, words.of_document(snapshot.document(document_id)) if len(document_ids) > 1 else ""))
    outro = words.MORE.format(count=f"{more:,}") if more else ""
    return Draft(1.0, tuple(groups), outro=outro, is_settled=True)


def _named(passage: Passage, unit: Span, sections: Sections | None) -> Quote:
    """Return the heading of a part, and where there is room what stands right below it."""
    heading = _finding(passage, unit)
    after = [] if sections is None else [one for one in sections.of(passage) if one[1].start > unit.start]
    first = _finding(*after[0]) if after else None
    if first is None or (is_heading(first) and not _says_more(first.quote)):
        return Quote(heading, item=True)
    return Quote(first, item=True, lead=heading)


def _says_more(heading: str) -> bool:
    """Return whether a heading right below another says what that one is about, and is no part: "Make roads safer"."""
    return not is_numbered(heading) and len(tokens(heading)) >= _FEWEST_WORDS


def _quotes(name: PartName, passages: Sequence[Passage], snapshot: Snapshot) -> list[Quote]:
    part = part_in(name, passages)
    if part is None:
        return []
    first = _finding(part.passage, part.unit)
    if not part.below and not part.parts_within:
        return with_items(first, Sections(snapshot)) if first.quote.endswith(":") else [Quote(first)]
    sections = Sections(snapshot)
    own = [one for one in (_finding(*place) for place in part.below) if not sections.says_nothing(one)]
    own = own[:_OWN_UNITS] if part.parts_within else own
    within = [_finding(*place) for place in part.parts_within]
    return [Quote(first), *(Quote(one, item=True) for one in (*own, *within))]


def _finding(passage: Passage, unit: Span) -> Finding:
    return Finding(passage, unit, None, 1.0)
