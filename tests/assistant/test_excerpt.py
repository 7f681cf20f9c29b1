"""A quote's context, from the real store."""

from __future__ import annotations

import pytest

from assistant.excerpt import excerpt_of
from assistant.types import Citation
from store import NewPassage, NewVersion, Span, Store

TEXT = "# Note\n\nFirst one.\n\nSecond one. Third one.\n\n# Other\n\nFourth one.\n"
SENTENCES = ("# Note", "First one.", "Second one.", "Third one.")


def span(piece: str) -> Span:
    return Span(TEXT.index(piece), TEXT.index(piece) + len(piece))


@pytest.fixture
def document(store: Store) -> str:
    ends = TEXT.index("Third one.") + len("Third one.")
    passages = (
        NewPassage(0, ends, None, ("Note",), tuple(span(piece) for piece in SENTENCES)),
        NewPassage(TEXT.index("# Other"), len(TEXT) - 1, None, ("Other",), (span("# Other"), span("Fourth one."))),
    )
    version = NewVersion("upload:note.md", "Note", TEXT.encode(), TEXT, None, (), passages)
    return store.add(version).document_id


def cited(store: Store, document: str, quote: str, answer: str | None = None) -> Citation:
    found = store.document(document)
    where = span(quote)
    exact = None if answer is None else (span(answer).start, span(answer).end)
    heading = ("Other",) if quote.startswith("Fourth") else ("Note",)
    return Citation(
        document, found.version, "Note", found.source, None, heading, quote, where.start, where.end, exact, 1.0
    )


def test_neighbouring_sentences_surround_the_quote(store: Store, document: str) -> None:
    with store.snapshot() as snapshot:
        excerpt = excerpt_of(cited(store, document, "Second one."), snapshot)
    assert (excerpt.before, excerpt.quote, excerpt.after) == ("First one.\n", "Second one.", " Third one.")


def test_heading_line_is_no_context(store: Store, document: str) -> None:
    with store.snapshot() as snapshot:
        assert excerpt_of(cited(store, document, "First one."), snapshot).before == ""


def test_context_ends_with_the_section(store: Store, document: str) -> None:
    with store.snapshot() as snapshot:
        assert excerpt_of(cited(store, document, "Third one."), snapshot).after == ""


def test_exact_answer_is_given_inside_the_quote(store: Store, document: str) -> None:
    with store.snapshot() as snapshot:
        excerpt = excerpt_of(cited(store, document, "Second one.", "Second"), snapshot)
    assert excerpt.answer == (0, 6)


def test_quote_of_a_document_that_is_gone_stands_alone(store: Store, document: str) -> None:
    citation = cited(store, document, "Second one.")
    store.remove(document)
    with store.snapshot() as snapshot:
        excerpt = excerpt_of(citation, snapshot)
    assert (excerpt.before, excerpt.quote, excerpt.after) == ("", "Second one.", "")
