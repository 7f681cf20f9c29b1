"""First questions to offer: of those that the documents suggest, the ones that they answer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from threading import Lock

from assistant import panel_words as words
from assistant.assistant import Assistant
from store import Document, Snapshot, Store

COUNT = 4
# Candidates are really asked, about 50 ms each: a page must not wait for more than this.
_TRIED = 8
# A heading of one word ("Summary", "Contents") makes no question; a very long one makes no button.
_HEADING_WORDS = range(2, 8)
_HEADING_CHARACTERS = 80
_HEADINGS_OF_A_DOCUMENT = 2


class Suggestions:
    """Offers questions, and asks each again only when the documents have changed.

    The questions are tried without a language model, whatever the page's assistant is configured with: they cost
    nothing and no text leaves the machine for them.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._assistant = Assistant(store)
        self._lock = Lock()
        self._known: tuple[tuple[tuple[str, str], ...], list[str]] | None = None

    def questions(self) -> list[str]:
        """Return up to `COUNT` questions that the documents answer; empty for an empty store.

        Raises:
            StoreError: the store cannot be read.
        """
        with self._lock:
            with self._store.snapshot() as snapshot:
                documents = snapshot.documents()
                state = tuple((document.document_id, document.version) for document in documents)
                if self._known is not None and self._known[0] == state:
                    return self._known[1]
                candidates = list(islice(_candidates(documents, snapshot), _TRIED))
            answered = (question for question in candidates if self._assistant.ask(question).answered)
            questions = list(islice(answered, COUNT))
            self._known = (state, questions)
            return questions


def _candidates(documents: list[Document], snapshot: Snapshot) -> Iterator[str]:
    """Yield the questions of the samples, then one heading of each document after another."""
    if any(document.title.startswith(words.SAMPLE_TITLE) for document in documents):
        yield from words.SAMPLE_QUESTIONS
    seen: set[str] = set()
    for document in documents[:_TRIED]:
        taken = 0
        for passage in snapshot.passages(document.document_id):
            heading = passage.heading[-1] if passage.heading else ""
            if heading in seen or heading == document.title or not _makes_a_question(heading):
                continue
            seen.add(heading)
            yield words.ABOUT_HEADING.format(heading=heading)
            taken += 1
            if taken == _HEADINGS_OF_A_DOCUMENT:
                break


def _makes_a_question(heading: str) -> bool:
    return len(heading.split()) in _HEADING_WORDS and len(heading) <= _HEADING_CHARACTERS
