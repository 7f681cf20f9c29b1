"""The private endpoint: who may use it, what it accepts, and whom its client talks to."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import app
from assistant.service import Assistants
from fakes import FakeEmbedder
from ingest.progress import Event
from ingest.remote import RemoteDocuments
from ingest.service import StoreDocuments
from store import Contact, Store, StoreError, StoreLocked, UnknownDocument, owner_of
from store.endpoint import EndpointError, OwnerClient, OwnerLeft, PrivateEndpoint, Silent, sharing
from store.endpoint.address import connect
from store.endpoint.guard import LARGEST_BODY
from store.endpoint.proof import GREETING, HOST, TOKEN_CHARACTERS, proof_of

posix = pytest.mark.skipif(os.name != "posix", reason="UNIX sockets, modes and signals")
unix = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="needs UNIX sockets")


class Owner:
    """A store that this process has open and answers for."""

    def __init__(self, store: Store, contact: Contact) -> None:
        self.store = store
        self.contact = contact

    def client(self) -> OwnerClient:
        return OwnerClient(self.contact)

    def documents(self) -> RemoteDocuments:
        return RemoteDocuments(self.client())


@pytest.fixture
def owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Owner]:
    monkeypatch.setattr(app, "SentenceTransformerEmbedder", lambda model: FakeEmbedder(name=model))
    with app.own(tmp_path / "store", app.Settings()) as assistants:
        found = owner_of(tmp_path / "store")
        assert found is not None
        assert found.contact is not None
        yield Owner(assistants.store, found.contact)


def answer(contact: Contact, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
    """Send a request with the right headers but for those that are given; an empty one is left out."""
    given = {"Host": HOST, "Authorization": f"Bearer {contact.secret}", "Content-Type": "application/json"}
    if body is not None:
        given["Content-Length"] = str(len(body))
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items() if value), "", ""]
    with connect(contact.address, 20) as connection:
        # In one piece: who is refused is not listened to any longer.
        connection.sendall("\r\n".join(lines).encode("latin-1") + (body or b""))
        response = http.client.HTTPResponse(connection, method=method)
        response.begin()
        return response.status, response.read()


LIST = json.dumps({"run_id": "one"}).encode()


def test_holder_of_the_secret_is_answered(owner: Owner) -> None:
    assert answer(owner.contact, "POST", "/documents/list", LIST) == (200, b'{"result": []}\n')


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Authorization": ""}, 401),
        ({"Authorization": "Bearer "}, 401),
        ({"Authorization": f"Bearer {'0' * TOKEN_CHARACTERS}"}, 401),
        ({"Authorization": "Bearer \xff"}, 401),
        ({"Origin": "http://127.0.0.1"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Host": "127.0.0.1"}, 403),
        ({"Host": "rebound.example"}, 403),
        ({"Host": ""}, 400),
        ({"Content_Length": str(LARGEST_BODY + 1)}, 413),
        ({"Content_Length": "", "Transfer_Encoding": "chunked"}, 413),
    ],
    ids=str,
)
def test_others_are_refused(owner: Owner, headers: dict[str, str], status: int) -> None:
    for path in ("/documents/list", "/documents/ingest", "/assistant/ask", "/cancel", "/about", "/nothing"):
        assert answer(owner.contact, "POST", path, LIST, **headers)[0] == status


def test_browsers_are_not_even_greeted(owner: Owner) -> None:
    assert answer(owner.contact, "GET", f"{GREETING}?nonce=1", Authorization="")[0] == 200
    assert answer(owner.contact, "GET", f"{GREETING}?nonce=1", Authorization="", Origin="http://a.example")[0] == 403


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b'{"run_id": 1}',
        b'{"run_id": ""}',
        b'{"run_id": "1", "paths": "no list"}',
        b"\xff",
        b"[" * 9999,
    ],
)
def test_bodies_are_validated(owner: Owner, body: bytes) -> None:
    assert answer(owner.contact, "POST", "/documents/ingest", body)[0] in (400, 422)
    assert owner.documents().documents() == []  # and it goes on


def test_greeting_does_not_tell_the_secret(owner: Owner) -> None:
    _, said = answer(owner.contact, "GET", f"{GREETING}?nonce=abc", Authorization="")
    assert json.loads(said) == {"proof": proof_of(owner.contact.secret, "abc")}
    assert owner.contact.secret.encode() not in said


def test_secret_is_not_shown(owner: Owner) -> None:
    assert owner.contact.secret not in repr(owner.contact)
    assert len(owner.contact.secret) == TOKEN_CHARACTERS


@posix
def test_only_the_user_can_reach_it_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "SentenceTransformerEmbedder", lambda model: FakeEmbedder(name=model))
    folder = tmp_path / "store"
    with app.own(folder, app.Settings()):
        assert stat.S_IMODE((folder / "owner.json").stat().st_mode) == 0o600
        assert stat.S_IMODE((folder / "store.endpoint.sock").stat().st_mode) == 0o600
    assert {one.name for one in folder.iterdir()} & {"owner.json", "store.endpoint.sock"} == set()


@unix
def test_folder_with_a_long_path_gets_a_socket_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "SentenceTransformerEmbedder", lambda model: FakeEmbedder(name=model))
    folder = tmp_path / ("long" * 30)
    with app.own(folder, app.Settings()):
        found = owner_of(folder)
        assert found is not None
        assert found.contact is not None
        where = Path(found.contact.address.removeprefix("unix:"))
        assert not where.is_relative_to(folder)
        assert stat.S_IMODE(where.parent.stat().st_mode) == 0o700
        assert RemoteDocuments(OwnerClient(found.contact)).documents() == []
    assert not where.parent.exists()


def test_loopback_where_there_are_no_unix_sockets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "SentenceTransformerEmbedder", lambda model: FakeEmbedder(name=model))
    monkeypatch.setattr("store.endpoint.address._HAS_UNIX_SOCKETS", False)
    with app.own(tmp_path / "store", app.Settings()):
        found = owner_of(tmp_path / "store")
        assert found is not None
        assert found.contact is not None
        assert found.contact.address.startswith("tcp:")
        assert RemoteDocuments(OwnerClient(found.contact)).documents() == []
        assert answer(found.contact, "POST", "/documents/list", LIST, Host=found.contact.address[4:])[0] == 403


# -- whom the client talks to


class Stranger:
    """Listens at an address and answers as it likes; ``heard`` is what was sent to it."""

    def __init__(self, reply: bytes | None) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._reply = reply
        self.heard = b""
        self.address = f"tcp:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.settimeout(5)
            try:
                while data := connection.recv(65536):
                    self.heard += data
                    if self._reply is not None:
                        connection.sendall(self._reply)
            except OSError:
                pass

    def close(self) -> None:
        self._listener.close()


def reply(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


@pytest.mark.parametrize(
    "said",
    [reply(b'{"proof": "0000"}'), reply(b"{}"), reply(b"[]"), reply(b"what?"), b"SSH-2.0-OpenSSH\r\n", b"\0" * 100_000],
    ids=["wrong proof", "no proof", "no object", "no JSON", "no HTTP", "noise"],
)
def test_stranger_at_the_address_learns_nothing(said: bytes) -> None:
    stranger = Stranger(said)
    with pytest.raises(Silent):
        OwnerClient(Contact(stranger.address, "s" * TOKEN_CHARACTERS))
    stranger.close()
    assert stranger.heard.startswith(f"GET {GREETING}?nonce=".encode())
    assert b"s" * TOKEN_CHARACTERS not in stranger.heard
    assert b"Authorization" not in stranger.heard


def test_owner_that_says_nothing_does_not_make_a_client_hang(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, embedder: FakeEmbedder
) -> None:
    monkeypatch.setattr("store.endpoint.client._GREETING_SECONDS", 0.3)
    monkeypatch.setattr(sharing, "_PATIENCE_SECONDS", 1.0)
    stranger = Stranger(None)
    contact = Contact(stranger.address, "s" * TOKEN_CHARACTERS)
    begun = time.monotonic()
    with Store.open(tmp_path / "store", embedder=embedder, contact=lambda folder: contact):
        with pytest.raises(StoreLocked, match="does not answer"):
            with sharing.opened_or_reached(tmp_path / "store", lambda: Store.open(tmp_path / "store")):
                pass
    stranger.close()
    assert time.monotonic() - begun < 10


def test_program_that_has_the_store_open_is_named_at_once(store: Store) -> None:
    begun = time.monotonic()
    with pytest.raises(StoreLocked):
        with sharing.opened_or_reached(store.path, lambda: Store.open(store.path)):
            pass
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    "address", ["", "tcp:", "tcp:x", "tcp:99999999", "unix:", "unix:/nowhere/at/all", "http://a", "unix:\0"]
)
def test_nonsense_for_an_address_is_silence(address: str) -> None:
    with pytest.raises(Silent):
        OwnerClient(Contact(address, "s"))


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"pid": 1}', b"\xff\xfe", b'{"pid": 1, "since": "", "contact": 7}']
)
def test_nonsense_in_the_owner_file_names_nobody(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "owner.json").write_bytes(content)
    (tmp_path / "owner.json").chmod(0o600)
    assert owner_of(tmp_path) is None


@posix
@pytest.mark.parametrize("mode", [0o644, 0o660, 0o602])
def test_owner_file_that_others_can_touch_gives_no_contact(tmp_path: Path, mode: int) -> None:
    told = {"pid": 1, "since": "now", "contact": {"address": "tcp:1", "secret": "s"}}
    (tmp_path / "owner.json").write_text(json.dumps(told))
    (tmp_path / "owner.json").chmod(mode)
    found = owner_of(tmp_path)
    assert found is not None
    assert found.contact is None


def test_closed_store_is_not_written_to(tmp_path: Path, embedder: FakeEmbedder) -> None:
    store = Store.open(tmp_path / "store", embedder=embedder)
    store.close()
    with pytest.raises(StoreError, match="is closed"):
        store.remove()


# -- the services behind it


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"The dialogue number {number} was held in Tokyo.\n")
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7")
    return folder


def test_progress_is_that_of_the_owner(tmp_path: Path, owner: Owner, files: Path, embedder: FakeEmbedder) -> None:
    near: list[Event] = []
    far: list[Event] = []
    with Store.open(tmp_path / "alone", embedder=embedder) as alone:
        here = StoreDocuments(alone).ingest([files], progress=near.append)
    there = owner.documents().ingest([files], progress=far.append)

    def plain(told: Any) -> str:
        return "\n".join(str(one).split("Document(")[0] for one in told)

    assert len(far) > 6
    assert plain(far) == plain(near)
    assert str(there) == str(here) == "3 added, 0 replaced, 0 unchanged, 1 failed"
    assert there.added[0].document == owner.store.find(str(files / "0.txt"))


def test_relative_paths_start_where_the_client_is(owner: Owner, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(files)
    assert owner.documents().ingest(["1.txt"]).added[0].source == str(files / "1.txt")


@pytest.mark.skipif(sys.platform != "linux", reason="file names that are no text")
def test_file_names_that_are_no_text_arrive(owner: Owner, files: Path) -> None:
    name = os.fsdecode(b"caf\xe9 \x01.txt")
    (files / name).write_text("It was held in Delhi.")
    (one,) = owner.documents().ingest([files / name]).added
    assert one.source == str(files) + "/caf\\xe9 \x01.txt"


def test_what_the_owner_raises_is_raised_here(owner: Owner) -> None:
    with pytest.raises(UnknownDocument, match="nothing-0000") as raised:
        owner.documents().document("nothing-0000")
    assert raised.value.document_id == "nothing-0000"
    with pytest.raises(UnknownDocument):
        owner.documents().remove("nothing-0000")


def test_what_nobody_expected_is_told_in_one_line(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ZeroDivisionError("divided\nby zero")

    monkeypatch.setattr(owner.store, "check", broken)
    with pytest.raises(EndpointError, match=r"failed \(divided by zero\)"):
        owner.documents().check()
    assert owner.documents().documents() == []


def test_client_that_is_gone_stops_the_work(owner: Owner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(60)]
    for path in paths:
        path.write_text(f"Words of {path.name}.")
    encode = owner.store.embedder.encode
    monkeypatch.setattr(owner.store.embedder, "encode", lambda texts: (time.sleep(0.2), encode(texts))[1])
    body = {"paths": [str(path) for path in paths]}
    with owner.client().call("/documents/ingest", body) as call:
        for told in call:
            if "FileFinished" in told:
                break
    deadline = time.monotonic() + 20
    counts = [0, -1]
    while counts[-1] != counts[-2]:  # stands still
        assert time.monotonic() < deadline
        time.sleep(1.0)
        counts.append(len(owner.store.documents()))
    assert 1 <= counts[-1] < 60
    assert owner.store.check() == []


def test_short_work_is_waited_for_and_long_work_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "SentenceTransformerEmbedder", lambda model: FakeEmbedder(name=model))
    (tmp_path / "one.txt").write_text("Words of one.")
    results: dict[str, Any] = {}
    begun = threading.Event()

    def do(name: str, work: Any) -> None:
        try:
            results[name] = work()
        except OwnerLeft:
            results[name] = "left"

    with app.own(tmp_path / "store", app.Settings()) as assistants:
        store = assistants.store
        found = owner_of(store.path)
        assert found is not None
        assert found.contact is not None
        documents = RemoteDocuments(OwnerClient(found.contact))
        encode = store.embedder.encode
        monkeypatch.setattr(store.embedder, "encode", lambda texts: (begun.set(), time.sleep(1.0), encode(texts))[2])
        monkeypatch.setattr(store, "check", lambda: (time.sleep(1.5), [])[1])
        threads = [
            threading.Thread(target=do, args=("check", documents.check)),
            threading.Thread(target=do, args=("ingest", lambda: documents.ingest([tmp_path / "one.txt"]))),
        ]
        for thread in threads:
            thread.start()
        assert begun.wait(60)
    for thread in threads:
        thread.join(10)
    assert results == {"check": [], "ingest": "left"}


@posix
def test_owner_that_stands_still_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.endpoint.client._GREETING_SECONDS", 0.5)
    monkeypatch.setattr(sharing, "_PATIENCE_SECONDS", 1.0)
    code = (
        "import sys, time; sys.path[:0] = ['.', 'tests']\n"
        "import app; from fakes import FakeEmbedder; from pathlib import Path\n"
        "app.SentenceTransformerEmbedder = lambda model: FakeEmbedder(name=model)\n"
        "with app.own(Path(sys.argv[1]), app.Settings()): print('open', flush=True); time.sleep(60)\n"
    )
    root = Path(__file__).resolve().parents[3]
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "store")], cwd=root, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "open\n"
            process.send_signal(signal.SIGSTOP)
            begun = time.monotonic()
            with pytest.raises(StoreLocked, match=rf"process {process.pid} .*does not answer"):
                with app.share(tmp_path / "store", app.Settings()):
                    pass
            assert time.monotonic() - begun < 10
        finally:
            process.kill()


def test_nothing_is_loaded_before_somebody_calls(tmp_path: Path) -> None:
    code = (
        "import sys; import app; from store.endpoint import PrivateEndpoint; from pathlib import Path\n"
        "with PrivateEndpoint() as endpoint:\n"
        "    endpoint.listen(Path(sys.argv[1]))\n"
        "    with endpoint.answering(lambda running: [], dict): pass\n"
        "print(sorted({'fastapi', 'uvicorn'} & set(sys.modules)))\n"
    )
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_assistants_are_shared(store: Store) -> None:
    made: list[object] = []
    assistants = Assistants(store, lambda _, settings: made.append(settings) or object())  # type: ignore[arg-type, func-returns-value]
    from assistant.service import AnswerSettings

    ways = [AnswerSettings(chat_model=str(number)) for number in range(4)]
    assert assistants.of(ways[0]) is assistants.of(ways[0])
    for way in ways:
        assistants.of(way)
    assert made == ways
    assistants.of(ways[0])  # the one not used for longest has gone
    assert made == [*ways, ways[0]]


def test_endpoint_that_cannot_listen_leaves_the_store_usable(
    tmp_path: Path, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(folder: Path) -> None:
        raise OSError("no sockets here")

    monkeypatch.setattr("store.endpoint.server.ListeningSocket", refused)
    with PrivateEndpoint() as endpoint:
        with Store.open(tmp_path / "store", embedder=embedder, contact=endpoint.listen) as store:
            with endpoint.answering(lambda running: [], dict):
                assert store.documents() == []
                found = owner_of(store.path)
                assert found is not None
                assert found.contact is None
