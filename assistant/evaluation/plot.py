"""An evaluation as a picture: risk against coverage, reliability, latency."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from assistant.evaluation import metrics
from assistant.evaluation.summary import TAIL_PERCENT, Evaluation

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FORMATS = ("png", "svg")
_INCHES = (13.0, 4.2)
_DOTS_PER_INCH = 150
_BLUE, _GREY = "#1f5fa8", "#9aa5b1"
# The same evaluation gives the same picture: no date, no random ids, and letters that stay text.
_STYLE: dict[Any, Any] = {"svg.hashsalt": "briefing", "svg.fonttype": "none", "axes.spines.top": False}
_STYLE |= {"axes.spines.right": False, "axes.titlelocation": "left", "font.size": 10}


def plot(evaluation: Evaluation, kind: str) -> bytes:
    """Return the picture.

    Args:
        evaluation: what is shown.
        kind: one of `FORMATS`.
    """
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=_INCHES, layout="constrained")
        risk, reliability, latency = figure.subplots(1, 3)
        _risk(risk, evaluation)
        _reliability(reliability, evaluation)
        _latency(latency, evaluation)
        written = BytesIO()
        metadata = {"Date": None} if kind == "svg" else {"Software": None}
        figure.savefig(written, format=kind, dpi=_DOTS_PER_INCH, metadata=metadata)
    return written.getvalue()


def _risk(axes: Axes, evaluation: Evaluation) -> None:
    answered = [one for one in evaluation.outcomes if one.answer.answered]
    points = metrics.risk_and_coverage(
        [one.answer.confidence for one in answered], [one.right for one in answered], len(evaluation.outcomes)
    )
    axes.set(title="Risk against coverage", xlabel="share of the questions answered", ylabel="share of answers wrong")
    axes.set(xlim=(0, 1), ylim=(0, 1))
    if points:
        axes.plot(*zip(*points, strict=True), color=_BLUE)
        axes.plot(*points[-1], "o", color=_BLUE, label="as it answers now")
        axes.legend(frameon=False)


def _reliability(axes: Axes, evaluation: Evaluation) -> None:
    bins = metrics.reliability(
        [one.answer.confidence for one in evaluation.outcomes],
        [one.question.expected.answerable for one in evaluation.outcomes],
    )
    axes.set(title="Reliability of confidence", xlabel="confidence", ylabel="share that the briefings answer")
    axes.set(xlim=(0, 1), ylim=(0, 1.1))
    axes.plot((0, 1), (0, 1), "--", color=_GREY, label="perfect")
    if bins:
        expected, observed, counts = zip(*bins, strict=True)
        axes.plot(expected, observed, "o-", color=_BLUE, label="measured (of so many questions)")
        for x, y, count in zip(expected, observed, counts, strict=True):
            axes.annotate(str(count), (x, y), xytext=(-4, 6), textcoords="offset points", ha="right", fontsize=8)
    axes.legend(frameon=False, loc="lower right", fontsize=8)


def _latency(axes: Axes, evaluation: Evaluation) -> None:
    axes.set(title="Latency", xlabel="milliseconds a question")
    stages = {stage: times for stage, times in reversed(evaluation.latencies.items()) if times}
    tails = [metrics.percentile(times, TAIL_PERCENT) or 0.0 for times in stages.values()]
    medians = [metrics.median(times) or 0.0 for times in stages.values()]
    axes.barh(list(stages), tails, color=_GREY, height=0.6, label=f"{TAIL_PERCENT}th percentile")
    axes.barh(list(stages), medians, color=_BLUE, height=0.35, label="median")
    if stages:
        axes.legend(frameon=False)
