"""Does a question that names one document among near-twins find that document?

Reads the folder of quarterly reports and questions of the KG-RAG datasets' "SEC 10-Q"
(github.com/docugami/KG-RAG-datasets, sec-10-q/data/v1: docs/ and qna_data.csv, MIT): 20 reports of five companies that
say nearly the same in nearly the same words, and 130 questions about one of them each. Prints for how many questions
the right report is among the first one and three passages of `Assistant.search`, and the same for its peers: the
store's search alone, and that with dense vectors or words alone.

    python bench/documents.py FOLDER [--keep DIR]
"""

from __future__ import annotations

import argparse
import csv
import fnmatch
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assistant import Assistant
from assistant.evaluation.metrics import percentile
from ingest import ingest
from store import Hit, Store

FIRST = (1, 3)
# A ranking by one kind of score needs more than the passages that both kinds together put first.
CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the pattern that its report's file name matches."""

    text: str
    report: str

    def rank(self, hits: Sequence[Hit], names: dict[str, str]) -> int:
        """Return the place of the first passage of the report, from 0; very high when there is none."""
        places = (n for n, hit in enumerate(hits) if fnmatch.fnmatch(names[hit.passage.document_id], self.report))
        return next(places, sys.maxsize)


def read_questions(folder: Path) -> list[Question]:
    """Return the questions about one report each."""
    with (folder / "qna_data.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Question Type"].startswith("Single-Doc")]
    return [Question(row["Question"], row["Source Docs"]) for row in rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keep", type=Path, help="keep the store in this folder; taking the reports in takes longest")
    arguments = parser.parse_args()
    questions = read_questions(arguments.folder)
    with (
        nullcontext(arguments.keep) if arguments.keep else tempfile.TemporaryDirectory() as keep,
        Store.open(Path(keep) / "reports") as store,
    ):
        report = ingest([arguments.folder / "docs"], store)
        if report.failed:
            sys.exit(f"could not read {report.failed}")
        measure(store, questions)


def measure(store: Store, questions: Sequence[Question]) -> None:
    """Ask all questions in every way, and print the shares."""
    names = {document.document_id: Path(document.source).stem for document in store.documents()}
    assistant = Assistant(store)
    assistant.search(questions[0].text)  # loads the models
    methods: dict[str, Callable[[str], Sequence[Hit]]] = {
        "Assistant.search": assistant.search,
        "search alone": lambda text: store.search(text, CANDIDATES),
        "dense alone": lambda text: sorted(store.search(text, CANDIDATES), key=lambda hit: -hit.similarity),
        "BM25 alone": lambda text: sorted(store.search(text, CANDIDATES), key=lambda hit: -hit.lexical),
    }
    print(f"{len(names)} reports, {len(questions)} questions about one of them")
    print(f"{'':20}" + "".join(f"{f'first {count}':>10}{'ratio':>7}" for count in FIRST) + f"{'ms a question':>16}")
    best: list[float] = []
    for name, method in methods.items():
        ranks, took = [], []
        for question in questions:
            begun = time.perf_counter()
            hits = method(question.text)
            took.append(1000 * (time.perf_counter() - begun))
            ranks.append(question.rank(hits, names))
        shares = [float(np.mean([rank < count for rank in ranks])) for count in FIRST]
        best = best or shares
        ratios = [mine / share if share else float("inf") for mine, share in zip(best, shares, strict=True)]
        tail = "".join(f"{share:10.1%}{ratio:7.2f}" for share, ratio in zip(shares, ratios, strict=True))
        print(f"{name:20}{tail}{percentile(took, 50):16.0f}")


if __name__ == "__main__":
    main()
