"""Guessing is slowed down, and a sign-in ends when it should."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.people import Users, passwords
from assistant.people.attempts import FORGIVEN_EVERY, FREE_BY_ADDRESS, FREE_BY_NAME, LONGEST_WAIT, Attempts
from assistant.people.sessions import IDLE_SECONDS, Sessions

GOOD = "correct horse battery"


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", 2**4)


def test_first_mistakes_cost_nothing(clock: Clock) -> None:
    attempts = Attempts(clock)
    assert [attempts.begin("asha", "1.2.3.4") for _ in range(FREE_BY_NAME)] == [0.0] * FREE_BY_NAME
    assert attempts.begin("asha", "1.2.3.4") > 0


def test_wait_of_a_name_grows_and_has_an_end(clock: Clock) -> None:
    attempts = Attempts(clock)
    waits = []
    for at in range(60):
        wait = attempts.begin("asha", f"address {at}")
        if wait:
            waits.append(wait)
            clock.now += wait
            assert attempts.begin("asha", f"address {at}") == 0.0
    assert waits == sorted(waits)
    assert waits[0] == 1.0
    assert LONGEST_WAIT * 0.95 < waits[-1] <= LONGEST_WAIT


def test_wait_of_a_name_does_not_touch_others(clock: Clock) -> None:
    attempts = Attempts(clock)
    for _ in range(FREE_BY_NAME):
        attempts.begin("asha", "1.2.3.4")
    assert attempts.begin("bo", "5.6.7.8") == 0.0


def test_address_that_tries_many_names_waits_too(clock: Clock) -> None:
    attempts = Attempts(clock)
    assert not any(attempts.begin(f"name {at}", "1.2.3.4") for at in range(FREE_BY_ADDRESS))
    assert attempts.begin("one more", "1.2.3.4") > 0


def test_refused_attempt_is_not_counted(clock: Clock) -> None:
    attempts = Attempts(clock)
    for _ in range(FREE_BY_NAME):
        attempts.begin("asha", "1.2.3.4")
    first = attempts.begin("asha", "1.2.3.4")
    assert [attempts.begin("asha", "1.2.3.4") for _ in range(50)] == [first] * 50


def test_success_forgets_the_name_but_not_the_address(clock: Clock) -> None:
    attempts = Attempts(clock)
    for at in range(FREE_BY_ADDRESS):
        attempts.begin(f"victim {at}", "1.2.3.4")
    clock.now += 1
    assert attempts.begin("mine", "1.2.3.4") == 0.0
    attempts.succeeded("mine", "1.2.3.4")
    clock.now += 1
    assert attempts.begin("victim", "1.2.3.4") == 0.0
    assert attempts.begin("victim", "1.2.3.4") > 0
    assert attempts.begin("mine", "5.6.7.8") == 0.0


def test_mistakes_are_forgiven_one_by_one(clock: Clock) -> None:
    attempts = Attempts(clock)
    for _ in range(FREE_BY_NAME):
        attempts.begin("asha", "1.2.3.4")
    clock.now += 3 * FORGIVEN_EVERY
    assert [attempts.begin("asha", "1.2.3.4") for _ in range(3)] == [0.0] * 3
    assert attempts.begin("asha", "1.2.3.4") > 0


def test_office_that_signs_in_every_day_is_not_slowed_down(clock: Clock) -> None:
    attempts = Attempts(clock)
    for day in range(100):
        for _ in range(3):
            assert attempts.begin(f"person {day % 7}", "1.2.3.4") == 0.0
        attempts.succeeded(f"person {day % 7}", "1.2.3.4")
        clock.now += 24 * 3600


def test_parallel_guesses_are_counted_before_they_are_checked(clock: Clock) -> None:
    attempts = Attempts(clock)
    begun = [attempts.begin("asha", "1.2.3.4") for _ in range(100)]
    assert begun.count(0.0) == FREE_BY_NAME


@pytest.fixture
def users(tmp_path: Path) -> Users:
    users = Users(tmp_path)
    users.add("asha", GOOD)
    return users


def begin(sessions: Sessions, users: Users) -> str:
    user = users.find("asha")
    assert user is not None
    return sessions.begin(user)


def test_token_tells_who_it_is(users: Users, clock: Clock) -> None:
    sessions = Sessions(users, 12, clock)
    token = begin(sessions, users)
    found = sessions.user(token)
    assert found is not None
    assert found.name == "asha"
    assert sessions.user(token + "x") is None
    assert sessions.user("") is None


def test_tokens_are_long_and_kept_as_digests_only(users: Users, clock: Clock) -> None:
    sessions = Sessions(users, 12, clock)
    tokens = {begin(sessions, users) for _ in range(10)}
    assert len(tokens) == 10
    assert min(len(token) for token in tokens) >= 43
    assert not any(token in repr(vars(sessions)) for token in tokens)


def test_sign_out_ends_it(users: Users, clock: Clock) -> None:
    sessions = Sessions(users, 12, clock)
    token, other = begin(sessions, users), begin(sessions, users)
    sessions.end(token)
    assert sessions.user(token) is None
    assert sessions.user(other) is not None


def test_hours_end_it_however_busy(users: Users, clock: Clock) -> None:
    sessions = Sessions(users, 2, clock)
    token = begin(sessions, users)
    for _ in range(8):
        assert sessions.user(token) is not None
        clock.now += 899
    clock.now += 9
    assert sessions.user(token) is None


def test_idleness_ends_it(users: Users, clock: Clock) -> None:
    sessions = Sessions(users, 100, clock)
    token = begin(sessions, users)
    clock.now += IDLE_SECONDS + 1
    assert sessions.user(token) is None


@pytest.mark.parametrize("change", ["remove", "password", "remove and add again"])
def test_change_of_the_user_ends_it(users: Users, clock: Clock, change: str) -> None:
    sessions = Sessions(users, 12, clock)
    token = begin(sessions, users)
    if change == "password":
        users.set_password("asha", "another horse battery")
    else:
        users.remove("asha")
    if "again" in change:
        users.add("asha", GOOD)
    assert sessions.user(token) is None


def test_one_person_cannot_fill_the_memory(users: Users, clock: Clock) -> None:
    sessions = Sessions(users, 12, clock)
    tokens = [begin(sessions, users) for _ in range(50)]
    alive = [token for token in tokens if sessions.user(token)]
    assert alive == tokens[-20:]
