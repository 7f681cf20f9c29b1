"""Which model reads: the trained adapter that ships, or a question-answering model that the user names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock

from assistant.errors import ReaderUnavailable
from assistant.reading.token_scores import Scorer, TokenScores
from store.offline import allow_hub

_loading = Lock()


class ChosenScorer:
    """A scorer whose model is loaded when it is first needed; usable by several threads at once.

    Args:
        model: None for the reader that ships; else a question-answering model, by its folder or its name on the hub.
            One on the hub can only be fetched in a process that has not loaded another model before.
    """

    def __init__(self, model: str | None = None) -> None:
        self._model = model
        if model is not None and not Path(model).is_dir():
            allow_hub()

    def score(self, question: str, passages: Sequence[str], leads: Sequence[str]) -> list[TokenScores]:
        """Return one set of scores per passage; see `Scorer`."""
        with _loading:
            scorer = _loaded(self._model)
        return scorer.score(question, passages, leads)


@lru_cache(maxsize=2)
def _loaded(model: str | None) -> Scorer:
    """Return a model's scorer, the same for all who ask: it keeps nothing of a question.

    Imported here because torch takes seconds and half a gigabyte.
    """
    if model is not None:
        from assistant.reading.hub_scorer import HubScorer

        return HubScorer(model)
    from assistant.reading.span_model import IncompatibleAdapter
    from assistant.reading.span_scorer import SpanScorer

    try:
        return SpanScorer()
    except IncompatibleAdapter as error:
        raise ReaderUnavailable(f"the reader cannot be loaded ({error}): reinstall Briefing Assistant") from error
