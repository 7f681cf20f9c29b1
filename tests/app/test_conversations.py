"""Conversations in a real browser: kept, found, stopped, asked again, rated, copied, saved."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.evaluation import read_questions

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    *"--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking".split(),
    *"--disable-component-update --disable-sync".split(),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
START_SECONDS = 120.0
WAIT_MS = 30_000
WHO, WHEN = "Who led the Indian delegation?", "When was the Dialogue held?"
SLOWLY = "Who slowly led the Indian delegation?"
HOSTILE = "<img src=x onerror='window.ran=1'><script>window.ran=2</script>[x](javascript:window.ran=3) **b**"
# Every person of these tests has a name of their own, so that no test sees what another left.
_people = iter(range(1000))


class Served:
    """The product on a store of its own; it can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = folder / "store"
        own = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
        path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
        self.environment = {**own, "HOME": str(folder), "TMPDIR": str(folder), "PYTHONPATH": path}
        with socket.socket() as server:
            server.bind(("127.0.0.1", 0))
            self.port = int(server.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}/"
        self.process: subprocess.Popen[bytes] | None = None

    def run(self, *arguments: str) -> str:
        command = [sys.executable, "-m", "app", *arguments, "--store", str(self.store)]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True)
        return done.stdout

    def start(self) -> None:
        command = [sys.executable, "-m", "slow_app", "serve", "--port", str(self.port), "--store", str(self.store)]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}")
            try:
                urllib.request.urlopen(self.url, timeout=5).close()
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.3)
            else:
                return
        raise RuntimeError("nothing is served")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=30)
            self.process = None


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    one = Served(tmp_path_factory.mktemp("conversations"))
    one.run("ingest", *(str(path) for path in sorted((ROOT / "samples").iterdir()) if path.suffix in {".md", ".pdf"}))
    one.start()
    try:
        yield one
    finally:
        one.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("Chromium is not installed (Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


Open = Callable[..., "Page"]


@pytest.fixture
def person() -> str:
    return f"person{next(_people)}"


@pytest.fixture
def open_page(browser: Browser, served: Served, person: str) -> Iterator[Open]:
    """Open the page in a window of its own, as the test's person or another."""
    contexts: list[BrowserContext] = []

    def open_one(who: str | None = None, **options: object) -> Page:
        shape = {"viewport": {"width": 1440, "height": 900}, **options}
        context = browser.new_context(extra_http_headers={"x-person": who or person}, **shape)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.goto(served.url)
        page.wait_for_selector("#bi-list label", state="attached")
        page.wait_for_selector("#ba-suggestions button:visible")
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: Open) -> Page:
    return open_page()


def questions(page: Page) -> list[str]:
    return page.locator("#ba-messages [data-testid=user] .ba-text").all_inner_texts()


def answers(page: Page) -> list[str]:
    return page.locator("#ba-messages [data-testid=bot] .ba-text").all_inner_texts()


def wait_for_answers(page: Page, count: int) -> None:
    """Wait until so many answers stand there whole, each with its buttons."""
    page.wait_for_function(
        "count => document.querySelectorAll('#ba-messages button[name=copy][value$=text]').length === count", arg=count
    )


def ask(page: Page, question: str) -> str:
    count = page.locator("#ba-messages [data-testid=user]").count()
    page.fill("#ba-question textarea", question)
    page.keyboard.press("Enter")
    wait_for_answers(page, count + 1)
    return answers(page)[-1]


def open_drawer(page: Page) -> None:
    page.click("#ba-drawer > button")
    page.locator("#ba-talks-search").wait_for(state="visible")


def names(page: Page) -> list[str]:
    return page.locator("#ba-talks-list .ba-talk-name").all_inner_texts()


