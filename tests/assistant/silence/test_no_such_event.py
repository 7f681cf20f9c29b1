"""What befell somebody, and who deputises: told with its own word, or not told."""

from __future__ import annotations

import pytest

from assistant.silence.no_holder import tells_no_deputy
from assistant.silence.no_life import tells_of_no_such_event


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When did Ms. Lond resign?", "Published on 26 March 2025 by the finance officer, Ms. Petra Lond."),
        ("Why did the minister step down?", "The minister opened the harbour because the works were done."),
        ("Where did Ansel Groom die?", "Ansel Groom, born in Tarn, leads the office in Vell."),
        ("When did he retire from the board?", "He joined the board on 3 May 2019."),
    ],
)
def test_nothing_of_the_kind_is_told(question: str, text: str) -> None:
    assert tells_of_no_such_event(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When did Ms. Lond resign?", "Ms. Lond left the office on 26 March 2025."),
        ("Where did Ansel Groom die?", "Ansel Groom (Tarn, 1931 – Vell, 2019) led the office."),
        ("When did the market open?", "The market opened on 3 May."),
        ("When did the firm quit the talks?", "The firm sent nobody."),  # no one's leave of an office
    ],
)
def test_what_may_tell_it_is_left(question: str, text: str) -> None:
    assert not tells_of_no_such_event(question, text)


def test_a_minister_is_no_deputy_minister() -> None:
    assert tells_no_deputy("Who is the deputy minister of transport?", "Secretary: Peter Bow, Minister of Transport")
    assert not tells_no_deputy("Who is the deputy minister?", "The minister and his deputy, Ann Lee, came.")
    assert not tells_no_deputy("Who is the minister?", "The minister is Peter Bow.")
