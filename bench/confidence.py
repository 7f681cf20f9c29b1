"""How well does the confidence tell questions that the briefings answer from those that they do not?

Puts six articles of SQuAD into a store, less a quarter of their paragraphs, and asks four kinds of questions:
answerable ones, ones that were written to have no answer although a paragraph shares their words ("adversarial"), ones
on the paragraphs that were left out ("left out"), and ones on other articles ("off-topic"). Prints the area under the
ROC curve (AUROC) of the confidence, that of the best passage's cosine as the baseline, and their ratio; then how many
questions of each kind are answered, at every caution, and how often the first quote holds the answer.

    python bench/confidence.py FOLDER          # a folder with SQuAD's JSON files
    python bench/confidence.py FOLDER --fit    # also fit the weights anew, on ten other articles

SQuAD is at https://rajpurkar.github.io/SQuAD-explorer/ (CC BY-SA 4.0). The articles are of the development sets:
dev-v2.0.json, and dev-v1.1.json for the off-topic ones. The embedding model has seen SQuAD's training questions, which
flatters the baseline as well.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assistant import Answer, Assistant
from assistant.evidence import FEATURES, Numbers, candidates_of, features_of
from assistant.extractive import POINTS, READ_PASSAGES
from assistant.reader import CAUTIONS
from assistant.remembering import RememberingEncoder
from ingest.sentences import sentence_spans
from store import Hit, NewPassage, NewVersion, Snapshot, Span, Store

MEASURED = (
    "Harvard_University",
    "Immune_system",
    "Normans",
    "Computational_complexity_theory",
    "Imperialism",
    "European_Union_law",
)
MEASURED_OFF_TOPIC = ("Super_Bowl_50", "Apollo_program", "Martin_Luther", "Newcastle_upon_Tyne")
FITTED = (
    "1973_oil_crisis",
    "Amazon_rainforest",
    "Black_Death",
    "Ctenophora",
    "Huguenot",
    "Oxygen",
    "Pharmacy",
    "Southern_California",
    "Force",
    "Intergovernmental_Panel_on_Climate_Change",
)
FITTED_OFF_TOPIC = ("Nikola_Tesla", "Kenya", "Victoria_and_Albert_Museum")
KINDS = ("answerable", "adversarial", "left out", "off-topic")
MEASURED_COUNTS = (300, 200, 200, 100)
FITTED_COUNTS = (500, 250, 250, 120)
LEFT_OUT = 0.25
SEED = 2
# More evidence is never worse: the sign that each feature's weight may have.
AGAINST = {"missing names", "names out of sentence", "rarest missing", "kind lacking", "fragment"}
SIGNS = np.array([-1.0 if name in AGAINST else 1.0 for name in FEATURES])
RIDGE = 1.0
# So many of the answerable questions should be answered.
ANSWERED_SHARE = 0.9


@dataclass(frozen=True)
class Question:
    """A question, its kind, and where its answers begin: (document id, position)."""

    text: str
    kind: str
    answers: frozenset[tuple[str, int]]


def fill(store: Store, articles: Sequence[dict[str, Any]], rng: random.Random) -> list[Question]:
    """Add articles less some paragraphs, and return the questions on all of them."""
    questions = []
    for article in articles:
        title = article["title"].replace("_", " ")
        kept, text, starts, passages = [], "", [], []
        for paragraph in article["paragraphs"]:
            if rng.random() < LEFT_OUT:
                questions += [
                    Question(one["question"], "left out", frozenset())
                    for one in paragraph["qas"]
                    if not one.get("is_impossible")
                ]
                continue
            start = len(text)
            text += paragraph["context"] + "\n\n"
            end = start + len(paragraph["context"])
            sentences = tuple(Span(*span) for span in sentence_spans(text, start, end))
            passages.append(NewPassage(start, end, None, (), sentences))
            kept.append(paragraph)
            starts.append(start)
        version = NewVersion(f"upload:{title}", title, text.encode(), text, None, (), tuple(passages))
        document = store.add(version)
        for paragraph, start in zip(kept, starts, strict=True):
            for one in paragraph["qas"]:
                kind = "adversarial" if one.get("is_impossible") else "answerable"
                places = {(document.document_id, start + answer["answer_start"]) for answer in one["answers"]}
                questions.append(Question(one["question"], kind, frozenset(places if kind == "answerable" else ())))
    return questions


def sample(
    questions: Iterable[Question], others: Sequence[dict[str, Any]], counts: Sequence[int], rng: random.Random
) -> list[Question]:
    """Return so many questions of each kind."""
    off_topic = [one["question"] for article in others for part in article["paragraphs"] for one in part["qas"]]
    pool = [*questions, *(Question(text, "off-topic", frozenset()) for text in off_topic)]
    return [
        one
        for kind, count in zip(KINDS, counts, strict=True)
        for one in rng.sample([question for question in pool if question.kind == kind], count)
    ]


def holds_answer(question: Question, document_id: str, sentence: Span) -> bool:
    """Whether a sentence of a document holds the beginning of an answer."""
    return any(one == document_id and sentence.start <= at < sentence.end for one, at in question.answers)


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return the probability that a positive scores above a negative, ties counting half."""
    above = np.asarray(positive)[:, None] - np.asarray(negative)[None, :]
    return float(np.mean((above > 0) + 0.5 * (above == 0)))


