"""The network of the reader: MiniLM with a low-rank adapter, and what it says of each token.

The encoder is all-MiniLM-L6-v2 as packaged. The adapter adds ``B @ A`` to each of its linear layers (LoRA: Hu et al.,
2021, arXiv:2106.09685); three heads sit on top of the last layer. Only adapter and heads are in the file that ships.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn
from transformers import AutoModel
from transformers.utils import logging

from store.embedder import PACKAGED_WEIGHTS_SHA256

# What a token that cannot be part of an answer scores.
_NEVER = -1e4


class IncompatibleAdapter(Exception):
    """The adapter's file is broken, or was trained on another encoder."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of a batch of (question, passage) pairs, in logits; higher is likelier.

    ``start`` and ``end`` of the answer and ``support`` (the token's sentence holds the answer): shape (pairs, tokens),
    -10,000 outside the passage. ``answerable`` (the passage answers the question): shape (pairs,).
    """

    start: Tensor
    end: Tensor
    support: Tensor
    answerable: Tensor


class LowRank(nn.Module):
    """A frozen linear layer with a trainable addition of low rank: ``x @ (W + B @ A).T + b``."""

    def __init__(self, frozen: nn.Linear, rank: int) -> None:
        super().__init__()
        self.frozen = frozen.requires_grad_(False)
        # B starts at zero, so that training begins with the encoder as it is.
        self.a = nn.Parameter(torch.randn(rank, frozen.in_features) / math.sqrt(frozen.in_features))
        self.b = nn.Parameter(torch.zeros(frozen.out_features, rank))

    def forward(self, values: Tensor) -> Tensor:
        """Return the layer's output for values of shape (…, in_features)."""
        given = self.frozen(values.to(self.frozen.weight.dtype)).to(values.dtype)
        return torch.addmm(given.flatten(0, -2), values.flatten(0, -2) @ self.a.T, self.b.T).view(
            *values.shape[:-1], -1
        )

    def merged(self) -> nn.Linear:
        """Return one linear layer that does the same."""
        with torch.no_grad():
            self.frozen.weight += self.b @ self.a
        return self.frozen


class Heads(nn.Module):
    """What is read off the last layer of an encoder.

    Args:
        width: of the layer.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.tokens = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, 3))
        self.pair = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.Linear(width, 1))

    def scores(self, hidden: Tensor, passage: Tensor) -> Scores:
        """Return what is said of a batch.

        Args:
            hidden: the last layer, shape (pairs, tokens, width).
            passage: 1 for the tokens of the passage itself, shape (pairs, tokens).
        """
        scores = self.tokens(hidden).float() + (1.0 - passage.unsqueeze(-1).float()) * _NEVER
        # The first token sees the whole pair; the token most likely to start the answer, what there is to answer with.
        best = (scores[..., 0] + scores[..., 1]).detach().softmax(-1).to(hidden.dtype)
        pooled = torch.cat([hidden[:, 0], (best.unsqueeze(1) @ hidden).squeeze(1)], dim=-1)
        return Scores(scores[..., 0], scores[..., 1], scores[..., 2], self.pair(pooled).squeeze(-1).float())


class SpanModel(Heads):
    """Scores every token of passages for a question.

    Args:
        encoder: a BERT model.
        rank: of the adapter.
    """

    def __init__(self, encoder: nn.Module, rank: int) -> None:
        super().__init__(int(encoder.config.hidden_size))  # type: ignore[union-attr,arg-type]
        self.rank = rank
        self.encoder = encoder.requires_grad_(False)
        for layer in encoder.encoder.layer:  # type: ignore[union-attr]
            _adapt(layer, rank)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor, passage: Tensor) -> Scores:
        """Score a batch.

        Args:
            input_ids: shape (pairs, tokens), like the next two: what the tokenizer gives.
            attention_mask: 1 for tokens, 0 for padding.
            token_type_ids: 0 for the question, 1 for the passage.
            passage: 1 for the tokens of the passage itself.
        """
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        return self.scores(hidden, passage)

    def drop(self, share: float) -> None:
        """Leave out a share (0..1) of what each layer gives while training; attention is left whole, for speed."""
        for name, module in self.encoder.named_modules():
            if isinstance(module, nn.Dropout) and not name.endswith("attention.self.dropout"):
                module.p = share

    def halve(self) -> None:
        """Keep the frozen layers in bfloat16: training takes two thirds of the time on processors that have it."""
        for module in self.encoder.modules():
            if isinstance(module, LowRank):
                module.frozen.to(torch.bfloat16)

    def trained(self) -> dict[str, Tensor]:
        """Return the weights that training changes, by name."""
        return {
            name: value for name, value in self.state_dict().items() if "encoder." not in name or _is_low_rank(name)
        }

    def merge(self) -> None:
        """Put the adapter into the encoder's own layers: the same scores, sooner."""
        for layer in self.encoder.encoder.layer:  # type: ignore[union-attr]
            for parent in list(layer.modules()):
                for name, child in list(parent.named_children()):
                    if isinstance(child, LowRank):
                        setattr(parent, name, child.merged())

    def save(self, path: Path) -> None:
        """Write adapter and heads in half precision."""
        weights = {name: value.detach().half().contiguous() for name, value in self.trained().items()}
        save_file(weights, path, {"rank": str(self.rank), "encoder_sha256": PACKAGED_WEIGHTS_SHA256})

    @classmethod
    def fresh(cls, encoder_path: Path, rank: int) -> SpanModel:
        """Return an untrained model on the encoder in a folder."""
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # a load of a second needs none
        # That the pooler is left out is no news: the adapter's heads take its place.
        spoken = logging.get_verbosity()
        logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        try:
            encoder = AutoModel.from_pretrained(encoder_path, attn_implementation="sdpa", add_pooling_layer=False)
        finally:
            logging.set_verbosity(spoken)
        for module in encoder.modules():
            if isinstance(module, nn.Dropout):
                module.p = 0.0
        return cls(encoder, rank)

    @classmethod
    def load(cls, encoder_path: Path, adapter: Path) -> SpanModel:
        """Return a trained model, merged and ready to score; raises what `unmerged` raises."""
        model = cls.unmerged(encoder_path, adapter)
        model.merge()
        return model.eval().requires_grad_(False)

    @classmethod
    def unmerged(cls, encoder_path: Path, adapter: Path) -> SpanModel:
        """Return a trained model that can be trained on.

        Raises:
            IncompatibleAdapter: the file is no adapter for this encoder.
        """
        try:
            with safe_open(adapter, framework="pt") as file:
                metadata: dict[str, Any] = file.metadata() or {}
                weights = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
            if metadata.get("encoder_sha256") != PACKAGED_WEIGHTS_SHA256:
                raise IncompatibleAdapter(f"{adapter} was not trained on the packaged encoder")
            model = cls.fresh(encoder_path, int(metadata["rank"]))
            if weights.keys() != model.trained().keys():
                raise IncompatibleAdapter(f"{adapter} does not hold the weights of this reader")
            model.load_state_dict(weights, strict=False)
        except (OSError, KeyError, ValueError, RuntimeError, SafetensorError) as error:
            raise IncompatibleAdapter(f"{adapter} cannot be read as an adapter ({error})") from error
        return model


def _adapt(module: nn.Module, rank: int) -> None:
    for name, child in list(module.named_children()):
        if isinstance(child, nn.Linear):
            setattr(module, name, LowRank(child, rank))
        else:
            _adapt(child, rank)


def _is_low_rank(name: str) -> bool:
    return name.endswith((".a", ".b"))
