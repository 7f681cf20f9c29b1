"""The documents panel in a real browser: adding, asking back, sets, removing; by mouse, by keyboard, in any width."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

import app
from assistant import Assistant
from assistant.people import Addresses
from assistant.people.admission import Admission
from fakes import FakeEmbedder
from ingest import ingest
from store import Problem, Store
from store.embedder import Vectors

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update".split()
PATIENCE_MS = 30_000
MEGABYTES, FILES = 1, 12
HELD = "lighthouse"
HOSTILE = "<img src=x onerror='window.ran=1'><script>window.ran=2</script>"
LONG = "Donaudampfschifffahrtsgesellschaftskapitaen" * 5
ARABIC = "ملاحظة حول الحوار الفضائي بين الهند واليابان"


class Gate(FakeEmbedder):
    """Embeds nothing that speaks of a lighthouse while it is shut."""

    def __init__(self) -> None:
        super().__init__()
        self.open, self.reached = threading.Event(), threading.Event()
        self.open.set()

    def encode(self, texts: Sequence[str]) -> Vectors:
        if any(HELD in text for text in texts):
            self.reached.set()
            assert self.open.wait(60)
        return super().encode(texts)


@dataclass(frozen=True, slots=True)
class Served:
    """A page, and the store behind it."""

    url: str
    store: Store
    gate: Gate
    uploads: Path


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    gate, uploads = Gate(), tmp_path / "uploads"
    uploads.mkdir()
    with socket.socket() as listener, Store.open(tmp_path / "store", embedder=gate) as store:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        settings = app.Settings(max_upload_mb=MEGABYTES, max_upload_files=FILES)
        admission = Admission(Addresses("127.0.0.1", listener.getsockname()[1], ()), None)
        application = app.build_application(store, Assistant(store), uploads, settings, admission)
        server = uvicorn.Server(uvicorn.Config(application, log_level="error", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield Served(f"http://127.0.0.1:{listener.getsockname()[1]}/", store, gate, uploads)
        gate.open.set()
        application.state.trays.close()
        server.should_exit = True
        thread.join(30)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("Chromium is not installed (Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


Opener = Callable[..., "Page"]


@pytest.fixture
def opened(browser: Browser, served: Served) -> Iterator[Opener]:
    contexts = []

    def open_page(width: int = 1440, height: int = 900, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(served.url)
        page.wait_for_selector("#bi-list :is(.bi-row, .bi-empty)", state="attached")
        if (tab := page.get_by_role("tab", name="Documents")).count():
            tab.click()  # a narrow page has one column at a time
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(opened: Opener) -> Page:
    return opened()


def seed(served: Served, folder: Path, *titles: str) -> None:
    """Put documents with these titles into the store."""
    folder.mkdir(exist_ok=True)
    for number, title in enumerate(titles):
        (folder / f"brief-{number}.md").write_text(f"# {title}\n\nThe harbour number {number} opened in 2031.\n")
    ingest(folder, served.store)


def write(folder: Path, **contents: str) -> list[Path]:
    """Write text files and return their paths; a double underscore in a name stands for the dot."""
    folder.mkdir(exist_ok=True)
    paths = [folder / name.replace("__", ".") for name in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        path.write_text(content)
    return paths


def locked_pdf(path: Path) -> Path:
    canvas = Canvas(str(path), encrypt=StandardEncryption("sesame"))
    canvas.drawString(72, 700, "The vault opens in 2031.")
    canvas.save()
    return path


def choose(page: Page, *files: Path) -> None:
    page.set_input_files("#bi-add input[multiple]", [str(file) for file in files])


def outcomes(page: Page) -> list[str]:
    """Wait until the tray has come to rest, return its rows."""
    page.wait_for_selector("#bi-progress .bi-upload h3")
    return page.locator("#bi-progress tbody tr").all_inner_texts()


def add(page: Page, *files: Path) -> list[str]:
    choose(page, *files)
    rows = outcomes(page)
    page.click("#bi-progress [data-do=dismiss]")
    page.locator("#bi-progress .bi-upload").wait_for(state="detached")
    return rows


def row(page: Page, title: str) -> Locator:
    return page.locator("#bi-list .bi-row", has_text=title)


def ticked(page: Page) -> int:
    return page.locator("#bi-list input:checked").count()


def sources(served: Served) -> set[str]:
    return {document.source.removeprefix("upload:") for document in served.store.documents()}


def violations(page: Page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, "#bi-documents", options).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]} {one['nodes'][0]['failureSummary'][:300]}" for one in found]


def shot(page: Page, name: str) -> None:
    """Take a picture, where somebody wants to look at it."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.wait_for_timeout(300)
        page.screenshot(path=Path(folder) / f"documents-{name}.png")


