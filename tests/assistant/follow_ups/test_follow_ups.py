"""Follow-ups of many kinds and many subjects, and what must not be taken for one."""

from __future__ import annotations

import pytest

from assistant import Answer, Turn
from assistant.follow_ups.resolving import stand_alone

CLINIC = "When did the Nairobi clinic open?"
LED = "Who led the Indian delegation?"
LED_BY = "The Indian delegation was led by Mr. Rajeev Menon, Joint Secretary. [1]"
ROOFS = "What is the Green Roofs initiative?"
ROADS = "How much did Ghana spend on roads in 2022?"
SIGNED = "Where was the treaty signed?"
SIGNED_IN = "The treaty was signed in Lisbon. [1]"
SESSION = "Who chaired the first session?"
MINISTER = "Who accompanied the minister?"
LINE = "When was the Blue Line opened?"
NOISE = "What does the harbour permit say about noise?"
NOISE_SAID = "Noise is limited to 55 dB at night. [1]"

PRONOUNS = [
    (CLINIC, "It opened in March 2019. [1]", "Who runs it?", "Who runs the Nairobi clinic?"),
    (LED, LED_BY, "What is his position?", "What is Mr. Rajeev Menon's position?"),
    (
        "Who chairs the audit committee?",
        "The audit committee is chaired by Dr. Amina Yusuf. [1]",
        "What is her position?",
        "What is Dr. Amina Yusuf's position?",
    ),
    (
        "Who was Ada Lovelace?",
        "Ada Lovelace was an English mathematician. [1]",
        "When did she die?",
        "When did Ada Lovelace die?",
    ),
    (
        "What does the Clean Rivers Act regulate?",
        "",
        "Does it cover lakes?",
        "Does the Clean Rivers Act cover lakes?",
    ),
    ("Which vaccines does the agency recommend?", "", "Are they free?", "Are the vaccines free?"),
    ("How many engineers work at the plant?", "", "Where do they live?", "Where do the engineers live?"),
    ("When did Kenya join the pact?", "", "Why did they leave it?", "Why did Kenya leave the pact?"),
    (
        "Who wrote the impact report?",
        "The impact report was written by Ms. Lena Vogt and Mr. Jan Peeters. [1]",
        "Where do they work?",
        "Where do Ms. Lena Vogt and Mr. Jan Peeters work?",
    ),
    (
        "What is the Horizon fund?",
        "",
        "Can you tell me about its rules?",
        "Can you tell me about the Horizon fund's rules?",
    ),
    (SIGNED, SIGNED_IN, "What else happened there?", "What else happened in Lisbon?"),
    (NOISE, NOISE_SAID, "Summarise it.", "Summarise the harbour permit."),
    (
        "Where did the pilgrims come from and how did they travel?",
        "",
        "When did they arrive?",
        "When did the pilgrims arrive?",
    ),
    ("Jumbo Frames", "", "How is it configured?", "How is Jumbo Frames configured?"),
    (LED, LED_BY, "Thanks. What is his position?", "What is Mr. Rajeev Menon's position?"),
    ("When was the summit held?", "", "Who hosted that?", "Who hosted the summit?"),
    ("When was the summit held?", "", "When was that?", "When was the summit held?"),
    ("What did Japan's side discuss?", "", "Did they visit a port?", "Did Japan's side visit a port?"),
    ("When was the summit held?", "", "Who attended?", "Who attended the summit?"),
    ("Tell me about the port event", "", "Who took part?", "Who participated in the port event?"),
    ("What is on page 1 of the note?", "", "Who took part?", None),
    ("Summarise the note", "", "Who attended?", None),
    ("Which plant did the auditors visit?", "", "When was that?", "When did the auditors visit?"),
]
POSSESSIVES = [
    ("Who is India's ambassador?", "", "And Japan's?", "Who is Japan's ambassador?"),
    ("What was Ghana's budget in 2024?", "", "And Togo's?", "What was Togo's budget in 2024?"),
    ("What was Ghana's budget in 2024?", "", "And by the end of 2026?", "What was Ghana's budget by the end of 2026?"),
    ("How many came since March 2024?", "", "And in 2023?", "How many came in 2023?"),
    (LED, LED_BY, "And Japan's?", "Who led Japan's delegation?"),
    ("What is the population of Peru?", "", "What about Chile's?", "What is the population of Chile?"),
    (LINE, "", "Its budget?", "What is the Blue Line's budget?"),
    (LINE, "", "And its stations?", "What are the Blue Line's stations?"),
    (
        "Who leads the task force?",
        "The task force is led by Mr. Omar Diallo. [1]",
        "His background?",
        "What is Mr. Omar Diallo's background?",
    ),
]
ELLIPSES = [
    ("What is Strategy 1.4.5?", "", "And 1.4.6?", "What is Strategy 1.4.6?"),
    ("What is on page 12 of the plan?", "", "And page 13?", "What is on page 13 of the plan?"),
    ("What is on page 12?", "", "And on page 14?", "What is on page 14?"),
    (
        "What is on page 12 of the DOT plan?",
        "",
        "And of the State Department's plan?",
        "What is on page 12 of the State Department's plan?",
    ),
    (
        "What does section 1 of the trade plan say?",
        "",
        "And section 2?",
        "What does section 2 of the trade plan say?",
    ),
    (
        "What are the goals of the Department of Transport?",
        "",
        "And of the State Department?",
        "What are the goals of the State Department?",
    ),
    ("Which companies attended the port event?", "", "How many?", "How many companies attended the port event?"),
    ("How many schools were closed in 2021?", "", "Which ones?", "Which schools were closed in 2021?"),
    ("Did SeaLink invest in Chile?", "", "How much?", "How much did SeaLink invest in Chile?"),
    ("Who hosted the summit?", "", "Who else?", "Who else hosted the summit?"),
    ("What was discussed at the summit?", "", "What else?", "What else was discussed at the summit?"),
    ("Where was the vaccine tested?", "", "Where else?", "Where else was the vaccine tested?"),
    (ROADS, "", "And in 2023?", "How much did Ghana spend on roads in 2023?"),
    (ROADS, "", "2023?", "How much did Ghana spend on roads in 2023?"),
    (ROADS, "", "And on schools?", "How much did Ghana spend on schools in 2022?"),
    ("Who won the award in physics?", "", "how about chemistry?", "Who won the award in chemistry?"),
    ("When does the Lisbon office open?", "", "What about Porto?", "When does the Porto office open?"),
    (
        "Is smoking allowed on the trains?",
        "",
        "And on the platforms?",
        "Is smoking allowed on the platforms?",
    ),
    (SESSION, "", "and the second?", "Who chaired the second session?"),
    ("What is the deadline for the grant?", "", "And for the loan?", "What is the deadline for the loan?"),
    ("Why was the bridge closed?", "", "Since when?", "Since when was the bridge closed?"),
    ("When was the mine closed?", "", "And reopened?", "When was the mine reopened?"),
    ("Who spoke in Osaka?", "", "how about Tokyo?", "Who spoke in Tokyo?"),
    ("Who runs the Danish side?", "", "the Dutch side?", "Who runs the Dutch side?"),
    (LINE, "", "the budget?", "What is the Blue Line's budget?"),
    ("When was the summit held?", "", "Who attended?", "Who attended the summit?"),
    ("When was the first summit held?", "", "Where was the second held?", "Where was the second summit held?"),
    (NOISE, NOISE_SAID, "What about costs?", "What does the harbour permit say about costs?"),
]
DEMONSTRATIVES = [
    ("When was the Ocean Forum held?", "", "Who attended that event?", "Who attended the Ocean Forum?"),
    (ROOFS, "", "Who pays for this programme?", "Who pays for the Green Roofs initiative?"),
    ("Who is Dr. Kofi Boateng?", "", "Where was this man born?", "Where was Dr. Kofi Boateng born?"),
    (SIGNED, SIGNED_IN, "Who is mayor of that city?", "Who is mayor of Lisbon?"),
    (SESSION, "", "Who attended the second one?", "Who attended the second session?"),
    (LED, LED_BY, "Who invited the Japanese one?", "Who invited the Japanese delegation?"),
]
CHANGES_OF_SUBJECT = [
    (CLINIC, "", "Different question: who founded the museum?", "Who founded the museum?"),
    (CLINIC, "", "Changing the subject, who founded the museum?", "Who founded the museum?"),
    (CLINIC, "", "On another note, where is it held?", "Where is it held?"),
    (CLINIC, "", "Let's talk about something else. Who founded the museum?", "Who founded the museum?"),
]
CORRECTIONS = [
    (
        "When was the conference in Osaka held?",
        "",
        "no, the one in Tokyo",
        "When was the conference in Tokyo held?",
    ),
    ("When was the conference held?", "", "No, the one in Tokyo.", "When was the conference in Tokyo held?"),
    ("What did India propose?", "", "I meant Japan", "What did Japan propose?"),
    (MINISTER, "", "not the minister, the ambassador", "Who accompanied the ambassador?"),
    (MINISTER, "", "Not the minister but the ambassador.", "Who accompanied the ambassador?"),
    (
        "Who accompanied the minister to Oslo?",
        "",
        "I mean the ambassador, not the minister",
        "Who accompanied the ambassador to Oslo?",
    ),
    ("How much did Ghana spend in 2022?", "", "sorry, 2023", "How much did Ghana spend in 2023?"),
    ("What did India's envoys propose?", "", "I meant Japan", "What did Japan's envoys propose?"),
    ("What did India propose in 2022?", "", "sorry, I meant in 2023", "What did India propose in 2023?"),
    ("Where is the Paris office?", "", "no, I mean the Lyon office", "Where is the Lyon office?"),
    (LED, LED_BY, "No, the Japanese one.", "Who led the Japanese delegation?"),
    (SESSION, "", "Actually, the second one", "Who chaired the second session?"),
    ("Who spoke in Osaka?", "", "no, Tokyo", "Who spoke in Tokyo?"),
    (CLINIC, "", "No, who runs it?", "Who runs the Nairobi clinic?"),
    (LED, LED_BY, "Not India, Japan", "Who led the Japan delegation?"),
    ("What did India propose?", "", "I asked about Japan, not India", "What did Japan propose?"),
    ("What did India propose?", "", "No, not India - Japan!", "What did Japan propose?"),
]
CONFIRMATIONS = [
    (LED, LED_BY, "Really?", LED),
    (LED, LED_BY, "are you sure?", LED),
    (LED, LED_BY, "Is that true?", LED),
    (ROOFS, "", "Tell me more", "Tell me more about the Green Roofs initiative."),
    (ROOFS, "", "Can you elaborate?", "Tell me more about the Green Roofs initiative."),
    (ROOFS, "", "More details, please.", "Tell me more about the Green Roofs initiative."),
    (ROOFS, "", "Tell me more about it", "Tell me more about the Green Roofs initiative"),
    ("Was the bridge closed?", "", "Why?", "Why was the bridge closed?"),
]


