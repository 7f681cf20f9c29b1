"""Answers written by a chat model from the passages found, with every citation checked."""

from __future__ import annotations

import logging
from collections.abc import Generator, Sequence
from dataclasses import dataclass

from assistant.chat_model import ChatModel
from assistant.citing import CitedText, Supporter
from assistant.prompts import DECLINED, messages
from assistant.types import Citation
from store import Hit, Snapshot

logger = logging.getLogger(__name__)

# About 1,500 tokens of passages: what a small local model reads quickly and with its usual context of 4,096.
WRITTEN_FROM = 6


@dataclass(frozen=True, slots=True)
class Written:
    """What a chat model made of the passages.

    ``citations`` are verified; the markers in ``text`` are theirs, from 1. ``declined`` is True when the model says
    that the passages do not answer. Neither declined nor cited, the text must not be shown as an answer.
    """

    text: str
    citations: tuple[Citation, ...]
    declined: bool


class Writer:
    """Lets a chat model write; usable by several threads at once.

    Args:
        model: writes the text.
        supporter: finds the quote for each marker.
    """

    def __init__(self, model: ChatModel, supporter: Supporter) -> None:
        self._model = model
        self._supporter = supporter

    def write(self, question: str, hits: Sequence[Hit], snapshot: Snapshot) -> Generator[str, None, Written]:
        """Yield the text in pieces as it is checked, and return the whole.

        Args:
            question: the stand-alone question.
            hits: the passages found, best first.
            snapshot: the view of the store that they come from.

        Raises:
            ChatModelError: the model cannot be used.
        """
        passages = hits[:WRITTEN_FROM]
        given = [
            (snapshot.document(hit.passage.document_id).title, hit.passage.heading, hit.passage.text)
            for hit in passages
        ]
        cited = CitedText(passages, snapshot, self._supporter)
        held = ""  # the beginning, as long as it may still be the word for "not in the passages"
        holding = True
        for piece in self._model.stream(messages(question, given)):
            if holding:
                held += piece
                if DECLINED.startswith(held.lstrip()[: len(DECLINED)]):
                    continue
                piece, holding = held, False
            if ready := cited.feed(piece):
                yield ready
        if holding:
            declined = held.strip().startswith(DECLINED)
            if not declined and (ready := cited.feed(held)):
                yield ready
            if declined:
                return Written("", (), True)
        if rest := cited.finish():
            yield rest
        if cited.dropped:
            logger.info("%d of the chat model's citations failed the check and were dropped", cited.dropped)
        return Written(cited.text, tuple(cited.citations), DECLINED in cited.text)