# -- adding


def test_files_are_added_and_listed_with_their_facts(page: Page, tmp_path: Path) -> None:
    assert "added" in add(page, *write(tmp_path / "in", note__md="# Space dialogue\n\nIt was held in Tokyo.\n"))[0]
    facts = row(page, "Space dialogue").inner_text()
    assert "Markdown" in facts
    assert "added" in facts
    assert "Ready" in facts


def test_chosen_folder_keeps_its_files_places_and_leaves_other_kinds_out(
    page: Page, served: Served, tmp_path: Path
) -> None:
    write(tmp_path / "Tokyo", readme__md="# One\n\nFirst.", photo__jpg="no text", _hidden__md="# Underscore\n\nSeen.")
    write(tmp_path / "Tokyo" / "annex", readme__md="# Two\n\nSecond.")
    (tmp_path / "Tokyo" / ".hidden.md").write_text("# Hidden")
    page.set_input_files("#bi-add input[webkitdirectory]", str(tmp_path / "Tokyo"))
    outcomes(page)
    assert sources(served) == {"Tokyo/readme.md", "Tokyo/annex/readme.md", "Tokyo/_hidden.md"}
    assert "photo.jpg" in page.locator("#bi-add .bi-notice").inner_text()


def drag(page: Page, *paths: Path) -> None:
    """Drop real files and folders in the middle of the page, as a person's file manager would."""
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, "x": 700, "y": 400, "data": data})


def test_dragged_files_are_added_wherever_they_are_dropped(page: Page, served: Served, tmp_path: Path) -> None:
    drag(page, *write(tmp_path / "in", a__md="# One\n\nFirst.", b__md="# Two\n\nSecond."))
    outcomes(page)
    assert sources(served) == {"a.md", "b.md"}


def test_dragged_folder_is_walked_through(page: Page, served: Served, tmp_path: Path) -> None:
    write(tmp_path / "Tokyo", a__md="# One\n\nFirst.")
    write(tmp_path / "Tokyo" / "annex", b__md="# Two\n\nSecond.")
    drag(page, tmp_path / "Tokyo")
    outcomes(page)
    assert sources(served) == {"Tokyo/a.md", "Tokyo/annex/b.md"}


def test_progress_is_shown_and_asking_goes_on_meanwhile(page: Page, served: Served, tmp_path: Path) -> None:
    add(page, *write(tmp_path / "in", note__md="# Space dialogue\n\nThe dialogue was held in Tokyo.\n"))
    served.gate.open.clear()
    choose(page, *write(tmp_path / "in", a__md="# Sea\n\nShort.", b__md=f"# Light\n\nThe {HELD} opens."))
    page.wait_for_function("document.querySelector('#bi-progress .bi-overall')?.textContent === '1 of 2 files done'")
    assert "ing" in page.locator("#bi-progress tbody tr.bi-busy").inner_text().split("\n")[1]
    assert row(page, "Sea").count() == 1
    shot(page, "progress")
    page.fill("#ba-question textarea", "Where was the dialogue held?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#ba-sources .ba-question")
    assert page.locator("#bi-progress .bi-busy").count() == 1
    served.gate.open.set()
    assert all("added" in text for text in outcomes(page))


def test_cancel_keeps_what_is_done_and_the_rest_can_be_tried_again(page: Page, served: Served, tmp_path: Path) -> None:
    served.gate.open.clear()
    files = write(
        tmp_path / "in", a__md="# Sea\n\nShort.", b__md=f"# Light\n\nThe {HELD} opens.", c__md="# C\n\nThird."
    )
    choose(page, *files)
    page.wait_for_function("document.querySelector('#bi-progress .bi-overall')?.textContent === '1 of 3 files done'")
    assert served.gate.reached.wait(30)
    page.click("#bi-progress [data-do=cancel]")
    page.locator("#bi-progress tbody tr", has_text="c.md").locator("text=stopped").wait_for()
    served.gate.open.set()
    assert [text.split()[1] for text in outcomes(page)] == ["added", "stopped", "stopped"]
    assert sources(served) == {"a.md"}
    page.click("#bi-progress [data-do=retry-all]")
    page.wait_for_function("document.querySelectorAll('#bi-progress tr.bi-good').length === 3")
    assert sources(served) == {"a.md", "b.md", "c.md"}


