"""The figures of an evaluation as plain functions of numbers and texts.

A share of nothing is None, never 0 or 1.
"""

from __future__ import annotations

import math
import re
import string
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

# Ten bins of equal width are the custom (Guo et al. 2017, "On Calibration of Modern Neural Networks").
CALIBRATION_BINS = 10

# What a typesetter puts where a keyboard has only one of `'`, `"` and `-`.
_TYPESET = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-"})
_ASCII_PUNCTUATION = str.maketrans("", "", string.punctuation)
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")


def normalised(text: str) -> str:
    """Return a text as SQuAD compares it: lower case, no ASCII punctuation, no articles, single spaces.

    From ``normalize_answer`` of SQuAD's ``evaluate-v2.0.py`` (Rajpurkar et al. 2018). Beyond it: characters that are
    the same but for typesetting are one, and other punctuation, such as a dash, separates words.
    """
    text = unicodedata.normalize("NFKC", text).translate(_TYPESET).lower().translate(_ASCII_PUNCTUATION)
    text = "".join(" " if unicodedata.category(char).startswith("P") else char for char in text)
    return " ".join(_ARTICLES.sub(" ", text).split())


def contains(text: str, answer: str) -> bool:
    """Tell whether ``answer`` stands in ``text`` as whole words in a row, both as `normalised` makes them."""
    return f" {normalised(answer)} " in f" {normalised(text)} "


def exact_match(given: str, alternatives: Sequence[str]) -> float:
    """Return 1 when the answer given is one of the alternatives, else 0 (SQuAD's exact match)."""
    return float(any(normalised(given) == normalised(one) for one in alternatives))


def token_f1(given: str, alternatives: Sequence[str]) -> float:
    """Return the harmonic mean of the words' precision and recall, 0..1, for the best alternative (SQuAD's F1)."""
    return max((_f1(normalised(given).split(), normalised(one).split()) for one in alternatives), default=0.0)


def share(holds: Sequence[bool]) -> float | None:
    """Return the share that is True, 0..1."""
    return mean([float(one) for one in holds])


def mean(values: Sequence[float]) -> float | None:
    """Return the arithmetic mean."""
    return math.fsum(values) / len(values) if values else None


def percentile(values: Sequence[float], percent: float) -> float | None:
    """Return the smallest value that at least ``percent`` (0..100) of the values do not exceed (nearest rank)."""
    if not values:
        return None
    return sorted(values)[max(math.ceil(len(values) * percent / 100), 1) - 1]


def median(values: Sequence[float]) -> float | None:
    """Return the middle value, or the mean of the two in the middle."""
    ordered, half = sorted(values), len(values) // 2
    return mean(ordered[half : half + 1] if len(values) % 2 else ordered[half - 1 : half + 1] if values else [])


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Return the chance that a positive's score is above a negative's, ties counting half; 1 is perfect, 0.5 blind.

    Args:
        positive: scores of what should score high.
        negative: scores of what should score low.
    """
    if not negative:
        return None
    ordered = sorted(negative)
    return mean([(bisect_left(ordered, one) + bisect_right(ordered, one)) / 2 / len(ordered) for one in positive])


def reliability(probabilities: Sequence[float], happened: Sequence[bool]) -> list[tuple[float, float, int]]:
    """Return, per non-empty bin in rising order, the mean probability, the share that happened, and how many.

    Args:
        probabilities: each 0..1; in `CALIBRATION_BINS` bins of equal width a bound belongs to the upper bin, 1 to the
            last.
        happened: whether what was predicted came true, in the same order.
    """
    bins: dict[int, list[tuple[float, bool]]] = {}
    for probability, true in zip(probabilities, happened, strict=True):
        number = min(int(probability * CALIBRATION_BINS), CALIBRATION_BINS - 1)
        bins.setdefault(number, []).append((probability, true))
    return [
        (
            math.fsum(probability for probability, _ in members) / len(members),
            sum(true for _, true in members) / len(members),
            len(members),
        )
        for _, members in sorted(bins.items())
    ]


def calibration_error(probabilities: Sequence[float], happened: Sequence[bool]) -> float | None:
    """Return the expected calibration error, 0..1, lower is better: over the bins of `reliability`, the mean distance
    between probability and share, weighted by their sizes (Naeini et al. 2015)."""
    if not probabilities:
        return None
    bins = reliability(probabilities, happened)
    return math.fsum(abs(expected - observed) * count for expected, observed, count in bins) / len(probabilities)


def risk_and_coverage(confidences: Sequence[float], right: Sequence[bool], asked: int) -> list[tuple[float, float]]:
    """Return what a higher bar would do: pairs of coverage (share of the questions answered) and risk (share of the
    answers that are wrong), from the highest bar to the one that was used.

    Args:
        confidences: of the questions that were answered.
        right: whether each answer was right, in the same order.
        asked: how many questions were asked in all, answered or not.
    """
    points: list[tuple[float, float]] = []
    for bar in sorted(set(confidences), reverse=True):
        answered = [true for confidence, true in zip(confidences, right, strict=True) if confidence >= bar]
        points.append((len(answered) / asked, answered.count(False) / len(answered)))
    return points


def _f1(given: Sequence[str], expected: Sequence[str]) -> float:
    if not given or not expected:
        return float(given == expected)
    common = (Counter(given) & Counter(expected)).total()
    return 2 * common / (len(given) + len(expected))
