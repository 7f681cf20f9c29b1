"""Fit the weights of `assistant.reading.weights`; run by `bench/answers.py --fit`.

On the six calibration articles of SQuAD, the questions on the briefs of `bench/briefs/choose`, and those of
`chunking_eval` about five other collections, so that not one kind of text alone decides. With each collection left out
in turn it prints what the weights fitted on all the rest do on it.

Two models over the same signals. The choice among a question's units is a softmax that gives the right ones the most
probability; the briefs have no part in it (`fitted` says why). The confidence is a logistic function of the chosen
unit's signals, fitted to whether the question is answerable; each kind of unanswerable question counts as much as
another, all together as much as the answerable ones, the briefs and the collections less than the articles.
Then its slope and bias are set so that it is right as a probability on the articles.
Every weight keeps the sign that makes sense: more evidence is never worse.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.evaluation.metrics import auroc, calibration_error
from assistant.reading.signals import SIGNALS, Signals
from assistant.reading.span_reader import as_row
from assistant.reading.span_scorer import SpanScorer
from assistant.reading.weights import ReadingWeights
from bench import answers, retrieval
from bench.judged_questions import Judged, Questions

AGAINST = {
    "likelier elsewhere",
    "missing names",
    "names out of sentence",
    "rarest missing",
    "kind lacking",
    "fragment",
    "names left to the next",
    "names left to another",
    "cannot answer",
    "answer of another kind",
    "leant away",
    "heading",
    "coverage elsewhere",
}
SIGNS = np.array([-1.0 if name in AGAINST else 1.0 for name in SIGNALS])
# On standardised signals: enough to keep weights small that a few hundred questions cannot tell from zero. The
# confidence has fewer rows than the choice, one for a question.
RIDGE = 3.0
CONFIDENCE_RIDGE = 10.0
# What the collections count in the confidence beside the articles. They have no adversarial questions, and their long
# ones have words all over a passage, which marks the articles' adversarial ones: with one article left out the AUROC
# against these is 0.75 at none, 0.74 at this and 0.72 at 1 (0.72, 0.72 and 0.70 without "coverage elsewhere").
COLLECTIONS = 0.3
# What the briefs count there. Cross-validated, at none, this and 1: the AUROC against what a brief does not answer is
# 0.584, 0.637 and 0.661, against the articles' adversarial questions 0.755, 0.758 and 0.759; of the collections'
# questions 92, 89 and 88 of 100 reach 0.2. Less than the articles, since what the briefs do not answer was asked in
# more of their words than what they do.
BRIEFS = 0.25
STEPS = 2000
# A weight smaller than this is none.
LEAST = 1e-3
# What people ask when they probe: the probability is to be right for such a mixture, the hardest one.
MIXTURE = {"answerable": 1.0, "adversarial": 0.8, "left out": 0.1, "off-topic": 0.1}


def fit(folder: Path, keep: Path, most: int) -> None:
    """Fit the weights that ship, and print them with what they do."""
    judged = Questions.of(SpanScorer(), folder, keep, most)
    leave_one_out(judged.articles, judged.corpora)
    weights = fitted(judged)
    write_out(weights)
    show("calibration articles", weights, judged.articles)
    show("briefs kept for choosing", weights, judged.briefs)


def fitted_for(scorer: SpanScorer, folder: Path, keep: Path, most: int) -> ReadingWeights:
    """Return the weights fitted for another network."""
    return fitted(Questions.of(scorer, folder, keep, most))


def leave_one_out(articles: Sequence[Judged], corpora: Sequence[Judged]) -> None:
    """Print, for each collection, what the choice fitted without it does on it: recall of passages in this order."""
    asked = [one for one in corpora if one.asked.kind == "answerable"]
    totals: list[list[float]] = []
    for corpus in sorted({one.asked.article for one in asked}):
        choice = fit_choice([one for one in (*articles, *asked) if one.asked.article != corpus and one.right.any()])
        own = [one for one in asked if one.asked.article == corpus]
        rows = [
            [_recall(one, order, size) for order in _orders(one, choice) for size in retrieval.BUDGETS] for one in own
        ]
        totals += rows
        _line(corpus, rows)
    _line("all, each without its own", totals)


def _line(name: str, rows: Sequence[Sequence[float]]) -> None:
    figures = np.mean(rows, axis=0)
    half = len(figures) // 2
    print(f"{name:28} recall at {retrieval.BUDGETS}: {figures[:half].round(3)}, as searched {figures[half:].round(3)}")


def _orders(one: Judged, choice: Signals) -> tuple[list[int], list[int]]:
    """Return the passages in the order of their best units, and as they were found."""
    best = [-np.inf] * len(one.passages)
    for value, place in zip(one.signals @ choice, one.passage, strict=True):
        best[place] = max(best[place], value)
    found = list(range(len(best)))
    return sorted(found, key=lambda place: -best[place]), found


def _recall(one: Judged, order: Sequence[int], budget: int) -> float:
    gold = {place for start, end in one.asked.places for place in range(start, end)}
    size, got = 0, set()
    for place in order:
        own, start, end = one.passages[place]
        end = min(end, start + budget - size)
        size += end - start
        if own:
            got.update(range(start, end))
        if size >= budget:
            break
    return len(got & gold) / len(gold)


def fitted(judged: Questions) -> ReadingWeights:
    """Return weights fitted on judged questions, calibrated on those of the articles.

    Each source has its own balance of kinds: of which source a question is must not tell whether it is answered. In the
    choice the briefs would bring 70 instead of 67 of 100 right on briefs, and 83 instead of 84 on articles: it is left
    to the others, since more than half of all questions would be on briefs.
    """
    choice = fit_choice([one for one in (*judged.articles, *judged.corpora) if one.right.any()])
    sources = (judged.articles, judged.briefs, judged.corpora)
    rows = [_chosen(source, choice)[1] for source in sources]
    kinds = [[one.asked.kind for one in source] for source in sources]
    size = len(judged.articles)
    shares = (1.0, BRIEFS, COLLECTIONS)
    mass = [share * size / len(own) * masses(own) for own, share in zip(kinds, shares, strict=True)]
    found = fit_confidence(np.vstack(rows), [kind for own in kinds for kind in own], np.concatenate(mass))
    weights, bias = calibrated(*found, rows[0], kinds[0])
    return ReadingWeights(named(choice), named(weights), bias)


def named(weights: Signals) -> dict[str, float]:
    """Return the weights that are any, by the names of their signals."""
    pairs = zip(SIGNALS, weights.tolist(), strict=True)
    return {name: round(value, 3) for name, value in pairs if abs(value) > LEAST}


def _chosen(judged: Sequence[Judged], choice: Signals) -> tuple[list[int], Signals]:
    """Return the number of each question's best unit, and these units' signals."""
    chosen = [int((one.signals @ choice).argmax()) for one in judged]
    return chosen, np.array([one.signals[best] for one, best in zip(judged, chosen, strict=True)])


def write_out(weights: ReadingWeights) -> None:
    """Print weights as `assistant.reading.weights` holds them."""
    for part, named in (("choice", weights.choice), ("confidence", weights.confidence)):
        print(f"    {part}={{")
        for name, value in named.items():
            print(f'        "{name}": {value:.3f},')
        print("    },")
    print(f"    bias={weights.bias:.3f},")


def show(name: str, weights: ReadingWeights, judged: Sequence[Judged]) -> None:
    """Print what weights do on judged questions."""
    chosen, rows = _chosen(judged, as_row(weights.choice))
    kinds = [one.asked.kind for one in judged]
    asked = [kind for kind in answers.KINDS if kind in kinds]
    confidence = 1 / (1 + np.exp(-(rows @ as_row(weights.confidence) + weights.bias)))
    answerable = [number for number, kind in enumerate(kinds) if kind == "answerable"]
    right = np.mean([judged[n].right[chosen[n]] for n in answerable])
    found = np.mean([judged[n].right.any() for n in answerable])
    print(f"{name}: the right unit is chosen for {right:.3f} of the answerable questions, it is there for {found:.3f}")
    for kind in asked[1:]:
        others = [confidence[n] for n, one in enumerate(kinds) if one == kind]
        print(f"AUROC against {kind}: {auroc([confidence[n] for n in answerable], others):.3f}")
    print(f"calibration error: {calibration_error(confidence.tolist(), [kind == 'answerable' for kind in kinds]):.3f}")
    print(f"{'answered from':14}" + "".join(f"{kind:>13}" for kind in asked) + f"{'right':>8}")
    for point in np.arange(0.05, 0.95, 0.05):
        shares = [np.mean([confidence[n] >= point for n, one in enumerate(kinds) if one == kind]) for kind in asked]
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


def masses(kinds: Sequence[str]) -> Signals:
    """Return what each question counts, 1 on average: all answerable ones half, each other kind as much as another."""
    counts = {kind: kinds.count(kind) for kind in set(kinds)}
    share = {kind: 0.5 if kind == "answerable" else 0.5 / (len(counts) - 1) for kind in counts}
    return np.array([share[kind] / counts[kind] for kind in kinds]) * len(kinds)


def fit_confidence(rows: Signals, kinds: Sequence[str], mass: Signals) -> tuple[Signals, float]:
    """Return weights and bias of the logistic function; ``mass`` is what each row counts."""
    spread = _spread(rows)
    positive = np.array([kind == "answerable" for kind in kinds], dtype=np.float64)
    inputs = np.column_stack([rows / spread, np.ones(len(rows))])
    signs = np.append(SIGNS, 0.0)
    ridge = np.append(np.full(len(SIGNALS), CONFIDENCE_RIDGE), 0.0)
    kept = np.ones(inputs.shape[1], dtype=bool)
    while True:
        fitted = np.zeros(inputs.shape[1])
        for _ in range(60):
            part = inputs[:, kept]
            probability = 1 / (1 + np.exp(-np.clip(inputs @ fitted, -30, 30)))
            curvature = part.T @ (part * (mass * probability * (1 - probability))[:, None]) + np.diag(ridge[kept])
            step = part.T @ (mass * (positive - probability)) - ridge[kept] * fitted[kept]
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
    mass = np.array([MIXTURE[kind] / kinds.count(kind) for kind in kinds])
    mass *= len(mass) / mass.sum()
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
