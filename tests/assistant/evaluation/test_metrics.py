"""Figures against values worked out by hand."""

from __future__ import annotations

import math

import pytest

from assistant.evaluation import metrics


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("The  Ministry of\nExternal Affairs.", "ministry of external affairs"),
        ("an apple, a pear", "apple pear"),
        ("co-development", "codevelopment"),
        ("co‑development", "codevelopment"),  # a hyphen that does not break
        ("India–Japan", "india japan"),
        ("India’s", "indias"),
        ("India's", "indias"),
        ("1,000", "1000"),
        ("athens", "athens"),
        ("the — a", ""),
    ],
)
def test_texts_are_compared_as_in_squad(text: str, compared: str) -> None:
    assert metrics.normalised(text) == compared


@pytest.mark.parametrize(
    ("text", "answer", "stands"),
    [
        ("It was held on 1 April 2025.", "1 April 2025", True),
        ("It was held on 21 April 2025.", "1 April 2025", False),
        ("led by Mr.\nKazeki Jun", "Mr. Kazeki Jun", True),
        ("research facilities", "research facility", False),
        ("Jun Kazeki", "Kazeki Jun", False),
    ],
)
def test_an_answer_stands_in_a_text_as_whole_words_in_a_row(text: str, answer: str, stands: bool) -> None:
    assert metrics.contains(text, answer) is stands


def test_exact_match_is_with_any_alternative() -> None:
    assert metrics.exact_match("the Tokyo", ["Kyoto", "Tokyo."]) == 1
    assert metrics.exact_match("in Tokyo", ["Kyoto", "Tokyo"]) == 0
    assert metrics.exact_match("", ["Tokyo"]) == 0


@pytest.mark.parametrize(
    ("given", "alternatives", "expected"),
    [
        ("1 April 2025", ["1 April 2025"], 1.0),
        ("on 1 April 2025", ["1 April 2025"], 6 / 7),  # precision 3/4, recall 1
        ("April", ["1 April 2025", "April 2025"], 2 / 3),  # the second: precision 1, recall 1/2
        ("new new york", ["new york york"], 2 / 3),  # two words in common, of three and three
        ("Tokyo", ["Kyoto"], 0.0),
        ("", ["Kyoto"], 0.0),
    ],
)
def test_f1_weighs_words(given: str, alternatives: list[str], expected: float) -> None:
    assert metrics.token_f1(given, alternatives) == pytest.approx(expected)


def test_shares_and_means_of_nothing_are_none() -> None:
    assert metrics.share([]) is None
    assert metrics.mean([]) is None
    assert metrics.median([]) is None
    assert metrics.percentile([], 95) is None
    assert metrics.share([True, False, False, True]) == 0.5


def test_median_and_percentile() -> None:
    assert metrics.median([3.0, 1.0, 2.0]) == 2
    assert metrics.median([4.0, 1.0, 2.0, 3.0]) == 2.5
    twenty = [float(one) for one in range(1, 21)]
    assert metrics.percentile(twenty, 95) == 19
    assert metrics.percentile(twenty, 100) == 20
    assert metrics.percentile([7.0], 95) == 7


def test_auroc_counts_pairs_in_order_and_ties_half() -> None:
    # pairs: .9>.5, .9>.2, .5=.5 (half), .5>.2, .3<.5, .3>.2: 4.5 of 6
    assert metrics.auroc([0.9, 0.5, 0.3], [0.5, 0.2]) == pytest.approx(4.5 / 6)
    assert metrics.auroc([1.0], [0.0]) == 1
    assert metrics.auroc([], [0.1]) is None
    assert metrics.auroc([0.1], []) is None


def test_reliability_bins_by_tenths() -> None:
    bins = metrics.reliability([0.0, 0.05, 0.1, 0.95, 1.0], [False, True, False, True, True])
    assert [count for _, _, count in bins] == [2, 1, 2]
    assert bins[0] == (pytest.approx(0.025), 0.5, 2)
    assert bins[2] == (pytest.approx(0.975), 1.0, 2)


def test_calibration_error_weighs_bins_by_size() -> None:
    # bin 8: mean .85, two of three came true; bin 2: .2, none of one
    error = metrics.calibration_error([0.8, 0.85, 0.9 - 1e-9, 0.2], [True, True, False, False])
    assert error == pytest.approx((3 * abs(0.85 - 2 / 3) + 0.2) / 4, abs=1e-6)
    assert metrics.calibration_error([], []) is None
    assert metrics.calibration_error([1.0, 0.0], [True, False]) == 0


def test_risk_and_coverage_raise_the_bar_answer_by_answer() -> None:
    points = metrics.risk_and_coverage([0.9, 0.6, 0.6, 0.5], [True, False, True, False], asked=8)
    assert points == [(1 / 8, 0.0), (3 / 8, pytest.approx(1 / 3)), (4 / 8, 0.5)]
    assert metrics.risk_and_coverage([], [], asked=3) == []
    assert not any(math.isnan(risk) for _, risk in points)
