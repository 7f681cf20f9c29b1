"""The briefs of `bench/briefs`: what their questions expect stands in them, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.evaluation.reading import read_questions

BRIEFS = Path(__file__).parents[1] / "bench/briefs"


@pytest.mark.parametrize("part", ["fit", "choose", "rules", "test"])
def test_evidence_stands_in_its_document(part: str) -> None:
    files = sorted((BRIEFS / part).glob("*.yaml"))
    assert files
    for file in files:
        text = " ".join(file.with_suffix(".md").read_text(encoding="utf-8").split())
        for conversation in read_questions(file):
            for question in conversation.questions:
                missing = [one for one in question.expected.evidence if " ".join(one.split()) not in text]
                assert not missing, f"{question.place}: {missing}"


def test_no_document_is_in_two_parts() -> None:
    names = [file.stem for file in BRIEFS.glob("*/*.md")]
    assert len(names) == len(set(names))
    assert {file.stem for file in BRIEFS.glob("*/*.yaml")} == set(names)
