"""Who is signed in, in the head of the page."""

from __future__ import annotations

import gradio as gr

from assistant.people import ended
from assistant.people.sign_in_page import person_line

CSS = """
#page-top { align-items: center; justify-content: space-between; flex-wrap: wrap; gap: 0.5rem 1rem; }
#page-top > #page-head { flex: 1 1 18rem; width: auto; }
#page-person { flex: 0 1 auto; width: auto; min-width: 0 !important; }
#page-person .html-container { padding: 0 !important; }
#page-person form { display: flex; align-items: center; gap: 0.75rem; margin: 0; font-size: 0.9rem; flex-wrap: wrap; }
#page-person span { color: var(--body-text-color-subdued); overflow-wrap: anywhere; }
#page-person button {
  font: inherit; color: var(--body-text-color); background: var(--ba-card, transparent); cursor: pointer;
  border: 1px solid var(--input-border-color); border-radius: 8px; padding: 0.3rem 0.7rem; min-height: 24px;
}
"""
CSS += ended.CSS


def person_panel(page: gr.Blocks) -> None:
    """Show, inside the current row of a page, who is signed in and the way out."""
    line = gr.HTML("", elem_id="page-person", js_on_load=None)

    def greet(request: gr.Request) -> str:
        return person_line(request.username) if request.username else ""

    page.load(greet, None, line, api_visibility="private", show_progress="hidden", queue=False)
