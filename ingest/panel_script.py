"""The scripts of the documents panel's parts; each runs in its part's ``gr.HTML`` and talks to Python by events.

``element`` is the part, ``props.value`` what Python reads of it, ``trigger`` sends an event, ``watch`` hears of
updates. A part is drawn by Python; a script keeps what only the browser knows (what is typed or being sent) and puts it
back after each drawing.
"""

from __future__ import annotations

ADDING = """
const drop = element.querySelector(".bi-drop"), told = JSON.parse(drop.dataset.told);
const [files, folder] = element.querySelectorAll("input[type=file]");
const box = element.querySelector(".bi-sending"), bar = box.querySelector("progress");
const notice = element.querySelector(".bi-notice");
const filled = (text, values) => text.replace(/{(\\w+)}/g, (all, name) => name in values ? values[name] : all);
const hex = byte => byte.toString(16).padStart(2, "0");
const token = () => [...crypto.getRandomValues(new Uint8Array(16))].map(hex).join("");
const config = window.gradio_config || {};
const address = `${config.root || ""}${config.api_prefix || "/gradio_api"}/upload`;
// Arrived files are handed over in such bundles, or after such a time, so that reading begins while others are sent.
const BUNDLE = 10, LATEST_MS = 1500;
let waiting = [], all = [], arrived = [], refused = [], handed = 0, request = null, sending = "";

function isKnown(name) {
  const dot = name.lastIndexOf(".");
  return dot <= 0 || told.endings.includes(name.slice(dot).toLowerCase());
}
function handOver() {
  if (arrived.length || refused.length) trigger("upload", { files: arrived, refused, sending });
  arrived = []; refused = []; handed = Date.now();
}
function show(item) {
  const sent = all.reduce((sum, one) => sum + (one.sent || 0), 0);
  const size = all.reduce((sum, one) => sum + one.file.size, 0);
  bar.value = size ? Math.min(1, sent / size) : 1;
  box.querySelector(".bi-now").textContent =
    filled(told.now, { at: all.indexOf(item) + 1, all: all.length, name: item.name });
}
function post(item) {
  return new Promise((resolve, reject) => {
    request = new XMLHttpRequest();
    request.open("POST", address);
    request.upload.onprogress = event => { item.sent = Math.min(event.loaded, item.file.size); show(item); };
    request.onload = () => {
      if (request.status === 200) resolve(JSON.parse(request.responseText)[0]);
      else reject(request.status === 413 ? told.tooLarge : filled(told.notSent, { why: request.status }));
    };
    request.onerror = () => reject(filled(told.notSent, { why: told.offline }));
    request.onabort = () => reject(null);
    const body = new FormData();
    body.append("files", item.file, token());
    request.send(body);
  });
}
async function send() {
  if (sending) return;
  sending = token(); handed = Date.now();
  while (waiting.length) {
    const item = waiting.shift();
    box.hidden = false;
    const text = filled(told.sending, { all: all.length }), status = box.querySelector(".bi-overall");
    if (status.textContent !== text) status.textContent = text;
    show(item);
    try {
      if (item.file.size > told.bytes) throw told.tooLarge;
      arrived.push({ name: item.name, path: await post(item) });
    } catch (reason) {
      if (reason !== null) refused.push({ name: item.name, reason: String(reason) });
    }
    item.sent = item.file.size;
    if (arrived.length + refused.length >= BUNDLE || Date.now() - handed > LATEST_MS) handOver();
  }
  handOver();
  sending = ""; all = []; request = null; box.hidden = true;
}
function add(found, ofFolder) {
  notice.textContent = "";
  const hidden = name => name.split("/").some(part => part.startsWith(".") || part.startsWith("~$"));
  let items = ofFolder ? found.filter(item => !hidden(item.name)) : found;
  const strange = items.filter(item => item.name.includes("/") && !isKnown(item.file.name));
  items = items.filter(item => !strange.includes(item));
  const said = [];
  if (strange.length) {
    const names = strange.slice(0, 3).map(item => item.file.name).join(", ") + (strange.length > 3 ? ", …" : "");
    said.push(filled(told.leftOut, { count: strange.length, names }));
  } else if (!items.length) said.push(told.nothing);
  if (items.length > told.files) {
    said.push(filled(told.tooMany, { files: told.files, count: items.length }));
    items = items.slice(0, told.files);
  }
  notice.textContent = said.join(" ");
  all.push(...items); waiting.push(...items);
  send();
}
const listed = input => [...input.files].map(file => ({ file, name: file.webkitRelativePath || file.name }));
for (const input of [files, folder]) {
  input.addEventListener("change", () => {
    const found = listed(input);
    input.value = "";
    if (found.length) add(found, input === folder);
  });
}
element.addEventListener("click", event => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.pick) (button.dataset.pick === "folder" ? folder : files).click();
  if (button.dataset.do === "cancel") document.dispatchEvent(new CustomEvent("bi-cancel"));
});
document.addEventListener("bi-cancel", () => {
  waiting = [];
  if (request) request.abort();
});
// A dropped folder is walked through; a file's name is its path from the dropped folder on.
async function inside(entry) {
  if (entry.isFile) {
    return new Promise(resolve =>
      entry.file(file => resolve([{ file, name: entry.fullPath.replace(/^\\//, "") }]), () => resolve([])));
  }
  const reader = entry.createReader(), found = [];
  for (;;) {
    const some = await new Promise(resolve => reader.readEntries(resolve, () => resolve([])));
    if (!some.length) return found;
    for (const one of some) found.push(...await inside(one));
  }
}
const hasFiles = event => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
document.addEventListener("dragover", event => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
  drop.classList.add("bi-over");
});
document.addEventListener("dragleave", event => { if (!event.relatedTarget) drop.classList.remove("bi-over"); });
// Files dropped anywhere on the page are meant for it: a browser would leave the page to show them.
document.addEventListener("drop", async event => {
  drop.classList.remove("bi-over");
  if (!hasFiles(event) || event.defaultPrevented) return;
  event.preventDefault();
  const entries = [...event.dataTransfer.items].map(item => item.webkitGetAsEntry && item.webkitGetAsEntry());
  const loose = [...event.dataTransfer.files].map(file => ({ file, name: file.name }));
  if (!entries.some(entry => entry && entry.isDirectory)) { add(loose, false); return; }
  const found = [];
  for (const entry of entries) if (entry) found.push(...await inside(entry));
  add(found, true);
});
window.addEventListener("beforeunload", event => { if (sending) event.preventDefault(); });
"""

