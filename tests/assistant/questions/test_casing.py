"""Names in questions typed without capitals: as the briefings write them, and no other words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.questions.casing import cased
from ingest import ingest
from store import Snapshot, Store

TEXT = """# Space Cooperation Review

The delegation of Japan met ISRO and the Tsukuba centre. They spoke of debris, and the Committee on Launches agreed with
Ms. Saiawi. Satellites of the ministry carry the NOAA instrument. It was built by the committee of users in Norland.
"""


@pytest.fixture
def snapshot(tmp_path: Path, store: Store) -> Iterator[Snapshot]:
    (tmp_path / "note.md").write_text(TEXT, encoding="utf-8")
    assert not ingest([tmp_path / "note.md"], store).failed
    with store.snapshot() as snapshot:
        yield snapshot


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("who represented japan", "who represented Japan"),
        ("Who represented japan?", "Who represented Japan?"),
        ("what is isro's role", "what is ISRO's role"),
        ("where is the tsukuba centre", "where is the Tsukuba centre"),
        ("what did saiawi say about noaa", "what did Saiawi say about NOAA"),
        ("when did china host it", "when did China host it"),  # countries, whether a briefing has them or not
        ("who led the chinese delegation", "who led the Chinese delegation"),
    ],
)
def test_names_get_their_capitals(snapshot: Snapshot, typed: str, meant: str) -> None:
    assert cased(typed, snapshot) == meant


@pytest.mark.parametrize(
    "question",
    [
        "what did the committee agree on",  # written in both ways
        "which satellites carry instruments",  # only where a sentence begins
        "is there a review of the cooperation",  # only in the title
        "Who represented japan and ISRO?",  # typed with capitals where they were wanted
        "WHO REPRESENTED JAPAN?",
        "where is lisbon",  # in no briefing
        "is there a chain of stations for human use",  # no country's, though they end so
    ],
)
def test_other_questions_stay_as_they_are(snapshot: Snapshot, question: str) -> None:
    assert cased(question, snapshot) == question
