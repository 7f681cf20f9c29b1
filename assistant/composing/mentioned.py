"""Whom and what documents name, document by document."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import answer_words as words
from assistant.composing.draft import Draft, Group, Quote
from assistant.questions.mentions import DATES, mentions_of
from assistant.reader import Finding
from store import Snapshot


def compose_mentioned(kind: str, document_ids: Sequence[str], snapshot: Snapshot) -> Draft:
    """List what documents name of a kind, each with the sentence that names it; it is settled.

    Args:
        kind: one of those of `assistant.questions.mentions`.
        document_ids: of the documents, at least one.
        snapshot: the view of the store that they are in.
    """
    groups = []
    for document_id in document_ids:
        passages = snapshot.passages(document_id)
        quotes = []
        for item in mentions_of(kind, passages):
            passage = next(one for one in passages if item.sentence in one.sentences)
            shown = item.text if kind == DATES or not item.note else f"{item.text} ({item.note})"
            quotes.append(Quote(Finding(passage, item.sentence, item.span, 1.0), item=True, shown=shown))
        heading = words.of_document(snapshot.document(document_id)) if len(document_ids) > 1 else ""
        groups.append(Group(tuple(quotes), heading))
    named = [group for group in groups if group.quotes]
    documents = words.counted(len(document_ids))
    if not named:
        return Draft(0.0, intro=words.NONE_NAMED.format(kind=kind, documents=documents))
    intro = words.NAMED.format(kind=kind.capitalize(), documents=documents)
    return Draft(1.0, tuple(named), intro, "" if kind == DATES else words.NAMED_HOW, is_settled=True)
