"""The papers of a journey (an agenda, a fact sheet, a press release, a scene setter), asked as people ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant
from ingest import ingest
from store import Embedder, Store

AGENDA = """# Agenda: Third Regional Water Security Forum

Lisbon, 14–15 May 2025 · Venue: Centro Ribeira, Hall B

## Day 1, Wednesday 14 May

| Time | Session | Speaker |
|---|---|---|
| 09:00–09:30 | Registration and coffee | |
| 09:50–10:30 | Keynote: The decade of shared rivers | Prof. Idris Okonkwo, University of Leeds |
| 13:30–15:00 | Panel 2: Data sharing across borders | Chair: Rafael Duarte (River Office) |
| 15:30–17:00 | Working groups A to D | |

## Day 2, Thursday 15 May

| Time | Session | Speaker |
|---|---|---|
| 09:00–10:30 | Reports of the working groups | Rapporteurs |
| 12:00–12:30 | Closing remarks | Minister Ana Sobral |

## Practical notes

Delegates must register by 30 April 2025. The working language is English; interpretation into French is provided.
"""
SHEET = """# Country fact sheet: Republic of Valdoria

**Capital:** Port Selene
**Population:** 4.7 million (2024)
**Currency:** Valdorian crown (VDC)
**Official languages:** Valdorian, German
**Main exports:** timber, machinery, pharmaceuticals
**Main trading partners:** Germany (31 %), Italy (14 %), Poland (9 %)

## Economy

Inflation fell from 8.4 per cent in 2023 to 3.2 per cent in 2024. Unemployment stands at 5.6 per cent. Valdoria receives
EUR 1.9 billion from the recovery fund, of which 60 per cent has been paid out.
"""
RELEASE = """PRESS RELEASE

Helios Grid to build 400 MW battery park near Tarvik

TARVIK – Helios Grid announced today that it will build a battery storage park with a capacity of 400 megawatts at the
site of the former coal power station. The investment amounts to EUR 310 million. Construction will begin in September
2025 and the park is expected to go into operation in the spring of 2027.

"This is the largest storage project our company has ever undertaken," said Johanna Weiss, chief executive of Helios
Grid.

The Ministry of Energy supports the project with a grant of EUR 45 million. Helios Grid was founded in 2009 and employs
1,150 people at six sites. In 2023 it had revenues of EUR 540 million. The former plant was closed in 2021 after 47
years of operation.
"""
SETTER = """# Scene setter: Visit of Minister Rana to Ottawa, 3–5 June 2025

## Your counterpart

**Hon. Denise Tremblay**, Minister of Immigration since August 2023. Born in Trois-Rivières in 1971. A lawyer by
training, she was mayor of Gatineau from 2011 to 2019. She speaks English, French and some Spanish.

## Key messages

- We value the 40,000 students of ours who study in Canada.
- Visa waiting times of up to 14 weeks are hurting business.

## Background

Trade between the two countries reached CAD 12.4 billion in 2024. Canada is our ninth largest trading partner.

## Last round

The round in May covered a wide range of matters, among them fisheries, steel tariffs and ocean security. Discussions
also extended to the Arctic Council, highlighting the shared focus of both sides on the ocean.
"""
PAPERS = {"agenda.md": AGENDA, "sheet.md": SHEET, "release.txt": RELEASE, "setter.md": SETTER}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("trip")
    for name, text in PAPERS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(folder / "store", embedder=real_embedder) as store:
        assert len(ingest([folder / name for name in PAPERS], store).added) == len(PAPERS)
        yield Assistant(store)


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("When does the keynote start?", "09:50–10:30"),
        ("What time does registration begin?", "09:00–09:30"),
        ("Who chairs panel 2?", "Rafael Duarte"),
        ("What is the currency of Valdoria?", "Valdorian crown"),
        ("What is the population of Valdoria?", "4.7 million"),
        ("What are the official languages of Valdoria?", "Valdorian, German"),
        ("What are the main exports of Valdoria?", "timber, machinery, pharmaceuticals"),
        ("Who are Valdoria's main trading partners?", "Germany (31 %), Italy (14 %), Poland (9 %)"),
        ("What was inflation in 2023?", "8.4 per cent"),
        ("What is the inflation rate in Valdoria?", "3.2 per cent"),
        ("What is the unemployment rate?", "5.6 per cent"),
        ("What share of the recovery fund has been paid out?", "60 per cent"),
        ("How much does the battery park cost?", "EUR 310 million"),
        ("When will the battery park open?", "the spring of 2027"),
        ("Who is the CEO of Helios Grid?", "Johanna Weiss"),
        ("How high is the grant?", "EUR 45 million"),
        ("What were the revenues of Helios Grid in 2023?", "EUR 540 million"),
        ("When was Tremblay born?", "1971"),
        ("Where was Tremblay born?", "Trois-Rivières"),
    ],
)
def test_papers_tell_it(assistant: Assistant, question: str, short: str) -> None:
    assert assistant.ask(question).short_answer == short


def test_another_figure_than_the_one_asked_for_is_no_answer(assistant: Assistant) -> None:
    assert not assistant.ask("What was the profit of Helios Grid in 2023?").answered
    assert assistant.ask("How many working groups are there?").short_answer is None


@pytest.mark.parametrize(
    "question",
    ["What is on the agenda for day 2?", "What happens on day 2?", "What is planned for day 2?", "Show me day 2"],
)
def test_day_of_an_agenda_is_a_part_of_it(assistant: Assistant, question: str) -> None:
    found = quotes(assistant.ask(question))
    assert [one.split("|")[0].strip() for one in found if one[0].isdigit()] == ["09:00–10:30", "12:00–12:30"]


def test_key_messages_are_those_below_that_heading(assistant: Assistant) -> None:
    assert [one.split()[0] for one in quotes(assistant.ask("What are the key messages?"))] == ["We", "Visa"]


def test_what_came_up_is_told_by_the_sentence_with_its_words(assistant: Assistant) -> None:
    assert "ocean security" in quotes(assistant.ask("Did they discuss ocean security?"))[0]
    assert not assistant.ask("Did they discuss migration?").answered


def test_line_with_another_label_is_no_member_of_a_list(assistant: Assistant) -> None:
    assert quotes(assistant.ask("What languages are spoken in Valdoria?")) == [
        "**Official languages:** Valdorian, German"
    ]
