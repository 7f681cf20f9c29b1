"""Is `confidence` right as a probability on documents that it was never fitted on, and does it stay when a store grows?

    python bench/confidence.py FOLDER [--questions N] [--keep DIR]

FOLDER holds covid_qa/covid_qa.json (COVID-QA, https://github.com/deepset-ai/COVID-QA, Apache-2.0), mtrag/ (MTRAG-UN's
conversations.jsonl and passages.jsonl, https://github.com/IBM/mt-rag-benchmark, Apache-2.0), squad/dev.json (SQuAD 2.0,
https://rajpurkar.github.io/SQuAD-explorer/, CC BY-SA 4.0) and chunking_eval/corpora
(github.com/brandonstarxel/chunking_evaluation, MIT).

- COVID-QA: questions on scientific articles, each asked of all of them, and of all but its own ("left out").
- MTRAG-UN: the last questions of conversations, with what was said before; those marked as underspecified are left out.
- Growth: answerable and adversarial questions on SQuAD's dev articles, before and after COVID-QA's 2,000 and more
  passages join their store.

Printed is the calibration error of `confidence` (mean distance between confidence and the share of answerable
questions, over ten bins), beside that of the best passage's cosine taken as a probability; and the mean absolute
change.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assistant import Assistant, Turn
from assistant.evaluation.metrics import auroc, calibration_error
from bench import reader_data
from bench.articles import fill, questions, sample
from bench.conversation import filled, read_lines, version_of
from ingest import ingest
from store import Store

SEED = 5


def covid_articles(folder: Path) -> list[tuple[str, str, list[str]]]:
    """Return name, text and questions of each article."""
    found = []
    for number, article in enumerate(reader_data.read_articles(folder / "covid_qa/covid_qa.json")):
        paragraph = article["paragraphs"][0]
        asked = [str(one["question"]).strip() for one in paragraph["qas"]]
        found.append((f"article-{number}", str(paragraph["context"]), asked))
    return found


def write(articles: Sequence[tuple[str, str, list[str]]], folder: Path) -> Path:
    """Write the articles as files, once; return their folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text, _ in articles:
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def take_in(files: Path, store_folder: Path) -> None:
    """Put files into a store, once."""
    with Store.open(store_folder) as store:
        report = ingest([files], store)
        if report.failed:
            raise SystemExit(f"not taken in: {report.failed}")


def show(name: str, asked: Sequence[tuple[bool, float, float]]) -> None:
    """Print the calibration of questions given as (answerable, confidence, best cosine)."""
    answerable = [one for one, _, _ in asked]
    ours, cosine = [one for _, one, _ in asked], [min(max(one, 0.0), 1.0) for _, _, one in asked]
    error, baseline = calibration_error(ours, answerable) or 0.0, calibration_error(cosine, answerable) or 0.0

    def area(values: Sequence[float]) -> float:
        positive = [value for value, held in zip(values, answerable, strict=True) if held]
        negative = [value for value, held in zip(values, answerable, strict=True) if not held]
        return auroc(positive, negative) or 0.0

    print(f"{name}: {sum(answerable)} answerable questions, {len(answerable) - sum(answerable)} others")
    print(f"  calibration error {error:.3f}, of the best cosine {baseline:.3f}, ratio {error / baseline:.2f}")
    print(f"  AUROC {area(ours):.3f}, of the best cosine {area(cosine):.3f}", flush=True)


def covid(folder: Path, keep: Path, most: int) -> None:
    """Measure calibration on COVID-QA."""
    articles = covid_articles(folder)
    take_in(write(articles, keep / "covid-articles"), keep / "covid")
    asked = sample([(name, question) for name, _, several in articles for question in several], most, SEED)
    found = []
    with Store.open(keep / "covid") as store:
        ids = {Path(document.source).stem: document.document_id for document in store.documents()}
        assistant = Assistant(store)
        for name, question in asked:
            others = [one for other, one in ids.items() if other != name]
            for answerable, documents in ((True, None), (False, others)):
                confidence = assistant.ask(question, documents=documents).confidence
                found.append((answerable, confidence, store.search(question, 5, documents)[0].similarity))
    show("COVID-QA", found)


def conversations(folder: Path, most: int) -> None:
    """Measure calibration on MTRAG-UN."""
    passages = [version_of(one["_id"], one["title"], one["text"]) for one in read_lines(folder / "passages.jsonl")]
    lines = [one for one in read_lines(folder / "conversations.jsonl") if one["answerability"] != "UNDERSPECIFIED"]
    found = []
    with filled(passages) as store:
        assistant = Assistant(store)
        for line in sample(lines, most, SEED):
            *earlier, last = line["turns"]
            pairs = zip(earlier[::2], earlier[1::2], strict=True)
            history = [Turn(user["text"], agent["text"]) for user, agent in pairs]
            confidence = assistant.ask(last["text"], history=history).confidence
            cosine = max(hit.similarity for hit in store.search(last["text"], 5))
            found.append((line["answerability"] != "UNANSWERABLE", confidence, cosine))
    show("MTRAG-UN", found)


def growth(folder: Path, keep: Path, most: int) -> None:
    """Measure how much confidence changes when unrelated passages join the store."""
    articles = reader_data.read_articles(folder / "squad/dev.json")
    small = fill(keep, "dev", articles, folder / "chunking_eval/corpora")
    large = keep / "dev-among-covid"
    if not large.exists():
        unfinished = keep / "dev-among-covid-unfinished"
        shutil.copytree(small, unfinished)
        take_in(write(covid_articles(folder), keep / "covid-articles"), unfinished)
        unfinished.rename(large)
    asked = [one for one in questions(articles) if one.kind in ("answerable", "adversarial")]
    asked = sample(asked, most, SEED)
    confidences, cosines, counts = [], [], []
    for store_folder in (small, large):
        with Store.open(store_folder) as store:
            assistant = Assistant(store)
            counts.append(sum(document.passages for document in store.documents()))
            confidences.append([assistant.ask(one.question).confidence for one in asked])
            cosines.append([store.search(one.question, 5)[0].similarity for one in asked])
    change = float(np.abs(np.subtract(*confidences)).mean())
    other = float(np.abs(np.subtract(*cosines)).mean())
    print(f"{len(asked)} questions, store of {counts[0]:,} and then {counts[1]:,} passages")
    print(f"  mean absolute change of confidence {change:.3f}, of the first passage's cosine {other:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder with the public data")
    parser.add_argument("--questions", type=int, default=150, help="so many each; 0 for all (default: 150)")
    parser.add_argument("--keep", type=Path, help="keep the stores in this folder")
    arguments = parser.parse_args()
    with nullcontext(arguments.keep) if arguments.keep else tempfile.TemporaryDirectory() as keep:
        covid(arguments.folder, Path(keep), arguments.questions)
        conversations(arguments.folder / "mtrag", arguments.questions)
        growth(arguments.folder, Path(keep), arguments.questions)


if __name__ == "__main__":
    main()
