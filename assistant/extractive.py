"""Answering without a language model: the sentences that are best supported, and how sure that is.

A sentence is chosen by a weighted sum of its evidence; the chosen sentence's evidence gives the confidence. Both
sets of weights come from a fit on questions with known answers, never from taste.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from assistant.answer_kind import Kind, exact_answer, holds, kind_of
from assistant.evidence import FEATURES, Candidate, Numbers, candidates_of, features_of
from assistant.reader import Finding, Reading
from assistant.remembering import Encode
from assistant.wording import stems
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

# The sentence with the answer is among the five best passages for 97 of 100 questions; more only take time.
READ_PASSAGES = 5
# A further sentence is quoted when it is chosen by so little less: of the questions whose first sentence is wrong the
# second is right in half, mostly by less than this.
_CLOSE = 0.35
_MOST_QUOTES = 3
# Two sentences that share so many of the shorter one's words say the same.
_SAME = 0.8


class EvidenceReader:
    """Reads by embedding similarity and lexical evidence; usable by several threads at once.

    Args:
        encode: returns unit vectors of texts, one row each.
    """

    threshold = ANSWERED_FROM

    def __init__(self, encode: Encode) -> None:
        self._encode = encode

    def read(self, question: str, hits: Sequence[Hit], snapshot: Snapshot) -> Reading:
        """Return the one to three best-supported sentences, in the order of relevance; see `Reader`."""
        candidates = candidates_of(hits[:READ_PASSAGES])
        if not candidates:
            return Reading(0.0, (), tuple(hits))
        vectors = self._encode([question, *(candidate.in_context for candidate in candidates)])
        evidence = features_of(question, candidates, (vectors[1:] @ vectors[0]).tolist(), snapshot)
        support = evidence @ _vector(CHOICE_WEIGHTS)
        certainty = _logistic(evidence @ _vector(CONFIDENCE_WEIGHTS) + CONFIDENCE_BIAS)
        chosen = sorted(_chosen(question, candidates, support), key=lambda number: -certainty[number])
        lacking = evidence[:, FEATURES.index("names out of sentence")]
        findings = (
            _finding(question, candidates[number], float(certainty[number]))
            for number in chosen
            # What lacks a name of the question that the first one has speaks of something else.
            if lacking[number] <= lacking[chosen[0]]
        )
        return Reading(float(certainty[chosen[0]]), tuple(findings), tuple(hits))


def _chosen(question: str, candidates: Sequence[Candidate], support: Numbers) -> list[int]:
    """Return the numbers of the sentences to quote: the best, and what is as good or completes it."""
    ranking = np.argsort(-support, kind="stable").tolist()
    best = ranking[0]
    chosen = [best]
    for number in ranking[1:]:
        candidate = candidates[number]
        close = support[number] >= support[best] - _CLOSE
        completes = kind_of(question) is Kind.WHO and _goes_on(question, candidates[best], candidate)
        if (close or completes) and not any(_same(candidate, candidates[other]) for other in chosen):
            chosen.append(number)
    return chosen[:_MOST_QUOTES]


def _goes_on(question: str, best: Candidate, other: Candidate) -> bool:
    """Whether a sentence follows the best one, refers back to it, and names further people."""
    follows = other.before == best.text and other.passage == best.passage and other.in_context != other.text
    return follows and holds(Kind.WHO, other.text, question)


def _same(one: Candidate, other: Candidate) -> bool:
    words, others = stems(one.text), stems(other.text)
    return len(words & others) >= _SAME * min(len(words), len(others))


def _finding(question: str, candidate: Candidate, score: float) -> Finding:
    span = exact_answer(question, candidate.text)
    start = candidate.sentence.start
    answer = None if span is None else Span(start + span.start, start + span.end)
    return Finding(candidate.passage, candidate.sentence, answer, score)


def _vector(weights: dict[str, float]) -> Numbers:
    return np.array([weights.get(feature, 0.0) for feature in FEATURES])


def _logistic(values: Numbers) -> Numbers:
    return np.array([1 / (1 + math.exp(-value)) for value in values])
