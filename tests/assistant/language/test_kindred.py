"""Words that stand for each other."""

from __future__ import annotations

import pytest

from assistant.language.kindred import GROUPS, common, kindred_in, kindred_of
from assistant.language.wording import stem, stems


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("team", "The Norwegian delegation was led by Ms. Solberg.", True),
        ("headed", "The Norwegian delegation was led by Ms. Solberg.", True),
        ("goal", "One aim of the forum was to train hydrographers.", True),
        ("forum", "The forum was held in Bergen.", False),  # the word itself stands for nothing
        ("herring", "The catch of cod fell.", False),
    ],
)
def test_a_word_may_stand_for_another(asked: str, text: str, expected: bool) -> None:
    assert kindred_in(stem(asked), stems(text) - {stem(asked)}) is expected


def test_a_question_brings_the_words_that_stand_for_its_own() -> None:
    found = kindred_of("Who headed the Norwegian team?").split()
    assert {"lead", "chair", "delegation"} <= set(found)
    assert not {"head", "team"} & set(found)
    assert kindred_of("Who caught the herring?") == ""
    assert kindred_of("What does the Team Norway paper cost?").split() == kindred_of("What does it cost?").split()


def test_words_that_stand_for_each_other_have_one_common_stem() -> None:
    assert common(stem("venue")) == common(stem("place")) == common(stem("locations"))
    assert common(stem("herring")) == stem("herring")


def test_no_word_is_of_two_groups() -> None:
    """The later group would take it from the earlier: "objection" has the stem of "objective"."""
    roots = [{stem(word) for word in group.split()} for group in GROUPS]
    assert sum(map(len, roots)) == len(set().union(*roots))
