"""The kept conversations in the page: found, renamed, deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.page.chat import words
from assistant.page.chat.markup import alert, note
from assistant.page.chat.talks_markup import talk_list
from assistant.page.chat.talks_script import focus
from assistant.talks import LOCAL, Talks, UnknownTalk
from assistant.talks.talks import new_id

# A session's own values are forgotten a day after its browser closed without saying so.
SESSION_SECONDS = 24 * 60 * 60
_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

Update = dict[Any, Any]


def person_of(request: gr.Request) -> str:
    """Return who asks: the name that was signed in with, or the local person."""
    return request.username or LOCAL


@dataclass(frozen=True, slots=True)
class TalksDrawer:
    """The parts of the drawer that the conversation connects.

    ``outdated`` changes when the list has to be shown anew, see `renewed`. ``deleted`` changes to the id of a
    conversation that was deleted.
    """

    fold: gr.Accordion
    outdated: gr.State
    deleted: gr.State

    def renewed(self) -> Update:
        """Return what has the list shown anew, once what else is being updated is there."""
        return {self.outdated: new_id()}


def talks_drawer(talks: Talks, doing: gr.HTML, current: gr.State) -> TalksDrawer:
    """Lay out the drawer in the current column.

    Args:
        talks: the kept conversations.
        doing: has the events ``input`` and ``delete`` of the list's buttons, see `talks_script`.
        current: the id of the conversation that is open.
    """
    with gr.Accordion(words.TALKS, open=False, elem_id="ba-drawer") as fold:
        search = gr.Textbox(
            value="",
            label=words.TALKS_SEARCH,
            placeholder=words.TALKS_SEARCH_HINT,
            elem_id="ba-talks-search",
            lines=1,
            max_lines=1,
            container=False,
            show_label=False,
        )
        with gr.Column(visible=False, min_width=0, elem_classes="ba-form", elem_id="ba-rename") as renaming:
            name = gr.Textbox("", label=words.RENAME, lines=1, max_lines=1, elem_id="ba-rename-name")
            with gr.Row():
                rename = gr.Button(words.RENAME_YES, size="sm", variant="primary", elem_id="ba-rename-yes")
                leave = gr.Button(words.RENAME_NO, size="sm", elem_id="ba-rename-no")
        with gr.Column(visible=False, min_width=0, elem_classes="ba-form", elem_id="ba-delete") as deleting:
            asked = gr.HTML("", js_on_load=None)
            with gr.Row():
                delete = gr.Button(words.DELETE_YES, size="sm", variant="stop", elem_id="ba-delete-yes")
                spare = gr.Button(words.DELETE_NO, size="sm", elem_id="ba-delete-no")
        said = gr.HTML("", elem_id="ba-talks-notice", js_on_load=None)
        listed = gr.HTML(talk_list([], None, searched=False), elem_id="ba-talks-list", js_on_load=None)
    chosen = gr.State("", time_to_live=SESSION_SECONDS)
    drawer = TalksDrawer(
        fold, outdated=gr.State("", time_to_live=SESSION_SECONDS), deleted=gr.State("", time_to_live=SESSION_SECONDS)
    )
    closed: Update = {renaming: gr.Column(visible=False), deleting: gr.Column(visible=False), said: ""}

    def ask_name(event: gr.EventData, request: gr.Request) -> Update:
        talk_id = str(event._data["value"])
        try:
            talk = talks.get(person_of(request), talk_id)
        except AssistantError as error:
            return {**closed, said: alert(_reason(error))}
        return {**closed, renaming: gr.Column(visible=True), name: talk.name, chosen: talk_id}

    def rename_it(talk_id: str, wanted: str, request: gr.Request) -> Update:
        try:
            talks.rename(person_of(request), talk_id, wanted)
        except AssistantError as error:
            return {**closed, said: alert(_reason(error)), **drawer.renewed()}
        return {**closed, **drawer.renewed()}

    def ask_deletion(event: gr.EventData, request: gr.Request) -> Update:
        talk_id = str(event._data["value"])
        try:
            talk = talks.get(person_of(request), talk_id)
        except AssistantError as error:
            return {**closed, said: alert(_reason(error))}
        question = note(words.DELETE_ASK.format(name=talk.name))
        return {**closed, asked: question, deleting: gr.Column(visible=True), chosen: talk_id}

    def delete_it(talk_id: str, request: gr.Request) -> Update:
        try:
            erased = talks.delete(person_of(request), talk_id)
        except AssistantError as error:
            return {**closed, said: alert(_reason(error)), **drawer.renewed()}
        told = "" if erased else note(words.TALK_NOT_ERASED)
        return {**closed, said: told, drawer.deleted: talk_id, **drawer.renewed()}

    def listing(searched: str | None, opened: str | None, request: gr.Request) -> Update:
        searched = searched or ""  # nothing, in a session that did not begin by loading the page
        try:
            found = talks.find(person_of(request), searched)
        except AssistantError as error:
            return {listed: alert(words.TALKS_TROUBLE.format(reason=error))}
        return {listed: talk_list(found, opened, searched=bool(searched.strip()))}

    forms = [renaming, deleting, said, chosen]
    # One event for both: of two, the list that is older could come last, and the words searched for would not hold.
    gr.on(
        [search.change, drawer.outdated.change],
        listing,
        [search, current],
        [listed],
        trigger_mode="always_last",
        **_QUIET,
    )
    doing.input(ask_name, None, [*forms, name], **_QUIET).then(
        None, None, None, js=focus("#ba-rename-name :is(input,textarea)")
    )
    doing.delete(ask_deletion, None, [*forms, asked], **_QUIET).then(None, None, None, js=focus("#ba-delete-no"))
    gr.on([rename.click, name.submit], rename_it, [chosen, name], [*forms, drawer.outdated], **_QUIET).then(
        None, None, None, js=focus("#ba-talks-search :is(input,textarea)")
    )
    delete.click(delete_it, [chosen], [*forms, drawer.deleted, drawer.outdated], **_QUIET).then(
        None, None, None, js=focus("#ba-talks-search :is(input,textarea)")
    )
    gr.on([leave.click, spare.click], lambda: closed, None, [renaming, deleting, said], **_QUIET)
    return drawer


def _reason(error: AssistantError) -> str:
    return words.TALK_GONE if isinstance(error, UnknownTalk) else words.TALKS_TROUBLE.format(reason=error)