def measure(articles: dict[str, Any]) -> None:
    """Print what the assistant as it ships does on the measured articles."""
    rng = random.Random(SEED)
    answers: list[tuple[Question, Answer, float]] = []
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "store") as store:
        questions = fill(store, [articles[name] for name in MEASURED], rng)
        assistant = Assistant(store)
        for question in sample(questions, [articles[name] for name in MEASURED_OFF_TOPIC], MEASURED_COUNTS, rng):
            cosine = max(hit.similarity for hit in store.search(question.text))
            answers.append((question, assistant.ask(question.text), cosine))
    answerable = [(answer.confidence, cosine) for one, answer, cosine in answers if one.kind == "answerable"]
    print(f"{'against':14}{'AUROC':>8}{'cosine':>8}{'ratio':>8}{'answered':>10}{'weakly':>8}")
    for kind in (*KINDS[1:], "all three"):
        among = [one for one in answers if one[0].kind == kind or (kind == "all three" and one[0].kind != "answerable")]
        ours = auroc([pair[0] for pair in answerable], [answer.confidence for _, answer, _ in among])
        dense = auroc([pair[1] for pair in answerable], [cosine for _, _, cosine in among])
        print(f"{kind:14}{ours:8.3f}{dense:8.3f}{ours / dense:8.3f}{shares(among)}")
    among = [one for one in answers if one[0].kind == "answerable"]
    print(f"{'answerable':14}{'':24}{shares(among)}")
    for caution in CAUTIONS:
        points = POINTS[caution]
        print(f"caution {caution}: weak evidence from {points.weak}, answered from {points.sure}")
        for kind in KINDS:
            found = [answer.confidence for one, answer, _ in answers if one.kind == kind]
            weak, sure = (np.mean([value >= point for value in found]) for point in (points.weak, points.sure))
            print(f"    {kind:14}{weak:8.1%} not declined{sure:8.1%} from the second point")
    right = [
        [holds_answer(one, cited.document_id, Span(cited.start, cited.end)) for cited in answer.citations]
        for one, answer, _ in answers
        if one.kind == "answerable"
    ]
    first = np.mean([bool(found and found[0]) for found in right])
    quotes = np.mean([len(found) for found in right if found])
    print(
        f"of the answerable questions the first quote holds the answer in {first:.1%}, any of {quotes:.2f} in "
        f"{np.mean([any(found) for found in right]):.1%} (declined ones counted as wrong)"
    )


def shares(answers: Sequence[tuple[Question, Answer, float]]) -> str:
    """Return the shares of questions that are answered at all, and answered on weak evidence."""
    answered = np.mean([answer.answered for _, answer, _ in answers])
    return f"{answered:10.1%}{np.mean([answer.weak for _, answer, _ in answers]):8.1%}"


@dataclass(frozen=True)
class Example:
    """A question's candidates: a row of features each, and whether it holds the answer."""

    kind: str
    features: Numbers
    right: Numbers


