"""How well does the reader read, the right passage given?

    python bench/reader.py FOLDER [--adapter FILE] [--baseline FILE] [--questions N] [--calibration] [--briefs DIR]

FOLDER holds the public data that `bench/reader_data.py` names, squad/dev.json to measure on, and covid_qa/covid_qa.json
(https://github.com/deepset-ai/COVID-QA, Apache-2.0). Prints, for SQuAD's development articles (or the six articles kept
for calibration): F1 and exact match of the best span on answerable questions, how often it lies in the right
sentence, and the AUROC of answerability against SQuAD's adversarial questions and against paragraphs of another
article; then F1 when the same questions are asked fluently and hesitantly (Disfl-QA), and F1 on windows of COVID-QA.
With --briefs also how often the right sentence of a brief comes first, or is among the first three, where the passages
that a search brings are read, and the AUROC of answerability against questions that the brief does not answer; DIR is
one of bench/briefs. The baseline is another adapter, for example that of the first trial (`bench/train_reader.py
--recipe trial`).
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assistant.evaluation.metrics import auroc, exact_match, token_f1
from assistant.reading.span_scorer import SpanScorer
from assistant.reading.token_scores import units_of
from bench import brief_data
from bench import reader_data as data
from bench.brief_data import Read
from bench.reader_data import Example
from ingest.sentences import sentence_spans
from store import Span

SEED = 3
# COVID-QA's articles are read in windows of this size, cut between sentences.
WINDOW_CHARACTERS = 1500
# Passages of a brief that are read for a question.
SEARCHED = 6


@dataclass(frozen=True, slots=True)
class Found:
    """What the reader found: the answer's text, whether it is in the right sentence, the passage's answerability."""

    answer: str
    in_sentence: bool
    answerable: float


def read(scorer: SpanScorer, example: Example) -> Found:
    """Read one example."""
    scores = scorer.score(example.question, [example.passage], [""])[0]
    sentences = [Span(*span) for span in sentence_spans(example.passage)]
    units = units_of(scores, sentences)
    best = max(range(len(units)), key=lambda number: units[number].best)
    answer = units[best].answer
    place = sentences[best]
    right = any(place.start <= start < place.end for start, _ in example.answers)
    return Found("" if answer is None else example.passage[answer.start : answer.end], right, scores.answerable)


def said(example: Example) -> list[str]:
    """Return the answers that people marked."""
    return [example.passage[start:end] for start, end in example.answers]


def figures(examples: Sequence[Example], found: Sequence[Found]) -> tuple[float, float, float]:
    """Return F1, exact match and the share in the right sentence, in per cent."""
    f1 = np.mean([token_f1(one.answer, said(example)) for example, one in zip(examples, found, strict=True)])
    exact = np.mean([exact_match(one.answer, said(example)) for example, one in zip(examples, found, strict=True)])
    return float(100 * f1), float(100 * exact), float(100 * np.mean([one.in_sentence for one in found]))


def measure_squad(
    scorer: SpanScorer, articles: Sequence[dict[str, object]], most: int, disfluent: Path
) -> dict[str, float]:
    """Return the figures on SQuAD and Disfl-QA by what they say."""
    rng = random.Random(SEED)
    examples = data.squad(articles)
    answerable = _sample([one for one in examples if one.answers], most, rng)
    adversarial = _sample([one for one in examples if not one.answers], most, rng)
    others = []
    for one in answerable:
        other = rng.choice([candidate for candidate in examples if candidate.group != one.group])
        others.append(replace(one, passage=other.passage, answers=()))
    found = [read(scorer, one) for one in answerable]
    rows = _named(f"{len(answerable)} answerable questions", figures(answerable, found))
    positive = [one.answerable for one in found]
    for name, negative in (("adversarial questions", adversarial), ("another article's paragraph", others)):
        if negative:
            value = auroc(positive, [read(scorer, one).answerable for one in negative])
            rows[f"AUROC of answerability against {len(negative)} {name}"] = value or 0.0
    if disfluent.exists():
        rewordings = data.disfluent(disfluent)
        pairs = [(one, first) for one, first in zip(answerable, found, strict=True) if one.question_id in rewordings]
        reworded = [replace(one, question=rewordings[one.question_id]) for one, _ in pairs]
        fluent, _, _ = figures([one for one, _ in pairs], [first for _, first in pairs])
        hesitant, _, _ = figures(reworded, [read(scorer, one) for one in reworded])
        rows[f"{len(pairs)} of them, fluently: F1"] = fluent
        rows[f"{len(pairs)} of them, reworded: F1"] = hesitant
    return rows


def measure_covid(scorer: SpanScorer, path: Path, most: int) -> dict[str, float]:
    """Return the figures on the windows of COVID-QA's articles that hold the answers, by what they say."""
    rng = random.Random(SEED)
    windows = []
    for one in data.squad(data.read_articles(path)):
        start, end = one.answers[0]
        for low, high in _windows(one.passage):
            if low <= start and end <= high:
                windows.append(replace(one, passage=one.passage[low:high], answers=((start - low, end - low),)))
                break
    windows = _sample(windows, most, rng)
    return _named(f"{len(windows)} windows of COVID-QA", figures(windows, [read(scorer, one) for one in windows]))


