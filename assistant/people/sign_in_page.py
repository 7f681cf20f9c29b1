"""The sign-in page: plain HTML that works without script, in light and dark."""

from __future__ import annotations

import html

from assistant.people import words

PATH, OUT_PATH = "/sign-in", "/sign-out"

# Contrast: text 12:1 and more, notes 5:1 and more, borders 3:1 and more, on both grounds.
_STYLE = """
:root { color-scheme: light dark; --ground: #f6f8fa; --card: #fff; --text: #1f2937; --note: #52606f; --line: #7c8896;
  --accent: #1d4f91; --on-accent: #fff; --alert: #fdecea; --alert-text: #8f1d14; }
@media (prefers-color-scheme: dark) { :root { --ground: #0f1319; --card: #1b212b; --text: #e6ebf2; --note: #a9b4c2;
  --line: #7f8ca0; --accent: #8fb8ee; --on-accent: #0d1a2b; --alert: #43201d; --alert-text: #ffb4ab; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--ground);
  color: var(--text); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
main { width: 100%; max-width: 24rem; background: var(--card); border: 1px solid var(--line); border-radius: 14px;
  padding: 1.75rem; }
h1 { font-size: 1.25rem; margin: 0 0 .25rem; }
p { margin: 0 0 1.25rem; color: var(--note); font-size: .9rem; overflow-wrap: anywhere; }
label { display: block; font-weight: 600; margin: 0 0 .3rem; }
input { width: 100%; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line);
  border-radius: 8px; padding: .55rem .7rem; margin: 0 0 1rem; }
button { width: 100%; font: inherit; font-weight: 600; color: var(--on-accent); background: var(--accent); border: 0;
  border-radius: 8px; padding: .65rem; cursor: pointer; }
:is(input, button):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
p[role=alert] { color: var(--alert-text); background: var(--alert); border-radius: 8px; padding: .55rem .75rem; }
"""
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{sign_in} – {title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{note}</p>
{alert}<form method="post" action="{path}">
<label for="name">{name_label}</label>
<input id="name" name="name" value="{name}" required maxlength="64" autocomplete="username" autocapitalize="none"
 spellcheck="false"{name_focus}{described}>
<label for="password">{password_label}</label>
<input id="password" name="password" type="password" required maxlength="1024"
 autocomplete="current-password"{password_focus}{described}>
<button>{sign_in}</button>
</form>
</main>
</body>
</html>
"""
# A browser that comes by a link on another site leaves a strict cookie at home, and sends it when the page itself asks.
_AGAIN = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url=/">
<title>{title}</title>
</head>
<body>
<main>
<h1>{title}</h1>
<p><a href="/">{title}</a></p>
</main>
</body>
</html>
"""


def sign_in_page(name: str = "", problem: str = "") -> str:
    """Return the page as HTML; what is typed before stays, but for the password.

    Args:
        name: to be shown in its field.
        problem: why the last attempt failed, if it did.
    """
    return _PAGE.format(
        title=html.escape(words.TITLE),
        sign_in=html.escape(words.SIGN_IN),
        note=html.escape(words.SIGN_IN_NOTE),
        style=_STYLE,
        path=PATH,
        alert=f'<p role="alert" id="problem">{html.escape(problem)}</p>\n' if problem else "",
        described=' aria-describedby="problem"' if problem else "",
        name_label=html.escape(words.NAME),
        password_label=html.escape(words.PASSWORD),
        name=html.escape(name[:64], quote=True),
        name_focus="" if name else " autofocus",
        password_focus=" autofocus" if name else "",
    )


def once_more_page() -> str:
    """Return a page that opens the main page by itself, so that the browser sends its cookie along."""
    return _AGAIN.format(title=html.escape(words.TITLE))


def person_line(name: str) -> str:
    """Return who is signed in and the way out, as HTML for the head of the page."""
    return (
        f'<form id="person" method="post" action="{OUT_PATH}">'
        f"<span>{html.escape(words.SIGNED_IN_AS)} <strong>{html.escape(name)}</strong></span>"
        f'<button type="submit">{html.escape(words.SIGN_OUT)}</button></form>'
    )
