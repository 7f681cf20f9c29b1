"""The papers of a board (minutes, a memo of options), asked as people ask, through ingestion and `Assistant.ask`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant
from ingest import ingest
from store import Embedder, Store

MINUTES = """# Minutes of the Rail Safety Board, 14 October 2026

Present: Ms. Dana Whitlock (Chair), Mr. Tomas Ferreira (Ministry of Transport), Dr. Aiko Hayashi (Rail Institute)
Apologies: Ms. Priya Nair
Place: Transport House, Lisbon

## 1. Opening

The Chair opened the meeting at 09:30 and welcomed Dr. Hayashi, who attended for the first time.

## 2. Level crossings

Mr. Ferreira reported that 214 of the 530 level crossings have been fitted with barriers. The remaining crossings will
be fitted by the end of 2028. The cost is estimated at EUR 48 million, of which the European Union pays 60 percent.

Decision: The Board approved the revised schedule with six votes in favour and one abstention.

## 3. Signal failures

Dr. Hayashi presented the study on signal failures. Failures rose by 12 percent between 2024 and 2025, mainly because of
copper theft on the northern line. She recommended replacing copper cables with fibre.

Action: Mr. Ferreira will send his comments on the study by 30 October 2026.
Action: The Ministry will publish the study on its website before the next meeting.

The next meeting will be held on 9 December 2026 in Porto.
"""
MEMO = """# Memo: Options for the coastal ferry service

To: Minister of Transport
From: Directorate of Maritime Affairs
Date: 2 November 2026

## Background

The ferry carries 1.3 million passengers a year. Ridership fell by 8 percent in 2025 after fares had been raised by
15 percent. The current subsidy is EUR 9.2 million a year.

## Options

1. Extend the contract with Atlantic Lines for two years.
2. Open a new tender.
3. Run the service by a public company.

## Recommendation

We recommend option 2, together with a six-month extension of the present contract to avoid a gap in service.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("board")
    (folder / "minutes.md").write_text(MINUTES)
    (folder / "memo.md").write_text(MEMO)
    with Store.open(folder / "store", embedder=real_embedder) as store:
        assert len(ingest([folder / "minutes.md", folder / "memo.md"], store).added) == 2
        yield Assistant(store)


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "short", "quote"),
    [
        ("Who chaired the meeting?", "Ms. Dana Whitlock", "(Chair)"),
        ("Who was absent?", "Ms. Priya Nair", "Apologies"),
        ("How many level crossings have barriers?", "214", "214 of the 530"),
        ("What does it cost to fit the level crossings?", "EUR 48 million", "EUR 48 million"),
        ("Why did signal failures rise?", "copper theft on the northern line", "because of"),
        ("Why did ridership fall?", "fares had been raised by\n15 percent", "Ridership fell"),
        ("What did Dr. Hayashi recommend?", "replacing copper cables with fibre", "She recommended"),
        ("When is the next meeting?", "9 December 2026", "The next meeting"),
        ("Which option is recommended?", "2", "We recommend option 2"),
    ],
)
def test_papers_tell_it(assistant: Assistant, question: str, short: str, quote: str) -> None:
    answer = assistant.ask(question)
    assert answer.short_answer == short
    assert any(quote in one for one in quotes(answer))


@pytest.mark.parametrize(
    ("question", "begun"),
    [
        ("Who was present?", ["Present:"]),
        ("What was decided?", ["Decision:"]),
        ("What decisions were taken?", ["Decision:"]),
        ("What are the action items?", ["Action:", "Action:"]),
        ("What are the options?", ["Extend", "Open", "Run"]),
    ],
)
def test_lists_are_what_the_papers_call_so(assistant: Assistant, question: str, begun: list[str]) -> None:
    assert [one.split()[0] for one in quotes(assistant.ask(question))] == begun


@pytest.mark.parametrize("question", ["How long did the meeting last?", "Who chaired the ferry talks in Oslo?"])
def test_what_the_papers_do_not_tell_is_declined(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).answered


def test_the_memo_is_the_one_that_is_called_so(assistant: Assistant) -> None:
    for question in ("What is the memo about?", "Summarise the memo"):
        assert {citation.title for citation in assistant.ask(question).citations} == {
            "Memo: Options for the coastal ferry service"
        }
    assert len({citation.title for citation in assistant.ask("Summarise the documents").citations}) == 2
    assert len(assistant.ask("Give me the main points of the minutes in two lines").citations) == 2


MAIL = """From: Tomas Ferreira <tomas.ferreira@transport.example>
To: Dana Whitlock <dana.whitlock@board.example>
Date: Mon, 19 Oct 2026 10:12:00 +0100
Subject: Figures for the annual report
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

The operator Norte Rail delivered its figures this morning. Only Sul Rail is still missing.
"""
FIGURES = "Line,Incidents\nNorthern,17\nSouthern,22\nCoastal,4\n"


def test_files_are_known_by_what_they_are(tmp_path: Path, real_embedder: Embedder) -> None:
    (tmp_path / "mail.eml").write_text(MAIL)
    (tmp_path / "figures.csv").write_text(FIGURES)
    (tmp_path / "memo.md").write_text(MEMO)
    with Store.open(tmp_path / "store", embedder=real_embedder) as store:
        ingest([tmp_path / name for name in ("mail.eml", "figures.csv", "memo.md")], store)
        assistant = Assistant(store)
        assert assistant.ask("Who sent the email?").short_answer == "Tomas Ferreira"
        assert assistant.ask("When was the email sent?").short_answer == "19 Oct 2026"
        assert assistant.ask("Who wrote the memo?").short_answer == "Directorate of Maritime Affairs"
        assert {one.title for one in assistant.ask("What is the email about?").citations} == {
            "Figures for the annual report"
        }
        rows = quotes(assistant.ask("Summarise the spreadsheet"))
        assert rows
        assert all(one.startswith("Line: ") for one in rows)
