"""Train the reader's adapter: spans, sentences and answerability together, on public data.

    python bench/train_reader.py FOLDER --out assistant/adapter/reader.safetensors

FOLDER holds the public data that `bench/reader_data.py` names: squad/train.json, disfl_qa/disfluent.json, qamr/ and
fairytale_qa/explicit.json. Six articles of SQuAD are kept for choosing and calibrating (`reader_data.CALIBRATION`).
One core needs four hours, a GPU (--device cuda) a few minutes. The same seed gives the same run on the same machine.
Each stage's adapter is written beside the last one's; --resume FILE --stage N goes on from one of them.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import torch
from torch import Tensor
from transformers import AutoTokenizer

from assistant.reading.span_model import SpanModel
from bench import reader_data as data
from bench.reader_data import Example
from bench.reader_labels import Labels, loss_of
from bench.reader_rounds import RECIPES, SEED, Group, Sources, Stage
from bench.reader_variation import masked
from ingest.sentences import sentence_spans
from store.embedder import packaged_model_path

RANK = 32
WARM_UP = 0.06
WEIGHT_DECAY = 0.01
MOST_TOKENS = 384


@dataclass(frozen=True, slots=True)
class Encoded:
    """One example as tokens: masks and labels have one entry a token.

    ``sentences`` has the number of each token's sentence in the passage, ``holding`` those that hold the answer;
    ``exact`` is whether it was marked where in them.
    """

    ids: list[int]
    types: list[int]
    passage: list[bool]
    starts: list[int]
    ends: list[int]
    sentences: list[int]
    holding: frozenset[int]
    answerable: bool
    exact: bool


class Encoder:
    """Turns examples into tokens with labels."""

    def __init__(self) -> None:
        self._tokenizer = AutoTokenizer.from_pretrained(packaged_model_path())

    def group(self, group: Group, titled: bool, mask: float, rng: random.Random) -> list[Encoded]:
        """Return a group as tokens, the share ``mask`` masked; empty where an answer was cut off."""
        encoded = [self(one, titled, mask, rng) for one in group]
        return encoded if all(one.starts or not (one.answerable and one.exact) for one in encoded) else []

    def __call__(self, example: Example, titled: bool, mask: float, rng: random.Random) -> Encoded:
        """Return an example as tokens, the share ``mask`` masked but for the answers."""
        lead = f"{example.title}\n" if titled and example.title else ""
        tokens = self._tokenizer(
            example.question,
            lead + example.passage,
            truncation="only_second",
            max_length=MOST_TOKENS,
            return_offsets_mapping=True,
        )
        shift = len(lead)
        places = [(start - shift, end - shift) for start, end in tokens["offset_mapping"]]
        second = [number == 1 for number in tokens.sequence_ids()]
        passage = [inside and start >= 0 and end > start for inside, (start, end) in zip(second, places, strict=True)]
        starts, ends = set(), set()
        for start, end in example.answers if example.exact else ():
            within = [n for n, (a, b) in enumerate(places) if passage[n] and a < end and b > start]
            if within and places[within[-1]][1] >= end:
                starts.add(within[0])
                ends.add(within[-1])
        spans = sentence_spans(example.passage)
        kept = [
            number is None or any(a < end and b > start for start, end in example.answers if inside)
            for number, inside, (a, b) in zip(tokens.sequence_ids(), passage, places, strict=True)
        ]
        return Encoded(
            masked(tokens["input_ids"], kept, self._tokenizer.mask_token_id, mask, rng)
            if mask
            else tokens["input_ids"],
            [int(inside) for inside in second],
            passage,
            sorted(starts),
            sorted(ends),
            [
                next((n for n, (low, high) in enumerate(spans) if low <= start < high), 0) if inside else 0
                for inside, (start, _) in zip(passage, places, strict=True)
            ],
            frozenset(
                n for n, (low, high) in enumerate(spans) if any(low <= answer[0] < high for answer in example.answers)
            ),
            bool(example.answers),
            example.exact,
        )


def collated(groups: Sequence[Sequence[Encoded]], device: str) -> tuple[dict[str, Tensor], Labels]:
    """Return a batch of groups as the model's inputs, and the labels."""
    pairs = [(number, one) for number, group in enumerate(groups) for one in group]
    size = max(len(one.ids) for _, one in pairs)

    def padded(rows: list[list[int]]) -> Tensor:
        return torch.tensor([row + [0] * (size - len(row)) for row in rows], device=device)

    inputs = {
        "input_ids": padded([one.ids for _, one in pairs]),
        "attention_mask": padded([[1] * len(one.ids) for _, one in pairs]),
        "token_type_ids": padded([one.types for _, one in pairs]),
        "passage": padded([[int(inside) for inside in one.passage] for _, one in pairs]),
    }
    start, end = torch.zeros(len(pairs), size), torch.zeros(len(pairs), size)
    sentences: list[list[int]] = []
    holding: list[float] = []
    sentence_group: list[int] = []
    for row, (number, one) in enumerate(pairs):
        start[row, one.starts] = 1
        end[row, one.ends] = 1
        first = len(holding)
        sentences.append([first + sentence for sentence in one.sentences])
        count = max(one.sentences) + 1
        holding += [float(sentence in one.holding) for sentence in range(count)]
        sentence_group += [number] * count
    support = [
        [int(inside and sentence in one.holding) for inside, sentence in zip(one.passage, one.sentences, strict=True)]
        for _, one in pairs
    ]
    return inputs, Labels(
        start.to(device),
        end.to(device),
        padded(support).float(),
        torch.tensor([float(one.answerable) for _, one in pairs], device=device),
        torch.tensor([float(bool(one.starts)) for _, one in pairs], device=device),
        torch.tensor([number for number, _ in pairs], device=device),
        padded(sentences),
        torch.tensor(holding, device=device),
        torch.tensor(sentence_group, device=device),
    )


