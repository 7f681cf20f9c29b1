"""Any extractive question-answering model of the hub, or of a folder, as a scorer (`BRIEFING_READER`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModelForQuestionAnswering, AutoTokenizer

from assistant.errors import ReaderUnavailable
from assistant.reading.pairs import PairTokenizer, by_passage, in_batches
from assistant.reading.token_scores import Floats, Integers, TokenScores
from store.offline import stay_offline


class HubScorer:
    """Scores passages with a model that gives start and end logits; usable by several threads at once.

    How answerable a passage is, is how far its best answer stands above "no answer", which models of SQuAD 2.0 point at
    with their first token. Such a model says nothing of sentences as a whole, so ``support`` is the same for all.

    Args:
        model: its folder, or its name on the hub, where the first use fetches it.

    Raises:
        ReaderUnavailable: it cannot be loaded, or is no question-answering model.
    """

    def __init__(self, model: str) -> None:
        if Path(model).is_dir():
            stay_offline()
        try:
            tokenizer = AutoTokenizer.from_pretrained(model, use_fast=True)
            loaded, info = AutoModelForQuestionAnswering.from_pretrained(model, output_loading_info=True)
        except (OSError, ValueError, KeyError, ImportError) as error:
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise ReaderUnavailable(
                f"the reader {model!r} cannot be loaded ({reason}): name a question-answering model or its folder in "
                "BRIEFING_READER, or leave it out for the one that ships"
            ) from error
        if any(name.startswith("qa_outputs") for name in info["missing_keys"]):
            raise ReaderUnavailable(
                f"the reader {model!r} is not trained for question answering (it has no weights for spans): name "
                "another in BRIEFING_READER, or leave it out for the one that ships"
            )
        self._pairs = PairTokenizer(tokenizer)
        self._model = loaded.eval()

    def score(self, question: str, passages: Sequence[str], leads: Sequence[str]) -> list[TokenScores]:
        """Return one set of scores per passage; see `Scorer`."""
        if not passages:
            return []
        pairs = self._pairs(question, passages, leads)

        def run(inputs: dict[str, torch.Tensor], rows: Integers) -> Sequence[Floats]:
            with torch.inference_mode():
                output = self._model(**inputs)
            return [output.start_logits.float().numpy(), output.end_logits.float().numpy()]

        start, end = in_batches(pairs, run)
        best = np.where(pairs.inside, start, -np.inf).max(1) + np.where(pairs.inside, end, -np.inf).max(1)
        answerable = np.maximum(best - start[:, 0] - end[:, 0], -30.0)
        return by_passage(pairs, start, end, np.zeros_like(start), answerable.tolist())
