"""Follow-ups that are put together, and questions that are left alone."""

from __future__ import annotations

import pytest

from assistant import Turn
from assistant.follow_ups.resolving import stand_alone

LED = "Who led the Norwegian delegation?"
LED_BY = "The delegation was led by Ms. Ingrid Solberg, Director at the Institute, and Mr. Olav Lunde. [1]"
HELD = "When was the second Ocean Forum held?"
VISIT = "When did the delegation visit the Austevoll Research Station?"
HOSTED = "Who hosted the port event?"
SPENT = "How much did SeaLink spend in 2024?"


@pytest.mark.parametrize(
    ("previous", "answer", "question", "understood"),
    [
        # parallels
        (LED, LED_BY, "And the Chilean one?", "Who led the Chilean delegation?"),
        (LED, LED_BY, "And the Chilean delegation?", "Who led the Chilean delegation?"),
        (LED, LED_BY, "What about the Chilean side?", "Who led the Chilean delegation?"),
        (LED.lower(), "", "and the chilean one", "who led the chilean delegation?"),
        (HELD, "", "And the first one?", "When was the first Ocean Forum held?"),
        (HELD, "", "What about the port event?", "When was the port event held?"),
        (VISIT, "", "And the Harbour Office?", "When did the delegation visit the Harbour Office?"),
        (SPENT, "", "And in 2023?", "How much did SeaLink spend in 2023?"),
        (SPENT, "", "And the Polar Compact?", "How much did the Polar Compact spend in 2024?"),
        ("Who spoke in Bergen?", "", "And in Oslo?", "Who spoke in Oslo?"),
        (VISIT, "", "And in 2019?", "When did the delegation visit the Austevoll Research Station in 2019?"),
        # nothing that could take a name's place
        ("Who led the talks?", "Ms. Lee led them.", "And the other's?", None),
        ("Who led the talks?", "Ms. Lee led them.", "Why not ?", None),
        ("Who led the talks?", "Ms. Lee led them.", "If not ?", None),
        # a noun that may be a verb, before the verb
        (
            "What did an older study find?",
            "",
            "How many took part in that one?",
            "How many took part in an older study?",
        ),
        ("What did the latest report say?", "", "Who wrote it?", "Who wrote the latest report?"),
        ("How large is the 2026 budget for roads?", "", "And in 2025?", "How large is the 2025 budget for roads?"),
        # years told by another
        ("How many died in 2023?", "", "And the year before?", "How many died in 2022?"),
        ("How much was spent in 2024–25?", "", "a year earlier?", "How much was spent in 2023–24?"),
        ("How much was spent in 1999/00?", "", "and in the following year?", "How much was spent in 2000/01?"),
        # what "it" is not: people, times, sides, and one thing twice
        ("Does the treasurer want the visit?", "", "When was it?", "When was the visit?"),
        ("How much did SeaLink sell a year ago?", "", "Who runs it?", "Who runs SeaLink?"),
        ("How many officers sit in the room from each side?", "", "Where is it?", "Where is the room?"),
        ("When was the medal won?", "", "Who handed it to them?", "Who handed the medal to them?"),
        ("When did the treasurer leave?", "", "Who was it?", "Who was the treasurer?"),
        # where a phrase ends
        ("What's the premium now?", "", "What was it before?", "What was the premium before?"),
        ("How is the bill split?", "", "Who pays it?", "Who pays the bill?"),
        ("How much did they ask for in the last plan?", "", "What happened to it?", "What happened to the last plan?"),
        ("How many will be in the next trial?", "", "When does it start?", "When does the next trial start?"),
        # other asking words
        (HELD, "", "Where?", "Where was the second Ocean Forum held?"),
        (HELD, "", "And why?", "Why was the second Ocean Forum held?"),
        (HOSTED, "", "When?", "When was the port event hosted?"),
        (HOSTED, "", "In which city?", "In which city was the port event hosted?"),
        (HELD, "", "By whom?", "When was the second Ocean Forum held, and by whom?"),
        ("Was the forum held in Bergen?", "", "When?", "When was the forum held in Bergen?"),
        ("What was discussed at the forum?", "", "When?", "What was discussed at the forum, and when?"),
        # pronouns
        (HELD, "", "Where was it held?", "Where was the second Ocean Forum held?"),
        (HELD, "", "And where was it held?", "Where was the second Ocean Forum held?"),
        (HELD, "", "What is its purpose?", "What is the second Ocean Forum's purpose?"),
        (VISIT, "", "Who runs it?", "Who runs the Austevoll Research Station?"),
        (VISIT, "", "Why did they visit it?", "Why did the delegation visit the Austevoll Research Station?"),
        (VISIT, "", "What happened there?", "What happened at the Austevoll Research Station?"),
        (HOSTED, "", "When was that event?", "When was the port event?"),
        (HELD, "", "Why was that?", "Why was the second Ocean Forum?"),
        (LED, LED_BY, "What are their titles?", "What are Ms. Ingrid Solberg and Mr. Olav Lunde's titles?"),
        (LED, LED_BY, "What is her title?", "What is Ms. Ingrid Solberg's title?"),
        (LED, LED_BY, "Where does he work?", "Where does Mr. Olav Lunde work?"),
        ("Who is Dr. Camila Rojas?", "", "When did she visit Bergen?", "When did Dr. Camila Rojas visit Bergen?"),
        ("Where was the forum held?", "It was held in Bergen. [1]", "Who was there?", "Who was at the forum?"),
        ("Where was the forum held?", "It was held in Bergen. [1]", "What happened there?", "What happened in Bergen?"),
    ],
)
def test_follow_ups(previous: str, answer: str, question: str, understood: str | None) -> None:
    assert stand_alone(question, [Turn(previous, answer)]) == understood


@pytest.mark.parametrize(
    "question",
    [
        "Who hosted the port event?",
        "What is the capital of France?",
        "Did Chile send its minister?",
        "When did the delegation finish its visit?",
        "Is it true that Peru took part?",
        "What time is it in Bergen?",
        "Are there any figures on the budget?",
        "Which companies attended the event that was held in Bergen?",
        "And who led the Chilean delegation?",
        "Thanks",
        "seabed mapping",
        "?",
    ],
)
def test_questions_of_their_own_are_left_alone(question: str) -> None:
    assert stand_alone(question, [Turn(LED, "x")]) is None


def test_without_a_conversation_every_question_stands_alone() -> None:
    assert stand_alone("And the Chilean one?") is None


def test_a_chain_of_follow_ups_keeps_the_subject() -> None:
    history = [Turn(HELD, "On 12 May 2024. [1]"), Turn("And the first one?", "x")]
    assert stand_alone("Where?", history) == "Where was the first Ocean Forum held?"


def test_a_turn_without_words_is_no_subject() -> None:
    assert stand_alone("Where was it held?", [Turn("  ", "")]) is None
