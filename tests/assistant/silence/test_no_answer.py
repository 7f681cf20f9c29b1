"""What surely does not answer a question."""

from __future__ import annotations

import pytest

from assistant.silence.no_answer import cannot_answer, is_of_a_side_event, lacks_number


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How many companies came?", "The event gathered companies from Norway.", True),
        ("What is the population of Bergen?", "Third edition, Bergen, 12 May 2024", True),
        ("What is the population of Bergen?", "In 2024 it was 291,940.", False),
        ("What is the population of Bergen?", "About a third of a million live there.", False),
        ("How many companies came?", "None of them came.", False),
        ("How many companies came?", "Companies from both Norway and Chile came.", True),
        ("How many companies came?", "Both came.", False),
        ("How much money was given?", "It gave an enormous chance.", True),
        ("How much of it is left?", "Nothing was left.", False),
        ("How many ships sail there?", "Ships over 18 tonnes must go round, which adds 94 kilometres.", True),
        ("How many ships sail there?", "Of 38 a day some are over 18 tonnes.", False),
        ("How many tonnes may a ship have?", "Ships over 18 tonnes must go round.", False),
        ("How many miles is it round?", "It adds 94 miles.", False),
        ("How much is trade with Canada?", "Canada is our ninth largest partner.", True),
        ("How much does the law provide?", "It provides an enormous opportunity.", True),
        ("How much is it distributed?", "It is distributed over large areas.", False),
        ("What percentage of the budget is left?", "Half of it is left.", False),
        ("What percentage of emissions comes from ships?", "Cut emissions to 216 million tonnes by 2030.", True),
        ("What percentage of emissions comes from ships?", "Ships make 12 % of them.", False),
        ("What share of the fleet is old?", "One in five ships is old.", False),
        ("What share of the fleet is old?", "Two-thirds are older than that.", False),
        ("What share of the fleet is old?", "Old ships: 120", True),
        ("What share of the fleet is old?", "Old ships | 12", False),
        ("How many companies came?", "The companies came twice.", False),
        ("How long did it last?", "It lasted until the harbour froze.", False),
        ("Which population group is meant?", "Private citizens are meant.", False),
        ("When was the forum?", "Nobody knows.", False),
        ("What is the fatality rate target for 2026?", "Reduce the injury rate by 2026.", True),
        ("What is the fatality rate?", "Reduce it by 2026.", True),
        ("What is the fatality rate?", "It is 1.22.", False),
        ("What happened to the fatality rate?", "It fell.", False),
        ("How many guests came?", "It was attended by 2000 guests.", False),
        ("How many guests came in 2025?", "They came in 2025.", True),
        ("What percentage of flights is late?", "No more than 12 planes.", True),
        ("How many of the guests left?", "Of those who came, just over a third did.", False),
        ("How much did the fare go up?", "She raised fares by a fifth.", False),
        ("What proportion of the nets is lost?", "Of every six nets bought, one cannot be found.", False),
        ("What proportion of claims is paid?", "Greycoat has paid about nine claims in ten.", False),
    ],
)
def test_only_a_number_answers_what_asks_for_one(question: str, text: str, expected: bool) -> None:
    assert lacks_number(question, text) is expected


@pytest.mark.parametrize(
    ("question", "text", "answer", "expected"),
    [
        (
            "Who is the Administrator of the Agency?",
            "It sets forth Mr. Lee's and the Secretary's aims.",
            "the Secretary",
            True,
        ),
        ("Who is the Administrator of the Agency?", "Mr. Lee is the Administrator.", "Mr. Lee", False),
        ("How many people does it employ?", "Of the staff 12 percent are new.", "12 percent", True),
        ("How many people does it employ?", "It employs 12 people.", "12", False),
        ("How many percent are new?", "Of the staff 12 percent are new.", "12 percent", False),
        ("What is the mission of the Agency?", "It will establish mission-driven data work.", "driven data work", True),
        (
            "What is the mission of the Agency?",
            "It will establish mission-driven data work.",
            "mission-driven data",
            True,
        ),
        ("What is the mission of the Agency?", "Its mission is to end hunger.", "to end hunger", False),
        ("What is the budget of the Agency?", "It extends to budgeting and training.", "budgeting", True),
        ("What is the budget of the Agency?", "It has 3 million a year.", "3 million", False),
        ("What is the budget process?", "It extends to budgeting and training.", "budgeting", False),
        ("Where was the forum held?", "Host: SeaLink, Port Office", "SeaLink", True),
        ("Where was the forum held?", "**Place:** Bergen", "Bergen", False),
        ("Where was the forum held?", "Date of the forum: 1 April 2025", "1 April 2025", True),
        ("Where was the forum held?", "They want to work in outer space.", "outer space", True),
        ("Where was the forum held?", "It was held online.", "online", False),
        ("Where was the forum held?", "The Port Office hosted the event.", "Port Office", True),
        ("Where was the forum held?", "NORA and the Port Office of Bergen hosted the event.", "NORA", True),
        ("Where was the forum held?", "Firms from Peru and Norway attended it.", "Norway", True),
        ("Where was it held?", "NORA hosted it with the Port Office.", "with the Port Office", True),
        ("And where was it held?", "Host: NORA, Port Office", "NORA", True),
        ("Where was the forum held?", "Bergen and Oslo hosted the event.", "Bergen", False),
        ("Where was the forum held?", "Bergen hosted the event.", "Bergen", False),
        ("In which city was it held?", "It was owned by Bergen, and held there.", "Bergen", False),
        ("Where do otters live?", "They live in rivers.", "rivers", False),
    ],
)
def test_word_that_looks_like_what_is_asked_for_is_none(question: str, text: str, answer: str, expected: bool) -> None:
    assert cannot_answer(question, text, answer) is expected


