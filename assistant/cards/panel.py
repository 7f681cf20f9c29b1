"""The cards in the page, in the column of the evidence: shown when wanted, of the ticked documents, kept up to date.

A switch at the top of the column turns from the evidence to the cards and back, and so does whoever dispatches
``new CustomEvent("ba-turn", {detail: "glance"})`` or ``"evidence"``. A button with a document's id in ``data-glance``,
wherever it stands in the page, leads to that document's card.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from assistant.cards import words
from assistant.cards.markup import cards_html
from assistant.cards.view import card_views
from store import Document, Store, StoreError

# More cards than this are no glance, and a page of megabytes.
MOST_SHOWN = 12
# While the panel is open it is asked so often whether cards have been made.
_TICK_SECONDS = 4.0
_SESSION_SECONDS = 24 * 60 * 60

# A suggested question is asked of its card's document, as if that alone had been ticked and the question typed: the
# list's boxes and the conversation's own box and button are used, so one sees what is asked of what.
SCRIPT = """
const column = document.getElementById("ba-evidence");
let wanted = null;  // the document whose card was asked for and is not there yet
function turn(to, of) {
  const glance = to === "glance";
  if (!glance && !column.classList.contains("ba-glancing")) return;
  column.classList.toggle("ba-glancing", glance);
  for (const one of column.querySelectorAll("[data-view]")) {
    one.setAttribute("aria-pressed", String(one.dataset.view === to));
  }
  wanted = of || null;
  trigger("select", { value: to, of: wanted });
  if (wanted) toCard();
}
// The one card is opened, and the others are folded up: it is what was asked for.
function toCard() {
  const cards = [...element.querySelectorAll(".ba-glance-card")];
  const card = cards.find((one) => one.dataset.key === `card-${wanted}`);
  if (!card) return;
  wanted = null;
  for (const one of cards) one.open = one === card;
  card.querySelector("summary").focus();
  card.scrollIntoView({ block: "start" });
}
if (window.baGlance) window.baGlance.abort();
window.baGlance = new AbortController();
const heard = { signal: window.baGlance.signal };
document.addEventListener("ba-turn", (event) => turn(event.detail), heard);
document.addEventListener("click", (event) => {
  const pressed = event.target.closest && event.target.closest("#ba-evidence [data-view], [data-glance]");
  if (!pressed) return;
  if (pressed.dataset.view) { turn(pressed.dataset.view); return; }
  document.dispatchEvent(new CustomEvent("ba-show", { detail: "ba-evidence" }));
  turn("glance", pressed.dataset.glance);
}, heard);
// What is open stays open, and keeps the focus, when the cards are written anew because another one was made.
const states = new Map();
let focused = null;
const all = () => [...element.querySelectorAll("details[data-key]")];
element.addEventListener("toggle", (event) => {
  // The button that leads into the document works where the page has a view of documents.
  for (const one of event.target.querySelectorAll(".ba-open")) one.hidden = !window.baEvidence;
  if (event.target.isConnected) states.set(event.target.dataset.key, event.target.open);
}, true);
element.addEventListener("focusin", (event) => {
  const held = event.target.closest("summary") && event.target.closest("details[data-key]");
  focused = held ? held.dataset.key : null;
});
new MutationObserver(() => {
  for (const one of all()) if (states.has(one.dataset.key)) one.open = states.get(one.dataset.key);
  const held = document.activeElement === document.body && all().find((one) => one.dataset.key === focused);
  if (held) held.querySelector("summary").focus({ preventScroll: true });
  if (wanted) toCard();
}).observe(element, { childList: true, subtree: true });
element.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-ask]");
  const box = document.querySelector("#ba-question textarea");
  const ticks = [...document.querySelectorAll("#bi-list .bi-row input[type=checkbox]")];
  const own = pressed && ticks.find((one) => one.value === pressed.dataset.of);
  if (!own || !box) return;
  for (const one of ticks) one.checked = one === own;
  own.dispatchEvent(new Event("change", { bubbles: true }));
  document.dispatchEvent(new CustomEvent("ba-show", { detail: "ba-chat" }));
  const write = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
  write.call(box, pressed.dataset.ask);
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
  setTimeout(() => document.getElementById("ba-send").click(), 100);
});
"""

CSS = """
#ba-evidence:not(.ba-glancing) #ba-glance { display: none !important; }
#ba-evidence.ba-glancing :is(#ba-sources, #ba-document) { display: none !important; }
/* The way back stays in sight, however long a card is. */
#ba-evidence { scroll-padding-top: 3.4rem; }
#ba-evidence > :has(.ba-views) {
  position: sticky; top: -0.9rem; z-index: 2; margin: -0.9rem 0 -0.4rem; padding: 0.9rem 0 0.4rem;
  background: var(--ba-panel);
}
#ba-evidence .ba-views { display: inline-flex; }
#ba-evidence .ba-views button { font-weight: 600; font-size: 0.9rem; padding: 0.3rem 0.8rem; }
#ba-evidence .ba-views button:first-child { border-radius: 7px 0 0 7px; }
#ba-evidence .ba-views button:last-child { border-radius: 0 7px 7px 0; border-left: 0; }
#ba-glance { overflow-wrap: anywhere; unicode-bidi: plaintext; }
#ba-glance h3, #ba-glance h4 { margin: 0.7rem 0 0.25rem; font-size: 0.95rem; font-weight: 650; }
#ba-glance h4 { font-size: 0.875rem; }
#ba-glance ul, #ba-glance ol { margin: 0; padding-left: 0; list-style: none; }
#ba-glance li { margin: 0.15rem 0; }
#ba-glance summary { cursor: pointer; min-height: 1.6rem; padding: 0.1rem 0; }
#ba-glance .ba-note { color: var(--body-text-color-subdued); font-size: 0.875rem; margin: 0.1rem 0; }
#ba-glance .ba-glance-card {
  border: 1px solid var(--border-color-primary); border-radius: 10px; background: var(--ba-card);
  padding: 0.6rem 0.9rem; margin: 0.6rem 0;
}
#ba-glance .ba-glance-title { font-weight: 600; }
#ba-glance .ba-card { margin: 0.3rem 0 0.6rem; padding: 0.4rem 0.7rem; border-left: 3px solid var(--ba-accent); }
#ba-glance .ba-card header { font-size: 0.85rem; }
#ba-glance .ba-page::before { content: "· "; }
#ba-glance blockquote {
  border: 0; margin: 0.2rem 0 !important; padding: 0; color: var(--body-text-color); font-style: normal;
  white-space: pre-line;
}
#ba-glance mark { padding: 0.05em 0; background: var(--ba-mark); color: var(--body-text-color); border-radius: 2px; }
#ba-glance .ba-open, #ba-glance .ba-glance-ask {
  background: var(--ba-cite-fill); color: var(--ba-cite-text); border-radius: 8px; padding: 0.3rem 0.7rem;
  min-height: 1.75rem; text-align: left; cursor: pointer;
}
#ba-glance .ba-open { font-size: 0.85rem; font-weight: 500; }
#ba-glance .ba-open[hidden] { display: none; }
#ba-glance .ba-open:hover, #ba-glance .ba-glance-ask:hover { background: var(--ba-accent); color: var(--ba-on-accent); }
#ba-glance .ba-timeline { display: block; width: 100%; max-width: 60rem; height: auto; }
#ba-glance .ba-timeline text { fill: var(--body-text-color); font-size: 12px; }
#ba-glance .ba-axis { stroke: var(--body-text-color-subdued); stroke-width: 1; }
#ba-glance .ba-point { fill: var(--ba-accent); }
#ba-glance .ba-span { fill: var(--ba-accent); opacity: 0.35; }
"""


@dataclass(frozen=True, slots=True)
class CardPanel:
    """The parts of the panel that the page connects: `connect` with what is ticked and what changes the documents."""

    connect: Any


def view_switch(evidence: str) -> str:
    """Return the switch between evidence and cards as HTML; ``evidence`` is what the first of them is called."""
    return (
        f'<div class="ba-views" role="group" aria-label="{escape(words.VIEWS)}">'
        f'<button type="button" data-view="evidence" aria-pressed="true">{escape(evidence)}</button>'
        f'<button type="button" data-view="glance" aria-pressed="false">{escape(words.GLANCE)}</button></div>'
    )


def card_panel(store: Store) -> CardPanel:
    """Lay out the cards, out of sight until the switch turns to them, in the current column of a page.

    Args:
        store: holds the documents and their cards.
    """
    shown = gr.HTML("", elem_id="ba-glance", js_on_load=SCRIPT)
    is_open = gr.State(False, time_to_live=_SESSION_SECONDS)
    wanted = gr.State("", time_to_live=_SESSION_SECONDS)
    known = gr.State("", time_to_live=_SESSION_SECONDS)
    timer = gr.Timer(_TICK_SECONDS, active=False)

    def turn(event: gr.EventData) -> tuple[bool, str, gr.Timer]:
        to_cards = event._data["value"] == "glance"
        return to_cards, str(event._data.get("of") or ""), gr.Timer(active=to_cards)

    def show(chosen: list[str] | None, opened: bool, asked_for: str, before: str) -> tuple[Any, Any]:
        if not opened:
            return gr.skip(), gr.skip()
        try:
            documents = store.documents()
            ticked = [one for one in documents if one.document_id in set(chosen or ())] or documents
            # The card that was asked for is among them, ticked or not.
            ticked = sorted(ticked, key=lambda one: one.document_id != asked_for)
            if ticked and ticked[0].document_id != asked_for:
                ticked = [*(one for one in documents if one.document_id == asked_for), *ticked]
            key = _key(ticked[:MOST_SHOWN], store)
            if key == before:
                return gr.skip(), gr.skip()
            views = card_views(store, [one.document_id for one in ticked[:MOST_SHOWN]])
            return cards_html(views, max(len(ticked) - MOST_SHOWN, 0)), key
        except StoreError as error:
            return f'<p class="ba-note">{escape(str(error))}</p>', ""

    def connect(chosen: gr.HTML, *triggers: Any) -> None:
        """Show the cards of what is ticked in ``chosen``, and again whenever one of ``triggers`` happens."""
        inputs, outputs = [chosen, is_open, wanted, known], [shown, known]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        shown.select(turn, None, [is_open, wanted, timer], trigger_mode="multiple", **quiet).then(
            show, inputs, outputs, **quiet
        )
        for trigger in (timer.tick, chosen.change, *triggers):
            trigger(show, inputs, outputs, **quiet)

    return CardPanel(connect)


def _key(documents: Sequence[Document], store: Store) -> str:
    """Return what is shown changes with: the documents, their versions, and whether their cards are made."""
    with store.snapshot() as snapshot:
        made = [card.made_by if (card := snapshot.card(one.document_id)) else "" for one in documents]
    return repr([(one.document_id, one.version, one.title, state) for one, state in zip(documents, made, strict=True)])
