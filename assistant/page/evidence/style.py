"""How the evidence panel looks; colours are the page's variables (``--ba-*``)."""

from __future__ import annotations

CSS = """
:root { --ba-box-quote: rgba(255, 205, 40, .34); --ba-box-answer: rgba(255, 140, 0, .38); --ba-box-line: #8a4b00; }
#ba-evidence > * { flex-shrink: 0; }
#ba-evidence .ba-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
#ba-evidence [hidden] { display: none !important; }
#ba-sources h3 { font-size: 0.95rem; font-weight: 600; margin: 0.75rem 0 0.35rem; overflow-wrap: anywhere; }
#ba-sources h4 { font-size: 0.9rem; font-weight: 600; margin: 0.9rem 0 0.25rem; }
#ba-sources .ba-question { margin-top: 0; unicode-bidi: plaintext; }
#ba-sources .ba-note { color: var(--body-text-color-subdued); font-size: 0.875rem; margin: 0 0 0.5rem; }
#ba-sources .ba-earlier { margin-top: 1.25rem; }
#ba-sources details { border-top: 1px solid var(--border-color-primary); padding: 0.5rem 0; }
#ba-sources summary { cursor: pointer; overflow-wrap: anywhere; }
#ba-sources details[open] summary { margin-bottom: 0.5rem; font-weight: 600; }
#ba-sources .ba-verdict { margin: 0 0 0.75rem; }
#ba-sources .ba-verdict p { margin: 0; font-size: 0.875rem; }
#ba-sources .ba-verdict strong { font-weight: 650; }
#ba-sources .ba-sure strong { color: var(--ba-good-text); }
#ba-sources .ba-weak strong { color: var(--ba-weak-text); }
#ba-sources .ba-declined strong { color: var(--body-text-color); }
#ba-sources .ba-percent { color: var(--body-text-color-subdued); margin-left: 0.35rem; }
#ba-sources .ba-verdict .ba-why { margin-top: 0.4rem; overflow-wrap: anywhere; }
.ba-meter {
  height: 6px; border-radius: 3px; margin-top: 0.35rem; overflow: hidden; background: var(--ba-panel);
  border: 1px solid var(--body-text-color-subdued);
}
.ba-meter span { display: block; height: 100%; background: var(--ba-good-text); }
.ba-weak .ba-meter span { background: repeating-linear-gradient(
  135deg, var(--ba-weak-text) 0 4px, transparent 4px 7px); }
.ba-declined .ba-meter span { background: var(--body-text-color-subdued); }
#ba-sources .ba-card {
  border: 1px solid var(--border-color-primary); border-radius: 10px; background: var(--ba-card);
  padding: 0.75rem 0.9rem; margin: 0 0 0.75rem; scroll-margin: 1rem;
}
#ba-sources .ba-card:focus, #ba-evidence .ba-view:focus-visible {
  outline: 2px solid var(--ba-accent); outline-offset: 1px;
}
#ba-evidence header, .ba-view .ba-about { display: flex; gap: 0.6rem; align-items: flex-start; }
#ba-sources .ba-card header { margin-bottom: 0.5rem; }
#ba-evidence .ba-number {
  flex: none; min-width: 1.6em; border-radius: 0.8em; background: var(--ba-cite-fill); color: var(--ba-cite-text);
  font-size: 0.8rem; font-weight: 600; line-height: 1.6em; text-align: center;
}
#ba-evidence .ba-title { font-weight: 600; overflow-wrap: anywhere; unicode-bidi: plaintext; }
#ba-evidence .ba-page { color: var(--body-text-color-subdued); white-space: nowrap; }
#ba-evidence .ba-page::before { content: "· "; }
#ba-evidence .ba-path {
  color: var(--body-text-color-subdued); font-size: 0.85rem; margin: 0.1rem 0 0; overflow-wrap: anywhere;
}
#ba-evidence blockquote {
  border: 0; margin: 0 !important; padding: 0; color: var(--body-text-color-subdued); font-style: normal;
  font-size: 0.92rem; line-height: 1.55; white-space: pre-line; overflow-wrap: anywhere; unicode-bidi: plaintext;
}
#ba-evidence mark, .ba-view .ba-quoted {
  background: var(--ba-mark); color: var(--body-text-color); border-radius: 2px; padding: 0.05em 0;
  box-decoration-break: clone; -webkit-box-decoration-break: clone;
}
#ba-evidence :is(mark, .ba-quoted) strong {
  background: var(--ba-answer); color: inherit; font-weight: 700; border-radius: 2px;
  text-decoration: underline; text-decoration-thickness: 2px; text-underline-offset: 0.18em;
}
#ba-evidence .ba-view .ba-quoted {
  border-radius: 8px; padding: 0.45rem 0.7rem; max-height: 8.5rem; overflow-y: auto; font-size: 0.9rem; flex: none;
  color: var(--body-text-color);
}
#ba-evidence button {
  background: none; border: 1px solid var(--input-border-color); border-radius: 7px; color: var(--body-text-color);
  cursor: pointer; font: inherit; font-size: 0.85rem; line-height: 1.3; padding: 0.25rem 0.55rem; min-width: 1.9rem;
  min-height: 1.9rem; margin: 0;
}
#ba-evidence button:hover:not(:disabled) { background: var(--ba-cite-fill); color: var(--ba-cite-text); }
#ba-evidence button:disabled { opacity: 0.45; cursor: default; }
#ba-evidence button[aria-pressed="true"] {
  background: var(--ba-accent); border-color: var(--ba-accent); color: var(--ba-on-accent);
}
#ba-sources .ba-open { margin-top: 0.6rem; }
.ba-view { display: flex; flex-direction: column; gap: 0.55rem; scroll-margin: 0.5rem; border-radius: 8px; }
.ba-view .ba-bar { display: flex; flex-wrap: wrap; gap: 0.4rem 0.75rem; justify-content: space-between; }
.ba-view .ba-bar, .ba-view .ba-group { align-items: center; }
.ba-view .ba-bar, .ba-view .ba-about, .ba-view .ba-view-note { flex: none; }
.ba-view .ba-group { display: inline-flex; gap: 0.3rem; }
.ba-view .ba-count { font-size: 0.85rem; min-width: 3.4em; text-align: center; font-variant-numeric: tabular-nums; }
.ba-view .ba-view-note {
  margin: 0; padding: 0.45rem 0.7rem; border-radius: 8px; font-size: 0.875rem; overflow-wrap: anywhere;
  background: var(--ba-cite-fill); color: var(--ba-cite-text);
}
.ba-view:has(.ba-sheet) .ba-about .ba-page { display: none; }
.ba-view .ba-switch { gap: 0; }
.ba-view .ba-switch button:first-child { border-radius: 7px 0 0 7px; }
.ba-view .ba-switch button:last-child { border-radius: 0 7px 7px 0; border-left: 0; }
.ba-view .ba-stage {
  position: relative; overflow: auto; border: 1px solid var(--border-color-primary); border-radius: 8px;
  background: var(--ba-card); max-height: 70vh; min-height: 12rem; overscroll-behavior: contain;
}
.ba-view .ba-stage.ba-as-page { background: var(--ba-panel); }
.ba-view .ba-stage:focus-visible { outline: 2px solid var(--ba-accent); outline-offset: 1px; }
.ba-view .ba-sheet { position: relative; background: #fff; margin: 0 auto; }
.ba-view .ba-sheet img { display: block; width: 100%; height: 100%; margin: 0; max-width: none; border-radius: 0; }
.ba-view .ba-box { position: absolute; mix-blend-mode: multiply; pointer-events: none; border-radius: 2px; }
.ba-view .ba-box-quote { background: var(--ba-box-quote); }
.ba-view .ba-box-answer { background: var(--ba-box-answer); box-shadow: 0 2px 0 var(--ba-box-line); }
.ba-view .ba-document { padding: 0.9rem 1.1rem; overflow-wrap: anywhere; line-height: 1.6; font-size: 0.95rem; }
.ba-view .ba-document :is(p, h4, h5, h6) { margin: 0 0 0.7em; color: var(--body-text-color); }
.ba-view .ba-document :is(h4, h5, h6) { font-weight: 650; margin-top: 1.1em; line-height: 1.35; }
.ba-view .ba-document h4 { font-size: 1.1rem; }
.ba-view .ba-document h5 { font-size: 1rem; }
.ba-view .ba-document h6 { font-size: 0.95rem; }
.ba-view .ba-document > :first-child { margin-top: 0; }
.ba-view .ba-document .ba-text-page {
  border-top: 1px solid var(--border-color-primary); color: var(--body-text-color-subdued); font-size: 0.8rem;
  padding-top: 0.3rem;
}
.ba-view .ba-document .ba-item { padding-left: 1.1em; text-indent: -0.8em; margin-bottom: 0.35em; }
.ba-view .ba-document .ba-item::before { content: "•"; display: inline-block; text-indent: 0; width: 0.8em; }
.ba-view .ba-more { display: block; margin: 0 auto 0.9rem; }
.ba-view .ba-foot { align-items: center; }
.ba-view .ba-legend { font-size: 0.8rem; display: inline-flex; gap: 0.6rem; }
.ba-view .ba-legend mark { padding: 0.05em 0.4em; }
.ba-view kbd { font: inherit; font-size: 0.75rem; border: 1px solid; border-radius: 4px; padding: 0 0.3em; }
#ba-evidence.ba-viewing #ba-sources :is(.ba-cards, .ba-earlier, .ba-turn:not(.ba-now)) { display: none; }
#ba-evidence.ba-viewing #ba-sources .ba-now { border: 0; padding: 0; }
#ba-evidence.ba-viewing .ba-verdict { margin-bottom: 0; }
@media (min-width: 1100px) {
  #ba-evidence.ba-viewing :is(#ba-document, #ba-document .html-container, #ba-document .prose, .ba-view) {
    display: flex; flex-direction: column; flex: 1 0 auto;
  }
  .ba-view .ba-stage { flex: 1 1 20rem; height: 20rem; max-height: none; }
}
@media (forced-colors: active) {
  .ba-view .ba-box-quote { outline: 1px solid Mark; }
  .ba-view .ba-box-answer { outline: 3px solid Mark; }
}
"""
