"""The command `briefing cards`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from assistant.cards.briefs import BriefService, Form

OpenBriefs = Callable[[argparse.Namespace], AbstractContextManager[BriefService]]


def register(subparsers: Any, parents: Sequence[argparse.ArgumentParser], open_briefs: OpenBriefs) -> None:
    """Add the sub-command ``cards``; it sets ``run``, which takes the arguments and returns the exit code.

    Args:
        subparsers: what `add_subparsers` returned.
        parents: parsers of the options that all commands have.
        open_briefs: opens the store that the arguments name, or reaches who has it open.
    """
    text = "show documents at a glance, with the sentence behind every item; cards that are missing are made first"
    command = subparsers.add_parser("cards", parents=list(parents), help=text, description=text)
    command.add_argument("documents", nargs="*", metavar="DOCUMENT", help="ids of documents; all of them when none")
    command.add_argument(
        "--format", choices=("text", "markdown", "json"), help="how to write them (default: text, markdown into a file)"
    )
    command.add_argument("--output", type=Path, metavar="FILE", help="write a one-page brief, or JSON, to a new file")
    command.set_defaults(run=lambda arguments: _run(arguments, open_briefs))


def _run(arguments: argparse.Namespace, open_briefs: OpenBriefs) -> int:
    from assistant.commands import visible

    output: Path | None = arguments.output
    form: Form = arguments.format or ("text" if output is None else "markdown")
    if output is not None and output.exists():
        print(f"briefing: {visible(str(output))} exists already: name a new file", file=sys.stderr)
        return 1
    with open_briefs(arguments) as briefs:
        brief = briefs.brief(arguments.documents, form)
    written = visible(brief.text) if form == "text" else brief.text
    if output is None:
        print(written or "there are no documents yet: add some with `briefing ingest PATH`")
    else:
        try:
            output.write_text(written + "\n" if form == "json" else written, encoding="utf-8")
        except OSError as error:
            print(f"briefing: {visible(str(output))} cannot be written ({error.strerror})", file=sys.stderr)
            return 1
    for one in brief.unmade:
        print(f"briefing: {visible(one.title)}: {visible(one.reason)}", file=sys.stderr)
    return 1 if brief.unmade else 0
