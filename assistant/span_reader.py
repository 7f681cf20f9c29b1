"""Reading by the trained model: every quotable unit of the best passages is judged, and the passages are put in order.

Which unit is best, and how sure it is that the briefings answer, are two linear models over the same signals: what
the network says, what the search says, and which words of the question are where. `bench/answers.py --fit` finds the
weights; `assistant.reading_weights` holds them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from assistant.evidence import Candidate, candidates_of
from assistant.reader import Caution, Finding, OperatingPoints, Reading
from assistant.reading_weights import CHOICE, CONFIDENCE, CONFIDENCE_BIAS, POINTS
from assistant.signals import SIGNALS, Signals, signals_of
from assistant.token_scores import Scorer, TokenScores, UnitScores, units_of
from store import Hit, Snapshot, Span

# What the network reads in about a fifth of a second on two cores; the sentence with the answer is among these
# passages for 97 of 100 questions.
READ_PASSAGES = 5
# How fast a unit's score falls with its support. The choice is a softmax over all units, but several may be right: at
# this value the units quoted beside the best one (`assistant.composing.selecting.NEAR`) make the right one be among
# the quotes for 85 of 100 answerable questions instead of 79, with 1.26 quotes each.
SOFTNESS = 0.36


class SpanReader:
    """Reads with a scorer; usable by several threads at once."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer

    def points(self, caution: Caution) -> OperatingPoints:
        """Return the points that were chosen for this reader."""
        return POINTS[caution]

    def read(self, question: str, hits: Sequence[Hit], snapshot: Snapshot) -> Reading:
        """Judge all units of the best passages; see `Reader`."""
        judged = judge(question, hits[:READ_PASSAGES], snapshot, self._scorer)
        if judged is None:
            return Reading(0.0, (), tuple(hits))
        candidates, units, signals = judged
        support = signals @ weights(CHOICE)
        best = int(support.argmax())
        confidence = confidence_of(signals, best)
        scores = confidence * np.exp(SOFTNESS * (support - support[best]))
        ranking = np.argsort(-support, kind="stable").tolist()
        findings = tuple(_finding(candidates[n], units[n], float(scores[n])) for n in ranking)
        return Reading(confidence, findings, _in_order(hits, findings))


def judge(
    question: str, hits: Sequence[Hit], snapshot: Snapshot, scorer: Scorer
) -> tuple[list[Candidate], list[UnitScores], Signals] | None:
    """Return the units of passages, what the network says of each, and their signals; None without any unit."""
    candidates = candidates_of(hits)
    if not candidates:
        return None
    leads = [snapshot.document(hit.passage.document_id).title for hit in hits]
    scored = scorer.score(question, [hit.passage.text for hit in hits], leads)
    by_passage: dict[str, tuple[TokenScores, dict[Span, UnitScores]]] = {}
    for hit, scores in zip(hits, scored, strict=True):
        shifted = [Span(one.start - hit.passage.start, one.end - hit.passage.start) for one in hit.passage.sentences]
        by_passage[hit.passage.passage_id] = (
            scores,
            dict(zip(hit.passage.sentences, units_of(scores, shifted), strict=True)),
        )
    said = [by_passage[candidate.passage.passage_id] for candidate in candidates]
    units = [found[candidate.sentence] for candidate, (_, found) in zip(candidates, said, strict=True)]
    answerable = [scores.answerable for scores, _ in said]
    return candidates, units, signals_of(question, candidates, units, answerable, hits, snapshot)


def confidence_of(signals: Signals, best: int) -> float:
    """Return the probability, 0..1, that the best unit's passages answer the question."""
    value = float(signals[best] @ weights(CONFIDENCE)) + CONFIDENCE_BIAS
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def weights(named: dict[str, float]) -> Signals:
    """Return weights in the order of `SIGNALS`, 0 for those that are not named."""
    return np.array([named.get(name, 0.0) for name in SIGNALS])


def _finding(candidate: Candidate, unit: UnitScores, score: float) -> Finding:
    start = candidate.passage.start
    answer = None if unit.answer is None else Span(start + unit.answer.start, start + unit.answer.end)
    return Finding(candidate.passage, candidate.sentence, answer, score)


def _in_order(hits: Sequence[Hit], findings: Sequence[Finding]) -> tuple[Hit, ...]:
    """Put the passages that were read into the order of their best units, before those that were not."""
    place = {finding.passage.passage_id: number for number, finding in reversed(list(enumerate(findings)))}
    return tuple(sorted(hits, key=lambda hit: place.get(hit.passage.passage_id, len(findings))))