@contextmanager
def downloaded(page: Page) -> Iterator[list[Path]]:
    """Collect the file that is saved within the block, under the name that was suggested for it."""
    files: list[Path] = []
    with page.expect_download() as download:
        yield files
    folder = Path(download.value.path()).parent / f"named-{time.monotonic_ns()}"
    folder.mkdir()
    files.append(Path(shutil.copy(download.value.path(), folder / download.value.suggested_filename)))


# -- kept


def test_conversation_is_listed_under_its_first_question(page: Page) -> None:
    ask(page, WHO)
    ask(page, "And the Japanese one?")
    open_drawer(page)
    # The list is told a moment after the answer is shown.
    page.locator("#ba-talks-list .ba-talk-when", has_text="2 questions").wait_for()
    assert names(page) == [WHO]
    assert "2 questions" in page.locator("#ba-talks-list .ba-talk-when").inner_text()


def test_conversation_is_there_after_a_restart_and_its_citations_work(open_page: Open, served: Served) -> None:
    page = open_page()
    said = ask(page, WHO)
    ask(page, "And the Japanese one?")
    served.stop()
    served.start()
    page = open_page()
    open_drawer(page)
    page.click("#ba-talks-list .ba-open")
    wait_for_answers(page, 2)
    assert questions(page) == [WHO, "And the Japanese one?"]
    assert answers(page)[0] == said
    assert "Japanese delegation" in page.locator("#ba-messages .ba-understood").inner_text()
    page.locator("#ba-messages a.ba-cite").first.click()
    assert page.locator("#ba-sources mark").count() > 0
    assert "Saita" in ask(page, "Who led it?")


def test_several_conversations_are_kept_apart(page: Page) -> None:
    ask(page, WHO)
    page.click("#ba-new")
    page.locator("#ba-messages [data-testid=bot]").first.wait_for(state="detached")
    ask(page, WHEN)
    open_drawer(page)
    assert names(page) == [WHEN, WHO]
    page.click(f"#ba-talks-list .ba-open:has-text('{WHO}')")
    page.wait_for_function("asked => document.querySelector('#ba-messages .ba-text')?.textContent === asked", arg=WHO)
    assert questions(page) == [WHO]


def test_conversation_is_found_by_words_of_its_answer(page: Page) -> None:
    ask(page, WHO)
    page.click("#ba-new")
    page.locator("#ba-messages [data-testid=bot]").first.wait_for(state="detached")
    ask(page, WHEN)
    open_drawer(page)
    page.fill("#ba-talks-search :is(input, textarea)", "saiawi")
    page.wait_for_function("document.querySelectorAll('#ba-talks-list .ba-open').length === 1")
    assert names(page) == [WHO]
    page.fill("#ba-talks-search :is(input, textarea)", "zebras")
    page.locator("#ba-talks-list li").first.wait_for(state="detached")
    assert page.locator("#ba-talks-list .ba-note").inner_text()


def test_conversation_can_be_renamed_by_keyboard(page: Page) -> None:
    ask(page, WHO)
    open_drawer(page)
    page.locator("#ba-talks-list button[name=rename]").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.closest('#ba-rename-name') !== null")
    page.keyboard.press("Control+A")
    page.keyboard.type(f"Tokyo trip {HOSTILE}")
    page.keyboard.press("Enter")
    page.locator("#ba-talks-list", has_text="Tokyo trip").wait_for()
    assert names(page)[0].startswith("Tokyo trip <img src=x")
    assert page.evaluate("window.ran") is None
    assert page.locator("#ba-chat img, #ba-chat script").count() == 0


def test_deleted_conversation_leaves_nothing_on_the_disk(page: Page, served: Served) -> None:
    ask(page, "Who led the Indian delegation, said the zanzibarine?")
    open_drawer(page)
    page.click("#ba-talks-list button[name=delete]")
    page.click("#ba-delete-yes")
    page.locator("#ba-talks-list li").wait_for(state="detached")
    page.locator("#ba-messages [data-testid=bot]").first.wait_for(state="detached")
    left = b"".join(path.read_bytes() for path in served.store.glob("conversations*"))
    assert b"zanzibarine" not in left.lower()