def test_failed_file_says_why_and_can_be_tried_again(page: Page, tmp_path: Path) -> None:
    choose(page, *write(tmp_path / "in", broken__pdf="this is no PDF"))
    (text,) = outcomes(page)
    assert "not added" in text
    assert "plain text, not a PDF" in text
    page.click("#bi-progress [data-do=retry]")
    page.wait_for_timeout(500)
    assert "not added" in outcomes(page)[0]


def test_locked_pdf_asks_for_its_password_and_is_read(page: Page, served: Served, tmp_path: Path) -> None:
    choose(page, locked_pdf(tmp_path / "vault.pdf"))
    assert "needs a password" in outcomes(page)[0]
    assert violations(page) == []
    shot(page, "password")
    page.get_by_label("Password for vault.pdf").fill("wrong")
    page.keyboard.press("Enter")
    page.locator("#bi-progress >> text=does not open it").wait_for()
    page.get_by_label("Password for vault.pdf").fill("sesame")
    page.keyboard.press("Enter")
    page.wait_for_selector("#bi-progress tr.bi-good")
    assert sources(served) == {"vault.pdf"}


def test_limits_are_said_and_kept(page: Page, served: Served, tmp_path: Path) -> None:
    assert f"{MEGABYTES} MB a file and {FILES} files" in page.locator("#bi-add").inner_text()
    (tmp_path / "big.txt").write_bytes(b"x" * (MEGABYTES * 1024**2 + 1))
    small = write(tmp_path / "in", **{f"n{number:02}__txt": f"Note {number}." for number in range(FILES)})
    choose(page, tmp_path / "big.txt", *small)
    rows = outcomes(page)
    assert f"larger than {MEGABYTES} MB" in next(text for text in rows if "big.txt" in text)
    assert f"the first {FILES} of {FILES + 1} files" in page.locator("#bi-add .bi-notice").inner_text()
    assert len(sources(served)) == FILES - 1


# -- known names


def test_same_content_is_said_to_be_there(page: Page, tmp_path: Path) -> None:
    files = write(tmp_path / "in", note__md="# Space dialogue\n\nIt was held in Tokyo.\n")
    add(page, *files)
    assert "already there" in add(page, *files)[0]


def test_other_content_asks_and_waits_even_when_the_page_is_left(page: Page, served: Served, tmp_path: Path) -> None:
    add(page, *write(tmp_path / "in", note__md="# Space dialogue\n\nIt was held in Tokyo.\n"))
    choose(page, *write(tmp_path / "in", note__md="# Space dialogue\n\nIt was held in Delhi.\n"))
    page.wait_for_selector(".bi-questions li")
    row(page, "Space dialogue").locator("text=waits for your answer").wait_for()
    assert violations(page) == []
    page.reload()
    page.click(".bi-questions li [data-do=replace]")
    assert "replaced" in outcomes(page)[0]
    (document,) = served.store.documents()
    assert "Delhi" in served.store.text(document.document_id)


def test_both_can_be_kept_for_all_at_once(page: Page, served: Served, tmp_path: Path) -> None:
    for place in ("Tokyo", "Delhi"):
        choose(page, *write(tmp_path / "in", a__md=f"# A\n\nIn {place}.", b__md=f"# B\n\nIn {place}."))
        page.wait_for_selector("#bi-progress .bi-upload :is(h3, .bi-every)")
    page.wait_for_selector(".bi-questions .bi-every")
    shot(page, "asking")
    page.click(".bi-every [data-do=keep]")
    outcomes(page)
    assert sources(served) == {"a.md", "b.md", "a (2).md", "b (2).md"}


# -- choosing


