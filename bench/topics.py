"""Is a matter that is only named ("space debris") told from one that the briefings never speak of?

    python bench/topics.py FOLDER [--keep DIR]
    python bench/topics.py FOLDER --fit [--keep DIR]   # on the calibration articles, print the weights for topics too

FOLDER holds squad/dev.json and squad/train.json (SQuAD 2.0, https://rajpurkar.github.io/SQuAD-explorer/, CC BY-SA
4.0) and chunking_eval/corpora (github.com/brandonstarxel/chunking_evaluation, MIT). Topics are made of the noun phrases
of the questions on its articles, each article one document beside the corpora:

- present: a passage of its article holds all its words;
- left out: the same, asked of all other documents, where none of their passages holds all its words;
- mixed: a word of one phrase with a word of another article's, which no passage of any document holds together.

Printed is how well `Assistant.ask`'s confidence parts the present from the others, and what is answered at the default
points; the baseline is the confidence that the network's reading gives, which was trained on questions.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assistant import Assistant
from assistant.evaluation.metrics import auroc, calibration_error
from assistant.language.phrases import noun_phrases
from assistant.language.wording import content_words, stem, stems
from assistant.questions.bare_topic import bare_topic
from assistant.reading.signals import SIGNALS
from assistant.reading.span_reader import as_row
from assistant.reading.span_scorer import SpanScorer
from assistant.reading.weights import POINTS, SHIPPED
from bench import reader_data
from bench.articles import Asked, as_kind, document_ids, fill, name_of, sample
from bench.fit_weights import fit_confidence, masses, named
from bench.judged_questions import Judged, collect
from store import Store

SEED = 7
KINDS = ("present", "left out", "mixed")
# So many topics of each kind.
EACH = 200
LONGEST = 4
# What tells of a topic: words and meaning. What the network says tells nothing of it.
USED = ("coverage in context", "coverage in passage", "rarest missing", "passage cosine")


def topics_of(articles: Sequence[dict[str, Any]]) -> list[Asked]:
    """Return the phrases of the questions that a passage of their article holds, each once, with their articles."""
    found: dict[str, Asked] = {}
    for article in articles:
        for paragraph in article["paragraphs"]:
            words = stems(paragraph["context"])
            for one in paragraph["qas"]:
                for phrase in noun_phrases(one["question"]):
                    text = " ".join(phrase.words)
                    if len(phrase.words) <= LONGEST and bare_topic(text) and roots(text) <= words:
                        found.setdefault(text.lower(), Asked(text, "present", name_of(article), (), ()))
    return list(found.values())


def roots(text: str) -> set[str]:
    """Return the stems of a topic's words."""
    return {stem(token.text) for token in content_words(text)}


def mixed(topics: Sequence[Asked], passages: Collection[frozenset[str]], count: int) -> list[Asked]:
    """Return topics of two words, one of each of two articles, that no passage holds together."""
    pairs = [one for one in topics if len(one.question.split()) == 2]
    chance = random.Random(SEED)
    found: list[Asked] = []
    while len(found) < count:
        one, other = chance.sample(pairs, 2)
        text = f"{one.question.split()[0]} {other.question.split()[1]}"
        words = roots(text)
        if one.article != other.article and not any(words <= held for held in passages):
            found.append(Asked(text, "mixed", one.article, (), ()))
    return found


def questions(store_folder: Path, articles: Sequence[dict[str, Any]]) -> list[Asked]:
    """Return the topics of all kinds."""
    held: dict[str, list[frozenset[str]]] = {}
    with Store.open(store_folder) as store, store.snapshot() as snapshot:
        for name, document in document_ids(store).items():
            held[name] = [stems(passage.text) for passage in snapshot.passages(document)]
    topics = topics_of(articles)
    present = sample(topics, EACH, SEED)
    absent = [one for one in sample(topics, 2 * EACH, SEED + 1) if not _is_elsewhere(one, held)]
    everything = {words for some in held.values() for words in some}
    return [*present, *as_kind(absent[:EACH], "left out"), *mixed(topics, everything, EACH)]


