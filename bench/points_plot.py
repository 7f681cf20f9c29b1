"""A picture of what the operating points do; drawn by `bench/answers.py --plot`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from assistant.evaluation.metrics import reliability, risk_and_coverage
from assistant.reader import OperatingPoints

_INCHES = (13.0, 4.4)
_DOTS_PER_INCH = 110
_STYLE = {"axes.spines.top": False, "axes.spines.right": False, "axes.titlelocation": "left", "font.size": 10}
_COLOURS = {"answerable": "#1f5fa8", "adversarial": "#b3541e", "left out": "#3f7d4e", "off-topic": "#6b4f8a"}
_GREY = "#9aa5b1"


def draw(
    kinds: Sequence[str],
    confidences: Sequence[float],
    right: Sequence[bool],
    points: OperatingPoints,
    path: Path,
) -> None:
    """Draw risk against coverage, what is answered from which confidence on, and reliability.

    Args:
        kinds: of each question, "answerable" or why it is not.
        confidences: of each question, whether or not it was answered.
        right: whether each question's first citation holds the answer; False for what is not answerable.
        points: those that ship.
        path: the picture's file.
    """
    with rc_context(_STYLE):
        figure = Figure(figsize=_INCHES, layout="constrained")
        risk, shares, trust = figure.subplots(1, 3)
        _risk(risk, kinds, confidences, right, points)
        _shares(shares, kinds, confidences, points)
        _reliability(trust, kinds, confidences)
        figure.savefig(path, dpi=_DOTS_PER_INCH, metadata={"Software": None})


def _risk(
    axes: Axes, kinds: Sequence[str], confidences: Sequence[float], right: Sequence[bool], points: OperatingPoints
) -> None:
    axes.set(title="Risk against coverage", xlabel="share of the questions answered", ylabel="share of answers wrong")
    axes.set(xlim=(0, 1), ylim=(0, 1))
    for name, wanted in (("answerable questions", ("answerable",)), ("with adversarial ones", tuple(_COLOURS)[:2])):
        chosen = [number for number, kind in enumerate(kinds) if kind in wanted]
        # Where nothing is answered, nothing is cited that could be right.
        answered = [number for number in chosen if confidences[number] >= points.weak]
        of_these = [confidences[number] for number in answered]
        held = [right[number] for number in answered]
        curve = risk_and_coverage(of_these, held, len(chosen))
        colour = _COLOURS[wanted[-1]]
        axes.plot(*zip(*curve, strict=True), color=colour, label=name)
        for point, mark in ((points.weak, "o"), (points.sure, "s")):
            true = [one for value, one in zip(of_these, held, strict=True) if value >= point]
            axes.plot(len(true) / len(chosen), true.count(False) / max(len(true), 1), mark, color=colour)
    axes.plot([], [], "o", color=_GREY, label=f"weak evidence from {points.weak:.2f} on")
    axes.plot([], [], "s", color=_GREY, label=f"answered from {points.sure:.2f} on")
    axes.legend(frameon=False, fontsize=8)


def _shares(axes: Axes, kinds: Sequence[str], confidences: Sequence[float], points: OperatingPoints) -> None:
    axes.set(title="What is answered", xlabel="from this confidence on", ylabel="share of the questions")
    axes.set(xlim=(0, 1), ylim=(0, 1.02))
    grid = np.linspace(0, 1, 201)
    for kind, colour in _COLOURS.items():
        values = np.array([value for value, one in zip(confidences, kinds, strict=True) if one == kind])
        if len(values):
            axes.plot(grid, [(values >= bar).mean() for bar in grid], color=colour, label=kind)
    for point in (points.weak, points.sure):
        axes.axvline(point, color=_GREY, linestyle="--", linewidth=1)
    axes.legend(frameon=False, fontsize=8)


def _reliability(axes: Axes, kinds: Sequence[str], confidences: Sequence[float]) -> None:
    axes.set(title="Reliability of confidence", xlabel="confidence", ylabel="share that is answerable")
    axes.set(xlim=(0, 1), ylim=(0, 1.02))
    axes.plot((0, 1), (0, 1), "--", color=_GREY, label="perfect")
    expected, observed, counts = zip(*reliability(confidences, [kind == "answerable" for kind in kinds]), strict=True)
    axes.plot(expected, observed, "o-", color=_COLOURS["answerable"], label="measured (of so many questions)")
    for x, y, count in zip(expected, observed, counts, strict=True):
        axes.annotate(str(count), (x, y), xytext=(-4, 6), textcoords="offset points", ha="right", fontsize=8)
    axes.legend(frameon=False, fontsize=8, loc="upper left")
