"""Signing in and out over HTTP, on the whole application."""

from __future__ import annotations

import statistics
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from assistant.people import Users, passwords
from assistant.people.attempts import FREE_BY_NAME
from store import Store

from .conftest import GREETING, ORIGIN, PASSWORD, Visit
from .test_guard import EVERY_ROUTE

OPEN = {"/sign-in", "/sign-out"}


def test_without_sign_in_nobody_is_asked(visit: Visit) -> None:
    browser = visit()
    assert browser.get("/").status_code == 200
    assert browser.get("/gradio_api/user").json() is None
    assert browser.get("/sign-in", follow_redirects=False).status_code == 404


def test_every_route_wants_sign_in(visit: Visit) -> None:
    browser = visit("asha")
    for method, path in EVERY_ROUTE:
        if path in OPEN:
            continue
        answer = browser.request(method, path, follow_redirects=False, headers={"Accept": "*/*"})
        assert answer.status_code == 401, f"{method} {path}"
        assert "sign in" in answer.text or method == "HEAD"


@pytest.mark.parametrize("path", ["/", "/config", "/nothing"])
def test_browser_is_led_to_the_sign_in_page(visit: Visit, path: str) -> None:
    answer = visit("asha").get(path, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in"


def test_right_password_opens_the_page_as_that_person(visit: Visit) -> None:
    browser = visit("asha", "bo")
    answer = browser.sign_in("Asha")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    assert browser.get("/").status_code == 200
    assert browser.get("/gradio_api/user").json() == "asha"
    assert "Hello" in browser.ask(GREETING)


def test_name_and_way_out_are_shown(visit: Visit) -> None:
    browser = visit("asha")
    browser.sign_in("asha")
    config = browser.get("/config").json()
    line = next(one["id"] for one in config["components"] if one["props"].get("elem_id") == "page-person")
    greet = next(one for one in config["dependencies"] if one["outputs"] == [line])
    body = {"data": [], "fn_index": greet["id"], "session_hash": browser.session_hash}
    shown = browser.post("/gradio_api/run/predict", json=body).json()["data"][0]
    assert "<strong>asha</strong>" in shown
    assert 'action="/sign-out"' in shown


def test_sign_out_ends_it_on_the_server_too(visit: Visit) -> None:
    browser, thief = visit("asha"), visit()
    browser.sign_in("asha")
    thief.cookies.update(browser.cookies)
    assert thief.get("/gradio_api/user").json() == "asha"
    answer = browser.post("/sign-out", follow_redirects=False)
    assert answer.headers["location"] == "/sign-in"
    assert not browser.cookies
    for one in (browser, thief):
        assert one.get("/gradio_api/user", headers={"Accept": "*/*"}).status_code == 401


def cookie_of(answer: Any) -> dict[str, str]:
    name, *parts = answer.headers["set-cookie"].split("; ")
    return {
        "name": name.partition("=")[0],
        **{part.partition("=")[0].lower(): part.partition("=")[2] for part in parts},
    }


def test_cookie_is_out_of_reach(visit: Visit) -> None:
    cookie = cookie_of(visit("asha").sign_in("asha"))
    assert cookie["name"] == "briefing-7860"
    assert "httponly" in cookie
    assert cookie["samesite"] == "strict"
    assert cookie["path"] == "/"
    assert "secure" not in cookie
    assert "domain" not in cookie


def test_cookie_is_for_https_alone_behind_https(visit: Visit) -> None:
    browser = visit("asha", hosts="https://briefings.example")
    browser.headers["Host"] = "briefings.example"
    browser.headers["Origin"] = "https://briefings.example"
    cookie = cookie_of(browser.sign_in("asha"))
    assert cookie["name"] == "__Host-briefing-7860"
    assert "secure" in cookie


def test_new_sign_in_has_a_new_token_and_ends_the_old(visit: Visit) -> None:
    browser, old = visit("asha", "bo"), visit()
    browser.sign_in("asha")
    old.cookies.update(browser.cookies)
    browser.sign_in("bo")
    assert dict(old.cookies) != dict(browser.cookies)
    assert browser.get("/gradio_api/user").json() == "bo"
    assert old.get("/config", headers={"Accept": "*/*"}).status_code == 401


def test_made_up_cookies_open_nothing(visit: Visit) -> None:
    browser = visit("asha")
    for token in ("", "x", "x" * 5000, "../users", "%00", '"', "a=b; briefing-7860=c"):
        answer = browser.get("/config", headers={"Cookie": f"briefing-7860={token}", "Accept": "*/*"})
        assert answer.status_code == 401, token


def test_wrong_pairs_get_one_and_the_same_answer(visit: Visit) -> None:
    browser = visit("asha")
    pairs = [("asha", "wrong horse battery"), ("nobody", PASSWORD), ("", ""), ("asha", PASSWORD + " "), ("a\x00", "b")]
    for name, password in pairs:
        answer = browser.sign_in(name, password)
        assert answer.status_code == 401, (name, password)
        assert "Name and password do not match." in answer.text
        assert "set-cookie" not in answer.headers


def test_name_that_nobody_has_takes_as_long(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", 2**12)
    browser = visit("asha")
    seconds: dict[str, list[float]] = {"asha": [], "nobody": []}
    for _ in range(FREE_BY_NAME - 1):
        for name, taken in seconds.items():
            began = time.perf_counter()
            browser.sign_in(name, "wrong horse battery")
            taken.append(time.perf_counter() - began)
    known, unknown = (statistics.median(taken) for taken in seconds.values())
    assert 0.5 < known / unknown < 2


@pytest.mark.parametrize("name", ["asha", "nobody"])
def test_guessing_is_slowed_down_for_names_that_exist_and_not(visit: Visit, name: str) -> None:
    browser = visit("asha")
    for _ in range(FREE_BY_NAME):
        assert browser.sign_in(name, "wrong horse battery").status_code == 401
    # The first waits are short enough to pass on a slow machine.
    for _ in range(10):
        if browser.sign_in(name, "wrong horse battery").status_code == 429:
            break
    answer = browser.sign_in(name, PASSWORD)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert "Too many attempts" in answer.text
    assert browser.get("/gradio_api/user", headers={"Accept": "*/*"}).status_code == 401


def test_others_are_not_slowed_down_by_guesses_at_one(visit: Visit) -> None:
    guesser, bo = visit("asha", "bo", client="1.2.3.4"), visit(client="5.6.7.8")
    for _ in range(FREE_BY_NAME + 2):
        guesser.sign_in("asha", "wrong horse battery")
    assert bo.sign_in("bo").status_code == 303


@pytest.mark.parametrize("change", ["remove", "password"])
def test_changed_user_is_out_at_once(visit: Visit, store: Store, change: str) -> None:
    browser = visit("asha")
    browser.sign_in("asha")
    users = Users(store.path)
    if change == "remove":
        users.remove("asha")
    else:
        users.set_password("asha", "another horse battery")
    assert browser.get("/config", headers={"Accept": "*/*"}).status_code == 401


def test_users_that_cannot_be_read_let_nobody_in(visit: Visit, store: Store) -> None:
    browser = visit("asha")
    browser.sign_in("asha")
    (store.path / "users.json").write_text("{")
    assert browser.get("/config").status_code == 503
    answer = browser.sign_in("asha")
    assert answer.status_code == 503
    assert str(store.path) not in answer.text


def test_form_that_is_too_long_is_refused(visit: Visit) -> None:
    assert visit("asha").sign_in("asha", "x" * 20_000).status_code == 413


def test_link_on_another_site_does_not_ask_to_sign_in_again(visit: Visit) -> None:
    browser = visit("asha")
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    answer = browser.get("/", headers=headers, follow_redirects=False)
    assert answer.status_code == 200
    assert 'http-equiv="refresh"' in answer.text


def test_sign_in_page_leads_those_on_who_are_in(visit: Visit) -> None:
    browser = visit("asha")
    browser.sign_in("asha")
    assert browser.get("/sign-in", follow_redirects=False).headers["location"] == "/"


class Elements(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attributes)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_sign_in_page_is_plain_and_labelled(visit: Visit) -> None:
    answer = visit("asha").get("/sign-in")
    page = Elements(answer.text)
    assert page.all("html") == [{"lang": "en"}]
    labelled = {label["for"] for label in page.all("label")}
    assert {one["id"] for one in page.all("input")} == labelled == {"name", "password"}
    assert [one["autocomplete"] for one in page.all("input")] == ["username", "current-password"]
    assert not page.all("script")
    assert not page.all("link")
    assert not page.all("img")
    assert "prefers-color-scheme: dark" in answer.text


def test_failed_attempt_is_told_to_screen_readers_and_keeps_the_name(visit: Visit) -> None:
    answer = visit("asha").sign_in('a"><script>alert(1)</script>', "wrong")
    page = Elements(answer.text)
    assert not page.all("script")
    assert {"role": "alert", "id": "problem"} in page.all("p")
    name, password = page.all("input")
    assert name["value"] == 'a"><script>alert(1)</script>'
    assert name["aria-describedby"] == password["aria-describedby"] == "problem"
    assert "value" not in password


def test_gradios_own_sign_in_is_gone(visit: Visit) -> None:
    browser = visit("asha")
    browser.sign_in("asha")
    assert browser.post("/login", data={"username": "asha", "password": PASSWORD}).status_code == 404
    assert browser.get("/logout").status_code == 404


def test_password_is_in_no_log(visit: Visit, caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    browser = visit("asha")
    browser.sign_in("asha", "wrong horse battery")
    browser.sign_in("asha")
    assert "asha" in caplog.text
    assert "horse battery" not in caplog.text
    assert ORIGIN not in caplog.text
