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
#ba-suggestions .ba-note { color: var(--body-text-color-subdued); font-size: 0.875rem; margin: 0 0 0.5rem; }
#ba-notice .ba-alert {
  color: var(--ba-alert-text); background: var(--ba-alert-fill); border-radius: 8px; padding: 0.5rem 0.75rem; margin: 0;
}
#ba-ask { align-items: flex-end; gap: 0.5rem; flex-wrap: nowrap; }
#ba-suggestions { gap: 0.25rem; flex: none; }
#ba-suggestions .row { display: grid; grid-template-columns: 1fr 1fr; gap: 0.5rem; }
#ba-suggestions .ba-suggestion { text-align: left; justify-content: flex-start; white-space: normal; font-weight: 400; }
"""

HEAD = """
<script>
// The chat component repeats each message's source as its label; a screen reader should hear the message itself.
new MutationObserver(() => {
  for (const message of document.querySelectorAll("#ba-messages [data-testid][aria-label]")) {
    message.removeAttribute("aria-label");
  }
  const box = document.querySelector("#ba-messages .bubble-wrap");
  if (box && !watched.has(box)) keepAtEnd(box);
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-label"] });
// What is offered below an answer takes room from the conversation: who was at its end stays there.
const watched = new WeakSet();
const NEAR = 40;
function keepAtEnd(box) {
  watched.add(box);
  let atEnd = true;
  box.addEventListener("scroll", () => { atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR; });
  new ResizeObserver(() => { if (atEnd) box.scrollTop = box.scrollHeight; }).observe(box);
}
</script>
"""