def test_ticks_say_how_many_are_asked_and_follow_the_filter(page: Page, served: Served, tmp_path: Path) -> None:
    seed(served, tmp_path / "in", "Harbour of Brest", "Harbour of Lorient", "Airport of Nantes")
    page.reload()
    count = page.locator("#bi-list .bi-count")
    row(page, "Nantes").wait_for()
    assert count.inner_text() == "Asked: all 3"
    page.fill("#bi-list .bi-filter", "harbour")
    assert page.locator("#bi-list .bi-row:visible").count() == 2
    page.click("#bi-list [data-do=all]")
    assert count.inner_text() == "Asked: 2 of 3"
    page.fill("#bi-list .bi-filter", "")
    row(page, "Nantes").locator("input").check()
    assert ticked(page) == 3
    page.click("#bi-list [data-do=none]")
    assert ticked(page) == 0
    page.fill("#bi-list .bi-filter", "Toulouse")
    assert count.inner_text() == "No document matches."


def test_ticks_stay_when_others_are_added(page: Page, served: Served, tmp_path: Path) -> None:
    seed(served, tmp_path / "seed", "Harbour of Brest", "Harbour of Lorient")
    page.reload()
    row(page, "Lorient").locator("input").check()
    add(page, *write(tmp_path / "in", a__md="# Airport\n\nFirst in the list."))
    row(page, "Airport").wait_for()
    assert row(page, "Lorient").locator("input").is_checked()
    assert ticked(page) == 1


def save_set(page: Page, name: str) -> None:
    page.click("#bi-sets [data-do=save]")
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    page.locator(f"#bi-sets >> text=Set “{name}” holds").wait_for()


def test_set_is_saved_kept_chosen_renamed_and_deleted(page: Page, served: Served, tmp_path: Path) -> None:
    seed(served, tmp_path / "in", "Harbour of Brest", "Harbour of Lorient", "Airport of Nantes")
    page.reload()
    for title in ("Brest", "Lorient"):
        row(page, title).locator("input").check()
    save_set(page, "Harbours")
    shot(page, "set")
    page.reload()
    page.select_option("#bi-sets select", "Harbours")
    page.wait_for_function("document.querySelectorAll('#bi-list input:checked').length === 2")
    assert row(page, "Nantes").locator("input").is_checked() is False
    page.click("#bi-sets [data-do=rename]")
    page.keyboard.press("Control+A")
    page.keyboard.type("Ports")
    page.keyboard.press("Enter")
    page.locator("#bi-sets >> text=is called “Ports” now").wait_for()
    assert violations(page) == []
    page.click("#bi-sets [data-do=delete]")
    page.click("#bi-sets [data-do=delete-yes]")
    page.locator("#bi-sets >> text=is deleted").wait_for()
    assert page.locator("#bi-sets option").count() == 1
    assert len(served.store.documents()) == 3


def test_documents_of_a_set_that_are_gone_are_said(page: Page, served: Served, tmp_path: Path) -> None:
    seed(served, tmp_path / "in", "Harbour of Brest", "Harbour of Lorient")
    page.reload()
    page.click("#bi-list [data-do=all]")
    save_set(page, "Harbours")
    served.store.remove(served.store.documents()[0].document_id)
    page.reload()
    page.select_option("#bi-sets select", "Harbours")
    page.locator("#bi-sets >> text=1 document of it is gone").wait_for()
    assert ticked(page) == 1


def test_set_without_documents_or_of_a_taken_name_is_refused(page: Page, served: Served, tmp_path: Path) -> None:
    seed(served, tmp_path / "in", "Harbour of Brest")
    page.reload()
    page.click("#bi-sets [data-do=save]")
    page.keyboard.type("Empty")
    page.keyboard.press("Enter")
    assert "tick the documents" in page.locator("#bi-sets [role=alert]").inner_text()


# -- removing, failed files


