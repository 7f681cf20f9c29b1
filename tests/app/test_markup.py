"""Texts full of markup run nothing, load nothing and break no layout, wherever the page or a saved file shows them.

Each text of `hostile.payloads` is put where documents, questions and people put text: one document, one question and
one conversation each, all on one page. Every case looks at one text in one place.
"""

from __future__ import annotations

import re
import socket
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import docx
import pypdfium2
import pytest
import uvicorn
from lxml import etree
from markdown_it import MarkdownIt
from reportlab.pdfgen.canvas import Canvas

import app
from assistant import Assistant
from assistant.cards.maker import CardMaker
from assistant.people import Addresses
from assistant.people.admission import Admission
from assistant.talks import LOCAL, Talks
from assistant.talks.talks import new_id
from hostile.payloads import PAYLOADS
from ingest import ingest
from ingest.rendering import PageDrawer
from served import chromium
from store import Embedder, Store
from talking import answer_of, citation_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

# Files are read one after the other, each in a process of its own.
WAIT_MS, READ_MS, CARDS_MS = 10_000, 120_000, 150_000
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
COLUMNS = {"Documents": "bi-documents", "Conversation": "ba-chat", "Evidence": "ba-evidence"}
ASKED = "When was the Zanzibar treaty signed?"
# Of a title so much is surely shown.
LONGEST_TITLE = 190
# Characters of the beginning of a question that a conversation is surely named by.
NAMED_BY = 40
# As long as the field for a set's name lets it be.
LONGEST_SET = 80
CARDS = ["script", "img", "svg", "iframe", "link", "css", "style", "closing", "attribute", "template", "long_word"]
CARDS += ["right_to_left"]
# No system's file name has a slash in it, hence another one; 255 bytes are the most.
FILE_NAMES = {
    name: f"{text.replace('/', '∕')[:80]}.pdf"
    for name, text in PAYLOADS.items()
    if name in {*CARDS, "anchor", "image_md", "entities"}
}
# What no text may become. Our own icons are styles, our own pictures have their data with them.
ALIVE = """place => [place, ...place.querySelectorAll("*")].filter(one => {
  if (/^(script|img|image|svg|math|iframe|object|embed|video|link|meta|base|style|form|input|h1)$/.test(one.localName)
      && !one.matches("#page-row input, #page-row form, img[src^='data:image/png;base64,']")) return true;
  return [...one.attributes].some(({ name, value }) => /^on|^autofocus$/.test(name)
    || /^(href|src|srcset|action|data|style|background)$/.test(name) && /javascript:|elsewhere|4000px/i.test(value));
}).map(one => one.outerHTML.slice(0, 300))"""
MEASURE = """columns => ({ page: document.documentElement.scrollWidth - window.innerWidth,
  columns: Object.fromEntries(columns.map(name => [name, document.getElementById(name)]).map(([name, one]) =>
    [name, { width: one.offsetWidth, over: one.scrollWidth - one.clientWidth }])) })"""


@dataclass(slots=True)
class Watched:
    """A page, and what was tried from it: requests that are not for us, refusals of its policy, dialogs."""

    page: Page
    url: str
    tried: list[str] = field(default_factory=list)

    def look(self) -> None:
        """Begin to watch."""
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("popup", lambda popup: self.tried.append(f"a window: {popup.url}"))
        self.page.on("dialog", lambda dialog: (self.tried.append(f"a dialog: {dialog.message}"), dialog.dismiss())[0])
        self.page.expose_function("refusedByPolicy", lambda what: self.tried.append(f"refused by the policy: {what}"))
        self.page.add_init_script(
            "addEventListener('securitypolicyviolation',"
            " event => window.refusedByPolicy(`${event.violatedDirective} ${event.blockedURI}`))"
        )

    def _note(self, url: str) -> None:
        if not url.startswith((self.url, "data:", "blob:")) or "elsewhere" in urlsplit(url).path:
            self.tried.append(url)

    def nothing_happened(self) -> None:
        """Assert that no text ran and nothing was fetched for one."""
        ran = self.page.evaluate("Object.keys(window).filter(name => name.startsWith('ran'))")
        assert ran == []
        assert self.tried == []
        assert urlsplit(self.page.url).path == "/"


