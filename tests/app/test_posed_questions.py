"""Documents of questions and answers, through ingestion and `Assistant.ask`: what is quoted is never the question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from ingest import ingest
from store import Embedder, Store

PRESS_LINES = """Press lines: harbour extension

Q: When will the harbour extension open?
A: In autumn 2028, provided that dredging ends on time.

Q: Who won the contract?
A: That went to Brandt & Sons, a builder from Norhaven.

Q: What will the extension cost?
A: 340 million euros, of which the Union pays a third.

Q: How many jobs will be created?
A: About 1,200 during the works and 300 afterwards.
"""
FARES = """<html><head><title>Ferry fares: questions and answers</title></head><body>
<h1>Ferry fares: questions and answers</h1>
<p>The regulator publishes these answers for travellers, and revises them when a new timetable is issued.</p>
<h2>When do the new fares apply?</h2><p>They apply from 4 May 2026. Tickets bought earlier stay valid.</p>
<h2>Who decides on the fares?</h2><p>That is done by the Coastal Transport Board, after hearing the islands.</p>
<h2>Why were the fares raised?</h2><p>Fuel became dearer, and two new vessels had to be paid for.</p>
</body></html>"""
HEARING = """# Budget hearing

1. How large is the deficit?
   It stands at 2.4 % of output.
2. Which ministries must save?
   Defence and Transport, in equal parts.

## Issues for discussion

- How should the burden be shared between the regions?
- Should the reserve fund be used?
- Who audits the savings?

The chair closed the session at noon.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("posed")
    for name, text in (("press.txt", PRESS_LINES), ("fares.html", FARES), ("hearing.md", HEARING)):
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(folder / "store", embedder=real_embedder) as store:
        ingest([folder / name for name in ("press.txt", "fares.html", "hearing.md")], store)
        yield Assistant(store)


@pytest.mark.parametrize(
    ("question", "short", "quote"),
    [
        ("When will the harbour extension open?", "2028", "A: In autumn 2028, provided"),
        ("Who won the contract for the harbour extension?", "Brandt & Sons", "A: That went to"),
        ("What will the harbour extension cost?", "340 million euros", "A: 340 million euros"),
        ("How many jobs will be created?", "1,200", "A: About 1,200 during"),
        ("When do the new fares apply?", "4 May 2026", "They apply from 4 May 2026."),
        ("Who decides on the ferry fares?", "Coastal Transport Board", "That is done by the Coastal"),
        ("Why were the fares raised?", "Fuel became dearer", "Fuel became dearer"),
        ("How large is the deficit?", "2.4 %", "How large is the deficit?\n   It stands"),
        ("Which ministries must save?", "Defence and Transport", "Which ministries must save?\n   Defence"),
    ],
)
def test_the_answer_is_quoted_and_not_the_question(assistant: Assistant, question: str, short: str, quote: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert not answer.weak
    assert short in (answer.short_answer or "")
    assert answer.citations[0].quote.startswith(quote)
    assert len(answer.citations) == 1


def test_a_question_that_nothing_answers_is_no_answer_to_itself(assistant: Assistant) -> None:
    assert not assistant.ask("Who audits the savings?").answered


def test_questions_are_quoted_where_they_are_asked_for(assistant: Assistant) -> None:
    answer = assistant.ask("What are the issues for discussion at the budget hearing?")
    quotes = [citation.quote for citation in answer.citations]
    assert "How should the burden be shared between the regions?" in quotes
    assert "Who audits the savings?" in quotes


def test_a_summary_quotes_the_question_before_its_answer(assistant: Assistant) -> None:
    answer = assistant.ask("Summarise the press lines on the harbour extension")
    question, reply = answer.citations[:2]
    assert question.quote.startswith("Q: ")
    assert reply.quote.startswith("A: ")
    assert answer.text.startswith(f"• {question.quote} [1] {reply.quote} [2]")
