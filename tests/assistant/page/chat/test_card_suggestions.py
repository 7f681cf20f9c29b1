"""Questions of cards are offered first: those that go on from the answer, and that were not asked or answered yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Answer, Assistant
from assistant.cards.card import Card, written
from assistant.cards.maker import CardMaker
from assistant.entities.item import Item
from assistant.page.chat.suggestions import COUNT, Suggestions
from store import Document, Embedder, Span, Store, StoredCard

from ...conftest import BRIEFING, version_of

WHO_LED = "Who led the Norwegian delegation?"
CHILE = "Who were the Chilean counterparts?"
WHEN = "When did the Chilean delegation visit the Austevoll Research Station?"
HELD = "When was the Ocean Forum held?"
HOSTED = "Who hosted the port event?"
OTHER = """Harbour Works
The quay wall of Porto Novo was rebuilt in 2019 by the Delta Company. Divers inspected it twice.
"""
REBUILT = "Who rebuilt the quay wall of Porto Novo?"


@pytest.fixture
def own_store(tmp_path: Path, real_embedder: Embedder) -> Iterator[Store]:
    with Store.open(tmp_path / "store", embedder=real_embedder) as opened:
        yield opened


def add(store: Store, text: str, title: str, questions: dict[str, str]) -> Document:
    """Add a text with a card whose questions are answered by the sentences that begin as said."""
    document = store.add(version_of(text, title, f"upload:{title}"))
    items = []
    for question, beginning in questions.items():
        start = text.index(beginning)
        span = next(
            one for passage in version_of(text).passages for one in passage.sentences if one.start <= start < one.end
        )
        items.append(Item(question, "", Span(span.start, span.end), Span(span.start, span.end)))
    store.put_card(
        StoredCard(document.document_id, document.version, "test", written(Card(questions=tuple(items))), "")
    )
    return document


@pytest.fixture
def forum(own_store: Store) -> Document:
    questions = {
        HOSTED: "Hosted by SeaLink",
        WHO_LED: "The Norwegian delegation was",
        HELD: "Norway and Chile held",
        CHILE: "Their Chilean counterparts",
        WHEN: "On 10 May 2024",
    }
    return add(own_store, BRIEFING, "Ocean Forum", questions)


@pytest.fixture
def led(own_store: Store, forum: Document) -> Answer:
    answer = Assistant(own_store).ask(WHO_LED)
    assert [one.quote[:24] for one in answer.citations] == ["The Norwegian delegation"]
    return answer


def test_next_questions_are_those_of_the_card_nearest_in_subject_first(own_store: Store, led: Answer) -> None:
    offered = Suggestions(own_store).following([led])
    assert set(offered) < {CHILE, WHEN, HELD, HOSTED}
    assert offered[0] == WHEN  # the other delegation


def test_nothing_has_to_be_tried_for_them(own_store: Store, led: Answer) -> None:
    assert len(Suggestions(own_store).following([led], lambda: True)) == 3


def test_what_the_answer_has_quoted_is_not_asked_for(own_store: Store, led: Answer) -> None:
    asked_otherwise = replace(led, question="Who was the head of the Norwegian delegation?")
    assert WHO_LED not in Suggestions(own_store).following([asked_otherwise])


def test_what_was_asked_is_not_offered(own_store: Store, led: Answer) -> None:
    declined = replace(led, question=WHEN.upper(), answered=False, citations=())
    assert WHEN not in Suggestions(own_store).following([declined, led])


def test_questions_of_documents_that_are_not_cited_are_left_out(own_store: Store, led: Answer) -> None:
    add(own_store, OTHER, "Harbour Works", {REBUILT: "The quay wall"})
    assert REBUILT not in Suggestions(own_store).following([led])


def test_forms_of_questions_vary(own_store: Store) -> None:
    text = "Talks\n" + "".join(
        f"{name} is the head of the {place} survey office.\n"
        for name, place in (("Ann Lee", "Oslo"), ("Bo Ek", "Lima"), ("Cy Orr", "Riga"), ("Di Fox", "Rome"))
    )
    text += "The survey office in Cairo was opened in 2019.\n"
    questions = {f"Who is {name}?": name for name in ("Ann Lee", "Bo Ek", "Cy Orr", "Di Fox")}
    document = add(own_store, text, "Offices", {**questions, "When was the survey office opened?": "The survey"})
    answer = Assistant(own_store).ask("Who is the head of the Oslo survey office?", documents=[document.document_id])
    assert answer.citations
    offered = Suggestions(own_store).following([answer])
    assert "When was the survey office opened?" in offered
    assert any(one.startswith("Who is") for one in offered)


def test_first_questions_come_from_the_cards_of_each_document(own_store: Store, forum: Document) -> None:
    add(own_store, OTHER, "Harbour Works", {REBUILT: "The quay wall"})
    assert Suggestions(own_store).questions() == [REBUILT, HOSTED, WHO_LED, HELD]


def test_first_questions_are_found_anew_when_a_card_was_made(own_store: Store) -> None:
    document = own_store.add(version_of(BRIEFING))
    suggestions = Suggestions(own_store)
    before = suggestions.questions()
    with CardMaker(own_store) as maker:
        assert maker.make_missing([document.document_id]) == 0
    after = suggestions.questions()
    assert after != before
    assert 0 < len(after) <= COUNT
    assert all(Assistant(own_store).ask(question).answered for question in after)


def test_damaged_card_is_as_none(own_store: Store, led: Answer, forum: Document) -> None:
    own_store.put_card(StoredCard(forum.document_id, forum.version, "test", "{}", ""))
    assert not set(Suggestions(own_store).following([led])) & {WHEN, CHILE, HELD, HOSTED}
