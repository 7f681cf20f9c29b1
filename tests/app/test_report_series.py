"""Two reports of a series, minutes, a plan: asked by number and day, for their lists, and for what changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from ingest import ingest
from store import Embedder, Store

FIRST = """# Ostrel Islands: Ash fall

## Situation report No. 3

**As of 4 June 2031, 18:00 local time**

*This report is produced by the Relief Office of the islands. It covers the period from 1 to 4 June.*

## Highlights

- 1,900 people have left their homes on the northern shore. The ferries carry all of them without a fare.
- The airport at Tarn is closed.

## Water

Each tap stand serves 210 people.
"""
SECOND = """# Ostrel Islands: Ash fall

## Situation report No. 4

**As of 11 June 2031, 18:00 local time**

*This report is produced by the Relief Office of the islands. It covers the period from 5 to 11 June.*

## Highlights

- 2,650 people have left their homes on the northern shore.
- The airport at Tarn opened again for small aircraft on 9 June.

## Water

Each tap stand serves 140 people.
"""
MINUTES = """# Minutes of the Shore Meeting

**Date:** Friday, 13 June 2031, 10:00–11:30
**Chair:** Ilva Menn

The mayor, Sorrel Haim, thanked the crews.

## Action items

| No. | Action | Owner | Due |
|---|---|---|---|
| 1 | Buy 300 masks | Petra Voll | 20 June |
| 2 | Clear the roof of the school | Jon Arras | 16 June |

## Key risks and what is done about them

| Risk | Answer |
|---|---|
| Mud after rain | Sandbags at the mill |
| Failing pumps | A second pump from Tarn |
"""
PLAN = """# Harbour Office: results of the year 2030

| Target | Wanted 2030 | Result 2030 | Status |
|---|---|---|---|
| Berths dredged | 12 | 9 | Not met |
| Lights renewed | 40 | 44 | Met |
| Cranes tested | 6 | 5 | Not met |

## Officers

The deck inspector took over from Ansel Groom, who had led the office since 2019: Mira Toll succeeded him in May 2030.

What to bring on a visit:

- a helmet
- shoes with hard caps. They can be borrowed at the gate.
- a pass
"""
FILES = {"sitrep_03.md": FIRST, "sitrep_04.md": SECOND, "minutes.md": MINUTES, "results.md": PLAN}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("series")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(folder / "store", embedder=real_embedder) as store:
        assert not ingest([folder / name for name in FILES], store).failed
        yield Assistant(store)


@pytest.mark.parametrize(
    "question",
    [
        "How did the number of people who left their homes change between situation report 3 and situation report 4?",
        "How did the number of people who left their homes change between 4 June and 11 June?",
        "How has the number of people who left their homes changed?",
    ],
)
def test_values_of_several_documents_stand_side_by_side_in_order(assistant: Assistant, question: str) -> None:
    text = assistant.ask(question).text
    places = [text.find(piece) for piece in ("dated 4 June 2031", "1,900 people", "dated 11 June 2031", "2,650 people")]
    assert places == sorted(places)
    assert -1 not in places


@pytest.mark.parametrize(
    ("question", "said", "other"),
    [
        ("Summarise situation report no. 4", "2,650", "1,900"),
        ("Summarise sitrep 3", "1,900", "2,650"),
        ("Give me a summary of the situation report no 3", "1,900", "2,650"),
    ],
)
def test_documents_are_known_by_their_numbers(assistant: Assistant, question: str, said: str, other: str) -> None:
    answer = assistant.ask(question)
    assert said in answer.text
    assert other not in answer.text
    assert "is produced by" not in answer.text


def test_what_a_report_says_is_so_on_its_day(assistant: Assistant) -> None:
    assert assistant.ask("How many people did a tap stand serve on 11 June?").short_answer == "140"
    assert not assistant.ask("How many people did a tap stand serve on 25 June?").answered


@pytest.mark.parametrize(
    ("question", "names", "members"),
    [
        ("What are the action items from the 13 June meeting?", "No. | Action", ["Buy 300 masks", "Clear the roof"]),
        ("Which action points came out of the shore meeting?", "No. | Action", ["Buy 300 masks", "Clear the roof"]),
        ("Which risks did the meeting see?", None, ["Mud after rain", "Failing pumps"]),
    ],
)
def test_lists_below_what_is_asked_are_whole(
    assistant: Assistant, question: str, names: str | None, members: list[str]
) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    lines = answer.text.splitlines()
    if names is not None:
        assert lines.pop(0).startswith(names)
    assert [
        line.removeprefix("• ").lstrip("0123456789 |")[: len(member)]
        for line, member in zip(lines, members, strict=True)
    ] == members


def test_lists_of_another_meeting_are_not_taken_for_it(assistant: Assistant) -> None:
    assert not assistant.ask("What are the action items from the 27 June meeting?").answered


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which targets were missed in 2030?", ["Berths dredged", "Cranes tested"]),
        ("Which targets were reached?", ["Lights renewed"]),
    ],
)
def test_statuses_are_known_by_other_words(assistant: Assistant, question: str, rows: list[str]) -> None:
    quotes = [one.quote for one in assistant.ask(question).citations]
    assert [quote.split(" |")[0] for quote in quotes if not quote.startswith("Target")] == rows


def test_keywords_name_a_row_and_a_column(assistant: Assistant) -> None:
    answer = assistant.ask("lights renewed wanted 2030")
    assert answer.short_answer == "40"
    assert answer.text.endswith("(Target | Wanted 2030 | Result 2030 | Status [2])")


def test_items_of_several_sentences_do_not_end_a_list(assistant: Assistant) -> None:
    lines = assistant.ask("What should I bring on a visit?").text.splitlines()
    assert "• shoes with hard caps." in " ".join(lines)
    assert any("a pass" in line for line in lines)


def test_mistyped_words_are_understood(assistant: Assistant) -> None:
    answer = assistant.ask("Is the airprot at Tarn open?")
    assert answer.understood_as == "Is the airport at Tarn open?"
    assert answer.answered


def test_titles_before_a_name_tell_who_it_is(assistant: Assistant) -> None:
    assert "mayor" in (assistant.ask("Who is Sorrel Haim?").short_answer or "")


def test_who_took_over_is_who_succeeded(assistant: Assistant) -> None:
    assert assistant.ask("Who took over from Ansel Groom?").short_answer == "Mira Toll"
