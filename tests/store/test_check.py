"""`Store.check` finds each kind of damage, in a real store that was damaged so, and says what to do."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from store import Place, Store, StoreUnusable

TEXT = "The dialogue was held in Tokyo.\nThe delegation visited Tsukuba. It met JAXA."
_HALF = TEXT.index("\n")
_PLACES = (Place(0, _HALF, 1, 0), Place(_HALF + 1, len(TEXT), 2, 0))


@pytest.fixture
def paged(tmp_path: Path, embedder: Any, make_version: Any) -> Path:
    """The folder of a store with one document of two pages, closed."""
    version = make_version(TEXT)
    first, second = version.passages
    passages = (dataclasses.replace(first, page=1), dataclasses.replace(second, page=2))
    with Store.open(tmp_path / "s", embedder=embedder) as store:
        store.add(dataclasses.replace(version, pages=2, places=_PLACES, passages=passages))
        assert store.check() == []
    return tmp_path / "s"


def sql(statement: str, *parameters: object) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        with closing(sqlite3.connect(folder / "catalogue.sqlite")) as database:
            database.execute(statement, parameters)
            database.commit()

    return damage


def _change_original(folder: Path) -> None:
    (original,) = (folder / "originals").iterdir()
    original.write_bytes(b"x" * original.stat().st_size)


_NO_NUMBER = np.full(64, np.nan, "<f4").tobytes()
_LONG = np.full(64, 2.0, "<f4").tobytes()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (_change_original, "original file is missing or has changed: remove the document and ingest"),
        (
            sql("UPDATE passages SET text = 'other' WHERE start = 0"),
            "is not the text at its span: run `briefing reindex`",
        ),
        (sql("UPDATE passages SET vector = ?", _NO_NUMBER), "is damaged: run `briefing reindex`"),
        (sql("UPDATE passages SET vector = ?", _LONG), "is damaged: run `briefing reindex`"),
        (sql("UPDATE passages SET vector = x'0102030405'"), "is damaged: run `briefing reindex`"),
        (sql("UPDATE passages SET sentences = '[[0, 9999]]'"), "outside its passage (run `briefing reindex`)"),
        (sql("UPDATE passages SET sentences = 'nonsense'"), "cannot be read"),
        (sql("UPDATE passages SET heading = '7'"), "cannot be read"),
        (sql("UPDATE editions SET places = '[[0, 5, 9, 0]]'"), "on a page that the document has not"),
        (sql("UPDATE editions SET places = '[[0, 9, 1, 0], [9, 12, 1, 4]]'"), "the same characters of page 1"),
        (sql("UPDATE passages SET page = 1"), "is said to be on page 1, its text is on page 2: run `briefing reindex`"),
        (sql("UPDATE passages_fts SET body = 'other'"), "other words for 2 passages: run `briefing reindex`"),
        (sql("DELETE FROM passages_fts WHERE rowid = 1"), "lacks 1 passages: run `briefing reindex`"),
        (sql("UPDATE passages_fts_data SET block = x'00' WHERE id > 10"), "the lexical index is damaged"),
        (sql("UPDATE passages SET edition_id = 99 WHERE id = 1"), "a row of passages points at a missing editions"),
    ],
)
def test_damage_is_found_and_named_with_what_to_do(
    paged: Path, embedder: Any, damage: Callable[[Path], None], said: str
) -> None:
    damage(paged)
    with Store.open(paged, embedder=embedder) as store:
        assert said in "\n".join(map(str, store.check()))


@pytest.mark.parametrize("lose", ["empty", "missing"])
def test_lost_catalogue_is_told_and_originals_stay(paged: Path, embedder: Any, lose: str) -> None:
    for path in paged.glob("catalogue.sqlite*"):
        path.unlink()
    if lose == "empty":
        (paged / "catalogue.sqlite").touch()
    with pytest.raises(StoreUnusable, match="lost or empty, but originals"):
        Store.open(paged, embedder=embedder)
    assert len(list((paged / "originals").iterdir())) == 1


def test_catalogue_cut_short_is_told(paged: Path, embedder: Any) -> None:
    catalogue = paged / "catalogue.sqlite"
    with catalogue.open("r+b") as file:
        file.truncate(catalogue.stat().st_size // 8192 * 4096)
    with pytest.raises(StoreUnusable, match="damaged"), Store.open(paged, embedder=embedder) as store:
        store.check()
    assert len(list((paged / "originals").iterdir())) == 1
