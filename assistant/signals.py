"""What is known of a quotable unit before it is chosen, in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from assistant.evidence import FEATURES, Candidate, features_of, refers_back
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
_RIVALS = (
    "names left to the next",  # share of the question's names that only the next sentence, which leans on it, holds
)
SIGNALS = (*_NETWORK, *_SEARCH, *_RIVALS, *FEATURES)
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
    features = features_of(question, candidates, snapshot)
    rivals = _left_to_the_next(candidates, features[:, FEATURES.index("names out of sentence")])
    return np.hstack([np.array(said, dtype=np.float64), rivals[:, None], features])


def _left_to_the_next(candidates: Sequence[Candidate], lacking: Signals) -> Signals:
    """Return how much more of the names each unit lacks than the next one does, where that refers back to it; 0..1."""
    left = np.zeros(len(candidates))
    for number, (one, following) in enumerate(pairwise(candidates)):
        leans = following.passage == one.passage and following.before == one.text and refers_back(following.text)
        left[number] = max(0.0, lacking[number] - lacking[number + 1]) if leans else 0.0
    return left
