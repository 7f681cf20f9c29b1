"""The script behind the buttons of `talks_markup`: it copies by itself, and tells the server of everything else."""

from __future__ import annotations

# Runs once, with `element` and `trigger` of the unseen component that the server listens to. Each kind of button
# has its own event there.
ACTIONS = """
if (!window.baActions) {
  const events = {
    open: "select", rename: "input", delete: "delete", edit: "edit", retry: "retry", like: "like", save: "download",
  };
  const copy = async (text) => {
    if (navigator.clipboard && window.isSecureContext) {
      try { await navigator.clipboard.writeText(text); return true; } catch (refused) { /* the older way, below */ }
    }
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    area.style.opacity = "0";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };
  const tell = (text) => {
    const said = document.getElementById("ba-said");
    if (said) { said.textContent = ""; setTimeout(() => { said.textContent = text; }, 50); }
  };
  window.baActions = (name, value) => trigger(events[name], { value });
  document.addEventListener("click", (event) => {
    const target = event.target.closest ? event.target : null;
    for (const open of document.querySelectorAll("#ba-chat details.ba-save[open]")) {
      if (!target || !open.contains(target)) open.open = false;
    }
    const button = target && target.closest("#ba-chat button.ba-do");
    if (!button) return;
    event.preventDefault();
    const menu = button.closest("details.ba-save");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
    if (button.name !== "copy") { window.baActions(button.name, button.value); return; }
    const text = document.getElementById("ba-copy-" + button.value.replace(" ", "-"));
    if (!text) return;
    const words = document.getElementById("ba-said");
    copy(text.textContent).then((done) => {
      tell(done ? words.dataset.copied : words.dataset.failed);
      if (done) { button.classList.add("ba-done"); setTimeout(() => button.classList.remove("ba-done"), 1600); }
      if (!menu) button.focus();
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const open of document.querySelectorAll("#ba-chat details.ba-save[open]")) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });
}
"""

# A file comes as {name, type, content in base64}: it is never on the server's disk.
DOWNLOAD = """
(file) => {
  if (!file) return;
  const { name, type, content } = JSON.parse(file);
  const bytes = Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
"""


def focus(selector: str) -> str:
    """Return the script that puts the focus on an element once the page shows it."""
    return f"""
() => {{
  let tries = 20;
  const look = () => {{
    const found = document.querySelector('{selector}');
    if (found && found.offsetParent !== null) found.focus();
    else if (tries-- > 0) setTimeout(look, 50);
  }};
  look();
}}
"""
