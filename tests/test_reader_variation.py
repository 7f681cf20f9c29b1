"""Varied training examples still say where their answers stand."""

from __future__ import annotations

import random

import pytest

from bench.reader_data import Example
from bench.reader_variation import Renamer, masked, without_answer

PASSAGE = (
    "In 1066 the Normans came to England from Normandy. They were led by William, and by 1,500 knights. "
    "France and Spain heard of it in 1067. Nobody in Germany did."
)


def example(question: str, *answers: str) -> Example:
    spans = tuple((PASSAGE.index(answer), PASSAGE.index(answer) + len(answer)) for answer in answers)
    return Example(question, "France and England", PASSAGE, spans, "Normans")


@pytest.fixture(scope="module")
def rename() -> Renamer:
    return Renamer([PASSAGE, PASSAGE, "Of those who came in autumn, nobody knew whether they led."])


def test_a_name_is_exchanged_the_same_way_in_question_title_and_passages(rename: Renamer) -> None:
    one = example("When did France and England fight in 1066?", "1066")
    there = example("When did France and England fight in 1066?")
    for seed in range(20):
        first, second = rename((one, there), random.Random(seed))
        assert first.question == second.question
        assert first.passage == second.passage
        france, england = first.title.split(" and ")
        assert f"did {france} and {england} fight" in first.question
        assert f"came to {england} from" in first.passage
        assert f"{france} and " in first.passage


def test_answers_stand_where_their_new_words_do(rename: Renamer) -> None:
    one = example("Who?", "1066", "1,500 knights", "Normandy", "France and Spain")
    seen = set()
    for seed in range(20):
        (varied,) = rename((one,), random.Random(seed))
        year, knights, region, two = (varied.passage[start:end] for start, end in varied.answers)
        assert varied.passage.startswith(f"In {year} the")
        assert f"and by {knights}. " in varied.passage
        assert knights.endswith(" knights")
        assert f"from {region}. They" in varied.passage
        assert f"knights. {two} heard of it" in varied.passage
        seen.add((year, region))
    assert len(seen) > 10


def test_years_keep_their_order(rename: Renamer) -> None:
    for seed in range(20):
        (varied,) = rename((example("When?", "1066", "1067"),), random.Random(seed))
        first, second = (int(varied.passage[start:end]) for start, end in varied.answers)
        assert second - first == 1


def test_words_that_are_no_names_stay(rename: Renamer) -> None:
    for seed in range(20):
        (varied,) = rename((example("Nobody?"),), random.Random(seed))
        assert varied.question == "Nobody?"
        assert ". They were led by " in varied.passage
        assert ". Nobody in " in varied.passage


def test_the_sentences_that_answer_are_taken_out() -> None:
    one = without_answer(example("Who led them?", "William"))
    assert one is not None
    assert one.answers == ()
    assert "William" not in one.passage
    assert one.passage.startswith("In 1066")
    assert one.passage.endswith("Germany did.")


def test_a_passage_that_says_the_answer_twice_is_left_out() -> None:
    passage = "William led them. They came in 1066. William won. It was in autumn."
    assert without_answer(Example("Who?", "", passage, ((0, 7),), "x")) is None


def test_only_what_may_be_masked_is() -> None:
    rng = random.Random(2)
    ids = list(range(1000))
    kept = [number % 2 == 0 for number in ids]
    found = masked(ids, kept, -1, 0.3, rng)
    assert found[::2] == ids[::2]
    assert 100 < found.count(-1) < 200
