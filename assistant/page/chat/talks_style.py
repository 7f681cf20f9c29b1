"""How kept conversations and the buttons of an answer look; colours are the page's variables (``--ba-*``)."""

from __future__ import annotations

from urllib.parse import quote

# Drawn on a field of 24, with a line of 2; the button's own colour shows through.
_ICONS = {
    "copy": "M9 9h11v11H9zM5 15H4V4h11v1",
    "up": "M7 11v9H4v-9zM7 12l4-8q3 0 2.500 6H19q1.500 0 1 2l-1.300 6q-.4 2-2 2H7",
    "down": "M17 13V4h3v9zM17 12l-4 8q-3 0-2.500-6H5q-1.500 0-1-2l1.300-6q.4-2 2-2H17",
    "retry": "M20 11a8 8 0 1 0-2 6M20 5v6h-6",
    "edit": "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
    "delete": "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5M14 11v5",
}


def _mask(path: str) -> str:
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#000" stroke-width="2" '
        f'stroke-linejoin="round" stroke-linecap="round"><path d="{path}"/></svg>'
    )
    return f'url("data:image/svg+xml,{quote(drawn)}")'


_DONE = _mask("M5 13l5 5L20 7")
_ICON_RULES = "\n".join(
    f"#ba-chat .ba-icon-{name}::before {{ mask-image: {_mask(path)}; -webkit-mask-image: {_mask(path)}; }}"
    for name, path in _ICONS.items()
)

