"""Of the units that come first, the sentence itself is compared with the question."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.reading.candidates import candidates_of
from assistant.reading.signals import COMPARED, SIGNALS, compare
from assistant.reading.span_reader import as_row
from store import Document, Store

QUESTION = "Who led the Norwegian delegation?"
COSINE, SUPPORT = SIGNALS.index("sentence cosine"), SIGNALS.index("support")


@pytest.mark.usefixtures("briefing")
def test_those_that_come_first_get_their_cosine_and_all_others_the_least_of_these(store: Store) -> None:
    with store.snapshot() as snapshot:
        candidates = candidates_of(snapshot.search(QUESTION))
        signals = np.zeros((len(candidates), len(SIGNALS)))
        signals[:, SUPPORT] = np.arange(len(candidates))  # the last come first
        compare(QUESTION, candidates, signals, as_row({"support": 1.0, "sentence cosine": -100.0}), snapshot)
        cosines = snapshot.similarities(QUESTION, [one.text for one in candidates])
    assert len(candidates) > COMPARED
    assert signals[-COMPARED:, COSINE].tolist() == pytest.approx(cosines[-COMPARED:])
    assert set(signals[:-COMPARED, COSINE]) == {min(signals[-COMPARED:, COSINE])}
    assert len(set(signals[-COMPARED:, COSINE])) > 1


def test_fewer_units_than_are_compared_are_all_compared(store: Store, briefing: Document) -> None:
    with store.snapshot() as snapshot:
        candidates = candidates_of(snapshot.search(QUESTION, documents=[briefing.document_id]))[: COMPARED - 1]
        signals = np.zeros((len(candidates), len(SIGNALS)))
        compare(QUESTION, candidates, signals, as_row({"support": 1.0}), snapshot)
        assert signals[:, COSINE].tolist() == pytest.approx(
            snapshot.similarities(QUESTION, [one.text for one in candidates])
        )
