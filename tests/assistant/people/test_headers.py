"""What every answer tells the browser."""

from __future__ import annotations

import base64
import hashlib
import re

from assistant.page import style, tabs
from assistant.page.chat import style as chat_style

from .conftest import Visit


def policy(header: str) -> dict[str, str]:
    return {name: rest for name, _, rest in (part.strip().partition(" ") for part in header.split(";"))}


def test_every_answer_has_the_headers(visit: Visit) -> None:
    browser = visit()
    for path in ("/", "/theme.css", "/config", "/nothing", "/gradio_api/call/x", "/gradio_api/file=/etc/passwd"):
        answer = browser.get(path)
        rules = policy(answer.headers["content-security-policy"])
        assert rules["default-src"] == "'self'"
        assert rules["connect-src"] == "'self'"
        assert rules["frame-ancestors"] == "'none'"
        assert rules["object-src"] == "'none'"
        assert "unsafe-inline" not in rules["script-src"]
        assert not re.search(r"https?:|\*", answer.headers["content-security-policy"])
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert "server" not in answer.headers


def test_scripts_of_the_page_carry_a_nonce_of_their_own_answer(visit: Visit) -> None:
    browser = visit()
    nonces = set()
    for _ in range(2):
        answer = browser.get("/", headers={"Accept-Encoding": "identity"})
        (nonce,) = set(re.findall(r"<script nonce=\"([^\"]+)\"", answer.text))
        assert f"'nonce-{nonce}'" in answer.headers["content-security-policy"]
        assert not re.search(r"<script(?! nonce=)", answer.text)
        assert int(answer.headers["content-length"]) == len(answer.content)
        nonces.add(nonce)
    assert len(nonces) == 2


def test_page_is_compressed_for_who_can_read_it(visit: Visit) -> None:
    browser = visit()
    plain = browser.get("/", headers={"Accept-Encoding": "identity"})
    packed = browser.get("/", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.content) / 4
    assert all("accept-encoding" in answer.headers["vary"].lower() for answer in (plain, packed))
    assert re.sub("nonce=[^>]+", "", packed.text) == re.sub("nonce=[^>]+", "", plain.text)
    head = browser.head("/")
    assert (head.status_code, head.content) == (200, b"")


def test_scripts_of_the_head_are_known_by_their_digest(visit: Visit) -> None:
    allowed = visit().get("/").headers["content-security-policy"]
    scripts = re.findall(r"<script>(.*?)</script>", style.PAGE_HEAD + tabs.HEAD + chat_style.HEAD, re.DOTALL)
    assert len(scripts) == 3
    for script in scripts:
        assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in allowed


def test_page_is_not_kept_and_its_files_are(visit: Visit) -> None:
    browser = visit()
    page = browser.get("/")
    assert page.headers["cache-control"] == "no-store"
    (script,) = re.findall(r'src="\./(assets/index-[^"]+\.js)"', page.text)
    assert "immutable" in browser.get(f"/{script}").headers["cache-control"]


def test_no_answer_lets_another_site_read_it(visit: Visit) -> None:
    browser = visit()
    for path in ("/", "/config", "/theme.css"):
        assert not [name for name in browser.get(path).headers if name.startswith("access-control")]
