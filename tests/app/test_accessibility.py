"""axe-core finds nothing against WCAG 2.0 to 2.2, A and AA, in any state of the page: light, dark and narrow.

To add a state, write a function that brings a freshly opened page into it, and name it in `STATES`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.people import Users

from .test_page import ANSWER_MS, CHROMIUM, FLAGS, ROOT, ask, free_port, tick, wait_until_served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

NAME, PASSWORD = "asha", "correct horse battery"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
MODES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "viewport": {"width": 1440, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1440, "height": 900}},
    "narrow": {"color_scheme": "light", "viewport": {"width": 400, "height": 800}},
    "narrow and dark": {"color_scheme": "dark", "viewport": {"width": 400, "height": 800}},
}


def turn_to(page: Page, column: str) -> None:
    """Choose a column's tab, where the page is narrow and has tabs."""
    if (tab := page.get_by_role("tab", name=column)).count():
        tab.click()


# -- the states: each brings a page that was just opened into one of them


def documents_listed(page: Page) -> None:
    turn_to(page, "Documents")
    page.wait_for_selector("#bi-list label")
    turn_to(page, "Conversation")
    page.wait_for_selector("#ba-suggestions button")


def answered(page: Page) -> None:
    ask(page, "Who led the Indian delegation?")


def list_with_cards(page: Page) -> None:
    ask(page, "What was on the agenda of the Dialogue?")
    page.locator("a.ba-cite").first.click()


def two_exchanges(page: Page) -> None:
    ask(page, "Who led the Indian delegation?")
    ask(page, "And the Japanese one?")


def declined(page: Page) -> None:
    ask(page, "How much does a litre of milk cost in Peru?")


def mistaken(page: Page) -> None:
    page.fill("#ba-question textarea", "  ")
    page.click("#ba-send")
    page.wait_for_selector("#ba-notice [role=alert]")


def removal_asked(page: Page) -> None:
    turn_to(page, "Documents")
    tick(page, "background note")
    page.click("#bi-remove")
    page.wait_for_selector("#bi-yes")