@dataclass(frozen=True, slots=True)
class Visit:
    """A text that was asked for: its page, and how the page's parts stood at both widths."""

    watched: Watched
    name: str
    wide: dict[str, Any]
    narrow: dict[str, dict[str, Any]]
    talk: str

    @property
    def text(self) -> str:
        return PAYLOADS[self.name]

    @property
    def question(self) -> str:
        return f"{self.text} {ASKED}"

    def layout_holds(self, tab: str, before: dict[str, Any]) -> None:
        """Assert that a column fits at both widths, and that the three are as wide as without any text."""
        assert self.wide["page"] <= 0
        assert self.wide["columns"][COLUMNS[tab]]["over"] <= 1
        assert _widths(self.wide) == pytest.approx(_widths(before), abs=2)
        assert self.narrow[tab]["page"] <= 0
        assert self.narrow[tab]["columns"][COLUMNS[tab]]["over"] <= 1


def _widths(measured: dict[str, Any]) -> list[int]:
    return [one["width"] for one in measured["columns"].values()]


def treaty(path: Path, text: str) -> Path:
    document = docx.Document()
    document.core_properties.title = text if len(text) <= 200 else ""
    document.add_heading(text, 0)
    document.add_heading(f"Clause {text}", 1)
    document.add_paragraph(f"The Zanzibar treaty was signed on 4 May 2032 {text} by both sides.")
    document.add_paragraph(f"Dr. Ann Lee, Director of the {text} Marine Institute, spoke in Tokyo on 3 May 2024.")
    document.save(str(path))
    return path


def ledger(path: Path) -> Path:
    canvas = Canvas(str(path))
    canvas.setTitle(f"Ledger {PAYLOADS['img']}")
    canvas.setFont("Helvetica", 6)
    canvas.drawString(30, 760, f"The Pemba ledger was closed in 2033. {PAYLOADS['script']} {PAYLOADS['svg']}")
    canvas.save()
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("markup")