def test_removing_names_what_goes_and_what_still_quotes_it(
    page: Page, served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed(served, tmp_path / "in", "Harbour of Brest", "Harbour of Lorient")
    remove = served.store.remove

    def still_quoted(*ids: str) -> tuple[Problem, ...]:
        return (*remove(*ids), Problem("the conversation “Ports”", "delete it there"))

    monkeypatch.setattr(served.store, "remove", still_quoted)
    page.reload()
    row(page, "Brest").locator("input").check()
    page.click("#bi-remove")
    page.wait_for_function("document.activeElement.id === 'bi-no'")
    assert "Harbour of Brest" in page.locator("#bi-asked").inner_text()
    assert violations(page) == []
    shot(page, "removing")
    page.click("#bi-yes")
    row(page, "Brest").wait_for(state="detached")
    assert "the conversation “Ports”" in page.locator("#bi-progress .bi-remains").inner_text()
    assert ticked(page) == 0


def test_failed_files_of_the_store_are_shown_and_read_again(page: Page, served: Served, tmp_path: Path) -> None:
    bad, worse = write(tmp_path / "in", bad__pdf="this is no PDF", worse__pdf="nor is this")
    ingest([bad, worse], served.store)
    page.reload()
    page.click("#bi-failed summary")
    assert "not a PDF" in page.locator("#bi-failed li").first.inner_text()
    assert violations(page) == []
    shot(page, "failed")
    page.locator("#bi-failed li", has_text="worse.pdf").locator("[data-do=forget]").click()
    page.locator("#bi-failed li", has_text="worse.pdf").wait_for(state="detached")
    Canvas(str(bad)).save()
    canvas = Canvas(str(bad))
    canvas.drawString(72, 700, "The vault opens in 2031.")
    canvas.save()
    page.locator("#bi-failed [data-do=again]").click()
    page.wait_for_selector("#bi-progress tr.bi-good")
    page.locator("#bi-failed li").wait_for(state="detached")
    assert len(served.store.documents()) == 1


# -- for everyone


def test_everything_can_be_done_by_keyboard(page: Page, served: Served, tmp_path: Path) -> None:
    seed(served, tmp_path / "in", "Harbour of Brest", "Harbour of Lorient")
    page.reload()
    row(page, "Lorient").wait_for()
    page.locator("#bi-add button").first.focus()
    name = "(one => (one.ariaLabel || one.value || one.textContent).trim())(document.activeElement)"
    reached = []
    for _ in range(12):
        reached.append(str(page.evaluate(name)))
        if page.evaluate("document.activeElement.type === 'checkbox'"):
            break
        page.keyboard.press("Tab")
    assert reached[:2] == ["Choose files", "Choose a folder"]
    assert "Filter by title or file" in reached
    page.keyboard.press("Space")
    assert ticked(page) == 1
    for _ in range(3):  # the button of each card, and the other document, are on the way
        page.keyboard.press("Tab")
    assert "At a glance" in page.evaluate(name)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "bi-remove"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'bi-no'")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'bi-remove'")
    assert len(served.store.documents()) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_violations(opened: Opener, served: Served, tmp_path: Path, scheme: str) -> None:
    page = opened(scheme=scheme)
    assert violations(page) == []
    shot(page, f"empty-{scheme}")
    add(page, *write(tmp_path / "in", a__md="# Harbour of Brest\n\nOne.", b__md=f"# {ARABIC}\n\nTwo."))
    row(page, "Brest").locator("input").check()
    choose(
        page, *write(tmp_path / "in", a__md="# Harbour of Brest\n\nOther.", c__pdf="no PDF", d__md="# Sea\n\nThree.")
    )
    page.wait_for_selector(".bi-questions li")
    page.wait_for_selector("#bi-progress tr.bi-bad")
    page.click("#bi-sets [data-do=save]")
    assert violations(page) == []
    shot(page, f"full-{scheme}")


@pytest.mark.parametrize(("width", "height"), [(320, 700), (720, 450), (1440, 900)], ids=["narrow", "zoomed", "wide"])
def test_no_title_breaks_the_layout(opened: Opener, served: Served, tmp_path: Path, width: int, height: int) -> None:
    seed(served, tmp_path / "in", LONG, ARABIC, f"\u202e{LONG}", "Word " * 60, HOSTILE)
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / f"{LONG[:150]}.pdf").write_text("no PDF")
    page = opened(width, height)
    choose(page, tmp_path / "bad" / f"{LONG[:150]}.pdf")
    outcomes(page)
    page.click("#bi-list [data-do=all]")
    page.click("#bi-remove")
    page.locator("#bi-yes").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wider = (
        "[...document.querySelectorAll('#bi-documents *')].filter(e => e.getBoundingClientRect().right > innerWidth)"
    )
    assert page.evaluate(f"{wider}.map(e => e.outerHTML.slice(0, 200))") == []
    shot(page, f"titles-{width}")


def test_copies_are_gone_when_all_is_done(page: Page, served: Served, tmp_path: Path) -> None:
    files = write(tmp_path / "in", a__md="# One\n\nFirst.", broken__pdf="no PDF")
    add(page, *files)
    assert [path for path in served.uploads.rglob("*") if path.is_file()] == []
