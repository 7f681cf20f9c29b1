"""The question commands of `briefing`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from assistant.errors import AssistantError
from assistant.service import AnswerService
from assistant.types import Answer, answer_to_dict
from store import Hit, InvalidQuestion

OpenAssistant = Callable[[argparse.Namespace], AbstractContextManager[AnswerService]]

# What is shown of a passage that was near but did not answer.
_NEAREST_CHARACTERS = 300


def register(subparsers: Any, parents: Sequence[argparse.ArgumentParser], open_assistant: OpenAssistant) -> None:
    """Add the sub-command ``ask``; it sets ``run``, which takes the arguments and returns the exit code.

    Args:
        subparsers: what `add_subparsers` returned.
        parents: parsers of the options that all commands have.
        open_assistant: opens the assistant that the arguments ask for.
    """
    command = subparsers.add_parser("ask", parents=list(parents), help="ask the briefings a question")
    command.add_argument("question", metavar="QUESTION", help="the question, in plain words")
    command.add_argument(
        "--document", dest="documents", action="append", metavar="ID", help="ask this document only; may be repeated"
    )
    command.add_argument("--json", action="store_true", help="print the whole answer as JSON")

    def run(arguments: argparse.Namespace) -> int:
        try:
            with open_assistant(arguments) as assistant:
                answer = assistant.ask(arguments.question, documents=arguments.documents)
                titles = {one.document_id: one.title for one in assistant.store.documents()}
        except InvalidQuestion as error:
            print(f"briefing: {error}", file=sys.stderr)
            return 2
        except AssistantError as error:
            print(f"briefing: {visible(str(error))}", file=sys.stderr)
            return 1
        if arguments.json:
            print(json.dumps(answer_to_dict(answer), indent=2))
        else:
            print(plain(answer, titles))
        return 0

    command.set_defaults(run=run)


def plain(answer: Answer, titles: dict[str, str]) -> str:
    """Return an answer as lines for a terminal: the text, then its sources, or what came nearest if it is declined.

    Args:
        answer: the answer.
        titles: the documents' titles by id, for the nearest passages.
    """
    lines = [visible(answer.text)]  # says itself when the evidence is weak
    for number, citation in enumerate(answer.citations, start=1):
        lines += ["", f"[{number}] {_place(citation.title, citation.page, citation.heading)}"]
        lines.append(f"    “{visible(_one_line(citation.quote))}”")
    if answer.closest:
        lines += ["", "What comes closest:"]
    for near in answer.closest:
        lines += ["", f"- {_place(near.title, near.page, near.heading)}", f"    “{visible(_one_line(near.quote))}”"]
    nearest = () if answer.answered or answer.closest else answer.nearest
    if nearest:
        lines += ["", "The nearest passages:"]
    for hit in nearest:
        title = titles.get(hit.passage.document_id, hit.passage.document_id)
        lines += ["", f"- {_place(title, hit.passage.page, hit.passage.heading)}", f"    {_beginning(hit)}"]
    return "\n".join(lines)


def visible(text: str) -> str:
    """Return text with its control characters written out: a document must not steer a terminal."""
    return "".join(char if char.isprintable() or char == "\n" else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    return " " if char.isspace() else char.encode("unicode_escape").decode("ascii")


def _place(title: str, page: int | None, heading: Sequence[str]) -> str:
    parts = [title, *([] if page is None else [f"page {page}"])]
    path = " › ".join(heading[1:] if heading and heading[0] == title else heading)
    return visible(_one_line(", ".join(parts) + (f" — {path}" if path else "")))


def _beginning(hit: Hit) -> str:
    text = _one_line(hit.passage.text)
    return visible(text if len(text) <= _NEAREST_CHARACTERS else text[:_NEAREST_CHARACTERS].rstrip() + "…")


def _one_line(text: str) -> str:
    return " ".join(text.split())
