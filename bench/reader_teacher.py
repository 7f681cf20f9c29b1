"""A larger network than the reader's, for the reader to learn from: an encoder with the reader's word pieces.

It reads the same tokens as the reader, so that what it says of each is what the reader is to say of it.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from assistant.reading.span_model import Heads, Scores
from store.embedder import packaged_model_path

DROPOUT = 0.05


class Teacher(Heads):
    """An encoder, all of whose layers are trained, with the reader's heads.

    Args:
        folder: of the encoder and its tokenizer: all-mpnet-base-v2 for the adapter that ships.

    Raises:
        ValueError: the encoder lacks a word piece of the reader's.
    """

    def __init__(self, folder: Path) -> None:
        encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        super().__init__(int(encoder.config.hidden_size))
        self.encoder = encoder
        for name, module in encoder.named_modules():
            if isinstance(module, nn.Dropout):
                # Attention is left whole, for speed.
                module.p = 0.0 if "attention.attn" in name or "attention.self" in name else DROPOUT
        self.register_buffer("numbers", torch.tensor(_numbers(folder)), persistent=False)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor, passage: Tensor) -> Scores:
        """Score a batch, given as the reader's network takes it; the types are not looked at."""
        hidden = self.encoder(input_ids=self.numbers[input_ids], attention_mask=attention_mask).last_hidden_state
        return self.scores(hidden, passage)


def _numbers(folder: Path) -> list[int]:
    """Return the number that each of the reader's word pieces has for another encoder."""
    reader, teacher = (AutoTokenizer.from_pretrained(path) for path in (packaged_model_path(), folder))
    special = ("cls_token", "sep_token", "mask_token", "pad_token")
    roles = {getattr(reader, name): getattr(teacher, name) for name in special}
    known = teacher.get_vocab()
    pieces = sorted(reader.get_vocab().items(), key=lambda item: item[1])
    missing = [piece for piece, _ in pieces if roles.get(piece, piece) not in known]
    if missing:
        raise ValueError(f"{folder}: expected an encoder with BERT's word pieces, {missing[0]!r} is missing")
    return [known[roles.get(piece, piece)] for piece, _ in pieces]
