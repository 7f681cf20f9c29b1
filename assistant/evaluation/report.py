"""An evaluation for a terminal and as JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from assistant.commands import visible
from assistant.evaluation.running import DEPTH, Outcome
from assistant.evaluation.summary import Evaluation, Figure
from assistant.types import answer_to_dict
from store import Progress

_COLUMNS = ("figure", "value", "of", "better")
_NEAR = ", and among the sentences that come closest"
# What is shown of an answer that was wrong.
_ANSWER_CHARACTERS = 300


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return the figures by name, and what became of every question with its whole answer, as values of JSON."""
    return {
        "questions": len(evaluation.outcomes),
        "right": evaluation.right,
        "figures": {
            one.name: {key: value for key, value in asdict(one).items() if key != "name"} for one in evaluation.figures
        },
        "outcomes": [_outcome(one) for one in evaluation.outcomes],
    }


def rows(evaluation: Evaluation) -> list[tuple[str, str, str, str]]:
    """Return the table of figures: name, value, of how many, which way is better."""
    return [(one.name, _value(one), str(one.of), one.better) for one in evaluation.figures]


def wrong(evaluation: Evaluation) -> str:
    """Return, as lines for a terminal, every question that came out wrong: what was expected and what came."""
    return "\n\n".join("\n".join(map(visible, _wrong(one))) for one in evaluation.wrong)


def say_table(evaluation: Evaluation) -> None:
    """Write the table of figures on standard output: aligned on a terminal, tab-separated when piped."""
    if not sys.stdout.isatty():
        for row in (_COLUMNS, *rows(evaluation)):
            sys.stdout.write("\t".join(row) + "\n")
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for column in _COLUMNS:
        table.add_column(column, justify="right" if column in ("value", "of") else "left")
    for row in rows(evaluation):
        table.add_row(*row)
    Console(highlight=False).print(table)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Show how many questions are done on standard error while the block lasts; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("questions"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("questions", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _value(figure: Figure) -> str:
    if figure.value is None:
        return "–"
    match figure.unit:
        case "share":
            return f"{100 * figure.value:.1f} %"
        case "ms":
            return f"{figure.value:.1f} ms"
        case _:
            return f"{figure.value:.3f}"


def _outcome(one: Outcome) -> dict[str, Any]:
    return {
        "question": one.question.text,
        "place": one.question.place,
        "expected": asdict(one.question.expected) | {"answerable": one.question.expected.answerable},
        "right": one.right,
        "rank": one.rank,
        "near": one.near,
        "supporting": one.supporting,
        "verbatim": one.verbatim,
        "milliseconds": one.milliseconds,
        "answer": answer_to_dict(one.answer),
    }


def _wrong(one: Outcome) -> Iterator[str]:
    answer, expected = one.answer, one.question.expected
    yield f"{one.question.place}: {one.question.text}" if one.question.place else one.question.text
    if answer.understood_as is not None:
        yield f"  understood as  {answer.understood_as}"
    yield f"  expected       {_line(str(expected))}"
    state = "answered" if answer.answered else "declined"
    yield f"  came           {state}, confidence {answer.confidence:.2f}: {_line(answer.text)}"
    if expected.answerable:
        yield f"  found          {_where(one.rank)}{_NEAR if one.near else ''}"


def _where(rank: int | None) -> str:
    if rank is None:
        return f"not in the first {DEPTH} passages"
    return "in the first passage" if rank == 1 else f"in the first {rank} passages"


def _line(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _ANSWER_CHARACTERS else text[:_ANSWER_CHARACTERS].rstrip() + "…"
