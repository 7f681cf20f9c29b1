"""Questions about somebody, put to that person's own words."""

from __future__ import annotations

import pytest

from assistant.questions.own_words import own_words


@pytest.mark.parametrize(
    ("question", "who", "put"),
    [
        ("What does President Rojas promise in his address?", "President Rojas", "What do I promise?"),
        ("Has President Rojas signed the ferry bill?", "President Rojas", "Have I signed the ferry bill?"),
        ("Is Dr. Lind against the toll?", "Dr. Lind", "Am I against the toll?"),
        ("How can the port be saved according to Mayor Ida Holm?", "Mayor Ida Holm", "How can the port be saved?"),
        ("According to Mayor Holm, who pays?", "Mayor Holm", "Who pays?"),
        ("What is Mayor Holm's plan for the quays?", "Mayor Holm", "What is my plan for the quays?"),
        ("Who wrote to Mayor Holm?", "Mayor Holm", "Who wrote to me?"),
        ("What led Gen. A. B. Moe to resign?", "Gen. A. B. Moe", "What led I to resign?"),
        (
            "Which fee did Minister Rojas mention in his State of the Harbours Address?",
            "Minister Rojas",
            "Which fee did I mention?",
        ),
        (
            "Which of the fees mentioned by Minister Rojas in the speech to Parliament fall?",
            "Minister Rojas",
            "Which of the fees fall?",
        ),
        ("How old was Holm when she became mayor?", "Holm", "How old was I when I became mayor?"),
        ("What did the minister promise?", "the minister", "What did I promise?"),
        ("What does the author recommend?", "", "What do I recommend?"),
        ("What did she promise about her budget?", "", "What did I promise about my budget?"),
        ("What is her view on tolls?", "", "What is my view on tolls?"),
        ("What did Holm say about the tolls?", "Holm", "What is said about the tolls?"),
        ("What does Holm's speech say about the tolls?", "Holm", "What is said about the tolls?"),
        ("Did Holm mention the tolls?", "Holm", "Is the tolls mentioned?"),
    ],
)
def test_a_question_about_somebody_is_put_in_the_first_person(question: str, who: str, put: str) -> None:
    found = own_words(question)
    assert found is not None
    assert (found.who, found.question) == (who, put)


@pytest.mark.parametrize(
    "question",
    [
        "Who is the director?",
        "Who is the author?",
        "Where does Ann Lee work?",
        "What did Japan say about debris?",
        "What did the Ministry of Fisheries announce?",
        "What did NASA announce?",
        "When did the dialogue take place?",
        "What did the head of the delegation propose?",
        "How many ships came?",
    ],
)
def test_what_is_about_no_speaker_stays_as_it_is(question: str) -> None:
    assert own_words(question) is None