TRAY = """
let acted = false;
function send(data) { acted = true; trigger("submit", data); }
element.addEventListener("click", event => {
  const button = event.target.closest("button[data-do]");
  if (!button) return;
  if (button.dataset.do === "cancel") document.dispatchEvent(new CustomEvent("bi-cancel"));
  else send({ do: button.dataset.do, key: button.dataset.key, all: button.dataset.all === "yes" });
});
document.addEventListener("bi-cancel", () => send({ do: "cancel" }));
element.addEventListener("submit", event => {
  event.preventDefault();
  const form = event.target;
  send({ do: "password", key: form.dataset.key, password: form.elements.password.value });
  form.reset();
});
// The button that was pressed may be gone then: go on from here, not from the page's beginning.
watch("tray", () => {
  if (acted && document.activeElement === document.body) {
    (element.querySelector("button, input") || document.querySelector("#bi-add button")).focus();
    acted = false;
  }
});
"""

SETS = """
let mode = "", chosen = null;
const part = name => element.querySelector(name);
function paint() {
  const select = part("select");
  if (!select) return;
  if (chosen !== select.dataset.chosen) { chosen = select.dataset.chosen; mode = ""; }
  select.value = chosen;
  part(".bi-naming").hidden = mode !== "save" && mode !== "rename";
  part(".bi-deleting").hidden = mode !== "delete";
  part(".bi-manage").hidden = mode !== "";
}
function turn(to) {
  mode = to;
  paint();
  if (to === "save" || to === "rename") {
    const input = part(".bi-naming input");
    input.value = to === "rename" ? chosen : "";
    input.focus();
  } else if (to === "delete") part(".bi-deleting button").focus();
  else (part(".bi-manage button") || part("select")).focus();
}
element.addEventListener("change", event => {
  if (event.target.tagName === "SELECT") trigger("submit", { do: "choose", name: event.target.value });
});
element.addEventListener("click", event => {
  const button = event.target.closest("button[data-do]");
  if (!button) return;
  const what = button.dataset.do;
  if (what === "back") turn("");
  else if (what === "update") trigger("submit", { do: "update" });
  else if (what === "delete-yes") { turn(""); trigger("submit", { do: "delete" }); }
  else turn(what);
});
element.addEventListener("submit", event => {
  event.preventDefault();
  const name = event.target.elements.name.value, what = mode;
  turn("");
  trigger("submit", { do: what, name });
});
element.addEventListener("keydown", event => {
  if (event.key === "Escape" && mode) { event.preventDefault(); turn(""); }
});
watch("bar", paint);
paint();
"""

