"""Groups of a question and its passages as tokens in flat arrays, for training by the hundred thousand.

A row is a question with one passage: `[CLS] question [SEP] title passage [SEP]`; the rows of a group stand together.
What is known of a token is a number in each of the arrays, so that the processes that make batches share them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from transformers import AutoTokenizer

from bench import reader_data as data
from bench.reader_data import Example, Spans
from bench.reader_labels import Labels
from bench.reader_rounds import Group
from ingest.sentences import sentence_spans
from store.embedder import packaged_model_path

MOST_TOKENS = 384
# Groups that a process takes at a time.
SHARE = 2048
# What is marked of a token: it is the passage's, starts an answer, ends one, is part of one, is in a sentence with one.
PASSAGE, START, END, ANSWER, HOLDS = 1, 2, 4, 8, 16


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of tokens, and which belong together.

    ``tokens``, ``marks`` and ``sentences`` (the number of a token's sentence in its passage) have one entry a token;
    ``starts`` says where in them each row starts, and where the last ends; ``groups`` which row is the first of each
    group, and which would be the next.
    """

    tokens: npt.NDArray[np.uint16]
    marks: npt.NDArray[np.uint8]
    sentences: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.int64]
    groups: npt.NDArray[np.int64]

    def sizes(self) -> list[tuple[int, int]]:
        """Return of each group how many rows it has, and the tokens of its longest."""
        lengths = np.diff(self.starts)
        return [
            (int(end - first), int(lengths[first:end].max()))
            for first, end in zip(self.groups[:-1], self.groups[1:], strict=True)
        ]


def rows_of(groups: Sequence[Group], titled: float, rng: random.Random) -> Rows:
    """Return groups as rows; those whose answer would be cut off are left out.

    Args:
        groups: questions with their passages.
        titled: the share of groups with the documents' titles in front of the passages.
        rng: draws which.
    """
    shown = [(group, rng.random() < titled) for group in groups]
    with ProcessPoolExecutor() as pool:
        return _joined(list(pool.map(_rows, (shown[at : at + SHARE] for at in range(0, len(shown), SHARE)))))


def _joined(parts: Sequence[Rows]) -> Rows:
    def one_after_another(name: str) -> npt.NDArray[Any]:
        return np.concatenate([getattr(part, name) for part in parts])

    def shifted(name: str) -> npt.NDArray[np.int64]:
        arrays = [getattr(part, name) for part in parts]
        shifts = np.cumsum([0, *(array[-1] for array in arrays)])
        moved = [array[:-1] + shift for array, shift in zip(arrays, shifts[:-1], strict=True)]
        return np.concatenate([*moved, shifts[-1:]])

    flat = (one_after_another(name) for name in ("tokens", "marks", "sentences"))
    return Rows(*flat, shifted("starts"), shifted("groups"))


def _rows(shown: Sequence[tuple[Group, bool]]) -> Rows:
    tokenizer = AutoTokenizer.from_pretrained(packaged_model_path())

    def read(texts: Sequence[str]) -> Any:
        return tokenizer(list(texts), add_special_tokens=False, return_offsets_mapping=True)

    texts = list(dict.fromkeys(example.passage for group, _ in shown for example in group))
    questions = read([group[0].question for group, _ in shown])["input_ids"]
    titles = list(dict.fromkeys(example.title for group, _ in shown for example in group))
    leads = dict(zip(titles, read(titles)["input_ids"], strict=True))
    encoded = read(texts)
    passages = {
        text: _passage(text, ids, places)
        for text, ids, places in zip(texts, encoded["input_ids"], encoded["offset_mapping"], strict=True)
    }
    tokens: list[npt.NDArray[Any]] = []
    marks: list[npt.NDArray[Any]] = []
    sentences: list[npt.NDArray[Any]] = []
    lengths, groups = [], [0]
    for (group, titled), question in zip(shown, questions, strict=True):
        built = []
        for example in group:
            lead = [
                tokenizer.cls_token_id,
                *question,
                tokenizer.sep_token_id,
                *(leads[example.title] if titled else ()),
            ]
            passage = passages[example.passage]
            kept = MOST_TOKENS - 1 - len(lead)
            built.append((lead, passage, max(kept, 0), _marked(passage, max(kept, 0), example)))
        if any(not kept or not len(marked) for _, _, kept, marked in built):
            continue
        for lead, passage, kept, marked in built:
            outside = np.zeros(len(lead), np.uint8)
            tokens += [np.array(lead), passage.ids[:kept], np.array([tokenizer.sep_token_id])]
            marks += [outside, marked, outside[:1]]
            sentences += [outside, passage.sentences[:kept], outside[:1]]
            lengths.append(len(lead) + len(marked) + 1)
        groups.append(len(lengths))
    return Rows(
        np.concatenate(tokens).astype(np.uint16),
        np.concatenate(marks),
        np.concatenate(sentences),
        np.cumsum([0, *lengths]),
        np.array(groups),
    )


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage's tokens: their numbers, where each starts and ends, and the number of its sentence (at most 255)."""

    ids: npt.NDArray[np.int64]
    places: npt.NDArray[np.int64]
    sentences: npt.NDArray[np.uint8]


