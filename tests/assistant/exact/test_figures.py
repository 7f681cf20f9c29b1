"""The figure that is asked for, of several that a sentence has."""

from __future__ import annotations

import pytest

from assistant.exact.figures import figure_meant, leaves_cost
from store import Span

INFLATION = "Inflation fell from 8.4 per cent in 2023 to 3.2 per cent in 2024."
FUND = "It receives EUR 1.9 billion from the recovery fund, of which 60 per cent has been paid out."
DEATHS = "Children make up 14 per cent of cases, yet a third of the deaths."
WATER = "The shares are 52 per cent for Tolmira, 27 for Kestria and 9 for Anvar."
PAID = "Brenmark had put 8.3 million crowns into it and Ottavar 5.1 million, against a promise of 7 million."
TOLL = "As of 17:00 today, four people have died and two are missing."
TESTED = "Of 1,240 anchors we have tested 310 so far; 47 failed."
SEATS = "The Greens won 44 seats, the Liberals 31, the Farmers' Party 22 and the Homeland List 23."
PARK = "Construction will begin in September 2025 and the park is to go into operation in the spring of 2027."


@pytest.mark.parametrize(
    ("question", "sentence", "marked", "meant"),
    [
        ("What was inflation in 2023?", INFLATION, "3.2 per cent", "8.4 per cent"),
        ("How many people are missing?", TOLL, "four", "two"),
        ("How many people died?", TOLL, "four", "four"),
        ("How many nurses are deployed?", "Some 64 nurses and 21 cooks are deployed.", "64", "64"),
        ("How many anchors failed?", TESTED, "1,240", "47"),
        ("How many anchors have been tested?", TESTED, "1,240", "310"),
        ("How many anchors are there?", TESTED, "1,240", "1,240"),
        ("How many seats did the Liberals win?", SEATS, "44", "31"),
        ("How many seats did the Farmers' Party win?", SEATS, "44", "22"),
        ("How many seats did the Greens win?", SEATS, "44", "44"),
        ("What did the Liberals win?", SEATS, "44", "44"),
        ("What was inflation in 2024?", INFLATION, "8.4 per cent", "3.2 per cent"),
        ("What was inflation in 2022?", INFLATION, "8.4 per cent", "8.4 per cent"),
        ("What is the inflation rate?", INFLATION, "8.4 per cent", "3.2 per cent"),
        ("How high is inflation?", INFLATION, "3.2 per cent", "3.2 per cent"),
        ("What was the inflation rate before?", INFLATION, "8.4 per cent", "8.4 per cent"),
        ("From what did inflation fall?", INFLATION, "8.4 per cent", "8.4 per cent"),
        ("What is the range?", "The values range from 3 to 7.", "3", "3"),
        ("What share of the fund has been paid out?", FUND, "EUR 1.9 billion", "60 per cent"),
        ("How much money comes from the fund?", FUND, "60 per cent", "EUR 1.9 billion"),
        ("How much was invested?", "It invested USD 3 million in 2024 and USD 4 million in 2025.", "2024", "2024"),
        ("What share of the deaths were children?", DEATHS, "a third", "a third"),
        ("What share does Kestria get?", WATER, "27", "27"),
        ("How much has Ottavar paid in?", PAID, "5.1 million", "5.1 million"),
        ("What share is public?", "Of these 20 % are public and 30 % are mixed.", "Of these", "Of these"),
        ("How much is trade?", "Trade reached CAD 12.4 billion in 2024.", "12.4", "CAD 12.4 billion"),
        ("How much is it?", "It is €5 a day.", "5", "€5"),
        ("What is the unemployment rate?", "Unemployment stands at 5.6 per cent.", "5.6", "5.6 per cent"),
        ("What is the rate?", "It is 5%, they say.", "5", "5%"),
        ("How many ships are there?", "There are 5 per cent.", "5", "5 per cent"),
        ("How many working groups are there?", "15:30–17:00 | Working groups A to D", "00", None),
        ("How many minutes were left?", "There were 11:28 left.", "11:28", "11:28"),
        ("When does it start?", "09:50–10:30 | Keynote: The decade", "The decade", "09:50–10:30"),
        ("In which year was it?", "09:50–10:30 | Keynote: The decade", "The decade", "The decade"),
        ("When was it closed?", "It was closed in 2021 after 47 years of operation.", "2021 after 47 years", "2021"),
        ("When will the park open?", PARK, PARK[27:-1], "the spring of 2027"),
        ("When does construction begin?", PARK, PARK[27:-1], "September 2025"),
        ("When will the park open?", PARK, "September 2025", "the spring of 2027"),
        ("When does construction begin?", PARK, "September 2025", "September 2025"),
        ("When does it open?", PARK, "September 2025", "September 2025"),
        ("When was it proved?", "Fortnow (2003) says so, and the proof of it is older (1965).", "1965", "1965"),
        ("When will power be restored?", "They expect it by Sunday evening.", "Sunday evening", "by Sunday evening"),
        ("When was power restored?", "It was back by Sunday evening.", "Sunday evening", "Sunday evening"),
        ("How many working groups are there?", "15:30–17:00 | Working groups A to D", "A to D", None),
        ("How many groups are there?", "There are none.", "none", "none"),
        ("How many editions have there been?", "They met for the third edition.", "third edition", "third"),
        ("Which edition was it?", "They met for the third edition.", "third edition", "third"),
        ("What took place?", "They met for the third edition.", "third edition", "third edition"),
        ("When did it happen?", PARK, PARK[27:-1], PARK[27:-1]),
        ("When did he reign?", "He reigned from 1912 to 1920.", "from 1912 to 1920", "from 1912 to 1920"),
        ("When were they?", "They were in May 2024 and June 2025.", "May 2024 and June 2025", "May 2024 and June 2025"),
    ],
)
def test_figure_is_the_one_that_is_asked_for(question: str, sentence: str, marked: str, meant: str | None) -> None:
    start = sentence.index(marked)
    found = figure_meant(question, sentence, Span(start, start + len(marked)))
    assert (None if found is None else sentence[found.start : found.end]) == meant


