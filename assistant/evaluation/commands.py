"""The command ``evaluate`` of `briefing`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.commands import OpenAssistant, visible
from assistant.errors import AssistantError

_DONE, _FAILED, _UNUSABLE = 0, 1, 2
_PLOTS = (".png", ".svg")


def register(subparsers: Any, parents: Sequence[argparse.ArgumentParser], open_assistant: OpenAssistant) -> None:
    """Add the sub-command ``evaluate``; it sets ``run``, which takes the arguments and returns the exit code.

    Exit codes: 0 it ran, whatever came out; 1 fewer were right than asked for, or something failed and is named; 2 the
    questions cannot be asked as they are written.

    Args:
        subparsers: what `add_subparsers` returned.
        parents: parsers of the options that all commands have.
        open_assistant: opens the assistant that the arguments ask for.
    """
    text = "measure the answers to questions whose answers you know"
    command = subparsers.add_parser("evaluate", parents=list(parents), help=text, description=text)
    command.add_argument("questions", metavar="QUESTIONS", help="a YAML file: questions, and what is expected")
    command.add_argument("--json", action="store_true", help="print figures and answers as JSON")
    command.add_argument("--plot", type=_picture, metavar="FILE", help="draw the figures: a file .png or .svg")
    command.add_argument(
        "--min-right", type=_count, default=0, metavar="N", help="exit with 1 when fewer questions come out right"
    )
    command.set_defaults(run=lambda arguments: _run(arguments, open_assistant))


def _run(arguments: argparse.Namespace, open_assistant: OpenAssistant) -> int:
    from assistant.evaluation import UnusableQuestions, evaluate, read_questions, report

    try:
        conversations = read_questions(arguments.questions)
        with open_assistant(arguments) as assistant, report.progress_bar() as listen:
            evaluation = evaluate(assistant, conversations, listen)
    except UnusableQuestions as error:
        return _complain(str(error), _UNUSABLE)
    except AssistantError as error:
        return _complain(str(error), _FAILED)
    if arguments.json:
        print(json.dumps(report.as_json(evaluation), indent=2))
    else:
        report.say_table(evaluation)
        if evaluation.wrong:
            print(f"\n{len(evaluation.wrong)} of {len(evaluation.outcomes)} came out wrong:\n")
            print(report.wrong(evaluation))
    if arguments.plot is not None:
        from assistant.evaluation.plot import plot

        try:
            arguments.plot.write_bytes(plot(evaluation, arguments.plot.suffix[1:].lower()))
        except OSError as error:
            return _complain(f"cannot write {arguments.plot}: {error.strerror or error}", _FAILED)
    if evaluation.right < arguments.min_right:
        return _complain(f"expected at least {arguments.min_right} right, found {evaluation.right}", _FAILED)
    return _DONE


def _complain(text: str, code: int) -> int:
    print(f"briefing: {visible(' '.join(text.split()))}", file=sys.stderr)
    return code


def _picture(text: str) -> Path:
    """Found out before minutes of questions, not after them."""
    path = Path(text)
    if path.suffix.lower() not in _PLOTS:
        raise argparse.ArgumentTypeError(f"expected a file that ends in {' or '.join(_PLOTS)}, found {text!r}")
    if path.is_dir() or not os.access(path.parent, os.W_OK):
        raise argparse.ArgumentTypeError(f"expected a file in a folder that can be written, found {text!r}")
    return path


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"expected a number of questions, found {text!r}")
    return int(text)
