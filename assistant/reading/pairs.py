"""Questions and passages as tokens, for any model that reads pairs of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt
from transformers import PreTrainedTokenizerBase

from assistant.reading.token_scores import Floats, Integers, TokenScores

# The encoder's positions end at 512; passages are far shorter, but a table row may not be.
_MOST_TOKENS = 512
# Where a passage must be read in pieces, they share so many tokens: more than the longest answer.
_SHARED_TOKENS = 64
# Rows go through a model together when the longest is at most so many times the shortest: padding costs as much as
# text, but each run of the model has a cost of its own.
_LIKE_LENGTH = 1.3
# A question of 2,000 characters leaves room for the passage.
_QUESTION_TOKENS = 192


@dataclass(frozen=True, slots=True)
class Pairs:
    """A batch of pairs: one row for each passage, more for a passage that is too long for one.

    ``inputs`` are the tokenizer's tensors; ``sample`` names the passage of each row; ``inside`` marks the tokens of the
    passage itself, ``offsets`` says where they stand in it. Shapes (rows, tokens) and (rows, tokens, 2).
    """

    inputs: dict[str, Any]
    sample: list[int]
    inside: npt.NDArray[np.bool_]
    offsets: Integers


Run = Callable[[dict[str, Any], Integers], Sequence[Floats]]
"""A run of a model: inputs and row numbers of a batch in, arrays of shape (rows, tokens) or (rows,) out."""


class PairTokenizer:
    """Makes pairs; usable by several threads at once."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase) -> None:
        self._tokenizer = tokenizer
        self._tokenizing = Lock()  # a fast tokenizer keeps its truncation settings between calls

    def __call__(self, question: str, passages: Sequence[str], leads: Sequence[str]) -> Pairs:
        """Return a question with each passage, its lead above it; at least one passage."""
        above = [lead + "\n" if lead else "" for lead in leads]
        with self._tokenizing:
            asked = self._tokenizer(question, truncation=True, max_length=_QUESTION_TOKENS, add_special_tokens=False)
            if len(asked["input_ids"]) == _QUESTION_TOKENS:
                question = str(self._tokenizer.decode(asked["input_ids"]))
            encoded = self._tokenizer(
                [question] * len(passages),
                [lead + passage for lead, passage in zip(above, passages, strict=True)],
                truncation="only_second",
                max_length=_MOST_TOKENS,
                stride=_SHARED_TOKENS,
                return_overflowing_tokens=True,
                return_offsets_mapping=True,
                padding=True,
                return_tensors="pt",
            )
        sample: list[int] = encoded.pop("overflow_to_sample_mapping").tolist()
        # Offsets count from the passage's first character; what stands before it is below 0.
        offsets = encoded.pop("offset_mapping").numpy() - np.array([len(above[one]) for one in sample])[:, None, None]
        second = np.array([[part == 1 for part in encoded.sequence_ids(row)] for row in range(len(sample))])
        inside = second & (offsets[..., 0] >= 0) & (offsets[..., 1] > offsets[..., 0])
        return Pairs(dict(encoded), sample, inside, offsets)


def in_batches(pairs: Pairs, run: Run) -> list[Floats]:
    """Run a model over rows of like length together, and return its arrays for all rows in order, padded with zeros."""
    lengths = pairs.inputs["attention_mask"].sum(1).numpy()
    order = np.argsort(lengths, kind="stable")
    found: list[Floats] = []
    first = 0
    while first < len(order):
        last = first
        while last < len(order) and lengths[order[last]] <= _LIKE_LENGTH * lengths[order[first]]:
            last += 1
        rows, width = order[first:last], int(lengths[order[last - 1]])
        outputs = run({name: values[rows, :width] for name, values in pairs.inputs.items()}, rows)
        found = found or [np.zeros((len(order), *pairs.inside.shape[1:])[: one.ndim], np.float32) for one in outputs]
        for whole, part in zip(found, outputs, strict=True):
            if part.ndim == 1:
                whole[rows] = part
            else:
                whole[rows, :width] = part
        first = last
    return found


def by_passage(
    pairs: Pairs, start: Floats, end: Floats, support: Floats, answerable: Sequence[float]
) -> list[TokenScores]:
    """Return scores of shape (rows, tokens) as one `TokenScores` per passage."""
    read: dict[int, TokenScores] = {}
    for row, passage in enumerate(pairs.sample):
        kept = pairs.inside[row]
        part = TokenScores(
            start[row][kept], end[row][kept], support[row][kept], pairs.offsets[row][kept], answerable[row]
        )
        read[passage] = _joined(read[passage], part) if passage in read else part
    return [read[passage] for passage in sorted(read)]


def _joined(first: TokenScores, second: TokenScores) -> TokenScores:
    """Put two pieces of a passage together; of a token that is in both, the second piece's scores count."""
    kept = first.offsets[:, 0] < (second.offsets[0, 0] if len(second.offsets) else np.inf)
    return TokenScores(
        np.concatenate([first.start[kept], second.start]),
        np.concatenate([first.end[kept], second.end]),
        np.concatenate([first.support[kept], second.support]),
        np.concatenate([first.offsets[kept], second.offsets]),
        max(first.answerable, second.answerable),
    )
