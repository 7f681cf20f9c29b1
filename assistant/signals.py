"""What is known of a quotable unit before it is chosen, in numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assistant.evidence import FEATURES, Candidate, features_of
from assistant.token_scores import UnitScores
from store import Hit, Snapshot

Signals = npt.NDArray[np.float64]

_NETWORK = (
    "answerable",  # logit: the unit's passage answers the question
    "likelier elsewhere",  # how much higher that logit is for the best passage read
    "share",  # logarithm of the unit's part of all answers in its passage
    "best",  # logit of its best answer
    "support",  # logit: it holds the answer
)
_SEARCH = (
    "fused score",  # of the passage, against the best passage found
    "best cosine",  # between question and the nearest passage read
)
SIGNALS = (*_NETWORK, *_SEARCH, *FEATURES)
"""The names of the signals, in the order of the columns."""


def signals_of(
    question: str,
    candidates: Sequence[Candidate],
    units: Sequence[UnitScores],
    answerable: Sequence[float],
    hits: Sequence[Hit],
    snapshot: Snapshot,
) -> Signals:
    """Return one row of `SIGNALS` per candidate.

    Args:
        question: the stand-alone question.
        candidates: the units.
        units: what the network says of each.
        answerable: what it says of each one's passage.
        hits: the passages that were read.
        snapshot: says how rare words are.
    """
    fused = {hit.passage.passage_id: hit.score for hit in hits}
    best_fused = max(fused.values()) or 1.0  # all are 0 when neither words nor vectors have anything in common
    best_cosine = max(hit.similarity for hit in hits)
    highest = max(answerable)
    said = [
        [
            logit,
            highest - logit,
            unit.share,
            unit.best,
            unit.support,
            fused[c.passage.passage_id] / best_fused,
            best_cosine,
        ]
        for c, unit, logit in zip(candidates, units, answerable, strict=True)
    ]
    return np.hstack([np.array(said, dtype=np.float64), features_of(question, candidates, snapshot)])
