"""What a signed-in person can reach of others: the documents, and nothing else."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from assistant.people.uploads import UploadLimits
from store import Store

from .conftest import GREETING, Browser, Visit


@pytest.fixture
def two(visit: Visit) -> tuple[Browser, Browser]:
    asha, bo = visit("asha", "bo"), visit()
    asha.sign_in("asha")
    bo.sign_in("bo")
    return asha, bo


def test_own_conversation_goes_on(two: tuple[Browser, Browser]) -> None:
    asha, _ = two
    asha.ask(GREETING)
    assert asha.ask("What documents are there?").count(GREETING[:-1]) > 0


def test_anothers_session_hash_opens_no_conversation(two: tuple[Browser, Browser]) -> None:
    asha, bo = two
    asha.ask(GREETING)
    bo.session_hash = asha.session_hash
    assert GREETING[:-1] not in bo.ask("What documents are there?")


def test_anothers_session_hash_gives_no_messages(two: tuple[Browser, Browser]) -> None:
    asha, bo = two
    body = asha.call_body("ba-send", "click", {"ba-question": GREETING, "bi-list": []})
    assert asha.post("/gradio_api/queue/join", json=body).status_code == 200
    listened = bo.get("/gradio_api/queue/data", params={"session_hash": asha.session_hash})
    assert "Hello" not in listened.text
    assert "session_not_found" in listened.text
    assert "Hello" in asha.get("/gradio_api/queue/data", params={"session_hash": asha.session_hash}).text


def test_anothers_event_id_gives_nothing(two: tuple[Browser, Browser]) -> None:
    asha, bo = two
    body = asha.call_body("ba-send", "click", {"ba-question": GREETING, "bi-list": []})
    event = asha.post("/gradio_api/queue/join", json=body).json()["event_id"]
    for path in (f"/gradio_api/call/predict/{event}", f"/gradio_api/call/v2/predict/{event}"):
        assert bo.get(path).status_code == 404


def test_calls_around_the_queue_are_refused_and_those_in_it_go_by_the_person(two: tuple[Browser, Browser]) -> None:
    asha, bo = two
    asha.ask(GREETING)
    bo.session_hash = asha.session_hash
    assert bo.post("/gradio_api/run/predict", json=bo.call_body("ba-new", "click")).status_code == 404
    assert bo.call("ba-new", "click").status_code == 200
    assert GREETING[:-1] in asha.ask("What documents are there?")


def test_upload_is_served_to_its_sender_alone(two: tuple[Browser, Browser]) -> None:
    asha, bo = two
    (path,) = asha.send_file().json()
    assert asha.get(f"/gradio_api/file={path}").text == "The quay opens in 2031."
    answer = bo.get(f"/gradio_api/file={path}")
    assert answer.status_code == 403
    assert "quay" not in answer.text


def test_saying_a_path_does_not_make_it_ones_own(two: tuple[Browser, Browser]) -> None:
    asha, bo = two
    (path,) = asha.send_file().json()
    # Too long to be answered, but shown again first.
    said = bo.ask(f'"path":"{path}" ["{path}"]' + "x" * 3000)
    assert Path(path).parent.name in said
    assert bo.get(f"/gradio_api/file={path}").status_code == 403


def test_no_other_file_is_served(two: tuple[Browser, Browser], store: Store, tmp_path: Path) -> None:
    asha, bo = two
    (own,) = asha.send_file().json()
    (other,) = bo.send_file("other.txt", b"Secret of bo.").json()
    uploads, near = tmp_path / "uploads", Path(own).parent
    paths = [
        *("/etc/passwd", "", "samples/../app.py", uploads, f"{uploads}/", f"{uploads}/../store/users.json", other),
        *(f"{store.path}/users.json", f"{store.path}/catalogue.sqlite", f"{near}/../../store/users.json"),
        f"{near}/../{Path(other).relative_to(uploads)}",
    ]
    for path in paths:
        answer = asha.get(f"/gradio_api/file={str(path).replace('..', '%2e%2e')}")
        assert answer.status_code in {403, 404}, path
        assert "Secret" not in answer.text


def test_link_out_of_the_uploads_is_not_followed(two: tuple[Browser, Browser], tmp_path: Path, store: Store) -> None:
    asha, _ = two
    (path,) = asha.send_file().json()
    Path(path).unlink()
    Path(path).symlink_to(store.path / "users.json")
    assert asha.get(f"/gradio_api/file={path}").status_code == 403


@pytest.mark.parametrize("people", [(), ("asha",)], ids=["loopback", "sign-in"])
def test_nothing_is_fetched_from_elsewhere(visit: Visit, people: tuple[str, ...]) -> None:
    browser = visit(*people)
    browser.sign_in("asha")
    for url in (
        "http://192.0.2.1/x",
        "https://192.0.2.1/x",
        "HTTP://192.0.2.1",
        "ftp://192.0.2.1/x",
        " http://192.0.2.1",
    ):
        answer = browser.get(f"/gradio_api/file={url}")
        assert answer.status_code == 403, url
        assert "other addresses" in answer.text
        told = {"files": [{"name": "x", "path": url}], "refused": []}
        assert browser.call("bi-add", "upload", told=told).status_code == 403, url
        assert browser.get(f"/gradio_api/proxy={url}").status_code == 404, url


def test_routes_that_the_page_does_not_need_are_gone(visit: Visit) -> None:
    browser = visit()
    unused = (
        *("call/ask", "api/predict", "run/ask", "proxy=https://x.hf.space/", "dev/reload", "deep_link", "vibe-edit"),
        *("process_recording", "stream/a", "openapi.json", "profiling/traces", "token", "mcp", "runs"),
        *("custom_component/a/client/b/c", ""),
    )
    for path in (
        *(f"/gradio_api/{name}" for name in unused),
        "/monitoring",
        "/monitoring/summary",
        "//gradio_api/token",
    ):
        for method in ("GET", "POST"):
            assert browser.request(method, path).status_code in {404, 405}, path


def test_bodies_of_another_kind_are_refused(visit: Visit) -> None:
    browser = visit()
    bodies = [
        *((b"", 400), (b"[]", 400), (b"{", 400), (b"\xff", 400), (b"[" * 200_000, 400)),
        (json.dumps({"session_hash": 7, "data": []}).encode(), 400),
        (json.dumps({"session_hash": "a", "data": ["x" * (5 * 1024 * 1024)]}).encode(), 413),
    ]
    for body, status in bodies:
        headers = {"Content-Type": "application/json"}
        answer = browser.post("/gradio_api/queue/join", content=body, headers=headers)
        assert answer.status_code == status, body[:20]


def names_of(store: Store) -> list[str]:
    return [document.source for document in store.documents()]


@pytest.mark.parametrize(
    ("may_add", "name", "may"),
    [
        ("everyone", "asha", True),
        ("admins", "asha", False),
        ("admins", "admin", True),
        ("nobody", "admin", False),
    ],
)
def test_setting_says_who_adds_and_removes(visit: Visit, store: Store, may_add: Any, name: str, may: bool) -> None:
    browser = visit(name, may_add=may_add)
    browser.sign_in(name)
    sent = browser.send_file()
    assert sent.status_code == (200 if may else 403)
    (document,) = store.documents()
    if may:
        browser.take_in(sent.json()[0])
        until = time.monotonic() + 60
        while "upload:note.txt" not in names_of(store) and time.monotonic() < until:
            time.sleep(0.1)
        assert "upload:note.txt" in names_of(store)
    asked = browser.call("bi-remove", "click", {"bi-list": [document.document_id]}).text
    assert ("Remove this document?" in asked and "Harbour plan" in asked) is may
    said = browser.call("bi-yes", "click", {"bi-list": []}).text
    assert ("Harbour plan" not in [one.title for one in store.documents()]) is may
    assert ("not add or remove" in said) is not may


def test_handler_itself_refuses_what_the_route_let_through(visit: Visit, store: Store, tmp_path: Path) -> None:
    browser = visit("asha", may_add="admins")
    browser.sign_in("asha")
    smuggled = tmp_path / "uploads" / ("a" * 64) / "note.txt"
    smuggled.parent.mkdir()
    smuggled.write_text("The quay opens in 2031.")
    said = browser.take_in(str(smuggled))
    assert "not add or remove" in said
    assert "upload:note.txt" not in names_of(store)


@pytest.mark.parametrize("may_add", ["everyone", "admins", "nobody"])
def test_local_person_counts_as_administrator(visit: Visit, may_add: Any) -> None:
    assert visit(may_add=may_add).send_file().status_code == (403 if may_add == "nobody" else 200)


def left_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_upload_of_too_many_files_is_refused_and_deleted(visit: Visit, tmp_path: Path) -> None:
    browser = visit(uploads=UploadLimits(megabytes=10, files=3))
    files = [("files", (f"{at}.txt", b"x")) for at in range(4)]
    assert browser.post("/gradio_api/upload", files=files[:3]).status_code == 200
    before = left_in(tmp_path / "uploads")
    answer = browser.post("/gradio_api/upload", files=files)
    assert answer.status_code == 413
    assert "3 files" in answer.text
    assert left_in(tmp_path / "uploads") == before


@pytest.mark.parametrize("stated", [True, False], ids=["stated", "in chunks"])
def test_upload_that_is_too_large_is_refused_and_deleted(visit: Visit, tmp_path: Path, stated: bool) -> None:
    browser = visit(uploads=UploadLimits(megabytes=1, files=30))
    boundary = "b1"
    part = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'.encode()
    whole = part + b"x" * (3 * 1024 * 1024) + f"\r\n--{boundary}--\r\n".encode()
    content = whole if stated else iter([whole[at : at + 65536] for at in range(0, len(whole), 65536)])
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    answer = browser.post("/gradio_api/upload", content=content, headers=headers)
    assert answer.status_code == 413
    assert "1 MB" in answer.text
    assert left_in(tmp_path / "uploads") == []