@pytest.mark.parametrize(
    ("previous", "answer", "question", "understood"),
    [
        *PRONOUNS,
        *POSSESSIVES,
        *ELLIPSES,
        *DEMONSTRATIVES,
        *CHANGES_OF_SUBJECT,
        *CORRECTIONS,
        *CONFIRMATIONS,
    ],
)
def test_follow_ups(previous: str, answer: str, question: str, understood: str) -> None:
    assert stand_alone(question, [Turn(previous, answer)]) == understood


@pytest.mark.parametrize(
    "question",
    [
        # questions of their own
        "Who founded the national museum?",
        "How do I apply for a passport?",
        "Is there a fee for renewals?",
        "How many fees have there been?",
        "What time is it?",
        "And who led the Chilean delegation?",
        "When was the mine closed and who owned it?",
        "Where can I find the book that she wrote?",
        "At what time does the clinic open?",
        "On which day was the treaty signed?",
        "In the harbour, which ships were damaged?",
        "In summary, what are the key points?",
        "Which of those rules apply to schools?",
        # "it" that points at nothing
        "Which area gets it worst?",
        "Who made it to the final?",
        "What would it cost to repair the bridge?",
        "Is it true that the mayor resigned?",
        "Is it legal to swim in the harbour?",
        "It is not possible to renew a passport online, right?",
        "Does it make sense to renew a passport early?",
        "How long does it take to renew a passport?",
        # the question names what its pronoun could stand for
        "How many times is it mentioned in the harbour permit?",
        # statements and remarks
        "You said before that the gifts are tax-free.",
        "I'm confused. Is it the passport or the visa?",
        "since he is a famous player, he must be rich, correct?",
        "But they had an influence on others, didn't they?",
        "Are you sure? I heard that it flooded in 1993.",
        "The report says that the dam is safe.",
        "For example, the office in Lyon was closed.",
        "Now I understand.",
        # no question stands behind these
        "No",
        "No, that is wrong.",
        "Sorry",
        "Sorry to hear that.",
        "OK, thanks",
        "Thank you!",
        "Great",
        "hello",
        "Not a single passport was issued in 2020?",
        # other tasks
        "Now tell me about the harbour strike.",
        "Give me the key points of the strike report.",
        "List the members of the committee.",
        "Compare the two reports.",
        "What about investing with a bank?",
        "And the other side?",
        "What about Mr. Rao?",
        # about what was said, not about the briefings
        "What do you mean by that?",
        "Is that all?",
    ],
)
def test_what_is_no_follow_up_is_left_alone(question: str) -> None:
    assert stand_alone(question, [Turn(NOISE, NOISE_SAID)]) is None


