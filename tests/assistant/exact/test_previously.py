"""What something was before, told beside what it is."""

from __future__ import annotations

import pytest

from assistant.exact.answer import told
from assistant.exact.figures import figure_meant
from assistant.exact.previously import previously
from store import Span

RATING = "**Rating:** C+ (previously B–)"
AFFECTED = "An estimated 418,000 people are affected, up from 365,000 last week."
FELL = "Thefts in the border districts fell from 37 in 2024 to 12 in the first nine months of 2025."


def span(sentence: str, marked: str) -> Span:
    return Span(sentence.index(marked), sentence.index(marked) + len(marked))


@pytest.mark.parametrize(
    ("question", "sentence", "marked", "meant"),
    [
        ("What was the previous rating?", RATING, "C+", "B–"),
        ("What was the rating last year?", RATING, "C+", "B–"),
        ("What is the rating?", RATING, "C+", "C+"),
        ("What is the rating?", RATING, "C+ (previously B–)", "C+"),
        ("How many people were affected last week?", AFFECTED, "418,000", "365,000"),
        ("How many people are affected?", AFFECTED, "418,000", "418,000"),
        ("How many people are affected?", "There are 12 of them.", "12", "12"),
        ("Who spoke at the last round?", "Ana Ruiz spoke; 12 states came, up from 9.", "Ana Ruiz", "Ana Ruiz"),
    ],
)
def test_what_was_before_is_told_where_it_is_asked_for(question: str, sentence: str, marked: str, meant: str) -> None:
    found = previously(question, sentence, span(sentence, marked))
    assert sentence[found.start : found.end] == meant


def test_it_is_the_exact_answer() -> None:
    found = told("What was the previous rating?", RATING, span(RATING, "C+"))
    assert found is not None
    assert RATING[found.start : found.end] == "B–"


@pytest.mark.parametrize(
    ("question", "marked", "meant"),
    [
        ("How many thefts were there in 2024?", "37 in 2024 to 12", "37"),
        ("How many thefts were there in 2025?", "37 in 2024 to 12", "12"),
        ("How many thefts were there the year before?", "12", "37"),
        ("How many thefts were there?", "37 in 2024 to 12", "12"),
    ],
)
def test_change_has_two_figures(question: str, marked: str, meant: str) -> None:
    found = figure_meant(question, FELL, span(FELL, marked))
    assert found is not None
    assert FELL[found.start : found.end] == meant
