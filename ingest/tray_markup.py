"""A tray of uploads as HTML: questions first, then each file with its state; all that strangers wrote stays text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ingest import panel_words as words
from ingest.tray_entries import BUSY, Entry

# More files than fit without scrolling: then those that failed come first, so that nobody has to look for them.
_IN_ORDER = 8
_FAILED_FIRST = ("failed", "stopped", "working", "waiting", "asking", "done")


def tray_markup(entries: Sequence[Entry]) -> str:
    """Return a tray as it is; nothing when it is empty."""
    if not entries:
        return ""
    asking = [entry for entry in entries if entry.state == "asking"]
    busy = any(entry.state in BUSY for entry in entries)
    ordered = [entry for entry in entries if entry.state != "asking"]
    if len(entries) > _IN_ORDER:
        ordered.sort(key=lambda entry: _FAILED_FIRST.index(entry.state))
    rows = "".join(_row(entry) for entry in ordered)
    head = _under_way(entries) if busy else _outcome(entries) if not asking else ""
    return (
        f'<section class="bi-upload" aria-label="{escape(words.ADDING_FILES)}">'
        f"{head}{_questions(asking)}{_table(rows) if rows else ''}</section>"
    )


def _table(rows: str) -> str:
    return (
        f'<div class="bi-scroll" role="group" aria-label="{escape(words.ADDING_FILES)}" tabindex="0">'
        f'<table class="bi-files"><thead><tr><th scope="col">{escape(words.FILE)}</th>'
        f'<th scope="col">{escape(words.OUTCOME)}</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _under_way(entries: Sequence[Entry]) -> str:
    done = sum(entry.state not in BUSY for entry in entries)
    overall = words.OVERALL.format(done=done, all=len(entries))
    # A file that is half done counts half, so that the bar of a single long file moves too.
    share = (done + sum(entry.share or 0.0 for entry in entries if entry.state == "working")) / len(entries)
    return (
        f'<div class="bi-line"><p class="bi-overall" role="status">{escape(overall)}</p>'
        f"{_button('cancel', words.CANCEL)}</div>{_bar(share, overall)}"
    )


def _outcome(entries: Sequence[Entry]) -> str:
    counts: dict[str, int] = {}
    for entry in entries:
        said = words.STOPPED if entry.state == "stopped" else words.OUTCOMES[entry.outcome]
        counts[said] = counts.get(said, 0) + 1
    summary = ", ".join(f"{count} {said}" for said, count in counts.items())
    again = any(entry.again for entry in entries if entry.state in ("failed", "stopped"))
    buttons = (_button("retry-all", words.RETRY_ALL) if again else "") + _button("dismiss", words.DISMISS)
    return (
        f'<div class="bi-line"><div><h3>{escape(words.RESULTS)}</h3>'
        f'<p class="bi-overall" role="status">{escape(summary)}</p></div>'
        f'<span class="bi-buttons">{buttons}</span></div>'
    )


def _questions(asking: Sequence[Entry]) -> str:
    if not asking:
        return ""
    heading = words.ASK_HEADING[len(asking) == 1].format(count=len(asking))
    every = ""
    if len(asking) > 1:
        every = (
            f'<div class="bi-every"><span>{escape(words.FOR_ALL.format(count=len(asking)))}</span>'
            f'<span class="bi-buttons">{_choices(asking[0].key, "", for_all=True)}</span></div>'
        )
    items = "".join(
        f'<li><bdi class="bi-title">{escape(entry.name)}</bdi>'
        f'<span class="bi-buttons">{_choices(entry.key, entry.name)}</span></li>'
        for entry in asking
    )
    return (
        f'<div class="bi-questions"><div role="alert"><p class="bi-heading">{escape(heading)}</p>'
        f'<p class="bi-note">{escape(words.ASK)}</p></div>{every}<ul>{items}</ul></div>'
    )


def _choices(key: str, name: str, *, for_all: bool = False) -> str:
    choices = (("replace", words.REPLACE), ("keep", words.KEEP), ("skip", words.SKIP))
    about = name or words.FOR_EACH
    return "".join(_button(choice, text, key=key, about=about, for_all=for_all) for choice, text in choices)


def _row(entry: Entry) -> str:
    state = ""
    if entry.state == "working" and entry.share is not None:
        state += _bar(entry.share, f"{entry.name}: {_state(entry)}")
    if entry.locked:
        state += _password(entry)
    elif entry.reason:
        state += f'<span class="bi-reason" dir="auto">{escape(entry.reason)}</span>'
    if entry.again and not entry.locked and entry.state in ("failed", "stopped"):
        state += f'<span class="bi-buttons">{_button("retry", words.RETRY, key=entry.key, about=entry.name)}</span>'
    kind = {"failed": "bi-bad", "stopped": "bi-bad", "done": "bi-good"}.get(entry.state, "bi-busy")
    if entry.state == "done" and entry.reason:
        kind = "bi-part"
    more = f'<span class="bi-more">{state}</span>' if state else ""
    return (
        f'<tr class="{kind}"><td><bdi>{escape(entry.name)}</bdi></td>'
        f"<td><span>{escape(_state(entry))}</span>{more}</td></tr>"
    )


def _state(entry: Entry) -> str:
    match entry.state:
        case "working":
            share = "" if entry.share is None else f" {entry.share:.0%}"
            return words.PHASES[entry.phase] + share
        case "asking":
            return words.WAITS_FOR_YOU
        case "waiting":
            return words.WAITING
        case "stopped":
            return words.STOPPED
    return words.OUTCOMES[entry.outcome]


def _password(entry: Entry) -> str:
    """Return a form for an entry's password; the page's script sends it and empties it."""
    said = words.WRONG_PASSWORD if entry.tried else words.NEEDS_PASSWORD
    label = escape(words.PASSWORD_FOR.format(name=entry.name))
    return (
        f'<span class="bi-reason">{escape(said)} {escape(words.PASSWORD_NOTE)}</span>'
        f'<form class="bi-password" data-key="{entry.key}"><input type="password" name="password" required '
        f'autocomplete="off" placeholder="{escape(words.PASSWORD)}" aria-label="{label}">'
        f'<button type="submit" aria-label="{escape(words.OPEN)}: {escape(entry.name)}">{escape(words.OPEN)}</button>'
        "</form>"
    )


def _button(action: str, text: str, *, key: str = "", about: str = "", for_all: bool = False) -> str:
    label = f' aria-label="{escape(f"{text}: {about}")}"' if about else ""
    every = ' data-all="yes"' if for_all else ""
    return f'<button type="button" data-do="{action}" data-key="{key}"{every}{label}>{escape(text)}</button>'


def _bar(share: float, label: str) -> str:
    return f'<progress max="1" value="{share:.3f}" aria-label="{escape(label)}"></progress>'
