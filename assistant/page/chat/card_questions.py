"""Questions of the documents' cards, to be offered: the reader found each answered by its document already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.cards.view import CardView, card_view
from assistant.language.phrases import ASKING
from assistant.language.wording import FUNCTION_WORDS, Token, content_words, stem, tokens
from assistant.types import Answer
from store import Document, Snapshot

# What a question asks for says more about what it is near to than the sentence that answers it.
_SENTENCE_WEIGHT = 0.5
# One that begins like one that is offered already ("Who is …", "Who is …") counts for so much less, each time.
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class _Offer:
    question: str
    quote: str


def first_questions(documents: Sequence[Document], snapshot: Snapshot) -> Iterator[str]:
    """Yield questions of the documents' cards, the first of each document, then the second, and so on."""
    rows = [[item.text for item in view.card.questions] for view in _made(documents, snapshot) if view.card]
    for turn in range(max(map(len, rows), default=0)):
        yield from (row[turn] for row in rows if turn < len(row))


def next_questions(conversation: Sequence[Answer], documents: Sequence[Document], snapshot: Snapshot) -> Iterator[str]:
    """Yield questions of the documents' cards that go on from the last answer, the nearest in subject first.

    What the answers so far have quoted is not asked for: it was said.

    Args:
        conversation: the answers so far, oldest first; at least one.
        documents: whose cards are looked into.
        snapshot: the view of the store.
    """
    last = conversation[-1]
    said = {_run(citation.quote) for answer in conversation for citation in answer.citations}
    offers = [
        _Offer(item.text, view.quote(item))
        for view in _made(documents, snapshot)
        for item in (view.card.questions if view.card else ())
        if not _is_said(view.quote(item), said)
    ]
    subject = " ".join((last.understood_as or last.question, *(citation.quote for citation in last.citations)))
    yield from _varied(offers, _nearness(subject, offers, snapshot))


def _made(documents: Sequence[Document], snapshot: Snapshot) -> list[CardView]:
    return [view for view in (card_view(one, snapshot) for one in documents) if view.card is not None]


def _run(text: str) -> str:
    return " ".join(token.lower for token in tokens(text))


def _is_said(quote: str, said: Collection[str]) -> bool:
    """Whether a sentence was quoted already, or is part of what was, in whichever document."""
    run = _run(quote)
    return any(run in one or one in run for one in said if one)


def _nearness(subject: str, offers: Sequence[_Offer], snapshot: Snapshot) -> list[float]:
    """Return for each question how much of it, by rarity of words, the subject has too; 0..1.5, higher is nearer."""
    near = {stem(token.text) for token in content_words(subject)}
    texts = [(content_words(one.question), content_words(one.quote)) for one in offers]
    rarity = snapshot.rarity({token.lower for pair in texts for words in pair for token in words})

    def shared(words: Sequence[Token]) -> float:
        weights = {stem(token.text): rarity[token.lower] for token in words}
        whole = sum(weights.values())
        return sum(weight for root, weight in weights.items() if root in near) / whole if whole else 0.0

    return [shared(asked) + _SENTENCE_WEIGHT * shared(answered) for asked, answered in texts]


def _varied(offers: Sequence[_Offer], nearness: Sequence[float]) -> Iterator[str]:
    """Yield the questions, nearest first, but rather one of each form than three that begin alike."""
    left = list(zip(offers, nearness, strict=True))
    begun: Counter[str] = Counter()
    while left:
        # The first of equals: cards have their questions in a good order.
        at = max(range(len(left)), key=lambda one: (left[one][1] * _ALIKE ** begun[_form(left[one][0].question)], -one))
        chosen, _ = left.pop(at)
        begun[_form(chosen.question)] += 1
        yield chosen.question


def _form(question: str) -> str:
    """What a question begins with, up to its first word of content: "who is", "when was"."""
    words = [token.lower for token in tokens(question)]
    kept = []
    for word in words:
        if word not in ASKING and word not in FUNCTION_WORDS:
            break
        kept.append(word)
    return " ".join(kept)