CSS = f"""
#ba-chat .ba-spoken {{
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}}
#ba-chat .ba-note {{ color: var(--body-text-color-subdued); font-size: 0.875rem; margin: 0; overflow-wrap: anywhere; }}
#ba-chat .ba-alert {{ overflow-wrap: anywhere; }}
#ba-chat .ba-heading {{ gap: 0.5rem; overflow: visible; }}
#ba-chat .ba-heading > .block {{ overflow: visible; }}
#ba-chat .ba-heading > .block:first-child {{ flex: 1 1 auto; min-width: 0; }}
#ba-save-talk, #ba-save-talk .html-container {{ flex: none; width: auto; min-width: 0; overflow: visible !important; }}
#ba-said-holder, #ba-doing, #ba-copies {{ position: absolute; width: 1px; height: 1px; overflow: hidden; }}

#ba-chat .ba-do {{
  font: inherit; color: var(--body-text-color); background: none; border: 0; border-radius: 6px; cursor: pointer;
  text-align: left; padding: 0.3rem 0.5rem; min-height: 28px;
}}
#ba-chat .ba-do:hover {{ background: var(--ba-cite-fill); color: var(--ba-cite-text); }}
#ba-chat .ba-icon {{
  display: inline-flex; align-items: center; justify-content: center; width: 30px; height: 30px; padding: 0; flex: none;
  color: var(--body-text-color-subdued); position: relative;
}}
#ba-chat .ba-icon::before {{
  content: ""; width: 17px; height: 17px; background: currentColor; mask: center / contain no-repeat;
  -webkit-mask: center / contain no-repeat;
}}
{_ICON_RULES}
#ba-chat .ba-icon.ba-done::before {{ mask-image: {_DONE}; -webkit-mask-image: {_DONE}; }}
#ba-chat .ba-icon.ba-done {{ color: var(--ba-good-text); }}
#ba-chat .ba-icon.ba-pressed {{ background: var(--ba-accent); color: var(--ba-on-accent); }}

#ba-messages .ba-actions {{ display: flex; align-items: center; gap: 0.1rem; margin: 0.5rem 0 -0.25rem -0.4rem; }}
#ba-messages .user .ba-text {{ display: inline; }}
#ba-messages .user .ba-actions {{ float: right; margin: -0.2rem -0.5rem -0.3rem 0.3rem; }}
#ba-chat .ba-save {{ position: relative; }}
#ba-chat .ba-save summary {{
  list-style: none; cursor: pointer; border-radius: 6px; padding: 0 0.5rem; min-height: 30px; font-size: 0.82rem;
  color: var(--body-text-color-subdued); display: inline-flex; align-items: center; gap: 0.35rem; white-space: nowrap;
}}
#ba-chat .ba-save summary::-webkit-details-marker {{ display: none; }}
#ba-chat .ba-save summary::after {{
  content: ""; width: 0.35em; height: 0.35em; border: solid currentColor; border-width: 0 1.5px 1.5px 0;
  transform: rotate(45deg) translate(-1px, -1px);
}}
#ba-chat .ba-save summary:hover {{ background: var(--ba-cite-fill); color: var(--ba-cite-text); }}
#ba-chat .ba-menu {{
  position: absolute; z-index: 20; left: 0; bottom: calc(100% + 4px); min-width: 11rem; padding: 0.3rem;
  display: flex; flex-direction: column; border-radius: 10px; background: var(--ba-card);
  border: 1px solid var(--border-color-primary); box-shadow: 0 6px 24px rgb(0 0 0 / 0.18);
}}
#ba-save-talk .ba-menu {{ left: auto; right: 0; bottom: auto; top: calc(100% + 4px); min-width: 8rem; }}
#ba-chat #ba-save-talk summary {{
  background: var(--ba-cite-fill); color: var(--ba-cite-text); font-size: var(--text-sm); padding: 0.25rem 0.75rem;
  border-radius: 8px;
}}
#ba-chat .ba-menu .ba-do {{ font-size: 0.88rem; }}

#ba-drawer {{ flex: none; padding: 0.35rem 0.75rem; border-radius: 10px; background: var(--ba-card); }}
#ba-drawer > button {{ padding: 0.25rem 0; font-size: 0.92rem; color: var(--body-text-color); }}
#ba-talks-list {{ max-height: 28vh; overflow-y: auto; }}
#ba-drawer .ba-talks {{ list-style: none; margin: 0; padding: 0; }}
#ba-drawer .ba-talks li {{ display: flex; align-items: center; gap: 0.15rem; margin: 0; padding: 0.1rem 0; }}
#ba-drawer .ba-open {{ flex: 1 1 auto; min-width: 0; display: flex; flex-direction: column; gap: 0.05rem; }}
#ba-drawer .ba-open[aria-current] {{ background: var(--ba-cite-fill); color: var(--ba-cite-text); }}
#ba-drawer .ba-talk-name {{
  overflow: hidden; text-overflow: ellipsis; white-space: nowrap; max-width: 100%; unicode-bidi: plaintext;
  font-size: 0.92rem;
}}
#ba-drawer .ba-talk-when {{ font-size: 0.78rem; color: var(--body-text-color-subdued); }}
#ba-drawer .ba-open:is([aria-current], :hover) .ba-talk-when {{ color: inherit; }}
#ba-chat .ba-form {{
  border: 1px solid var(--border-color-primary); border-radius: 10px; background: var(--ba-card); padding: 0.7rem;
  gap: 0.5rem; flex: none !important;
}}
#ba-chat .ba-form :is(.block, .form) {{ padding: 0; border: 0; background: none; box-shadow: none; overflow: visible; }}
#ba-chat:has(#ba-comment, #ba-editing, #ba-rename, #ba-delete) #ba-suggestions {{ display: none; }}
#ba-chat:has(.ba-form) #ba-messages {{ min-height: 220px; }}
#ba-chat .ba-form .row {{ gap: 0.5rem; }}
#ba-chat .ba-form button {{ flex: 0 1 auto; width: auto; }}
#ba-delete-yes {{ background: var(--ba-alert-fill); color: var(--ba-alert-text); }}
#ba-editing {{ flex: none; }}
@media (max-width: 500px) {{
  #ba-chat .ba-heading {{ flex-wrap: wrap; }}
  #ba-chat .ba-heading > .block:first-child {{ flex: 1 0 auto; min-width: max-content; }}
}}
"""
