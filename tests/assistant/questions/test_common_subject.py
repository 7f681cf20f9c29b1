"""What all documents are about, and first questions that point at it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.follow_ups.resolving import stand_alone
from assistant.questions.common_subject import common_subject, in_full, title_given
from assistant.types import Turn
from assistant.understanding import understand


@pytest.mark.parametrize(
    ("titles", "subject"),
    [
        (["Ocean Forum of Norway and Chile"], "the Ocean Forum of Norway and Chile"),
        (["Ocean Forum, second edition", "Background note: Ocean Forum"], "the Ocean Forum"),
        (["Ocean Forum – press lines", "Ocean Forum"], "the Ocean Forum"),
        (["Minutes of the Steering Committee, 9 September 2025"], "the Steering Committee"),
        (["Memo: The Harbour Extension"], "The Harbour Extension"),
        (["Ocean Forum", "Herring report"], None),
        (["Annual Performance Plan"], None),
        (["Fact sheet", "Fact sheet"], None),
        (["Herring"], None),  # one word is a topic and no thing
        ([], None),
        (["A very long title that tells of all that was said and done in twelve days"], None),
    ],
)
def test_common_subject_is_the_part_that_all_titles_have(titles: Sequence[str], subject: str | None) -> None:
    assert common_subject(titles) == subject


HEADLINE = "Strengthening Bilateral Cooperation in Marine Science"
OPENING = "Norway and Chile held the second edition of their Ocean Forum on 12 May 2024 in Bergen."


@pytest.mark.parametrize(
    ("titles", "openings", "subject"),
    [
        ([HEADLINE], [OPENING], "the ocean forum"),
        ([HEADLINE, "Herring report"], [OPENING, "Herring were sold at the Ocean Forum."], "the ocean forum"),
        ([HEADLINE, "Herring report"], [OPENING, "Herring were sold."], None),
        ([HEADLINE], ["The forum took place in Bergen."], None),
        ([HEADLINE], [""], None),
        ([HEADLINE], ["The Ocean Forum took place in Bergen."], "the ocean forum"),
        (["Ocean Forum"], ["The Port Meeting was long."], "the Ocean Forum"),  # the title goes first
    ],
)
def test_without_a_title_in_common_it_is_the_event_that_all_begin_with(
    titles: Sequence[str], openings: Sequence[str], subject: str | None
) -> None:
    assert common_subject(titles, lambda: openings) == subject


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Where was the forum held?", "Where was the Ocean Forum held?"),
        ("Where was the Forum held?", "Where was the Ocean Forum held?"),
        ("Where was the Forum Committee?", None),
        ("When was the meeting?", "When was the Ocean Forum?"),  # any event is a meeting
        ("When was the exercise?", None),  # and this one may be another
        ("When was the meeting of the board?", None),
        ("When was the Ocean Forum?", None),
        ("Who attended?", "Who attended the Ocean Forum?"),
        ("Who took part?", "Who participated in the Ocean Forum?"),
        ("What was discussed?", "What was discussed at the Ocean Forum?"),
        ("What were the main outcomes?", "What were the main outcomes of the Ocean Forum?"),
        ("Who attended the port event?", None),
        ("What was discussed on Monday?", None),
    ],
)
def test_the_event_is_named_in_full(question: str, expected: str | None) -> None:
    assert stand_alone(question, (), lambda: "the Ocean Forum") == expected
    assert stand_alone(question) is None


@pytest.mark.parametrize(
    "before", ["What is on page 1 of the note?", "Summarise the background note", "Who is Solberg?"]
)
def test_what_is_no_event_is_not_taken_for_one(before: str) -> None:
    history = [Turn(before, "")]
    assert stand_alone("Who took part?", history, lambda: "the Ocean Forum") == "Who participated in the Ocean Forum?"


def test_only_an_event_is_meant_by_words_for_events() -> None:
    assert in_full("When was the meeting?", "the Harbour Extension") is None
    assert in_full("When was the forum?", "the Harbour Committee") is None


def test_a_committee_meets() -> None:
    assert in_full("Who attended the meeting?", "the Harbour Committee") == "Who attended the Harbour Committee?"
    assert in_full("When was the meeting?", "the Harbour Committee") == "When was the meeting of the Harbour Committee?"


def test_there_is_at_the_event_spoken_of() -> None:
    history = [Turn("Tell me about the port event", "SeaLink hosted it.")]
    assert stand_alone("Were companies there?", history, lambda: "the Ocean Forum") == (
        "Were companies at the port event?"
    )


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("When did it take place?", "When did the Ocean Forum take place?"),
        ("What did they agree on?", "What was agreed at the Ocean Forum?"),
        ("Which topics did the two sides discuss?", "What was discussed at the Ocean Forum?"),
        ("What did both delegations cover?", "What was covered at the Ocean Forum?"),
        ("Did both sides discuss herring?", None),
        ("What was its outcome?", "What was the Ocean Forum's outcome?"),
        ("Who was there?", "Who was at the Ocean Forum?"),
        ("When did they meet?", "When was the Ocean Forum held?"),
        ("Where did the two sides meet?", "Where was the Ocean Forum held?"),
        ("Who led the Norwegian team and what did they say?", None),
        ("Who is he?", None),
        ("Is it true that Norway pays?", None),
        ("Is there a budget?", None),
        ("When was the port opened?", None),
        ("How does Sel Baya make its water?", None),
        ("how does sel baya make its water?", None),
        ("How many doors did the other side say they did?", None),
    ],
)
def test_a_first_question_may_point_at_the_subject(question: str, expected: str | None) -> None:
    assert stand_alone(question, (), lambda: "the Ocean Forum") == expected
    assert stand_alone(question) is None


def test_a_subject_is_taken_as_it_is() -> None:
    assert (
        stand_alone("Who was there?", (), lambda: r"the C:\temp \g<9> report")
        == r"Who was at the C:\temp \g<9> report?"
    )


def test_what_they_decided_is_what_was_decided_there() -> None:
    history = [Turn("Who attended the port event?", "Ms. Lee did.")]
    understood = understand("What did they decide?", history, lambda: "the Ocean Forum").understood_as
    assert understood == "What are the decisions of the port event?"


def test_what_was_said_before_goes_first() -> None:
    history = [Turn("Who hosted the port event?", "SeaLink did.")]
    assert stand_alone("When did it take place?", history, lambda: "the Ocean Forum") == (
        "When did the port event take place?"
    )


@pytest.mark.parametrize(
    "question", ["Summarise it", "Who wrote it?", "What is it about?", "When was it written?", "How many pages has it?"]
)
def test_a_question_about_the_documents_is_left_to_them(question: str) -> None:
    assert understand(question, (), lambda: "the Ocean Forum").understood_as is None


@pytest.mark.parametrize(
    ("title", "source", "given"),
    [
        ("Bridge closure", "/briefs/bridge-closure.md", ""),
        ("Bridge closure", "/briefs/note-7.md", "Bridge closure"),
        ("Oslo Forum", "/briefs/Oslo_Forum.md", "Oslo Forum"),
        ("Bridge", "/briefs/bridge.md", ""),
        ("Зимний доклад", "/briefs/7.md", "Зимний доклад"),
    ],
)
def test_the_name_of_a_file_is_no_subject(title: str, source: str, given: str) -> None:
    assert title_given(title, source) == given
    assert common_subject([title_given("Bridge closure", "bridge-closure.md")]) is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("When was it held?", "When was the Ocean Forum held?"),
        ("And where did it take place?", "Where did the Ocean Forum take place?"),
        ("Who hosted it?", "Who hosted the Ocean Forum?"),
        ("Was it held in vain?", "Was the Ocean Forum held in vain?"),
    ],
)
def test_an_event_is_meant_where_nothing_that_was_said_is_one(question: str, expected: str | None) -> None:
    history = [Turn("Who led the Norwegian delegation?", "It was led by Ms. Ingrid Solberg.")]
    assert stand_alone(question, history, lambda: "the Ocean Forum") == expected
    assert stand_alone(question, history) is None