LIST = """
let wanted = "";
const rows = () => [...element.querySelectorAll(".bi-row")];
const box = row => row.querySelector("input");
const filled = (text, values) => text.replace(/{(\\w+)}/g, (all, name) => name in values ? values[name] : all);
function paint() {
  const tools = element.querySelector(".bi-tools");
  const here = rows(), ids = new Set(here.map(row => box(row).value));
  const before = Array.isArray(props.value) ? props.value : [], ticked = before.filter(id => ids.has(id));
  if (ticked.length !== before.length) props.value = ticked;
  let shown = 0;
  for (const row of here) {
    box(row).checked = ticked.includes(box(row).value);
    row.classList.toggle("bi-ticked", box(row).checked);
    row.hidden = !wanted.split(/\\s+/).every(word => row.dataset.find.includes(word));
    shown += row.hidden ? 0 : 1;
  }
  if (!tools) return;
  const told = JSON.parse(tools.dataset.told), count = tools.querySelector(".bi-count");
  const asked = ticked.length ? told.some : told.every;
  const text = shown ? filled(asked, { all: here.length, ticked: ticked.length }) : told.none;
  if (count.textContent !== text) count.textContent = text;
}
function tick(ids) { props.value = ids; paint(); }
element.addEventListener("change", event => {
  if (event.target.type === "checkbox") tick(rows().map(box).filter(one => one.checked).map(one => one.value));
});
element.addEventListener("input", event => {
  if (event.target.type === "search") { wanted = event.target.value.trim().toLowerCase(); paint(); }
});
element.addEventListener("click", event => {
  const what = event.target.closest("button[data-do]")?.dataset.do;
  if (!what) return;
  // Only what the filter shows: what is out of sight stays as it is.
  const seen = rows().filter(row => !row.hidden).map(row => box(row).value);
  const before = (Array.isArray(props.value) ? props.value : []).filter(id => !seen.includes(id));
  tick(what === "all" ? [...before, ...seen] : before);
});
watch(["rows", "value"], paint);
paint();
"""

FAILED = """
let unfolded = false;
element.addEventListener("toggle", event => { unfolded = event.target.open; }, true);
watch("rows", () => {
  const fold = element.querySelector("details");
  if (fold) fold.open = unfolded;
  // The button that was pressed may be gone then.
  if (unfolded && document.activeElement === document.body) {
    (element.querySelector("summary") || document.querySelector("#bi-add button")).focus();
  }
});
element.addEventListener("click", event => {
  const button = event.target.closest("button[data-do]");
  if (button) trigger("submit", { do: button.dataset.do, source: button.dataset.source });
});
"""

# Where the question whether to remove has come or gone, the focus goes along with it.
FOCUS_QUESTION = "() => setTimeout(() => document.querySelector('#bi-no')?.focus(), 150)"
FOCUS_REMOVE = "() => setTimeout(() => document.querySelector('#bi-remove')?.focus(), 150)"
