"""What the page does when the sign-in ends while it stays open: it says so, and leaves alone what was typed.

The sign-in page opens in a window of its own. When the person comes back signed in, the message goes; where somebody
else signed in meanwhile, the page is loaded anew, so that nothing of the one is shown to the other.
"""

from __future__ import annotations

import json

from assistant.people import words
from assistant.people.sign_in_page import PATH

CSS = """
#page-ended {
  position: sticky; top: 0; z-index: 1000; padding: 0.7rem 1.1rem; text-align: center; font-size: 0.95rem;
  color: var(--ba-alert-text); background: var(--ba-alert-fill);
}
#page-ended a { color: inherit; font-weight: 650; text-decoration: underline; }
body:has(#page-ended) :is(.toast-wrap, .toast-body, [data-testid="status-tracker"]) { display: none !important; }
"""

# Runs in the page's head, before the parts of the page send anything. `SignedIn` alone answers with 401.
SCRIPT = f"""
(() => {{
  const words = {json.dumps({"ended": words.ENDED, "again": words.SIGN_IN_AGAIN, "note": words.ENDED_NOTE})};
  const ask = window.fetch, refused = 401;
  const person = () => document.querySelector("#page-person strong")?.textContent;
  const say = () => {{
    if (document.getElementById("page-ended")) return;
    const box = document.createElement("div"), link = document.createElement("a");
    box.id = "page-ended";
    box.setAttribute("role", "alert");
    Object.assign(link, {{ href: "{PATH}", target: "_blank", rel: "noopener", textContent: words.again }});
    box.append(`${{words.ended}} `, link, ` ${{words.note}}`);
    document.body.prepend(box);
  }};
  window.fetch = async (...given) => {{
    const answer = await ask(...given);
    if (answer.status === refused && new URL(answer.url).origin === location.origin) say();
    return answer;
  }};
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...given) {{
    this.addEventListener("load", () => {{ if (this.status === refused) say(); }});
    return send.apply(this, given);
  }};
  const look = async () => {{
    const box = document.getElementById("page-ended");
    if (!box || document.hidden) return;
    const answer = await ask("/gradio_api/user").catch(() => null);
    if (!answer || !answer.ok) return;
    if (await answer.json() === person()) box.remove(); else location.reload();
  }};
  window.addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
}})();
"""
