"""The briefs of `bench/briefs`: what their questions expect stands in them, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.evaluation.reading import read_questions
from bench.brief_data import read

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


HARBOUR = """# The harbour at Osk

Ilse Marrow runs the harbour. She has done so since 2019.
"""
SCHOOLS = """# Schools of the county

The schools are run by Bram Oduya, who has held the office for nine years.
"""


def test_what_the_reader_is_trained_on(tmp_path: Path) -> None:
    (tmp_path / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    (tmp_path / "schools.md").write_text(SCHOOLS, encoding="utf-8")
    (tmp_path / "harbour.yaml").write_text(
        """
- conversation:
    - question: who is in charge of the harbour
      answer: Ilse Marrow
      evidence: Ilse Marrow runs the harbour.
    - question: since when?
      answer: "2019"
      evidence: She has done so since 2019.
- question: why was she appointed?
  unanswerable: true
- question: is marrow in charge?
  evidence: Ilse Marrow runs the harbour.
""",
        encoding="utf-8",
    )
    (tmp_path / "schools.yaml").write_text(
        """
- question: who runs them?
  answer: Bram Oduya
  evidence: The schools are run by Bram Oduya, who has held the office for nine years.
""",
        encoding="utf-8",
    )
    charge, since, why, whether, them = read(tmp_path)
    assert [one.question for one in charge.elsewhere] == ["who is in charge of the harbour"]
    assert charge.elsewhere[0].passage.endswith("for nine years.")
    assert them.elsewhere == ()  # nothing in it says that it asks of the schools
    assert since.answering[0].question == "who is in charge of the harbour? since when?"
    assert [since.answering[0].passage[start:end] for start, end in since.answering[0].answers] == ["2019"]
    assert not why.answering
    assert why.others
    told = whether.answering[0]
    assert not told.exact
    assert [told.passage[start:end] for start, end in told.answers] == ["Ilse Marrow runs the harbour."]
