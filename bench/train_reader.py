"""Train the reader's adapter: spans, sentences and answerability together, on public data.

    python bench/train_reader.py FOLDER --out assistant/adapter/reader.safetensors

FOLDER holds the public data that `bench/reader_data.py` names: squad/train.json, disfl_qa/disfluent.json, qamr/ and
fairytale_qa/explicit.json. Six articles of SQuAD are kept for choosing and calibrating (`reader_data.CALIBRATION`).
One core needs 67 minutes, a GPU (--device cuda) a few. The same seed gives the same run on the same machine.
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
from dataclasses import dataclass, replace
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import torch
from torch import Tensor
from torch.nn import functional
from transformers import AutoTokenizer

from assistant.span_model import Scores, SpanModel
from bench import reader_data as data
from bench.reader_data import Example
from ingest.sentences import sentence_spans
from store.embedder import packaged_model_path

SEED = 7
RANK = 32
LEARNING_RATE = 1e-3
HEAD_RATE = 4e-4
WARM_UP = 0.06
WEIGHT_DECAY = 0.01
BATCH_TOKENS = 2560
MOST_TOKENS = 384
# The losses' shares: the span is the aim, the others shape what it rests on.
SUPPORT_SHARE = 0.5
ANSWERABLE_SHARE = 0.5
# Passages come with their document's title in front of them or without.
TITLED = 0.5
# This share of the questions that have one is asked in a hesitant wording.
DISFLUENT = 0.3


@dataclass(frozen=True, slots=True)
class Round:
    """How many examples of each source one round of training takes; shares are of the source."""

    answerable: float
    qamr: float
    qamr_mismatched: int
    tales: float
    adversarial: float
    near: int
    changed: int
    other: int


# Others' ways of marking answers come first, and then less.
ROUNDS = (
    Round(0.5, qamr=0.3, qamr_mismatched=800, tales=0.25, adversarial=0.4, near=800, changed=300, other=300),
    Round(1.0, qamr=0.2, qamr_mismatched=600, tales=0.15, adversarial=0.7, near=1200, changed=400, other=300),
    Round(1.0, qamr=0.08, qamr_mismatched=200, tales=0.0, adversarial=1.0, near=1800, changed=400, other=300),
)


@dataclass(frozen=True, slots=True)
class Encoded:
    """One example as tokens: masks and labels have one entry a token."""

    ids: list[int]
    types: list[int]
    passage: list[bool]
    starts: list[int]
    ends: list[int]
    support: list[bool]
    answerable: bool


class Encoder:
    """Turns examples into tokens with labels."""

    def __init__(self) -> None:
        self._tokenizer = AutoTokenizer.from_pretrained(packaged_model_path())

    def __call__(self, example: Example, titled: bool) -> Encoded:
        """Return an example as tokens."""
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
        supporting = [
            span
            for span in sentence_spans(example.passage)
            if any(span[0] <= answer[0] < span[1] for answer in example.answers)
        ]
        for start, end in example.answers:
            within = [n for n, (a, b) in enumerate(places) if passage[n] and a < end and b > start]
            if within and places[within[-1]][1] >= end:
                starts.add(within[0])
                ends.add(within[-1])
        support = [
            inside and any(low <= start < high for low, high in supporting)
            for inside, (start, _) in zip(passage, places, strict=True)
        ]
        return Encoded(
            tokens["input_ids"],
            [int(inside) for inside in second],
            passage,
            sorted(starts),
            sorted(ends),
            support,
            bool(example.answers),
        )


class Sources:
    """All examples, and what each round takes of them."""

    def __init__(self, folder: Path) -> None:
        rng = random.Random(SEED)
        fit, _ = data.split_articles(data.read_articles(folder / "squad/train.json"))
        questions = data.squad(fit)
        self.answerable = [one for one in questions if one.answers]
        self.adversarial = [one for one in questions if not one.answers]
        self.rewordings = data.disfluent(folder / "disfl_qa/disfluent.json")
        self.tales = data.squad(data.read_articles(folder / "fairytale_qa/explicit.json"))
        self.qamr = data.qamr(folder / "qamr")
        for source in (self.tales, self.qamr):
            rng.shuffle(source)
        passages: dict[str, dict[str, None]] = {}
        for one in questions:
            passages.setdefault(one.group, {})[one.passage] = None
        self.passages = {group: list(found) for group, found in passages.items()}
        near = data.Near(passage for found in self.passages.values() for passage in found)
        self.near = data.near_passages(self.answerable, self.passages, near)

    def round(self, number: int, rng: random.Random) -> list[Example]:
        """Return the examples of a round, in order of source."""
        wanted = ROUNDS[number]
        examples = [*_some(self.answerable, wanted.answerable, rng), *_some(self.adversarial, wanted.adversarial, rng)]
        examples += rng.sample(self.near, wanted.near)
        changed = list(data.with_changed_names(self.answerable, rng))
        examples += rng.sample(changed, min(wanted.changed, len(changed)))
        groups = list(self.passages)
        for one in rng.sample(self.answerable, wanted.other):
            group = rng.choice([group for group in groups if group != one.group])
            examples.append(replace(one, passage=rng.choice(self.passages[group]), title=group, answers=()))
        examples = [data.cut(self._reworded(one, rng), rng) for one in examples]
        tales = _slice(self.tales, number, wanted.tales, rng)
        examples += [data.cut(replace(one, title=""), rng) for one in tales]
        qamr = data.among_others(_slice(self.qamr, number, wanted.qamr, rng), rng, 1)
        examples += qamr
        mismatched = zip(
            rng.sample(qamr, wanted.qamr_mismatched), rng.sample(qamr, wanted.qamr_mismatched), strict=True
        )
        examples += [
            replace(one, passage=other.passage, answers=()) for one, other in mismatched if one.group != other.group
        ]
        return examples

    def _reworded(self, one: Example, rng: random.Random) -> Example:
        reworded = self.rewordings.get(one.question_id)
        return replace(one, question=reworded) if reworded and rng.random() < DISFLUENT else one


def _some(examples: Sequence[Example], share: float, rng: random.Random) -> list[Example]:
    return rng.sample(list(examples), round(share * len(examples)))


def _slice(examples: Sequence[Example], number: int, share: float, rng: random.Random) -> list[Example]:
    """Take the next share of a source, so that the rounds together see all of it before any of it twice."""
    begin = round(0.5 * number * len(examples)) % max(len(examples), 1)
    taken = [*examples[begin:], *examples[:begin]][: round(share * len(examples))]
    rng.shuffle(taken)
    return taken


def collated(batch: Sequence[Encoded], device: str) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Return a batch as the model's inputs, and the labels."""
    size = max(len(one.ids) for one in batch)

    def padded(rows: list[list[int]]) -> Tensor:
        return torch.tensor([row + [0] * (size - len(row)) for row in rows], device=device)

    inputs = {
        "input_ids": padded([one.ids for one in batch]),
        "attention_mask": padded([[1] * len(one.ids) for one in batch]),
        "token_type_ids": padded([one.types for one in batch]),
        "passage": padded([[int(inside) for inside in one.passage] for one in batch]),
    }
    marks = {name: torch.zeros(len(batch), size, device=device) for name in ("start", "end")}
    for row, one in enumerate(batch):
        marks["start"][row, one.starts] = 1
        marks["end"][row, one.ends] = 1
    labels = {
        **marks,
        "support": padded([[int(held) for held in one.support] for one in batch]).float(),
        "answerable": torch.tensor([float(one.answerable) for one in batch], device=device),
    }
    return inputs, labels