@pytest.fixture(scope="module")
def url(folder: Path, real_embedder: Embedder) -> Iterator[str]:
    """Serve the page within this process: the model is loaded once."""
    made = [treaty(folder / f"{name}.docx", text) for name, text in PAYLOADS.items()]
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        store = stack.enter_context(Store.open(folder / "store", embedder=real_embedder))
        assert not ingest([*made, ledger(folder / "ledger.pdf")], store).failed
        (folder / "uploads").mkdir()
        admission = Admission(Addresses("127.0.0.1", listener.getsockname()[1], ()), None)
        assistant, drawer = Assistant(store), stack.enter_context(PageDrawer())
        application = app.build_application(
            store, assistant, folder / "uploads", app.Settings(), admission, app._Pages(drawer)
        )
        stack.callback(application.state.trays.close)
        stack.enter_context(CardMaker(store))
        server = uvicorn.Server(uvicorn.Config(application, log_level="error", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        server.should_exit = True
        thread.join(30)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def opened(browser: Browser, url: str) -> Watched:
    page = browser.new_context(viewport=WIDE).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(WAIT_MS)
    watched = Watched(page, url)
    watched.look()
    page.goto(url)
    page.wait_for_selector("#bi-list label")
    return watched


@pytest.fixture(scope="module")
def watched(browser: Browser, url: str) -> Iterator[Watched]:
    """The page of all questions."""
    one = opened(browser, url)
    yield one
    one.page.context.close()


@pytest.fixture(scope="module")
def before(watched: Watched) -> dict[str, Any]:
    """How wide the columns are while none of the texts is shown."""
    show = "how => { for (const id of ['bi-list', 'ba-messages', 'ba-sources'])"
    show += " document.getElementById(id).style.display = how; }"
    watched.page.evaluate(show, "none")
    measured = watched.page.evaluate(MEASURE, list(COLUMNS.values()))
    watched.page.evaluate(show, "")
    return dict(measured)


def row(page: Page, file: str) -> Locator:
    return page.locator(f'#bi-list label[title="{file}"]')


def tick_only(page: Page, file: str) -> None:
    page.click("#bi-list [data-do=none]")
    row(page, file).locator("input").check()


def ask(page: Page, question: str) -> None:
    if page.locator("#ba-messages [data-testid=bot]").count():
        page.click("#ba-new")
        page.locator("#ba-messages [data-testid=bot]").first.wait_for(state="detached")
    page.fill("#ba-question textarea", question)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "asked => document.querySelector('#ba-sources .ba-question')?.textContent === asked", arg=question
    )
    page.wait_for_selector("#ba-messages button[name=copy]", state="attached")
    settled(page)


def settled(page: Page) -> None:
    page.wait_for_timeout(100)
    page.wait_for_function("!document.querySelector('.ba-view[aria-busy]')")


def measured_narrow(page: Page) -> dict[str, dict[str, Any]]:
    """Measure each column behind its tab on a narrow page, and make the page wide again."""
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    found = {}
    for tab, column in COLUMNS.items():
        page.get_by_role("tab", name=tab).click()
        page.locator(f"#{column}").wait_for(state="visible")
        found[tab] = page.evaluate(MEASURE, list(COLUMNS.values()))
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    return found


@pytest.fixture(scope="module", params=list(PAYLOADS))
def visit(request: pytest.FixtureRequest, watched: Watched, before: dict[str, Any]) -> Visit:
    """Ask the one document with a text for what it says, with the text in the question."""
    page, name = watched.page, str(request.param)
    tick_only(page, f"{name}.docx")
    ask(page, f"{PAYLOADS[name]} {ASKED}")
    if page.locator(".ba-view").is_hidden():
        page.locator("#ba-sources .ba-open").first.click()
        settled(page)
    wide = page.evaluate(MEASURE, list(COLUMNS.values()))
    narrow = measured_narrow(page)
    page.click("#ba-drawer > button")
    talk = page.locator("#ba-talks-list li:has([aria-current])")
    talk.wait_for()
    alive = talk.evaluate(ALIVE)
    kept = str(talk.locator(".ba-talk-name").text_content())
    page.click("#ba-drawer > button")
    return Visit(watched, name, wide, narrow, kept if not alive else f"alive: {alive}")


def shows(place: Locator, text: str) -> None:
    """Assert that a place shows a text as it is, and that nothing in it came of one."""
    assert text in " ".join(str(place.text_content()).split())
    assert place.evaluate(ALIVE) == []


# -- one document, one question and one conversation for each text


def test_question(visit: Visit, before: dict[str, Any]) -> None:
    place = visit.watched.page.locator("#ba-messages [data-testid=user] .ba-text")
    shows(place, visit.question)
    assert place.locator("*").count() == 0
    visit.layout_holds("Conversation", before)
    visit.watched.nothing_happened()


def test_answer(visit: Visit, before: dict[str, Any]) -> None:
    place = visit.watched.page.locator("#ba-messages [data-testid=bot]").last
    shows(place, f"4 May 2032 {visit.text} by both sides.")
    assert place.locator("a:not(.ba-cite)").count() == 0
    visit.layout_holds("Conversation", before)
    visit.watched.nothing_happened()


def test_evidence(visit: Visit, before: dict[str, Any]) -> None:
    page = visit.watched.page
    document = page.locator(".ba-view .ba-document")
    shows(document, f"4 May 2032 {visit.text} by both sides.")
    shows(page.locator("#ba-sources .ba-turn").first, visit.question)
    shows(page.locator("#ba-evidence"), visit.text)
    assert page.locator("#ba-evidence a").count() == 0
    fits = "one => one.scrollWidth <= one.clientWidth + 1"
    assert page.locator(".ba-stage").evaluate(fits)
    if visit.name == "right_to_left":
        heading = document.locator(":is(h3, h4, h5, h6)").first
        assert heading.evaluate("one => getComputedStyle(one).direction") == "rtl"
    visit.layout_holds("Evidence", before)
    visit.watched.nothing_happened()


def test_title(visit: Visit, before: dict[str, Any]) -> None:
    place = row(visit.watched.page, f"{visit.name}.docx")
    shows(place, visit.text[:LONGEST_TITLE])
    assert place.locator(".bi-title *").count() == 0
    visit.layout_holds("Documents", before)
    visit.watched.nothing_happened()


def test_name_of_a_conversation(visit: Visit, before: dict[str, Any]) -> None:
    printable = " ".join("".join(one if one.isprintable() else " " for one in visit.question).split())
    assert visit.talk.startswith(printable[:NAMED_BY])
    visit.layout_holds("Conversation", before)
    visit.watched.nothing_happened()


# -- on a page by themselves: names of files, sets, cards, a page of a PDF, a comment


@pytest.fixture(scope="module")
def other(browser: Browser, url: str) -> Iterator[Watched]:
    """A second page, on which nothing was asked yet."""
    one = opened(browser, url)
    yield one
    one.page.context.close()


def fits(page: Page) -> bool:
    """Whether neither the page nor a column of it can be scrolled sideways, wide and narrow."""
    wide = page.evaluate(MEASURE, list(COLUMNS.values()))
    measured = [wide, *measured_narrow(page).values()]
    return all(one["page"] <= 0 and all(part["over"] <= 1 for part in one["columns"].values()) for one in measured)


@pytest.fixture(scope="module")
def tray(other: Watched) -> Watched:
    """A page that was given files which cannot be read, named by the texts."""
    files = [{"name": name, "mimeType": "application/pdf", "buffer": b"no PDF"} for name in FILE_NAMES.values()]
    other.page.set_input_files("#bi-add input[multiple]", files)  # type: ignore[arg-type]
    # The heading of the upload may come before its rows, and a row before its file was tried.
    rows, until = other.page.locator("#bi-progress tbody tr"), time.monotonic() + READ_MS / 1000
    while sum("not added" in text for text in rows.all_text_contents()) != len(files):
        assert time.monotonic() < until, f"of {len(files)} files the page says {rows.all_text_contents()}"
        other.page.wait_for_timeout(100)
    return other


@pytest.mark.parametrize("name", FILE_NAMES)
def test_name_of_a_file(tray: Watched, name: str) -> None:
    found = tray.page.locator("#bi-progress tbody tr")
    texts = [" ".join(str(text).split()) for text in found.all_text_contents()]
    (at,) = [number for number, text in enumerate(texts) if FILE_NAMES[name] in text]
    assert "not added" in texts[at]
    assert found.nth(at).evaluate(ALIVE) == []
    tray.nothing_happened()


def test_names_of_files_fit(tray: Watched) -> None:
    assert fits(tray.page)


def test_titles_in_the_question_whether_to_remove(tray: Watched) -> None:
    page = tray.page
    tick_only(page, "script.docx")
    for name in ("img", "closing", "long_word", "right_to_left"):
        row(page, f"{name}.docx").locator("input").check()
    page.click("#bi-remove")
    page.locator("#bi-yes").wait_for()
    asked = page.locator("#bi-documents ul:has(.bi-title)", has_text=PAYLOADS["closing"]).last
    for name in ("script", "img", "closing", "right_to_left"):
        shows(asked, PAYLOADS[name])
    assert fits(page)
    page.click("#bi-no")
    page.locator("#bi-yes").wait_for(state="hidden")
    tray.nothing_happened()


@pytest.mark.parametrize("name", ["img", "closing", "attribute", "template", "right_to_left"])
def test_name_of_a_set(other: Watched, name: str) -> None:
    page = other.page
    tick_only(page, "script.docx")
    # Marks that turn the direction of writing are no part of a name.
    said = "".join(one for one in PAYLOADS[name] if one.isprintable())[:LONGEST_SET].strip()
    page.click("#bi-sets [data-do=save]")
    page.fill("#bi-sets .bi-naming input", said)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "name => document.querySelector('#bi-sets select')?.selectedOptions[0]?.textContent.includes(name)", arg=said
    )
    shows(page.locator("#bi-sets"), said)
    assert fits(page)
    other.nothing_happened()


