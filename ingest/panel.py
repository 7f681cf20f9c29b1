"""The documents panel of the page: add, choose, keep as sets, remove."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from ingest import panel_script as script
from ingest import panel_words as words
from ingest.adding_markup import adding, list_tools, sets_bar
from ingest.panel_markup import alert, document_rows, failed_rows, note, remains, removal_question
from ingest.panel_states import states_of
from ingest.tray import Tray
from ingest.tray_markup import tray_markup
from ingest.trays import Trays
from store import DocumentSets, Store, StoreError, UnknownDocument
from store.document_sets import ANYONE

# Often enough that progress is seen to move, seldom enough to cost nothing.
_LOOK_SECONDS = 0.25

Update = dict[Any, Any]


@dataclass(frozen=True, slots=True)
class DocumentsPanel:
    """The parts of the panel that the page connects.

    ``chosen`` holds the ids of the ticked documents. ``changed`` changes whenever documents were added or removed.
    ``refresh`` connects a trigger (a page's load, say) to reading the list anew, ``arrive`` the page's load to showing
    the tray that was left behind.
    """

    chosen: Any
    changed: gr.State
    refresh: Any
    arrive: Any


def person_of(request: gr.Request | None) -> str:
    """Return who sends a request: the name that was signed in with, or nobody in particular."""
    return (request.username if request is not None else None) or ANYONE


def documents_panel(
    store: Store, trays: Trays, may_change: Callable[[gr.Request], bool] = lambda _: True
) -> DocumentsPanel:
    """Lay out the documents of a store inside the current row of a page.

    Args:
        store: whose documents.
        trays: what people are adding.
        may_change: whether the sender of a request may add and remove documents; asked in every handler that does.
    """
    sets = DocumentSets(store.path)
    plain: dict[str, Any] = {"apply_default_css": False}
    with gr.Column(scale=4, min_width=280, elem_id="bi-documents", elem_classes="ba-panel"):
        gr.HTML(f"<h2>{words.DOCUMENTS}</h2>", js_on_load=None)
        locked = gr.HTML("", js_on_load=None, **plain)
        add = gr.HTML(adding(trays.limits), elem_id="bi-add", js_on_load=script.ADDING, **plain)
        tray_part = gr.HTML(
            "",
            html_template="${message}${tray}",
            message="",
            tray="",
            elem_id="bi-progress",
            js_on_load=script.TRAY,
            **plain,
        )
        bar_part = gr.HTML("", html_template="${bar}", bar="", elem_id="bi-sets", js_on_load=script.SETS, **plain)
        chosen = gr.HTML([], html_template="${rows}", rows="", elem_id="bi-list", js_on_load=script.LIST, **plain)
        remove = gr.Button(words.REMOVE, size="sm", variant="secondary", elem_id="bi-remove", visible=False)
        with gr.Column(visible=False, min_width=0, elem_id="bi-confirm") as confirm:
            asked = gr.HTML("", elem_id="bi-asked", js_on_load=None, **plain)
            with gr.Row():
                yes = gr.Button(words.REMOVE_YES, size="sm", variant="stop", elem_id="bi-yes")
                no = gr.Button(words.REMOVE_NO, size="sm", variant="secondary", elem_id="bi-no")
        failed_part = gr.HTML(
            "", html_template="${rows}", rows="", elem_id="bi-failed", js_on_load=script.FAILED, **plain
        )
    counter = itertools.count(1)
    changed = gr.State(0)
    doomed = gr.State([])
    current = gr.State("")
    # How many looks at the tray an open page has asked for since it rested. The first goes on for all: of two, the
    # browser might show what the earlier one had seen after what the later one has.
    looks: dict[str, int] = {}

    def shown(tray: Tray, message: str = "") -> Update:
        return {tray_part: gr.HTML(message=message, tray=tray_markup(tray.entries()))}

    def adding_or_lock(request: gr.Request) -> Update:
        """Tell who may only read that nothing can be added, which also hides the means (see `panel_style`)."""
        return {locked: "" if may_change(request) else f'<div id="bi-locked">{note(words.MAY_NOT_CHANGE)}</div>'}

    def listing(request: gr.Request) -> Update:
        """Show the documents as they are; what is ticked stays so."""
        try:
            documents, failures = store.documents(), store.failures()
        except StoreError as error:
            return {chosen: gr.HTML(rows=alert(words.TROUBLE.format(what=words.LISTING, reason=error)))}
        entries = trays.of(person_of(request)).entries()
        rows = document_rows(documents, states_of(entries, failures))
        busy = {entry.name for entry in entries}
        return {
            chosen: gr.HTML(rows=list_tools(len(documents)) + rows),
            remove: gr.Button(visible=bool(documents)),
            failed_part: gr.HTML(rows=failed_rows([one for one in failures if one.source not in busy])),
        }

    def receive(event: gr.EventData, request: gr.Request) -> Update:
        sent: Mapping[str, Any] = event._data
        arrived = [(str(one["name"]), Path(str(one["path"]))) for one in sent["files"]]
        refused = [(str(one["name"]), str(one["reason"])) for one in sent["refused"]]
        tray, sending = trays.of(person_of(request)), sent.get("sending")
        if not may_change(request):
            return shown(tray, alert(words.MAY_NOT_CHANGE))
        try:
            tray.receive(arrived, refused, None if sending is None else str(sending))
        except StoreError as error:
            return shown(tray, alert(words.TROUBLE.format(what=words.ADDING, reason=error)))
        return shown(tray)

    def act(event: gr.EventData, request: gr.Request) -> Update:
        asked_for: Mapping[str, Any] = event._data
        tray, key = trays.of(person_of(request)), str(asked_for.get("key", ""))
        if not may_change(request):
            return shown(tray, alert(words.MAY_NOT_CHANGE))
        try:
            match asked_for.get("do"):
                case "cancel":
                    tray.cancel()
                case "dismiss":
                    tray.dismiss()
                case "retry":
                    tray.retry(key)
                case "retry-all":
                    tray.retry()
                case "password":
                    tray.retry(key, str(asked_for.get("password", "")))
                case "replace" | "keep" | "skip" as choice:
                    tray.decide(key, choice, for_all=bool(asked_for.get("all")))
        except StoreError as error:
            return shown(tray, alert(words.TROUBLE.format(what=words.ADDING, reason=error)))
        return shown(tray)

    def act_on_failed(event: gr.EventData, request: gr.Request) -> Update:
        tray, source = trays.of(person_of(request)), str(event._data.get("source", ""))
        if not may_change(request):
            return shown(tray, alert(words.MAY_NOT_CHANGE))
        try:
            match event._data.get("do"):
                case "forget":
                    store.forget_failures(source)
                case "again":
                    tray.read_again([source])
                case "again-all":
                    tray.read_again([failure.source for failure in store.failures()])
        except StoreError as error:
            return shown(tray, alert(words.TROUBLE.format(what=words.LISTING, reason=error)))
        return {**shown(tray), **listing(request)}

    async def look(request: gr.Request) -> AsyncIterator[Update]:
        """Show the tray until it comes to rest, and the list whenever it is another one."""
        tray, session = trays.of(person_of(request)), str(request.session_hash)
        looks[session] = looks.get(session, 0) + 1
        if looks[session] > 1:
            yield {changed: gr.skip()}
            return
        asked, seen, taken, states = 0, -1, tray.taken_in, None
        begun = taken
        try:
            while True:
                if asked != looks[session]:
                    # Whoever asks again has shown the tray itself, perhaps as it was before what this one has shown.
                    asked, seen = looks[session], -1
                busy, revision, entries = tray.busy, tray.revision, tray.entries()
                if revision != seen:
                    seen, before = revision, (taken, states)
                    taken, states = tray.taken_in, {(entry.name, entry.state) for entry in entries}
                    update = shown(tray)
                    if before != (taken, states):
                        update |= await asyncio.to_thread(listing, request)
                    yield update
                if not busy and asked == looks[session]:
                    break
                await asyncio.sleep(_LOOK_SECONDS)
        finally:
            del looks[session]
        if tray.taken_in != begun:
            yield {changed: next(counter)}

    def ask_first(ticked: list[str], request: gr.Request) -> Update:
        tray = trays.of(person_of(request))
        if not may_change(request):
            return {**shown(tray, alert(words.MAY_NOT_CHANGE)), confirm: gr.Column(visible=False)}
        if not ticked:
            return {**shown(tray, alert(words.REMOVE_NONE)), confirm: gr.Column(visible=False)}
        titles = []
        for document_id in ticked:
            try:
                titles.append(store.document(document_id).title)
            except UnknownDocument:
                continue
            except StoreError as error:
                return shown(tray, alert(words.TROUBLE.format(what=words.REMOVING, reason=error)))
        quoting = store.quoted_in(ticked, request.username or words.LOCAL)
        return {
            asked: removal_question(titles, quoting),
            confirm: gr.Column(visible=True),
            doomed: ticked,
            **shown(tray),
        }

    def remove_them(ids: list[str], request: gr.Request) -> Update:
        if not may_change(request):
            refused = shown(trays.of(person_of(request)), alert(words.MAY_NOT_CHANGE))
            return {**refused, confirm: gr.Column(visible=False), doomed: []}
        try:
            there = {document.document_id for document in store.documents()}
            known = [document_id for document_id in ids if document_id in there]
            problems = store.remove(*known)
        except StoreError as error:
            said = alert(words.TROUBLE.format(what=words.REMOVING, reason=error))
        else:
            said = note(words.REMOVED.format(count=len(known), all=len(ids)))
            said += remains([str(problem) for problem in problems])
        return {
            **shown(trays.of(person_of(request)), said),
            **listing(request),
            confirm: gr.Column(visible=False),
            doomed: [],
            changed: next(counter),
        }

    def show_sets(name: str, request: gr.Request) -> Update:
        try:
            names = sets.names(person_of(request))
        except StoreError as error:
            return {bar_part: gr.HTML(bar=alert(words.SET_TROUBLE.format(reason=error)))}
        return {bar_part: gr.HTML(bar=sets_bar(names, name if name in names else ""))}

    def act_on_sets(name: str, ticked: list[str], event: gr.EventData, request: gr.Request) -> Update:
        person, asked_for = person_of(request), event._data
        wanted, update = str(asked_for.get("name", "")), dict[Any, Any]()
        try:
            match asked_for.get("do"):
                case "choose" if not wanted:
                    name, said, update[chosen] = "", "", gr.HTML(value=[])
                case "choose":
                    found = sets.get(wanted, {document.document_id for document in store.documents()}, person)
                    name, count = wanted, len(found.documents)
                    said = words.SET_CHOSEN[count == 1].format(name=name, count=count)
                    if found.gone:
                        said += " " + words.SET_GONE[found.gone == 1].format(count=found.gone)
                    update[chosen] = gr.HTML(value=list(found.documents))
                case "save":
                    name = sets.save(wanted, ticked, person)
                    said = words.SET_SAVED[len(ticked) == 1].format(name=name, count=len(ticked))
                case "update":
                    sets.save(name, ticked, person, replace=True)
                    said = words.SET_SAVED[len(ticked) == 1].format(name=name, count=len(ticked))
                case "rename":
                    name = sets.rename(name, wanted, person)
                    said = words.SET_RENAMED.format(name=name)
                case _:
                    sets.delete(name, person)
                    name, said = "", words.SET_DELETED.format(name=name)
            return {bar_part: gr.HTML(bar=sets_bar(sets.names(person), name, said)), current: name, **update}
        except StoreError as error:
            try:
                names = sets.names(person)
            except StoreError:
                return {bar_part: gr.HTML(bar=alert(words.SET_TROUBLE.format(reason=error)))}
            kept = name if name in names else ""
            return {bar_part: gr.HTML(bar=sets_bar(names, kept, str(error), bad=True)), current: kept}

    # The page's scripts send one event for each thing that is done: none may be dropped because another is under way.
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    every: dict[str, Any] = {**quiet, "trigger_mode": "multiple"}
    listed = [chosen, remove, failed_part]
    seen_on: dict[str, Any] = {"outputs": [tray_part, changed, *listed], "concurrency_limit": None, **every}
    add.upload(receive, None, tray_part, **every).then(look, None, **seen_on)
    tray_part.submit(act, None, tray_part, **every).then(look, None, **seen_on)
    failed_part.submit(act_on_failed, None, [tray_part, *listed], **every).then(look, None, **seen_on)
    bar_part.submit(act_on_sets, [current, chosen], [bar_part, current, chosen], **every)
    remove.click(ask_first, chosen, [tray_part, asked, confirm, doomed], **quiet).then(
        None, js=script.FOCUS_QUESTION, **quiet
    )
    no.click(lambda: (gr.Column(visible=False), []), None, [confirm, doomed], **quiet).then(
        None, js=script.FOCUS_REMOVE, **quiet
    )
    yes.click(remove_them, doomed, [tray_part, confirm, doomed, changed, *listed], **quiet).then(
        None, js=script.FOCUS_REMOVE, **quiet
    )

    def connect(trigger: Any) -> None:
        trigger(listing, None, listed, **quiet)

    def arrive(load: Any) -> None:
        load(show_sets, current, bar_part, **quiet)
        load(adding_or_lock, None, locked, **quiet)
        load(look, None, **seen_on)

    return DocumentsPanel(chosen, changed, connect, arrive)
