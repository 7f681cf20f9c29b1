"""Reading by the trained model: every quotable unit of the best passages is judged, and the passages are put in order.

Which unit is best, and how sure it is that the briefings answer, are two linear models over the same signals: what
the network says, what the search says, and which words of the question are where. `bench/answers.py --fit` finds the
weights; `assistant.reading.weights` holds them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from assistant.exact.answer import told
from assistant.follow_ups.context import behind
from assistant.forms.announced import announces
from assistant.forms.letterhead import people_of_head
from assistant.forms.posed import asks_for_questions, telling
from assistant.forms.rows import cell_asked, names_columns
from assistant.forms.stated import states
from assistant.questions.bare_topic import bare_topic
from assistant.reader import Caution, Finding, OperatingPoints, Reading, quoted
from assistant.reading.candidates import Candidate, candidates_of
from assistant.reading.evidence import FEATURES, features_of
from assistant.reading.signals import SIGNALS, Signals, compare, signals_of
from assistant.reading.token_scores import Scorer, UnitScores, units_of
from assistant.reading.weights import POINTS, SHIPPED, TOPIC, TOPIC_BIAS, ReadingWeights
from assistant.reading.windows import WHOLE_PASSAGES, window
from store import Hit, Passage, Snapshot, Span

# The sentence with the answer is among so many passages for nearly all questions; see `windows` for what the
# network reads of them, in about a fifth of a second on two cores.
READ_PASSAGES = 8
# How fast a unit's score falls with its support. The choice is a softmax over all units, but several may be right; at
# this value the units that a list takes in (`assistant.composing.lists`) are as far below the best one as the second of
# two equally good members of one is, which the network, trained on single answers, puts well below the first.
SOFTNESS = 0.21
# Headings and titles hold names too: of two units below them that promise the same, the one with the names counts.
_OF_EQUALS = 0.01


# The least logit of a sentence that states just what is asked (see `forms.stated`): it is right at least as often
# as not, and where the other signals speak for it they say so themselves.
_STATED = 0.0
_SUPPORT, _CANNOT = SIGNALS.index("support"), SIGNALS.index("cannot answer")


class SpanReader:
    """Reads with a scorer; usable by several threads at once.

    Args:
        scorer: the network.
        weights: what it and the other signals count; fitted for the network that ships.
    """

    def __init__(self, scorer: Scorer, weights: ReadingWeights = SHIPPED) -> None:
        self._scorer = scorer
        self._choice = as_row(weights.choice)
        self._confidence = as_row(weights.confidence)
        self._bias = weights.bias
        self._topic = as_row(TOPIC)

    def points(self, caution: Caution) -> OperatingPoints:
        """Return the points that were chosen for this reader."""
        return POINTS[caution]

    def read(self, question: str, hits: Sequence[Hit], snapshot: Snapshot, before: Sequence[str] = ()) -> Reading:
        """Judge all units of the best passages; see `Reader`."""
        judged = judge(question, hits[:READ_PASSAGES], snapshot, self._scorer, self._choice, before)
        if judged is None:
            return Reading(0.0, (), tuple(hits))
        candidates, units, signals = judged
        support = signals @ self._choice
        stated = [
            n
            for n, one in enumerate(candidates)
            if states(question, one.text) and (_is_likely(signals[n]) or announces(question, one.text))
        ]
        if stated:
            first = max(stated, key=lambda n: float(support[n]))
            support[first] = np.nextafter(support.max(), np.inf)
        best = int(support.argmax())
        value = float(signals[best] @ self._confidence) + self._bias
        if stated:
            value = max(value, _STATED)
        if bare_topic(question) is not None:
            value = float(signals[best] @ self._topic) + TOPIC_BIAS
        confidence = 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
        scores = confidence * np.exp(SOFTNESS * (support - support[best]))
        ranking = np.argsort(-support, kind="stable").tolist()
        findings = tuple(_finding(question, candidates[n], units[n], float(scores[n])) for n in ranking)
        return Reading(confidence, findings, _in_order(hits, findings))


def judge(
    question: str,
    hits: Sequence[Hit],
    snapshot: Snapshot,
    scorer: Scorer,
    choice: Signals,
    before: Sequence[str] = (),
) -> tuple[list[Candidate], list[UnitScores], Signals] | None:
    """Return the units that were read, what the network says of each, and their signals; None without any unit.

    The passages that come first are read whole, of the others what is worth it: see `windows`. ``choice``, what each
    signal weighs in which unit is best, says which few units are worth comparing with the question: see `compare`.
    """
    candidates = candidates_of(hits)
    if not asks_for_questions(question):
        candidates = [candidate for candidate in candidates if not candidate.is_posed]
    # Names of columns tell nothing by themselves.
    candidates = [one for one in candidates if not names_columns(one.passage, one.sentence)] or candidates
    if not candidates:
        return None
    whole = behind(question, before) if before else question
    features = features_of(question, candidates, snapshot, whole)
    excerpts = _excerpts(candidates, _promise(features))
    texts = [[candidates[number] for number in excerpt] for excerpt in excerpts]
    starts = [_start(one[0]) for one in texts]
    leads = [_lead(one[0].passage, snapshot) for one in texts]
    scored = scorer.score(whole, [_text(*one) for one in zip(texts, starts, strict=True)], leads)
    units: list[UnitScores] = []
    answerable: list[float] = []
    for excerpt, start, scores in zip(texts, starts, scored, strict=True):
        units += [
            _moved(one, start - excerpt[0].passage.start)
            for one in units_of(scores, [_telling(question, c, start) for c in excerpt])
        ]
        answerable += [scores.answerable] * len(excerpt)
    kept = [number for excerpt in excerpts for number in excerpt]
    read = [candidate for text in texts for candidate in text]
    signals = signals_of(question, read, features[kept], units, answerable, hits)
    compare(whole, read, signals, choice, snapshot)
    return read, units, signals


def _lead(passage: Passage, snapshot: Snapshot) -> str:
    """Return what the network reads before a passage: its document's title, and of a message who writes to whom."""
    document = snapshot.document(passage.document_id)
    people = people_of_head(snapshot.openings()[document.document_id].text)
    return f"{document.title} {people}".rstrip()


