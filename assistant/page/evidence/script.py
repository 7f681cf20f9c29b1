"""The script of the evidence panel: which evidence is shown, and where the focus goes.

It runs when the panel is there (`gr.HTML`'s ``js_on_load``: ``element`` is the panel, ``server`` calls Python). HTML
comes from Python, already escaped; all else is put in as text.
"""

from __future__ import annotations

SCRIPT = """
const view = element.querySelector(".ba-view");
const column = document.getElementById("ba-evidence");
const words = JSON.parse(view.dataset.words);
const part = (name) => element.querySelector(`[data-part="${name}"]`);
const fill = (said, values) => said.replace(/[{](\\w+)[}]/g, (_, name) => values[name]);
const still = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const ZOOMS = [1, 1.25, 1.5, 2, 2.5, 3];
const SLOW = 200;  // milliseconds after which it is said that the document is being opened
let shown = null;  // what is shown: {card (its id), page, around, asText, zoom, width, pages, kind}
let asked = 0;     // the latest request: answers to earlier ones come too late
let latest = "";   // which answer was shown by itself

const card = () => shown && document.getElementById(shown.card);
// Quotes, what comes closest and what else was found: one steps through those of one kind.
const KINDS = ["ba-near", "ba-also"];
const kind = (one) => KINDS.find((each) => one.classList.contains(each));
const cards = (one) =>
  [...one.closest(".ba-turn").querySelectorAll(".ba-card")].filter((each) => kind(each) === kind(one));
const hide = (name, hidden) => { part(name).hidden = hidden; };
const button = (does) => element.querySelector(`[data-do="${does}"]`);

// Of the list, only the question and the verdict that what is shown belongs to stay in sight.
function keep(one) {
  for (const turn of column.querySelectorAll(".ba-turn")) {
    turn.classList.toggle("ba-now", turn === one.closest(".ba-turn"));
  }
  if (one.closest("details")) one.closest("details").open = true;
}

const turnTo = (side) => document.dispatchEvent(new CustomEvent("ba-turn", { detail: side }));

function open(one, focus) {
  turnTo("evidence");
  keep(one);
  const all = cards(one);
  const number = all.indexOf(one) + 1;
  shown = { card: one.id, page: null, around: null, asText: false, zoom: 1, width: 0, pages: null, kind: null };
  column.classList.add("ba-viewing");
  view.hidden = false;
  view.id = one.dataset.anchor;
  part("head").replaceChildren(...[...one.querySelector("header").childNodes].map((node) => node.cloneNode(true)));
  const step = fill(words.step, { number, count: all.length });
  part("step").textContent = step;
  const said = `${{ "ba-near": words.near, "ba-also": words.also }[kind(one)] || words.source} ${step}`;
  view.setAttribute("aria-label", said);
  button("previous").disabled = number === 1;
  button("next").disabled = number === all.length;
  const quoted = one.querySelector("mark");
  quote(quoted);
  element.querySelector(".ba-legend").hidden = !quoted;
  hide("exact", one.dataset.answerStart === undefined);
  part("stage").replaceChildren();
  load(true);
  if (focus) {
    view.focus({ preventScroll: true });
    const tall = view.offsetHeight > 0.9 * window.innerHeight;
    view.scrollIntoView({ block: tall ? "start" : "nearest", behavior: still() ? "auto" : "smooth" });
  }
}

function quote(node) {
  part("quote").hidden = !node;
  part("quote").replaceChildren(...(node ? [...node.childNodes].map((child) => child.cloneNode(true)) : []));
}

async function load(announce) {
  const one = card();
  if (!one) return;
  const request = ++asked;
  const number = (name) => (one.dataset[name] === undefined ? null : Number(one.dataset[name]));
  const stage = part("stage");
  const width = Math.round(stage.clientWidth * shown.zoom * Math.min(3, window.devicePixelRatio || 1));
  const slow = setTimeout(() => { if (request === asked) note(words.loading); }, SLOW);
  view.setAttribute("aria-busy", "true");
  let reply;
  try {
    reply = await server.show_document({
      document: one.dataset.document, version: one.dataset.version,
      start: number("start"), end: number("end"), answerStart: number("answerStart"), answerEnd: number("answerEnd"),
      home: number("page"), page: shown.page, around: shown.around, asText: shown.asText, width,
    });
  } catch {
    reply = null;
  }
  clearTimeout(slow);
  if (request !== asked || !shown) return;
  view.removeAttribute("aria-busy");
  apply(reply && reply.kind ? reply : { kind: "kept", html: "", note: words.trouble, page: null, pages: null }, width);
  if (announce) {
    const title = one.querySelector(".ba-title").textContent;
    const place = shown.page ? `, ${part("page").textContent}` : "";
    const warning = reply && reply.note ? `. ${reply.note}` : "";
    part("status").textContent =
      fill(words.shown, { step: view.getAttribute("aria-label"), title }) + place + warning;
  }
}

function apply(reply, width) {
  const one = card();
  const stage = part("stage");
  Object.assign(shown, { kind: reply.kind, page: reply.page, pages: reply.pages, width });
  note(reply.note);
  stage.classList.toggle("ba-as-page", reply.kind === "page");
  stage.hidden = reply.kind === "kept";
  stage.innerHTML = reply.html;
  const drawn = stage.querySelector("img");
  const label = drawn ? drawn.alt : fill(words.document, { title: one.querySelector(".ba-title").textContent });
  stage.setAttribute("aria-label", label);
  if (reply.kind === "kept") quote(one.querySelector("blockquote"));
  if (reply.kind === "page") {
    shown.drawable = true;
    part("page").textContent = fill(words.pageOf, { page: reply.page, pages: reply.pages });
    button("page-back").disabled = reply.page <= 1;
    button("page-on").disabled = reply.page >= reply.pages;
  }
  hide("tools", !(shown.drawable && reply.kind !== "kept"));
  hide("paging", reply.kind !== "page");
  hide("zooming", reply.kind !== "page");
  button("as-page").setAttribute("aria-pressed", String(reply.kind === "page"));
  button("as-text").setAttribute("aria-pressed", String(reply.kind === "text"));
  zoomed();
  toMark();
}

function note(said) {
  part("note").textContent = said || "";
  hide("note", !said);
}

function zoomed() {
  const sheet = part("stage").querySelector(".ba-sheet");
  if (sheet) sheet.style.width = `${100 * shown.zoom}%`;
  part("zoom").textContent = `${Math.round(100 * shown.zoom)} %`;
  button("zoom-out").disabled = shown.zoom === ZOOMS[0];
  button("zoom-in").disabled = shown.zoom === ZOOMS[ZOOMS.length - 1];
  button("fit").disabled = shown.zoom === 1;
}

function toMark() {
  const stage = part("stage");
  const marks = shown.around === null ? ".ba-box-answer, mark strong" : "[data-around]";
  const mark = stage.querySelector(marks) || stage.querySelector(".ba-box-quote, mark");
  if (!mark) { stage.scrollTo(0, 0); return; }
  if (shown.around !== null) return;
  const at = mark.getBoundingClientRect(), from = stage.getBoundingClientRect();
  stage.scrollTop += at.top - from.top - stage.clientHeight / 3;
  stage.scrollLeft += at.left + at.width / 2 - from.left - stage.clientWidth / 2;
}

function close(focus) {
  const one = card();
  shown = null;
  asked += 1;
  view.hidden = true;
  view.removeAttribute("id");
  part("stage").replaceChildren();
  column.classList.remove("ba-viewing");
  for (const turn of column.querySelectorAll(".ba-now")) turn.classList.remove("ba-now");
  if (focus && one && one.closest("#ba-glance")) turnTo("glance");
  if (focus && one) { one.focus({ preventScroll: true }); one.scrollIntoView({ block: "nearest" }); }
}

function toAnswer() {
  document.dispatchEvent(new CustomEvent("ba-show", { detail: "ba-chat" }));
  const one = card();
  const link = one && [...document.querySelectorAll("a.ba-cite")].find(
    (each) => each.getAttribute("href") === `#${one.dataset.anchor}`);
  const goal = link || document.querySelector("#ba-question textarea");
  goal.focus({ preventScroll: true });
  goal.scrollIntoView({ block: "nearest", behavior: still() ? "auto" : "smooth" });
}

function zoom(by) {
  shown.zoom = by === 0 ? 1 : ZOOMS[Math.min(ZOOMS.length - 1, Math.max(0, ZOOMS.indexOf(shown.zoom) + by))];
  const stage = part("stage");
  const x = (stage.scrollLeft + stage.clientWidth / 2) / stage.scrollWidth;
  const y = (stage.scrollTop + stage.clientHeight / 2) / stage.scrollHeight;
  zoomed();
  stage.scrollTo(x * stage.scrollWidth - stage.clientWidth / 2, y * stage.scrollHeight - stage.clientHeight / 2);
  sharpen();
}

// The page is drawn again where it is now shown larger than it was drawn.
async function sharpen() {
  const one = card(), stage = part("stage");
  const sheet = stage.querySelector(".ba-sheet");
  const width = Math.round(stage.clientWidth * shown.zoom * Math.min(3, window.devicePixelRatio || 1));
  if (!one || !sheet || width <= shown.width * 1.1) return;
  const request = asked;
  const reply = await server.show_document({
    document: one.dataset.document, version: one.dataset.version,
    start: Number(one.dataset.start), end: Number(one.dataset.end), page: shown.page, width,
  }).catch(() => null);
  if (!reply || reply.kind !== "page" || request !== asked || !shown) return;
  const holder = document.createElement("template");
  holder.innerHTML = reply.html;
  sheet.querySelector("img").src = holder.content.querySelector("img").src;
  shown.width = width;
}

const does = {
  list: () => close(true),
  previous: () => step(-1),
  next: () => step(1),
  "page-back": () => turn(-1),
  "page-on": () => turn(1),
  "zoom-out": () => zoom(-1),
  "zoom-in": () => zoom(1),
  fit: () => zoom(0),
  "as-page": () => { Object.assign(shown, { asText: false, around: null }); load(true); },
  "as-text": () => { Object.assign(shown, { asText: true, around: null }); load(true); },
  answer: toAnswer,
};

function step(by) {
  const one = card();
  const next = one && cards(one)[cards(one).indexOf(one) + by];
  if (!next) return;
  const does = by > 0 ? "next" : "previous";
  open(next, false);
  (button(does).disabled ? view : button(does)).focus({ preventScroll: true });
}

function turn(by) {
  const to = shown.page + by;
  if (to < 1 || to > shown.pages) return;
  shown.page = to;
  load(true);
}

element.addEventListener("click", (event) => {
  const pressed = event.target.closest("button");
  if (!pressed || !shown) return;
  if (pressed.dataset.around !== undefined) {
    shown.around = Number(pressed.dataset.around);
    shown.asText = true;
    load(true);
    part("stage").focus({ preventScroll: true });
  } else if (does[pressed.dataset.do]) {
    does[pressed.dataset.do]();
  }
});
view.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { event.preventDefault(); toAnswer(); }
});
// Numbers in the conversation and buttons of the list lead here; there is one panel, and one listener.
if (window.baEvidence) window.baEvidence.abort();
window.baEvidence = new AbortController();
document.addEventListener("click", (event) => {
  const target = event.target.closest ? event.target : null;
  const link = target && target.closest('a[href^="#evidence-"]');
  const held = target && target.closest(".ba-open");
  const goal = link ? link.getAttribute("href").slice(1) : null;
  const one = link
    ? [...column.querySelectorAll(".ba-card")].find((each) => each.dataset.anchor === goal)
    : held && held.closest(".ba-card");
  if (!one) return;
  event.preventDefault();
  document.dispatchEvent(new CustomEvent("ba-show", { detail: "ba-evidence" }));
  open(one, true);
}, { signal: window.baEvidence.signal });
// A new answer shows its first evidence by itself; where there is none, the list says why.
new MutationObserver(() => {
  const turn = column.querySelector("#ba-sources [data-latest]");
  const key = turn ? turn.dataset.latest : "";
  if (key !== latest) {
    latest = key;
    const first = turn && turn.querySelector(".ba-card.ba-source");
    if (turn) turnTo("evidence");
    if (first) open(first, false); else close(false);
  } else if (shown) {
    if (card()) keep(card()); else close(false);
  }
}).observe(column, { subtree: true, childList: true });
"""
