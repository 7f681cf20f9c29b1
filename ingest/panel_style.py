"""How the documents panel looks; colours are the page's variables (``--ba-*``)."""

from __future__ import annotations

CSS = """
#bi-documents:has(#bi-locked) :is(#bi-add, #bi-remove, #bi-confirm) { display: none; }
#bi-documents > * { flex-shrink: 0; }
#bi-list .wrap { display: flex; flex-direction: column; flex-wrap: nowrap; gap: 0.35rem; }
#bi-list label {
  width: 100%; align-items: flex-start; border: 1px solid var(--border-color-primary); border-radius: 10px;
  background: var(--ba-card); padding: 0.55rem 0.7rem; box-shadow: none;
}
#bi-list label input { margin-top: 0.2rem; }
#bi-list label > span {
  display: block; min-width: 0; white-space: pre-line; overflow-wrap: anywhere; unicode-bidi: plaintext;
  font-size: 0.92rem; line-height: 1.4; font-weight: 500; color: var(--body-text-color);
}
#bi-list label > span::first-line { font-size: 0.75rem; font-weight: 400; color: var(--body-text-color-subdued); }
#bi-list.block { padding: 0; background: none; border: 0; }
.bi-upload .bi-overall { margin: 0 0 0.25rem; font-weight: 600; }
.bi-upload h3 { font-size: 0.92rem; font-weight: 600; margin: 0 0 0.25rem; }
.bi-upload progress {
  appearance: none; width: 100%; height: 6px; display: block; margin: 0.15rem 0; border: 0; border-radius: 3px;
  overflow: hidden; background: var(--border-color-primary);
}
.bi-upload progress::-webkit-progress-bar { background: var(--border-color-primary); }
.bi-upload progress::-webkit-progress-value { background: var(--ba-accent); }
.bi-upload progress::-moz-progress-bar { background: var(--ba-accent); }
.bi-files {
  width: 100%; border-collapse: collapse; font-size: 0.86rem; table-layout: fixed; margin: 0 !important;
  border: 0 !important;
}
#bi-progress .bi-files :is(tr, th, td) { border: 0; background: none; }
#bi-progress .bi-files :is(th, td) {
  text-align: left; vertical-align: top; padding: 0.35rem 0.4rem 0.35rem 0; overflow-wrap: anywhere;
  border-bottom: 1px solid var(--border-color-primary);
}
.bi-files th { color: var(--body-text-color-subdued); font-weight: 500; }
.bi-files .bi-good td:last-child { color: var(--ba-good-text); }
.bi-files .bi-bad td:last-child { color: var(--ba-alert-text); }
.bi-files .bi-reason { display: block; color: var(--body-text-color-subdued); }
.bi-note { color: var(--body-text-color-subdued); font-size: 0.82rem; margin: 0; overflow-wrap: anywhere; }
#bi-confirm {
  border: 1px solid var(--border-color-primary); border-radius: 10px; background: var(--ba-card); padding: 0.7rem;
  gap: 0.5rem; flex: none !important;
}
#bi-yes { background: var(--ba-alert-fill); color: var(--ba-alert-text); }
#bi-confirm .row { flex-wrap: nowrap; gap: 0.5rem; }
#bi-confirm button { min-width: 0; flex: 1 1 0; }
#bi-confirm .bi-note { color: var(--body-text-color); }
.bi-alert {
  color: var(--ba-alert-text); background: var(--ba-alert-fill); border-radius: 8px; padding: 0.5rem 0.75rem; margin: 0;
  overflow-wrap: anywhere;
}
"""
