"""The page in a real browser, on the samples: what a newcomer sees, and what a hostile file cannot do."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# The flags keep the browser itself from calling home, so that what is seen on the network is the page and its server.
FLAGS = [
    *"--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking".split(),
    *"--disable-component-update --disable-sync".split(),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
START_SECONDS = 120.0
ANSWER_MS = 30_000
BOTH_NAMES = ("Muanpuii Saiawi", "M. Ganesh Pillai")
HOSTILE = (
    "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'>**bold** ${window.ran = 3} [1](javascript:x)"
)


def free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


def wait_until_served(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
        else:
            return
    raise RuntimeError(f"nothing is served at {address} after {START_SECONDS:.0f} s")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("page")
    own = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
    environment = {**own, "HOME": str(folder), "TMPDIR": str(folder)}
    app = [sys.executable, "-m", "app"]
    at = ["--store", str(folder / "store")]
    samples = [str(path) for path in sorted((ROOT / "samples").iterdir()) if path.suffix in {".md", ".pdf"}]
    subprocess.run([*app, "ingest", *samples, *at], cwd=ROOT, env=environment, check=True, capture_output=True)
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    with (folder / "server.log").open("wb") as log:
        command = [*app, "serve", "--port", str(port), *at]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_until_served(url, process)
            yield url
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("Chromium is not installed (Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(ANSWER_MS)
    page.goto(address)
    page.wait_for_selector("#bi-list label")
    yield page
    context.close()


def ask(page: Page, question: str) -> str:
    """Ask, wait for the whole answer, return it as it is read."""
    answers = page.locator("#ba-sources .ba-question")
    page.fill("#ba-question textarea", question)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "asked => document.querySelector('#ba-sources .ba-question')?.textContent === asked", arg=question
    )
    assert answers.count() == 1
    return page.locator("#ba-messages [data-testid=bot]").last.inner_text()


def upload(page: Page, *files: Path) -> list[str]:
    """Upload, wait for the outcomes, return them row by row."""
    # What failed in an earlier test stays until it is closed.
    if (close := page.locator("#bi-progress [data-do=dismiss]")).count():
        close.click()
        close.wait_for(state="detached")
    page.set_input_files("#bi-add input[type=file]", [str(path) for path in files])
    page.wait_for_selector("#bi-progress .bi-upload h3")
    return page.locator("#bi-progress tbody tr").all_inner_texts()


def tick(page: Page, title: str) -> None:
    page.locator("#bi-list label", has_text=title).locator("input").check()


def remove(page: Page, title: str) -> None:
    tick(page, title)
    page.click("#bi-remove")
    page.click("#bi-yes")
    page.locator("#bi-list label", has_text=title).wait_for(state="detached")


def test_answer_names_both_leaders(page: Page) -> None:
    answer = ask(page, "Who led the Indian delegation?")
    assert all(name in answer for name in BOTH_NAMES)


def test_evidence_marks_the_quote_in_its_context(page: Page) -> None:
    ask(page, "Who led the Indian delegation?")
    marked = " ".join(page.locator("#ba-sources .ba-card mark").all_inner_texts())
    assert all(name in marked for name in BOTH_NAMES)


def test_citation_number_leads_to_its_card(page: Page) -> None:
    ask(page, "Who led the Indian delegation?")
    page.locator("a.ba-cite").first.click()
    assert page.evaluate("document.activeElement.id") == "evidence-0-1"


def test_citation_of_a_pdf_shows_its_page(page: Page) -> None:
    tick(page, "background note")
    ask(page, "Who led the Indian delegation?")
    assert page.locator("#ba-sources .ba-card:has(mark) .ba-page").first.inner_text() == "page 2"


def test_only_ticked_documents_are_asked(page: Page) -> None:
    tick(page, "background note")
    ask(page, "Who hosted the industry cooperation event?")
    titles = page.locator("#ba-sources .ba-card:has(mark) .ba-title").all_inner_texts()
    assert titles
    assert all("background note" in title for title in titles)


def test_unanswerable_question_is_declined_with_the_closest_passages(page: Page) -> None:
    ask(page, "How much does a litre of milk cost in Peru?")
    assert page.locator("#ba-messages .ba-declined").count() == 1
    assert page.locator("#ba-sources .ba-near").count() > 0


def test_greeting_is_returned_without_evidence(page: Page) -> None:
    assert "Hello" in ask(page, "Good morning!")
    assert page.locator("#ba-sources .ba-card").count() == 0
    assert page.locator("#ba-messages .ba-declined").count() == 0


def test_list_has_a_line_for_each_item(page: Page) -> None:
    ask(page, "What was on the agenda of the Dialogue?")
    items = page.locator("#ba-messages .ba-item").all_inner_texts()
    assert any("space situational awareness" in item for item in items)


def test_summary_of_all_names_each_document_above_its_quotes(page: Page) -> None:
    ask(page, "What are the key points?")
    assert page.locator("#ba-messages .ba-group").count() == 2
    page.locator("#ba-messages .ba-item a.ba-cite").last.click()
    assert str(page.evaluate("document.activeElement.id")).startswith("evidence-0-")


def test_follow_up_shows_how_it_was_understood(page: Page) -> None:
    ask(page, "Who led the Indian delegation?")
    ask(page, "And the Japanese one?")
    assert "Japanese delegation" in page.locator("#ba-messages .ba-understood").inner_text()


def test_suggestions_are_asked_by_a_click(page: Page) -> None:
    suggestion = page.locator("#ba-suggestions button").first
    suggestion.wait_for()
    question = suggestion.inner_text()
    suggestion.click()
    page.wait_for_selector("#ba-sources .ba-question")
    assert page.locator("#ba-sources .ba-question").inner_text() == question


def test_empty_question_gives_a_message(page: Page) -> None:
    page.fill("#ba-question textarea", "   ")
    page.click("#ba-send")
    assert page.locator("#ba-notice [role=alert]").inner_text()


def test_too_long_question_gives_a_message(page: Page) -> None:
    page.fill("#ba-question textarea", "why " * 12_500)
    page.click("#ba-send")
    assert "2,000" in page.locator("#ba-notice [role=alert]").inner_text()


def test_new_conversation_forgets_the_old_one(page: Page) -> None:
    ask(page, "Who led the Indian delegation?")
    page.click("#ba-new")
    page.locator("#ba-messages [data-testid=bot]").first.wait_for(state="detached")
    assert page.locator("#ba-sources .ba-card").count() == 0


def test_conversations_of_two_browsers_are_apart(page: Page, browser: Browser, address: str) -> None:
    ask(page, "Who led the Indian delegation?")
    context = browser.new_context()
    other = context.new_page()
    other.goto(address)
    other.wait_for_selector("#bi-list label")
    assert other.locator("#ba-messages [data-testid=bot]").count() == 0
    context.close()


def test_upload_shows_the_outcome_of_each_file(page: Page, tmp_path: Path) -> None:
    good, broken = tmp_path / "harbour.txt", tmp_path / "broken.pdf"
    good.write_text("The harbour pilot scheme starts on 3 May 2031 in Lorient.", encoding="utf-8")
    broken.write_text("this is no PDF", encoding="utf-8")
    rows = upload(page, good, broken)
    assert "harbour.txt" in rows[0]
    assert "added" in rows[0]
    assert "broken.pdf" in rows[1]
    assert page.locator("#bi-progress .bi-bad .bi-reason").inner_text()
    remove(page, "arbour")


def test_uploaded_document_answers_and_can_be_removed(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "lighthouse.md"
    file.write_text("# Lighthouse plan\n\nThe Corvo lighthouse opens on 9 June 2033.\n", encoding="utf-8")
    upload(page, file)
    assert "9 June 2033" in ask(page, "When does the Corvo lighthouse open?")
    remove(page, "Lighthouse plan")
    ask(page, "On what day will the Corvo lighthouse open?")
    assert "9 June 2033" not in page.locator("#ba-messages [data-testid=bot]").last.inner_text()


def test_removal_can_be_called_off(page: Page) -> None:
    tick(page, "background note")
    page.click("#bi-remove")
    page.click("#bi-no")
    page.locator("#bi-yes").wait_for(state="hidden")
    assert page.locator("#bi-list label", has_text="background note").count() == 1


def test_nothing_ticked_to_remove_gives_a_message(page: Page) -> None:
    page.click("#bi-remove")
    assert page.locator("#bi-progress [role=alert]").inner_text()


def test_temporary_copies_of_uploads_are_deleted(
    page: Page, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path / "quay.txt"
    file.write_text("The new quay of Horta is 300 metres long.", encoding="utf-8")
    upload(page, file)
    remove(page, "uay")
    left = [path for path in tmp_path_factory.getbasetemp().rglob("*") if "briefing-uploads-" in str(path)]
    assert not [path for path in left if path.is_file() and b"Horta" in path.read_bytes()]


def test_markup_in_documents_names_and_questions_stays_text(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "<img src=x onerror=window.ran=4>.md"
    file.write_text(f"# Title {HOSTILE}\n\nThe Zumba clause {HOSTILE} was signed in 2032.\n", encoding="utf-8")
    upload(page, file)
    answer = ask(page, f"When was the Zumba clause signed? {HOSTILE}")
    page.wait_for_timeout(500)
    assert page.evaluate("window.ran") is None
    assert page.locator("#page-row img, #page-row script, a[href^='javascript:']").count() == 0
    assert page.locator("#ba-messages [data-testid=user]").first.inner_text().endswith(HOSTILE)
    assert "**bold**" in answer or "ba-declined" in page.locator("#ba-messages").inner_html()
    remove(page, "Title")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_request_leaves_loopback(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address)
    page.wait_for_selector("#bi-list label")
    ask(page, "Who led the Indian delegation?")
    assert len(requests) > 1
    assert [url for url in requests if not url.startswith((address, "data:", "blob:"))] == []
    context.close()


@pytest.fixture
def narrow(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.set_default_timeout(ANSWER_MS)
    page.goto(address)
    page.wait_for_selector("#page-tabs [role=tab]")
    yield page
    context.close()


def shown(page: Page) -> list[str]:
    """Return which of the columns are seen."""
    return [name for name in ("bi-documents", "ba-chat", "ba-evidence") if page.locator(f"#{name}").is_visible()]


def test_narrow_page_shows_one_column_at_a_time(narrow: Page) -> None:
    narrow.wait_for_selector("#bi-documents", state="hidden")
    assert shown(narrow) == ["ba-chat"]
    narrow.get_by_role("tab", name="Documents").click()
    assert shown(narrow) == ["bi-documents"]
    assert narrow.get_by_role("tabpanel", name="Documents").is_visible()


def test_narrow_page_does_not_scroll_sideways(narrow: Page) -> None:
    ask(narrow, "Who led the Indian delegation?")
    for name in ("Documents", "Conversation", "Evidence"):
        narrow.get_by_role("tab", name=name).click()
        assert narrow.evaluate("document.documentElement.scrollWidth") <= 390


def test_tabs_are_chosen_with_the_arrow_keys(narrow: Page) -> None:
    narrow.get_by_role("tab", name="Conversation").focus()
    narrow.keyboard.press("ArrowRight")
    assert shown(narrow) == ["ba-evidence"]
    narrow.keyboard.press("ArrowRight")
    assert shown(narrow) == ["bi-documents"]
    assert narrow.evaluate("document.activeElement.textContent") == "Documents"


def test_citation_leads_to_the_tab_of_its_evidence(narrow: Page) -> None:
    narrow.fill("#ba-question textarea", "Who led the Indian delegation?")
    narrow.keyboard.press("Enter")
    narrow.locator("#ba-messages a.ba-cite").first.click()
    narrow.wait_for_selector("#ba-evidence", state="visible")
    assert shown(narrow) == ["ba-evidence"]


def test_columns_stand_side_by_side_again_on_a_wide_page(narrow: Page) -> None:
    narrow.set_viewport_size({"width": 1300, "height": 800})
    narrow.wait_for_selector("#bi-documents", state="visible")
    assert shown(narrow) == ["bi-documents", "ba-chat", "ba-evidence"]
    assert narrow.get_by_role("tab").count() == 0


def test_latest_answer_stays_in_sight_when_questions_are_offered_below_it(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 640})
    ask(page, "Who led the Indian delegation?")
    ask(page, "What was on the agenda of the Dialogue?")
    page.wait_for_selector("#ba-suggestions button:visible")
    page.wait_for_timeout(500)
    box = "document.querySelector('#ba-messages .bubble-wrap')"
    assert page.evaluate(f"{box}.scrollHeight - {box}.scrollTop - {box}.clientHeight") < 40
