"""Questions whose units are judged, to fit weights on: a row of signals for each, and whether it holds the answer.

They are about the calibration articles of SQuAD, the briefs of `bench/briefs/choose`, and the collections of
`chunking_eval`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.questions.leaning import leanings
from assistant.reading.signals import Signals
from assistant.reading.span_reader import READ_PASSAGES, as_row, judge
from assistant.reading.span_scorer import SpanScorer
from assistant.reading.weights import SHIPPED
from bench import answers, brief_data, reader_data, retrieval
from bench.articles import Asked, as_kind, document_ids, fill, questions, sample
from store import Store


@dataclass(frozen=True, slots=True)
class Judged:
    """A question's units: a row of signals each, whether it holds the answer, and the number of its passage.

    ``passages`` are those passages as (whether it is of the right document, start, end), best first.
    """

    asked: Asked
    signals: Signals
    right: Signals
    passage: tuple[int, ...]
    passages: tuple[tuple[bool, int, int], ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """The judged questions that weights are fitted on, by what they are about."""

    articles: list[Judged]
    briefs: list[Judged]
    corpora: list[Judged]

    @classmethod
    def of(cls, scorer: SpanScorer, folder: Path, keep: Path, most: int) -> Questions:
        """Judge them with a network; ``most`` questions of each kind on the articles, 0 for all."""
        return cls(
            calibration_questions(folder, keep, most, scorer),
            brief_questions(scorer),
            corpus_questions(folder, keep, scorer),
        )


def collect(store_folder: Path, asked: Sequence[Asked], scorer: SpanScorer, alone: bool = False) -> list[Judged]:
    """Judge the units that retrieval brings for each question.

    Those left out are not asked of their own document; with ``alone`` the others are asked of nothing else.
    """
    found = []
    first = as_row(SHIPPED.choice)  # which few units are compared: those of the weights before
    with Store.open(store_folder) as store:
        ids = document_ids(store)
        for one in asked:
            document = ids.get(one.article)
            others = [other for other in ids.values() if other != document] if one.kind == "left out" else None
            if alone and document is not None and one.kind != "left out":
                others = [document]
            with store.snapshot() as snapshot:
                towards = leanings(one.question, snapshot, others)
                hits = snapshot.search(one.question, READ_PASSAGES, others, leanings=towards)
                judged = judge(one.question, hits, snapshot, scorer, first)
            if judged is None:
                continue
            candidates, _, signals = judged
            right = [
                answers.holds(one, document, c.sentence.start, c.sentence.end, c.passage.document_id)
                for c in candidates
            ]
            places = {hit.passage.passage_id: number for number, hit in enumerate(hits)}
            found.append(
                Judged(
                    one,
                    signals,
                    np.array(right, dtype=np.float64),
                    tuple(places[c.passage.passage_id] for c in candidates),
                    tuple((h.passage.document_id == document, h.passage.start, h.passage.end) for h in hits),
                )
            )
    return found


def brief_questions(scorer: SpanScorer) -> list[Judged]:
    """Return the judged questions on the briefs that are kept for this, each asked of its own."""
    folder = brief_data.BRIEFS / "choose"
    with tempfile.TemporaryDirectory() as kept:
        filled = brief_data.fill(sorted(folder.glob("*.yaml")), Path(kept) / "store")
        with Store.open(filled) as store:
            asked = list(brief_data.asked(folder, store))
            tells = brief_data.Telling(store)
        # "Who wrote the memo?" is no question on one brief alone: another may well answer it.
        particular = [one for one in asked if one.kind == "answerable" and tells.of(one.question, one.article)]
        asked += as_kind(sample(particular, 200, answers.SEED), "left out")
        return collect(filled, asked, scorer, alone=True)


def corpus_questions(folder: Path, keep: Path, scorer: SpanScorer) -> list[Judged]:
    """Return the judged questions about the collections of `chunking_eval`, each asked with its own and without."""
    asked = [
        Asked(one.text, "answerable", one.corpus, (), _stretches(one.gold))
        for one in retrieval.read_questions(folder / "chunking_eval")
    ]
    store = fill(keep, "corpora", [], folder / "chunking_eval/corpora")
    absent = [Asked(one.question, "left out", one.article, (), ()) for one in asked]
    return collect(store, [*asked, *absent], scorer)


def _stretches(places: Collection[int]) -> tuple[tuple[int, int], ...]:
    """Return places in a text as stretches."""
    found: list[list[int]] = []
    for place in sorted(places):
        if found and found[-1][1] == place:
            found[-1][1] += 1
        else:
            found.append([place, place + 1])
    return tuple((start, end) for start, end in found)


def calibration_questions(folder: Path, keep: Path, most: int, scorer: SpanScorer) -> list[Judged]:
    """Return the judged questions of all kinds on the calibration articles."""
    articles = reader_data.split_articles(reader_data.read_articles(folder / "squad/train.json"))[1]
    corpora = folder / "chunking_eval/corpora"
    asked = questions(articles)
    answerable = sample([one for one in asked if one.kind == "answerable"], most, answers.SEED)
    adversarial = sample([one for one in asked if one.kind == "adversarial"], most, answers.SEED)
    left_out = as_kind(answerable, "left out")
    judged = collect(fill(keep, "calibration", articles, corpora), [*answerable, *adversarial, *left_out], scorer)
    off_topic = as_kind(sample(answerable, 200, answers.SEED), "off-topic")
    return judged + collect(fill(keep, "corpora", [], corpora), off_topic, scorer)
