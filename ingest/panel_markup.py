"""The documents panel's text and HTML; names, titles and reasons come from strangers and stay text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import PurePath

from ingest import panel_words as words
from store import Document

_UPLOAD = "upload:"


@dataclass(frozen=True, slots=True)
class Row:
    """A file on its way in: ``share`` (0..1) of the current step is done, None when it cannot be known."""

    name: str
    state: str
    reason: str = ""
    share: float | None = None
    finished: bool = False


def choices(documents: Sequence[Document]) -> list[tuple[str, str]]:
    """Return each document as a choice: a line of facts with its title below, and its id."""
    titles = Counter(document.title for document in documents)
    return [(_label(document, titles[document.title] > 1), document.document_id) for document in documents]


def _label(document: Document, shared: bool) -> str:
    facts = [] if document.pages is None else [words.PAGES[document.pages == 1].format(count=document.pages)]
    facts.append(words.PASSAGES[document.passages == 1].format(count=document.passages))
    facts.append(_day(document.added_at))
    title = " ".join(document.title.split())
    name = PurePath(document.source.removeprefix(_UPLOAD)).name
    return f"{' · '.join(facts)}\n{title}{f' ({name})' if shared else ''}"


def progress_table(rows: Sequence[Row]) -> str:
    """Return the files of an upload with the state of each and of all of them."""
    done = sum(row.finished for row in rows)
    overall = words.OVERALL.format(done=done, all=len(rows))
    body = "".join(_progress_row(row) for row in rows)
    return (
        f'<div class="bi-upload" role="status"><p class="bi-overall">{escape(overall)}</p>'
        f"{_bar(done / len(rows) if rows else 1.0, overall)}{_table(body)}</div>"
    )


def outcome_table(rows: Sequence[Row]) -> str:
    """Return what became of the files of an upload, with the reasons of those that failed."""
    body = "".join(_progress_row(row) for row in rows)
    return f'<div class="bi-upload" role="status"><h3>{escape(words.RESULTS)}</h3>{_table(body)}</div>'


def note(text: str) -> str:
    """Return a quiet message."""
    return f'<p class="bi-note" role="status">{escape(text)}</p>'


def alert(text: str) -> str:
    """Return a message that something is wrong."""
    return f'<p class="bi-alert" role="alert">{escape(text)}</p>'


def _table(body: str) -> str:
    head = f'<tr><th scope="col">{escape(words.FILE)}</th><th scope="col">{escape(words.OUTCOME)}</th></tr>'
    return f'<table class="bi-files"><thead>{head}</thead><tbody>{body}</tbody></table>'


def _progress_row(row: Row) -> str:
    state = escape(row.state)
    if row.share is not None and not row.finished:
        state += _bar(row.share, f"{row.name}: {row.state}")
    if row.reason:
        state += f'<span class="bi-reason">{escape(row.reason)}</span>'
    kind = "bi-bad" if row.reason else "bi-good" if row.finished else "bi-busy"
    return f'<tr class="{kind}"><td>{escape(row.name)}</td><td>{state}</td></tr>'


def _bar(share: float, label: str) -> str:
    return f'<progress max="1" value="{share:.3f}" aria-label="{escape(label)}"></progress>'


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%b %Y}"
