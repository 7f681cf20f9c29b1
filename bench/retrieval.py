"""Which retrieval finds the passages? Character-level recall, precision and IoU on public data.

Reads the folder of Chroma's "Evaluating Chunking Strategies for Retrieval" (`questions_df.csv` and `corpora/` of
github.com/brandonstarxel/chunking_evaluation, evaluation_framework/general_evaluation_data), puts all corpora into one
store, and asks its 472 questions, each with the exact spans that answer it. Prints the shipped search, its peers (dense
alone, BM25 alone, reciprocal ranks) over the same passages, the ratios, and how the fusion weight chosen on all
corpora but one does on that one.

    python bench/retrieval.py FOLDER [--target 1000] [--top-k 5] [--budget 4000]
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ingest import Chunking, ingest
from store import Passage, SentenceTransformerEmbedder, Store, fulltext, search
from store.record import IndexRecord

WEIGHTS = [round(0.1 * tenth, 1) for tenth in range(11)]
# Reciprocal rank fusion's usual constant (Cormack, Clarke and Büttcher, 2009).
RRF_K = 60

Ranking = list[int]


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its corpus, and the spans of the corpus that answer it."""

    text: str
    corpus: str
    gold: frozenset[int]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What both searches give for one question: cosines and BM25 scores by passage number."""

    cosine: np.ndarray
    lexical: Mapping[int, float]


def read_questions(folder: Path) -> list[Question]:
    questions = []
    with (folder / "questions_df.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            spans = [range(span["start_index"], span["end_index"]) for span in json.loads(row["references"])]
            questions.append(Question(row["question"], row["corpus_id"], frozenset(i for span in spans for i in span)))
    return questions


def candidates(evidence: Evidence) -> dict[int, float]:
    """Return the cosines of the passages that the store would fuse."""
    dense = np.argsort(-evidence.cosine)[: search.CANDIDATES].tolist()
    return {number: float(evidence.cosine[number]) for number in {*dense, *evidence.lexical}}


def weighted(weight: float) -> Callable[[Evidence], Ranking]:
    def rank(evidence: Evidence) -> Ranking:
        scores = search.fuse(candidates(evidence), evidence.lexical, weight)
        return sorted(scores, key=lambda number: -scores[number])

    return rank


def reciprocal_ranks(evidence: Evidence) -> Ranking:
    dense = np.argsort(-evidence.cosine)[: search.CANDIDATES].tolist()
    scores: dict[int, float] = {}
    for ranking in (dense, sorted(evidence.lexical, key=lambda number: -evidence.lexical[number])):
        for rank, number in enumerate(ranking):
            scores[number] = scores.get(number, 0.0) + 1 / (RRF_K + rank + 1)
    return sorted(scores, key=lambda number: -scores[number])


def score(
    question: Question, ranking: Ranking, passages: list[tuple[str, Passage]], top_k: int | None, budget: int | None
) -> tuple[float, float, float]:
    """Return recall, precision and intersection over union of the characters retrieved, each 0..1."""
    hits, size, retrieved = 0, 0, set()
    for number in ranking[:top_k]:
        corpus, passage = passages[number]
        end = passage.end if budget is None else min(passage.end, passage.start + budget - size)
        size += end - passage.start
        if corpus == question.corpus:
            retrieved.update(range(passage.start, end))
        if budget is not None and size >= budget:
            break
    hits = len(retrieved & question.gold)
    return hits / len(question.gold), hits / max(size, 1), hits / (size + len(question.gold) - hits)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--target", type=int, default=Chunking().target_characters, help="characters of a passage")
    parser.add_argument("--top-k", type=int, default=5)
    parser.add_argument("--budget", type=int, default=4000, help="also cut what is retrieved at so many characters")
    arguments = parser.parse_args()
    questions = read_questions(arguments.folder)
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "s", embedder=SentenceTransformerEmbedder()) as store,
    ):
        report = ingest([arguments.folder / "corpora"], store, chunking=Chunking(arguments.target))
        if report.failed:
            sys.exit(f"could not read {report.failed}")
        passages, evidence = gather(store, questions)
    print(
        f"{len(passages):,} passages of {arguments.target} characters, {len(questions)} questions, "
        f"top {arguments.top_k}"
    )
    methods: dict[str, Callable[[Evidence], Ranking]] = {
        f"shipped ({search.DENSE_WEIGHT} dense)": weighted(search.DENSE_WEIGHT),
        "dense alone": weighted(1.0),
        "BM25 alone": weighted(0.0),
        f"reciprocal ranks ({RRF_K})": reciprocal_ranks,
    }
    baseline = None
    print(f"{'':24}  recall  precision    IoU  ratio of recall   recall at {arguments.budget:,} characters")
    for name, method in methods.items():
        rankings = [method(one) for one in evidence]
        rows = [
            score(question, ranking, passages, arguments.top_k, None)
            for question, ranking in zip(questions, rankings, strict=True)
        ]
        cut = [
            score(question, ranking, passages, None, arguments.budget)[0]
            for question, ranking in zip(questions, rankings, strict=True)
        ]
        recall, precision, iou = np.mean(rows, axis=0)
        baseline = baseline or recall
        print(
            f"{name:24}  {recall:6.1%}  {precision:9.1%}  {iou:5.1%}  {baseline / recall:15.3f}  {np.mean(cut):10.1%}"
        )
    leave_one_out(questions, evidence, passages, arguments.top_k)


def gather(store: Store, questions: list[Question]) -> tuple[list[tuple[str, Passage]], list[Evidence]]:
    """Return the passages with their corpus, and each question's evidence."""
    with store.snapshot() as view:
        found = [
            (Path(document.source).stem, passage)
            for document in view.documents()
            for passage in view.passages(document.document_id)
        ]
    with store._engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT id, passage_id, vector FROM passages").all()
        vectors = {passage_id: np.frombuffer(vector, dtype="<f4") for _, passage_id, vector in rows}
        ids = {row_id: passage_id for row_id, passage_id, _ in rows}
        numbers = {passage.passage_id: number for number, (_, passage) in enumerate(found)}
        matrix = np.stack([vectors[passage.passage_id] for _, passage in found])
        asked = store.encode([question.text for question in questions])
        index = IndexRecord.active(connection).index_id
        evidence = []
        for question, vector in zip(questions, asked, strict=True):
            lexical = fulltext.search(connection, question.text, index, search.CANDIDATES, None)
            evidence.append(Evidence(matrix @ vector, {numbers[ids[row]]: bm25 for row, bm25 in lexical.items()}))
    return found, evidence


def leave_one_out(
    questions: list[Question], evidence: list[Evidence], passages: list[tuple[str, Passage]], top_k: int
) -> None:
    """Print, for each corpus, its recall with the weight that is best on the other corpora."""
    recalls = {
        weight: [
            score(question, weighted(weight)(one), passages, top_k, None)[0]
            for question, one in zip(questions, evidence, strict=True)
        ]
        for weight in WEIGHTS
    }
    print("recall by weight: " + "  ".join(f"{weight}: {np.mean(values):.1%}" for weight, values in recalls.items()))
    corpora = np.array([question.corpus for question in questions])
    for corpus in sorted(set(corpora)):
        others = corpora != corpus
        best = max(WEIGHTS, key=lambda weight: np.mean(np.array(recalls[weight])[others]))
        held_out = np.mean(np.array(recalls[best])[~others])
        top = max(np.mean(np.array(values)[~others]) for values in recalls.values())
        print(f"  {corpus:20} weight {best} chosen on the others: {held_out:.1%}; its own best: {top:.1%}")


if __name__ == "__main__":
    main()
