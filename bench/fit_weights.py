"""Fit the weights of `assistant.reading_weights` on the calibration articles; run by `bench/answers.py --fit`.

Two models over the same signals. The choice among a question's units is a softmax that gives the right ones the most
probability. The confidence is a logistic function of the chosen unit's signals, fitted to whether the question is
answerable; each kind of unanswerable question counts as much as another, all together as much as the answerable ones.
Then its slope and bias are set so that it is right as a probability.
Every weight keeps the sign that makes sense: more evidence is never worse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.evaluation.metrics import auroc, calibration_error
from assistant.signals import SIGNALS, Signals
from assistant.span_reader import READ_PASSAGES, judge
from assistant.span_scorer import SpanScorer
from bench import answers, reader_data
from bench.articles import Asked, as_kind, document_ids, fill, questions, sample
from store import Store

AGAINST = {
    "likelier elsewhere",
    "missing names",
    "names out of sentence",
    "rarest missing",
    "kind lacking",
    "fragment",
    "names left to the next",
    "leant away",
}
SIGNS = np.array([-1.0 if name in AGAINST else 1.0 for name in SIGNALS])
# On standardised signals: enough to keep weights small that a few hundred questions cannot tell from zero.
RIDGE = 3.0
STEPS = 2000
# What people ask when they probe: the probability is to be right for such a mixture, the hardest one.
MIXTURE = {"answerable": 1.0, "adversarial": 0.8, "left out": 0.1, "off-topic": 0.1}


@dataclass(frozen=True, slots=True)
class Judged:
    """A question's units: a row of signals each, and whether it holds the answer."""

    asked: Asked
    signals: Signals
    right: Signals


def collect(store_folder: Path, asked: Sequence[Asked], scorer: SpanScorer) -> list[Judged]:
    """Judge the units that retrieval brings for each question."""
    found = []
    with Store.open(store_folder) as store:
        ids = document_ids(store)
        for one in asked:
            with store.snapshot() as snapshot:
                judged = judge(one.question, snapshot.search(one.question)[:READ_PASSAGES], snapshot, scorer)
            if judged is None:
                continue
            candidates, _, signals = judged
            document = ids.get(one.article)
            right = [
                answers.holds(one, document, c.sentence.start, c.sentence.end, c.passage.document_id)
                for c in candidates
            ]
            found.append(Judged(one, signals, np.array(right, dtype=np.float64)))
    return found


def calibration_questions(folder: Path, keep: Path, most: int) -> list[Judged]:
    """Return the judged questions of all kinds on the calibration articles."""
    scorer = SpanScorer()
    articles = reader_data.split_articles(reader_data.read_articles(folder / "squad/train.json"))[1]
    corpora = folder / "chunking_eval/corpora"
    asked = questions(articles)
    answerable = sample([one for one in asked if one.kind == "answerable"], most, answers.SEED)
    adversarial = sample([one for one in asked if one.kind == "adversarial"], most, answers.SEED)
    judged = collect(fill(keep, "calibration", articles, corpora), [*answerable, *adversarial], scorer)
    for number, half in enumerate((articles[::2], articles[1::2])):
        there = {str(article["title"]).replace("_", " ") for article in half}
        absent = as_kind([one for one in answerable if one.article not in there], "left out")
        judged += collect(fill(keep, f"calibration-half-{number}", half, corpora), absent, scorer)
    off_topic = as_kind(sample(answerable, 200, answers.SEED), "off-topic")
    return judged + collect(fill(keep, "corpora", [], corpora), off_topic, scorer)


def fit(folder: Path, keep: Path, most: int) -> None:
    """Fit, and print the weights with what they do."""
    judged = calibration_questions(folder, keep, most)
    show(judged)


