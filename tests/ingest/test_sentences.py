"""Sentences: where they end, and that nothing is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "It was led by Ms. Muanpuii Saiawi and Mr. M. Ganesh Pillai of ISRO.",
        "The U.S. Department of State met Dr. Saita at 5 p.m. on Tuesday.",
        "See Fig. 3, No. 5 and Sec. 2.1 for details.",
        "It cost $3.5 million, i.e. less, e.g. by 1.25 percent.",
        "They met on Jan. 5 in Washington, D.C. 20549.",
        '"Really?" he asked.',
        "J. R. R. Tolkien et al. wrote it.",
        "1. Purpose of this note.",
        "Version 2.0.1 is at https://example.org/a.b now.",
        "Wait ... for it.",
    ],
    ids=["titles", "acronyms", "numbers", "decimals", "dates", "question in speech", "initials", "list", "dots", "gap"],
)
def test_one_sentence_stays_whole(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He lives in the U.S. The weather is fine.", 2),
        ("Was it so? No. That is wrong!", 3),
        ('She said "Go." Then it stopped.', 2),
        ("It ended… Then it began.", 2),
        ("It rose to 5. Nobody knew.", 2),
        ("It was so (really.) We left.", 2),
        ("We bought Acme Inc. They sold it.", 2),
        ("A heading without a stop\n\nThe text below it.", 2),
        ("It was improved.12 The next year was worse.", 2),
        ("Lines may end\nanywhere. The next\none too.", 2),
    ],
    ids=["acronym", "short", "quote", "ellipsis", "number", "bracket", "company", "empty line", "footnote", "lines"],
)
def test_sentences_end_where_they_do(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@given(st.text(alphabet="aZ.!? \n\"')(5…Mr", max_size=200))
def test_sentences_hold_everything_in_order(text: str) -> None:
    spans = sentence_spans(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)


@pytest.mark.parametrize("text", ["." * 300_000, "a. " * 100_000, "\n" * 300_000 + "x", "A." * 100_000])
def test_hostile_text_takes_no_longer_than_prose(text: str) -> None:
    import time

    started = time.perf_counter()
    sentence_spans(text)
    assert time.perf_counter() - started < 3
