"""Named sets of documents, kept in the store's folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import DocumentSets, InvalidSet, StoreUnusable


@pytest.fixture
def sets(tmp_path: Path) -> DocumentSets:
    return DocumentSets(tmp_path)


def test_set_is_kept_across_restarts(sets: DocumentSets, tmp_path: Path) -> None:
    sets.save("  Space\n law ", ["a", "b", "a"])
    again = DocumentSets(tmp_path)
    assert again.names() == ["Space law"]
    assert again.get("Space law", {"a", "b", "c"}).documents == ("a", "b")


def test_documents_that_are_gone_are_counted_once_and_leave_the_set(sets: DocumentSets) -> None:
    sets.save("Space", ["a", "b", "c"])
    assert sets.get("Space", {"b"}).gone == 2
    found = sets.get("Space", {"a", "b"})
    assert (found.documents, found.gone) == (("b",), 0)


def test_taken_name_is_refused_unless_it_is_to_be_replaced(sets: DocumentSets) -> None:
    sets.save("Space", ["a"])
    with pytest.raises(InvalidSet, match="already"):
        sets.save("Space", ["b"])
    sets.save("Space", ["b"], replace=True)
    assert sets.get("Space", {"a", "b"}).documents == ("b",)


def test_renamed_and_deleted(sets: DocumentSets) -> None:
    sets.save("Space", ["a"])
    sets.save("Sea", ["b"])
    with pytest.raises(InvalidSet, match="already"):
        sets.rename("Space", "Sea")
    assert sets.rename("Space", "Orbit") == "Orbit"
    assert sets.names() == ["Orbit", "Sea"]
    sets.delete("Sea")
    assert sets.names() == ["Orbit"]
    with pytest.raises(InvalidSet, match="no set"):
        sets.delete("Sea")


@pytest.mark.parametrize(("name", "ids"), [("", ["a"]), (" \n\0", ["a"]), ("x" * 81, ["a"]), ("Empty", [])])
def test_what_cannot_be_kept_is_refused(sets: DocumentSets, name: str, ids: list[str]) -> None:
    with pytest.raises(InvalidSet):
        sets.save(name, ids)
    assert sets.names() == []


def test_each_person_has_sets_of_their_own(sets: DocumentSets) -> None:
    sets.save("Space", ["a"], "ada")
    assert sets.names("bo") == sets.names() == []
    with pytest.raises(InvalidSet):
        sets.get("Space", {"a"}, "bo")


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"form": 9, "people": {}}', '{"form": 1, "people": {"": {"x": 3}}}']
)
def test_damaged_file_is_told_and_not_written_over(sets: DocumentSets, tmp_path: Path, content: str) -> None:
    (tmp_path / "sets.json").write_text(content)
    with pytest.raises(StoreUnusable, match=r"sets\.json"):
        sets.save("Space", ["a"])
    assert (tmp_path / "sets.json").read_text() == content


def test_only_the_user_can_read_the_file(sets: DocumentSets, tmp_path: Path) -> None:
    sets.save("Space", ["a"])
    assert (tmp_path / "sets.json").stat().st_mode & 0o077 == 0
