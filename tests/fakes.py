"""Deterministic stand-ins for models."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from store.embedder import Vectors

_DIMENSION = 64


class FakeEmbedder:
    """Deterministic vectors of hashed words: texts that share words are near."""

    def __init__(self, name: str = "fake", digest: str = "f" * 64, dimension: int = _DIMENSION) -> None:
        self.name = name
        self.digest = digest
        self.dimension = dimension
        self.encoded = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += len(texts)
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()) or ["(nothing)"]:
                row[int.from_bytes(hashlib.md5(word.encode()).digest()[:4], "big") % self.dimension] += 1.0
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
