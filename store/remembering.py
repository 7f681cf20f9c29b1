"""Vectors of questions and sentences, kept for a while: the same sentences are found again and again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np

from store.embedder import Encode, Vectors

# 1.5 KB each with the default model.
_KEPT = 4096


class RememberingEncoder:
    """Encodes texts and remembers the latest; any number of threads may use one.

    Args:
        encode: returns one unit vector per text.
    """

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._kept: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, shape (len(texts), dimension)."""
        if not texts:
            return self._encode(texts)
        with self._lock:
            vectors = {text: self._kept[text] for text in texts if text in self._kept}
        new = list(dict.fromkeys(text for text in texts if text not in vectors))
        if new:
            vectors.update(zip(new, self._encode(new), strict=True))
        with self._lock:
            for text, vector in vectors.items():
                self._kept[text] = vector
                self._kept.move_to_end(text)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return np.stack([vectors[text] for text in texts])
