"""Let the reader learn from a larger network: the last stage of its training.

    python bench/distil_reader.py FOLDER --encoder ENCODER --resume STAGE4 --out assistant/adapter/reader.safetensors

FOLDER holds the public data that `bench/reader_data.py` names, ENCODER all-mpnet-base-v2
(https://huggingface.co/sentence-transformers/all-mpnet-base-v2, Apache-2.0), STAGE4 is what `bench/train_reader.py`
wrote. The larger network, five times the reader's size, learns from the same questions first; it then says of every
token what it thinks of it, and the reader learns that, and beside it what people marked. A GPU takes five minutes after
some ten of preparation; two cores would take about a day.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader
from transformers import AutoTokenizer

from assistant.reading.span_model import Scores, SpanModel
from bench.reader_labels import distance, loss_of
from bench.reader_rounds import SEED, Group, Round, Sources
from bench.reader_teacher import Teacher
from bench.reader_tokens import Batch, Batches, Rows, rows_of
from store.embedder import packaged_model_path

WARM_UP = 0.05
WEIGHT_DECAY = 0.01
# What both are shown: all there is, three times, and the share of groups with other names and years each time.
SHOWN = Round(
    1.0,
    qamr=0.34,
    qamr_mismatched=600,
    tales=0.9,
    adversarial=1.0,
    near=600,
    changed=900,
    other=400,
    beside=(0, 2),
    removed=900,
    briefs=1.0,
    elsewhere=0.2,
)
RENAMED = (0.0, 0.7, 0.7)
# The share of groups with the document's title in front.
TITLED = 0.8
# The weight of the loss that asks for the right sentence among all of a group.
CHOSEN = 0.5
# Beside what the teacher says of it, what people marked counts so much.
MARKED_SHARE = 0.5
# All layers of the teacher learn, at a rate usual for its size; its heads are new, and learn faster.
TEACHER_RATE, TEACHER_HEAD_RATE = 7e-5, 7e-4
RATE, HEAD_RATE = 5e-4, 2.5e-4
# What the teacher reads at once when it only says what it thinks.
SAID_TOKENS = 98304


@dataclass(frozen=True, slots=True)
class Course:
    """So many steps, the tokens of each with padding, and the highest share of words that are masked."""

    steps: int
    tokens: int
    masked: float


# Each sees the groups once, the reader three quarters of them: what was to be had of the GPU.
TEACHERS, READERS = Course(1055, 24576, 0.05), Course(944, 16384, 0.1)

Loss = Callable[[Scores, Batch], Tensor]
Rates = Sequence[tuple[list[nn.Parameter], float]]


def shown(folder: Path) -> list[Group]:
    """Return all groups, from the folder with the public data."""
    sources, rng = Sources(folder), random.Random(SEED + 10)
    return [
        group
        for number, renamed in enumerate(RENAMED)
        for group in sources.renamed(sources.round(number, SHOWN, rng), renamed, True, rng)
    ]


class Learning:
    """Trains networks on rows.

    Args:
        rows: what they are shown.
        device: where they learn ("cpu", "cuda").
    """

    def __init__(self, rows: Rows, device: str) -> None:
        self._rows, self._device = rows, device
        self._mask = AutoTokenizer.from_pretrained(packaged_model_path()).mask_token_id

    def batches(self, tokens: int, masked: float, seed: int) -> Iterator[Batch]:
        """Yield all rows once, in batches of random order, on the device."""
        batches = Batches(self._rows, tokens, masked, self._mask, seed)
        for batch in DataLoader(batches, batch_size=None, num_workers=_workers()):
            yield batch.to(self._device)

    def train(self, model: nn.Module, rates: Rates, course: Course, loss: Loss) -> None:
        """Train a model, with a linear decay of the learning rates."""
        model.train()
        optimiser = torch.optim.AdamW(
            [{"params": parameters, "lr": rate} for parameters, rate in rates],
            betas=(0.9, 0.98),
            weight_decay=WEIGHT_DECAY,
        )
        steps = course.steps
        warm = WARM_UP * steps
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimiser, lambda step: step / warm if step < warm else 1 - step / steps
        )
        every = [parameter for parameters, _ in rates for parameter in parameters]
        batches = (batch for again in count(SEED) for batch in self.batches(course.tokens, course.masked, again))
        begun, summed = time.time(), 0.0
        for done, batch in enumerate(islice(batches, steps), 1):
            with torch.autocast(self._device, dtype=torch.bfloat16):
                scores = model(**batch.inputs)
            value = loss(scores, batch)
            value.backward()
            torch.nn.utils.clip_grad_norm_(every, 1.0)
            optimiser.step()
            optimiser.zero_grad()
            schedule.step()
            summed += value.item()
            if done % 50 == 0 or done == steps:
                left = (time.time() - begun) / done * (steps - done)
                print(f"step {done}/{steps} mean loss {summed / done:.3f} left {left / 60:.1f} min", flush=True)


def _workers() -> int:
    """Return how many processes make batches beside a training."""
    return min(4, max(1, (os.cpu_count() or 2) - 1))


def marked_loss(scores: Scores, batch: Batch) -> Tensor:
    """Return how far what is said is from what people marked."""
    return loss_of(scores, batch.labels, batch.inputs["passage"], CHOSEN)


def taught(learning: Learning, folder: Path, device: str) -> Teacher:
    """Return a teacher that has learnt from the rows, in half precision."""
    torch.manual_seed(SEED)
    model = Teacher(folder).to(device)
    heads = [*model.tokens.parameters(), *model.pair.parameters()]
    rates = [(list(model.encoder.parameters()), TEACHER_RATE), (heads, TEACHER_HEAD_RATE)]
    learning.train(model, rates, TEACHERS, marked_loss)
    return model.bfloat16().eval()


class Said:
    """What a teacher says of every token, and of every row by the place of its first token, in half precision."""

    @torch.no_grad()
    def __init__(self, teacher: Teacher, learning: Learning, rows: Rows, device: str) -> None:
        self._tokens = torch.zeros(len(rows.tokens), 3, dtype=torch.float16, device=device)
        self._answerable = torch.zeros(len(rows.tokens), dtype=torch.float16, device=device)
        for batch in learning.batches(SAID_TOKENS, 0.0, SEED):
            scores = teacher(**batch.inputs)
            inside = batch.inputs["passage"] > 0
            every = torch.stack([scores.start, scores.end, scores.support], -1)
            self._tokens[batch.places[inside]] = every[inside].half()
            self._answerable[batch.places[:, 0]] = scores.answerable.half()

    def of(self, batch: Batch) -> Scores:
        """Return what was said of a batch."""
        outside = (batch.inputs["passage"] == 0).unsqueeze(-1)
        start, end, support = (self._tokens[batch.places].float() + outside * -1e4).unbind(-1)
        return Scores(start, end, support, self._answerable[batch.places[:, 0]].float())


def learn(learning: Learning, said: Said, resumed: Path, device: str) -> SpanModel:
    """Return the reader's network when it has learnt from what a teacher said."""
    torch.manual_seed(SEED)
    model = SpanModel.unmerged(packaged_model_path(), resumed).to(device)

    def loss(scores: Scores, batch: Batch) -> Tensor:
        far = distance(scores, said.of(batch), batch.labels, batch.inputs["passage"], CHOSEN)
        return far + MARKED_SHARE * marked_loss(scores, batch)

    named = [(name, value) for name, value in model.named_parameters() if value.requires_grad]
    adapter = [value for name, value in named if "encoder." in name]
    heads = [value for name, value in named if "encoder." not in name]
    learning.train(model, [(adapter, RATE), (heads, HEAD_RATE)], READERS, loss)
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder with the public data")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of the larger network's encoder")
    parser.add_argument("--resume", type=Path, required=True, help="the fourth stage's adapter")
    parser.add_argument("--out", type=Path, required=True, help="file to write the adapter to (.safetensors)")
    parser.add_argument("--device", default="cuda", help="cpu or cuda (default: cuda)")
    arguments = parser.parse_args()
    rows = rows_of(shown(arguments.folder), TITLED, random.Random(SEED))
    print(f"{len(rows.groups) - 1:,} groups, {len(rows.tokens):,} tokens", flush=True)
    learning = Learning(rows, arguments.device)
    teacher = taught(learning, arguments.encoder, arguments.device)
    said = Said(teacher, learning, rows, arguments.device)
    learn(learning, said, arguments.resume, arguments.device).save(arguments.out)


if __name__ == "__main__":
    main()