def measure_briefs(scorer: SpanScorer, questions: Sequence[Read], most: int) -> dict[str, float]:
    """Return the figures on questions on briefs, each with the passages that a search brings, by what they say."""
    rng = random.Random(SEED)
    answered = _sample([one for one in questions if one.answering], most, rng)
    others = _sample([one for one in questions if not one.answering and one.others], most, rng)
    places, positive = [], []
    for one in answered:
        place, answerable = _first_right(scorer, (one.answering[0], *one.others[: SEARCHED - 1]))
        places.append(place)
        positive.append(answerable)
    negative = [_first_right(scorer, one.others[:SEARCHED])[1] for one in others]
    named = f"{len(answered)} questions on briefs"
    return {
        f"{named}: the right sentence comes first": 100 * float(np.mean([place < 1 for place in places])),
        f"{named}: is among the first three": 100 * float(np.mean([place < 3 for place in places])),
        f"AUROC of answerability against {len(others)} that a brief does not answer": auroc(positive, negative) or 0.0,
    }


def _first_right(scorer: SpanScorer, examples: Sequence[Example]) -> tuple[int, float]:
    """Return how many sentences come before the first right one, and the highest answerability of a passage."""
    scored = scorer.score(examples[0].question, [one.passage for one in examples], [one.title for one in examples])
    judged = []
    for one, scores in zip(examples, scored, strict=True):
        sentences = [Span(*span) for span in sentence_spans(one.passage)]
        for unit, place in zip(units_of(scores, sentences), sentences, strict=True):
            judged.append((unit.best, any(place.start <= start < place.end for start, _ in one.answers)))
    judged.sort(key=lambda one: -one[0])
    first = next((number for number, (_, right) in enumerate(judged) if right), len(judged))
    return first, max(scores.answerable for scores in scored)


def _named(asked: str, found: tuple[float, float, float]) -> dict[str, float]:
    names = ("F1", "exact match", "right sentence")
    return {f"{asked}: {name}": value for name, value in zip(names, found, strict=True)}


def _windows(text: str) -> list[tuple[int, int]]:
    windows: list[tuple[int, int]] = []
    for start, end in sentence_spans(text):
        if windows and end - windows[-1][0] <= WINDOW_CHARACTERS:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows


def _sample(examples: list[Example], most: int, rng: random.Random) -> list[Example]:
    return rng.sample(examples, most) if 0 < most < len(examples) else examples


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder with the public data")
    parser.add_argument("--adapter", type=Path, help="the adapter to measure (default: the one that ships)")
    parser.add_argument("--baseline", type=Path, help="an adapter to compare it with")
    parser.add_argument("--questions", type=int, default=0, help="so many of each kind (default: all)")
    parser.add_argument("--calibration", action="store_true", help="measure on the calibration articles")
    parser.add_argument("--briefs", type=Path, help="a folder of bench/briefs to measure on too")
    arguments = parser.parse_args()
    folder, most = arguments.folder, arguments.questions
    articles = data.read_articles(folder / ("squad/train.json" if arguments.calibration else "squad/dev.json"))
    if arguments.calibration:
        articles = data.split_articles(articles)[1]
    covid = folder / "covid_qa/covid_qa.json"
    briefs = brief_data.read(arguments.briefs) if arguments.briefs else []
    tables = []
    for adapter in [arguments.adapter, *filter(None, [arguments.baseline])]:
        scorer = SpanScorer(adapter)
        tables.append(measure_squad(scorer, articles, most, folder / "disfl_qa/disfluent.json"))
        if not arguments.calibration and covid.exists():
            tables[-1] |= measure_covid(scorer, covid, most)
        if briefs:
            tables[-1] |= measure_briefs(scorer, briefs, most)
    print(f"{'':72}{'figure':>8}" + (f"{'baseline':>10}{'ratio':>7}" if arguments.baseline else ""))
    for name, figure in tables[0].items():
        others = "".join(f"{table[name]:10.3f}{figure / table[name]:7.3f}" for table in tables[1:])
        print(f"{name:72}{figure:8.3f}{others}")


if __name__ == "__main__":
    main()
