"""Mistyped words: put right where the briefings have the word that was meant, left alone everywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.questions.spelling import spelt
from ingest import ingest
from store import Snapshot, Store

TEXT = """# Cooperation

The government of Norland will pay for a third antenna at Tsukuba. The liability of the ambassador is limited, and the
submarine cable belongs to both sides. The garden stays open.
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
        ("third antena cost", "third antenna cost"),  # a letter too few
        ("Who is the ambasssador?", "Who is the ambassador?"),  # one too many
        ("goverment libility", "government liability"),
        ("Where is Tsukbua?", "Where is Tsukuba?"),  # two swapped, in a name
        ("gardn hours", "garden hours"),
        ("Sumarise the note", "Summarise the note"),  # what is to be done need stand nowhere
    ],
)
def test_mistyped_words_are_put_right(snapshot: Snapshot, typed: str, meant: str) -> None:
    assert spelt(typed, snapshot) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Summarise the cooperation",  # British, and two letters from a submarine
        "Who gardens?",
        "What are the wages?",
        "Who is the ANTENA?",  # a short form
        "Is there a gate?",  # too short
        "Where is Lisbon?",
        "Does it cost much?",
    ],
)
def test_other_words_are_left_alone(snapshot: Snapshot, question: str) -> None:
    assert spelt(question, snapshot) == question
