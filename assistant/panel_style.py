"""How the chat panel looks, and the few lines of script it needs; colours are the page's variables (``--ba-*``)."""

from __future__ import annotations

CSS = """
#ba-chat { display: flex; flex-direction: column; }
#ba-chat > .form, #ba-messages { flex: 1 1 auto; min-height: 320px; }
#ba-messages .bubble-wrap { background: var(--ba-card); }
#ba-messages .md { opacity: 1; }
#ba-messages .placeholder { padding: 0 1rem; text-align: center; }
#ba-messages .ba-text { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; line-height: 1.55; }
#ba-messages .ba-note { color: var(--body-text-color-subdued); font-size: 0.875rem; overflow-wrap: anywhere; }
#ba-messages .icon-button-wrapper { display: none; }
#ba-messages .ba-understood { margin-bottom: 0.35rem; font-style: italic; }
#ba-messages .ba-line + .ba-line, #ba-messages .ba-item { margin-top: 0.2rem; }
#ba-messages .ba-item { padding-left: 1.1em; text-indent: -0.8em; }
#ba-messages .ba-group { font-weight: 600; margin-top: 0.6rem; }
#ba-messages .ba-group:first-child { margin-top: 0; }
#ba-messages .ba-weak { color: var(--ba-weak-text); font-weight: 600; }
#ba-messages .ba-declined { margin-bottom: 0.35rem; }
#ba-messages a.ba-cite {
  display: inline-block; min-width: 1.5em; padding: 0 0.4em; margin: 0 0.1em; border-radius: 0.75em;
  background: var(--ba-cite-fill); color: var(--ba-cite-text); font-size: 0.8em; font-weight: 600; line-height: 1.6;
  text-align: center; text-decoration: none; text-indent: 0; vertical-align: 0.1em;
}
#ba-messages a.ba-cite:hover { background: var(--ba-accent); color: var(--ba-on-accent); }
#ba-evidence > * { flex-shrink: 0; }
#ba-sources h3 { font-size: 0.95rem; font-weight: 600; margin: 0.75rem 0 0.35rem; overflow-wrap: anywhere; }
#ba-sources .ba-question { margin-top: 0; }
#ba-sources .ba-note, #ba-suggestions .ba-note {
  color: var(--body-text-color-subdued); font-size: 0.875rem; margin: 0 0 0.5rem;
}
#ba-sources .ba-earlier { margin-top: 1.25rem; }
#ba-sources details { border-top: 1px solid var(--border-color-primary); padding: 0.5rem 0; }
#ba-sources summary { cursor: pointer; overflow-wrap: anywhere; }
#ba-sources details[open] summary { margin-bottom: 0.5rem; font-weight: 600; }
#ba-sources .ba-card {
  border: 1px solid var(--border-color-primary); border-radius: 10px; background: var(--ba-card);
  padding: 0.75rem 0.9rem; margin: 0 0 0.75rem; scroll-margin: 1rem;
}
#ba-sources .ba-card:focus { outline: 2px solid var(--ba-accent); outline-offset: 1px; }
#ba-sources .ba-card header { display: flex; gap: 0.6rem; align-items: flex-start; margin-bottom: 0.5rem; }
#ba-sources .ba-number {
  flex: none; min-width: 1.6em; border-radius: 0.8em; background: var(--ba-cite-fill); color: var(--ba-cite-text);
  font-size: 0.8rem; font-weight: 600; line-height: 1.6em; text-align: center;
}
#ba-sources .ba-title { font-weight: 600; overflow-wrap: anywhere; unicode-bidi: plaintext; }
#ba-sources .ba-page { color: var(--body-text-color-subdued); white-space: nowrap; }
#ba-sources .ba-page::before { content: "· "; }
#ba-sources .ba-path {
  color: var(--body-text-color-subdued); font-size: 0.85rem; margin: 0.1rem 0 0; overflow-wrap: anywhere;
}
#ba-sources blockquote {
  border: 0; margin: 0 !important; padding: 0; color: var(--body-text-color-subdued); font-style: normal;
  font-size: 0.92rem; line-height: 1.55; white-space: pre-line; overflow-wrap: anywhere; unicode-bidi: plaintext;
}
#ba-sources mark {
  background: var(--ba-mark); color: var(--body-text-color); border-radius: 2px; padding: 0.05em 0;
  box-decoration-break: clone; -webkit-box-decoration-break: clone;
}
#ba-sources mark strong { background: var(--ba-answer); color: inherit; font-weight: 700; border-radius: 2px; }
#ba-notice .ba-alert {
  color: var(--ba-alert-text); background: var(--ba-alert-fill); border-radius: 8px; padding: 0.5rem 0.75rem; margin: 0;
}
#ba-ask { align-items: flex-end; gap: 0.5rem; flex-wrap: nowrap; }
#ba-suggestions { gap: 0.25rem; flex: none; }
#ba-suggestions .row { display: grid; grid-template-columns: 1fr 1fr; gap: 0.5rem; }
#ba-suggestions .ba-suggestion { text-align: left; justify-content: flex-start; white-space: normal; font-weight: 400; }
"""

# A click on [1] opens and focuses its card, so that keyboards and screen readers follow too.
HEAD = """
<script>
document.addEventListener("click", (event) => {
  const link = event.target.closest ? event.target.closest('a[href^="#evidence-"]') : null;
  const card = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!card) return;
  event.preventDefault();
  const fold = card.closest("details");
  if (fold) fold.open = true;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  card.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
  card.focus({ preventScroll: true });
});
// The chat component repeats each message's source as its label; a screen reader should hear the message itself.
new MutationObserver(() => {
  for (const message of document.querySelectorAll("#ba-messages [data-testid][aria-label]")) {
    message.removeAttribute("aria-label");
  }
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-label"] });
</script>
"""
