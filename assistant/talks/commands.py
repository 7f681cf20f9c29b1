"""The commands ``conversations`` and ``feedback`` of `briefing`: they work while the page runs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.commands import visible
from assistant.service import Texts
from assistant.talks.errors import TalksUnusable
from assistant.talks.export import FORMATS, export, file_name
from assistant.talks.feedback import feedback_file
from assistant.talks.note import note_of
from assistant.talks.talks import Talks
from assistant.talks.types import Talk
from store import StoreLocked

_DONE, _FAILED = 0, 1
_TO_STDOUT = "-"


OpenTexts = Callable[[argparse.Namespace], AbstractContextManager[Texts]]


def register(subparsers: Any, parents: Sequence[argparse.ArgumentParser], open_texts: OpenTexts) -> None:
    """Add the sub-commands; each sets ``run``, which takes the arguments and returns the exit code.

    Exit codes: 0 done, 1 something failed and is named on stderr. `AssistantError` passes through.

    Args:
        subparsers: what `add_subparsers` returned.
        parents: parsers of the options that all commands have.
        open_texts: opens the documents of the store, or reaches who has it open.
    """
    text = "list, export or delete kept conversations"
    command = subparsers.add_parser("conversations", parents=list(parents), help=text, description=text)
    actions = command.add_subparsers(metavar="ACTION", dest="action")
    person = argparse.ArgumentParser(add_help=False)
    person.add_argument("--person", metavar="NAME", help="only conversations of this person")
    person.add_argument("--store", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    command.add_argument("--person", metavar="NAME", help="only conversations of this person")
    command.set_defaults(run=_list, json=False, words="")

    listing = actions.add_parser("list", parents=[person], help="list them, the latest first")
    listing.add_argument("words", nargs="*", metavar="WORD", help="only those with these words")
    listing.add_argument("--json", action="store_true", help="print them as JSON")
    listing.set_defaults(run=_list)
    exporting = actions.add_parser("export", parents=[person], help="write one to a file")
    exporting.add_argument("id", metavar="ID", help="an id that `briefing conversations list` shows")
    exporting.add_argument("--format", choices=FORMATS, default="md", help="kind of file (default: %(default)s)")
    exporting.add_argument("--question", type=_position, metavar="N", help="only the N-th question, from 1")
    exporting.add_argument(
        "--output", metavar="FILE", help="the file to be made, - for stdout (default: named after the conversation)"
    )
    exporting.set_defaults(run=_export)
    deleting = actions.add_parser("delete", parents=[person], help="delete some, and erase their text from the disk")
    deleting.add_argument("ids", nargs="+", metavar="ID", help="an id that `briefing conversations list` shows")
    deleting.set_defaults(run=_delete)

    text = "export the thumbs up and down, for `briefing evaluate`"
    command = subparsers.add_parser("feedback", parents=list(parents), help=text, description=text)
    actions = command.add_subparsers(metavar="ACTION", dest="action", required=True)
    feedback = actions.add_parser("export", parents=[person], help="write the file of questions")
    feedback.add_argument("file", metavar="FILE", help="the file to be made, - for stdout")
    feedback.set_defaults(run=lambda arguments: _feedback(arguments, open_texts))


def _list(arguments: argparse.Namespace) -> int:
    found: list[Talk] = []
    if _are_there(arguments):
        with _open(arguments) as talks:
            found = talks.find(arguments.person, " ".join(arguments.words))
    if arguments.json:
        print(json.dumps([_as_json(talk) for talk in found], indent=2))
        return _DONE
    for talk in found:
        when = talk.changed_at.astimezone().strftime("%Y-%m-%d %H:%M")
        print(visible(f"{talk.talk_id}  {when}  {talk.questions:>3}  {talk.person}  {talk.name}"))
    if not found:
        print("there are no such conversations")
    return _DONE


def _export(arguments: argparse.Namespace) -> int:
    with _open(arguments) as talks:
        talk = talks.get(arguments.person, arguments.id)
        kept = talks.read(arguments.person, arguments.id)
    title = talk.name
    if arguments.question is not None:
        kept = kept[arguments.question - 1 : arguments.question]
        if not kept:
            return _complain(f"the conversation has {talk.questions} questions: there is no {arguments.question}")
        title = kept[0].answer.question
    content = export(note_of(title, kept, datetime.now().astimezone()), arguments.format)
    return _write(arguments.output or file_name(title, arguments.format), content)


def _delete(arguments: argparse.Namespace) -> int:
    code = _DONE
    with _open(arguments) as talks:
        for talk_id in arguments.ids:
            talk = talks.get(arguments.person, talk_id)
            if talks.delete(arguments.person, talk_id):
                print(visible(f"deleted {talk_id} ({talk.name})"))
            else:
                code = _complain(f"deleted {talk_id}; its text stays on the disk until nobody reads it any more")
    return code


def _feedback(arguments: argparse.Namespace, open_texts: OpenTexts) -> int:
    if not _are_there(arguments):
        return _complain("there is no feedback: no conversation was kept yet")
    with _open(arguments) as talks:
        rated = talks.rated(arguments.person)
        histories = talks.before(rated)
    if not rated:
        return _complain("there is no feedback: give thumbs up or down in the page")
    try:
        with open_texts(arguments) as documents:
            text = feedback_file(rated, histories, documents)
    except StoreLocked:  # by a program that answers nobody
        _complain("the store is in use: whether the evidence still stands in its documents was not looked up")
        text = feedback_file(rated, histories, None)
    return _write(arguments.file, text.encode("utf-8"))


def _open(arguments: argparse.Namespace) -> Talks:
    if not _are_there(arguments):
        raise TalksUnusable(f"there are no conversations in {arguments.store}: ask something in the page first")
    talks = Talks.open(_folder(arguments))
    if talks.set_aside is not None:
        _complain(f"the conversations were damaged: they are now in {talks.set_aside}, and new ones were begun")
    return talks


def _are_there(arguments: argparse.Namespace) -> bool:
    return Talks.are_in(_folder(arguments))


def _folder(arguments: argparse.Namespace) -> Path:
    return Path(arguments.store).expanduser().absolute()


def _write(path: str, content: bytes) -> int:
    if path == _TO_STDOUT:
        sys.stdout.buffer.write(content)
        return _DONE
    try:
        with Path(path).open("xb") as file:
            file.write(content)
    except FileExistsError:
        return _complain(f"{path} exists already: name a new file")
    except OSError as error:
        return _complain(f"cannot write {path}: {error.strerror or error}")
    print(visible(f"written to {path}"))
    return _DONE


def _as_json(talk: Talk) -> dict[str, Any]:
    return {
        "id": talk.talk_id,
        "name": talk.name,
        "person": talk.person,
        "changed_at": talk.changed_at.isoformat(),
        "questions": talk.questions,
    }


def _complain(text: str) -> int:
    print(f"briefing: {visible(text)}", file=sys.stderr)
    return _FAILED


def _position(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no question's number: they count from 1")
    return int(text)
