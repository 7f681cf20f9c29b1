"""Documents in the forms that offices use (memo, key facts, minutes), through ingestion and `Assistant.ask`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from ingest import ingest
from store import Embedder, Store

MEMO = """MEMORANDUM

To: Deputy Minister Aino Laaksonen
From: Office of Arctic Affairs
Date: 14 October 2025
Subject: Visit of the Canadian delegation, 3-5 November 2025

1. Purpose

This memo seeks your approval of the programme for the Canadian delegation's visit.

2. Background

The delegation will be led by Ms. Claire Bouchard, Assistant Deputy Minister for Northern Development. She will be
accompanied by five officials.

3. Recommendations

3.1 Approve the draft programme by 20 October.
3.2 Raise the delay in the icebreaker contract, which now stands at seven months.
"""
COUNTRY = """# Country brief: Republic of Valdoria

## Key facts

- Capital: Port Selene
- Area: 48,200 km²
- Head of state: President Mirela Tancu, since 2021
- Currency: Valdorian lira (VLR)
- Religion: mainly Orthodox
- GDP per capita: USD 14,300

## Economy

Growth slowed to 1.8 % in 2024 from 3.1 % in 2023 because of the drought and weak demand for timber. The
main trading partners are Norway, Poland and China.

| Indicator | 2022 | 2023 | 2024 |
|---|---|---|---|
| GDP growth | 2.6 % | 3.1 % | 1.8 % |
| Inflation | 9.1 % | 5.2 % | 3.4 % |

## Talking points

1. Welcome the ceasefire talks in the Strait of Amber.
2. Ask for an update on the fisheries agreement.
3. Avoid the question of the disputed Lighthouse Islands.
"""
MINUTES = """# Minutes of the Steering Committee

## 1. Progress report

Mr. Ode reported that the pilot in Leeds had started two weeks late.

## 2. Action items

| Action | Owner | Due |
|---|---|---|
| Resend the mailing | Marcus Ode | 30 September 2025 |
| Draft the outreach plan | Priya Raman | 15 October 2025 |
"""
FILES = {"memo.txt": MEMO, "country.md": COUNTRY, "minutes.md": MINUTES}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("forms")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(folder / "store", embedder=real_embedder) as store:
        ingest([folder / name for name in FILES], store)
        yield Assistant(store)


def test_memo_is_known_by_its_subject_and_sender(assistant: Assistant) -> None:
    memo = next(one for one in assistant.store.documents() if one.source.endswith("memo.txt"))
    assert memo.title == "Visit of the Canadian delegation, 3-5 November 2025"
    assert memo.authors == ("Office of Arctic Affairs",)


@pytest.mark.parametrize(
    ("question", "short", "quote"),
    [
        ("Who leads the Canadian delegation?", "Claire Bouchard", "The delegation will be led by"),
        ("What is the capital of Valdoria?", "Port Selene", "Capital: Port Selene"),
        ("What is the GDP per capita of Valdoria?", "USD 14,300", "GDP per capita: USD 14,300"),
        ("What was Valdoria's inflation in 2023?", "5.2 %", "Inflation | 9.1 %"),
        ("How high was Valdoria's inflation in 2022?", "9.1 %", "Inflation | 9.1 %"),
        ("Who has to draft the outreach plan?", "Priya Raman", "Draft the outreach plan"),
        ("When is the mailing to be resent?", "30 September 2025", "Resend the mailing"),
    ],
)
def test_fields_and_cells_are_read(assistant: Assistant, question: str, short: str, quote: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert short in (answer.short_answer or "")
    assert answer.citations[0].quote.startswith(quote)


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("What are the talking points?", "Welcome the ceasefire talks", "Avoid the question of"),
        ("What are the action items?", "Action | Owner", "Draft the outreach plan"),
        ("What does section 3 of the memo on the Canadian visit say?", "3. Recommendations", "3.2 Raise the delay"),
        ("What is recommendation 3.2?", "3.2 Raise the delay", "3.2 Raise the delay"),
        ("What is point 2 of the talking points?", "Ask for an update", "Ask for an update"),
        ("List the sections of the minutes", "1. Progress report", "Action | Owner | Due"),
        ("What are the key facts about Valdoria?", "Capital: Port Selene", "GDP per capita"),
    ],
)
def test_what_headings_and_numbers_name_is_quoted(assistant: Assistant, question: str, first: str, last: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert answer.citations[0].quote.startswith(first)
    assert answer.citations[-1].quote.startswith(last)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Who wrote the memo?", "Office of Arctic Affairs"),
        ("When was the memo on the Canadian delegation written?", "14 October 2025"),
        ("What is the date of the memo?", "14 October 2025"),
    ],
)
def test_what_a_document_bears_is_quoted_from_it(assistant: Assistant, question: str, short: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert answer.short_answer == short
    assert len(answer.citations) == 1


def test_what_only_the_catalogue_knows_is_told_without_quotes(assistant: Assistant) -> None:
    answer = assistant.ask("What is the title of the memo?")
    assert answer.text == "Visit of the Canadian delegation, 3-5 November 2025"
    assert not answer.citations


@pytest.mark.parametrize("question", ["Who wrote the country brief?", "When was the Paris report published?"])
def test_what_nothing_tells_of_a_document_is_declined(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).answered


def test_an_item_is_not_answered_by_its_whole_list(assistant: Assistant) -> None:
    answer = assistant.ask("Which countries trade with Valdoria?")
    quotes = [citation.quote for citation in answer.citations]
    assert any("Norway, Poland and China" in quote for quote in quotes)
    assert all("Orthodox" not in quote for quote in quotes)


def test_a_name_told_in_full_elsewhere_is_known_by_its_last_word(assistant: Assistant) -> None:
    answer = assistant.ask("What did Marcus Ode report?")
    assert answer.answered
    assert answer.citations[0].quote.startswith("Mr. Ode reported")
    assert not assistant.ask("What did Peter Ode report?").answered


@pytest.mark.parametrize("question", ["What is recommendation 1?", "What is Strategy 9.9?", "What is talking point 7?"])
def test_a_part_that_is_not_there_is_declined(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).answered
