"""`briefing users`, and which addresses start without sign-in."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

import app
from assistant.people import Users
from fakes import FakeEmbedder
from store import Store

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(app, "SentenceTransformerEmbedder", lambda model: FakeEmbedder(name=model))
    monkeypatch.setenv("BRIEFING_STORE", str(tmp_path / "store"))


def briefing(capsys: Any, monkeypatch: pytest.MonkeyPatch, *arguments: str, said: str = "") -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "stdin", io.StringIO(said))
    try:
        code = app.main(arguments)
    except SystemExit as stop:
        code = int(stop.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def test_users_are_added_listed_changed_and_removed(
    capsys: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        return briefing(capsys, monkeypatch, "users", *arguments, said=f"{PASSWORD}\n")

    assert run("add", "Asha", "--admin")[0] == 0
    assert run("add", "bo")[0] == 0
    code, out, _ = run("list")
    assert code == 0
    assert [line.split("\t")[:2] for line in out.splitlines()] == [["asha", "admin"], ["bo", "person"]]
    before = Users(tmp_path / "store").find("bo")
    assert run("password", "bo")[0] == 0
    assert Users(tmp_path / "store").find("bo") != before
    assert run("remove", "bo")[0] == 0
    assert [user.name for user in Users(tmp_path / "store").all()] == ["asha"]


@pytest.mark.parametrize(
    ("arguments", "said", "expected"),
    [
        (["add", "asha"], "short\n", "5 characters"),
        (["add", "asha"], "", "0 characters"),
        (["add", "local"], f"{PASSWORD}\n", "cannot be a name"),
        (["remove", "nobody"], "", "no user 'nobody'"),
        (["password", "nobody"], f"{PASSWORD}\n", "no user 'nobody'"),
    ],
)
def test_what_cannot_be_done_gets_a_line_and_a_code(
    capsys: Any, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str, expected: str
) -> None:
    code, _, err = briefing(capsys, monkeypatch, "users", *arguments, said=said)
    assert code == 1
    assert expected in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize("arguments", [[], ["add"], ["add", "asha", PASSWORD], ["password", "asha", "--password", "x"]])
def test_passwords_are_no_arguments(capsys: Any, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    assert briefing(capsys, monkeypatch, "users", *arguments)[0] == 2


def test_password_at_a_terminal_is_asked_for_twice(
    capsys: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    answers = iter([PASSWORD, "something else entirely", PASSWORD, PASSWORD])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
    monkeypatch.setattr(sys, "stdin", Terminal())
    assert app.main(["users", "add", "asha"]) == 1
    assert "not the same" in capsys.readouterr().err
    assert app.main(["users", "add", "asha"]) == 0
    assert Users(tmp_path / "store").find("asha") is not None


def test_users_can_be_added_before_the_store_and_while_it_is_in_use(
    capsys: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert briefing(capsys, monkeypatch, "users", "add", "asha", said=PASSWORD)[0] == 0
    with Store.open(tmp_path / "store", embedder=FakeEmbedder()):
        assert briefing(capsys, monkeypatch, "users", "add", "bo", said=PASSWORD)[0] == 0
        assert "bo" in briefing(capsys, monkeypatch, "users", "list")[1]


def test_backup_leaves_the_users_out(capsys: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    briefing(capsys, monkeypatch, "users", "add", "asha", said=PASSWORD)
    Store.open(tmp_path / "store", embedder=FakeEmbedder()).close()
    assert briefing(capsys, monkeypatch, "backup", str(tmp_path / "saved"))[0] == 0
    assert b"asha" not in (tmp_path / "saved").read_bytes()


@pytest.mark.parametrize(
    ("host", "variables"),
    [
        ("0.0.0.0", {}),
        ("::", {}),
        ("127.0.0.1", {"BRIEFING_HOSTS": "https://briefings.example"}),
        ("127.0.0.1", {"BRIEFING_SIGN_IN": "always"}),
    ],
)
def test_page_that_others_reach_does_not_start_without_users(
    capsys: Any, monkeypatch: pytest.MonkeyPatch, host: str, variables: dict[str, str]
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    code, _, err = briefing(capsys, monkeypatch, "serve", "--host", host, "--port", "0")
    assert code == 1
    assert "briefing users add" in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BRIEFING_HOSTS", "https://a.example/path"),
        ("BRIEFING_HOSTS", "*"),
        ("BRIEFING_PROXIES", "everything"),
        ("BRIEFING_MAY_ADD", "some"),
        ("BRIEFING_SIGN_IN", "never"),
        ("BRIEFING_SIGN_IN_HOURS", "0"),
        ("BRIEFING_MAX_UPLOAD_FILES", "0"),
    ],
)
def test_bad_setting_is_named(capsys: Any, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    code, _, err = briefing(capsys, monkeypatch, "users", "list")
    assert code == 2
    assert name in err
    assert len(err.strip().splitlines()) == 1
