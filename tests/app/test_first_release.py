"""A store made by the first release goes on answering, and `reindex` brings it to the present chunking.

`first_release/` was written by that release's own `briefing ingest`; its vectors are left out, as a lost Chroma folder
would be: the catalogue has them.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from ingest import Chunking, FileProgress, ingest, reindex
from store import Embedder, RecordMismatch, Store

PLACE = "Where was the second Harbour Safety Dialogue held?"


@pytest.fixture
def old(tmp_path: Path, real_embedder: Embedder) -> Iterator[Store]:
    shutil.copytree(Path(__file__).parent / "first_release", tmp_path / "store")
    with Store.open(tmp_path / "store", embedder=real_embedder) as store:
        yield store


def test_store_of_the_first_release_answers_and_is_sound(old: Store) -> None:
    assert "Lisbon" in Assistant(old).ask(PLACE).citations[0].quote
    assert old.check() == []


def test_documents_of_another_chunking_are_not_mixed_in(old: Store, tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text("The jury met on Monday.")
    with pytest.raises(RecordMismatch, match="briefing reindex"):
        ingest([tmp_path / "note.md"], old)
    assert [document.source for document in old.documents()] == ["/briefs/harbour-dialogue.md"]


def test_reindex_brings_it_to_the_present_chunking_while_it_answers(old: Store, tmp_path: Path) -> None:
    (before,) = old.documents()
    assistant = Assistant(old)
    meanwhile: list[str] = []

    def ask() -> None:
        meanwhile.append(assistant.ask(PLACE).citations[0].quote)

    def listen(event: object) -> None:
        if isinstance(event, FileProgress):  # the rebuild waits here: what it holds, it holds now
            person = threading.Thread(target=ask, daemon=True)
            person.start()
            person.join(60)
            assert not person.is_alive(), "the question waits for the rebuild"

    reindex(old, listen)

    assert meanwhile
    assert all("Lisbon" in quote for quote in meanwhile)
    (after,) = old.documents()
    assert (after.document_id, after.version, after.source) == (before.document_id, before.version, before.source)
    assert old.check() == []
    assert "Lisbon" in assistant.ask(PLACE).citations[0].quote
    assert "44" in assistant.ask("How many pilots does Bergen have?").citations[0].quote
    (tmp_path / "note.md").write_text("The jury met on Monday.")
    assert len(ingest([tmp_path / "note.md"], old, chunking=Chunking()).added) == 1