def _promise(features: Signals) -> Signals:
    """Return how much each unit promises: by what it and all around it hold of the question, of equals by itself."""
    return np.asarray(
        features[:, FEATURES.index("coverage in context")] + _OF_EQUALS * features[:, FEATURES.index("coverage")]
    )


def _excerpts(candidates: Sequence[Candidate], promise: Signals) -> list[range]:
    """Return what to read of each passage, as numbers of its candidates, which stand together."""
    found = []
    for place, (_, group) in enumerate(groupby(range(len(candidates)), lambda n: candidates[n].passage.passage_id)):
        numbers = list(group)
        part = range(len(numbers))
        if place >= WHOLE_PASSAGES:
            part = window([candidates[n].sentence for n in numbers], [float(promise[n]) for n in numbers])
        found.append(range(numbers[0] + part[0], numbers[0] + part[-1] + 1))
    return found


def _start(first: Candidate) -> int:
    """Return where to read from: a question that is answered is read before what answers it."""
    posed = first.question
    is_next = posed is not None and first.before == quoted(first.passage, posed)
    return posed.start if posed is not None and is_next else first.sentence.start


def _text(excerpt: Sequence[Candidate], start: int) -> str:
    return quoted(excerpt[0].passage, Span(start, excerpt[-1].sentence.end))


def _telling(question: str, candidate: Candidate, start: int) -> Span:
    """Return where an answer may stand in a unit, counted from the start of what was read."""
    begin = candidate.sentence.start - start
    return Span(begin + telling(question, candidate.text), candidate.sentence.end - start)


def _moved(unit: UnitScores, by: int) -> UnitScores:
    """Return a unit whose answer counts from the passage's first character instead of the excerpt's."""
    return unit if unit.answer is None else replace(unit, answer=Span(unit.answer.start + by, unit.answer.end + by))


def as_row(weights: Mapping[str, float]) -> Signals:
    """Return weights in the order of `SIGNALS`, 0 for those that are not named."""
    return np.array([weights.get(name, 0.0) for name in SIGNALS])


def _is_likely(signals: Signals) -> bool:
    """Return whether the network sees an answer in a unit, and nothing speaks against it."""
    return bool(signals[_SUPPORT] > 0 and signals[_CANNOT] == 0)


def _finding(question: str, candidate: Candidate, unit: UnitScores, score: float) -> Finding:
    exact = _exact(question, candidate, unit)
    cell = cell_asked(question, candidate.passage, candidate.sentence)
    return Finding(candidate.passage, candidate.sentence, cell or exact, score)


def _exact(question: str, candidate: Candidate, unit: UnitScores) -> Span | None:
    """Return the exact answer in a unit, as offsets into the document."""
    if unit.answer is None:
        return None
    text, start = candidate.text, candidate.sentence.start
    shift = candidate.passage.start - start
    exact = told(question, text, Span(unit.answer.start + shift, unit.answer.end + shift))
    return None if exact is None else Span(start + exact.start, start + exact.end)


def _in_order(hits: Sequence[Hit], findings: Sequence[Finding]) -> tuple[Hit, ...]:
    """Put the passages that were read into the order of their best units, before those that were not."""
    place = {finding.passage.passage_id: number for number, finding in reversed(list(enumerate(findings)))}
    return tuple(sorted(hits, key=lambda hit: place.get(hit.passage.passage_id, len(findings))))
