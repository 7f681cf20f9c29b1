"""From a model's scores of tokens to what it says of sentences."""

from __future__ import annotations

import math

import numpy as np
import pytest

from assistant.reading.token_scores import LONGEST_ANSWER_TOKENS, TokenScores, units_of
from store import Span

TEXT = "Oslo hosted it. Lima did not."
#       0123456789012345678901234567890
WORDS = [(0, 4), (5, 11), (12, 14), (14, 15), (16, 20), (21, 24), (25, 28), (28, 29)]
FIRST, SECOND = Span(0, 15), Span(16, 29)


def scores(start: dict[int, float], end: dict[int, float], support: dict[int, float] | None = None) -> TokenScores:
    def row(given: dict[int, float]) -> np.ndarray:
        return np.array([given.get(number, -8.0) for number in range(len(WORDS))], dtype=np.float32)

    return TokenScores(row(start), row(end), row(support or {}), np.array(WORDS), 0.0)


def test_the_likeliest_stretch_is_the_answer_of_its_unit() -> None:
    first, second = units_of(scores({0: 5.0}, {0: 4.0}), [FIRST, SECOND])
    assert first.answer == Span(0, 4)
    assert first.best == pytest.approx(9.0)
    assert first.share > second.share


def test_shares_are_probabilities_that_sum_to_one() -> None:
    units = units_of(scores({0: 1.0, 4: 1.0}, {0: 1.0, 4: 1.0}), [FIRST, SECOND])
    assert sum(math.exp(unit.share) for unit in units) == pytest.approx(1.0, abs=1e-5)


def test_an_answer_never_ends_before_it_starts_nor_crosses_units() -> None:
    first, second = units_of(scores({1: 6.0}, {0: 6.0, 4: 6.0}), [FIRST, SECOND])
    assert first.answer is not None
    assert second.answer is not None
    assert FIRST.start <= first.answer.start < first.answer.end <= FIRST.end
    assert SECOND.start <= second.answer.start < second.answer.end <= SECOND.end


def test_an_answer_has_a_longest_length() -> None:
    count = LONGEST_ANSWER_TOKENS + 5
    offsets = np.array([(2 * n, 2 * n + 1) for n in range(count)])
    start, end = np.full(count, -8.0, np.float32), np.full(count, -8.0, np.float32)
    start[0] = end[-1] = 9.0
    (unit,) = units_of(TokenScores(start, end, start, offsets, 0.0), [Span(0, 2 * count)])
    assert unit.answer is not None
    assert unit.answer.end - unit.answer.start < 2 * LONGEST_ANSWER_TOKENS


def test_support_is_the_mean_over_the_units_tokens() -> None:
    first, second = units_of(scores({}, {}, dict.fromkeys(range(4), 2.0)), [FIRST, SECOND])
    assert (first.support, second.support) == (pytest.approx(2.0), pytest.approx(-8.0))


def test_a_unit_without_tokens_has_no_answer_and_takes_no_share() -> None:
    first, beyond = units_of(scores({0: 1.0}, {0: 1.0}), [FIRST, Span(40, 50)])
    assert beyond.answer is None
    assert beyond.share < -20
    assert math.exp(first.share) == pytest.approx(1.0)