def show(judged: Sequence[Judged]) -> None:
    """Fit on judged questions and print the weights with what they do."""
    choice = fit_choice([one for one in judged if one.right.any()])
    chosen = [int((one.signals @ choice).argmax()) for one in judged]
    rows = np.array([one.signals[best] for one, best in zip(judged, chosen, strict=True)])
    kinds = [one.asked.kind for one in judged]
    weights, bias = calibrated(*fit_confidence(rows, kinds), rows, kinds)
    confidence = 1 / (1 + np.exp(-(rows @ weights + bias)))
    for name, values in (("CHOICE", choice), ("CONFIDENCE", weights)):
        print(f"{name} = {{")
        for signal, value in zip(SIGNALS, values, strict=True):
            if abs(value) > 1e-4:
                print(f'    "{signal}": {value:.3f},')
        print("}")
    print(f"CONFIDENCE_BIAS = {bias:.3f}")
    answerable = [number for number, kind in enumerate(kinds) if kind == "answerable"]
    right = np.mean([judged[n].right[chosen[n]] for n in answerable])
    found = np.mean([judged[n].right.any() for n in answerable])
    print(f"the right unit is chosen for {right:.3f} of the answerable questions, it is there for {found:.3f}")
    for kind in answers.KINDS[1:]:
        others = [confidence[n] for n, one in enumerate(kinds) if one == kind]
        print(f"AUROC against {kind}: {auroc([confidence[n] for n in answerable], others):.3f}")
    print(f"calibration error: {calibration_error(confidence.tolist(), [kind == 'answerable' for kind in kinds]):.3f}")
    print(f"{'answered from':14}" + "".join(f"{kind:>13}" for kind in answers.KINDS) + f"{'right':>8}")
    for point in np.arange(0.05, 0.95, 0.05):
        shares = [
            np.mean([confidence[n] >= point for n, one in enumerate(kinds) if one == kind]) for kind in answers.KINDS
        ]
        held = [judged[n].right[chosen[n]] for n in answerable if confidence[n] >= point]
        print(f"{point:14.2f}" + "".join(f"{share:13.3f}" for share in shares) + f"{np.mean(held):8.3f}")


def fit_choice(judged: Sequence[Judged]) -> Signals:
    """Return the weights under which the right units get the most probability."""
    spread = _spread(np.vstack([one.signals for one in judged]))
    weights = np.zeros(len(SIGNALS))
    rows = [(one.signals / spread, one.right) for one in judged]
    momentum = np.zeros(len(SIGNALS))
    for _ in range(STEPS):
        gradient = -RIDGE * weights
        for signals, right in rows:
            scores = signals @ weights
            share = np.exp(scores - scores.max())
            share /= share.sum()
            wanted = share * right
            gradient += signals.T @ (wanted / max(wanted.sum(), 1e-12) - share)
        momentum = 0.9 * momentum + gradient / len(rows)
        weights = weights + 0.05 * momentum
        weights[weights * SIGNS < 0] = 0.0
    found: Signals = weights / spread
    return found


def fit_confidence(rows: Signals, kinds: Sequence[str]) -> tuple[Signals, float]:
    """Return weights and bias of the logistic function."""
    spread = _spread(rows)
    positive = np.array([kind == "answerable" for kind in kinds], dtype=np.float64)
    counts = {kind: kinds.count(kind) for kind in set(kinds)}
    share = {kind: 0.5 if kind == "answerable" else 0.5 / (len(counts) - 1) for kind in counts}
    weight = np.array([share[kind] / counts[kind] for kind in kinds]) * len(kinds)
    inputs = np.column_stack([rows / spread, np.ones(len(rows))])
    signs = np.append(SIGNS, 0.0)
    ridge = np.append(np.full(len(SIGNALS), RIDGE), 0.0)
    kept = np.ones(inputs.shape[1], dtype=bool)
    while True:
        fitted = np.zeros(inputs.shape[1])
        for _ in range(60):
            part = inputs[:, kept]
            probability = 1 / (1 + np.exp(-np.clip(inputs @ fitted, -30, 30)))
            curvature = part.T @ (part * (weight * probability * (1 - probability))[:, None]) + np.diag(ridge[kept])
            step = part.T @ (weight * (positive - probability)) - ridge[kept] * fitted[kept]
            fitted[kept] += np.linalg.solve(curvature, step)
        wrong = np.where(fitted * signs < 0, np.abs(fitted), -1.0)
        if wrong.max() < 0:
            return fitted[:-1] / spread, float(fitted[-1])
        kept[int(wrong.argmax())] = False
        fitted[:] = 0


def calibrated(weights: Signals, bias: float, rows: Signals, kinds: Sequence[str]) -> tuple[Signals, float]:
    """Return weights scaled and bias moved so that the result is a probability among `MIXTURE` (Platt, 1999)."""
    values = rows @ weights + bias
    wanted = np.array([kind == "answerable" for kind in kinds], dtype=np.float64)
    mass = np.array([MIXTURE[kind] for kind in kinds])
    line = np.array([1.0, 0.0])
    inputs = np.column_stack([values, np.ones(len(values))])
    for _ in range(60):
        probability = 1 / (1 + np.exp(-inputs @ line))
        curvature = inputs.T @ (inputs * (mass * probability * (1 - probability))[:, None])
        line += np.linalg.solve(curvature, inputs.T @ (mass * (wanted - probability)))
    return weights * line[0], float(bias * line[0] + line[1])


def _spread(rows: Signals) -> Signals:
    spread: Signals = rows.std(axis=0)
    return np.where(spread > 0, spread, 1.0)
