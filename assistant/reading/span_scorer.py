"""The trained reader's model as a scorer: tokens in, scores out."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import torch
from transformers import AutoTokenizer

from assistant.reading.pairs import PairTokenizer, by_passage, in_batches
from assistant.reading.span_model import SpanModel
from assistant.reading.token_scores import Floats, Integers, TokenScores
from store.embedder import packaged_model_path
from store.offline import stay_offline

ADAPTER = "adapter/reader.safetensors"


class SpanScorer:
    """Scores passages with an adapter; usable by several threads at once.

    Args:
        adapter: its file; the one that ships when None.

    Raises:
        IncompatibleAdapter: the file is no adapter for the packaged encoder.
        ModelUnavailable: the packaged encoder is not installed.
    """

    def __init__(self, adapter: Path | None = None) -> None:
        stay_offline()
        encoder = packaged_model_path()
        self._pairs = PairTokenizer(AutoTokenizer.from_pretrained(encoder))
        self._model = SpanModel.load(encoder, adapter or Path(str(files("assistant") / ADAPTER)))

    def score(self, question: str, passages: Sequence[str], leads: Sequence[str]) -> list[TokenScores]:
        """Return one set of scores per passage; see `Scorer`."""
        if not passages:
            return []
        pairs = self._pairs(question, passages, leads)
        inside = torch.from_numpy(pairs.inside)

        def run(inputs: dict[str, torch.Tensor], rows: Integers) -> Sequence[Floats]:
            with torch.inference_mode():
                scores = self._model(**inputs, passage=inside[rows, : inputs["input_ids"].shape[1]])
            return [one.numpy() for one in (scores.start, scores.end, scores.support, scores.answerable)]

        start, end, support, answerable = in_batches(pairs, run)
        return by_passage(pairs, start, end, support, answerable.tolist())