def example(question: Question, hits: Sequence[Hit], snapshot: Snapshot, encode: RememberingEncoder) -> Example:
    """Return a question with the evidence for its candidates."""
    candidates = candidates_of(hits[:READ_PASSAGES])
    vectors = encode([question.text, *(candidate.in_context for candidate in candidates)])
    features = features_of(question.text, candidates, (vectors[1:] @ vectors[0]).tolist(), snapshot)
    right = [holds_answer(question, one.passage.document_id, one.sentence) for one in candidates]
    return Example(question.kind, features, np.array(right, dtype=np.float64))


def fit(articles: dict[str, Any]) -> None:
    """Print weights fitted on the fitted articles."""
    rng = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "store") as store:
        questions = fill(store, [articles[name] for name in FITTED], rng)
        encode = RememberingEncoder(store.encode)
        examples = []
        for question in sample(questions, [articles[name] for name in FITTED_OFF_TOPIC], FITTED_COUNTS, rng):
            with store.snapshot() as snapshot:
                examples.append(example(question, snapshot.search(question.text), snapshot, encode))
    choice = fit_choice([one for one in examples if one.right.any()])
    chosen = np.array([one.features[np.argmax(one.features @ choice)] for one in examples])
    answerable = np.array([float(one.kind == "answerable") for one in examples])
    weights, bias = fit_confidence(chosen, answerable)
    scores = chosen @ weights + bias
    bias -= float(np.quantile(scores[answerable == 1], 1 - ANSWERED_SHARE))
    print(f"{'feature':22}{'choice':>8}{'confidence':>12}")
    for name, one, other in zip(FEATURES, choice, weights, strict=True):
        print(f"{name:22}{one:8.2f}{other:12.2f}")
    print(f"{'bias':22}{'':8}{bias:12.2f}")


def fit_choice(examples: Sequence[Example], steps: int = 500, rate: float = 3.0) -> Numbers:
    """Return the weights under which the right candidates get the most probability (softmax), signs kept."""
    weights = np.zeros(len(FEATURES))
    for _ in range(steps):
        gradient = -RIDGE * weights
        for one in examples:
            scores = one.features @ weights
            share = np.exp(scores - scores.max())
            share /= share.sum()
            wanted = share * one.right
            gradient += one.features.T @ (wanted / wanted.sum() - share)
        weights += rate * gradient / len(examples)
        weights[weights * SIGNS < 0] = 0.0
    return weights


def fit_confidence(features: Numbers, answerable: Numbers) -> tuple[Numbers, float]:
    """Return weights and bias of a logistic function (Newton's method); a weight of the wrong sign is dropped."""
    kept = np.ones(len(FEATURES), dtype=bool)
    while True:
        rows = np.column_stack([features[:, kept], np.ones(len(features))])
        ridge = np.diag([RIDGE] * int(kept.sum()) + [0.0])
        fitted = np.zeros(rows.shape[1])
        for _ in range(50):
            probability = 1 / (1 + np.exp(-rows @ fitted))
            curvature = rows.T @ (rows * (probability * (1 - probability))[:, None]) + ridge
            fitted += np.linalg.solve(curvature, rows.T @ (answerable - probability) - ridge @ fitted)
        wrong = fitted[:-1] * SIGNS[kept] < 0
        if not wrong.any():
            weights = np.zeros(len(FEATURES))
            weights[kept] = fitted[:-1]
            return weights, float(fitted[-1])
        worst = np.argmax(np.where(wrong, np.abs(fitted[:-1]), -1.0))
        kept[np.flatnonzero(kept)[worst]] = False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder with SQuAD's JSON files")
    parser.add_argument("--fit", action="store_true", help="fit the weights and print them first")
    arguments = parser.parse_args()
    files = sorted(arguments.folder.glob("*.json"))
    articles = {one["title"]: one for file in files for one in json.loads(file.read_text(encoding="utf-8"))["data"]}
    needed = {*MEASURED, *MEASURED_OFF_TOPIC, *((*FITTED, *FITTED_OFF_TOPIC) if arguments.fit else ())}
    if missing := sorted(needed - articles.keys()):
        parser.error(f"the JSON files of {arguments.folder} lack the articles {', '.join(missing)}: see --help")
    if arguments.fit:
        fit(articles)
    measure(articles)


if __name__ == "__main__":
    main()
