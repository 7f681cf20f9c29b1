"""The transcript of a press briefing and a country profile, asked as a journalist asks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from ingest import ingest
from store import Embedder, Store

TRANSCRIPT = """# Press briefing on the Marnau tunnel closure

Ministry of Transport, Velsk, 14 October 2026, 11:00

Speakers: Minister Helga Brandt; Tomas Reuter, chief engineer of the Road Agency; Amira Haddad, spokesperson (moderator)

**Amira Haddad:** Good morning, and thank you for coming. The minister will make a short statement. We have about thirty
minutes for questions.

**Minister Brandt:** Yesterday at 22:40 I ordered the closure of the Marnau tunnel in both directions. During a routine
inspection on 9 October engineers found cracks up to four millimetres wide in the ceiling of the eastern tube. Nobody
has been hurt. The tunnel carries 38,000 vehicles a day, of which about 5,200 are lorries, and I know what this means.

**Tomas Reuter:** The cracks run along 180 metres of the ceiling. Of 1,240 anchors we have tested 310 so far; 47 failed.
The western tube shows no cracks. We expect to finish the tests by 28 October.

**Question (TV Nord):** How long are the detours, and will there be more trains?

**Tomas Reuter:** The detour over the Sell pass is 31 kilometres and takes about 50 minutes. Lorries over 18 tonnes must
use the motorway through Drunen, which adds 94 kilometres.

**Minister Brandt:** The railway will run six additional trains each morning and evening from Monday, 19 October.

**Question (Free Press):** The opposition says that you cut the maintenance budget by a fifth.

**Minister Brandt:** That is not correct. The maintenance budget was 212 million crowns in 2024 and is 205 million this
year, a fall of three per cent.

**Amira Haddad:** The next briefing is on Friday, 23 October, at 10:00.
"""
PROFILE = """# Country profile: Republic of Talvia

Prepared by the Office of Regional Affairs, June 2026.

## Key facts

| | |
|---|---|
| Capital | Orsk-on-Lake |
| Population | 4.7 million (2025 estimate) |
| Official languages | Talvian, Russian |
| Currency | Talvian lat (TVL) |
| Unemployment | 6.4 % (first quarter of 2026) |

## Politics

At the election of October 2024 the centre-right Civic Union won 44 seats, the Social Democrats 31, the Farmers' Party
22 and the nationalist Homeland List 23. Janis Orbel leads a coalition of the Civic Union and the Farmers' Party.

## Economy

Timber, machinery and information technology account for 61 per cent of exports. Inflation fell from 9.1 per cent in
2023 to 3.2 per cent in 2025.

## Foreign policy

Talvia joined the European Union in 2007 and NATO in 2009. A multinational battalion of 1,400 soldiers, led by Canada,
has been stationed at Vel since 2018.

## Bilateral relations

Open issues are the recognition of diplomas and the debt of the former state airline. The foreign minister, Ruta Selga,
will visit on 9 and 10 September 2026.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("transcripts")
    papers = [folder / "transcript.md", folder / "profile.md"]
    for paper, text in zip(papers, (TRANSCRIPT, PROFILE), strict=True):
        paper.write_text(text, encoding="utf-8")
    with Store.open(folder / "store", embedder=real_embedder) as store:
        assert not ingest(papers, store).failed
        yield Assistant(store)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Who ordered the closure?", "Minister Brandt"),
        ("Who is Tomas Reuter?", "chief engineer of the Road Agency"),
        ("Was anyone hurt?", "Nobody"),
        ("How many lorries use the tunnel?", "5,200"),
        ("How many anchors failed?", "47"),
        ("How many anchors have been tested?", "310"),
        ("When is the next briefing?", "Friday, 23 October"),
        ("What languages are spoken in Talvia?", "Talvian, Russian"),
        ("How many seats did the Social Democrats win?", "31"),
        ("How many seats did the Farmers' Party win?", "22"),
        ("Who leads the multinational battalion?", "Canada"),
        ("What are the main exports?", "Timber, machinery and information technology"),
        ("What are the open issues?", "the recognition of diplomas and the debt of the former state airline"),
        ("When did Talvia join NATO?", "2009"),
    ],
)
def test_facts(assistant: Assistant, question: str, short: str) -> None:
    assert " ".join((assistant.ask(question).short_answer or "").split()) == short


@pytest.mark.parametrize(
    "question",
    [
        "When did Talvia join the eurozone?",
        "Who is the head of the Road Agency?",
        "How many people died in the tunnel?",
    ],
)
def test_what_is_not_told_is_not_made_of_what_is_near(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).answered


@pytest.mark.parametrize("question", ["When was the tunnel built?", "When will the tunnel reopen?"])
def test_the_date_of_the_briefing_tells_nothing_of_the_tunnel(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.weak or not answer.answered
    assert "14 October 2026" not in (answer.short_answer or "")


def test_what_somebody_says_about_a_matter_is_about_it(assistant: Assistant) -> None:
    quotes = [citation.quote for citation in assistant.ask("What did the minister say about the budget?").citations]
    assert any("205 million" in quote for quote in quotes)
    assert all("budget" in quote for quote in quotes)
