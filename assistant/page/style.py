"""How the page as a whole looks: colours, columns, focus; the panels bring their own. And the script that all need."""

from __future__ import annotations

from assistant.people import ended

CSS = """
:root {
  --ba-accent: #1d4f91; --ba-on-accent: #ffffff; --ba-card: #ffffff; --ba-panel: #f6f8fa;
  --ba-cite-fill: #dde8f6; --ba-cite-text: #173f75; --ba-mark: #fdf3cf; --ba-answer: #f9dd7b;
  --ba-alert-fill: #fdecea; --ba-alert-text: #8f1d14; --ba-good-text: #1b6136; --ba-weak-text: #8a4b08;
}
.dark {
  --ba-accent: #8fb8ee; --ba-on-accent: #0d1a2b; --ba-card: #1b212b; --ba-panel: #141920;
  --ba-cite-fill: #27405f; --ba-cite-text: #d3e4fa; --ba-mark: #3b3618; --ba-answer: #6b5a12;
  --ba-alert-fill: #43201d; --ba-alert-text: #ffb4ab; --ba-good-text: #8fd6a8; --ba-weak-text: #f0bd7a;
}
.gradio-container { padding: 0 !important; max-width: none !important; }
.gradio-container .main.fillable { padding: 0.9rem 1.1rem !important; max-width: 1720px !important; margin: 0 auto; }
#page-head h1 { font-size: 1.25rem; font-weight: 650; margin: 0; }
#page-head p { color: var(--body-text-color-subdued); margin: 0; font-size: 0.9rem; }
.ba-panel {
  background: var(--ba-panel); border: 1px solid var(--border-color-primary); border-radius: 14px; padding: 0.9rem;
  gap: 0.75rem;
}
.ba-panel h2 { font-size: 1rem; font-weight: 650; margin: 0; }
.ba-panel .html-container, #page-head .html-container { padding: 0 !important; }
.ba-panel .block:has(> .html-container > .prose:empty) { display: none; }
.ba-panel > .form { background: none; border: 0; box-shadow: none; overflow: visible; }
.ba-heading { align-items: center; justify-content: space-between; flex-wrap: nowrap; }
.ba-heading button { width: auto; flex: none; }
:is(button, a, input, textarea, summary, .ba-panel):focus-visible {
  outline: 2px solid var(--ba-accent) !important; outline-offset: 2px;
}
footer { display: none !important; }
@media (min-width: 1100px) {
  #page-row { flex-wrap: nowrap; height: calc(100vh - 6.8rem); min-height: 34rem; align-items: stretch; }
  #page-row > .ba-panel { height: 100%; overflow-y: auto; flex-wrap: nowrap; }
}
@media (max-width: 1099px) {
  .gradio-container .main.fillable { padding: 0.6rem !important; }
  main > .column { gap: 0.5rem; }
  #page-row { flex-direction: column; flex-wrap: nowrap; }
  #page-row > .ba-panel { width: 100%; min-width: 0 !important; }
  #ba-messages { height: calc(100dvh - 25rem) !important; }
  #bi-list .bi-rows { max-height: 20rem; overflow-y: auto; }
}
"""

# Each panel scrolls by itself: keyboards reach it, and screen readers find it by its heading among the landmarks.
PAGE_HEAD = """
<script>
new MutationObserver(() => {
  for (const panel of document.querySelectorAll(".ba-panel:not([role])")) {
    const heading = panel.querySelector("h2");
    if (!heading) continue;
    panel.setAttribute("role", "region");
    panel.setAttribute("aria-label", heading.textContent.trim());
    panel.tabIndex = 0;
  }
}).observe(document, { subtree: true, childList: true });
"""
PAGE_HEAD += ended.SCRIPT + "</script>\n"
