"""What tells no time: the date of a document is none of what it tells of."""

from __future__ import annotations

import pytest

from assistant.silence.no_time import is_of_another_year, is_of_the_document, tells_no_time

TITLE = "Briefing on the closure of the Marnau tunnel"


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("When was the tunnel built?", "Ministry of Transport, Velsk, 14 October 2026, 11:00", True),
        ("When will it reopen?", "Velsk, 14 October 2026", True),
        ("When was the briefing held?", "Ministry of Transport, Velsk, 14 October 2026, 11:00", False),
        ("When did the closure take place?", "Velsk, 14 October 2026", False),
        ("When was the note written?", "14 October 2026", False),
        ("When did Norway and Chile meet?", "Velsk, 14 October 2026", False),
        ("When was the tunnel built?", "It was built in Velsk by 14 October 2026.", False),
        ("When was it signed?", "Signed: 14 October 2026", False),
        ("When was the tunnel built?", "**Review of the closure of the Marnau tunnel, 14 October 2026**", True),
        ("When was the review of the closure?", "**Review of the closure of the tunnel, 14 October 2026**", False),
        ("When was the tunnel built?", "United Ports of Velsk, 14 October 2026", True),
        ("When was the bid handed in?", "**Submitted:** 14 October 2026", False),
        ("When was the study ended?", "Stopped on 14 October 2026", False),
        ("When did the report come out?", "Published 14 October 2026", False),
        ("When was the tunnel built?", "Published 14 October 2026", True),
        ("When will the papers be signed?", "Signature, at Velsk | Dr. Lee | 14 October 2026", False),
        ("Who built the tunnel?", "Ministry of Transport, Velsk, 14 October 2026", False),
        ("When was the tunnel built?", "Ministry of Transport, Velsk", False),
    ],
)
def test_the_date_of_a_document(question: str, text: str, expected: bool) -> None:
    assert is_of_the_document(question, text, TITLE) is expected


@pytest.mark.parametrize(
    ("question", "text", "answer", "expected"),
    [
        ("How many ships came by 2035?", "30 ships of all flags came in 2024, up from 19 in 2019.", "30", True),
        ("How many ships came in 2024?", "30 ships of all flags came in 2024, up from 19 in 2019.", "30", False),
        ("How many ships came?", "30 ships of all flags came in 2024.", "30", False),
        ("How many ships came in 2023?", "30 ships came, more than in 2022.", "30", False),  # another clause
        ("How many ships came in 2023?", "Ships in 2022 | 30", "30", False),
    ],
)
def test_what_was_so_in_another_year(question: str, text: str, answer: str, expected: bool) -> None:
    assert is_of_another_year(question, text, answer) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("When was the meeting held?", "The next meeting will be held on 22 July 2025 at 18:30.", True),
        ("Where was the committee held?", "It will next be held in the Council Chamber.", True),
        ("When was the meeting held?", "Minutes of the meeting held on 17 June 2025", False),
        ("When was the last meeting held?", "The next meeting follows the one that was held on 3 May.", False),
        ("When will the meeting be held?", "The next meeting will be held on 22 July 2025.", False),
        ("When was the report made?", "The next meeting will be held on 22 July 2025.", False),
    ],
)
def test_what_is_yet_to_come_was_not_held(question: str, text: str, expected: bool) -> None:
    assert tells_no_time(question, text) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("When will the tunnel reopen?", "Yesterday at 22:40 I ordered the closure of the tunnel.", True),
        ("When will the tunnel reopen?", "Yesterday we said that it will reopen on 3 May.", False),
        ("When was the tunnel built?", "Yesterday at 22:40 I ordered the closure of the tunnel.", True),
        ("When was the tunnel built?", "The tunnel we closed yesterday was built before the war.", False),
        ("When was the agency founded?", "Today it employs 300 people.", True),
        ("When was the agency founded?", "The agency was set up on 3 May 1990 and today has 300 people.", False),
        ("When was the tunnel closed?", "Yesterday at 22:40 I ordered the closure of the tunnel.", False),
    ],
)
def test_what_is_over_does_not_tell_what_will_be(question: str, text: str, expected: bool) -> None:
    assert tells_no_time(question, text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We expect to finish the tests by 28 October.", True),
        ("We will finish the tunnel by 28 October.", False),
        ("We expect to finish the tests by 28 October and to open it in May.", False),
        ("It will be open by 28 October.", False),
    ],
)
def test_the_end_of_other_work_is_no_beginning(text: str, expected: bool) -> None:
    assert tells_no_time("When will the tunnel reopen?", text) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("What time did the dialogue start?", "It began in Tokyo on 1 April 2025.", True),
        ("At what time is the vote?", "The vote is on Monday.", True),
        ("What time did the dialogue start?", "It began at 09:30 on 1 April 2025.", False),
        ("What time is the vote?", "The vote is at 2 pm.", False),
        ("What time does the curfew begin?", "From 2130 hrs nobody may be outside.", False),
        ("What time did they arrive?", "They arrived shortly after the storm.", False),
        ("What time of the year is it dry?", "It is dry in January.", False),  # asks for no time of a day
    ],
)
def test_a_day_is_no_time_of_a_day(question: str, text: str, expected: bool) -> None:
    assert tells_no_time(question, text) is expected
