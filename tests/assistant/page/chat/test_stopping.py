"""Questions that are stopped: what comes after is not kept, what was kept before stays."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from assistant.page.chat.stopping import Ticket, UnderWay


def begun(under_way: UnderWay, window: str, question: str, talk: str = "talk") -> Ticket:
    ticket = under_way.begin(window, talk, question)
    assert ticket is not None
    return ticket


def beside(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def shown(
    under_way: UnderWay, window: str, ticket: Ticket, events: Iterator[str]
) -> tuple[threading.Thread, list[str]]:
    """Follow a question to its end in a thread, as the page does; return that and what came."""
    came: list[str] = []

    def show() -> None:
        came.extend(ticket.follow(events))
        under_way.end(window, ticket)

    return beside(show), came


def test_stopped_question_is_returned_and_its_answer_not_kept() -> None:
    under_way = UnderWay()
    ticket = begun(under_way, "window", "Who?")
    shown(under_way, "window", ticket, iter([]))[0].join()
    ticket = begun(under_way, "window", "Who else?")
    under_way.end("window", ticket)
    assert under_way.stop("window") is None  # it is over
    ticket = begun(under_way, "window", "Who?")
    ticket.ended.set()
    assert under_way.stop("window") == "Who?"
    with under_way.finishing(ticket) as alive:
        assert not alive


def test_answer_that_is_being_kept_holds_a_stop_off() -> None:
    under_way = UnderWay()
    ticket = begun(under_way, "window", "Who?")
    stopped: list[str | None] = []
    with under_way.finishing(ticket) as alive:
        assert alive
        stopping = beside(lambda: stopped.append(under_way.stop("window")))
        stopping.join(0.2)
        assert stopped == []
    under_way.end("window", ticket)
    stopping.join(5)
    assert stopped == [None]


def test_question_ends_at_once_when_it_is_stopped_whatever_it_waits_for() -> None:
    under_way, going_on = UnderWay(), threading.Event()
    made: list[str] = []

    def slow() -> Iterator[str]:
        yield "first"
        going_on.wait(30)
        made.append("second")
        yield "second"
        made.append("third")
        yield "third"

    ticket = begun(under_way, "window", "Who?")
    showing, came = shown(under_way, "window", ticket, slow())
    assert under_way.stop("window") == "Who?"
    showing.join(5)
    assert not showing.is_alive()
    assert came in ([], ["first"])
    going_on.set()
    until = threading.Event()
    for _ in range(100):  # what was waited for comes to its end, and nothing is made after it
        if made:
            break
        until.wait(0.05)
    until.wait(0.1)
    assert made in ([], ["second"])


def test_stop_waits_until_nothing_more_is_shown() -> None:
    under_way = UnderWay()
    ticket = begun(under_way, "window", "Who?")
    stopped: list[str | None] = []
    stopping = beside(lambda: stopped.append(under_way.stop("window")))
    stopping.join(0.2)
    assert stopped == []
    under_way.end("window", ticket)
    stopping.join(5)
    assert stopped == ["Who?"]


def test_what_comes_and_its_errors_are_followed_in_order() -> None:
    def failing() -> Iterator[str]:
        yield from ["first", "second"]
        raise ValueError("third")

    came = []
    with pytest.raises(ValueError, match="third"):
        for event in Ticket("Who?").follow(failing()):
            came.append(event)
    assert came == ["first", "second"]
    assert list(Ticket("Who?").follow(["first", "second"])) == ["first", "second"]


def test_second_question_of_a_window_stops_the_first() -> None:
    under_way = UnderWay()
    first = begun(under_way, "window", "First?")
    showing, _ = shown(under_way, "window", first, iter(threading.Event().wait, True))
    second = begun(under_way, "window", "Second?")
    assert first.stopped
    showing.join(5)
    assert under_way.count == 1
    assert not second.stopped


def test_window_that_turned_to_another_conversation_begins_no_question_of_the_one_before() -> None:
    under_way = UnderWay()
    under_way.turn_to("window", "second talk")
    assert under_way.begin("window", "first talk", "Who?") is None
    assert under_way.count == 0
    assert under_way.begin("other", "first talk", "Who?") is not None
    assert under_way.begin("window", "second talk", "Who?") is not None


def test_other_windows_go_on() -> None:
    under_way = UnderWay()
    other = begun(under_way, "other", "Other?")
    begun(under_way, "window", "Who?").ended.set()
    under_way.stop("window")
    assert not other.stopped
    assert under_way.stop("third") is None
    under_way.end("other", other)
    assert under_way.count == 0


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_events_that_end_in_any_way_are_not_waited_for() -> None:
    def leaving() -> Iterator[str]:
        yield "first"
        raise SystemExit

    came = Ticket("Who?").follow(leaving())
    assert next(came) == "first"
    making = [thread for thread in threading.enumerate() if thread.name == "question"]
    assert list(came) == []
    for thread in making:
        thread.join(5)  # so that what ended it is reported within this test
