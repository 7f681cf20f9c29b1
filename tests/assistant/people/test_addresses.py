"""Which host names and origins are the page's own."""

from __future__ import annotations

import pytest

from assistant.people.addresses import Addresses, PublicName, read_names

LOCAL = Addresses("127.0.0.1", 7860)


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:7860", "LOCALHOST:7860", "[::1]:7860", "[0:0::1]:7860"])
def test_loopback_owns_its_names_at_its_port(host: str) -> None:
    assert LOCAL.owns_host(host)
    assert LOCAL.owns_origin(f"http://{host}")


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example:7860", "127.0.0.1", "127.0.0.1:7861", "localhost.evil.example:7860", "127.0.0.1.nip.io:7860"),
        *("localhost.:7860", "192.168.0.9:7860", "", ":7860", "127.0.0.1:7860@evil.example", "127.0.0.1:7860/x", "a b"),
        *("127.0.0.1:99999", "[::1]:7860, evil.example", "2130706433:7860", "[::ffff:127.0.0.1]:7860", "127.1:7860"),
    ],
)
def test_loopback_owns_nothing_else(host: str) -> None:
    assert not LOCAL.owns_host(host)
    assert not LOCAL.owns_origin(f"http://{host}")


@pytest.mark.parametrize(
    "origin", ["null", "", "https://127.0.0.1:7860", "file://", "http://localhost:3000", "127.0.0.1:7860"]
)
def test_foreign_origins_are_foreign(origin: str) -> None:
    assert not LOCAL.owns_origin(origin)


def test_default_port_may_be_left_out() -> None:
    assert Addresses("127.0.0.1", 80).owns_host("localhost")
    assert Addresses("127.0.0.1", 80).owns_origin("http://127.0.0.1")


def test_one_address_of_a_network_is_owned_by_itself() -> None:
    there = Addresses("192.168.0.9", 7860)
    assert there.owns_host("192.168.0.9:7860")
    assert not there.owns_host("192.168.0.10:7860")
    assert not there.owns_host("localhost:7860")
    assert not there.owns_host("rebound.example:7860")


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_all_addresses_are_owned_and_no_name(host: str) -> None:
    there = Addresses(host, 7860)
    assert there.owns_host("192.168.0.9:7860")
    assert there.owns_host("[fe80::1]:7860")
    assert not there.owns_host("rebound.example:7860")


@pytest.mark.parametrize(
    ("name", "owned", "foreign"),
    [
        (
            "briefings.example",
            ["http://briefings.example", "https://briefings.example:8443"],
            ["http://x.briefings.example"],
        ),
        (
            "briefings.example:8443",
            ["https://briefings.example:8443"],
            ["https://briefings.example", "http://briefings.example:81"],
        ),
        (
            "https://briefings.example",
            ["https://briefings.example", "https://BRIEFINGS.example:443"],
            ["http://briefings.example"],
        ),
    ],
)
def test_names_of_proxies_are_owned(name: str, owned: list[str], foreign: list[str]) -> None:
    there = Addresses("127.0.0.1", 7860, read_names(name))
    assert all(there.owns_origin(origin) for origin in owned)
    assert all(there.owns_host(origin.partition("//")[2]) for origin in owned)
    assert not any(there.owns_origin(origin) for origin in foreign)


def test_only_names_given_with_https_are_secure() -> None:
    there = Addresses("127.0.0.1", 7860, read_names("https://a.example, b.example"))
    assert there.is_https("a.example")
    assert not there.is_https("b.example")
    assert not there.is_https("127.0.0.1:7860")


@pytest.mark.parametrize(
    ("addresses", "local"),
    [
        (Addresses("127.0.0.1", 1), True),
        (Addresses("127.9.9.9", 1), True),
        (Addresses("::1", 1), True),
        (Addresses("localhost", 1), True),
        (Addresses("0.0.0.0", 1), False),
        (Addresses("::", 1), False),
        (Addresses("192.168.0.9", 1), False),
        (Addresses("somewhere.example", 1), False),
        (Addresses("127.0.0.1", 1, (PublicName("a.example"),)), False),
        (Addresses("127.0.0.1", 1, (PublicName("localhost", 8080),)), True),
    ],
)
def test_only_loopback_without_public_names_is_local(addresses: Addresses, local: bool) -> None:
    assert addresses.local_only is local


@pytest.mark.parametrize("text", ["https://", "a b/c", "ftp://a.example", "a.example/path", "a.example:0", "*"])
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no name"):
        read_names(text.replace(" ", "%20"))
