"""What a reading model says of a passage, token by token, and what that means for its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from store import Span

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

# Answers are short; what is longer is a sentence, and that is quoted anyway.
LONGEST_ANSWER_TOKENS = 30


@dataclass(frozen=True, slots=True)
class TokenScores:
    """A model's scores for one passage and one question; logits, higher is likelier.

    ``start``, ``end`` and ``support`` (its sentence holds the answer) have one entry per token of the passage,
    ``offsets`` (shape (tokens, 2)) says where each token stands in the passage's text. ``answerable`` is for the
    passage as a whole.
    """

    start: Floats
    end: Floats
    support: Floats
    offsets: Integers
    answerable: float


class Scorer(Protocol):
    """A model that reads passages for a question."""

    def score(self, question: str, passages: Sequence[str], leads: Sequence[str]) -> list[TokenScores]:
        """Return one set of scores per passage.

        Args:
            question: the stand-alone question.
            passages: their texts.
            leads: what stands above each, read with it but never part of an answer: its document's title.

        Raises:
            ReaderUnavailable: the model cannot be loaded.
        """
        ...


@dataclass(frozen=True, slots=True)
class UnitScores:
    """What a model says of one quotable unit of a passage.

    ``share`` (natural logarithm, 0 or less) is the unit's part of the probability of all answers in its passage;
    ``best`` the logit (start plus end) of its best answer, ``answer`` where that stands, as offsets into the passage's
    text, None in a unit without tokens. ``support`` is the mean of its tokens' logits.
    """

    share: float
    best: float
    support: float
    answer: Span | None


# What a unit gets in which no token stands.
_NOTHING = UnitScores(-30.0, -30.0, -30.0, None)


def units_of(scores: TokenScores, units: Sequence[Span]) -> list[UnitScores]:
    """Return what a model says of each unit.

    An answer is a stretch of at most `LONGEST_ANSWER_TOKENS` tokens inside one unit; its probability is proportional
    to exp(start + end).

    Args:
        scores: of the passage.
        units: as offsets into the passage's text, in order.
    """
    found = []
    for unit in units:
        inside = np.flatnonzero((scores.offsets[:, 0] >= unit.start) & (scores.offsets[:, 1] <= unit.end))
        found.append((*_within(scores, inside), inside))
    total = float(np.logaddexp.reduce([mass for mass, *_ in found])) if found else 0.0
    return [
        UnitScores(mass - total, best, float(scores.support[inside].mean()), answer) if answer is not None else _NOTHING
        for mass, best, answer, inside in found
    ]


def _within(scores: TokenScores, tokens: Integers) -> tuple[float, float, Span | None]:
    """Return the logarithm of the summed weights of all answers among these tokens, the best weight, and its place."""
    if not len(tokens):
        return -np.inf, -np.inf, None
    pairs = scores.start[tokens][:, None] + scores.end[tokens][None, :]
    ahead = np.arange(len(tokens))[None, :] - np.arange(len(tokens))[:, None]
    pairs = np.where((ahead >= 0) & (ahead < LONGEST_ANSWER_TOKENS), pairs, -np.inf)
    first, last = np.unravel_index(int(pairs.argmax()), pairs.shape)
    place = Span(int(scores.offsets[tokens[first], 0]), int(scores.offsets[tokens[last], 1]))
    return float(np.logaddexp.reduce(pairs, axis=None)), float(pairs[first, last]), place
