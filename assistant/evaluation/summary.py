"""From what became of the questions to figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evaluation import metrics
from assistant.evaluation.running import Outcome

RANKS = (1, 3, 5, 10)
TAIL_PERCENT = 95
_TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured number. ``value`` is None when there was nothing to measure; ``of`` is the count behind it; ``unit``
    is "share" (0..1), "score" (0..1) or "ms"; ``better`` is "higher" or "lower"."""

    name: str
    value: float | None
    of: int
    better: str = "higher"
    unit: str = "share"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What became of every question, in the order asked, and the figures that follow from it."""

    outcomes: tuple[Outcome, ...]

    @property
    def right(self) -> int:
        """How many questions were answered as expected, or rightly declined."""
        return sum(one.right for one in self.outcomes)

    @property
    def wrong(self) -> tuple[Outcome, ...]:
        """The others."""
        return tuple(one for one in self.outcomes if not one.right)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures, in the order in which they are shown.

        - ``recall@k``: of the answerable questions, those for which the first k passages found hold what is expected.
        - ``answer contained``: of those with an answer, those answered with all that must be said.
        - ``evidence cited``: of those with evidence, those with a citation that overlaps it.
        - ``exact match``, ``F1``: of ``short_answer`` (no short answer scores 0), for questions with one exact answer.
        - ``citation precision``: of the citations of answerable questions, those that hold something of what
          is expected. ``citations verbatim``: of all citations, those that are their document's text at their span.
        - ``abstention precision``: of the questions declined, those that the briefings do not answer; ``abstention
          recall``: of those that the briefings do not answer, the declined. ``closest hold it``: of those declined
          though the briefings answer, those where one of the closest sentences holds something of what is expected.
        - ``calibration error``: of ``confidence`` as the probability that the briefings answer; ``AUROC``: the
          chance that an answerable question has a higher confidence than an unanswerable one.
        """
        answerable = [one for one in self.outcomes if one.question.expected.answerable]
        unanswerable = [one for one in self.outcomes if not one.question.expected.answerable]
        declined = [one for one in self.outcomes if not one.answer.answered]
        with_answer = [one for one in answerable if one.question.expected.said]
        with_evidence = [one for one in answerable if one.question.expected.evidence]
        single = [one for one in answerable if one.question.expected.single]
        given = [(one.answer.short_answer or "", one.question.expected.said[0]) for one in single]
        cited = sum(len(one.answer.citations) for one in answerable)
        citations = sum(len(one.answer.citations) for one in self.outcomes)
        confidences = _of(self.outcomes)
        truths = [one.question.expected.answerable for one in self.outcomes]
        return (
            Figure("right", metrics.share([one.right for one in self.outcomes]), len(self.outcomes)),
            *(_share(f"recall@{k}", [one.rank is not None and one.rank <= k for one in answerable]) for k in RANKS),
            _share("answer contained", [one.said for one in with_answer]),
            _share("evidence cited", [one.cited for one in with_evidence]),
            Figure("exact match", metrics.mean([metrics.exact_match(*pair) for pair in given]), len(given)),
            Figure("F1", metrics.mean([metrics.token_f1(*pair) for pair in given]), len(given)),
            _ratio("citation precision", sum(one.supporting for one in answerable), cited),
            _ratio("citations verbatim", sum(one.verbatim for one in self.outcomes), citations),
            _share("abstention precision", [not one.question.expected.answerable for one in declined]),
            _share("abstention recall", [not one.answer.answered for one in unanswerable]),
            _share("closest hold it", [one.near for one in answerable if not one.answer.answered]),
            Figure("calibration error", metrics.calibration_error(confidences, truths), len(truths), "lower", "score"),
            Figure("AUROC", metrics.auroc(_of(answerable), _of(unanswerable)), len(truths), unit="score"),
            *(figure for stage, times in self.latencies.items() for figure in _latency(stage, times)),
        )

    @property
    def latencies(self) -> dict[str, list[float]]:
        """Milliseconds per question by stage of the answer, "total" (from question to answer) last."""
        stages: dict[str, list[float]] = {}
        for one in self.outcomes:
            for stage, milliseconds in one.answer.timings.items():
                stages.setdefault(stage, []).append(milliseconds)
        return {**stages, _TOTAL: [one.milliseconds for one in self.outcomes]}


def _share(name: str, holds: Sequence[bool]) -> Figure:
    return Figure(name, metrics.share(holds), len(holds))


def _ratio(name: str, part: int, whole: int) -> Figure:
    return Figure(name, part / whole if whole else None, whole)


def _of(outcomes: Sequence[Outcome]) -> list[float]:
    return [one.answer.confidence for one in outcomes]


def _latency(stage: str, times: Sequence[float]) -> tuple[Figure, Figure]:
    return (
        Figure(f"{stage}, median", metrics.median(times), len(times), "lower", "ms"),
        Figure(f"{stage}, p{TAIL_PERCENT}", metrics.percentile(times, TAIL_PERCENT), len(times), "lower", "ms"),
    )
