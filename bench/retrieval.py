"""Which retrieval finds the passages? Character-level recall, precision and IoU on public data.

Reads the folder of Chroma's "Evaluating Chunking Strategies for Retrieval" (`questions_df.csv` and `corpora/` of
github.com/brandonstarxel/chunking_evaluation, evaluation_framework/general_evaluation_data), puts all corpora into one
store, and asks its 472 questions, each with the exact spans that answer it. Prints `Assistant.search` as it ships, with
what it retrieves cut at two numbers of characters, and its peers over the same passages: the store's search without the
reader, dense alone, BM25 alone, reciprocal ranks; the ratios; and how the fusion weight chosen on all corpora but one
does on that one.

    python bench/retrieval.py FOLDER [--target 1000] [--top-k 5] [--without-reader]
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assistant import Assistant
from assistant.evaluation.metrics import percentile
from ingest import Chunking, ingest
from store import Passage, SentenceTransformerEmbedder, Store, fulltext, search
from store.record import IndexRecord

WEIGHTS = [round(0.1 * tenth, 1) for tenth in range(11)]
# Reciprocal rank fusion's usual constant (Cormack, Clarke and Büttcher, 2009).
RRF_K = 60
# What a reader of passages may be given: characters in all.
BUDGETS = (4000, 2500)

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
    parser.add_argument("--without-reader", action="store_true", help="leave out Assistant.search, which takes longest")
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
        methods: dict[str, Callable[[Evidence], Ranking]] = {
            f"search alone ({search.DENSE_WEIGHT} dense)": weighted(search.DENSE_WEIGHT),
            "dense alone": weighted(1.0),
            "BM25 alone": weighted(0.0),
            f"reciprocal ranks ({RRF_K})": reciprocal_ranks,
        }
        rankings = {} if arguments.without_reader else {"Assistant.search": reranked(store, questions, passages)}
        rankings |= {name: [method(one) for one in evidence] for name, method in methods.items()}
    print(
        f"{len(passages):,} passages of {arguments.target} characters, {len(questions)} questions, "
        f"top {arguments.top_k}"
    )
    show(rankings, questions, passages, arguments.top_k)
    leave_one_out(questions, evidence, passages, arguments.top_k)


def reranked(store: Store, questions: list[Question], passages: list[tuple[str, Passage]]) -> list[Ranking]:
    """Return what the product finds for each question, by passage number; prints how long a question takes."""
    numbers = {passage.passage_id: number for number, (_, passage) in enumerate(passages)}
    assistant = Assistant(store)
    assistant.search(questions[0].text)  # loads the models
    rankings, took = [], []
    for question in questions:
        begun = time.perf_counter()
        hits = assistant.search(question.text)
        took.append(1000 * (time.perf_counter() - begun))
        rankings.append([numbers[hit.passage.passage_id] for hit in hits])
    print(f"Assistant.search: {percentile(took, 50):.0f} ms a question, 95 % within {percentile(took, 95):.0f} ms")
    return rankings


def show(
    rankings: Mapping[str, list[Ranking]], questions: list[Question], passages: list[tuple[str, Passage]], top_k: int
) -> None:
    """Print each method's figures, and the first one's recall against each other's."""
    heads = "".join(f"{f'at {budget:,}':>10}{'ratio':>7}" for budget in BUDGETS)
    print(f"{'':26}recall  precision    IoU{heads}   (recall of what is cut at so many characters)")
    first: list[float] = []
    for name, ranked in rankings.items():
        pairs = list(zip(questions, ranked, strict=True))
        recall, precision, iou = np.mean([score(one, ranking, passages, top_k, None) for one, ranking in pairs], axis=0)
        cut = [
            float(np.mean([score(one, ranking, passages, None, budget)[0] for one, ranking in pairs]))
            for budget in BUDGETS
        ]
        first = first or cut
        tail = "".join(f"{mine:10.1%}{best / mine:7.3f}" for mine, best in zip(cut, first, strict=True))
        print(f"{name:26}{recall:6.1%}  {precision:9.1%}  {iou:5.1%}{tail}")


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
