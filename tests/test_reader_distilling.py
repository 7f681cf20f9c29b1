"""The reader learns what a teacher says of the very tokens that it reads itself."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoTokenizer, BertTokenizerFast

from assistant.reading.pairs import PairTokenizer
from assistant.reading.span_model import Scores, SpanModel
from bench import distil_reader, reader_tokens
from bench.distil_reader import Course, Learning, Said, learn, taught
from bench.reader_data import Example
from bench.reader_labels import distance, loss_of
from bench.reader_teacher import Teacher
from bench.reader_tokens import ANSWER, END, HOLDS, START, Rows, batch_of, rows_of
from bench.train_reader import Encoder, collated
from store.embedder import packaged_model_path

TITLE = "Space dialogue"
PASSAGE = "Envoys met in Tokyo. The dialogue of 2025 was opened by Keiko Moriyama, who spoke of debris. It rained."
OTHER = "The next meeting is to be held in Bengaluru in 2026."
NAME = PASSAGE.index("Keiko Moriyama")


def example(passage: str = PASSAGE, *answers: tuple[int, int], exact: bool = True) -> Example:
    return Example("Who opened the dialogue?", TITLE, passage, answers, "group", exact=exact)


ANSWERED = example(PASSAGE, (NAME, NAME + len("Keiko Moriyama")))
GROUPS = [(ANSWERED, example(OTHER)), (example(OTHER),), (example(PASSAGE, (0, 20), exact=False),)]


@pytest.fixture(name="rows", scope="module")
def _rows() -> Rows:
    return rows_of(GROUPS, 1.0, random.Random(1))


def test_rows_are_what_the_earlier_stages_read(rows: Rows) -> None:
    encode = Encoder()
    encoded = [encode(one, True, 0.0, random.Random(1)) for group in GROUPS for one in group]
    assert rows.groups.tolist() == [0, 2, 3, 4]
    for number, one in enumerate(encoded):
        stretch = slice(rows.starts[number], rows.starts[number + 1])
        marks = rows.marks[stretch]
        assert rows.tokens[stretch].tolist() == one.ids
        assert np.flatnonzero(marks & START).tolist() == one.starts
        assert np.flatnonzero(marks & END).tolist() == one.ends
        assert set(rows.sentences[stretch][(marks & HOLDS) > 0]) == set(one.holding)


def test_a_batch_is_what_the_earlier_stages_learn_from(rows: Rows) -> None:
    encode = Encoder()
    encoded = [[encode(one, True, 0.0, random.Random(1)) for one in group] for group in GROUPS]
    inputs, labels = collated(encoded, "cpu")
    batch = batch_of(rows, [0, 1, 2], 0.0, 103, np.random.default_rng(1))
    assert all(torch.equal(batch.inputs[name], inputs[name]) for name in ("input_ids", "attention_mask", "passage"))
    scores = Scores(*torch.randn(3, *batch.places.shape).unbind(0), torch.randn(4))
    inside = inputs["passage"]
    assert torch.isclose(loss_of(scores, batch.labels, inside, 0.5), loss_of(scores, labels, inside, 0.5))


def test_a_batch_is_what_is_read_in_use(rows: Rows) -> None:
    batch = batch_of(rows, [0], 0.0, 103, np.random.default_rng(1))
    tokenizer = PairTokenizer(AutoTokenizer.from_pretrained(packaged_model_path()))
    read = tokenizer(ANSWERED.question, [one.passage for one in GROUPS[0]], [TITLE, TITLE])
    assert all(torch.equal(batch.inputs[name], values) for name, values in read.inputs.items())
    assert np.array_equal(batch.inputs["passage"].numpy() > 0, read.inside)


def test_what_answers_is_never_masked(rows: Rows) -> None:
    batch = batch_of(rows, [0], 1.0, 103, np.random.default_rng(3))
    masked = batch.inputs["input_ids"] == 103
    answers = torch.from_numpy((rows.marks[batch.places.numpy()] & ANSWER) > 0)
    assert masked.any()
    assert not (masked & answers).any()
    assert not (masked & (batch.inputs["passage"] == 0)).any()


def test_a_group_whose_answer_is_cut_off_is_left_out() -> None:
    long = "It went on. " * 200 + "Keiko Moriyama opened it."
    at = long.index("Keiko")
    rows = rows_of([(example(long, (at, at + 14)),), GROUPS[0]], 0.0, random.Random(1))
    assert rows.groups.tolist() == [0, 2]
    assert np.diff(rows.starts).max() <= reader_tokens.MOST_TOKENS


def test_nothing_is_nearer_to_a_teacher_than_what_it_says_itself(rows: Rows) -> None:
    batch = batch_of(rows, [0, 1, 2], 0.0, 103, np.random.default_rng(1))
    inside = batch.inputs["passage"]
    torch.manual_seed(1)

    def said() -> Scores:
        outside = (inside == 0) * -1e4
        start, end, support = (torch.randn(3, *inside.shape) + outside).unbind(0)
        return Scores(start, end, support, torch.randn(len(inside)))

    teacher = said()
    own = distance(teacher, teacher, batch.labels, inside, 0.5)
    assert all(distance(said(), teacher, batch.labels, inside, 0.5) > own for _ in range(5))


def test_a_teacher_must_have_the_readers_word_pieces(tmp_path: Path) -> None:
    (tmp_path / "vocab.txt").write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\ndialogue\n", encoding="utf-8")
    (tmp_path / "config.json").write_bytes((packaged_model_path() / "config.json").read_bytes())
    BertTokenizerFast(str(tmp_path / "vocab.txt")).save_pretrained(tmp_path)
    torch.save({}, tmp_path / "pytorch_model.bin")
    with pytest.raises(ValueError, match="expected an encoder with BERT's word pieces"):
        Teacher(tmp_path)


def test_the_reader_comes_nearer_to_its_teacher(rows: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The packaged encoder is its own teacher: what is tested is that the one learns what the other says.
    monkeypatch.setattr(distil_reader, "MARKED_SHARE", 0.0)
    monkeypatch.setattr(distil_reader, "TEACHERS", Course(4, 1024, 0.0))
    monkeypatch.setattr(distil_reader, "READERS", Course(20, 1024, 0.0))
    learning = Learning(rows, "cpu")
    said = Said(taught(learning, packaged_model_path(), "cpu"), learning, rows, "cpu")
    begun = tmp_path / "begun.safetensors"
    torch.manual_seed(1)
    SpanModel.fresh(packaged_model_path(), 4).save(begun)
    learnt = tmp_path / "learnt.safetensors"
    learn(learning, said, begun, "cpu").save(learnt)
    batch = next(learning.batches(1024, 0.0, 1))

    def far(scores: Scores) -> float:
        return float(distance(scores, said.of(batch), batch.labels, batch.inputs["passage"], 0.5))

    before, after = (SpanModel.load(packaged_model_path(), path)(**batch.inputs) for path in (begun, learnt))
    least = far(said.of(batch))
    assert far(after) - least < 0.7 * (far(before) - least)