def _passage(text: str, ids: Sequence[int], places: Sequence[tuple[int, int]]) -> _Passage:
    at = np.array(places, np.int64).reshape(-1, 2)
    firsts = [start for start, _ in sentence_spans(text)]
    number = np.searchsorted(firsts, at[:, 0], "right") - 1
    return _Passage(np.array(ids, np.int64), at, number.clip(0, 255).astype(np.uint8))


def _marked(passage: _Passage, kept: int, example: Example) -> npt.NDArray[np.uint8]:
    """Return the marks of a passage's first tokens; none where the answers are not among them."""
    places, sentences = passage.places[:kept], passage.sentences[:kept]
    marks = np.full(len(places), PASSAGE, np.uint8)
    for start, end in _whole(example.answers, places):
        within = np.flatnonzero((places[:, 0] < end) & (places[:, 1] > start))
        marks[sentences == sentences[within[0]]] |= HOLDS
        if example.exact:
            marks[within[0]] |= START
            marks[within[-1]] |= END
            marks[within] |= ANSWER
    return marks if not example.answers or (marks & HOLDS).any() else marks[:0]


def _whole(answers: Spans, places: npt.NDArray[np.int64]) -> Spans:
    """Return the answers of which every token is there."""
    last = places[-1, 1] if len(places) else 0
    return tuple((start, end) for start, end in answers if end <= last and (places[:, 1] > start).any())


@dataclass(frozen=True, slots=True)
class Batch:
    """Groups of rows, padded: what a network takes, what is right, and where the tokens stand in the rows.

    ``places`` has the shape (rows, tokens): a token's place in the flat arrays; 0 for padding.
    """

    inputs: dict[str, Tensor]
    labels: Labels
    places: Tensor

    def to(self, device: str) -> Batch:
        """Return the batch on a device."""
        inputs = {name: value.to(device) for name, value in self.inputs.items()}
        return Batch(inputs, self.labels.to(device), self.places.to(device))


class Batches(torch.utils.data.Dataset[Batch]):
    """All groups of rows once, in batches of random order.

    Args:
        rows: the rows.
        tokens: of a batch, padding included.
        masked: the highest share of a passage's tokens that are masked; those of answers never are.
        mask: the number of the token that masks.
        seed: of what is drawn.
    """

    def __init__(self, rows: Rows, tokens: int, masked: float, mask: int, seed: int) -> None:
        self._rows, self._masked, self._mask, self._seed = rows, masked, mask, seed
        self._batches = data.batched(rows.sizes(), tokens, random.Random(seed))

    def __len__(self) -> int:
        return len(self._batches)

    def __getitem__(self, number: int) -> Batch:
        """Return a batch: the same each time."""
        rng = np.random.default_rng([self._seed, number])
        return batch_of(self._rows, self._batches[number], self._masked, self._mask, rng)


def batch_of(rows: Rows, groups: Sequence[int], masked: float, mask: int, rng: np.random.Generator) -> Batch:
    """Return groups, given by their numbers, as one batch; see `Batches`."""
    counts = [rows.groups[group + 1] - rows.groups[group] for group in groups]
    numbers = np.concatenate([np.arange(rows.groups[group], rows.groups[group + 1]) for group in groups])
    group_of = np.repeat(np.arange(len(groups)), counts)
    lengths = rows.starts[numbers + 1] - rows.starts[numbers]
    shape = (len(numbers), int(lengths.max()))
    tokens, types, attention, sentence, places = (np.zeros(shape, np.int64) for _ in range(5))
    marks = np.zeros(shape, np.uint8)
    holding: list[npt.NDArray[np.float32]] = []
    sentence_group: list[int] = []
    for at, (row, length) in enumerate(zip(numbers, lengths, strict=True)):
        stretch = slice(rows.starts[row], rows.starts[row] + length)
        tokens[at, :length] = rows.tokens[stretch]
        marks[at, :length] = rows.marks[stretch]
        places[at, :length] = np.arange(stretch.start, stretch.stop)
        attention[at, :length] = 1
        own = rows.sentences[stretch].astype(np.int64)
        sentence[at, :length] = len(sentence_group) + own
        held = np.zeros(int(own.max()) + 1, np.float32)
        held[own[(marks[at, :length] & HOLDS) > 0]] = 1
        holding.append(held)
        sentence_group += [group_of[at]] * len(held)
        # What stands between the parts ends the row too.
        between = np.flatnonzero(tokens[at, :length] == tokens[at, length - 1])[0]
        types[at, between + 1 : length] = 1
    inside = (marks & PASSAGE) > 0
    if masked:
        drawn = rng.random(shape) < rng.uniform(0, masked, (len(numbers), 1))
        tokens[inside & ((marks & ANSWER) == 0) & drawn] = mask
    flag = partial(_flag, marks)
    return Batch(
        {
            "input_ids": torch.from_numpy(tokens),
            "attention_mask": torch.from_numpy(attention),
            "token_type_ids": torch.from_numpy(types),
            "passage": torch.from_numpy(inside.astype(np.int64)),
        },
        Labels(
            flag(START),
            flag(END),
            flag(HOLDS),
            flag(HOLDS).amax(1),
            flag(START).amax(1),
            torch.from_numpy(group_of),
            torch.from_numpy(sentence),
            torch.from_numpy(np.concatenate(holding)),
            torch.tensor(sentence_group),
        ),
        torch.from_numpy(places),
    )


def _flag(marks: npt.NDArray[np.uint8], mark: int) -> Tensor:
    return torch.from_numpy(((marks & mark) > 0).astype(np.float32))
