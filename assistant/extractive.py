"""Answering without a language model: the sentences that are best supported, and how sure that is.

A sentence is chosen by a weighted sum of its evidence; the chosen sentence's evidence gives the confidence. Both
sets of weights come from a fit on questions with known answers, never from taste.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from assistant.answer_kind import exact_answer
from assistant.evidence import FEATURES, Candidate, Numbers, candidates_of, features_of
from assistant.reader import Caution, Finding, OperatingPoints, Reading
from assistant.remembering import Encode
from store import Hit, Snapshot, Span

# Printed by `python bench/confidence.py SQUAD --fit`: 1,120 questions on 10 articles of SQuAD 2.0, a quarter of whose
# paragraphs were left out. A weight is kept only where its sign makes sense: more evidence is never worse.
CHOICE_WEIGHTS = {
    "sentence cosine": 4.31,
    "passage cosine": 3.20,
    "coverage": 3.29,
    "coverage in context": 3.10,
    "coverage in passage": 3.02,
    "missing names": -1.02,
    "rarest missing": -0.15,
    "kind held": 0.86,
    "kind lacking": -0.86,
    "fragment": -0.06,
}
# A logistic function of the chosen sentence's evidence, fitted on the same questions. The bias puts one half where
# nine in ten of the answerable ones are answered.
CONFIDENCE_WEIGHTS = {
    "sentence cosine": 2.99,
    "passage cosine": 1.69,
    "coverage": 0.69,
    "coverage in context": 1.48,
    "missing names": -1.29,
    "kind lacking": -0.66,
}
CONFIDENCE_BIAS = -3.20
# On 6 articles that the weights were not fitted on, but features and rules compared on (800 questions): 92 % of the
# answerable questions are answered, none of those on other matters, 47 % of those whose paragraph was left out, and 77
# % of those written to share a paragraph's words without an answer in it. AUROC 0.79, by cosine alone 0.73. On 6 more
# (Geology, Rhine, Sky, Teacher, Victoria, Yuan dynasty), looked at once: 90, 0, 43 and 76 %; AUROC 0.83 against 0.75.
ANSWERED_FROM = 0.5

# Chosen on the articles that the weights were fitted on. From ``weak`` on 95, 89 and 74 % of the answerable questions
# are answered. From ``sure`` on 74, 81 and 87 % of the first quotes are right, where questions without an answer
# (adversarial ones aside) count as wrong. `bench/confidence.py` prints what they lead to on other articles.
POINTS: dict[Caution, OperatingPoints] = {
    "low": OperatingPoints(weak=0.4, sure=0.6),
    "normal": OperatingPoints(weak=ANSWERED_FROM, sure=0.7),
    "high": OperatingPoints(weak=0.65, sure=0.8),
}

# The sentence with the answer is among the five best passages for 97 of 100 questions; more only take time.
READ_PASSAGES = 5
# Of the units whose support is so little below the best one's, the surest speaks for all.
_CLOSE = 0.35


class EvidenceReader:
    """Reads by embedding similarity and lexical evidence; usable by several threads at once.

    Args:
        encode: returns unit vectors of texts, one row each.
    """

    def __init__(self, encode: Encode) -> None:
        self._encode = encode

    def points(self, caution: Caution) -> OperatingPoints:
        """Return the points of `POINTS`."""
        return POINTS[caution]

    def read(self, question: str, hits: Sequence[Hit], snapshot: Snapshot) -> Reading:
        """Return all units of the best passages, see `Reader`.

        The weights of the choice were fitted as a softmax over a question's units, so that a unit's score is the
        best one's times its odds against it.
        """
        candidates = candidates_of(hits[:READ_PASSAGES])
        if not candidates:
            return Reading(0.0, (), tuple(hits))
        vectors = self._encode([question, *(candidate.in_context for candidate in candidates)])
        evidence = features_of(question, candidates, (vectors[1:] @ vectors[0]).tolist(), snapshot)
        support = evidence @ _vector(CHOICE_WEIGHTS)
        certainty = _logistic(evidence @ _vector(CONFIDENCE_WEIGHTS) + CONFIDENCE_BIAS)
        confidence = float(certainty[support >= support.max() - _CLOSE].max())
        scores = confidence * np.exp(support - support.max())
        ranking = np.argsort(-support, kind="stable").tolist()
        findings = (_finding(question, candidates[number], float(scores[number])) for number in ranking)
        return Reading(confidence, tuple(findings), tuple(hits))


def _finding(question: str, candidate: Candidate, score: float) -> Finding:
    span = exact_answer(question, candidate.text)
    start = candidate.sentence.start
    answer = None if span is None else Span(start + span.start, start + span.end)
    return Finding(candidate.passage, candidate.sentence, answer, score)


def _vector(weights: dict[str, float]) -> Numbers:
    return np.array([weights.get(feature, 0.0) for feature in FEATURES])


def _logistic(values: Numbers) -> Numbers:
    return np.array([1 / (1 + math.exp(-value)) for value in values])