def test_another_side_is_put_where_a_side_was_named() -> None:
    history = [Turn(LED, LED_BY), Turn("What is his position?", LED_BY)]
    assert stand_alone("And the Japanese side?", history) == "Who led the Japanese delegation?"
    assert stand_alone("And the Japanese side?", [Turn("What is Mr. Rajeev Menon's position?", LED_BY)]) is None


def test_a_pronoun_reaches_past_a_question_that_names_nothing() -> None:
    history = [Turn(CLINIC, "In March 2019. [1]"), Turn("How many applied?", "240 people applied. [1]")]
    assert stand_alone("Who runs it?", history) == "Who runs the Nairobi clinic?"


def test_a_pronoun_does_not_reach_past_a_change_of_subject() -> None:
    history = [Turn(CLINIC, "In March 2019. [1]"), Turn("Different question: how many applied?", "240. [1]")]
    assert stand_alone("Who runs it?", history) is None


def test_a_pronoun_that_was_not_understood_before_is_not_understood_now() -> None:
    assert stand_alone("How did it end?", [Turn("Why was it named Easter?", "")]) is None


def test_a_correction_of_a_correction() -> None:
    history = [Turn("What did India propose in 2022?", ""), Turn("sorry, 2023", ""), Turn("I meant Japan", "")]
    assert stand_alone("no, 2024", history) == "What did Japan propose in 2024?"


