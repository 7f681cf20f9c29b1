"""The cards in a real browser: opened, accessible in light and dark, asking their questions."""

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
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    *"--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking".split(),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
START_SECONDS, CARDS_MS = 120.0, 120_000
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
HOSTILE = "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'>"
NOTE = f"""# Note {HOSTILE}

Dr. Ann Lee, Director of the {HOSTILE} Marine Institute, spoke in Tokyo on 3 May 2024.

The {HOSTILE} survey was led by Dr. Ann Lee in Bergen on 5 June 2024. {"x" * 600} is a long word.
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("cards")
    (folder / "note.md").write_text(NOTE, encoding="utf-8")
    own = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
    environment = {**own, "HOME": str(folder), "TMPDIR": str(folder)}
    at = ["--store", str(folder / "store")]
    files = [str(ROOT / "samples" / "india-japan-space-dialogue.md"), str(folder / "note.md")]
    app = [sys.executable, "-m", "app"]
    subprocess.run([*app, "ingest", *files, *at], cwd=ROOT, env=environment, check=True, capture_output=True)
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        port = int(server.getsockname()[1])
    url = f"http://127.0.0.1:{port}/"
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*app, "serve", "--port", str(port), *at], cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_until_served(url, process)
            yield url
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_until_served(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
        else:
            return
    raise RuntimeError(f"nothing is served at {url}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("Chromium is not installed (Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def opened(browser: Browser, address: str, scheme: str, width: int = 1440) -> Page:
    """A page with all cards there and everything in them open."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{address}?__theme={scheme}")
    page.wait_for_selector("#bi-list .bi-row", state="attached")
    if (tab := page.get_by_role("tab", name="Evidence")).count():
        tab.click()
    page.click("#ba-evidence [data-view=glance]")
    page.wait_for_function("document.querySelectorAll('#ba-glance .ba-glance-card h4').length > 6", timeout=CARDS_MS)
    page.evaluate("document.querySelectorAll('#ba-glance details').forEach((one) => { one.open = true })")
    return page


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 390)])
def test_cards_have_no_violations(browser: Browser, address: str, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(browser, address, scheme, width)
    result: Any = Axe().run(page, context="#ba-evidence", options={"runOnly": WCAG})
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in result.response["violations"]] == []
    page.close()


def test_item_opens_on_its_sentence(browser: Browser, address: str) -> None:
    page = opened(browser, address, "light")
    item = page.locator("#ba-glance .ba-glance-people details", has_text="M. Ganesh Pillai").first
    assert "Scientific Secretary at ISRO" in item.locator("summary").inner_text()
    assert item.locator("mark strong").inner_text() == "M. Ganesh Pillai"
    page.close()


def test_what_is_open_stays_open_when_the_cards_are_written_anew(browser: Browser, address: str) -> None:
    page = opened(browser, address, "light")
    card = page.locator("#ba-glance .ba-glance-card", has_text="India–Japan").first
    card.locator("summary").nth(1).focus()
    before = page.evaluate("[...document.querySelectorAll('#ba-glance details')].filter((one) => one.open).length")
    shut = page.locator("#ba-glance .ba-glance-card", has_text="Ann Lee").last
    page.evaluate("document.querySelector('#ba-glance details.ba-glance-list').open = false")
    page.wait_for_timeout(200)
    page.evaluate(
        "() => { const one = document.querySelector('#ba-glance .ba-glance'); one.outerHTML = one.outerHTML"
        '.replaceAll(/<details([^>]*?) open="[^"]*"/g, \'<details$1\'); }'
    )
    page.wait_for_timeout(300)
    after = page.evaluate("[...document.querySelectorAll('#ba-glance details')].filter((one) => one.open).length")
    assert after == before - 1
    assert shut.locator("h4").first.is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.close()


def test_document_row_leads_to_its_card_and_the_switch_back_to_the_evidence(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address)
    row = page.locator("#bi-list .bi-row", has_text="India–Japan")
    page.locator("#bi-list .bi-row").filter(has_not_text="India–Japan").locator("input").check()
    row.locator("[data-glance]").focus()
    page.keyboard.press("Enter")
    card = page.locator("#ba-glance .ba-glance-card[open]")
    card.locator("h4").first.wait_for(timeout=CARDS_MS)
    assert "India–Japan" in card.locator("summary").first.inner_text()
    assert page.evaluate("document.activeElement.closest('.ba-glance-card') !== null")
    assert page.locator("#ba-glance .ba-glance-card").count() == 2  # the ticked one too, and one timeline of both
    assert page.locator("#ba-evidence [data-view=glance]").get_attribute("aria-pressed") == "true"
    assert page.locator("#ba-sources").is_hidden()
    page.click("#ba-evidence [data-view=evidence]")
    assert page.locator("#ba-glance").is_hidden()
    assert page.locator("#ba-sources").is_visible()
    page.close()


def test_evidence_of_an_item_opens_beside_and_leads_back_to_the_card(browser: Browser, address: str) -> None:
    page = opened(browser, address, "light")
    page.locator("#ba-glance .ba-glance-people .ba-open").first.click()
    page.locator(".ba-view .ba-stage mark").first.wait_for()
    assert page.locator("#ba-glance").is_hidden()
    page.click("[data-do=list]")
    assert page.locator("#ba-glance").is_visible()
    page.close()


def test_timeline_says_in_words_what_it_shows(browser: Browser, address: str) -> None:
    page = opened(browser, address, "light")
    label = page.locator("#ba-glance svg").get_attribute("aria-label")
    assert label is not None
    assert "3 May 2024" in label
    assert "1 April 2025" in label
    page.close()


def test_suggested_question_is_asked(browser: Browser, address: str) -> None:
    page = opened(browser, address, "light")
    button = page.locator("#ba-glance .ba-glance-ask", has_text="Ganesh Pillai").first
    question = button.inner_text()
    button.click()
    page.locator("#ba-messages .ba-cite").first.wait_for(timeout=CARDS_MS)
    said = page.locator("#ba-messages").inner_text()
    assert question in said
    assert "Scientific Secretary" in said
    page.close()


def test_suggested_question_is_asked_of_its_own_document(browser: Browser, address: str) -> None:
    page = opened(browser, address, "light")
    ticks = page.locator("#bi-list .bi-row input")
    assert not any(one.is_checked() for one in ticks.all())
    card = page.locator("#ba-glance .ba-glance-card", has_text="India–Japan")
    card.locator(".ba-glance-ask").first.click()
    page.locator("#ba-messages .ba-cite").first.wait_for(timeout=CARDS_MS)
    assert [one.is_checked() for one in ticks.all()] == [
        "India–Japan" in text for text in page.locator("#bi-list .bi-row").all_inner_texts()
    ]
    assert page.locator("#bi-list .bi-count").inner_text() == "Asked: 1 of 2"
    titles = page.locator("#ba-sources .ba-source .ba-title").all_text_contents()
    assert titles
    assert all("India–Japan" in title for title in titles)
    page.close()