def _is_elsewhere(topic: Asked, held: Mapping[str, Sequence[frozenset[str]]]) -> bool:
    words = roots(topic.question)
    return any(words <= one for name, some in held.items() if name != topic.article for one in some)


def measure(store_folder: Path, asked: Sequence[Asked], judged: Sequence[Judged]) -> None:
    """Print what `Assistant.ask` makes of the topics, beside the confidence of what was trained on questions."""
    ours = []
    with Store.open(store_folder) as store:
        assistant, ids = Assistant(store), document_ids(store)
        for one in asked:
            others = [other for name, other in ids.items() if name != one.article] if one.kind == "left out" else None
            ours.append(assistant.ask(one.question, documents=others).confidence)
    rows = best(judged)
    baseline = 1 / (1 + np.exp(-(rows @ as_row(SHIPPED.confidence) + SHIPPED.bias)))
    kinds = [one.kind for one in asked]
    points = POINTS["normal"]
    print(f"{'':34}{'ours':>8}{'baseline':>10}{'ratio':>8}")

    def line(name: str, figures: Sequence[float]) -> None:
        print(f"{name:34}{figures[0]:8.3f}{figures[1]:10.3f}{figures[0] / max(figures[1], 1e-9):8.2f}")

    both = [dict(zip(KINDS, split(values, kinds), strict=True)) for values in (ours, baseline.tolist())]
    for kind in KINDS[1:]:
        line(f"AUROC against {kind}", [auroc(one["present"], one[kind]) or 0.0 for one in both])
    line("present: answered", [float(np.mean(np.array(one["present"]) >= points.weak)) for one in both])
    line("present: without a warning", [float(np.mean(np.array(one["present"]) >= points.sure)) for one in both])
    for kind in KINDS[1:]:
        line(f"{kind}: declined", [float(np.mean(np.array(one[kind]) < points.weak)) for one in both])
    truth = [kind == "present" for kind in kinds]
    line("calibration error", [calibration_error(values, truth) or 0.0 for values in (ours, baseline.tolist())])


def split(values: Sequence[float], kinds: Sequence[str]) -> list[list[float]]:
    """Return the values of each kind."""
    return [[value for value, one in zip(values, kinds, strict=True) if one == kind] for kind in KINDS]


def best(judged: Sequence[Judged]) -> np.ndarray:
    """Return the signals of each topic's best unit."""
    choice = as_row(SHIPPED.choice)
    return np.array([one.signals[int((one.signals @ choice).argmax())] for one in judged])


def fit(judged: Sequence[Judged]) -> None:
    """Print the weights under which the present ones are told from the others."""
    rows = best(judged) * np.array([float(name in USED) for name in SIGNALS])
    kinds = ["answerable" if one.asked.kind == "present" else one.asked.kind for one in judged]
    weights, bias = fit_confidence(rows, kinds, masses(kinds))
    print(f"TOPIC = {named(weights)}\nTOPIC_BIAS = {bias:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder with the public data")
    parser.add_argument("--fit", action="store_true", help="use the calibration articles, and print weights")
    parser.add_argument("--keep", type=Path, help="keep the stores in this folder")
    arguments = parser.parse_args()
    name = "calibration" if arguments.fit else "dev"
    articles = reader_data.read_articles(arguments.folder / f"squad/{'train' if arguments.fit else 'dev'}.json")
    if arguments.fit:
        articles = reader_data.split_articles(articles)[1]
    with nullcontext(arguments.keep) if arguments.keep else tempfile.TemporaryDirectory() as keep:
        folder = fill(Path(keep), name, articles, arguments.folder / "chunking_eval/corpora")
        asked = questions(folder, articles)
        judged = collect(folder, asked, SpanScorer())
        if arguments.fit:
            fit(judged)
        measure(folder, [one.asked for one in judged], judged)


if __name__ == "__main__":
    main()