@pytest.mark.parametrize(
    ("question", "text", "answer", "expected"),
    [
        ("In which city was the forum?", "The forum was in Norway.", "Norway", True),
        ("In which city was the forum?", "The forum was in Bergen, Norway.", "Bergen, Norway", False),
        ("In which country was the forum?", "The forum was in Norway.", "Norway", False),
        ("How many companies came?", "The companies came from Norway.", "companies", True),
        ("How many companies came?", "45 companies came.", "45", False),
        ("Where is the Marine Centre?", "The Marine Centre is operated by SeaLink.", "SeaLink", True),
        ("Where is the Marine Centre?", "The Marine Centre lies by the harbour.", "the harbour", False),
        ("Where was the fair held?", "The fair was held prior to the forum.", "prior to the forum", True),
        ("Who operates the Marine Centre?", "The Marine Centre is operated by SeaLink.", "SeaLink", False),
    ],
)
def test_what_surely_is_no_answer(question: str, text: str, answer: str, expected: bool) -> None:
    assert cannot_answer(question, text, answer) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("When was the forum held?", "The forum reviewed the joint surveys.", True),
        ("When was the forum held?", "The forum was held after the surveys.", False),
        ("When was the forum held?", "The forum was held on 12 May.", False),
        ("In what year did it begin?", "It began in Bergen.", True),
        ("When do the boats go out?", "In calm water they go out.", False),  # a condition
        ("What happened when the boats went out?", "The nets were lost.", False),  # not asked for
        ("How long did the forum last?", "It was held on 12 May 2024 in Bergen.", True),
        ("How long did the forum last?", "It lasted from May to June.", False),
        ("How long did the forum last?", "The chair opened it at 09:30 and welcomed all.", True),
        ("How long did the forum last?", "It took three days.", False),
        ("Who wrote the report?", "Ms. Ingrid Solberg leads the ministry.", True),
        ("Who wrote the report?", "The report is by Ms. Ingrid Solberg.", False),
    ],
)
def test_what_surely_does_not_answer(question: str, text: str, expected: bool) -> None:
    assert cannot_answer(question, text, "") is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Who is the Minister of Fisheries?", "The Ministry is led by the Minister of Fisheries.", True),
        ("Who is the Minister of Fisheries?", "The Fisheries Agency reports to the Minister.", True),
        ("Who is the Minister of Fisheries?", "Camila Rojas : Minister", False),
        ("Who is the Minister of Fisheries?", "The minister, Dr. Rojas, opened the forum.", False),
        ("Who was the chair?", "Chair: Rojas", False),
        ("Who was the chair?", "M. Rojas took the chair.", False),
        ("Who opened the forum?", "The minister opened the forum.", False),
        ("Who is the minister responsible to?", "He answers to parliament.", False),
    ],
)
def test_holder_of_an_office_has_a_name(question: str, text: str, expected: bool) -> None:
    assert cannot_answer(question, text, "") is expected