def test_deletion_can_be_called_off(page: Page) -> None:
    ask(page, WHO)
    open_drawer(page)
    page.click("#ba-talks-list button[name=delete]")
    page.click("#ba-delete-no")
    page.locator("#ba-delete-no").wait_for(state="hidden")
    assert names(page) == [WHO]


def test_nobody_sees_the_conversations_of_another(open_page: Open) -> None:
    ask(open_page("anna"), WHO)
    other = open_page("bob")
    open_drawer(other)
    assert names(other) == []
    other.fill("#ba-talks-search :is(input, textarea)", "Indian")
    other.wait_for_timeout(800)
    assert names(other) == []


def test_conversation_of_another_cannot_be_opened_or_deleted_by_its_id(open_page: Open) -> None:
    anna = open_page("anna2")
    ask(anna, WHO)
    open_drawer(anna)
    talk_id = anna.locator("#ba-talks-list .ba-open").get_attribute("value")
    bob = open_page("bob2")
    for name in ("open", "delete", "rename"):
        bob.evaluate("([name, value]) => window.baActions(name, value)", [name, talk_id])
        bob.wait_for_timeout(500)
    assert answers(bob) == []
    assert not bob.locator("#ba-delete-yes").is_visible()
    assert "no longer there" in bob.locator("#ba-chat").inner_text()


