"""The commands about documents and their store, from ``ingest`` to ``restore``."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict
from os import PathLike
from typing import TYPE_CHECKING, Any, Protocol

from ingest.errors import IngestError
from ingest.passwords import add_passwords, passwords_of
from ingest.service import DocumentService, StoreDocuments
from ingest.settling import SETTLE_SECONDS
from ingest.terminal import complain, ended_like_ctrl_c, progress_bar, say, say_table, shown
from store import Document, Store, UnknownDocument, backup, restore
from store.endpoint import HandedOver, OwnerLeft

if TYPE_CHECKING:
    from ingest.report import Failed, Ingested, Removed, Report

_DONE, _FAILED = 0, 1
_LONGEST_SETTLE = 3600
# So many owners in a row may end before one has finished a single file.
_FRUITLESS = 10
_COLUMNS = ("id", "title", "dated", "authors", "pages", "passages", "added", "source")


class OpenStore(Protocol):
    """Opens the store that a command's arguments name, as a context manager."""

    def __call__(  # noqa: D102
        self, arguments: argparse.Namespace, *, for_rebuild: bool = False
    ) -> AbstractContextManager[Store]: ...


class OpenDocuments(Protocol):
    """Opens the documents of the store that a command's arguments name, in this process or through its owner."""

    def __call__(  # noqa: D102
        self, arguments: argparse.Namespace, *, for_rebuild: bool = False
    ) -> AbstractContextManager[DocumentService]: ...


def register(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
    parents: Sequence[argparse.ArgumentParser],
    open_store: OpenStore,
    open_documents: OpenDocuments,
) -> None:
    """Add the commands; each sets ``run``, which takes the arguments and returns the exit code.

    Exit codes: 0 done, 1 something failed and is named on stderr. `StoreError` passes through.

    Args:
        subparsers: where to add them.
        parents: parsers of options that all commands have.
        open_store: opens the store, which no other process has open.
        open_documents: opens the documents of the store, or reaches who has it open.
    """

    def add(
        name: str, run: Callable[[argparse.Namespace, Any], int], text: str, opened: Any = open_store
    ) -> argparse.ArgumentParser:
        parser = subparsers.add_parser(name, parents=list(parents), help=text, description=text)
        parser.set_defaults(run=lambda arguments: run(arguments, opened))
        return parser

    command = add("ingest", _ingest, "add files and folders, or bring them up to date", open_documents)
    command.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder")
    add_passwords(command)
    command.add_argument("--json", action="store_true", help="print the report as JSON")
    command.add_argument(
        "--prune", action="store_true", help="remove the documents whose files are gone from these folders"
    )
    command.add_argument("--retry", action="store_true", help="read files again that failed and have not changed")
    command = add(
        "watch", _watch, "keep the store in step with folders while people work in them, until Ctrl-C", open_documents
    )
    command.add_argument("folders", nargs="+", metavar="FOLDER", help="a folder")
    command.add_argument(
        "--poll",
        action="store_true",
        help="look at all files every second: for network drives, whose changes go untold",
    )
    command.add_argument(
        "--settle",
        type=_seconds,
        default=SETTLE_SECONDS,
        metavar="SECONDS",
        help="read a file when it has not changed for so long (default: %(default)g)",
    )
    add_passwords(command)
    command = add("documents", _documents, "list the documents", open_documents)
    command.add_argument("--json", action="store_true", help="print them as JSON")
    command.add_argument("--failed", action="store_true", help="list the files that could not be taken in instead")
    command = add("remove", _remove, "remove documents", open_documents)
    command.add_argument("ids", nargs="+", metavar="ID", help="an id that `briefing documents` lists")
    command = add("reindex", _reindex, "cut and embed all documents anew, from what the store holds", open_documents)
    add_passwords(command)
    add("check", _check, "verify the store", open_documents)
    command = add("backup", _backup, "write the store to one file, also while it is in use")
    command.add_argument("file", metavar="FILE", help="the file to be made")
    command = add("restore", _restore, "make a store of such a file, in a new folder", open_documents)
    command.add_argument("file", metavar="FILE", help="a file that `briefing backup` made")


