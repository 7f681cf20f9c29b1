"""Questions in the words that texts tell their answers with."""

from __future__ import annotations

import pytest

from assistant.questions.rewording import reworded


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is Mr. Lunde's position?", "Who is Mr. Lunde?"),
        ("what is the title of Ingrid Solberg?", "Who is Ingrid Solberg?"),
        ("Which post does Dr. Camila Rojas hold?", "Who is Dr. Camila Rojas?"),
        ("What is Ms. de la Cruz's official title", "Who is Ms. de la Cruz?"),
        ("List all participants", "Who attended?"),
        ("Who were the attendees of the forum?", "Who attended the forum?"),
        ("Give me a list of the people who attended the port event", "Who attended the port event?"),
        ("Who took part in the port event?", "Who attended the port event?"),
        ("Which companies participated in the port event?", "Which companies attended the port event?"),
        ("which NGOs took part in the forum?", "Which NGOs attended the forum?"),
        ("What are the main risks?", "What are the risks?"),
        ("What are the key risks of the plan?", "What are the risks of the plan?"),
        ("What are the key messages?", "What are the key messages?"),
        ("Was anyone hurt?", "Who was hurt?"),
        ("Has anybody been injured in the port?", "Who has been injured in the port?"),
        ("Is anyone there?", "Is anyone there?"),
        ("What did both sides reaffirm?", "What was reaffirmed?"),
        ("What have the two countries committed to?", "What have the two countries committed to?"),
        ("What did the two countries commit to?", "What was committed to?"),
        ("Who was Norway's lead?", "Who led Norway's side?"),
        ("Who was Ode's lead?", "Who led Ode's side?"),
        ("Was SeaLink represented at the forum?", "Who represented SeaLink at the forum?"),
        ("Did they visit any ports in Norway?", "Which ports did they visit in Norway?"),
        ("Did they talk about ports?", "Did they discuss ports?"),
        ("What was on the agenda of the forum?", "What was on the agenda of the forum?"),
        ("What is on the agenda for day 2?", "What is on the agenda for day 2?"),
        ("What languages are spoken in Norway?", "What are the languages in Norway?"),
        ("What languages are spoken?", "What are the languages?"),
        ("What role does SeaLink play?", "What does SeaLink do?"),
        ("What role did SeaLink play in the forum?", "What did SeaLink do in the forum?"),
        ("What is SeaLink's role?", "What does SeaLink do?"),
        ("What is the role of the buffer?", "What is the role of the buffer?"),
        ("How many editions have there been?", "Which edition was the meeting?"),
        ("How many editions of the forum have been held so far?", "Which edition was the forum?"),
        ("How many meetings have been held?", "How many meetings have been held?"),
        ("Which two officials represented Norway?", "Who represented Norway?"),
        ("Who are the two Norwegian officials?", "Who represented the Norwegian side?"),
        ("Name the Chilean leads", "Who represented the Chilean side?"),
        ("What was decided at the meeting?", "What are the decisions of the meeting?"),
        ("What decisions were taken?", "What are the decisions?"),
        ("What did they decide?", "What are the decisions?"),
        ("What did the Board decide at the meeting?", "What are the decisions of the meeting?"),
        ("When do they meet again?", "When is the next meeting?"),
        ("What does the survey cost?", "How much does the survey cost?"),
        ("What will it cost to repair the pier?", "How much will it cost to repair the pier?"),
        ("Which topics?", "What topics were covered?"),
        ("How many people live in Port Selene?", "What is the population of Port Selene?"),
        ("How many people live in poverty?", "How many people live in poverty?"),
        ("How high is the grant?", "How much is the grant?"),
        ("How large was the trade with Peru?", "How much was the trade with Peru?"),
        ("How high is the tower?", "How high is the tower?"),
        ("Who is the CEO of Acme?", "Who is the chief executive of Acme?"),
        ("What did the PM say?", "What did the prime minister say?"),
        ("Is it at 3 PM?", "Is it at 3 PM?"),
        ("What abt startups?", "What about startups?"),
        ("What counts as a loss under the procedure?", "What does loss mean?"),
        ("What qualifies as safe water?", "What does safe water mean?"),
        ("Who took over from Ansel Groom?", "Who succeeded Ansel Groom?"),
        ("Who took over as envoy after Lofting?", "Who succeeded Lofting as envoy?"),
        ("Who signed off the assessment?", "Who approved the assessment?"),
        ("harbour closed when", "When harbour closed?"),
    ],
)
def test_a_question_is_put_as_texts_tell_it(question: str, said: str) -> None:
    assert reworded(question) == said


@pytest.mark.parametrize(
    "question",
    [
        "What is the role of South Korea?",
        "What is the position of the World Bank?",
        "What is Norway's position?",
        "What is the title of the report?",
        "List the goals",
        "Who were the participants from Norway?",
        "Who are the officials?",
        "Which officials came?",
        "Who took part in the revolt?",
        "Which topics did Norway propose?",
        "Tell me when",
        "Who took the ferry over the strait?",
    ],
)
def test_other_questions_stay_as_they_are(question: str) -> None:
    assert reworded(question) == question
