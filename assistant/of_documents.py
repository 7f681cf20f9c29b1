"""Which documents a question is about that is answered from what documents bear, or from their numbered parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence

from assistant.composing import is_known
from assistant.forms.numbered import part_in, part_named, parts_called, parts_of
from assistant.forms.posed import ALIKE, sameness_to_heading
from assistant.language.wording import content_words, stem, stems
from assistant.language.works import WORK_STEMS
from assistant.questions.kind import Asked, QuestionKind
from assistant.questions.leaning import leanings
from assistant.questions.naming import called, means_all, named_by
from store import Document, Hit, Snapshot

DOCUMENT_KINDS = (
    QuestionKind.DESCRIPTION,
    QuestionKind.NUMBERED_PART,
    QuestionKind.NUMBERED_PARTS,
    QuestionKind.PAGE,
    QuestionKind.MENTIONED,
)
"""The kinds of question that `documents_for` knows."""
# Parts are looked for in so many documents; of more, in those that a search for so many passages finds first.
_MOST_DOCUMENTS = 6
_LOOKED_THROUGH = 40
# So much leaning to one document is no chance: a name in its opening, and in no other.
_CLEARLY = 0.5
_AND = re.compile(r",? and (?:the |of )?|, (?:the )?")
_BESIDE = re.compile(rf"{_AND.pattern}| (?:with|to|versus|vs\.?) (?:the )?(?:those of |that of )?")
_COMPARED = re.compile(r"(?:compare|contrast)\b", re.I)
_SUMMARY = frozenset(map(stem, ("executive", "summary", "short")))
# A single heading is no list of parts.
_FEWEST_PARTS = 2

Retrieve = Callable[[str, int, Collection[str] | None], list[Hit]]
"""Searches for a question: at most so many hits, in the given documents (None: in all)."""


def documents_for(
    asked: Asked, snapshot: Snapshot, documents: Collection[str] | None, retrieve: Retrieve
) -> tuple[str, ...]:
    """Return the ids of the documents that answer a question of `DOCUMENT_KINDS`; none where it has to be searched for.

    Args:
        asked: the question.
        snapshot: the view of the store that is asked.
        documents: ids of the documents to ask; None for all of them.
        retrieve: searches, as in `assistant.seeking`.

    Raises:
        UnknownDocument: one of ``documents`` is not in the store.
    """
    chosen = chosen_from(snapshot, documents)
    if asked.kind is QuestionKind.DESCRIPTION:
        return ids_of([one for one in meant_by(asked.topic, snapshot, chosen) if is_known(asked.asks, one)])
    if asked.kind is QuestionKind.MENTIONED:
        named = originals(meant_by(asked.topic, snapshot, chosen) if asked.topic else chosen)
        return ids_of(named) if len(named) <= _MOST_DOCUMENTS else ()
    if asked.kind is QuestionKind.PAGE:
        return _having_page(asked, snapshot, chosen)
    if asked.kind is QuestionKind.NUMBERED_PART:
        looked_through = list(ids_of(chosen))
        if len(looked_through) > _MOST_DOCUMENTS:
            hits = retrieve(asked.question, _LOOKED_THROUGH, documents)
            looked_through = list(dict.fromkeys(hit.passage.document_id for hit in hits))[:_MOST_DOCUMENTS]
        return _having_part(asked, snapshot, looked_through)
    return _of_each(asked, snapshot, chosen) or _having_parts(asked, snapshot, chosen)


def _of_each(asked: Asked, snapshot: Snapshot, chosen: Sequence[Document]) -> tuple[str, ...]:
    """Return the documents with such parts, where those of several are asked for by name: "the goals of A and B"."""
    between = _BESIDE if _COMPARED.match(asked.question) else _AND  # "of the agreement with Canada" is one thing
    names = [name for name in between.split(asked.topic) if name]
    found = [
        _having_parts(Asked(asked.kind, f"What are the {asked.asks} of {name}?", name, asked.asks), snapshot, chosen)
        for name in (names if len(names) > 1 else ())
    ]
    return tuple(dict.fromkeys(one for ids in found for one in ids)) if found and all(found) else ()


def has_section(asked: Asked, document: Document, snapshot: Snapshot) -> bool:
    """Return whether a document has a section headed by just what is asked for, "Key facts", and not by its name."""
    passages = snapshot.passages(document.document_id)
    headings = dict.fromkeys(heading for passage in passages for heading in passage.heading)
    above = stems(f"{document.title} {asked.topic}")
    # What is headed "Summary" is one already, in which a list is not looked for.
    told = (heading for heading in headings if not stems(heading) <= above | _SUMMARY)
    return any(sameness_to_heading(asked.question, heading, above) > ALIKE for heading in told)


def meant_by(topic: str, snapshot: Snapshot, chosen: list[Document]) -> list[Document]:
    """Return the documents that words mean: those they name, all, or the one they lean towards, of the kind they say.

    "The Commerce plan" is the document about Commerce with "plan" in its title.
    """
    if named := called(topic, chosen) or named_by(topic, chosen):
        return named
    if means_all(topic):
        return chosen
    towards = leanings(topic, snapshot, ids_of(chosen))
    most = max(towards.values(), default=0.0)
    nearest = [one for one in chosen if most > 0 and towards.get(one.document_id) == most]
    return nearest if len(nearest) == 1 and stems(topic) & stems(nearest[0].title) & WORK_STEMS else []


def _having_part(asked: Asked, snapshot: Snapshot, looked_through: Sequence[str]) -> tuple[str, ...]:
    """Return the documents that have a part of the number that is asked for: those that the question leans towards."""
    name = part_named(asked.topic)
    if name is None:
        return ()
    found = {one: part_in(name, snapshot.passages(one)) for one in looked_through}
    having = {one: part.said_of_it for one, part in found.items() if part is not None}
    having = {one: said for one, said in having.items() if said == max(having.values())}
    # The number says nothing of the document; a document that is named and lacks the part leaves nothing to show.
    towards = leanings(asked.question.replace(name.number, " "), snapshot, looked_through)
    most = max((towards.get(one, 0.0) for one in looked_through), default=0.0)
    return tuple(one for one in having if towards.get(one, 0.0) == most)


def _having_page(asked: Asked, snapshot: Snapshot, chosen: list[Document]) -> tuple[str, ...]:
    """Return the documents whose page is asked for; where none is so long, those that are meant all the same."""
    meant = meant_by(asked.topic, snapshot, chosen) if asked.topic else chosen
    paged = [one for one in originals(meant) if one.pages]
    having = [one for one in paged if (one.pages or 0) >= int(asked.asks)]
    found = having or paged
    return ids_of(found) if len(found) <= _MOST_DOCUMENTS else ()


def _having_parts(asked: Asked, snapshot: Snapshot, chosen: Sequence[Document]) -> tuple[str, ...]:
    """Return the documents that have parts of the kind that is asked for: of those that the question leans towards."""
    within, of = parts_of(asked.topic)
    towards = leanings(asked.question, snapshot, ids_of(chosen))
    most = max(towards.values(), default=0.0)
    clearly = _leant_to(of, snapshot, chosen)
    named = {stem(token.text) for token in content_words(of)}
    meant = [
        one
        for one in chosen
        if towards.get(one.document_id, 0.0) == most
        and (means_all(of) or named & _names(one) or one.document_id == clearly)
        and not _matter(of, one)
    ]
    meant = originals(meant)
    if len(meant) > _MOST_DOCUMENTS:
        return ()  # of a whole collection the best passages say more than the headings of some
    return ids_of(
        [
            one
            for one in meant
            if len(parts_called(asked.asks, snapshot.passages(one.document_id), within)) >= _FEWEST_PARTS
        ]
    )


def _matter(words: str, document: Document) -> set[str]:
    """Return what of the words for a document are none for it: "equity" of "equity at DOT", whose goals are not all."""
    plain = {stem(token.text) for token in content_words(words) if not token.is_name and not token.has_digit}
    return set() if means_all(words) else plain - _names(document) - WORK_STEMS


def _leant_to(words: str, snapshot: Snapshot, chosen: Sequence[Document]) -> str | None:
    """Return the one document that words lean to by its beginning: "Commerce", of a plan whose title lacks the word."""
    towards = leanings(words, snapshot, ids_of(chosen))
    found = [one for one, leaning in towards.items() if leaning >= _CLEARLY]
    return found[0] if len(found) == 1 else None


def originals(documents: Iterable[Document]) -> list[Document]:
    """Return documents in order, the first of equal copies for all of them."""
    firsts: dict[str, Document] = {}
    for one in documents:
        firsts.setdefault(one.version, one)
    return list(firsts.values())


def _names(document: Document) -> frozenset[str]:
    return stems(f"{document.title} {document.source}")


def chosen_from(snapshot: Snapshot, documents: Collection[str] | None) -> list[Document]:
    """Return the documents that are asked; raises `UnknownDocument`."""
    if documents is None:
        return snapshot.documents()
    return [snapshot.document(document_id) for document_id in dict.fromkeys(documents)]


def ids_of(documents: Sequence[Document]) -> tuple[str, ...]:
    """Return the documents' ids."""
    return tuple(document.document_id for document in documents)
