"""An audit with its recommendations and sign-off, and a review with scores, asked through `Assistant.ask`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant, Turn
from ingest import ingest
from store import Embedder, Store

AUDIT = """# OFFICE OF THE AUDITOR OF BRUNN

**Performance Audit Report 4 of 2031**

## Late again: the island ferries

*Presented to the Assembly on 9 June 2031*

**Lead auditor:** Marta Quill
**Cleared by:** Tomas Orde, Deputy Auditor

## What we did

We looked at two of the five ports: Ansel and Cape Grey. We did not examine the lighthouse service.

The ferry *Grey Heron* needs a new shaft and should sail again by October 2031. No date can be given for the
*Sea Pearl*, whose survey has been put off twice.

Complaints fell from 410 in 2029 to 275 in 2030. Eleven passengers were hurt, and two deaths were recorded since
January. A bus service on the islands has carried 640 people so far.

The risk to the service is considered high because:

- the crews are short of engineers;
- the spare parts come from one supplier.

**Risk level:** Service HIGH · Ports LOW

## Scores

| Port | Score 2029 | Score 2030 | Trend |
|---|---|---|---|
| Ansel | 6.1 | 5.2 | Worse |
| Cape Grey | 4.0 | 4.8 | Better |
| Dunmore | 7.3 | 4.1 | Worse |

## Recommendations

| No. | We recommend that | Addressed to | Response |
|---|---|---|---|
| R1 | two shafts be kept in store | Ferry Service | Accepted |
| R2 | tenders stay open for 40 days | Ministry of Ports | Rejected |
| R3 | crews be paid a winter bonus | Ministry of Ports | Partly accepted |

## Risks

| Risk | Rating | Mitigation | Owner |
|---|---|---|---|
| Buoys stolen | Low | Wardens paid a stipend | Head of Harbours |
| Fuel short | High | A second tank | Head of Stores |

The buoys will be bought with a grant from the Coast Fund.

## Sign-off

| Name | Capacity | Date |
|---|---|---|
| T. Orde | Deputy Auditor | 2 June 2031 |
| M. Quill | Lead auditor | 3 June 2031 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("audit")
    (folder / "audit.md").write_text(AUDIT)
    with Store.open(folder / "store", embedder=real_embedder) as store:
        ingest([folder / "audit.md"], store)
        yield Assistant(store)


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("which recommendation was turned down?", "R2"),
        ("which port has the highest score now?", "Ansel"),
        ("which port had the highest score in 2029?", "Dunmore"),
        ("which ports did the auditors look at?", "Ansel and Cape Grey"),
        ("how many complaints were there in 2029?", "410"),
        ("how many complaints were there in 2030?", "275"),
        ("when will the Sea Pearl sail again?", "No date can be given"),
        ("when will the Grey Heron sail again?", "by October 2031"),
        ("who owns the risk of stolen buoys?", "Head of Harbours"),
    ],
)
def test_what_is_asked_is_told(assistant: Assistant, question: str, short: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert answer.short_answer == short


def test_who_signed_is_the_whole_list(assistant: Assistant) -> None:
    answer = assistant.ask("Who signed off the report?")
    assert [one.split(" | ")[0] for one in quotes(answer)] == ["Name", "T. Orde", "M. Quill"]


def test_who_pays_is_not_who_owns_the_risk(assistant: Assistant) -> None:
    answer = assistant.ask("who is paying for the buoys?")
    assert "Head of Harbours" not in (answer.short_answer or "")
    assert any("Coast Fund" in one for one in quotes(answer))


def test_reasons_are_those_that_are_given(assistant: Assistant) -> None:
    answer = assistant.ask("why is the risk to the service high?")
    assert "the spare parts come from one supplier." in quotes(answer)
    assert not any("Risk level" in one for one in quotes(answer))


def test_who_died_is_not_who_was_carried(assistant: Assistant) -> None:
    answer = assistant.ask("how many people have died so far?")
    assert not any("640" in one for one in quotes(answer))


def test_follow_up_may_leave_out_what_is_counted(assistant: Assistant) -> None:
    first = assistant.ask("how many complaints were there in 2030?")
    answer = assistant.ask("and how many were there the year before?", history=[Turn(first.question, first)])
    assert answer.understood_as == "How many complaints were there the year before?"
    assert answer.short_answer == "410"


def test_another_ship_is_another(assistant: Assistant) -> None:
    first = assistant.ask("when will the Grey Heron sail again?")
    answer = assistant.ask("what about the Sea Pearl?", history=[Turn(first.question, first)])
    assert quotes(answer) == ["No date can be given for the\n*Sea Pearl*, whose survey has been put off twice."]


def test_they_are_not_the_paper(assistant: Assistant) -> None:
    assert assistant.ask("do they expect a new tender?").understood_as is None
