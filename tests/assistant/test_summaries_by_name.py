"""Documents that are to be summarised, named in people's own way, with the packaged embedder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from store import Embedder, Store
from tests.assistant.conftest import version_of
from tests.assistant.test_comparing import FISHERIES, TRANSPORT, VISIT

UPDATE = """Situation Update on the Floods in Velsk
Issued by the Relief Office of Velsk on 22 October and sent to all the partners in the field.
The next update will be issued on 26 October for the whole of the basin and the delta.
Highlights
The river Anwar burst its banks on 9 October after six days of heavy rain in the hills.
At least 214 people have died in the floods, and a further 93 people are missing in the delta.
Roads
The road to the delta remains cut at the bridge, so that trucks with food wait in the town.
"""


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("plans") / "store", embedder=real_embedder) as store:
        store.add(version_of(FISHERIES, "Strategic Plan: Equity and Fair Shares at Sea", "/briefs/Fisheries2030.txt"))
        store.add(version_of(TRANSPORT, "Strategic Plan of the Transport Ministry", "/briefs/TM2030.txt"))
        store.add(version_of(VISIT, "Visit of the Norwegian Delegation", "/briefs/visit.txt"))
        yield store


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("Summarise the Transport plan", "TM2030"),
        ("Summarise the Fisheries plan in two sentences", "Fisheries2030"),
        ("What is the plan of the Fisheries Ministry about?", "Fisheries2030"),
        ("Key points of the TM plan", "TM2030"),
        ("Give me an overview of the Norwegian note", "visit"),
    ],
)
def test_a_document_named_in_ones_own_way_is_summarised(plans: Store, question: str, source: str) -> None:
    answer = Assistant(plans).ask(question)
    assert answer.answered
    assert answer.confidence == 1.0
    assert {one.source for one in answer.citations} == {f"/briefs/{source}.txt"}


def test_a_summary_begins_with_what_the_document_takes_for_the_main_thing(
    tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder
) -> None:
    with Store.open(tmp_path_factory.mktemp("update") / "store", embedder=real_embedder) as store:
        store.add(version_of(UPDATE, "Situation Update on the Floods in Velsk", "/briefs/update.txt"))
        answer = Assistant(store).ask("Summarise the update")
    quotes = " ".join(one.quote for one in answer.citations)
    assert "burst its banks" in quotes or "214 people" in quotes
    assert "Issued by" not in quotes
    assert "The next update" not in quotes