@pytest.mark.parametrize(
    ("question", "heading", "text", "expected"),
    [
        ("Who attended the Ocean Forum?", "Port event", "Companies from Norway attended it.", True),
        ("Who attended the Ocean Forum?", "Port event", "They also attended the forum.", False),
        ("Who attended the Ocean Forum?", "Visits during the forum", "Companies from Norway attended.", False),
        ("Who attended the Ocean Forum?", "Delegations", "Companies from Norway attended it.", False),
        ("Who attended the Ocean Forum?", "", "Companies from Norway attended it.", False),
        ("Who attended the port event?", "Port event", "Companies from Norway attended it.", False),
        ("Who came before the visit to the forum?", "Visits", "Companies from Norway came.", False),
        ("Who attended?", "Visits", "Companies from Norway came.", False),
    ],
)
def test_below_another_event_nothing_tells_of_this_one(question: str, heading: str, text: str, expected: bool) -> None:
    assert is_of_a_side_event(question, heading, text) is expected


@pytest.mark.parametrize(
    ("question", "text", "answer", "expected"),
    [
        ("What happened the day after the forum?", "The day before the forum they saw the port.", "saw the port", True),
        ("What happened the day after the forum?", "They met on 3 May 2024.", "met", True),
        ("What happened the day after the forum?", "The next day they saw the port.", "saw the port", False),
        ("What happened the evening before the forum?", "On the eve of the forum they dined.", "dined", False),
        ("What happened after the forum?", "The forum was followed by a dinner.", "a dinner", False),
        ("When is the next forum?", "It does not say when the next one is.", "when the next one is", True),
        ("Where do they meet?", "It is not yet decided where they meet.", "where they meet", True),
        ("How often has it been held?", "They want once more to cooperate.", "once", True),
        ("How often has it been held?", "It was held once.", "once", False),
        ("Where is the Aldra Space Centre?", "Short form: ASA | Runs the Aldra Space Centre", "ASA", True),
        ("Where is the Aldra Space Centre?", "Place: Bergen", "Bergen", True),
        ("Where was the Ocean Forum?", "Place: Bergen", "Bergen", False),
        ("Where is the Aldra Space Centre?", "Address: Bergen", "Bergen", False),
        ("Where is the Aldra Space Centre?", "It drew attention to how far it goes.", "how far it goes", True),
        ("When did it end?", "It ended when the harbour froze.", "when the harbour froze", False),
        ("How often has it been held?", "They said once more that they care.", "once more", True),
        ("How often has it been held?", "It was held on 3 May 2024.", "3 May 2024", True),
        ("How often has it been held?", "It has been held twice.", "twice", False),
        ("Which countries took part?", "Officials of the two countries came.", "two", True),
        ("Which countries took part?", "Officials of Norway and Chile came.", "two", False),
        ("How often did they meet?", "They met every year.", "every year", False),
    ],
)
def test_another_day_and_an_open_question_and_no_frequency_answer_nothing(
    question: str, text: str, answer: str, expected: bool
) -> None:
    assert cannot_answer(question, text, answer) is expected


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        ("The institute is a research facility of the port.", "a research facility", True),
        ("Visit to the Bergen Sea Institute", "Visit", True),
        ("They saw the Bergen Sea Institute on 3 May 2024.", "Bergen Sea Institute on 3 May 2024", True),
        ("They saw the Bergen Sea Institute the day before.", "the day before", True),
        ("They saw the Bergen Sea Institute.", "Sea Institute", True),
        ("The institute is in Laksevåg.", "Laksevåg", False),
        ("The Bergen Sea Institute, Laksevåg, is old.", "Laksevåg", False),
        ("The institute is located east of the harbour.", "located east of the harbour", False),
    ],
)
def test_where_a_named_thing_is_is_told_as_a_place(text: str, answer: str, expected: bool) -> None:
    assert cannot_answer("Where is the Bergen Sea Institute?", text, answer) is expected


@pytest.mark.parametrize(
    ("question", "text", "answer", "expected"),
    [
        ("Who is the head of the Sea Office?", "Ann Lee, chief engineer of the Sea Office, spoke.", "Ann Lee", True),
        ("Who is the director of the Sea Office?", "Ann Lee, deputy director, spoke.", "Ann Lee", True),
        ("Who is the head of the Sea Office?", "Ann Lee, chief of the Sea Office, spoke.", "Ann Lee", False),
        ("Who is the chief engineer?", "Ann Lee, chief engineer of the Sea Office, spoke.", "Ann Lee", False),
    ],
)
def test_who_is_below_the_head_is_not_the_head(question: str, text: str, answer: str, expected: bool) -> None:
    assert cannot_answer(question, text, answer) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The visit showed Norway's latest ships.", True),
        ("Norway said that the port is open.", False),
        ("“The port is open,” Norway's side held.", False),
        ("The Norwegian side said that the port is open.", False),
        ("She said that the port is open.", False),
        ("Section 7 says what is missing.", True),
    ],
)
def test_what_somebody_said_is_told_as_said(text: str, expected: bool) -> None:
    assert cannot_answer("What did Norway say?", text, "") is expected


