"""The trained reader's model as a scorer: tokens in, scores out."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import torch
from transformers import AutoTokenizer

from assistant.pairs import PairTokenizer, by_passage
from assistant.span_model import SpanModel
from assistant.token_scores import TokenScores
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
        with torch.inference_mode():
            scores = self._model(
                pairs.inputs["input_ids"],
                pairs.inputs["attention_mask"],
                pairs.inputs["token_type_ids"],
                torch.from_numpy(pairs.inside),
            )
        numbers = (scores.start.numpy(), scores.end.numpy(), scores.support.numpy())
        return by_passage(pairs, *numbers, scores.answerable.tolist())