def ingest_with_progress(
    paths: Iterable[str | PathLike[str]],
    store: Store | DocumentService,
    *,
    passwords: Iterable[str] = (),
    prune: bool = False,
    retry: bool = False,
    finished: list[Ingested | Failed] | None = None,
) -> Report:
    """Ingest with a progress bar on stderr, and complain there about what failed, or was done when interrupted.

    ``finished`` holds what an earlier owner of the store did of the same work, and gets what is done now.
    """
    from ingest.progress import Event, FileFinished
    from ingest.report import Report, settled

    service = StoreDocuments(store) if isinstance(store, Store) else store
    finished = [] if finished is None else finished
    earlier = tuple(finished)
    with progress_bar() as listen:

        def told(event: Event) -> None:
            listen(event)
            if isinstance(event, FileFinished):
                finished.append(event.outcome)

        try:
            report = service.ingest(paths, progress=told, passwords=passwords, prune=prune, retry=retry)
        except KeyboardInterrupt:
            complain(f"interrupted after {Report.of(settled(finished))}")
            raise
    report = report.after(settled(earlier))
    for one in report.failed:
        complain(f"{one.source}: {one.reason}")
    for taken in (*report.added, *report.replaced):
        for note in taken.notes:
            complain(f"{taken.source}: {note}")
    return report


def _ingest_whoever_owns(arguments: argparse.Namespace, open_documents: OpenDocuments) -> Report:
    """Ingest; when the owner of the store ends, go on with the next one, which may be this process."""
    # The owner has another working directory.
    paths = [os.path.abspath(os.path.expanduser(path)) for path in arguments.paths]  # noqa: PTH100, PTH111
    options = {"passwords": passwords_of(arguments), "prune": arguments.prune, "retry": arguments.retry}
    finished: list[Ingested | Failed] = []
    fruitless = 0
    while True:
        known = len(finished)
        try:
            with open_documents(arguments) as store:
                return ingest_with_progress(paths, store, finished=finished, **options)
        except OwnerLeft:
            fruitless = fruitless + 1 if len(finished) == known else 0
            if fruitless == _FRUITLESS:
                raise


def _ingest(arguments: argparse.Namespace, open_documents: OpenDocuments) -> int:
    report = _ingest_whoever_owns(arguments, open_documents)
    if arguments.json:
        say(json.dumps(_report(report), indent=2))
    else:
        done: tuple[Ingested | Removed, ...] = (
            *(*report.added, *report.replaced, *report.unchanged, *report.moved),
            *report.removed,
        )
        for one in done:
            say(f"{one.status:<9} {shown(one.source)}")
        for failed in report.failed:
            say(f"{failed.status:<9} {shown(failed.source)}: {shown(failed.reason)}")
        say(str(report))
    return _FAILED if report.failed else _DONE


def _watch(arguments: argparse.Namespace, open_documents: OpenDocuments) -> int:
    from ingest.watching import Notice, watch

    def tell(what: Ingested | Failed | Removed | Notice) -> None:
        if isinstance(what, Notice):
            say(f"{'folder':<9} {shown(str(what.folder))}: {shown(what.text)}")
        elif what.status == "failed":
            say(f"{what.status:<9} {shown(what.source)}: {shown(what.reason)}")
        else:
            say(f"{what.status:<9} {shown(what.source)}")
            for note in getattr(what, "notes", ()):
                complain(f"{what.source}: {note}")

    passwords = passwords_of(arguments)
    try:
        with ended_like_ctrl_c():
            while True:
                # For as long as it takes: owners come and go, and what they have taken in is not read again.
                with suppress(OwnerLeft), open_documents(arguments) as store:
                    options = {"polling": arguments.poll, "settle": arguments.settle, "passwords": passwords}
                    watch(arguments.folders, store, tell, store.wanted, **options)
                    raise HandedOver  # nothing else ends it
    except KeyboardInterrupt:
        say("stopped; what was finished is kept")
    return _DONE


