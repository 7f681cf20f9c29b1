"""Whose requests are refused: other sites', rebound names', and what came through a proxy nobody named."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from assistant.people.addresses import Addresses, read_names, read_networks
from assistant.people.guard import Guard

from .conftest import ORIGIN, Visit

EVERY_ROUTE = [
    ("GET", "/"),
    ("HEAD", "/"),
    ("GET", "/config"),
    ("GET", "/theme.css"),
    ("GET", "/assets/x.js"),
    ("GET", "/static/x.js"),
    ("GET", "/sign-in"),
    ("POST", "/sign-in"),
    ("POST", "/sign-out"),
    ("POST", "/gradio_api/queue/join"),
    ("GET", "/gradio_api/queue/data?session_hash=a"),
    ("POST", "/gradio_api/upload"),
    ("GET", "/gradio_api/upload_progress?upload_id=a"),
    ("GET", "/gradio_api/file=/etc/passwd"),
    ("GET", "/gradio_api/heartbeat/a"),
    ("POST", "/gradio_api/run/predict"),
    ("POST", "/gradio_api/cancel"),
    ("POST", "/gradio_api/component_server"),
    ("OPTIONS", "/gradio_api/queue/join"),
    ("GET", "/nothing"),
]


@pytest.mark.parametrize("people", [(), ("asha",)], ids=["loopback", "sign-in"])
def test_every_route_refuses_names_and_sites_that_are_not_ours(visit: Visit, people: tuple[str, ...]) -> None:
    browser = visit(*people)
    for method, path in EVERY_ROUTE:
        for host in ("evil.example:7860", "evil.example", "127.0.0.1", "127.0.0.1:7861", ""):
            answer = browser.request(method, path, headers={"Host": host})
            assert answer.status_code == 421, f"{method} {path} for {host}"
        for origin in (
            "http://evil.example",
            "null",
            "http://127.0.0.1:7861",
            "https://127.0.0.1:7860",
            "http://localhost",
        ):
            answer = browser.request(method, path, headers={"Origin": origin})
            assert answer.status_code == 403, f"{method} {path} from {origin}"
            assert "access-control-allow-origin" not in answer.headers


def test_refusals_say_what_is_wrong(visit: Visit) -> None:
    browser = visit()
    assert "'evil.example'" in browser.get("/", headers={"Host": "evil.example"}).text
    assert "another site" in browser.get("/", headers={"Origin": "http://evil.example"}).text
    assert "<" not in browser.get("/", headers={"Origin": "http://evil.example/<b>"}).text.replace("'http", "")[:60]


def test_own_page_is_served_by_each_of_its_names(visit: Visit) -> None:
    browser = visit()
    for host in ("127.0.0.1:7860", "localhost:7860", "[::1]:7860"):
        assert browser.get("/", headers={"Host": host, "Origin": f"http://{host}"}).status_code == 200


def echo(request: Request) -> JSONResponse:
    client = request.client.host if request.client else None
    return JSONResponse({"client": client, "scheme": request.url.scheme, "headers": dict(request.headers)})


async def shake(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("hello")
    await websocket.close()


def guarded(*, hosts: str = "", proxies: str = "", client: str = "127.0.0.1", sign_in: bool = False) -> TestClient:
    inner = Starlette(routes=[Route("/", echo, methods=["GET", "POST"]), WebSocketRoute("/ws", shake)])
    addresses = Addresses("127.0.0.1", 7860, read_names(hosts))
    return TestClient(
        Guard(inner, addresses, read_networks(proxies), sign_in), base_url=ORIGIN, client=(client, 1), headers={}
    )


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("POST", {}, 200),
        ("POST", {"Sec-Fetch-Site": "same-origin"}, 200),
        ("POST", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("POST", {"Sec-Fetch-Site": "same-site"}, 403),
        ("POST", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 403),
        ("GET", {"Sec-Fetch-Site": "none"}, 200),
        ("GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 200),
        ("GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, 403),
        ("GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}, 403),
        ("GET", {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}, 403),
    ],
)
def test_browsers_say_themselves_who_asks(method: str, headers: dict[str, str], status: int) -> None:
    assert guarded().request(method, "/", headers=headers).status_code == status


def test_two_hosts_in_one_request_are_refused() -> None:
    headers = [("Host", "127.0.0.1:7860"), ("Host", "evil.example")]
    assert guarded().get("/", headers=headers).status_code == 421


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"Origin": "null"}])
def test_websockets_are_held_to_the_same(headers: dict[str, str]) -> None:
    with pytest.raises(WebSocketDisconnect):
        with guarded().websocket_connect("/ws", headers=headers):
            pass
    with guarded().websocket_connect("/ws", headers={"Origin": ORIGIN, "Host": "127.0.0.1:7860"}) as socket:
        assert socket.receive_text() == "hello"


FORWARDED = {"X-Forwarded-For": "6.6.6.6, 1.2.3.4", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"}


@pytest.mark.parametrize("name", [*FORWARDED, "Forwarded", "X-Real-IP"])
def test_without_sign_in_what_comes_through_a_proxy_is_refused(name: str) -> None:
    answer = guarded().get("/", headers={name: "1.2.3.4"})
    assert answer.status_code == 403
    assert "BRIEFING_HOSTS" in answer.text


def seen(client: TestClient, headers: dict[str, str]) -> dict[str, Any]:
    answer = client.get("/", headers=headers)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def test_proxies_are_not_believed_by_default() -> None:
    found = seen(guarded(sign_in=True), FORWARDED)
    assert found["client"] == "127.0.0.1"
    assert found["scheme"] == "http"
    assert not [name for name in found["headers"] if "forwarded" in name]


def test_named_proxy_is_believed_about_the_last_hop_only() -> None:
    found = seen(guarded(sign_in=True, proxies="127.0.0.1"), FORWARDED)
    assert found["client"] == "1.2.3.4"
    assert found["scheme"] == "https"
    assert not [name for name in found["headers"] if "forwarded" in name]


def test_chain_of_named_proxies_is_followed() -> None:
    found = seen(
        guarded(sign_in=True, proxies="127.0.0.1, 10.0.0.0/8"), {"X-Forwarded-For": "6.6.6.6, 1.2.3.4, 10.1.1.1"}
    )
    assert found["client"] == "1.2.3.4"


def test_others_than_the_named_proxy_are_not_believed() -> None:
    found = seen(guarded(sign_in=True, proxies="10.0.0.0/8", client="192.168.0.7"), FORWARDED)
    assert found["client"] == "192.168.0.7"
    assert found["scheme"] == "http"


def test_name_given_with_https_makes_the_scheme() -> None:
    client = guarded(sign_in=True, hosts="https://briefings.example")
    found = seen(client, {"Host": "briefings.example", "Origin": "https://briefings.example"})
    assert found["scheme"] == "https"