@pytest.mark.parametrize(
    ("question", "sentence", "marked", "meant"),
    [
        (
            "How much is a berth under option C?",
            "A berth is 19 euros, against 42 euros under option C.",
            "19",
            "42 euros",
        ),
        (
            "How much is a berth under option D?",
            "A berth is 19 euros, against 42 euros under option C.",
            "19",
            "19 euros",
        ),
        (
            "How many came in 2019?",
            "3.1 million came to the six ports in 2024, up from 1.9 million in 2019.",
            "3.1",
            "1.9",
        ),
        ("How many died?", "Nineteen were admitted and one, an infant of two months, died.", "Nineteen", "one"),
        (
            "How many were admitted?",
            "Nineteen were admitted and one, an infant of two months, died.",
            "Nineteen",
            "Nineteen",
        ),
        (
            "How many of the cases were not vaccinated?",
            "Of the 86 cases, 74 were not vaccinated, five were.",
            "86",
            "74",
        ),
        ("How much does a flight emit?", "A train emits 14 grams, a flight 154 grams.", "14 grams", "154 grams"),
        ("How much does a train emit?", "A train emits 14 grams, a flight 154 grams.", "14 grams", "14 grams"),
        ("How many hymns are in the book?", "He wrote 24 of the 32 songs in the book.", "24", "24"),
    ],
)
def test_figure_is_that_of_the_case(question: str, sentence: str, marked: str, meant: str) -> None:
    start = sentence.index(marked)
    found = figure_meant(question, sentence, Span(start, start + len(marked)))
    assert found is not None
    assert sentence[found.start : found.end].startswith(meant.split()[0])


@pytest.mark.parametrize(
    ("question", "marked", "meant"),
    [
        ("How many agencies invest?", "15", "over 15"),
        ("How many programmes are there?", "80", "More than 80"),
        ("How many programmes are there?", "More than 80", "More than 80"),
        ("Which agencies invest?", "15", "15"),
    ],
)
def test_what_bounds_a_number_belongs_to_it(question: str, marked: str, meant: str) -> None:
    sentence = "More than 80 programmes of over 15 agencies invest in it."
    start = sentence.index(marked)
    found = figure_meant(question, sentence, Span(start, start + len(marked)))
    assert found is not None
    assert sentence[found.start : found.end] == meant


@pytest.mark.parametrize(
    ("question", "sentence", "leaves"),
    [
        ("How much does the park cost?", "The park has a capacity of 400 megawatts.", True),
        ("What is the cost of the park?", "The park has a capacity of 400 megawatts.", True),
        ("How much does the park cost?", "The investment amounts to EUR 310 million.", False),
        ("How much does it cost?", "Entry is free.", False),
        ("How much does the park cost?", "Park | 310 | 400", False),
        ("How much power has the park?", "The park has a capacity of 400 megawatts.", False),
        ("How much does the office spend on seeds?", "It sows 2.5 million cultivated hectares.", True),
        ("How much does the office spend on seeds?", "It spends 2.5 million on seeds.", False),
        ("How much was paid for the seeds?", "The seeds cost 300 crowns.", False),
        ("What is the budget of the office?", "Costs will fall by 5% by FY 2030.", True),
        ("What is the budget of the office?", "Strategy 2.1.5. Costs", True),
        ("What is the budget of the office?", "The office has 40 million for 2026.", False),
    ],
)
def test_cost_is_told_by_money(question: str, sentence: str, leaves: bool) -> None:
    assert leaves_cost(question, sentence) == leaves