def test_page_of_a_pdf(other: Watched) -> None:
    page = other.page
    tick_only(page, "ledger.pdf")
    ask(page, "In which year was the Pemba ledger closed?")
    assert PAYLOADS["img"] in str(page.locator(".ba-sheet img").get_attribute("alt"))
    assert page.locator(".ba-view").evaluate(ALIVE) == []
    page.click(".ba-view [data-do=as-text]")
    settled(page)
    shows(page.locator(".ba-document"), f"2033. {PAYLOADS['script']} {PAYLOADS['svg']}")
    assert fits(page)
    other.nothing_happened()


def test_comment(other: Watched, folder: Path) -> None:
    page = other.page
    comment = " ".join(text for text in PAYLOADS.values() if len(text) < 150)
    page.click("#ba-messages button[name=like][value$=up]")
    page.wait_for_selector("#ba-comment:visible")
    page.fill("#ba-comment-text textarea", comment)
    assert fits(page)
    page.click("#ba-comment-save")
    page.locator("#ba-comment").wait_for(state="hidden")
    with Talks.open(folder / "store") as talks:
        (kept,) = talks.rated(LOCAL)
    assert kept.comment == comment
    assert page.locator("#ba-messages [data-testid=bot]").last.evaluate(ALIVE) == []
    other.nothing_happened()


