"""Cards are made in the background, once, whatever happens to the process or to one of the documents."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.cards.card import BadCard, Card, card_from, written
from assistant.cards.maker import CardMaker
from assistant.cards.making import CardMaking, made_by
from assistant.cards.view import card_views
from assistant.entities.item import Item
from fakes import FakeEmbedder
from store import Document, Span, Store, UnknownDocument

WAIT_SECONDS = 60.0
ROOT = Path(__file__).parents[3]


def wait_for(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while not happened():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.02)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Cards without a reader: the names of the documents in the order in which their cards were made."""
    made: list[str] = []

    def make(self: CardMaking, document_id: str) -> tuple[str, Card]:
        with self._step():
            pass
        document = self._store.document(document_id)
        if document.title == "Broken":
            raise RuntimeError("no card\nof this")
        made.append(document.title)
        return document.version, Card()

    monkeypatch.setattr(CardMaking, "make", make)
    return made


def test_cards_are_made_for_what_is_there_and_what_comes(store: Store, add_text: Any, quick: list[str]) -> None:
    add_text("Salmon swim upstream.", title="First")
    with CardMaker(store) as maker:
        wait_for(lambda: quick == ["First"] and not store.lacking_cards(made_by()))
        add_text("Trout stay where they are.", title="Second")
        maker.wake()
        wait_for(lambda: quick == ["First", "Second"] and not store.lacking_cards(made_by()))


def test_card_is_made_once(store: Store, add_text: Any, quick: list[str]) -> None:
    add_text("Salmon swim upstream.", title="First")
    for _ in range(2):
        assert CardMaker(store).make_missing() == 0
    assert quick == ["First"]


def test_failing_document_is_marked_and_blocks_no_other(store: Store, add_text: Any, quick: list[str]) -> None:
    broken = add_text("Salmon swim upstream.", title="Broken")
    add_text("Trout stay where they are.", title="Second")
    assert CardMaker(store).make_missing() == 1
    assert quick == ["Second"]
    (failed,) = [view for view in card_views(store) if view.document == broken]
    assert (failed.card, failed.reason) == (None, "RuntimeError: no card of this")
    assert CardMaker(store).make_missing() == 0


def test_new_version_gets_a_new_card(store: Store, add_text: Any, quick: list[str]) -> None:
    add_text("Salmon swim upstream.", title="First")
    CardMaker(store).make_missing()
    add_text("Trout stay where they are.", title="First")
    CardMaker(store).make_missing()
    assert quick == ["First", "First"]


