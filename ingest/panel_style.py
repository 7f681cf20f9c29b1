"""How the documents panel looks; colours are the page's variables (``--ba-*``)."""

from __future__ import annotations

CSS = """
#bi-documents:has(#bi-locked) :is(#bi-add, #bi-remove, #bi-confirm) { display: none; }
#bi-documents > * { flex-shrink: 0; }
#bi-documents :is(p, ul, h3, table) { margin: 0; padding: 0; }
#bi-documents ul { list-style: none; }
#bi-documents :is(#bi-add, #bi-progress, #bi-sets, #bi-list, #bi-failed, #bi-asked) {
  padding: 0; background: none; border: 0;
}
#bi-documents [hidden] { display: none !important; }
#bi-documents .block:has(> .html-container > div:empty) { display: none; }
#bi-documents:has(#bi-list .bi-empty) #bi-sets { display: none; }
#bi-documents:has(#bi-locked) :is(#bi-add, #bi-remove, #bi-failed) { display: none !important; }
#bi-documents :is(h3, .bi-heading) { font-size: 0.92rem; font-weight: 600; }
#bi-documents .bi-note {
  color: var(--body-text-color-subdued); font-size: 0.82rem; overflow-wrap: anywhere; line-height: 1.4;
}
#bi-documents .bi-note:empty { display: none; }
#bi-documents .bi-alert {
  color: var(--ba-alert-text); background: var(--ba-alert-fill); border-radius: 8px; padding: 0.5rem 0.75rem;
  overflow-wrap: anywhere; font-size: 0.88rem;
}
#bi-documents .bi-line {
  display: flex; align-items: center; justify-content: space-between; gap: 0.5rem; flex-wrap: wrap; min-width: 0;
}
#bi-documents .bi-buttons { display: flex; flex-wrap: wrap; gap: 0.35rem; }
#bi-documents .html-container button {
  min-height: 36px; padding: 0.3rem 0.6rem; border: 1px solid var(--input-border-color); border-radius: 8px;
  background: var(--ba-card); color: var(--body-text-color); font-size: 0.84rem; font-weight: 500; line-height: 1.25;
  cursor: pointer; white-space: nowrap;
}
#bi-documents .html-container button:hover { border-color: var(--ba-accent); color: var(--ba-accent); }
#bi-documents .html-container button:disabled { opacity: 0.6; cursor: default; }
#bi-documents :is(input:not([type=checkbox]), select) {
  min-height: 40px; width: 100%; min-width: 0; padding: 0.35rem 0.65rem; border: 1px solid var(--input-border-color);
  border-radius: 8px; background: var(--input-background-fill); color: var(--body-text-color); font-size: 0.88rem;
}
#bi-documents select { flex: 1 1 8rem; width: auto; text-overflow: ellipsis; }
#bi-documents input::placeholder { color: var(--input-placeholder-color); opacity: 1; }
#bi-documents :is(select, input, [tabindex]):focus-visible, #bi-documents summary:focus-visible {
  outline: 2px solid var(--ba-accent); outline-offset: 2px;
}
#bi-documents progress {
  appearance: none; width: 100%; height: 6px; display: block; border: 0; border-radius: 3px; overflow: hidden;
  background: var(--border-color-primary);
}
#bi-documents progress::-webkit-progress-bar { background: var(--border-color-primary); }
#bi-documents progress::-webkit-progress-value { background: var(--ba-accent); transition: width 0.2s; }
#bi-documents progress::-moz-progress-bar { background: var(--ba-accent); }
#bi-documents .bi-title, #bi-documents .bi-file { display: block; overflow-wrap: anywhere; unicode-bidi: isolate; }
#bi-documents summary { cursor: pointer; min-height: 24px; }

#bi-add .bi-drop {
  border: 1.5px dashed var(--input-border-color); border-radius: 12px; background: var(--ba-card); padding: 0.8rem;
  text-align: center; display: flex; flex-direction: column; gap: 0.55rem;
  transition: border-color 0.15s, background 0.15s;
}
#bi-add .bi-drop.bi-over { border-color: var(--ba-accent); border-style: solid; background: var(--ba-cite-fill); }
#bi-add .bi-hint { font-size: 0.92rem; font-weight: 600; color: var(--body-text-color); }
#bi-add .bi-drop .bi-buttons { justify-content: center; }
#bi-documents #bi-add .bi-drop button { min-height: 44px; flex: 1 1 7.5rem; }
#bi-documents #bi-add .bi-drop button:first-child {
  background: var(--ba-accent); border-color: var(--ba-accent); color: var(--ba-on-accent);
}
#bi-add .bi-kinds summary { color: var(--body-text-color-subdued); font-size: 0.8rem; }
#bi-add .bi-kinds .bi-note { padding-top: 0.3rem; }
#bi-add .bi-sending, #bi-progress .bi-upload, #bi-asked, #bi-documents .bi-questions, #bi-documents .bi-remains {
  display: flex; flex-direction: column; gap: 0.45rem;
}
#bi-add .bi-sending {
  border: 1px solid var(--border-color-primary); border-radius: 12px; background: var(--ba-card);
  padding: 0.7rem 0.8rem;
  margin-top: 0.6rem;
}
#bi-add .bi-notice { margin-top: 0.4rem; }
#bi-add .bi-now { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; unicode-bidi: plaintext; }

#bi-progress .bi-upload {
  border: 1px solid var(--border-color-primary); border-radius: 12px; background: var(--ba-card);
  padding: 0.7rem 0.8rem;
}
#bi-progress .bi-alert, #bi-progress .bi-html > .bi-note { margin-bottom: 0.5rem; }
#bi-progress .bi-overall { font-size: 0.88rem; font-weight: 500; }
#bi-progress .bi-scroll { max-height: min(16rem, 34vh); overflow-y: auto; }
.bi-questions {
  border-radius: 10px; background: var(--ba-mark); color: var(--body-text-color); padding: 0.65rem 0.75rem;
}
#bi-documents .bi-questions .bi-note { color: var(--body-text-color); }
.bi-questions ul { display: flex; flex-direction: column; gap: 0.6rem; max-height: 16rem; overflow-y: auto; }
.bi-questions li { display: flex; flex-direction: column; gap: 0.3rem; }
.bi-questions .bi-title { font-size: 0.86rem; font-weight: 600; }
.bi-every {
  display: flex; flex-wrap: wrap; align-items: center; gap: 0.3rem 0.5rem; font-size: 0.84rem; font-weight: 600;
}
#bi-documents #bi-sets .bi-manage button { padding: 0.3rem 0.5rem; font-size: 0.82rem; }
.bi-files { width: 100%; border-collapse: collapse; font-size: 0.85rem; table-layout: fixed; }
.bi-files thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.bi-files tbody tr {
  display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.6rem; padding: 0.4rem 0;
  border-top: 1px solid var(--border-color-primary);
}
.bi-files tbody tr:first-child { border-top: 0; }
.bi-files td { padding: 0; text-align: start; overflow-wrap: anywhere; line-height: 1.4; border: 0; }
.bi-files td:first-child { flex: 1 1 50%; min-width: 0; font-weight: 500; }
.bi-files td:last-child { display: contents; }
.bi-files td > span:first-child { flex: none; color: var(--body-text-color-subdued); }
.bi-files .bi-more { flex: 1 1 100%; display: flex; flex-direction: column; gap: 0.3rem; align-items: flex-start; }
.bi-files .bi-good td > span:first-child { color: var(--ba-good-text); }
.bi-files .bi-part td > span:first-child { color: var(--ba-weak-text); }
.bi-files .bi-bad td > span:first-child { color: var(--ba-alert-text); font-weight: 600; }
#bi-documents .bi-reason { color: var(--body-text-color-subdued); font-size: 0.82rem; overflow-wrap: anywhere; }
.bi-password { display: flex; gap: 0.35rem; width: 100%; margin: 0.15rem 0; }
#bi-documents .bi-password input { flex: 1 1 auto; }

.bi-sets, #bi-list .html-container > div { display: flex; flex-direction: column; gap: 0.5rem; }
.bi-label { font-size: 0.88rem; font-weight: 500; }
.bi-naming { display: flex; flex-direction: column; gap: 0.4rem; }
.bi-deleting {
  display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.4rem;
  font-size: 0.88rem;
}
.bi-tools { display: flex; flex-direction: column; gap: 0.45rem; }
.bi-rows { display: flex; flex-direction: column; gap: 0.35rem; }
.bi-row { border: 1px solid var(--border-color-primary); border-radius: 10px; background: var(--ba-card); }
.bi-row label {
  display: flex; gap: 0.65rem; align-items: flex-start; min-height: 44px; padding: 0.55rem 0.7rem 0.2rem;
  cursor: pointer;
}
#bi-documents .bi-row .bi-glance {
  margin: 0 0 0.35rem 2rem; padding: 0.15rem 0.5rem; min-height: 24px; font-size: 0.78rem; border: 0;
  background: none; color: var(--ba-accent); text-decoration: underline;
}
.bi-row:hover { border-color: var(--ba-accent); }
.bi-row.bi-ticked { border-color: var(--ba-accent); background: var(--ba-cite-fill); }
#bi-documents .bi-row input {
  flex: none; appearance: auto; width: 20px; height: 20px; margin: 0.1rem 0 0; accent-color: var(--ba-accent);
  cursor: pointer;
}
.bi-about { display: block; min-width: 0; flex: 1 1 auto; }
.bi-row .bi-title { font-size: 0.92rem; font-weight: 550; line-height: 1.35; color: var(--body-text-color); }
.bi-row .bi-title, .bi-row .bi-file {
  display: -webkit-box; -webkit-box-orient: vertical; overflow: hidden; -webkit-line-clamp: 3;
}
.bi-row .bi-file { font-size: 0.8rem; color: var(--body-text-color-subdued); -webkit-line-clamp: 2; }
.bi-facts {
  display: flex; flex-wrap: wrap; align-items: center; gap: 0.15rem 0.45rem; margin-top: 0.25rem; font-size: 0.75rem;
  color: var(--body-text-color-subdued); line-height: 1.5;
}
.bi-ticked .bi-facts { color: var(--body-text-color); }
.bi-kind {
  border-radius: 5px; padding: 0 0.4rem; background: var(--ba-cite-fill); color: var(--ba-cite-text); font-weight: 600;
}
.bi-ticked .bi-kind { background: var(--ba-card); }
.bi-state { overflow-wrap: anywhere; }
.bi-state.bi-good { color: var(--ba-good-text); }
.bi-state.bi-busy, .bi-state.bi-ask { color: var(--ba-weak-text); font-weight: 600; flex-basis: 100%; }
.bi-state.bi-bad { color: var(--ba-alert-text); font-weight: 600; flex-basis: 100%; }

#bi-confirm {
  border: 1px solid var(--border-color-primary); border-radius: 12px; background: var(--ba-card); padding: 0.8rem;
  gap: 0.6rem; flex: none !important;
}
#bi-asked { font-size: 0.88rem; overflow-wrap: anywhere; }
#bi-documents #bi-asked ul { padding-inline-start: 1.2rem; list-style: disc; }
#bi-asked li { font-weight: 600; }
#bi-documents #bi-asked .bi-title {
  display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden;
}
#bi-yes { background: var(--ba-alert-fill); color: var(--ba-alert-text); }
#bi-confirm .row { flex-wrap: nowrap; gap: 0.5rem; }
#bi-confirm button { min-width: 0; flex: 1 1 0; min-height: 44px; }
#bi-remove { min-height: 44px; }
.bi-remains { font-size: 0.85rem; overflow-wrap: anywhere; }
#bi-documents #bi-progress .bi-remains ul { list-style: disc; padding-inline-start: 1.2rem; }
.bi-failures summary { font-size: 0.86rem; font-weight: 500; color: var(--ba-alert-text); }
.bi-failures > * + * { margin-top: 0.5rem; }
.bi-failures ul { display: flex; flex-direction: column; gap: 0.6rem; }
.bi-failures li {
  display: flex; flex-direction: column; gap: 0.2rem; padding: 0.6rem 0.7rem;
  border: 1px solid var(--border-color-primary);
  border-radius: 10px; background: var(--ba-card);
}
.bi-failures .bi-title { font-size: 0.88rem; font-weight: 550; }
@media (prefers-reduced-motion: reduce) { #bi-documents * { transition: none !important; } }
"""
