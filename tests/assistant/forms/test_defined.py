"""Units that tell what something or somebody is, or what happened."""

from __future__ import annotations

import pytest

from assistant.forms.defined import defines, leaves_the_chair_unnamed, leaves_undefined, tells_what_happened


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("What is SeaLink?", "SeaLink: the company that runs the port."),
        ("What is SeaLink's role?", "• SeaLink: one of the two hosts."),
        ("What role does SeaLink play?", "SeaLink is the host of the port event."),
        ("What is the role of SeaLink?", "1) SeaLink – host of the port event"),
        ("What does SeaLink do?", "SeaLink (the host) pays for it."),
        ("Who is Ingrid Solberg?", "- Ms. Ingrid Solberg, Director of Fisheries"),
        ("Who is Ms. Ingrid Solberg?", "Ingrid Solberg is the Director of Fisheries."),
        ("What is Ingrid Solberg's position?", "Side: Norway | Name: Ms. Ingrid Solberg | Office: Director"),
        ("What does SST mean?", "SST | sea surface temperature"),
    ],
)
def test_a_line_that_begins_with_the_name_tells_of_it(question: str, unit: str) -> None:
    assert defines(question, unit) == 1.0


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("What is SST?", "The sea surface temperature (SST) rose."),
        ("Who is Ingrid Solberg?", "The team was led by Ms. Ingrid Solberg (Director of Fisheries)."),
    ],
)
def test_what_is_told_in_passing_counts_less(question: str, unit: str) -> None:
    assert 0.0 < defines(question, unit) < 1.0


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("What is SeaLink?", "SeaLink hosted the port event."),
        ("What is SeaLink?", "The port event was hosted by SeaLink."),
        ("What is SeaLink?", "Port | Host | Date"),
        ("When is SeaLink open?", "SeaLink: the company that runs the port."),
        ("How many ships has SeaLink?", "SeaLink: the company that runs the port."),
        ("What is the most that a company like SeaLink may pay?", "SeaLink: the company that runs the port."),
        ("What is SEAL?", "Customer Satisfaction (SEAL) will rise."),
    ],
)
def test_nothing_else_is_a_definition(question: str, unit: str) -> None:
    assert defines(question, unit) == 0.0


@pytest.mark.parametrize(
    ("question", "unit", "expected"),
    [
        ("What happened on 12 May?", "The forum was held on 12 May 2024 in Bergen.", True),
        ("What took place in Bergen?", "The forum was held on 12 May 2024 in Bergen.", True),
        ("What is planned for 14 May?", "The forum ends on 14 May.", False),
        ("What happened on 13 May?", "The forum was held on 12 May 2024 in Bergen.", False),
        ("What happened?", "The forum was held on 12 May 2024 in Bergen.", False),
        ("Who came on 12 May?", "The forum was held on 12 May 2024 in Bergen.", False),
    ],
)
def test_what_happened_is_told_by_what_holds_the_time_and_the_place(question: str, unit: str, expected: bool) -> None:
    assert tells_what_happened(question, unit) is expected


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who led the Chilean delegation?", True),
        ("Who represented Chile at the forum?", True),
        ("Who was on Chile's side?", True),
        ("Who were the Chilean delegates?", True),
        ("Who led the Norwegian delegation?", False),
        ("Who hosted the Chilean delegation?", False),
    ],
)
def test_counterparts_came_for_their_side(question: str, told: bool) -> None:
    assert (defines(question, "Their Chilean counterparts were Dr. Rojas and Mr. Fuentes.") == 1.0) is told


@pytest.mark.parametrize(
    ("unit", "tells", "leaves"),
    [
        ("Present: Ms. Dana Whitlock (Chair), Mr. Ode", 1.0, False),
        ("Chair: Ms. Dana Whitlock", 1.0, False),
        ("It was chaired by Ms. Dana Whitlock.", 1.0, False),
        ("Ms. Whitlock presided.", 1.0, False),
        ("The chair of the harbour board is Ms. Dana Whitlock, who opened the meeting.", 1.0, False),
        ("The chair, Ambassador Ximena Folau, is minded to agree.", 1.0, False),
        ("The chair goes round every two years, beginning with Pellinor.", 1.0, False),
        ("The chair of the board was late, and Ms. Lee said so.", 0.0, True),
        ("The Chair welcomed Dr. Hayashi.", 0.0, True),
        ("Dr. Hayashi came for the first time.", 0.0, False),
    ],
)
def test_who_was_in_the_chair(unit: str, tells: float, leaves: bool) -> None:
    question = "Who chaired the meeting?"
    assert (defines(question, unit), leaves_the_chair_unnamed(question, unit)) == (tells, leaves)
    assert not leaves_the_chair_unnamed("Who came to the meeting?", unit)


@pytest.mark.parametrize(
    ("question", "unit", "expected"),
    [
        ("What is orbital debris?", "They discussed orbital debris.", True),
        ("What is orbital debris?", "They discussed launches, orbital debris (OD), and ports.", True),
        ("What is orbital debris?", "Orbital debris: what is left of rockets.", False),
        ("What is orbital debris?", "They discussed orbital debris, the remains of rockets.", False),
        ("What is orbital debris?", "Remains of rockets, called orbital debris, are many.", False),
        ("What is orbital debris?", "Orbital debris fell by 3 %.", False),
        ("What is orbital debris?", "They discussed orbital debris (remains of rockets).", False),
        ("What is orbital debris?", "They discussed rockets.", False),
        ("What is the orbital debris?", "They discussed orbital debris.", False),
        ("What is orbital debris?", "Orbital debris | remains of rockets", False),
    ],
)
def test_a_notion_that_is_only_named_is_not_told(question: str, unit: str, expected: bool) -> None:
    assert leaves_undefined(question, unit) is expected
