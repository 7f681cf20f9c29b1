"""Parts of documents by their number: the heading, what stands below it, and the headings of its own parts."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import answer_words as words
from assistant.composing.draft import Draft, Group, Quote
from assistant.composing.lists import MOST_ITEMS, Sections, with_items
from assistant.numbered import PartName, part_in
from assistant.reader import Finding
from store import Document, Passage, Snapshot, Span

# Where a part has parts in turn, so much of what it says itself comes before their headings.
_OWN_UNITS = 4


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