@pytest.fixture(scope="module", params=CARDS)
def card(request: pytest.FixtureRequest, other: Watched) -> tuple[Watched, str]:
    """The card of one document, with everything in it open."""
    page, name = other.page, str(request.param)
    if page.locator("#ba-glance").is_hidden():
        page.click("#ba-evidence [data-view=glance]")
    tick_only(page, f"{name}.docx")
    page.wait_for_function(
        """title => { const cards = document.querySelectorAll('#ba-glance .ba-glance-card');
          return cards.length === 1 && cards[0].querySelector('h4')
            && cards[0].querySelector('.ba-glance-title').textContent.includes(title); }""",
        arg=PAYLOADS[name][:LONGEST_TITLE],
        timeout=CARDS_MS,
    )
    page.evaluate("document.querySelectorAll('#ba-glance details').forEach(one => { one.open = true })")
    return other, name


def test_card(card: tuple[Watched, str]) -> None:
    watched, name = card
    place = watched.page.locator("#ba-glance")
    shows(place.locator(".ba-glance-card"), f"4 May 2032 {PAYLOADS[name]} by both sides.")
    assert watched.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert place.evaluate("one => one.scrollWidth <= one.clientWidth + 1")
    watched.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    assert watched.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert place.evaluate("one => one.scrollWidth <= one.clientWidth + 1")
    watched.page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    watched.nothing_happened()


# -- saved files, opened again


@dataclass(frozen=True, slots=True)
class Saved:
    """A conversation with all texts in it, opened in the page and saved in each format: the files' bytes."""

    watched: Watched
    markdown: str
    word: bytes
    pdf: bytes


@pytest.fixture(scope="module")
def saved(browser: Browser, url: str, folder: Path) -> Iterator[Saved]:
    talk = new_id()
    with Talks.open(folder / "store") as talks:
        for at, text in enumerate(PAYLOADS.values()):
            cited = citation_of(f"It says {text} here.", title=text, heading=(text, "Clause"))
            question = f"All of it: {text}" if at == 0 else text
            talks.keep(LOCAL, talk, at, answer_of(cited, question=question))
    watched = opened(browser, url)
    page = watched.page
    page.click("#ba-drawer > button")
    page.click(f"#ba-talks-list button.ba-open[value='{talk}']")
    page.wait_for_function(
        "count => document.querySelectorAll('#ba-messages button[name=copy][value$=text]').length === count",
        arg=len(PAYLOADS),
    )
    files = {}
    for kind in ("md", "docx", "pdf"):
        with page.expect_download() as download:
            page.click("#ba-save-talk summary")
            page.click(f"#ba-save-talk button[name=save][value='all {kind}']")
        files[kind] = Path(download.value.path()).read_bytes()
    yield Saved(watched, files["md"].decode(), files["docx"], files["pdf"])
    page.context.close()


