"""The page's whole application, asked over HTTP as a browser asks it, with and without sign-in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import app
from assistant import Assistant
from assistant.people import Addresses, Users, passwords
from assistant.people.addresses import read_names, read_networks
from assistant.people.admission import Admission
from fakes import FakeEmbedder
from ingest import ingest
from store import Store

ORIGIN = "http://127.0.0.1:7860"
PASSWORD = "correct horse battery"
# Answered by rules, without the reader's model.
GREETING = "Good morning!"
BROWSER = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin", "Accept": "text/html"}

Visit = Callable[..., "Browser"]


class Browser(TestClient):
    """Somebody's browser: keeps its cookies and speaks Gradio's protocol."""

    session_hash = "0"

    def sign_in(self, name: str, password: str = PASSWORD) -> Any:
        return self.post("/sign-in", data={"name": name, "password": password}, follow_redirects=False)

    def component(self, elem_id: str) -> int:
        config = self.get("/config").json()
        return next(int(one["id"]) for one in config["components"] if one["props"].get("elem_id") == elem_id)

    def call_body(
        self, elem_id: str, event: str, values: dict[str, Any] | None = None, told: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return what a browser posts when an event of a component happens.

        Args:
            elem_id: the component.
            event: its name.
            values: of inputs, by the ids of their components.
            told: what the event itself carries.
        """
        config = self.get("/config").json()
        component = self.component(elem_id)
        call = next(one for one in config["dependencies"] if [component, event] in [*map(list, one["targets"])])
        named = {one["id"]: one["props"].get("elem_id") for one in config["components"]}
        data = [(values or {}).get(named.get(at) or "") for at in call["inputs"]]
        return {"data": data, "fn_index": call["id"], "session_hash": self.session_hash, "event_data": told}

    def call(
        self, elem_id: str, event: str, values: dict[str, Any] | None = None, told: dict[str, Any] | None = None
    ) -> Any:
        """Let an event happen and return the text of all that the server sends about it."""
        joined = self.post("/gradio_api/queue/join", json=self.call_body(elem_id, event, values, told))
        if joined.status_code != 200:
            return joined
        return self.get("/gradio_api/queue/data", params={"session_hash": self.session_hash})

    def ask(self, question: str) -> str:
        return str(self.call("ba-send", "click", {"ba-question": question, "bi-list": []}).text)

    def send_file(self, name: str = "note.txt", content: bytes = b"The quay opens in 2031.") -> Any:
        return self.post("/gradio_api/upload", files=[("files", (name, content))])

    def take_in(self, path: str, name: str = "note.txt") -> str:
        told = {"files": [{"name": name, "path": path}], "refused": []}
        return str(self.call("bi-add", "upload", told=told).text)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    note = tmp_path / "harbour.md"
    note.write_text("# Harbour plan\n\nThe pilot scheme starts on 3 May 2031 in Lorient.\n")
    with Store.open(tmp_path / "store", embedder=FakeEmbedder()) as opened:
        ingest([note], opened)
        yield opened


@pytest.fixture
def visit(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visit]:
    """Serve the page once and return what opens browsers on it; the first call may set how it is served."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", "")
    monkeypatch.setattr(passwords, "COST", 2**4)
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    served: list[Any] = []
    with ExitStack() as stack:

        def opening(
            *people: str,
            host: str = "127.0.0.1",
            hosts: str = "",
            proxies: str = "",
            client: str = "127.0.0.1",
            **rules: Any,
        ) -> Browser:
            if not served:
                users = Users(store.path) if people else None
                for name in people:
                    Users(store.path).add(name, PASSWORD, admin=name == "admin")
                admission = Admission(
                    Addresses(host, 7860, read_names(hosts)), users, proxies=read_networks(proxies), **rules
                )
                served.append(app.build_application(store, Assistant(store), uploads, app.Settings(), admission))
            # The first browser runs the server's start and end, on a loop that all share.
            browser = Browser(
                served[0], base_url=ORIGIN, headers=BROWSER, client=(client, 50000), raise_server_exceptions=False
            )
            if len(served) == 1:
                served.append(stack.enter_context(browser))
            else:
                browser.portal = served[1].portal
            browser.session_hash = f"hash{len(served)}"
            served.append(browser)
            return browser

        yield opening