def file_refused(page: Page) -> None:
    turn_to(page, "Documents")
    file = {"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"this is no PDF"}
    page.set_input_files("#bi-add input[type=file]", file)  # type: ignore[arg-type]
    page.wait_for_selector("#bi-progress .bi-upload h3")


def at_a_glance(page: Page) -> None:
    turn_to(page, "Evidence")
    page.click("#ba-evidence [data-view=glance]")
    page.wait_for_selector("#ba-glance .ba-glance-card")


STATES: list[Callable[[Page], None]] = [
    documents_listed,
    answered,
    list_with_cards,
    two_exchanges,
    declined,
    mistaken,
    removal_asked,
    file_refused,
    at_a_glance,
]


def signed_out(page: Page) -> None:
    page.wait_for_selector("#password")


def sign_in_failed(page: Page) -> None:
    page.fill("#name", NAME)
    page.fill("#password", "wrong horse battery")
    page.keyboard.press("Enter")
    page.wait_for_selector("#problem")


def signed_in_without_documents(page: Page) -> None:
    page.fill("#name", NAME)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#page-person strong")
    turn_to(page, "Documents")
    page.get_by_text("There are no documents yet").wait_for()


STATES_OF_SIGN_IN: list[Callable[[Page], None]] = [signed_out, sign_in_failed, signed_in_without_documents]


@contextmanager
def serving(folder: Path, *, samples: bool, sign_in: bool) -> Iterator[str]:
    """Serve a store in a folder of its own; yield the address."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
    environment = {**own, "HOME": str(folder), "TMPDIR": str(folder), "BRIEFING_STORE": str(folder / "store")}
    app = [sys.executable, "-m", "app"]
    if samples:
        files = [str(path) for path in sorted((ROOT / "samples").iterdir()) if path.suffix in {".md", ".pdf"}]
        subprocess.run([*app, "ingest", *files], cwd=ROOT, env=environment, check=True, capture_output=True)
    if sign_in:
        Users(folder / "store").add(NAME, PASSWORD)
        environment["BRIEFING_SIGN_IN"] = "always"
    port = free_port()
    with (folder / "server.log").open("wb") as log:
        command = [*app, "serve", "--port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_until_served(f"http://127.0.0.1:{port}/" + ("sign-in" if sign_in else ""), process)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("page"), samples=True, sign_in=False) as served:
        yield served


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("door"), samples=False, sign_in=True) as served:
        yield served


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
def opened(browser: Browser) -> Iterator[Callable[[str, str], Page]]:
    """Return what opens an address in a mode."""
    with ExitStack() as stack:

        def opening(address: str, mode: str) -> Page:
            context = browser.new_context(**MODES[mode], reduced_motion="reduce")
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(ANSWER_MS)
            page.goto(address)
            return page

        yield opening


def violations(page: Page) -> list[str]:
    """Return what axe-core finds, one line for each element."""
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {' '.join(node['target'])}: {node['html'][:160]}: {node.get('failureSummary', '')[:300]}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_page_is_accessible(
    opened: Callable[[str, str], Page], address: str, state: Callable[[Page], None], mode: str
) -> None:
    page = opened(address, mode)
    page.wait_for_selector("#bi-list label", state="attached")
    state(page)
    assert violations(page) == []
    for column in ("Documents", "Conversation", "Evidence") if "narrow" in mode else ():
        turn_to(page, column)
        assert violations(page) == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("state", STATES_OF_SIGN_IN, ids=lambda state: state.__name__)
def test_way_in_is_accessible(
    opened: Callable[[str, str], Page], door: str, state: Callable[[Page], None], mode: str
) -> None:
    page = opened(door, mode)
    state(page)
    assert violations(page) == []


def test_signing_in_and_out_works_without_script_and_by_keyboard(browser: Browser, door: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(door)
    page.locator("#name:focus").wait_for()  # it is there before it has the focus
    page.keyboard.type(NAME)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(door)
    assert page.request.get(f"{door}gradio_api/user").json() == NAME
    context.close()


def test_signed_in_person_asks_and_signs_out(opened: Callable[[str, str], Page], door: str) -> None:
    page = opened(door, "light")
    signed_in_without_documents(page)
    turn_to(page, "Conversation")
    assert page.locator("#page-person strong").inner_text() == NAME
    ask(page, "Good morning!")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_selector("#password")
    page.goto(door)
    assert page.url.endswith("/sign-in")


@pytest.mark.parametrize("mode", ["light", "narrow and dark"])
def test_end_of_the_sign_in_is_said_and_what_was_typed_stays(
    opened: Callable[[str, str], Page], door: str, mode: str
) -> None:
    page = opened(door, mode)
    signed_in_without_documents(page)
    turn_to(page, "Conversation")
    page.fill("#ba-question textarea", "Good morning!")
    page.context.clear_cookies()
    page.keyboard.press("Enter")
    said = page.locator("#page-ended[role=alert]")
    said.wait_for()
    assert "Your sign-in has ended." in said.inner_text()
    page.wait_for_timeout(500)
    assert page.locator(".toast-body:visible, [data-testid=status-tracker] .error:visible").count() == 0
    assert page.input_value("#ba-question textarea") == "Good morning!"
    assert violations(page) == []
    with page.expect_popup() as popup:
        said.get_by_role("link", name="Sign in again").click()
    signed_in_without_documents(popup.value)
    popup.value.close()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    said.wait_for(state="detached")
    ask(page, page.input_value("#ba-question textarea"))


def test_smuggled_script_does_not_run(opened: Callable[[str, str], Page], address: str) -> None:
    page = opened(address, "light")
    page.evaluate(
        """() => {
          document.body.insertAdjacentHTML("beforeend", "<img src='data:,' onerror='window.ran = 1'>");
          const script = document.createElement("script");
          script.textContent = "window.ran = 2";
          document.body.append(script);
          const link = document.createElement("a");
          link.href = "javascript:window.ran = 3";
          document.body.append(link);
          link.click();
        }"""
    )
    page.wait_for_timeout(500)
    assert page.evaluate("window.ran") is None


def test_policy_stops_nothing_that_the_page_itself_does(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(ANSWER_MS)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    page.wait_for_selector("#bi-list label")
    ask(page, "Who led the Indian delegation?")
    page.locator("a.ba-cite").first.click()
    assert [one for one in complaints if "Content Security Policy" in one or "Refused" in one] == []
    assert page.evaluate("document.activeElement.id") == "evidence-0-1"
    context.close()
