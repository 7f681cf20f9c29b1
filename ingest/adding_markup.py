"""Where documents are added and sets are chosen, as HTML for the page's scripts to work on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

from ingest import panel_words as words
from ingest.formats import FORMATS
from ingest.tray_entries import UploadLimits


def adding(limits: UploadLimits) -> str:
    """Return the place to drop files on, with what its script needs to know."""
    megabytes = limits.file_bytes // 1024**2
    told = {
        "bytes": limits.file_bytes,
        "files": limits.files,
        "endings": sorted(FORMATS),
        "sending": words.SENDING,
        "now": words.SENDING_NOW,
        "leftOut": words.LEFT_OUT,
        "nothing": words.NOTHING_THERE,
        "tooLarge": words.TOO_LARGE.format(size=megabytes),
        "tooMany": words.TOO_MANY,
        "notSent": words.NOT_SENT,
        "offline": words.NO_CONNECTION,
    }
    limit = words.LIMITS.format(size=megabytes, files=limits.files)
    return (
        f'<div class="bi-drop" role="group" aria-label="{escape(words.ADD)}" data-told="{escape(json.dumps(told))}">'
        f'<p class="bi-hint" aria-hidden="true">{escape(words.DROP)}</p><div class="bi-buttons">'
        f'<button type="button" data-pick="files">{escape(words.CHOOSE_FILES)}</button>'
        f'<button type="button" data-pick="folder">{escape(words.CHOOSE_FOLDER)}</button></div>'
        f'<input type="file" multiple hidden aria-label="{escape(words.CHOOSE_FILES)}">'
        f'<input type="file" webkitdirectory hidden aria-label="{escape(words.CHOOSE_FOLDER)}">'
        f'<details class="bi-kinds"><summary>{escape(limit)}</summary>'
        f'<p class="bi-note">{escape(words.FORMATS)}</p></details></div>'
        '<div class="bi-sending" hidden><div class="bi-line"><p class="bi-overall" role="status"></p>'
        f'<button type="button" data-do="cancel">{escape(words.CANCEL)}</button></div>'
        f'<progress max="1" value="0" aria-label="{escape(words.SENDING.format(all="").strip(" :"))}"></progress>'
        '<p class="bi-note bi-now"></p></div><p class="bi-note bi-notice" role="status"></p>'
    )


def sets_bar(names: Sequence[str], chosen: str, said: str = "", *, bad: bool = False) -> str:
    """Return the bar in which a named set is chosen, saved, renamed and deleted.

    Args:
        names: of the sets there are.
        chosen: the one that is chosen, or empty.
        said: what has just happened.
        bad: whether that is an error.
    """
    options = "".join(
        f'<option value="{escape(name)}"{" selected" if name == chosen else ""}>{escape(name)}</option>'
        for name in names
    )
    buttons = _button("save", words.SET_SAVE_NEW if chosen else words.SET_SAVE)
    if chosen:
        buttons = _button("update", words.SET_UPDATE) + buttons
        buttons += _button("rename", words.SET_RENAME) + _button("delete", words.SET_DELETE)
    message = f'<p class="{"bi-alert" if bad else "bi-note"}" role="{"alert" if bad else "status"}">{escape(said)}</p>'
    return (
        f'<div class="bi-sets" role="group" aria-label="{escape(words.SETS)}"><div class="bi-line">'
        f'<span id="bi-set-label" class="bi-label">{escape(words.SET)}</span>'
        f'<select aria-labelledby="bi-set-label" data-chosen="{escape(chosen)}">'
        f'<option value="">{escape(words.NO_SET)}</option>{options}</select></div>'
        f'<div class="bi-buttons bi-manage">{buttons}</div>'
        f'<form class="bi-naming" hidden><input name="name" maxlength="80" required autocomplete="off" '
        f'aria-label="{escape(words.SET_NAME)}" placeholder="{escape(words.SET_NAME)}"><span class="bi-buttons">'
        f'<button type="submit">{escape(words.SAVE)}</button>{_button("back", words.BACK)}</span></form>'
        f'<div class="bi-deleting" hidden><p>{escape(words.SET_DELETE_ASK)}</p><span class="bi-buttons">'
        f"{_button('delete-yes', words.SET_DELETE)}{_button('back', words.BACK)}</span></div>"
        f"{message if said else ''}</div>"
    )


def list_tools(count: int) -> str:
    """Return the filter and the buttons above a list of so many documents; nothing when there are none."""
    if not count:
        return ""
    told = {
        "every": words.ASKING_ALL,
        "some": words.ASKING_SOME,
        "none": words.NO_MATCH,
    }
    return (
        f'<div class="bi-tools" data-told="{escape(json.dumps(told))}">'
        f'<input type="search" class="bi-filter" placeholder="{escape(words.FILTER)}" '
        f'aria-label="{escape(words.FILTER)}" autocomplete="off">'
        f'<div class="bi-line"><p class="bi-count bi-note" role="status"></p><span class="bi-buttons">'
        f"{_button('all', words.TICK_ALL)}{_button('none', words.TICK_NONE)}</span></div></div>"
    )


def _button(action: str, text: str) -> str:
    return f'<button type="button" data-do="{action}">{escape(text)}</button>'
