"""Examples to train and measure the reader on, made of public question-answering data.

Every source becomes `Example`s: a question, a passage, and where the answer stands in it, if it does. The folders are
those of the public distributions:

- SQuAD 2.0 (https://rajpurkar.github.io/SQuAD-explorer/, CC BY-SA 4.0), split by article, never by question;
- Disfl-QA (https://github.com/google-research-datasets/Disfl-QA, CC BY 4.0): rewordings by SQuAD question id;
- QAMR (https://github.com/uwnlp/qamr, MIT): questions on single sentences of Wikipedia and Wikinews;
- FairytaleQA (https://github.com/uci-soe/FairytaleQAData, Apache-2.0), those whose answers stand in the text, as SQuAD.
"""

from __future__ import annotations

import json
import math
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ingest.sentences import sentence_spans

# Of SQuAD's training file, these six articles are for choosing, stopping and calibrating; the rest is for fitting.
CALIBRATION = (
    "1973_oil_crisis",
    "Black_Death",
    "Construction",
    "Harvard_University",
    "Intergovernmental_Panel_on_Climate_Change",
    "Normans",
)
# Passages as retrieval brings them: about this long, cut between sentences.
PASSAGE_CHARACTERS = (350, 1000)

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A question on a passage.

    ``answers`` are the spans that different people marked, empty when the passage does not answer; where ``exact`` is
    False they are the sentences that tell it, as of a question that is answered by yes or no. ``title`` may stand in
    front of the passage. ``group`` is the article, tale or sentence that it comes from.
    """

    question: str
    title: str
    passage: str
    answers: Spans
    group: str
    question_id: str = ""
    exact: bool = True


def read_articles(path: Path) -> list[dict[str, Any]]:
    """Return the articles of a file in SQuAD's form."""
    articles: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["data"]
    return articles