def loss_of(scores: Scores, labels: dict[str, Tensor], passage: Tensor) -> Tensor:
    """Return the mean loss of a batch.

    Spans by the likelihood of all marked starts and ends together; sentences and answerability by binary cross-entropy.
    """
    marked = labels["start"].sum(1) > 0
    spans = torch.zeros((), device=passage.device)
    for name, logits in (("start", scores.start), ("end", scores.end)):
        likelihood = (logits.log_softmax(1) + (1 - labels[name]) * -1e4).logsumexp(1)
        spans = spans - (likelihood * marked).sum() / marked.sum().clamp(min=1) / 2
    # A sentence counts by its share of the passage.
    inside = passage.float()
    each = functional.binary_cross_entropy_with_logits(scores.support, labels["support"], reduction="none") * inside
    support = (each.sum(1) / inside.sum(1).clamp(min=1)).mean()
    answerable = functional.binary_cross_entropy_with_logits(scores.answerable, labels["answerable"])
    return spans + SUPPORT_SHARE * support + ANSWERABLE_SHARE * answerable


def train(folder: Path, out: Path, device: str) -> None:
    """Train, and write the adapter and a log of the run beside it."""
    torch.manual_seed(SEED)
    torch.set_flush_denormal(True)
    rng = random.Random(SEED)
    sources = Sources(folder)
    encode = Encoder()
    model = SpanModel.fresh(packaged_model_path(), RANK).to(device).train()
    adapter = [value for name, value in model.named_parameters() if value.requires_grad and "encoder." in name]
    heads = [value for name, value in model.named_parameters() if value.requires_grad and "encoder." not in name]
    optimiser = torch.optim.AdamW(
        [{"params": adapter, "lr": LEARNING_RATE}, {"params": heads, "lr": HEAD_RATE}],
        betas=(0.9, 0.98),
        weight_decay=WEIGHT_DECAY,
    )
    rounds = []
    for number in range(len(ROUNDS)):
        examples = sources.round(number, rng)
        encoded = [encode(one, rng.random() < TITLED) for one in examples]
        encoded = [one for one in encoded if one.starts or not one.answerable]
        rounds.append(
            [
                [encoded[i] for i in batch]
                for batch in data.batched([len(one.ids) for one in encoded], BATCH_TOKENS, rng)
            ]
        )
        print(
            f"round {number}: {len(encoded):,} examples, {len(rounds[-1])} steps",
            flush=True,
        )
    steps = sum(map(len, rounds))

    def rate(step: int) -> float:
        warm = WARM_UP * steps
        return step / warm if step < warm else 0.5 * (1 + math.cos(math.pi * (step - warm) / (steps - warm)))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    begun, done, mean = time.time(), 0, None
    for number, batches in enumerate(rounds):
        for batch in batches:
            inputs, labels = collated(batch, device)
            with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
                scores = model(**inputs)
            loss = loss_of(scores, labels, inputs["passage"])
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*adapter, *heads], 1.0)
            optimiser.step()
            optimiser.zero_grad()
            schedule.step()
            done += 1
            mean = loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()
            if done % 25 == 0:
                left = (time.time() - begun) / done * (steps - done)
                print(f"step {done}/{steps} loss {mean:.3f} left {left / 60:.0f} min", flush=True)
        model.save(out.with_suffix(f".round{number}.safetensors") if number + 1 < len(ROUNDS) else out)
    print(json.dumps({"steps": steps, "minutes": round((time.time() - begun) / 60, 1), "loss": round(mean or 0, 3)}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder with the public data")
    parser.add_argument("--out", type=Path, required=True, help="file to write the adapter to (.safetensors)")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    arguments = parser.parse_args()
    train(arguments.folder, arguments.out, arguments.device)


if __name__ == "__main__":
    main()
