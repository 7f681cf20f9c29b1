"""On a narrow screen the page's columns become tabs: the markup, the style and the script of that.

Where the columns stand beside each other nothing of this is seen or heard. Another script shows a tab by
``document.dispatchEvent(new CustomEvent("ba-show", {detail: "ba-chat"}))``.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

# The columns stand beside each other from this width on, in CSS pixels; `page_style` uses the same.
WIDE = 1100


def tab_bar(name: str, tabs: Sequence[tuple[str, str]], first: str) -> str:
    """Return the bar of tabs as HTML.

    Args:
        name: what the bar is called to those who hear the page.
        tabs: (element id of the column, words on its tab) each, in order.
        first: the id of the column that is shown at first.
    """
    buttons = "".join(
        f'<button type="button" role="tab" id="tab-of-{column}" data-column="{column}" aria-controls="{column}" '
        f'aria-selected="{str(column == first).lower()}" tabindex="{0 if column == first else -1}">'
        f"{escape(words)}</button>"
        for column, words in tabs
    )
    return f'<div role="tablist" aria-label="{escape(name)}">{buttons}</div>'


CSS = f"""
#page-tabs {{ display: none; padding: 0; border: 0; background: none; }}
#page-tabs [role="tablist"] {{ display: flex; gap: 0.25rem; border-bottom: 1px solid var(--border-color-primary); }}
#page-tabs .html-container {{ padding: 0 !important; }}
#page-tabs [role="tab"] {{
  flex: 1 1 auto; min-width: 0; border-radius: 0; min-height: 2.75rem;
  padding: 0.4rem 0.5rem; font-weight: 600; font-size: 0.95rem; border: 0;
  background: none; color: var(--body-text-color-subdued); border-bottom: 3px solid transparent;
}}
#page-tabs [role="tab"][aria-selected="true"] {{ color: var(--ba-accent); border-bottom-color: var(--ba-accent); }}
@media (max-width: {WIDE - 1}px) {{
  #page-tabs {{ display: block; }}
  #page-row > .ba-unselected {{ display: none !important; }}
}}
"""

HEAD = f"""
<script>
(() => {{
  const narrow = window.matchMedia("(max-width: {WIDE - 1}px)");
  const tabs = () => [...document.querySelectorAll("#page-tabs [role=tab]")];
  const show = (column) => {{
    for (const tab of tabs()) {{
      const chosen = tab.dataset.column === column;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }}
    arrange();
  }};
  const arrange = () => {{
    for (const tab of tabs()) {{
      const panel = document.getElementById(tab.dataset.column);
      if (!panel) continue;
      panel.classList.toggle("ba-unselected", tab.getAttribute("aria-selected") !== "true");
      if (narrow.matches) {{
        panel.setAttribute("role", "tabpanel");
        panel.setAttribute("aria-labelledby", tab.id);
      }} else {{
        panel.removeAttribute("role");
        panel.removeAttribute("aria-labelledby");
      }}
    }}
  }};
  document.addEventListener("click", (event) => {{
    if (!event.target.closest) return;
    const tab = event.target.closest("#page-tabs [role=tab]");
    if (tab) show(tab.dataset.column);
  }});
  document.addEventListener("ba-show", (event) => show(event.detail));
  document.addEventListener("keydown", (event) => {{
    const tab = event.target.closest && event.target.closest("#page-tabs [role=tab]");
    const all = tabs(), at = all.indexOf(tab);
    const to = {{ArrowRight: at + 1, ArrowLeft: at - 1 + all.length, Home: 0, End: all.length - 1}}[event.key];
    if (!tab || to === undefined) return;
    event.preventDefault();
    const next = all[to % all.length];
    show(next.dataset.column);
    next.focus();
  }});
  narrow.addEventListener("change", arrange);
  // The page's parts come after this script, and may come again.
  new MutationObserver(arrange).observe(document, {{ childList: true, subtree: true }});
}})();
</script>
"""