@pytest.mark.parametrize("name", PAYLOADS)
def test_conversation_opened_again(saved: Saved, name: str) -> None:
    page, at = saved.watched.page, list(PAYLOADS).index(name)
    shows(page.locator("#ba-messages [data-testid=user] .ba-text").nth(at), PAYLOADS[name])
    shows(page.locator("#ba-messages [data-testid=bot]").nth(at), f"It says {PAYLOADS[name]} here.")
    assert page.locator("#ba-evidence").evaluate(ALIVE) == []
    saved.watched.nothing_happened()


def test_conversation_opened_again_fits(saved: Saved) -> None:
    assert fits(saved.watched.page)


@pytest.fixture(scope="module")
def rendered(saved: Saved, browser: Browser, url: str) -> Iterator[Watched]:
    """The Markdown file, rendered as CommonMark with HTML, tables and links allowed, in a page without a policy."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    page = browser.new_context(viewport=WIDE).new_page()  # type: ignore[arg-type]
    watched = Watched(page, url)
    watched.look()
    page.goto("about:blank")
    page.set_content(parser.render(saved.markdown))
    yield watched
    page.context.close()


@pytest.mark.parametrize("name", PAYLOADS)
def test_markdown_file(rendered: Watched, name: str) -> None:
    page = rendered.page
    shown = " ".join(str(page.locator("body").text_content()).split())
    # The question, the answer, and the source's quote and title.
    assert shown.count(PAYLOADS[name]) >= 4
    strange = "body :not(h1, h2, h3, p, em, strong, br, ul, ol, li, hr)"
    assert [one for one in page.locator(strange).all() if PAYLOADS[name] in str(one.text_content())] == []
    assert page.locator(strange).count() == 0
    assert page.evaluate("Object.keys(window).filter(name => name.startsWith('ran'))") == []
    assert rendered.tried == []


@pytest.fixture(scope="module")
def word_parts(saved: Saved) -> dict[str, Any]:
    with zipfile.ZipFile(BytesIO(saved.word)) as archive:
        assert archive.testzip() is None
        return {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }


@pytest.mark.parametrize("name", PAYLOADS)
def test_word_file(word_parts: dict[str, Any], name: str) -> None:
    text = " ".join("".join(word_parts["word/document.xml"].itertext()).split())
    notes = " ".join("".join(word_parts["word/footnotes.xml"].itertext()).split())
    assert text.count(PAYLOADS[name]) >= 2
    assert notes.count(PAYLOADS[name]) >= 2
    alive = {"instrText", "fldSimple", "hyperlink", "altChunk", "object", "pict", "drawing", "control", "subDoc"}
    for part, root in word_parts.items():
        assert not alive & {etree.QName(one).localname for one in root.iter() if isinstance(one.tag, str)}, part
        assert [one.get("Target") for one in root.iter() if one.get("TargetMode") == "External"] == []


@pytest.fixture(scope="module")
def pdf_text(saved: Saved) -> str:
    document = pypdfium2.PdfDocument(saved.pdf)
    return "".join(re.sub(r"\s|\ufffe|\x02", "", page.get_textpage().get_text_range()) for page in document)


@pytest.mark.parametrize("name", PAYLOADS)
def test_pdf_file(saved: Saved, pdf_text: str, name: str) -> None:
    text = PAYLOADS[name]
    # Set from right to left, a line's letters come in another order.
    words = [text] if name != "right_to_left" else ["שלום", "הנמל"]
    for word in words:
        plain = re.sub(r"\s", "", word)
        assert plain in pdf_text or plain[::-1] in pdf_text
    for action in (b"/JavaScript", b"/JS", b"/URI", b"/Launch", b"/GoToR", b"/OpenAction", b"/AA", b"/EmbeddedFile"):
        assert not re.search(action + rb"(?![A-Za-z])", saved.pdf)
