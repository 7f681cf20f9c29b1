"""The evidence column of the page: the list of what an answer rests on, and each of it at its place in its document."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from assistant.cards.panel import CardPanel, card_panel, view_switch
from assistant.excerpt import excerpt_of
from assistant.page.evidence import words
from assistant.page.evidence.document_view import show
from assistant.page.evidence.images import PageRenderer
from assistant.page.evidence.markup import evidence, evidence_column
from assistant.page.evidence.script import SCRIPT
from assistant.types import Answer
from store import Store, StoreError

# The words that the script puts in; the others are in the markup.
_SPOKEN_BY_THE_SCRIPT = {
    "step": words.STEP,
    "source": words.STEP_SOURCE,
    "near": words.STEP_NEAR,
    "also": words.STEP_ALSO,
    "pageOf": words.PAGE_OF,
    "loading": words.LOADING,
    "trouble": words.TROUBLE,
    "shown": words.SHOWN,
    "document": words.DOCUMENT,
}


@dataclass(frozen=True, slots=True)
class EvidencePanel:
    """``sources``, which events of the conversation write into, takes what `column` returns; ``cards`` stand beside."""

    sources: gr.HTML
    cards: CardPanel


def evidence_panel(store: Store, renderer: PageRenderer | None) -> EvidencePanel:
    """Lay out the evidence column inside the current row of a page.

    Args:
        store: holds the documents.
        renderer: draws their pages; None to show text only.
    """

    def show_document(said: Any) -> dict[str, Any]:
        try:
            return show(said, store, renderer)
        except StoreError as error:
            return {"kind": "kept", "html": "", "note": f"{words.TROUBLE} ({error})", "page": None, "pages": None}

    with gr.Column(scale=7, min_width=300, elem_id="ba-evidence", elem_classes="ba-panel"):
        gr.HTML(f'<h2 class="ba-hidden">{words.EVIDENCE}</h2>{view_switch(words.EVIDENCE)}', js_on_load=None)
        sources = gr.HTML(evidence_column([]), elem_id="ba-sources", js_on_load=None)
        gr.HTML(_view(), elem_id="ba-document", js_on_load=SCRIPT, server_functions=[show_document])
        cards = card_panel(store)
    return EvidencePanel(sources, cards)


def kept_evidence(answer: Answer, turn: int, store: Store) -> str:
    """Return the evidence of an answer (HTML) as the documents are now; it stays right when they change.

    Args:
        answer: the answer.
        turn: its place in the conversation, from 0.
        store: where quotes are looked up for their context.
    """
    with store.snapshot() as snapshot:
        excerpts = [excerpt_of(citation, snapshot) for citation in answer.citations or answer.closest]
        titles = {document.document_id: document.title for document in snapshot.documents()}
    near = [titles.get(hit.passage.document_id, words.UNTITLED) for hit in answer.nearest]
    return evidence(answer, turn, excerpts, near)


def _view() -> str:
    """The view of a document, empty and hidden; the script fills it."""
    said = escape(json.dumps(_SPOKEN_BY_THE_SCRIPT))
    return f"""
<section class="ba-view" tabindex="-1" aria-label="{words.VIEW}" data-words="{said}" hidden>
  <div class="ba-bar">
    {_button("list", words.TO_LIST, "‹ " + words.TO_LIST)}
    <span class="ba-group">
      {_button("previous", words.PREVIOUS, "←")}
      <span class="ba-count" data-part="step"></span>
      {_button("next", words.NEXT, "→")}
    </span>
  </div>
  <div class="ba-about" data-part="head"></div>
  <blockquote class="ba-quoted" data-part="quote"></blockquote>
  <p class="ba-view-note" data-part="note" hidden></p>
  <div class="ba-bar ba-tools" data-part="tools" hidden>
    <span class="ba-group" data-part="paging">
      {_button("page-back", words.PREVIOUS_PAGE, "‹")}
      <span class="ba-count" data-part="page"></span>
      {_button("page-on", words.NEXT_PAGE, "›")}
    </span>
    <span class="ba-group" data-part="zooming">
      {_button("zoom-out", words.ZOOM_OUT, "−")}
      <span class="ba-count" data-part="zoom">100 %</span>
      {_button("zoom-in", words.ZOOM_IN, "+")}
      {_button("fit", words.FIT, words.FIT_SHORT)}
    </span>
    <span class="ba-group ba-switch">
      {_button("as-page", words.AS_PAGE, words.AS_PAGE)}
      {_button("as-text", words.AS_TEXT, words.AS_TEXT)}
    </span>
  </div>
  <div class="ba-stage" data-part="stage" tabindex="0" role="region" aria-label="{words.VIEW}"></div>
  <div class="ba-bar ba-foot">
    <span class="ba-legend" aria-hidden="true"><mark>{words.LEGEND_QUOTE}</mark>
      <mark data-part="exact"><strong>{words.LEGEND_ANSWER}</strong></mark></span>
    <button type="button" data-do="answer">{words.TO_ANSWER} <kbd>{words.KEY}</kbd></button>
  </div>
</section>
<p class="ba-hidden" role="status" data-part="status"></p>
"""


def _button(does: str, label: str, shown: str) -> str:
    return f'<button type="button" data-do="{does}" aria-label="{label}" title="{label}">{shown}</button>'
