"""The documents panel of the page: add, choose, remove."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from ingest import panel_words as words
from ingest.panel_markup import alert, choices, note, outcome_table, progress_table
from ingest.panel_uploads import Upload, watch
from store import Store, StoreError, UnknownDocument

# One upload is parsed and embedded on all cores; a second one may start meanwhile, more would only slow each other.
_CONCURRENT_UPLOADS = 2

Update = dict[Any, Any]


@dataclass(frozen=True, slots=True)
class DocumentsPanel:
    """The parts of the panel that the page connects.

    ``chosen`` holds the ids of the ticked documents. ``changed`` changes whenever documents were added or removed.
    ``refresh`` connects a trigger (a page's load, say) to reading the list anew.
    """

    chosen: gr.CheckboxGroup
    changed: gr.State
    refresh: Any


def documents_panel(store: Store, may_change: Callable[[gr.Request], bool]) -> DocumentsPanel:
    """Lay out the documents of a store inside the current row of a page.

    Args:
        store: what is listed, added to and removed from.
        may_change: whether the sender of a request may add and remove documents; asked in every handler that does.
    """
    with gr.Column(scale=4, min_width=280, elem_id="bi-documents", elem_classes="ba-panel"):
        gr.HTML(f"<h2>{words.DOCUMENTS}</h2>", js_on_load=None)
        files = gr.File(
            label=words.ADD,
            file_count="multiple",
            height=150,
            elem_id="bi-add",
            elem_classes="bi-drop",
            show_label=True,
        )
        formats = gr.HTML(note(words.FORMATS), js_on_load=None)
        progress = gr.HTML("", elem_id="bi-progress", js_on_load=None)
        chosen = gr.CheckboxGroup(
            choices=[], label=words.CHOOSE, info=words.CHOOSE_HINT, elem_id="bi-list", visible=False
        )
        listed = gr.HTML(note(words.NO_DOCUMENTS), elem_id="bi-listed", js_on_load=None)
        remove = gr.Button(words.REMOVE, size="sm", variant="secondary", elem_id="bi-remove", visible=False)
        with gr.Column(visible=False, min_width=0, elem_id="bi-confirm") as confirm:
            asked = gr.HTML("", js_on_load=None)
            with gr.Row():
                yes = gr.Button(words.REMOVE_YES, size="sm", variant="stop", elem_id="bi-yes")
                no = gr.Button(words.REMOVE_NO, size="sm", variant="secondary", elem_id="bi-no")
    changed = gr.State(0)
    doomed = gr.State([])

    def listing(ticked: list[str] | None = None) -> Update:
        """Show the documents as they are; what is ticked stays so, unless ``ticked`` says what to keep."""
        try:
            documents = store.documents()
        except StoreError as error:
            return {listed: alert(words.TROUBLE.format(what=words.LISTING, reason=error))}
        group: dict[str, Any] = {"choices": choices(documents), "visible": bool(documents)}
        if ticked is not None:
            ids = {document.document_id for document in documents}
            group["value"] = [document_id for document_id in ticked if document_id in ids]
        return {
            chosen: gr.CheckboxGroup(**group),
            listed: "" if documents else note(words.NO_DOCUMENTS),
            remove: gr.Button(visible=bool(documents)),
        }

    def upload(payload: list[dict[str, Any]] | None, request: gr.Request) -> Iterator[Update]:
        if not may_change(request):
            yield {files: None, progress: alert(words.MAY_NOT_CHANGE)}
            return
        arrived = [Upload.received(file) for file in payload or ()]
        yield {files: None, progress: ""}
        finished = 0
        try:
            for rows in watch(arrived, store):
                before, finished = finished, sum(row.finished for row in rows)
                news = listing() if finished > before else {}
                yield {progress: outcome_table(rows) if finished == len(rows) else progress_table(rows), **news}
        except StoreError as error:
            yield {progress: alert(words.TROUBLE.format(what=words.ADDING, reason=error))}

    def changed_by_upload(count: int, ticked: list[str]) -> Update:
        return {changed: count + 1, **listing(ticked)}

    def ask_first(ticked: list[str], request: gr.Request) -> Update:
        if not may_change(request):
            return {progress: alert(words.MAY_NOT_CHANGE), confirm: gr.Column(visible=False)}
        if not ticked:
            return {progress: alert(words.REMOVE_NONE), confirm: gr.Column(visible=False)}
        titles = []
        for document_id in ticked:
            try:
                titles.append(f"“{store.document(document_id).title}”")
            except UnknownDocument:
                continue
            except StoreError as error:
                return {progress: alert(words.TROUBLE.format(what=words.REMOVING, reason=error))}
        question = words.REMOVE_ASK.format(titles=", ".join(titles))
        if quoting := store.quoted_in(ticked, request.username or words.LOCAL):
            question += f" {words.QUOTED_IN.format(names=', '.join(quoting))}"
        return {asked: note(question), confirm: gr.Column(visible=True), doomed: ticked, progress: ""}

    def remove_them(ids: list[str], count: int, ticked: list[str], request: gr.Request) -> Update:
        if not may_change(request):
            return {progress: alert(words.MAY_NOT_CHANGE), confirm: gr.Column(visible=False), doomed: []}
        try:
            there = {document.document_id for document in store.documents()}
            known = [document_id for document_id in ids if document_id in there]
            remains = store.remove(*known)
        except StoreError as error:
            said = alert(words.TROUBLE.format(what=words.REMOVING, reason=error))
        else:
            said = note(words.REMOVED.format(count=len(known), all=len(ids)))
            said += "".join(note(str(problem)) for problem in remains)
        return {progress: said, confirm: gr.Column(visible=False), doomed: [], changed: count + 1, **listing(ticked)}

    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    refreshed = [chosen, listed, remove]
    files.upload(
        upload, files, [files, progress, *refreshed], preprocess=False, concurrency_limit=_CONCURRENT_UPLOADS, **quiet
    ).then(changed_by_upload, [changed, chosen], [changed, *refreshed], **quiet)
    remove.click(ask_first, chosen, [progress, asked, confirm, doomed], **quiet)
    no.click(lambda: (gr.Column(visible=False), []), None, [confirm, doomed], **quiet)
    yes.click(remove_them, [doomed, changed, chosen], [progress, confirm, doomed, changed, *refreshed], **quiet)

    def formats_or_lock(request: gr.Request) -> str:
        """Tell what can be added; or that nothing can, which also hides the means (see `panel_style`)."""
        return note(words.FORMATS) if may_change(request) else f'<div id="bi-locked">{note(words.MAY_NOT_CHANGE)}</div>'

    def connect(trigger: Any) -> None:
        trigger(listing, chosen, refreshed, **quiet)
        trigger(formats_or_lock, None, formats, **quiet)

    return DocumentsPanel(chosen, changed, connect)
