"""Documents that are called by names of one's own: "the Commerce plan", "sitrep 7", "the June report"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.wording import FUNCTION_WORDS, content_words, stem, stems, tokens
from assistant.language.works import WORK_STEMS
from assistant.of_documents import originals
from assistant.questions.leaning import leanings, masthead
from assistant.questions.naming import named_by
from store import Document, Snapshot

BETWEEN = re.compile(
    r",? and (?:the )?|, (?:the )?| (?:with|to|versus|vs\.?|from) (?:the )?(?:(?:those|that) of )?", re.I
)
"""What stands between the names of several documents."""
_PIECES = re.compile(r"[^\W\d_]+|\d+")
_ENDING = re.compile(r"(?<=\w)\.[a-z]{2,5}$", re.I)
# Whose a document is, which its title need not say: "the Commerce Department".
_BODIES = frozenset(map(stem, "department agency ministry office government company bureau commission".split()))
_OF_A_NUMBER = frozenset(("no", "nr", "number"))
# Further on than any beginning goes.
_NOWHERE = 10_000
# So much of what is said of a side must speak for its document: a name in its title, and in no other.
_CLEARLY = 0.5


def document_named(words: str, snapshot: Snapshot, chosen: Sequence[Document]) -> Document | None:
    """Return the one document that is named in one's own way, "the Commerce plan"; None where none or several may be.

    Args:
        words: what is said of it; they must call it a document and say which.
        snapshot: the view of the store.
        chosen: the documents that are asked.
    """
    said = {stem(token.text) for token in content_words(words)}
    if not (said & WORK_STEMS and said - WORK_STEMS):
        return None
    documents = originals(chosen)
    if len(documents) > 1:
        side = re.sub(r"^(?:the|this|that|our|my|your) ", "", words, flags=re.I)
        meant = _one_that_begins_so if BETWEEN.search(words) else one_meant
        return meant(side, snapshot, documents)
    begun = snapshot.openings()[documents[0].document_id].text if documents else ""
    return documents[0] if documents and said - WORK_STEMS <= stems(f"{_named_as(documents[0])} {begun}") else None


def one_meant(side: str, snapshot: Snapshot, chosen: Sequence[Document]) -> Document | None:
    """Return the one document that words mean by its title, file name or beginning, and by nothing besides.

    Args:
        side: what is said of it, without an article: "Commerce plan", "sitrep 7", "June 2025".
        snapshot: the view of the store.
        chosen: the documents that are asked.
    """
    side = _ENDING.sub("", side)
    if len(named := originals(named_by(side, chosen))) == 1:
        return named[0]
    return _leant_to(side, snapshot, chosen) or _one_that_begins_so(side, snapshot, chosen)


def _leant_to(side: str, snapshot: Snapshot, chosen: Sequence[Document]) -> Document | None:
    # Behind a word, a capital makes a name.
    towards = leanings(f"the {side}", snapshot, [one.document_id for one in chosen])
    most = max(towards.values(), default=0.0)
    nearest = originals(one for one in chosen if towards.get(one.document_id) == most)
    if most < _CLEARLY or len(nearest) != 1:
        return None
    names = f"{_named_as(nearest[0])} {snapshot.openings()[nearest[0].document_id].heading}"
    plain = {stem(token.text) for token in content_words(side) if not (token.is_name or token.has_digit)}
    return nearest[0] if plain <= stems(names) | WORK_STEMS | _BODIES else None


def _one_that_begins_so(side: str, snapshot: Snapshot, chosen: Sequence[Document]) -> Document | None:
    """Return the one document that has all words of a side in its title, its file name or at its beginning.

    Of several it is the one that has them in a row there: "situation report no. 8" is not the one that mentions it.
    What is not called a document, "June 2025", stands in what is no sentence there.
    """
    said = _words_of(side)
    openings = {one.document_id: snapshot.openings()[one.document_id].text for one in chosen}
    if not stems(side) & WORK_STEMS:
        openings = {one: "\n".join(masthead(text)) for one, text in openings.items()}
    begun = {one.document_id: _words_of(f"{_named_as(one)}\n{openings[one.document_id]}") for one in chosen}
    having = [one for one in chosen if set(said) <= set(begun[one.document_id])]
    if len(having) > 1:
        places = {one.document_id: _in_a_row(said, begun[one.document_id]) for one in having}
        first = min(places.values())
        having = [one for one in having if places[one.document_id] == first < _NOWHERE]
    return having[0] if len(having) == 1 else None


def _words_of(text: str) -> list[str]:
    """Return the stems of a text's words in order, of "No. 07" the number as it is."""
    words = [token.lower for token in tokens(text) if token.lower not in FUNCTION_WORDS]
    return [stem(word.lstrip("0") or word) for word in words if word not in _OF_A_NUMBER]


def _in_a_row(said: Sequence[str], words: Sequence[str]) -> int:
    """Return the number of words before those that are said, all in a row."""
    return next((at for at in range(len(words)) if words[at : at + len(said)] == said), _NOWHERE)


def _named_as(document: Document) -> str:
    return f"{document.title} {' '.join(_PIECES.findall(document.source.rsplit('/', 1)[-1]))}"