def split_articles(articles: Iterable[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the articles to fit on, and those to choose and calibrate on."""
    fit, choose = [], []
    for article in articles:
        (choose if article["title"] in CALIBRATION else fit).append(article)
    return fit, choose


def squad(articles: Iterable[dict[str, Any]]) -> list[Example]:
    """Return the questions of articles on their own paragraphs, answerable or not."""
    examples = []
    for article in articles:
        title = str(article.get("title", "")).replace("_", " ")
        for paragraph in article["paragraphs"]:
            context = paragraph["context"]
            for one in paragraph["qas"]:
                spans = {
                    (answer["answer_start"], answer["answer_start"] + len(answer["text"]))
                    for answer in one["answers"]
                    if context[answer["answer_start"] :].startswith(answer["text"])
                }
                answers = () if one.get("is_impossible") else tuple(sorted(spans))
                if answers or one.get("is_impossible"):
                    examples.append(Example(one["question"].strip(), title, context, answers, title, one["id"]))
    return examples


def disfluent(path: Path) -> dict[str, str]:
    """Return Disfl-QA's rewordings by SQuAD question id."""
    rewordings = json.loads(path.read_text(encoding="utf-8"))
    return {question_id: one["disfluent"] for question_id, one in rewordings.items()}


_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}", "``": '"', "''": '"'}
_NO_SPACE_BEFORE = frozenset(", . : ; ? ! ) ] } 's 're 've 'd 'm 'll n't % '".split())
_NO_SPACE_AFTER = frozenset("( [ { $ £ €".split())


def qamr(folder: Path) -> list[Example]:
    """Return QAMR's questions whose answer is one stretch of the sentence, each on its sentence."""
    sentences = {}
    for line in (folder / "wiki-sentences.tsv").read_text(encoding="utf-8").splitlines():
        key, _, text = line.partition("\t")
        sentences[key] = _written(text.split(" "))
    examples, seen = [], set()
    for name in ("dev.tsv", "test.tsv"):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            key, _, _, _, _, question, *marked = line.split("\t")
            text, places = sentences[key]
            spans = {span for answer in marked if (span := _stretch(answer.rpartition(":")[2], places))}
            if not spans or (key, question) in seen:
                continue
            seen.add((key, question))
            examples.append(Example(question, "", text, tuple(sorted(spans)), key))
    return examples


def _written(words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Join Penn Treebank tokens as people write, and return where each stands."""
    text, places, quoted, glued = "", [], False, True
    for word in words:
        plain = _BRACKETS.get(word, word)
        opening = plain in _NO_SPACE_AFTER or (plain == '"' and not quoted)
        closing = plain in _NO_SPACE_BEFORE or (plain == '"' and quoted)
        quoted = not quoted if plain == '"' else quoted
        text += "" if glued or closing else " "
        places.append((len(text), len(text) + len(plain)))
        text += plain
        glued = opening
    return text, places


def _stretch(numbers: str, places: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    if not numbers or not all(number.isdigit() for number in numbers.split()):
        return None
    positions = [int(number) for number in numbers.split()]
    if positions != list(range(positions[0], positions[-1] + 1)) or positions[-1] >= len(places):
        return None
    return places[positions[0]][0], places[positions[-1]][1]


def among_others(examples: Sequence[Example], rng: random.Random, most: int) -> list[Example]:
    """Put each example's sentence among up to ``most`` sentences of other groups."""
    texts = sorted({example.passage for example in examples})
    return [_within(example, rng.sample(texts, rng.randint(0, most)), rng) for example in examples]


def _within(example: Example, others: Sequence[str], rng: random.Random) -> Example:
    before = " ".join(text for text in others if rng.random() < 0.5 and text != example.passage)
    after = " ".join(text for text in others if text not in before and text != example.passage)
    shift = len(before) + 1 if before else 0
    passage = " ".join(part for part in (before, example.passage, after) if part)
    return replace(
        example, passage=passage, answers=tuple((start + shift, end + shift) for start, end in example.answers)
    )


def cut(group: tuple[Example, ...], rng: random.Random) -> tuple[Example, ...]:
    """Shorten long passages to one size, that of retrieved ones, whole sentences around the answer."""
    size = rng.randint(*PASSAGE_CHARACTERS)
    return tuple(_cut(example, size, rng) for example in group)


def _cut(example: Example, size: int, rng: random.Random) -> Example:
    if len(example.passage) <= size:
        return example
    spans = sentence_spans(example.passage)
    low, high = _around(spans, example.answers) if example.answers else (rng.randrange(len(spans)),) * 2
    while True:
        options = [(low - 1, high)] * (low > 0) + [(low, high + 1)] * (high < len(spans) - 1)
        options = [(a, b) for a, b in options if spans[b][1] - spans[a][0] <= size]
        if not options:
            break
        low, high = rng.choice(options)
    start, end = spans[low][0], spans[high][1]
    answers = tuple((a - start, b - start) for a, b in example.answers if start <= a and b <= end)
    if example.answers and not answers:
        return example
    return replace(example, passage=example.passage[start:end], answers=answers)


def _around(spans: Sequence[tuple[int, int]], answers: Spans) -> tuple[int, int]:
    start, end = answers[0]
    low = max(number for number, span in enumerate(spans) if span[0] <= start)
    return low, max(low, *(number for number, span in enumerate(spans) if span[0] < end))


def near_passages(example: Example, passages: Sequence[str], near: Near, most: int) -> list[Example]:
    """Return an answerable example's question on the nearest passages that do not hold its answer, nearest first.

    Args:
        example: an answerable one.
        passages: those of its group.
        near: ranks them for questions.
        most: at most so many.
    """
    said = [example.passage[start:end].lower() for start, end in example.answers]
    ranked = near.ranked(example.question, passages)
    free = [p for p in ranked if p != example.passage and not any(answer in p.lower() for answer in said)]
    return [replace(example, passage=passage, answers=()) for passage in free[:most]]


class Near:
    """Ranks passages by the words that they share with a question, each weighed by its rarity."""

    def __init__(self, passages: Iterable[str]) -> None:
        bags = [set(_words(passage)) for passage in passages]
        counts: dict[str, int] = {}
        for bag in bags:
            for word in bag:
                counts[word] = counts.get(word, 0) + 1
        self._rarity = {word: math.log(1 + len(bags) / count) for word, count in counts.items()}
        self._bags: dict[str, set[str]] = {}

    def ranked(self, question: str, passages: Sequence[str]) -> list[str]:
        """Return the passages, nearest first."""
        words = set(_words(question))

        def score(passage: str) -> float:
            bag = self._bags.setdefault(passage, set(_words(passage)))
            # Whatever the order in which a set has its words, which changes from one process to the next.
            return math.fsum(self._rarity.get(word, 0.0) for word in words & bag)

        return sorted(passages, key=score, reverse=True)


def _words(text: str) -> list[str]:
    return [word[:6] for word in re.findall(r"\w+", text.lower())]


_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*|\b\d[\d,.]*\d\b|\b\d\b")


def with_changed_names(examples: Sequence[Example], rng: random.Random) -> Iterator[Example]:
    """Yield answerable questions with one name, number or year exchanged for one that the passage does not hold."""
    names: dict[bool, list[str]] = {True: [], False: []}
    for example in examples:
        for found in _NAME.findall(example.question):
            names[found[0].isdigit()].append(found)
    for example in examples:
        found = list(_NAME.finditer(example.question))
        if not found:
            continue
        place = rng.choice(found)
        old = place[0]
        for _ in range(10):
            new = _other_number(old, rng) if old[0].isdigit() else rng.choice(names[False])
            if new != old and new.lower() not in example.passage.lower() and new not in example.question:
                question = example.question[: place.start()] + new + example.question[place.end() :]
                yield replace(example, question=question, answers=())
                break


def _other_number(old: str, rng: random.Random) -> str:
    if re.fullmatch(r"1[0-9]{3}|20[0-9]{2}", old):
        return str(int(old) + rng.choice([-30, -11, -7, -3, -2, -1, 1, 2, 3, 5, 10, 40]))
    return "".join(str(rng.randint(1, 9)) if char.isdigit() else char for char in old)


def batched(sizes: Sequence[tuple[int, int]], tokens: int, rng: random.Random) -> list[list[int]]:
    """Return the numbers of groups in batches of about ``tokens`` tokens, padding included, in random order.

    Groups of like length go together, so that little is padded.

    Args:
        sizes: of each group, how many passages it has and the tokens of its longest.
        tokens: of a batch.
        rng: draws.
    """
    order = sorted(range(len(sizes)), key=lambda number: (sizes[number][1] + rng.randint(0, 12), rng.random()))
    batches: list[list[int]] = [[]]
    longest, rows = 0, 0
    for number in order:
        count, length = sizes[number]
        longest = max(longest, length)
        if batches[-1] and longest * (rows + count) > tokens:
            batches.append([])
            longest, rows = length, 0
        batches[-1].append(number)
        rows += count
    rng.shuffle(batches)
    return batches