def test_what_a_treaty_says_is_told_as_it_stands() -> None:
    text = "By the Treaty of Bergen the strait is open to all."
    assert not cannot_answer("What does the Treaty of Bergen say?", text, "")
    assert cannot_answer("What does Bergen say?", text, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Each side brought officials of its space agencies.", True),
        ("The Norwegian agency promotes it.", True),
        ("IN-SPACe promotes it.", False),
        ("SeaLink promotes it.", False),
        ("It is promoted by the Sea Office.", False),
    ],
)
def test_which_agency_is_told_by_a_name(text: str, expected: bool) -> None:
    assert cannot_answer("Which Norwegian agency promotes it?", text, "") is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Congress asked the Sea Office to lead the Government.", True),
        ("The Sea Office will also lead it.", True),
        ("The Sea Office leads the others.", True),
        ("The Sea Office is led by Ann Lee.", False),
        ("The Sea Office lead is Ann Lee.", False),
        ("Sea Office head: Ann Lee", False),
        ("Ann Lee leads the Sea Office.", False),
    ],
)
def test_what_a_body_leads_does_not_tell_who_leads_it(text: str, expected: bool) -> None:
    assert cannot_answer("Who leads the Sea Office?", text, "Ann Lee") is expected


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        ("The Chief Data Officer (CDO), Deputy CDO, and Harbour Resources (HR) staff meet.", "CDO", True),
        ("Jane Doe, the Chief Data Officer (CDO), met them.", "Jane Doe", False),
        ("The Chief Data Officer (CDO), Jane Doe, met them.", "Jane Doe", False),
        ("Chief Data Officer: Jane Doe", "Jane Doe", False),
        ("The Chief Data Officer met them.", "The Chief Data Officer", True),
    ],
)
def test_the_short_form_of_an_office_is_nobody(text: str, answer: str, expected: bool) -> None:
    assert cannot_answer("Who is the Chief Data Officer?", text, answer) is expected


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        ("The Sea Office and USAID help them.", "USAID", True),
        ("The Sea Office helps them.", "The Sea Office", True),
        ("Chile and Norway help them.", "Chile and Norway", False),
        ("The UAE helps them.", "UAE", False),
    ],
)
def test_countries_are_no_offices(text: str, answer: str, expected: bool) -> None:
    assert cannot_answer("Which countries help them?", text, answer) is expected


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("How many passengers could there be?", "520,000 tonnes", True),
        ("How many tonnes were saved?", "520,000 tonnes", False),
        ("How many passengers could there be?", "7.4 million", False),
        ("How many km were saved?", "71,000 kilometres", False),
    ],
)
def test_what_is_measured_counts_nothing_else(question: str, answer: str, expected: bool) -> None:
    assert cannot_answer(question, f"Shifting 3 million trips would be {answer}.", answer) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Who is the Minister of Health?", "To: Deputy Minister of Health", True),
        ("Who is the Deputy Minister of Health?", "Deputy Minister of Health: Ann Lee", False),
        ("Who is the Minister of Health?", "Ann Lee, Minister of Health, and Deputy Minister Bo Chen came.", False),
        ("How long was the outage?", "The fallback was started within 20 minutes.", True),
        ("How long was the outage?", "Incident no. 2025-117", True),
        ("How long was the outage?", "It was down from 07:42 to 13:15.", False),
        ("How long is the report?", "It runs to 118 pages.", False),
        ("How often may people visit?", "He said yes, on Wednesdays.", False),
        ("How much did the show cost?", "The show reportedly swallowed 640,000 lire.", False),
        ("How much of the cost will the state shoulder?", "It would meet two thirds of the bill.", False),
        ("How long did it take to start?", "The fallback was started within 20 minutes.", False),
    ],
)
def test_deputies_and_deadlines(question: str, text: str, expected: bool) -> None:
    assert cannot_answer(question, text, "") is expected


def test_what_a_company_does_is_not_which_company() -> None:
    assert not cannot_answer("What did the company want to charge by 2030?", "2030 | 371 | 447", "447")
    assert cannot_answer("Which company insures the ship?", "It is insured by a company.", "a company")
