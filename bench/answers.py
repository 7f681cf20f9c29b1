"""How good are the answers, end to end?

    python bench/answers.py FOLDER [--questions N] [--keep DIR] [--plot FILE]    # measure what ships
    python bench/answers.py FOLDER --fit [--keep DIR]              # print weights fitted on the calibration articles

FOLDER holds squad/dev.json and squad/train.json (SQuAD 2.0, https://rajpurkar.github.io/SQuAD-explorer/, CC BY-SA
4.0) and chunking_eval/corpora (github.com/brandonstarxel/chunking_evaluation, MIT). Every article becomes one document,
the corpora are in the same store as distractors, and everything goes through `ingest` and `Assistant.ask` as they
ship. Questions: answerable ones, adversarial ones, the answerable ones asked of a store without their article ("left
out"), and asked of a store that holds no article at all ("off-topic"). A citation holds the answer when it is at most
400 characters and overlaps an answer that people marked. Often the same is said elsewhere too, which nobody marked: a
further row counts first citations that hold the answer's words wherever they stand. The baseline is the sentence of the
best passages that is nearest by embedding, and the best passage's cosine as confidence. --keep keeps the stores for the
next run.
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

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assistant import Answer, Assistant, Citation
from assistant.evaluation.metrics import auroc, calibration_error, contains, percentile, token_f1
from assistant.evidence import candidates_of
from assistant.reading_weights import POINTS
from bench import reader_data
from bench.articles import Asked, as_kind, document_ids, fill, questions, sample
from store import Store

SEED = 5
KINDS = ("answerable", "adversarial", "left out", "off-topic")
LONGEST_QUOTE = 400
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


def run(store_folder: Path, asked: Sequence[Asked], baseline: bool = True) -> list[Outcome]:
    """Ask all questions of a store."""
    with Store.open(store_folder) as store:
        assistant = Assistant(store)
        ids = document_ids(store)
        assistant.ask("What is this about?")  # loads the models
        outcomes = []
        for number, one in enumerate(asked):
            outcomes.append(ask(store, assistant, one, ids, baseline))
            if sys.stderr.isatty() and number % 10 == 0:
                print(f"\r{number}/{len(asked)}", end="", file=sys.stderr)
    return outcomes


def report(outcomes: Sequence[Outcome]) -> None:
    """Print the figures."""
    by_kind = {kind: [one for one in outcomes if one.asked.kind == kind] for kind in KINDS}
    answerable = by_kind["answerable"]
    row(
        "first citation holds the answer",
        _share([one.right[:1] == (True,) for one in answerable]),
        _share([one.nearest_right for one in answerable]),
    )
    said = [
        any(contains(first.quote, text) for first in one.answer.citations[:1] for text in one.asked.said)
        for one in answerable
    ]
    row("first citation holds the answer's words", _share(said))
    row("one of the first three does", _share([any(one.right[:3]) for one in answerable]))
    f1 = [token_f1(one.answer.short_answer or "", one.asked.said) for one in answerable]
    row("F1 of the short answer", float(np.mean(f1)))
    ours = [one.answer.confidence for one in answerable]
    cosine = [one.cosine for one in answerable]
    for kind in KINDS[1:]:
        if by_kind[kind]:
            row(
                f"AUROC of confidence against {kind}",
                auroc(ours, [one.answer.confidence for one in by_kind[kind]]) or 0,
                auroc(cosine, [one.cosine for one in by_kind[kind]]),
            )
    for kind in KINDS:
        if by_kind[kind]:
            share = _share([one.answer.answered for one in by_kind[kind]])
            row(
                f"{kind}: answered" if kind == "answerable" else f"{kind}: declined",
                share if kind == "answerable" else 1 - share,
            )
    answered = [one for one in answerable if one.answer.answered]
    row("of the answered, first citation right", _share([one.right[:1] == (True,) for one in answered]))
    row("of the answered, any citation right", _share([any(one.right) for one in answered]))
    mixed = [*answerable, *by_kind["adversarial"]]
    error = calibration_error(
        [one.answer.confidence for one in mixed], [one.asked.kind == "answerable" for one in mixed]
    )
    row("calibration error, answerable and adversarial", error or 0)
    everything = [one.answer.confidence for one in outcomes]
    row(
        "calibration error, all",
        calibration_error(everything, [one.asked.kind == "answerable" for one in outcomes]) or 0,
    )
    took = [one.milliseconds for one in outcomes]
    print(f"{'milliseconds a question, median / 95 %':48}{percentile(took, 50):8.0f} /{percentile(took, 95):5.0f}")
    print(f"{'questions with a citation that is not verbatim':48}{sum(not one.verbatim for one in outcomes):8}")


def row(name: str, ours: float, baseline: float | None = None) -> None:
    """Print one figure, the baseline's, and the ratio."""
    peer = "" if baseline is None else f"{baseline:10.3f}{ours / baseline:8.2f}"
    print(f"{name:48}{ours:8.3f}{peer}")


def _share(holds: Sequence[bool]) -> float:
    return float(np.mean(holds)) if holds else 0.0


def measure(folder: Path, keep: Path, calibration: bool, most: int) -> list[Outcome]:
    """Ask all kinds of questions and print the figures."""
    file = "squad/train.json" if calibration else "squad/dev.json"
    articles = reader_data.read_articles(folder / file)
    if calibration:
        articles = reader_data.split_articles(articles)[1]
    asked = questions(articles)
    name = "calibration" if calibration else "dev"
    corpora = folder / "chunking_eval/corpora"
    everything = fill(keep, name, articles, corpora)
    answerable = sample([one for one in asked if one.kind == "answerable"], most, SEED)
    adversarial = sample([one for one in asked if one.kind == "adversarial"], most, SEED)
    outcomes = run(everything, [*answerable, *adversarial])
    outcomes += left_out(keep, name, articles, corpora, answerable)
    nothing = fill(keep, "corpora", [], corpora)
    outcomes += run(nothing, as_kind(sample(answerable, (most or 600) // 3, SEED), "off-topic"))
    print(f"{'':48}{'ours':>8}{'baseline':>10}{'ratio':>8}")
    report(outcomes)
    return outcomes


def left_out(
    keep: Path, name: str, articles: Sequence[dict[str, object]], corpora: Path, asked: Sequence[Asked]
) -> list[Outcome]:
    """Ask each question of a store that holds the other half of the articles."""
    halves = articles[::2], articles[1::2]
    outcomes = []
    for number, half in enumerate(halves):
        there = {str(article["title"]).replace("_", " ").replace("/", " ") for article in half}
        store = fill(keep, f"{name}-half-{number}", half, corpora)
        outcomes += run(store, as_kind([one for one in asked if one.article not in there], "left out"))
    return outcomes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder with the public data")
    parser.add_argument("--questions", type=int, default=300, help="so many of each kind; 0 for all (default: 300)")
    parser.add_argument("--calibration", action="store_true", help="measure on the calibration articles")
    parser.add_argument("--fit", action="store_true", help="fit the weights on the calibration articles and print them")
    parser.add_argument("--keep", type=Path, help="keep the stores in this folder")
    parser.add_argument("--plot", type=Path, help="also draw what the operating points do (.png)")
    arguments = parser.parse_args()
    with nullcontext(arguments.keep) if arguments.keep else tempfile.TemporaryDirectory() as keep:
        if arguments.fit:
            from bench.fit_weights import fit

            fit(arguments.folder, Path(keep), arguments.questions)
        else:
            outcomes = measure(arguments.folder, Path(keep), arguments.calibration, arguments.questions)
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
