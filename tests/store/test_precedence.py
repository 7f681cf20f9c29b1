"""Questions go first; what can wait is done step by step between them, and is done all the same."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from fakes import FakeEmbedder
from store import Store, precedence
from store.precedence import Precedence

WAIT_SECONDS = 30.0


def wait_for(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while not happened():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.005)


class Steps:
    """Steps in threads of their own: who has begun, and an event for each that lets it end."""

    def __init__(self, who: Precedence) -> None:
        self.who = who
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.end: dict[str, threading.Event] = {}
        self.threads: list[threading.Thread] = []

    def start(self, name: str, is_wanted: Callable[[], bool] = lambda: True) -> None:
        self.end[name] = threading.Event()
        self.threads.append(threading.Thread(target=self._run, args=(name, is_wanted)))
        self.threads[-1].start()
        wait_for(lambda: len(self.who._waiting) + len(self.begun) == len(self.threads))

    def _run(self, name: str, is_wanted: Callable[[], bool]) -> None:
        with self.who.step(is_wanted):
            self.begun.append(name)
            assert self.end[name].wait(WAIT_SECONDS)
            self.ended.append(name)

    def finish(self) -> None:
        for event in self.end.values():
            event.set()
        for thread in self.threads:
            thread.join(WAIT_SECONDS)
            assert not thread.is_alive()


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "_PATIENCE_SECONDS", WAIT_SECONDS)


@pytest.mark.usefixtures("patient")
def test_step_waits_for_questions() -> None:
    who = Precedence()
    steps = Steps(who)
    with who.question():
        with who.question():
            assert who.questions == 2
            steps.start("card")
        time.sleep(0.1)
        assert steps.begun == []
    wait_for(lambda: steps.begun == ["card"])
    with who.question():  # it waits for no step
        assert steps.ended == []
    steps.finish()


@pytest.mark.usefixtures("patient")
def test_steps_go_one_at_a_time_and_in_turn() -> None:
    steps = Steps(Precedence())
    for name in "abc":
        steps.start(name)
    for at, name in enumerate("abc"):
        wait_for(lambda at=at: len(steps.begun) > at)  # type: ignore[misc]
        time.sleep(0.02)
        assert steps.begun == list("abc"[: at + 1])
        steps.end[name].set()
    steps.finish()


@pytest.mark.usefixtures("patient")
def test_what_a_step_does_within_belongs_to_it() -> None:
    who = Precedence()
    with who.step():
        with who.question():
            assert who.questions == 0
        with who.step():
            pass
        steps = Steps(who)
        steps.start("other")
        assert steps.begun == []
    wait_for(lambda: steps.begun == ["other"])
    steps.finish()


def test_no_step_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "_PATIENCE_SECONDS", 0.1)
    who = Precedence()
    steps = Steps(who)
    with who.question():
        steps.start("first")
        wait_for(lambda: steps.begun == ["first"])
        steps.start("second")
        wait_for(lambda: steps.begun == ["first", "second"])
    steps.finish()


@pytest.mark.usefixtures("patient")
def test_step_that_nobody_wants_any_more_does_not_wait() -> None:
    who = Precedence()
    wanted = threading.Event()
    wanted.set()
    steps = Steps(who)
    with who.question():
        steps.start("card", wanted.is_set)
        assert steps.begun == []
        wanted.clear()
        wait_for(lambda: steps.begun == ["card"])
    steps.finish()


def test_failure_ends_its_turn() -> None:
    who = Precedence()
    for block in (who.step, who.question):
        with pytest.raises(RuntimeError), block():
            raise RuntimeError
    assert who.questions == 0
    with who.step():
        pass


def test_it_is_quiet_when_nobody_has_asked_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    who = Precedence()
    assert who.is_quiet
    with who.question():
        assert not who.is_quiet
    assert not who.is_quiet
    monkeypatch.setattr(precedence, "_QUIET_SECONDS", 0.0)
    assert who.is_quiet


def test_passages_are_embedded_in_small_steps_while_people_ask(
    store: Store, make_version: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    encode = FakeEmbedder.encode

    def counted(self: FakeEmbedder, texts: Any) -> Any:
        sizes.append(len(texts))
        return encode(self, texts)

    monkeypatch.setattr(FakeEmbedder, "encode", counted)
    text = "\n".join(f"Salmon {number} swims." for number in range(40))
    store.add(make_version(text))
    assert sizes == [32, 8]
    with store.precedence.question():
        pass
    sizes.clear()
    store.add(make_version(text + " Trout too."))
    assert sizes == [8] * 5


@pytest.mark.usefixtures("patient")
def test_interrupted_wait_leaves_no_turn_behind() -> None:
    def interrupted() -> bool:
        raise KeyboardInterrupt

    who = Precedence()
    with who.question(), pytest.raises(KeyboardInterrupt), who.step(interrupted):
        pass
    steps = Steps(who)
    steps.start("next")
    wait_for(lambda: steps.begun == ["next"])
    steps.finish()
