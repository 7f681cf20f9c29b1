"""The command `briefing cards`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from store import Store

OpenStore = Callable[[argparse.Namespace], AbstractContextManager[Store]]


def register(subparsers: Any, parents: Sequence[argparse.ArgumentParser], open_store: OpenStore) -> None:
    """Add the sub-command ``cards``; it sets ``run``, which takes the arguments and returns the exit code.

    Args:
        subparsers: what `add_subparsers` returned.
        parents: parsers of the options that all commands have.
        open_store: opens the store that the arguments name.
    """
    text = "show documents at a glance, with the sentence behind every item; cards that are missing are made first"
    command = subparsers.add_parser("cards", parents=list(parents), help=text, description=text)
    command.add_argument("documents", nargs="*", metavar="DOCUMENT", help="ids of documents; all of them when none")
    command.add_argument(
        "--format", choices=("text", "markdown", "json"), help="how to write them (default: text, markdown into a file)"
    )
    command.add_argument("--output", type=Path, metavar="FILE", help="write a one-page brief, or JSON, to a new file")
    command.set_defaults(run=lambda arguments: _run(arguments, open_store))


def _run(arguments: argparse.Namespace, open_store: OpenStore) -> int:
    from assistant.cards.brief import as_json, as_markdown, as_text
    from assistant.cards.maker import CardMaker
    from assistant.cards.view import card_views
    from assistant.commands import visible

    output: Path | None = arguments.output
    form = arguments.format or ("text" if output is None else "markdown")
    if output is not None and output.exists():
        print(f"briefing: {visible(str(output))} exists already: name a new file", file=sys.stderr)
        return 1
    with open_store(arguments) as store:
        wanted = [store.document(document_id).document_id for document_id in arguments.documents]
        CardMaker(store).make_missing(wanted or None)
        views = card_views(store, wanted or None)
    if form == "json":
        written = json.dumps(as_json(views), indent=2)
    else:
        written = as_markdown(views) if form == "markdown" else visible(as_text(views))
    if output is None:
        print(written or "there are no documents yet: add some with `briefing ingest PATH`")
    else:
        try:
            output.write_text(written + "\n" if form == "json" else written, encoding="utf-8")
        except OSError as error:
            print(f"briefing: {visible(str(output))} cannot be written ({error.strerror})", file=sys.stderr)
            return 1
    failed = [view for view in views if view.card is None]
    for view in failed:
        print(f"briefing: {visible(view.document.title)}: {visible(view.reason)}", file=sys.stderr)
    return 1 if failed else 0