def test_kept_answer_stays_when_its_document_is_removed_and_removal_names_it(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "lighthouse.md"
    file.write_text("# Lighthouse plan\n\nThe Corvo lighthouse opens on 9 June 2033.\n", encoding="utf-8")
    page.set_input_files("#bi-add input[type=file]", str(file))
    page.locator("#bi-list label", has_text="Lighthouse plan").wait_for()
    assert "9 June 2033" in ask(page, "When does the Corvo lighthouse open?")
    page.locator("#bi-list label", has_text="Lighthouse plan").locator("input").check()
    page.click("#bi-remove")
    page.locator("#bi-yes").wait_for()
    assert "“When does the Corvo lighthouse open?”" in page.locator("#bi-confirm").inner_text()
    page.click("#bi-yes")
    page.locator("#bi-list label", has_text="Lighthouse plan").wait_for(state="detached")
    page.click("#ba-new")
    page.locator("#ba-messages [data-testid=bot]").first.wait_for(state="detached")
    open_drawer(page)
    page.click("#ba-talks-list .ba-open")
    wait_for_answers(page, 1)
    assert "9 June 2033" in answers(page)[0]
    assert "9 June 2033" in page.locator("#ba-sources mark").inner_text()


# -- asking


def test_stopped_answer_is_not_kept(page: Page) -> None:
    ask(page, WHO)
    page.fill("#ba-question textarea", SLOWLY)
    page.keyboard.press("Enter")
    page.click("#ba-stop")
    page.wait_for_selector("#ba-send:visible")
    assert questions(page) == [WHO]
    assert page.input_value("#ba-question textarea") == SLOWLY
    page.wait_for_timeout(5000)  # longer than the answer would have taken
    assert questions(page) == [WHO]
    open_drawer(page)
    assert "1 question" in page.locator("#ba-talks-list .ba-talk-when").inner_text()
    assert "Saiawi" in ask(page, WHO)


@pytest.mark.parametrize("after", [0, 300, 1500])
def test_question_after_a_stopped_one_is_asked_at_once(page: Page, after: int) -> None:
    ask(page, WHO)
    page.fill("#ba-question textarea", SLOWLY)
    page.keyboard.press("Enter")
    page.wait_for_selector("#ba-stop:visible")
    page.wait_for_timeout(after)
    page.click("#ba-stop")
    page.wait_for_selector("#ba-send:visible")
    ask(page, WHEN)
    assert questions(page) == [WHO, WHEN]
    assert page.locator("#ba-chat [data-testid=status-tracker] .error").count() == 0


def test_what_is_typed_while_an_answer_is_made_stays_when_it_is_stopped(page: Page) -> None:
    page.fill("#ba-question textarea", SLOWLY)
    page.keyboard.press("Enter")
    page.wait_for_selector("#ba-stop:visible")
    page.fill("#ba-question textarea", WHEN)
    page.click("#ba-stop")
    page.wait_for_selector("#ba-send:visible")
    assert page.input_value("#ba-question textarea") == WHEN


def test_new_conversation_while_an_answer_is_made_is_not_overwritten(page: Page) -> None:
    ask(page, WHO)
    page.fill("#ba-question textarea", SLOWLY)
    page.keyboard.press("Enter")
    page.wait_for_selector("#ba-stop:visible")
    page.click("#ba-new")
    page.wait_for_selector("#ba-send:visible")
    ask(page, WHEN)
    page.wait_for_timeout(5000)  # longer than the answer would have taken
    assert questions(page) == [WHEN]
    open_drawer(page)
    assert sorted(names(page)) == sorted([WHO, WHEN])


def test_stopped_first_question_leaves_no_conversation(page: Page) -> None:
    page.fill("#ba-question textarea", SLOWLY)
    page.keyboard.press("Enter")
    page.click("#ba-stop")
    page.wait_for_selector("#ba-send:visible")
    page.wait_for_selector("#ba-suggestions button:visible")
    page.wait_for_timeout(5000)
    open_drawer(page)
    assert names(page) == []


def test_question_can_be_asked_again(page: Page) -> None:
    ask(page, WHO)
    ask(page, WHEN)
    page.click("#ba-messages button[name=retry]")
    page.wait_for_selector("#ba-stop:visible")
    page.wait_for_selector("#ba-send:visible")
    wait_for_answers(page, 2)
    assert questions(page) == [WHO, WHEN]
    open_drawer(page)
    assert "2 questions" in page.locator("#ba-talks-list .ba-talk-when").inner_text()


def test_changed_question_drops_what_came_after_once_it_is_asked(page: Page) -> None:
    ask(page, WHO)
    ask(page, WHEN)
    page.click("#ba-messages button[name=edit][value='0']")
    page.wait_for_selector("#ba-leave:visible")
    assert page.input_value("#ba-question textarea") == WHO
    assert questions(page) == [WHO, WHEN]
    page.fill("#ba-question textarea", "Who led the Japanese delegation?")
    page.keyboard.press("Enter")
    wait_for_answers(page, 1)
    assert questions(page) == ["Who led the Japanese delegation?"]
    assert not page.locator("#ba-leave").is_visible()
    open_drawer(page)
    assert "1 question" in page.locator("#ba-talks-list .ba-talk-when").inner_text()


def test_change_of_a_question_can_be_called_off(page: Page) -> None:
    ask(page, WHO)
    page.click("#ba-messages button[name=edit]")
    page.click("#ba-leave")
    page.locator("#ba-leave").wait_for(state="hidden")
    assert page.input_value("#ba-question textarea") == ""
    ask(page, WHEN)
    assert questions(page) == [WHO, WHEN]


def test_next_questions_are_offered_and_answered(page: Page) -> None:
    ask(page, WHO)
    page.locator("#ba-suggestions", has_text="go on").wait_for()
    offered = page.locator("#ba-suggestions button:visible")
    assert offered.count() >= 1
    assert WHO not in offered.all_inner_texts()
    offered.first.click()
    wait_for_answers(page, 2)
    assert page.locator("#ba-messages .ba-declined").count() == 0


def test_first_questions_come_back_after_one_was_refused(page: Page) -> None:
    page.fill("#ba-question textarea", "why " * 1000)
    page.click("#ba-send")
    page.wait_for_selector("#ba-notice [role=alert]")
    page.wait_for_selector("#ba-suggestions button:visible")
    assert questions(page) == []


def test_answer_is_not_kept_over_one_of_another_window(open_page: Open) -> None:
    first = open_page()
    ask(first, WHO)
    second = open_page()
    open_drawer(second)
    second.click("#ba-talks-list .ba-open")
    wait_for_answers(second, 1)
    ask(second, WHEN)
    ask(first, "Who hosted the industry cooperation event?")
    assert (
        "another window" in first.locator("#ba-notice").inner_text()
        or "meanwhile" in first.locator("#ba-notice").inner_text()
    )
    second.reload()
    second.wait_for_selector("#bi-list label")
    open_drawer(second)
    second.locator("#ba-talks-list .ba-open").click()
    wait_for_answers(second, 2)
    assert questions(second) == [WHO, WHEN]


# -- with an answer


def test_answer_is_copied_with_its_sources(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, WHO)
    page.click("#ba-messages button[name=copy][value='0 text']")
    page.wait_for_selector("#ba-messages .ba-done")
    said = str(page.evaluate("navigator.clipboard.readText()"))
    assert WHO in said
    assert "Ganesh Pillai (Scientific Secretary, ISRO). [1]" in said
    assert "[1] “The Indian delegation was led jointly" in said
    assert "Space Dialogue, third edition" in said
    page.click("#ba-messages summary")
    page.click("#ba-messages button[name=copy][value='0 md']")
    page.wait_for_function("navigator.clipboard.readText().then((text) => text.includes('[^1]: “The Indian'))")


def test_thumbs_and_comments_become_questions_to_evaluate_with(page: Page, served: Served, person: str) -> None:
    ask(page, WHO)
    ask(page, WHEN)
    page.click("#ba-messages button[name=like][value='0 up']")
    page.wait_for_selector("#ba-messages button[value='0 up'].ba-pressed")
    page.click("#ba-messages button[name=like][value='1 down']")
    page.wait_for_selector("#ba-messages button[value='1 down'].ba-pressed")
    page.fill("#ba-comment-text textarea", "It leaves out the year")
    page.click("#ba-comment-save")
    page.locator("#ba-comment").wait_for(state="hidden")
    page.click("#ba-messages button[name=like][value='0 up']")  # taken back
    page.wait_for_function("!document.querySelector('#ba-messages button[value=\"0 up\"].ba-pressed')")
    page.click("#ba-messages button[name=like][value='0 up']")
    page.wait_for_selector("#ba-comment:visible")
    with downloaded(page) as files:
        page.click("#ba-feedback")
    (conversation,) = read_questions(files[0])
    (question,) = conversation.questions
    assert question.text == WHO
    assert any("Saiawi" in stretch for stretch in question.expected.evidence)
    assert "It leaves out the year" in files[0].read_text(encoding="utf-8")
    assert "Saiawi" in served.run("feedback", "export", "-", "--person", person)


@pytest.mark.parametrize("kind", ["md", "docx", "pdf"])
def test_answer_and_conversation_are_saved(page: Page, kind: str) -> None:
    ask(page, WHO)
    ask(page, WHEN)
    page.locator("#ba-messages summary").last.click()
    with downloaded(page) as files:
        page.click(f"#ba-messages button[name=save][value='1 {kind}']")
    with downloaded(page) as more:
        page.click("#ba-save-talk summary")
        page.click(f"#ba-save-talk button[name=save][value='all {kind}']")
    assert files[0].name == f"when-was-the-dialogue-held.{kind}"
    assert more[0].name == f"who-led-the-indian-delegation.{kind}"
    begins = {"md": b"# ", "docx": b"PK", "pdf": b"%PDF"}[kind]
    assert all(file.read_bytes().startswith(begins) for file in (files[0], more[0]))
    if kind == "md":
        assert WHO not in files[0].read_text(encoding="utf-8")
        assert WHEN in more[0].read_text(encoding="utf-8")
    if kind == "docx":
        with zipfile.ZipFile(more[0]) as archive:
            assert "word/footnotes.xml" in archive.namelist()


def test_menu_closes_with_escape_and_gives_the_focus_back(page: Page) -> None:
    ask(page, WHO)
    summary = page.locator("#ba-messages summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#ba-messages button[name=save]:visible")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not page.locator("#ba-messages button[name=save]").first.is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_markup_in_a_question_stays_text_in_list_menu_and_files(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, f"Who led the Indian delegation? {HOSTILE}")
    open_drawer(page)
    page.click("#ba-messages button[name=copy][value='0 text']")
    page.wait_for_selector("#ba-messages .ba-done")
    with downloaded(page) as files:
        page.click("#ba-save-talk summary")
        page.click("#ba-save-talk button[name=save][value='all md']")
    assert "\\<script\\>" in files[0].read_text(encoding="utf-8")
    page.wait_for_timeout(500)
    assert page.evaluate("window.ran") is None
    assert page.locator("#page-row img, #page-row script, a[href^='javascript:']").count() == 0


# -- damage, and everybody


def test_damaged_file_is_named_and_the_page_still_answers(open_page: Open, served: Served) -> None:
    served.stop()
    kept = served.store / "conversations.sqlite"
    whole = kept.read_bytes() if kept.exists() else b""
    for path in served.store.glob("conversations.sqlite*"):
        path.unlink()
    kept.write_bytes(b"no database " * 500)
    served.start()
    try:
        page = open_page()
        page.locator("#ba-notice", has_text="conversations.damaged-1").wait_for()
        assert "Saiawi" in ask(page, WHO)
        open_drawer(page)
        page.locator("#ba-talks-list .ba-talk-name", has_text=WHO).wait_for()  # it is kept when it was answered
        assert names(page) == [WHO]
    finally:
        served.stop()
        for path in served.store.glob("conversations.*"):
            path.unlink()
        kept.write_bytes(whole)
        served.start()


def _states(page: Page) -> Iterator[str]:
    yield "empty"
    ask(page, WHO)
    page.locator("#ba-suggestions", has_text="go on").wait_for()
    yield "answered"
    open_drawer(page)
    yield "drawer"
    page.click("#ba-talks-list button[name=rename]")
    page.locator("#ba-rename-name").wait_for(state="visible")
    yield "renaming"
    page.click("#ba-talks-list button[name=delete]")
    page.locator("#ba-delete-yes").wait_for(state="visible")
    yield "deleting"
    page.click("#ba-delete-no")
    page.locator("#ba-delete-yes").wait_for(state="hidden")  # what is below moves up
    page.click("#ba-messages button[name=like][value='0 down']")
    page.locator("#ba-comment-text").wait_for(state="visible")
    yield "commenting"
    page.click("#ba-comment-close")
    page.click("#ba-messages button[name=edit]")
    page.wait_for_selector("#ba-leave:visible")
    yield "editing"
    page.click("#ba-messages summary")
    yield "menu"
    page.click("#ba-leave")
    page.locator("#ba-leave").wait_for(state="hidden")  # until then the box is emptied of what is typed
    page.fill("#ba-question textarea", SLOWLY)
    page.keyboard.press("Enter")
    page.wait_for_selector("#ba-stop:visible")
    yield "answering"
    page.click("#ba-stop")
    page.wait_for_selector("#ba-send:visible")
    yield "stopped"


@pytest.mark.parametrize("width", [1440, 400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_breaks_wcag_a_or_aa(open_page: Open, scheme: str, width: int, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce")
    shots = Path(os.environ.get("SCREENSHOTS", tmp_path))
    found = {}
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    for state in _states(page):
        page.wait_for_timeout(400)
        page.screenshot(path=str(shots / f"{scheme}-{width}-{state}.png"))
        results = Axe().run(page, context="#ba-chat", options=options)
        if results.violations_count:
            found[state] = [
                (one["id"], [node["target"] for node in one["nodes"]][:3]) for one in results.response["violations"]
            ]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, state
    assert found == {}
