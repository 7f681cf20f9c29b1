"""What can be done with an answer in the page: thumbs with a comment, and saving it, or all, as a file."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.page.chat import words
from assistant.page.chat.exchange import Exchange, messages
from assistant.page.chat.markup import alert, note
from assistant.page.chat.talks import SESSION_SECONDS, person_of
from assistant.page.chat.talks_markup import WHOLE
from assistant.page.chat.talks_script import DOWNLOAD, focus
from assistant.talks import Talks
from assistant.talks.export import FORMATS, MEDIA_TYPES, export, file_name
from assistant.talks.feedback import feedback_file
from assistant.talks.note import note_of
from store import Store

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_FEEDBACK_FILE = "feedback.yaml"

Update = dict[Any, Any]


@dataclass(frozen=True, slots=True)
class Reactions:
    """The form for a comment; ``hide`` is what closes it."""

    form: gr.Column
    hide: Callable[[], Update]


def reactions(
    talks: Talks,
    store: Store,
    doing: gr.HTML,
    chat: gr.Chatbot,
    exchanges: gr.State,
    current: gr.State,
    notice: gr.HTML,
) -> Reactions:
    """Lay out the form for comments in the current column, and connect thumbs and saving.

    Args:
        talks: where thumbs and comments are kept.
        store: tells which evidence still stands in the documents.
        doing: has the events ``like`` and ``download`` of the buttons, see `talks_script`.
        chat: shows the messages.
        exchanges: the conversation that is shown.
        current: its id.
        notice: takes what is to be said.
    """
    with gr.Column(visible=False, min_width=0, elem_classes="ba-form", elem_id="ba-comment") as form:
        comment = gr.Textbox(
            "", label=words.COMMENT, placeholder=words.COMMENT_HINT, lines=2, max_lines=6, elem_id="ba-comment-text"
        )
        with gr.Row():
            save = gr.Button(words.COMMENT_SAVE, size="sm", variant="primary", elem_id="ba-comment-save")
            close = gr.Button(words.COMMENT_CLOSE, size="sm", elem_id="ba-comment-close")
            every = gr.Button(words.FEEDBACK_EXPORT, size="sm", elem_id="ba-feedback")
    rated = gr.State(0, time_to_live=SESSION_SECONDS)
    file = gr.Textbox(visible="hidden", label=words.SAVE_TALK, elem_id="ba-file")

    def hide() -> Update:
        return {form: gr.Column(visible=False)}

    def like(event: gr.EventData, shown: list[Exchange], talk_id: str, request: gr.Request) -> Update:
        number, thumb = str(event._data["value"]).split()
        turn = int(number)
        if not 0 <= turn < len(shown):
            return {notice: alert(words.TALK_GONE)}
        liked = None if shown[turn].liked is (thumb == "up") else thumb == "up"
        try:
            talks.rate(person_of(request), talk_id, shown[turn].position, liked)
        except AssistantError as error:
            return {notice: alert(words.TALKS_TROUBLE.format(reason=error))}
        now = [replace(one, liked=liked) if at == turn else one for at, one in enumerate(shown)]
        opened = gr.Column(visible=liked is not None)
        return {chat: messages(now), exchanges: now, form: opened, comment: "", rated: turn, notice: ""}

    def remark(said: str, turn: int, shown: list[Exchange], talk_id: str, request: gr.Request) -> Update:
        if not 0 <= turn < len(shown):
            return {notice: alert(words.TALK_GONE), **hide()}
        one = shown[turn]
        try:
            talks.rate(person_of(request), talk_id, one.position, one.liked, said)
        except AssistantError as error:
            return {notice: alert(words.TALKS_TROUBLE.format(reason=error))}
        return {notice: note(words.COMMENT_THANKS), **hide()}

    def save_note(event: gr.EventData, shown: list[Exchange], talk_id: str, request: gr.Request) -> Update:
        which, kind = str(event._data["value"]).split()
        form_of = next(one for one in FORMATS if one == kind)
        try:
            talk = talks.get(person_of(request), talk_id)
            kept = talks.read(person_of(request), talk_id)
        except AssistantError as error:
            return {notice: alert(words.TALKS_TROUBLE.format(reason=error)), file: ""}
        title = talk.name
        if which != WHOLE:
            position = shown[int(which)].position
            kept = tuple(one for one in kept if one.position == position)
            title = shown[int(which)].question
        content = export(note_of(title, kept, datetime.now().astimezone()), form_of)
        return {file: _download(file_name(title, form_of), MEDIA_TYPES[form_of], content), notice: ""}

    def save_feedback(request: gr.Request) -> Update:
        try:
            given = talks.rated(person_of(request))
            histories = talks.before(given)
        except AssistantError as error:
            return {notice: alert(words.TALKS_TROUBLE.format(reason=error)), file: ""}
        if not given:
            return {notice: note(words.FEEDBACK_NONE), file: ""}
        text = feedback_file(given, histories, store)
        return {file: _download(_FEEDBACK_FILE, "application/yaml", text.encode("utf-8")), notice: ""}

    doing.like(like, [exchanges, current], [chat, exchanges, form, comment, rated, notice], **_QUIET).then(
        None, None, None, js=focus("#ba-comment-text textarea")
    )
    save.click(remark, [comment, rated, exchanges, current], [notice, form], **_QUIET)
    close.click(hide, None, [form], **_QUIET)
    doing.download(save_note, [exchanges, current], [file, notice], **_QUIET).then(None, [file], None, js=DOWNLOAD)
    every.click(save_feedback, None, [file, notice], **_QUIET).then(None, [file], None, js=DOWNLOAD)
    return Reactions(form, hide)


def _download(name: str, kind: str, content: bytes) -> str:
    return json.dumps({"name": name, "type": kind, "content": b64encode(content).decode("ascii")})