def steps_of(stage: Stage, sources: Sources, rng: random.Random) -> list[list[list[Encoded]]]:
    """Return a stage's batches of groups, in order."""
    encode = Encoder()
    steps = []
    for number, wanted in enumerate(stage.rounds):
        groups = [
            encode.group(group, rng.random() < stage.titled, rng.uniform(0, stage.masked) if stage.masked else 0.0, rng)
            for group in sources.renamed(sources.round(number, wanted, rng), stage.renamed, wanted.briefs > 0, rng)
        ]
        groups = [group for group in groups if group]
        sizes = [(len(group), max(len(one.ids) for one in group)) for group in groups]
        batches = data.batched(sizes, stage.batch_tokens, rng)
        steps += [[groups[i] for i in batch] for batch in batches]
        tokens = sum(len(one.ids) for group in groups for one in group)
        print(f"round {number}: {len(groups):,} groups, {tokens:,} tokens, {len(batches)} steps", flush=True)
    return steps


def train(model: SpanModel, stage: Stage, steps: list[list[list[Encoded]]], device: str) -> None:
    """Train a model for a stage, with a cosine decay of the learning rates."""
    model.train()
    model.drop(stage.dropout)
    named = [(name, value) for name, value in model.named_parameters() if value.requires_grad]
    adapter = [value for name, value in named if "encoder." in name]
    heads = [value for name, value in named if "encoder." not in name]
    optimiser = torch.optim.AdamW(
        [{"params": adapter, "lr": stage.rate}, {"params": heads, "lr": stage.head_rate}],
        betas=(0.9, 0.98),
        weight_decay=WEIGHT_DECAY,
    )

    def rate(step: int) -> float:
        warm = WARM_UP * len(steps)
        return step / warm if step < warm else 0.5 * (1 + math.cos(math.pi * (step - warm) / (len(steps) - warm)))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    begun, mean = time.time(), None
    for done, batch in enumerate(steps, 1):
        inputs, labels = collated(batch, device)
        with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
            scores = model(**inputs)
        loss = loss_of(scores, labels, inputs["passage"], stage.chosen)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*adapter, *heads], 1.0)
        optimiser.step()
        optimiser.zero_grad()
        schedule.step()
        mean = loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()
        if done % 25 == 0:
            left = (time.time() - begun) / done * (len(steps) - done)
            print(f"step {done}/{len(steps)} loss {mean:.3f} left {left / 60:.0f} min", flush=True)
    minutes = round((time.time() - begun) / 60, 1)
    print(json.dumps({"steps": len(steps), "minutes": minutes, "loss": round(mean or 0, 3)}), flush=True)


def mixed(begun: dict[str, Tensor], come_to: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """Return the mean of two states of one model, the second with the weight ``share`` (0..1)."""
    return {name: begun[name].lerp(value, share) for name, value in come_to.items()}


def stages_to_run(count: int, resumed: Path | None, stage: int | None) -> range:
    """Return which of so many stages to run, counted from zero.

    Args:
        count: of the recipe's stages.
        resumed: the adapter to go on from; all stages are run when None.
        stage: counted from one, the stage to go on with; the last when None.

    Raises:
        ValueError: there is no such stage, or nothing to begin it with.
    """
    if resumed is None:
        if stage is not None:
            raise ValueError("--stage needs --resume: the adapter that the stage begins with")
        return range(count)
    first = count if stage is None else stage
    if not 1 <= first <= count:
        raise ValueError(f"--stage: expected 1 to {count}, got {first}")
    return range(first - 1, count)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder with the public data")
    parser.add_argument("--out", type=Path, required=True, help="file to write the adapter to (.safetensors)")
    parser.add_argument("--resume", type=Path, help="an earlier stage's adapter to go on from")
    parser.add_argument("--stage", type=int, help="with --resume: the stage to go on with (default: the last)")
    parser.add_argument("--recipe", choices=RECIPES, default="shipped", help="trial: the baseline's")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    arguments = parser.parse_args()
    torch.set_flush_denormal(True)
    resumed: Path | None = arguments.resume
    stages = RECIPES[arguments.recipe]
    try:
        numbers = stages_to_run(len(stages), resumed, arguments.stage)
    except ValueError as error:
        parser.error(str(error))
    sources = Sources(arguments.folder)
    for number in numbers:
        stage = stages[number]
        last = number + 1 == len(stages)
        # Each stage draws for itself, and begins with the file of the one before: resumed or not, it is the same run.
        rng = random.Random(SEED + number)
        torch.manual_seed(SEED)
        model = (
            SpanModel.unmerged(packaged_model_path(), resumed)
            if resumed
            else SpanModel.fresh(packaged_model_path(), RANK)
        ).to(arguments.device)
        if stage.halved:
            model.halve()
        begun = {name: value.clone() for name, value in model.trained().items()}
        train(model, stage, steps_of(stage, sources, rng), arguments.device)
        if stage.share < 1:
            model.load_state_dict(mixed(begun, model.trained(), stage.share), strict=False)
        resumed = arguments.out if last else arguments.out.with_suffix(f".stage{number + 1}.safetensors")
        model.save(resumed)


if __name__ == "__main__":
    main()
