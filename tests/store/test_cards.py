"""What the store keeps of a version at a glance goes with the version, and is never shown for another one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from store import InvalidVersion, NewVersion, Store, StoredCard, backup, restore

TEXT = "Salmon swim upstream.\nTrout prefer cold rivers."
RULES = "rules 1"


@pytest.fixture
def document(store: Store, make_version: Any) -> Any:
    return store.add(make_version(TEXT))


def card_of(document: Any, content: str | None = '{"kind": "note"}', made_by: str = RULES) -> StoredCard:
    return StoredCard(document.document_id, document.version, made_by, content)


def test_card_is_kept_across_closing(store: Store, document: Any, embedder: Any) -> None:
    assert store.card(document.document_id) is None
    assert store.put_card(card_of(document))
    store.close()
    with Store.open(store.path, embedder=embedder) as again:
        assert again.card(document.document_id) == card_of(document)
        assert again.check() == []


def test_card_made_again_replaces_the_earlier(store: Store, document: Any) -> None:
    store.put_card(card_of(document))
    store.put_card(card_of(document, "{}", "rules 2"))
    assert store.card(document.document_id) == card_of(document, "{}", "rules 2")


def test_documents_lack_cards_until_made_by_these_rules(store: Store, document: Any, make_version: Any) -> None:
    second = store.add(make_version("Cod.", source="/cod"))
    assert store.lacking_cards(RULES) == [document, second]
    store.put_card(card_of(document))
    assert store.lacking_cards(RULES) == [second]
    assert store.lacking_cards("rules 2") == [document, second]
    store.put_card(StoredCard(second.document_id, second.version, RULES, None, "it makes no sense"))
    assert store.lacking_cards(RULES) == []


def test_card_of_a_replaced_version_is_gone_and_not_taken(store: Store, document: Any, make_version: Any) -> None:
    store.put_card(card_of(document))
    new = store.add(make_version("Herring are many."))
    assert store.card(new.document_id) is None
    assert not store.put_card(card_of(document))
    assert store.lacking_cards(RULES) == [new]


def test_removed_document_leaves_no_card_on_the_disk(store: Store, document: Any) -> None:
    store.put_card(card_of(document, '{"person": "Quillfeather"}'))
    store.remove(document.document_id)
    files = [path for path in store.path.rglob("*") if path.is_file()]
    assert files
    assert not any(b"Quillfeather" in path.read_bytes() for path in files)
    assert not store.put_card(card_of(document))


def test_closed_store_takes_no_card(store: Store, document: Any, embedder: Any) -> None:
    store.close()
    assert not store.put_card(card_of(document))
    with Store.open(store.path, embedder=embedder) as again:
        assert again.card(document.document_id) is None


def test_rebuilt_index_needs_its_cards_made_again(store: Store, document: Any, make_version: Any) -> None:
    store.put_card(card_of(document))
    with store.rebuild({"size": 1}) as rebuild:
        rebuild.add(document.document_id, make_version(TEXT))
    assert store.card(document.document_id) is None
    assert [one.document_id for one in store.lacking_cards(RULES)] == [document.document_id]


def described(make_version: Any, *authors: str, dated: date | None = None) -> NewVersion:
    version = make_version(TEXT)
    return NewVersion(
        version.source,
        version.title,
        version.original,
        version.text,
        version.pages,
        version.places,
        version.passages,
        authors,
        dated,
    )


def test_document_knows_its_authors_and_day(store: Store, make_version: Any) -> None:
    document = store.add(described(make_version, "Ann Lee", "Bo Ødegård", dated=date(2025, 4, 1)))
    assert (document.authors, document.dated) == (("Ann Lee", "Bo Ødegård"), date(2025, 4, 1))
    assert store.documents() == [document]


def test_author_that_cannot_be_stored_is_refused(store: Store, make_version: Any) -> None:
    with pytest.raises(InvalidVersion, match="author"):
        store.add(described(make_version, "Ann\0Lee"))


def test_backup_that_still_holds_a_removed_document_is_named(store: Store, document: Any, tmp_path: Path) -> None:
    assert backup(store.path, tmp_path / "kept.zip") == 1
    backup(store.path, tmp_path / "deleted.zip")
    (tmp_path / "deleted.zip").unlink()
    (problem,) = store.remove(document.document_id)
    assert problem.where == str(tmp_path / "kept.zip")
    assert "backup" in problem.what


def test_backup_without_the_removed_document_is_not_named(
    store: Store, document: Any, tmp_path: Path, make_version: Any
) -> None:
    backup(store.path, tmp_path / "earlier.zip")
    later = store.add(make_version("Cod.", source="/cod"))
    assert store.remove(later.document_id) == ()


def test_backup_that_a_store_was_restored_from_is_named(
    store: Store, document: Any, tmp_path: Path, embedder: Any
) -> None:
    store.put_card(card_of(document))
    backup(store.path, tmp_path / "kept.zip")
    restore(tmp_path / "kept.zip", tmp_path / "again")
    with Store.open(tmp_path / "again", embedder=embedder) as again:
        assert again.lacking_cards(RULES) == again.documents()
        (problem,) = again.remove(document.document_id)
    assert problem.where == str(tmp_path / "kept.zip")
