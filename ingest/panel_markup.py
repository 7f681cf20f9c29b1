"""The documents panel's messages and list as HTML; names, titles and reasons come from strangers and stay text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from pathlib import PurePath

from ingest import panel_words as words
from ingest.formats import FORMATS
from ingest.upload_names import UPLOAD
from store import Document, Failure

# So many titles are named before the rest is counted.
_NAMED = 5
_LONGEST_KIND = 12


def note(text: str) -> str:
    """Return a quiet message."""
    return f'<p class="bi-note" role="status">{escape(text)}</p>'


def alert(text: str) -> str:
    """Return a message that something is wrong."""
    return f'<p class="bi-alert" role="alert">{escape(text)}</p>'


def remains(problems: Sequence[str]) -> str:
    """Return what still quotes a document that was removed; nothing when nothing does."""
    if not problems:
        return ""
    items = "".join(f"<li>{escape(problem)}</li>" for problem in problems)
    return f'<div class="bi-remains" role="status"><p>{escape(words.REMAINS)}</p><ul>{items}</ul></div>'


def removal_question(titles: Sequence[str], quoting: Sequence[str] = ()) -> str:
    """Return the question whether the documents with these titles are to be removed, and what keeps quotes of them."""
    named = "".join(f'<li><bdi class="bi-title">{escape(_one_line(title))}</bdi></li>' for title in titles[:_NAMED])
    if len(titles) > _NAMED:
        named += f"<li>{escape(words.REMOVE_MORE.format(count=len(titles) - _NAMED))}</li>"
    question = words.REMOVE_ASK[len(titles) == 1].format(count=len(titles))
    kept = f"<p>{escape(words.QUOTED_IN.format(names=', '.join(quoting)))}</p>" if quoting else ""
    return f"<p>{escape(question)}</p><ul>{named}</ul><p>{escape(words.REMOVE_MEANS)}</p>{kept}"


def document_rows(documents: Sequence[Document], states: Mapping[str, tuple[str, str]] | None = None) -> str:
    """Return the documents as rows with a box to tick each.

    Args:
        documents: in the order in which they are shown.
        states: by source, the state of a document that is more than ready: "busy", "ask" or "bad", and its words.
    """
    if not documents:
        return f'<p class="bi-note bi-empty">{escape(words.NO_DOCUMENTS)}</p>'
    titles = Counter(document.title for document in documents)
    rows = [
        _document_row(document, titles[document.title] > 1, (states or {}).get(document.source, ("good", words.READY)))
        for document in documents
    ]
    return f'<ul class="bi-rows">{"".join(rows)}</ul>'


def _document_row(document: Document, shared: bool, state: tuple[str, str]) -> str:
    title = _one_line(document.title)
    name = document.source.removeprefix(UPLOAD) if document.source.startswith(UPLOAD) else document.source
    shown = PurePath(name).name
    facts = [day_of(document)]
    if document.pages is not None:
        facts.append(words.PAGES[document.pages == 1].format(count=document.pages))
    file = f'<bdi class="bi-file">{escape(shown)}</bdi>' if shared else ""
    said = "".join(f"<span>{escape(fact)}</span>" for fact in facts)
    return (
        f'<li class="bi-row" data-find="{escape(f"{title} {name}".casefold())}"><label title="{escape(shown)}">'
        f'<input type="checkbox" value="{escape(document.document_id)}"><span class="bi-about">'
        f'<bdi class="bi-title">{escape(title)}</bdi>{file}<span class="bi-facts">'
        f'<span class="bi-kind">{escape(kind_of(document.source))}</span>{said}'
        f'<span class="bi-state bi-{state[0]}">{escape(state[1])}</span></span></span></label>'
        f'<button type="button" class="bi-glance" data-glance="{escape(document.document_id)}" '
        f'aria-label="{escape(words.GLANCE_AT.format(title=title))}">{escape(words.GLANCE)}</button></li>'
    )


def failed_rows(failures: Sequence[Failure]) -> str:
    """Return the files whose failure the store remembers, folded up; nothing when there are none."""
    if not failures:
        return ""
    heading = words.FAILED[len(failures) == 1].format(count=len(failures))
    rows = "".join(_failed_row(failure) for failure in failures)
    every = _button("again-all", words.RETRY_ALL) if len(failures) > 1 else ""
    return (
        f'<details class="bi-failures"><summary>{escape(heading)}</summary><p class="bi-note">'
        f"{escape(words.FAILED_NOTE)}</p>{every}<ul>{rows}</ul></details>"
    )


def _failed_row(failure: Failure) -> str:
    path = PurePath(failure.source)
    source = escape(failure.source)
    return (
        f'<li><bdi class="bi-title">{escape(path.name)}</bdi><bdi class="bi-note">{escape(str(path.parent))}</bdi>'
        f'<span class="bi-reason">{escape(failure.reason)}</span>'
        f'<span class="bi-note">{_day(failure.failed_at)}</span><span class="bi-buttons">'
        f"{_button('again', words.RETRY, path.name, source=source)}"
        f"{_button('forget', words.FORGET, path.name, source=source)}</span></li>"
    )


def _button(action: str, text: str, about: str = "", source: str = "") -> str:
    label = f' aria-label="{escape(f"{text}: {about}")}"' if about else ""
    return f'<button type="button" data-do="{action}" data-source="{source}"{label}>{escape(text)}</button>'


def kind_of(source: str) -> str:
    """Return in a word what kind of file a source is, by its name."""
    suffix = PurePath(source).suffix.lower()
    known = FORMATS.get(suffix)
    return words.KINDS[known] if known is not None else suffix.removeprefix(".")[:_LONGEST_KIND] or words.KINDS["text"]


def day_of(document: Document) -> str:
    """Return the day that is shown for a document: its own, or else that on which its version was added."""
    if document.dated is not None:
        return _day(document.dated)
    return words.ADDED_ON.format(day=_day(document.added_at))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _day(moment: date) -> str:
    return f"{moment.day} {moment:%b %Y}"
