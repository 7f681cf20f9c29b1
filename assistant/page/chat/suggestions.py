"""Questions to offer, first and next: of those that the documents suggest, the ones that they answer.

The questions of cards come first: the reader found them answered when the card was made, so they cost nothing. Names
and headings, which make duller questions and must be tried, fill up what is left.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from threading import Lock

from assistant.assistant import Assistant
from assistant.language.answer_kind import titled_people
from assistant.language.headings import subject_of
from assistant.language.wording import FUNCTION_WORDS
from assistant.page.chat import words
from assistant.page.chat.card_questions import first_questions, next_questions
from assistant.types import Answer
from store import Document, Passage, Snapshot, Store, UnknownDocument

COUNT = 4
# Candidates are really asked, a quarter of a second each with two cores: a page must not wait for more than this.
_TRIED = 8
# After an answer the person reads: fewer, and none while somebody else waits for an answer.
_NEXT_COUNT = 3
_NEXT_TRIED = 6
_HEADINGS_OF_A_DOCUMENT = 2
# Perhaps a name: two to five words with capitals, in a row ("Tsukuba Space Center", "Saita Yukio").
_NAME = re.compile(r"\b[^\W\d_a-z][\w'’-]+(?: (?:of |for |the |and )?[^\W\d_a-z][\w'’-]+){1,4}")
_OFFICES = frozenset(
    "admiral adviser advisor ambassador captain chair chairman chairperson chairwoman chancellor chief colonel "
    "commissioner deputy director general governor head member minister officer president secretary senator".split()
)
# What was found out about a candidate is remembered for so many.
_REMEMBERED = 2048

State = tuple[tuple[str, str], ...]


class Suggestions:
    """Offers questions, and tries each again only when the documents have changed.

    The questions are tried without a language model, whatever the page's assistant is configured with: they cost
    nothing and no text leaves the machine for them.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._assistant = Assistant(store)
        self._lock = Lock()
        self._known: tuple[tuple[State, tuple[str, ...]], list[str]] | None = None
        self._tried: OrderedDict[tuple[State, str], bool] = OrderedDict()

    def questions(self) -> list[str]:
        """Return up to `COUNT` questions that the documents answer; empty for an empty store.

        Raises:
            StoreError: the store cannot be read.
        """
        with self._lock:
            with self._store.snapshot() as snapshot:
                documents = snapshot.documents()
                looked_into = documents[:_TRIED]
                cards = tuple(card.made_by if (card := snapshot.card(one.document_id)) else "" for one in looked_into)
                state = (_state(documents), cards)
                if self._known is not None and self._known[0] == state:
                    return self._known[1]
                questions = _distinct(first_questions(looked_into, snapshot))[:COUNT]
                candidates: list[str] = []
                if len(questions) < COUNT:
                    candidates = _distinct(_candidates(documents, snapshot), map(_plain, questions))[:_TRIED]
            answered = (question for question in candidates if self._assistant.ask(question).answered)
            questions += islice(answered, COUNT - len(questions))
            self._known = (state, questions)
            return questions

    def following(self, conversation: Sequence[Answer], is_busy: Callable[[], bool] = lambda: False) -> list[str]:
        """Return a few questions that go on from the last answer, from the documents that it cites.

        A declined answer is followed by first questions that were not asked yet.

        Args:
            conversation: the answers so far, oldest first; at least one.
            is_busy: tells whether somebody waits for an answer; then only what is known already is offered.

        Raises:
            StoreError: the store cannot be read.
        """
        asked = {_plain(text) for answer in conversation for text in (answer.question, answer.understood_as or "")}
        last = conversation[-1]
        if not last.answered or not last.citations:
            return [question for question in self.questions() if _plain(question) not in asked][:_NEXT_COUNT]
        cited = {citation.document_id for citation in last.citations}
        with self._store.snapshot() as snapshot:
            documents = snapshot.documents()
            quoted = [one for one in documents if one.document_id in cited]
            found = _distinct(next_questions(conversation, quoted, snapshot), asked)[:_NEXT_COUNT]
            if len(found) == _NEXT_COUNT:
                return found
            state = _state(quoted)
            candidates = _distinct(_going_on(last, documents, snapshot), asked)
        for question in candidates[:_NEXT_TRIED]:
            if len(found) == _NEXT_COUNT:
                break
            if self._leads_on((state, question), [one.document_id for one in documents], cited, last, is_busy):
                found.append(question)
        return found

    def _leads_on(
        self,
        key: tuple[State, str],
        there: Sequence[str],
        cited: Iterable[str],
        last: Answer,
        is_busy: Callable[[], bool],
    ) -> bool:
        """Whether the documents answer a question, surely, and with something that was not just said."""
        if key in self._tried:
            return self._tried[key]
        if is_busy():
            return False
        try:
            answer = self._assistant.ask(key[1], documents=[one for one in cited if one in there])
        except UnknownDocument:
            return False
        said = {citation.quote for citation in last.citations}
        good = answer.answered and not answer.weak and any(one.quote not in said for one in answer.citations)
        with self._lock:
            self._tried[key] = good
            while len(self._tried) > _REMEMBERED:
                self._tried.popitem(last=False)
        return good


