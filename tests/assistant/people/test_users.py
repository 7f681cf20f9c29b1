"""The file of users: who may sign in, kept so that nobody else can read or guess it."""

from __future__ import annotations

import json
import os
import stat
import threading
from pathlib import Path

import pytest

from assistant.people import UserRefused, Users, UsersUnusable, passwords
from assistant.people import users as users_module
from assistant.people.passwords import hash_password, matches

GOOD = "correct horse battery"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash cheaply where the cost is not the point."""
    monkeypatch.setattr(passwords, "COST", 2**4)


def test_added_users_are_found_in_any_case_and_listed(tmp_path: Path) -> None:
    users = Users(tmp_path)
    users.add("Asha", GOOD, admin=True)
    users.add("bo", GOOD)
    assert [(user.name, user.admin) for user in users.all()] == [("asha", True), ("bo", False)]
    found = users.find(" ASHA ")
    assert found is not None
    assert matches(GOOD, found.secret)
    assert users.find("carl") is None


def test_nothing_is_kept_of_the_password_itself(tmp_path: Path) -> None:
    users = Users(tmp_path)
    users.add("asha", GOOD)
    users.add("bo", GOOD)
    text = (tmp_path / "users.json").read_text()
    assert GOOD not in text
    first, second = (one["secret"] for one in json.loads(text)["users"])
    assert first != second
    assert first.startswith("scrypt$n=")


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_only_the_owner_can_read_the_file(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        Users(tmp_path / "store").add("asha", GOOD)
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "store" / "users.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "store").stat().st_mode) == 0o700


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    Users(tmp_path).add("asha", GOOD)
    (tmp_path / "users.json").chmod(0o644)
    with pytest.raises(UsersUnusable, match="chmod 600"):
        Users(tmp_path).all()


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"version": 1, "users": [{"name": "a"}]}', '{"version": 9, "users": []}']
)
def test_damaged_file_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "users.json"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(UsersUnusable, match="users"):
        Users(tmp_path).all()


def test_changes_of_another_command_are_seen(tmp_path: Path) -> None:
    served, command = Users(tmp_path), Users(tmp_path)
    assert served.all() == []
    command.add("asha", GOOD)
    assert served.find("asha") is not None
    command.remove("asha")
    assert served.find("asha") is None


def test_password_is_changed(tmp_path: Path) -> None:
    users = Users(tmp_path)
    users.add("asha", GOOD, admin=True)
    users.set_password("asha", "another horse battery")
    (user,) = users.all()
    assert matches("another horse battery", user.secret)
    assert not matches(GOOD, user.secret)
    assert user.admin


@pytest.mark.parametrize(
    "name", ["", "  ", "a b", "a/b", "../x", "local", "LOCAL", "a" * 65, "<b>", "-a", "a\nb", "a\x00"]
)
def test_bad_names_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserRefused, match="cannot be a name"):
        Users(tmp_path).add(name, GOOD)


@pytest.mark.parametrize("name", ["a", "asha.rao", "asha@example.org", "o_brien-2", "渡辺", "élodie"])
def test_good_names_are_taken(tmp_path: Path, name: str) -> None:
    users = Users(tmp_path)
    users.add(name, GOOD)
    assert users.find(name) is not None


@pytest.mark.parametrize(
    "password", ["", "short", "a" * 11, "a" * 129, "aaaaaaaaaaaaaaaa", "abcabcabcabcabc", "my name is asha!"]
)
def test_bad_passwords_are_refused(tmp_path: Path, password: str) -> None:
    with pytest.raises(UserRefused, match="password"):
        Users(tmp_path).add("asha", password)
    assert Users(tmp_path).all() == []


def test_second_user_of_a_name_is_refused(tmp_path: Path) -> None:
    users = Users(tmp_path)
    users.add("asha", GOOD)
    with pytest.raises(UserRefused, match="already"):
        users.add("ASHA", GOOD)


@pytest.mark.parametrize("change", ["remove", "set_password"])
def test_unknown_user_cannot_be_changed(tmp_path: Path, change: str) -> None:
    arguments = ["nobody"] if change == "remove" else ["nobody", GOOD]
    with pytest.raises(UserRefused, match="no user 'nobody'"):
        getattr(Users(tmp_path), change)(*arguments)


def test_refused_change_leaves_nothing_behind(tmp_path: Path) -> None:
    users = Users(tmp_path)
    users.add("asha", GOOD)
    before = (tmp_path / "users.json").read_bytes()
    with pytest.raises(UserRefused):
        users.add("asha", GOOD)
    assert (tmp_path / "users.json").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["users.json"]


def test_commands_at_the_same_time_lose_nobody(tmp_path: Path) -> None:
    threads = [threading.Thread(target=Users(tmp_path).add, args=(f"user{at}", GOOD)) for at in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Users(tmp_path).all()) == 12


def test_change_that_another_left_unfinished_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users_module, "_PATIENCE_SECONDS", 0.1)
    (tmp_path / "users.json.new").touch()
    with pytest.raises(UsersUnusable, match="delete"):
        Users(tmp_path).add("asha", GOOD)


def test_one_password_in_two_encodings_is_one() -> None:
    assert matches("Zu\u0308rich Zu\u0308rich", hash_password("Z\u00fcrich Z\u00fcrich"))


def test_hash_made_with_other_parameters_still_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", 2**5)
    monkeypatch.setattr(passwords, "PARALLEL", 1)
    kept = hash_password(GOOD)
    monkeypatch.undo()
    assert matches(GOOD, kept)
    assert not matches(GOOD + "x", kept)


def test_parameters_are_those_of_the_named_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert hash_password(GOOD).startswith("scrypt$n=32768,r=8,p=3$")


@pytest.mark.parametrize("kept", ["", "scrypt", "bcrypt$n=2,r=8,p=1$AA==$AA==", "scrypt$n=2$AA==$AA=="])
def test_what_is_no_hash_matches_nothing(kept: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - what is wrong differs
        matches(GOOD, kept)
