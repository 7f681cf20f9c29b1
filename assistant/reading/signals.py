"""What is known of a quotable unit before it is chosen, in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from assistant.forms.defined import leaves_the_chair_unnamed, leaves_undefined
from assistant.forms.posed import left_open, only_asks, share_matter
from assistant.language.answer_kind import Kind, is_of_kind, kind_of
from assistant.language.unset import unset
from assistant.language.wording import FUNCTION_WORDS, stem, stems, tokens
from assistant.reading.candidates import Candidate, refers_back
from assistant.reading.evidence import FEATURES
from assistant.reading.token_scores import UnitScores
from assistant.silence.fates import tells_another_fate
from assistant.silence.no_answer import cannot_answer, is_of_a_side_event
from assistant.silence.no_reason import tells_no_reason
from assistant.silence.no_time import is_of_the_document
from store import Hit, Snapshot

Signals = npt.NDArray[np.float64]

_NETWORK = (
    "answerable",  # logit: the unit's passage answers the question
    "likelier elsewhere",  # how much higher that logit is for the best passage read
    "share",  # logarithm of the unit's part of all answers in its passage
    "best",  # logit of its best answer
    "support",  # logit: it holds the answer
)
_SEARCH = (
    "fused score",  # of the passage, against the best passage found
    "best cosine",  # between question and the nearest passage read
)
_COMPARED = (
    "sentence cosine",  # between question and unit, for the few that come first without it, see `compare`
)
# What comes further behind is hardly ever the right one; each unit takes about 10 ms to encode. On calibration articles
# and collections three do as well as fifteen; on `bench/briefs/choose` 5 of 1,000 fewer are answered rightly.
COMPARED = 3
_OPENING_WORDS = 4  # within which a sentence names what it is about
# How much more a sentence lacks names that begins with another: with it the network's liking of a date is outweighed.
_ANOTHERS = 3
_RIVALS = (
    "names left to the next",  # share of the question's names that only the next sentence, which leans on it, holds
    "names left to another",  # share that it lacks and a unit of its passage holds that holds more of the question
    "cannot answer",  # 1 for what surely is no answer, see `cannot_answer` and `only_asks`
    "answer of another kind",  # 1 when a date, number, place or name is asked for and its best answer is none
)
_DOCUMENT = (
    "leant away",  # how much more speaks for the document that the question leans towards most, see `Hit.leaning`
)
SIGNALS = (*_NETWORK, *_SEARCH, *_COMPARED, *_RIVALS, *FEATURES, *_DOCUMENT)
"""The names of the signals, in the order of the columns."""


def signals_of(
    question: str,
    candidates: Sequence[Candidate],
    features: Signals,
    units: Sequence[UnitScores],
    answerable: Sequence[float],
    hits: Sequence[Hit],
) -> Signals:
    """Return one row of `SIGNALS` per candidate, before any is compared with the question: see `compare`.

    Args:
        question: the stand-alone question.
        candidates: the units.
        features: a row of `FEATURES` for each.
        units: what the network says of each.
        answerable: what it says of what was read of each one's passage.
        hits: the passages that were found.
    """
    fused = {hit.passage.passage_id: hit.score for hit in hits}
    best_fused = max(fused.values()) or 1.0  # all are 0 when neither words nor vectors have anything in common
    best_cosine = max(hit.similarity for hit in hits)
    highest = max(answerable)
    said = [
        [
            logit,
            highest - logit,
            unit.share,
            unit.best,
            unit.support,
            fused[c.passage.passage_id] / best_fused,
            best_cosine,
            0.0,  # until it is compared
        ]
        for c, unit, logit in zip(candidates, units, answerable, strict=True)
    ]
    lacking = features[:, FEATURES.index("names out of sentence")]
    rivals = [
        _left_to_the_next(candidates, lacking),
        _left_to_another(question, candidates, lacking, features[:, FEATURES.index("coverage")]),
        _cannot_answer(question, candidates, units),
        _of_another_kind(question, candidates, units),
    ]
    leaning = {hit.passage.passage_id: hit.leaning for hit in hits}
    most = max(leaning.values())
    away = np.array([[most - leaning[c.passage.passage_id]] for c in candidates])
    return np.hstack([np.array(said, dtype=np.float64), np.array(rivals).T, features, away])


def compare(
    question: str, candidates: Sequence[Candidate], signals: Signals, choice: Signals, snapshot: Snapshot
) -> None:
    """Fill the cosine between question and unit in, for the few that come first without it.

    All others, which are not encoded, are taken to be as far as the farthest of these.

    Args:
        question: the stand-alone question.
        candidates: the units, at least one.
        signals: their rows of `SIGNALS`, which are changed.
        choice: what each signal weighs in which unit is best.
        snapshot: its model encodes them.
    """
    first = np.argsort(-(signals @ choice), kind="stable")[:COMPARED]
    cosines = snapshot.similarities(question, [candidates[number].text for number in first])
    column = SIGNALS.index("sentence cosine")
    signals[:, column] = min(cosines)
    signals[first, column] = cosines


def _left_to_the_next(candidates: Sequence[Candidate], lacking: Signals) -> Signals:
    """Return how much more of the names each unit lacks than the next one does, where that refers back to it; 0..1."""
    left = np.zeros(len(candidates))
    for number, (one, following) in enumerate(pairwise(candidates)):
        leans = following.passage == one.passage and following.before == one.text and refers_back(following.text)
        left[number] = max(0.0, lacking[number] - lacking[number + 1]) if leans else 0.0
    return left


def _left_to_another(question: str, candidates: Sequence[Candidate], lacking: Signals, coverage: Signals) -> Signals:
    """Return how much more of the names each unit lacks than a unit of its passage that covers more; 0..`_ANOTHERS`.

    Of "The Chilean delegation was led by …" and "The Norwegian delegation was led by …" one is meant. `_ANOTHERS`
    times as much where the unit begins with another name, and so is about that: of two ships one returns in May. Then a
    unit that lacks none counts too, whatever it covers; not where a name is asked for, which the answer begins with.
    """
    left = np.zeros(len(candidates))
    asked = stems(question)
    wants_name = kind_of(question) is Kind.WHO
    for one, candidate in enumerate(candidates):
        is_another = not wants_name and _is_about_another(candidate.text, asked)
        for other, rival in enumerate(candidates):
            holds_all = is_another and lacking[other] == 0
            if rival.passage == candidate.passage and (coverage[other] > coverage[one] or holds_all):
                left[one] = max(left[one], lacking[one] - lacking[other])
        if is_another:
            left[one] *= _ANOTHERS
    return left


def _is_about_another(text: str, asked: frozenset[str]) -> bool:
    """Return whether a sentence begins with a name of two words or more that a question does not have."""
    opening = tokens(text)[:_OPENING_WORDS]
    names = [word for word in opening if word.is_name and word.lower not in FUNCTION_WORDS]
    return len(names) > 1 and names[0] in opening[:3] and asked.isdisjoint(stem(word.text) for word in names)


def _cannot_answer(question: str, candidates: Sequence[Candidate], units: Sequence[UnitScores]) -> Signals:
    answers = map(_exact, candidates, units)
    passages = {c.passage.passage_id: c.passage for c in candidates}
    left = {passage_id: left_open(question, passage) for passage_id, passage in passages.items()}
    return np.array(
        [
            float(
                cannot_answer(question, c.text, answer)
                or only_asks(question, c.text)
                or _only_follows(question, c, left[c.passage.passage_id])
                or leaves_the_chair_unnamed(question, c.text)
                or leaves_undefined(question, c.text)
                or is_of_a_side_event(question, " ".join(c.passage.heading[-1:]), c.text)
                or tells_no_reason(question, c.text)
                or tells_another_fate(question, c.text, " ".join(c.passage.heading))
                or is_of_the_document(question, c.text, _above(c))
            )
            for c, answer in zip(candidates, answers, strict=True)
        ]
    )


def _only_follows(question: str, candidate: Candidate, left: int | None) -> bool:
    """Return whether a unit merely stands below the question, which the document leaves open there."""
    return left is not None and candidate.sentence.start >= left and not share_matter(question, candidate.text)


def _above(candidate: Candidate) -> str:
    """Return what the document has above a unit: the headings, and its passage so far."""
    passage = candidate.passage
    return " ".join((*passage.heading, passage.text[: candidate.sentence.start - passage.start]))


def _of_another_kind(question: str, candidates: Sequence[Candidate], units: Sequence[UnitScores]) -> Signals:
    kind = kind_of(question)
    if kind is None:
        return np.zeros(len(candidates))
    return np.array(
        [
            float(not is_of_kind(kind, answer, question) and unset(question, c.text) is None)
            for c, answer in zip(candidates, map(_exact, candidates, units), strict=True)
        ]
    )


def _exact(candidate: Candidate, unit: UnitScores) -> str:
    return "" if unit.answer is None else candidate.passage.text[unit.answer.start : unit.answer.end]
