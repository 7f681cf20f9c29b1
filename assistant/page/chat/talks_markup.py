"""Kept conversations and what can be done with an answer, as HTML.

Everything that can be done is a button whose name says what and whose value says with what; `talks_script` tells the
page of a click. Names of conversations are data: they become text nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from html import escape

from assistant.page.chat import words
from assistant.page.chat.markup import as_message
from assistant.talks import Talk
from assistant.talks.export import FORMATS

# As many as can be looked through; the search finds the others.
_LISTED = 50
WHOLE = "all"
"""Stands for the whole conversation where the number of an answer may stand."""


def edit_button(turn: int) -> str:
    """Return the button under a question that puts it back into the box (for a chat message)."""
    return f'<div class="ba-actions">{_message_button("edit", str(turn), words.EDIT)}</div>'


def answer_buttons(turn: int, liked: bool | None, *, last: bool) -> str:
    """Return the buttons under an answer (for a chat message).

    Args:
        turn: its place in the conversation, from 0.
        liked: the thumb that was given, None for neither.
        last: whether it is the last answer, which can be asked for again.
    """
    up, down = liked is True, liked is False
    parts = [
        _message_button("copy", f"{turn} text", words.COPY),
        _message_button("like", f"{turn} up", words.LIKED if up else words.LIKE, pressed=up),
        _message_button("like", f"{turn} down", words.DISLIKED if down else words.DISLIKE, pressed=down),
    ]
    if last:
        parts.append(_message_button("retry", str(turn), words.RETRY))
    parts.append(_save_menu(str(turn), words.SAVE_ANSWER, as_message))
    return f'<div class="ba-actions">{"".join(parts)}</div>'


def save_talk_menu() -> str:
    """Return the menu that saves the whole conversation."""
    return _save_menu(WHOLE, words.SAVE_TALK, escape)


def copies(texts: Sequence[tuple[str, str]]) -> str:
    """Return, unseen, what the copy buttons copy: (plain text, Markdown) of each answer."""
    parts = []
    for turn, (plain, markdown) in enumerate(texts):
        parts.append(f'<pre id="ba-copy-{turn}-text">{escape(plain)}</pre>')
        parts.append(f'<pre id="ba-copy-{turn}-md">{escape(markdown)}</pre>')
    return f"<div hidden>{''.join(parts)}</div>"


def said_region() -> str:
    """Return the place where a screen reader hears what came of copying."""
    copied, failed = escape(words.COPIED), escape(words.COPY_FAILED)
    return f'<div id="ba-said" class="ba-spoken" role="status" data-copied="{copied}" data-failed="{failed}"></div>'


def talk_list(talks: Sequence[Talk], current: str | None, *, searched: bool) -> str:
    """Return the kept conversations as a list of buttons.

    Args:
        talks: in the order to be shown.
        current: the id of the one that is open.
        searched: whether they are what a search found.
    """
    if not talks:
        return f'<p class="ba-note">{escape(words.TALKS_NONE_FOUND if searched else words.TALKS_NONE)}</p>'
    items = "".join(_talk(talk, talk.talk_id == current) for talk in talks[:_LISTED])
    more = len(talks) - _LISTED
    rest = f'<p class="ba-note">{escape(words.TALKS_MORE.format(count=more))}</p>' if more > 0 else ""
    return f'<ul class="ba-talks">{items}</ul>{rest}'


def _talk(talk: Talk, is_current: bool) -> str:
    count = words.TALK_QUESTIONS[talk.questions == 1].format(count=talk.questions)
    current = ' aria-current="true"' if is_current else ""
    talk_id, name = escape(talk.talk_id), escape(talk.name)
    rename, delete = (escape(said.format(name=talk.name)) for said in (words.TALK_RENAME, words.TALK_DELETE))
    return (
        f'<li><button type="button" class="ba-do ba-open" name="open" value="{talk_id}"{current}>'
        f'<span class="ba-talk-name">{name}</span>'
        f'<span class="ba-talk-when">{escape(_when(talk.changed_at))} · {escape(count)}</span></button>'
        f'<button type="button" class="ba-do ba-icon ba-icon-edit" name="rename" value="{talk_id}" '
        f'title="{rename}" aria-label="{rename}"></button>'
        f'<button type="button" class="ba-do ba-icon ba-icon-delete" name="delete" value="{talk_id}" '
        f'title="{delete}" aria-label="{delete}"></button></li>'
    )


def _when(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{local.day} {local:%B %Y}, {local:%H:%M}"


def _message_button(name: str, value: str, label: str, *, pressed: bool = False) -> str:
    """A button in a chat message: what the chat component leaves of it is its class, name, value and title.

    It holds no words, so that a message that is read aloud or copied is what was said and nothing else.
    """
    icon = value.split()[1] if name == "like" else name
    kind = f"ba-do ba-icon ba-icon-{icon}{' ba-pressed' if pressed else ''}"
    return f'<button type="button" class="{kind}" name="{name}" value="{value}" title="{as_message(label)}"></button>'


def _save_menu(what: str, label: str, text: Callable[[str], str]) -> str:
    buttons = [(f"{what} {kind}", "save", words.SAVE_FORMATS[kind]) for kind in FORMATS]
    if what != WHOLE:
        buttons.append((f"{what} md", "copy", words.COPY_MARKDOWN))
    items = "".join(
        f'<button type="button" class="ba-do" name="{name}" value="{value}">{text(said)}</button>'
        for value, name, said in buttons
    )
    return f'<details class="ba-save"><summary>{text(label)}</summary><div class="ba-menu">{items}</div></details>'
