"""The conversation as the page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.page.chat.markup import answer_message, question_message
from assistant.page.chat.talks_markup import answer_buttons, copies, edit_button
from assistant.page.evidence.markup import evidence_column
from assistant.page.evidence.panel import kept_evidence
from assistant.talks import Kept
from assistant.talks.export import as_text
from assistant.talks.note import note_of
from assistant.types import Answer
from store import Store

Message = dict[str, str]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question of a conversation: what was answered, and its evidence as it was at that moment (HTML).

    ``position`` is its place in the kept conversation, ``liked`` the thumb that was given, None for neither.
    """

    question: str
    answer: Answer
    evidence: str
    position: int
    liked: bool | None = None


def exchange_of(answer: Answer, turn: int, store: Store, position: int, liked: bool | None = None) -> Exchange:
    """Keep an answer with its evidence as the documents are now."""
    return Exchange(answer.question, answer, kept_evidence(answer, turn, store), position, liked)


def exchanges_of(kept: Sequence[Kept], store: Store) -> list[Exchange]:
    """Return a kept conversation as the page shows it."""
    return [exchange_of(one.answer, turn, store, one.position, one.liked) for turn, one in enumerate(kept)]


def messages(exchanges: Sequence[Exchange]) -> list[Message]:
    """Return the chat messages of a conversation."""
    said = []
    for turn, exchange in enumerate(exchanges):
        last = turn == len(exchanges) - 1
        buttons = answer_buttons(turn, exchange.liked, last=last)
        said.append({"role": "user", "content": question_message(exchange.question) + edit_button(turn)})
        said.append({"role": "assistant", "content": answer_message(exchange.answer, turn) + buttons})
    return said


def column(exchanges: Sequence[Exchange]) -> str:
    """Return the evidence of a conversation, the latest first."""
    return evidence_column([(exchange.question, exchange.evidence) for exchange in exchanges])


def copied(exchanges: Sequence[Exchange]) -> str:
    """Return, unseen, what the copy buttons copy."""
    now = datetime.now().astimezone()
    notes = [note_of(one.question, [Kept("", one.position, one.answer, now)], now) for one in exchanges]
    return copies([(as_text(note), as_text(note, markdown=True)) for note in notes])