def _distinct(questions: Iterable[str], asked: Iterable[str] = ()) -> list[str]:
    """Return the questions that were not asked, each once, in order."""
    seen = set(asked)
    found = []
    for question in questions:
        if _plain(question) not in seen:
            seen.add(_plain(question))
            found.append(question)
    return found


def _state(documents: Sequence[Document]) -> State:
    return tuple((document.document_id, document.version) for document in documents)


def _candidates(documents: list[Document], snapshot: Snapshot) -> Iterator[str]:
    """Yield the questions of the samples, then one heading of each document after another."""
    if any(_is_sample(document) for document in documents):
        yield from words.SAMPLE_QUESTIONS
    seen: set[str] = set()
    for document in documents[:_TRIED]:
        headings = _headings(document, snapshot.passages(document.document_id))
        for heading in islice((one for one in headings if one not in seen), _HEADINGS_OF_A_DOCUMENT):
            seen.add(heading)
            yield words.ABOUT_HEADING.format(heading=heading)


def _going_on(last: Answer, documents: Sequence[Document], snapshot: Snapshot) -> Iterator[str]:
    """Yield names in what was quoted that the question does not have, then headings further on."""
    yield from (words.ABOUT_NAME.format(name=name) for name in _names(last))
    yield from (words.ABOUT_HEADING.format(heading=one) for one in _headings_after(last, documents, snapshot))


def _names(last: Answer) -> Iterator[str]:
    """Yield the people and things with names that the last answer's quotes bring in, each once."""
    question = _plain(last.understood_as or last.question)
    seen: list[str] = []
    quotes = [citation.quote for citation in last.citations]
    people = (name for quote in quotes for name in titled_people(quote))
    things = (found[0] for quote in quotes for found in _NAME.finditer(quote) if _is_thing(found[0]))
    for name in chain(people, things):
        if _plain(name) not in question and not any(_plain(name) in one for one in seen):
            seen.append(_plain(name))
            yield name


def _is_thing(name: str) -> bool:
    """Whether words with capitals are a name: not "For India", and not an office, which says little alone."""
    words_of_it = _plain(name).split()
    return words_of_it[0] not in FUNCTION_WORDS and not {words_of_it[0], words_of_it[-1]} & _OFFICES


def _headings_after(last: Answer, documents: Sequence[Document], snapshot: Snapshot) -> Iterator[str]:
    by_id = {document.document_id: document for document in documents}
    above = {part for citation in last.citations for part in citation.heading}
    for citation in last.citations:
        document = by_id.get(citation.document_id)
        if document is None:
            continue
        passages = snapshot.passages(document.document_id)
        at = citation.start if citation.version == document.version else 0
        ordered = [*(one for one in passages if one.start > at), *(one for one in passages if one.start <= at)]
        yield from _headings(document, ordered, above)


def _headings(document: Document, passages: Sequence[Passage], but: Iterable[str] = ()) -> Iterator[str]:
    """Yield the headings that make a question, as its subjects, each once, in the order of the passages."""
    seen = {*but, document.title}
    text = "\n".join(passage.text for passage in passages)
    for passage in passages:
        heading = passage.heading[-1] if passage.heading else ""
        if heading not in seen:
            seen.add(heading)
            if (subject := subject_of(heading, text)) is not None:
                yield subject


def _is_sample(document: Document) -> bool:
    return document.title.startswith(words.SAMPLE_TITLE)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
