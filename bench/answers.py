"""How good are the answers, end to end?

    python bench/answers.py FOLDER [--questions N] [--keep DIR] [--plot FILE]    # measure what ships
    python bench/answers.py FOLDER --baseline ADAPTER [--keep DIR] # beside another network, with weights fitted for it
    python bench/answers.py FOLDER --fit [--keep DIR]              # print weights, fitted as `fit_weights` says

FOLDER holds squad/dev.json and squad/train.json (SQuAD 2.0, https://rajpurkar.github.io/SQuAD-explorer/, CC BY-SA
4.0) and chunking_eval/corpora (github.com/brandonstarxel/chunking_evaluation, MIT). Every article becomes one document,
the corpora are in the same store as distractors, and everything goes through `ingest` and `Assistant.ask` as they
ship. Questions: answerable ones, adversarial ones, the answerable ones asked of a store without their article ("left
out"), and asked of a store that holds no article at all ("off-topic"). A citation holds the answer when it is at most
400 characters and overlaps an answer that people marked. Often the same is said elsewhere too, which nobody marked: a
further row counts first citations that hold the answer's words wherever they stand. The baseline is the sentence of the
best passages that is nearest by embedding, and the best passage's cosine as confidence; with --baseline it is the same
assistant with another adapter, such as the first trial's (`bench/train_reader.py --recipe trial`), and with weights
fitted for that one in the same way. --keep keeps the stores for the next run.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assistant import Answer, Assistant, Citation
from assistant.evaluation.metrics import auroc, calibration_error, contains, percentile, token_f1
from assistant.reader import Reader
from assistant.reading.candidates import candidates_of
from assistant.reading.span_reader import SpanReader
from assistant.reading.span_scorer import SpanScorer
from assistant.reading.weights import POINTS, completed
from bench import reader_data
from bench.articles import Asked, as_kind, document_ids, fill, questions, sample
from store import Store

SEED = 5
KINDS = ("answerable", "adversarial", "left out", "off-topic")
LONGEST_QUOTE = 400
# As many questions of each kind as the weights that ship were fitted on.
FITTED_ON = 250
FIRST_RIGHT = "first citation holds the answer"
AUROC = "AUROC of confidence against {}"
# The baseline reads as many passages as the reader.
BASELINE_PASSAGES = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question: ours, and the baseline's confidence and whether its sentence is right."""

    asked: Asked
    answer: Answer
    right: tuple[bool, ...]
    verbatim: bool
    milliseconds: float
    cosine: float
    nearest_right: bool


def holds(asked: Asked, document: str | None, start: int, end: int, cited: str) -> bool:
    """Whether a stretch of a document holds an answer that people marked."""
    overlaps = any(start < high and low < end for low, high in asked.places)
    return cited == document and end - start <= LONGEST_QUOTE and overlaps


def ask(store: Store, assistant: Assistant, asked: Asked, ids: dict[str, str], baseline: bool) -> Outcome:
    """Ask one question."""
    begun = time.perf_counter()
    answer = assistant.ask(asked.question)
    took = 1000 * (time.perf_counter() - begun)
    document = ids.get(asked.article)

    def is_right(citation: Citation) -> bool:
        return holds(asked, document, citation.start, citation.end, citation.document_id)

    verbatim = all(store.text(one.document_id)[one.start : one.end] == one.quote for one in answer.citations)
    cosine, nearest = _nearest(store, asked, document) if baseline else (0.0, False)
    return Outcome(asked, answer, tuple(map(is_right, answer.citations)), verbatim, took, cosine, nearest)


def _nearest(store: Store, asked: Asked, document: str | None) -> tuple[float, bool]:
    hits = store.search(asked.question, BASELINE_PASSAGES)
    candidates = candidates_of(hits)
    vectors = store.encode([asked.question, *(one.text for one in candidates)])
    best = candidates[int((vectors[1:] @ vectors[0]).argmax())]
    right = holds(asked, document, best.sentence.start, best.sentence.end, best.passage.document_id)
    return max(hit.similarity for hit in hits), right


def run(
    store_folder: Path, asked: Sequence[Asked], baseline: bool = True, reader: Reader | None = None
) -> list[Outcome]:
    """Ask all questions of a store, with the reader that ships or another."""
    with Store.open(store_folder) as store:
        assistant = Assistant(store, reader=reader)
        ids = document_ids(store)
        assistant.ask("What is this about?")  # loads the models
        outcomes = []
        for number, one in enumerate(asked):
            outcomes.append(ask(store, assistant, one, ids, baseline))
            if sys.stderr.isatty() and number % 10 == 0:
                print(f"\r{number}/{len(asked)}", end="", file=sys.stderr)
    return outcomes


def figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Return what is measured, by name."""
    by_kind = {kind: [one for one in outcomes if one.asked.kind == kind] for kind in KINDS}
    answerable = by_kind["answerable"]
    said = [
        any(contains(first.quote, text) for first in one.answer.citations[:1] for text in one.asked.said)
        for one in answerable
    ]
    found = {
        FIRST_RIGHT: _share([one.right[:1] == (True,) for one in answerable]),
        "first citation holds the answer's words": _share(said),
        "one of the first three does": _share([any(one.right[:3]) for one in answerable]),
        "F1 of the short answer": float(
            np.mean([token_f1(one.answer.short_answer or "", one.asked.said) for one in answerable])
        ),
    }
    ours = [one.answer.confidence for one in answerable]
    others = [kind for kind in KINDS[1:] if by_kind[kind]]
    for kind in others:
        found[AUROC.format(kind)] = auroc(ours, [one.answer.confidence for one in by_kind[kind]]) or 0
    found["answerable: answered"] = _share([one.answer.answered for one in answerable])
    for kind in others:
        found[f"{kind}: declined"] = 1 - _share([one.answer.answered for one in by_kind[kind]])
    answered = [one for one in answerable if one.answer.answered]
    found["of the answered, first citation right"] = _share([one.right[:1] == (True,) for one in answered])
    found["of the answered, any citation right"] = _share([any(one.right) for one in answered])
    mixed = [*answerable, *by_kind["adversarial"]]
    for name, several in (("answerable and adversarial", mixed), ("all", outcomes)):
        confidences = [one.answer.confidence for one in several]
        error = calibration_error(confidences, [one.asked.kind == "answerable" for one in several])
        found[f"calibration error, {name}"] = error or 0
    return found


def nearest_figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Return what the nearest sentence and the best cosine have of the same figures."""
    by_kind = {kind: [one for one in outcomes if one.asked.kind == kind] for kind in KINDS}
    cosine = [one.cosine for one in by_kind["answerable"]]
    found = {FIRST_RIGHT: _share([one.nearest_right for one in by_kind["answerable"]])}
    for kind in KINDS[1:]:
        if by_kind[kind]:
            found[AUROC.format(kind)] = auroc(cosine, [one.cosine for one in by_kind[kind]]) or 0
    return found


def report(outcomes: Sequence[Outcome], baseline: dict[str, float]) -> None:
    """Print the figures, the baseline's, and the ratios."""
    print(f"{'':48}{'ours':>8}{'baseline':>10}{'ratio':>8}")
    for name, ours in figures(outcomes).items():
        other = baseline.get(name)
        print(f"{name:48}{ours:8.3f}" + (f"{other:10.3f}{ours / other:8.2f}" if other else ""))
    took = [one.milliseconds for one in outcomes]
    print(f"{'milliseconds a question, median / 95 %':48}{percentile(took, 50):8.0f} /{percentile(took, 95):5.0f}")
    print(f"{'questions with a citation that is not verbatim':48}{sum(not one.verbatim for one in outcomes):8}")


def _share(holds: Sequence[bool]) -> float:
    return float(np.mean(holds)) if holds else 0.0


@dataclass(frozen=True, slots=True)
class Trial:
    """Which articles are asked about, and what else is in the stores."""

    name: str
    articles: Sequence[dict[str, Any]]
    corpora: Path
    keep: Path

    @classmethod
    def of(cls, folder: Path, keep: Path, calibration: bool) -> Trial:
        """Return the test on the dev articles, or on those kept for calibration."""
        articles = reader_data.read_articles(folder / ("squad/train.json" if calibration else "squad/dev.json"))
        if calibration:
            articles = reader_data.split_articles(articles)[1]
        return cls("calibration" if calibration else "dev", articles, folder / "chunking_eval/corpora", keep)

    def outcomes(self, most: int, nearest: bool = True, reader: Reader | None = None) -> list[Outcome]:
        """Ask ``most`` questions of each kind, a third as many off-topic."""
        asked = questions(self.articles)
        everything = fill(self.keep, self.name, self.articles, self.corpora)
        answerable = sample([one for one in asked if one.kind == "answerable"], most, SEED)
        adversarial = sample([one for one in asked if one.kind == "adversarial"], most, SEED)
        found = run(everything, [*answerable, *adversarial], nearest, reader)
        # Each question is asked of a store that holds the other half of the articles.
        for number, half in enumerate((self.articles[::2], self.articles[1::2])):
            there = {str(article["title"]).replace("_", " ").replace("/", " ") for article in half}
            store = fill(self.keep, f"{self.name}-half-{number}", half, self.corpora)
            absent = [one for one in answerable if one.article not in there]
            found += run(store, as_kind(absent, "left out"), nearest, reader)
        nothing = fill(self.keep, "corpora", [], self.corpora)
        off_topic = as_kind(sample(answerable, (most or 600) // 3, SEED), "off-topic")
        return found + run(nothing, off_topic, nearest, reader)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder with the public data")
    parser.add_argument("--questions", type=int, default=300, help="so many of each kind; 0 for all (default: 300)")
    parser.add_argument("--calibration", action="store_true", help="measure on the calibration articles")
    parser.add_argument("--baseline", type=Path, help="an adapter to compare with, instead of the nearest sentence")
    parser.add_argument("--fit", action="store_true", help="fit the weights (see bench/fit_weights.py) and print them")
    parser.add_argument("--keep", type=Path, help="keep the stores in this folder")
    parser.add_argument("--plot", type=Path, help="also draw what the operating points do (.png)")
    arguments = parser.parse_args()
    with nullcontext(arguments.keep) if arguments.keep else tempfile.TemporaryDirectory() as keep:
        if arguments.fit:
            from bench.fit_weights import fit

            fit(arguments.folder, Path(keep), arguments.questions)
        else:
            test = Trial.of(arguments.folder, Path(keep), arguments.calibration)
            outcomes = test.outcomes(arguments.questions, nearest=arguments.baseline is None)
            if arguments.baseline:
                from bench.fit_weights import fitted_for

                scorer = SpanScorer(arguments.baseline)
                weights = completed(fitted_for(scorer, arguments.folder, Path(keep), FITTED_ON))
                baseline = figures(test.outcomes(arguments.questions, False, SpanReader(scorer, weights)))
            else:
                baseline = nearest_figures(outcomes)
            report(outcomes, baseline)
            if arguments.plot:
                from bench.points_plot import draw

                draw(
                    [one.asked.kind for one in outcomes],
                    [one.answer.confidence for one in outcomes],
                    [one.right[:1] == (True,) for one in outcomes],
                    POINTS["normal"],
                    arguments.plot,
                )


if __name__ == "__main__":
    main()
