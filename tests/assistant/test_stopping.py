"""Questions that are stopped: what comes after is not kept, what was kept before stays."""

from __future__ import annotations

import threading

from assistant.stopping import UnderWay


def test_stopped_question_is_returned_and_its_answer_not_kept() -> None:
    under_way = UnderWay()
    ticket = under_way.begin("window", "Who?")
    assert under_way.stop("window") == "Who?"
    with under_way.finishing(ticket) as alive:
        assert not alive


def test_answer_that_is_being_kept_holds_a_stop_off() -> None:
    under_way = UnderWay()
    ticket = under_way.begin("window", "Who?")
    stopped: list[str | None] = []
    with under_way.finishing(ticket) as alive:
        assert alive
        stopping = threading.Thread(target=lambda: stopped.append(under_way.stop("window")))
        stopping.start()
        stopping.join(0.2)
        assert stopped == []
    stopping.join(5)
    assert stopped == [None]


def test_second_question_of_a_window_stops_the_first() -> None:
    under_way = UnderWay()
    first = under_way.begin("window", "First?")
    second = under_way.begin("window", "Second?")
    assert first.stopped
    under_way.end("window", first)
    assert under_way.count == 1
    assert not second.stopped


def test_other_windows_go_on() -> None:
    under_way = UnderWay()
    other = under_way.begin("other", "Other?")
    under_way.begin("window", "Who?")
    under_way.stop("window")
    assert not other.stopped
    assert under_way.stop("third") is None
    under_way.end("other", other)
    assert under_way.count == 0