def test_remarks_between_do_not_hide_the_subject() -> None:
    history = [Turn(CLINIC, "In March 2019. [1]"), Turn("OK, thanks", "You are welcome.")]
    assert stand_alone("Who runs it?", history) == "Who runs the Nairobi clinic?"
    assert stand_alone("Where?", history) == "Where did the Nairobi clinic open?"


def test_a_pronoun_reaches_past_a_statement_with_the_same_pronoun() -> None:
    history = [Turn("What did Andrew Carnegie build?", ""), Turn("I wish he had built here.", "")]
    assert stand_alone("When did he die?", history) == "When did Andrew Carnegie die?"


def test_something_else_that_may_be_is_not_put_in_the_place_of_what_may_be() -> None:
    assert stand_alone("What about the loan?", [Turn("Is there a maximum income limit?", "")]) is None


def test_a_pronoun_for_what_the_question_names_otherwise_is_left_alone() -> None:
    history = [Turn("What is the history of the London Bridge?", "")]
    assert stand_alone("How is it related to the London Bridge in Arizona?", history) is None


def test_a_phrase_that_points_itself_is_not_what_a_pronoun_stands_for() -> None:
    assert stand_alone("Is it big?", [Turn("Who lives on that island?", "")]) is None


def test_what_is_held_is_no_delegation() -> None:
    history = [Turn("When did the Ocean Forum begin?", ""), Turn(LED, LED_BY)]
    assert stand_alone("Where was it held?", history) == "Where was the Ocean Forum held?"
    assert stand_alone("Where was it held?", history[1:]) is None


def test_people_and_their_delegation_are_not_two_things() -> None:
    assert stand_alone("Did he sign it?", [Turn(LED, LED_BY)]) == "Did Mr. Rajeev Menon sign it?"


def test_a_bare_word_without_a_counterpart_is_left_alone() -> None:
    assert stand_alone("What about costs?", [Turn("When was the summit held?", "")]) is None


def test_what_a_pronoun_was_taken_for_can_be_corrected() -> None:
    history = [Turn("Which plant did the auditors visit?", ""), Turn("When was that?", "")]
    assert stand_alone("No, I mean the meeting in Oslo.", history) == "When was the meeting in Oslo?"


def test_it_is_the_thing_that_was_asked_for_and_not_the_people() -> None:
    said = Answer(
        "", None, "The delegation went to the Arctic Station. [1]", True, 0.9, "the Arctic Station", (), (), {}
    )
    asked = "Which facility did the Chilean delegation visit?"
    assert stand_alone("Who operates it?", [Turn(asked, said)]) == "Who operates the Arctic Station?"
    built = "Which company did the bridge ruin?"
    assert stand_alone("When was it built?", [Turn(built, said)]) == "When was the bridge built?"