def test_document_removed_meanwhile_is_passed_over(
    store: Store, add_text: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = add_text("Salmon swim upstream.")

    def make(self: CardMaking, document_id: str) -> tuple[str, Card]:
        store.remove(document_id)
        raise UnknownDocument(document_id)

    monkeypatch.setattr(CardMaking, "make", make)
    assert CardMaker(store).make_missing() == 0
    assert document not in store.documents()


def test_closing_gives_up_the_card_under_way(store: Store, add_text: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    add_text("Salmon swim upstream.")
    begun = threading.Event()

    def make(self: CardMaking, document_id: str) -> tuple[str, Card]:
        begun.set()
        while True:
            with self._step():
                time.sleep(0.01)

    monkeypatch.setattr(CardMaking, "make", make)
    maker = CardMaker(store)
    maker.start()
    assert begun.wait(WAIT_SECONDS)
    maker.close()
    maker.close()
    assert len(store.lacking_cards(made_by())) == 1


def test_card_waits_while_a_question_is_answered(store: Store, add_text: Any, quick: list[str]) -> None:
    add_text("Salmon swim upstream.", title="First")
    assistant = Assistant(store)
    events = assistant.stream("Where do salmon swim?")
    next(events)
    assert store.precedence.questions == 1
    with CardMaker(store):
        time.sleep(0.3)
        assert quick == []
        events.close()  # type: ignore[attr-defined]
        assert store.precedence.questions == 0
        wait_for(lambda: quick == ["First"])


KILLED = """
import sys, time
sys.path[:0] = [{root!r}, {tests!r}]
from fakes import FakeEmbedder
from store import Store
from assistant.cards.card import Card
from assistant.cards.making import CardMaking
from assistant.cards.maker import CardMaker

def make(self, document_id):
    time.sleep(0.05)
    return self._store.document(document_id).version, Card()

CardMaking.make = make
with Store.open({store!r}, embedder=FakeEmbedder()) as store:
    with CardMaker(store, made=lambda document: print(document.document_id, flush=True)):
        time.sleep(60)
"""


def test_killed_maker_goes_on_where_it_stopped(store: Store, add_text: Any, quick: list[str]) -> None:
    documents = [add_text(f"Salmon number {number} swims.", title=f"Note {number}") for number in range(12)]
    store.close()
    code = KILLED.format(root=str(ROOT), tests=str(ROOT / "tests"), store=str(store.path))
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    acknowledged = [process.stdout.readline().strip() for _ in range(3)]
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with Store.open(store.path, embedder=FakeEmbedder()) as again:
        lacking = {document.document_id for document in again.lacking_cards(made_by())}
        assert lacking
        assert lacking.isdisjoint(acknowledged)
        with CardMaker(again):
            wait_for(lambda: not again.lacking_cards(made_by()))
        assert len(quick) == len(lacking)
        assert {view.document.document_id for view in card_views(again) if view.card} == {
            document.document_id for document in documents
        }
        assert again.check() == []


def test_every_item_of_a_real_card_cites_its_sentence(real_store: Store) -> None:
    (document,) = real_store.documents()
    version, card = CardMaking(real_store).make(document.document_id)
    assert version == document.version
    text = real_store.text(document.document_id)
    with real_store.snapshot() as snapshot:
        sentences = {span for passage in snapshot.passages(document.document_id) for span in passage.sentences}
    assert card.items
    for item in card.items:
        assert item.sentence in sentences
        assert item.sentence.start <= item.span.start < item.span.end <= item.sentence.end
    assert [(one.text, one.note) for one in card.people] == [
        ("Ingrid Solberg", "Director at the Institute of Marine Research"),
        ("Olav Lunde", "Deputy Minister of Fisheries"),
        ("Camila Rojas", "Undersecretary for Fisheries"),
        ("Pablo Fuentes", "Head of the Hydrographic Service"),
    ]
    assert [(one.text, one.note) for one in card.places] == [
        ("Norway", ""),
        ("Chile", ""),
        ("Bergen", "Norway"),
    ]
    assert [one.note for one in card.dates] == ["2024-05-10", "2024-05-12"]
    assert len(card.sentences) >= 3
    assert all(one.text == text[one.span.start : one.span.end] for one in card.sentences)
    assert card_from(written(card), len(text)) == card


def test_suggested_questions_are_answered_by_their_sentence(real_store: Store) -> None:
    (document,) = real_store.documents()
    _, card = CardMaking(real_store).make(document.document_id)
    assert len(card.questions) >= 2
    for question in card.questions:
        answer = Assistant(real_store).ask(question.text)
        assert answer.answered
        assert not answer.weak
        assert Span(answer.citations[0].start, answer.citations[0].end) == question.sentence


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value["people"][0]["sentence"].update(end=10_000),
        lambda value: value["people"][0]["span"].update(start=0),
        lambda value: value["people"][0].pop("note"),
        lambda value: value["people"][0].update(text=7),
        lambda value: value.pop("dates"),
        lambda value: value.update(kind="report"),
    ],
)
def test_card_that_does_not_fit_its_document_is_refused(change: Any) -> None:
    value = json.loads(written(Card(people=(Item("Ann", "", Span(5, 8), Span(5, 20)),))))
    change(value)
    with pytest.raises(BadCard):
        card_from(json.dumps(value), 30)


def test_documents_that_are_gone_are_left_out(store: Store, briefing: Document) -> None:
    views = card_views(store, [briefing.document_id, "gone-0000"])
    assert [view.document for view in views] == [briefing]