def _documents(arguments: argparse.Namespace, open_documents: OpenDocuments) -> int:
    with open_documents(arguments) as store:
        documents, failed = store.documents(), store.failures()
    if arguments.failed:
        if arguments.json:
            say(json.dumps([asdict(one) | {"failed_at": one.failed_at.isoformat()} for one in failed], indent=2))
        else:
            say_table(("failed", "reason"), [(one.source, one.reason) for one in failed])
    elif arguments.json:
        say(json.dumps([_document(document) for document in documents], indent=2))
    elif documents:
        say_table(_COLUMNS, [_row(document) for document in documents])
    else:
        say("there are no documents yet: add some with `briefing ingest PATH`")
    return _DONE


def _remove(arguments: argparse.Namespace, open_documents: OpenDocuments) -> int:
    code = _DONE
    titles: dict[str, str] = {}
    with open_documents(arguments) as store:
        for document_id in arguments.ids:
            try:
                titles[document_id] = store.document(document_id).title
            except UnknownDocument as error:
                complain(str(error))
                code = _FAILED
        quoting = store.quoted_in(titles)
        remains = store.remove(*titles)
    for document_id, title in titles.items():
        say(f"removed {shown(document_id)} ({shown(title)})")
    if quoting:
        say(f"quotes are kept until these are deleted too: {', '.join(map(shown, quoting))}")
    for problem in remains:
        complain(str(problem))
    return _FAILED if remains else code


def _reindex(arguments: argparse.Namespace, open_documents: OpenDocuments) -> int:
    passwords = passwords_of(arguments)
    with open_documents(arguments, for_rebuild=True) as store:
        try:
            with progress_bar() as listen:
                report = store.reindex(listen, passwords=passwords)
        except IngestError as error:
            complain(str(error))
            return _FAILED
    passages = sum(one.document.passages for one in report.replaced)
    say(f"reindexed {_counted(len(report.replaced), 'document')}, {_counted(passages, 'passage')}")
    return _DONE


def _check(arguments: argparse.Namespace, open_documents: OpenDocuments) -> int:
    with open_documents(arguments) as store:
        problems = store.check()
        documents = len(store.documents())
    for problem in problems:
        complain(str(problem))
    if problems:
        return _FAILED
    say(f"the store is sound: {_counted(documents, 'document')}")
    return _DONE


def _backup(arguments: argparse.Namespace, open_documents: OpenDocuments) -> int:
    documents = backup(arguments.store, arguments.file)
    say(f"{_counted(documents, 'document')} written to {shown(arguments.file)}")
    return _DONE


def _restore(arguments: argparse.Namespace, open_documents: OpenDocuments) -> int:
    restore(arguments.file, arguments.store)
    return _check(arguments, open_documents)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1
    if not 0 <= seconds <= _LONGEST_SETTLE:
        raise argparse.ArgumentTypeError(f"{text!r} is no time: give seconds from 0 to {_LONGEST_SETTLE}")
    return seconds


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _report(report: Report) -> dict[str, Any]:
    def entries(ingested: Iterable[Ingested]) -> list[dict[str, Any]]:
        return [_document(one.document) | {"notes": list(one.notes)} for one in ingested]

    def failures(failed: Iterable[Failed]) -> list[dict[str, Any]]:
        return [asdict(one) for one in failed]

    return {
        "added": entries(report.added),
        "replaced": entries(report.replaced),
        "unchanged": entries(report.unchanged),
        "failed": failures(report.failed),
        "moved": entries(report.moved),
        "removed": [_document(one.document) for one in report.removed],
    }


def _document(document: Document) -> dict[str, Any]:
    return asdict(document) | {
        "added_at": document.added_at.isoformat(),
        "authors": list(document.authors),
        "dated": None if document.dated is None else document.dated.isoformat(),
    }


def _row(document: Document) -> tuple[str, ...]:
    added = document.added_at.astimezone().strftime("%Y-%m-%d %H:%M")
    pages = "" if document.pages is None else str(document.pages)
    dated = "" if document.dated is None else document.dated.isoformat()
    authors = "; ".join(document.authors)
    return (document.document_id, document.title, dated, authors, pages, str(document.passages), added, document.source)
