"""How many of the truly nearest passages does the vector index find?

Compares the store's Chroma settings, and Chroma's defaults, with exact search over random unit vectors
(the hardest case there is: nothing is near anything), and prints recall@10, the defaults' recall@10 and their ratio.

    python bench/vectors.py [--passages 20000] [--questions 200]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from store import vectors as vectors_module
from store.embedder import Vectors
from store.vectors import VectorIndex

DIMENSION = 384
TOP_K = 10
SEED = 7


def unit_vectors(count: int, rng: np.random.Generator) -> Vectors:
    """Return `count` random unit vectors around 50 centres, as texts cluster around subjects."""
    centres = rng.normal(size=(50, DIMENSION))
    vectors = centres[rng.integers(0, 50, count)] + rng.normal(size=(count, DIMENSION))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def measure(passages: Vectors, questions: Vectors) -> tuple[float, float]:
    """Return recall@10 against exact search, and milliseconds a question."""
    ids = [f"{row:032x}" for row in range(len(passages))]
    exact = np.argsort(-(questions @ passages.T), axis=1)[:, :TOP_K]
    with tempfile.TemporaryDirectory() as folder:
        index = VectorIndex(Path(folder) / "vectors")
        index.ids(1)
        index.add(1, ids, passages, ["document"] * len(ids))
        index.query(1, questions[0], TOP_K, None)
        begun = time.perf_counter()
        found = [index.query(1, question, TOP_K, None) for question in questions]
        seconds = time.perf_counter() - begun
        index.close()
    hits = sum(len({int(one, 16) for one in row} & set(best)) for row, best in zip(found, exact.tolist(), strict=True))
    return hits / (TOP_K * len(questions)), 1000 * seconds / len(questions)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=200)
    arguments = parser.parse_args()
    rng = np.random.default_rng(SEED)
    passages, questions = unit_vectors(arguments.passages, rng), unit_vectors(arguments.questions, rng)
    ours, our_time = measure(passages, questions)
    vectors_module._HNSW = {"space": "cosine"}
    default, default_time = measure(passages, questions)
    print(f"recall@{TOP_K} of {arguments.passages:,} passages: {ours:.4f} ({our_time:.1f} ms a question)")
    print(f"Chroma's defaults:                {default:.4f} ({default_time:.1f} ms a question)")
    print(f"ratio:                            {ours / default:.3f}")


if __name__ == "__main__":
    main()
