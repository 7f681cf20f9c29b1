"""The models that read: the one that ships, and one that the user names."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import torch

from assistant.errors import ReaderUnavailable
from assistant.reading.scoring import ChosenScorer
from assistant.reading.span_model import IncompatibleAdapter, SpanModel
from assistant.reading.span_scorer import SpanScorer
from assistant.reading.token_scores import Scorer, units_of
from ingest.sentences import sentence_spans
from store import Span
from store.embedder import packaged_model_path
from store.offline import stay_offline

PASSAGE = (
    "The harbour of Bergen was rebuilt in 1956. Its new cranes were designed by Ingrid Solberg, an engineer from Oslo. "
    "The fish market moved there nine years later."
)
OTHER = "The orchestra plays every Friday in the town hall, and admission is free for children."
WHO = "Who designed the cranes?"


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return ChosenScorer()


def answer_of(scorer: Scorer, question: str, passage: str, lead: str = "") -> str:
    sentences = [Span(*span) for span in sentence_spans(passage)]
    units = units_of(scorer.score(question, [passage], [lead])[0], sentences)
    answer = max(units, key=lambda unit: unit.best).answer
    assert answer is not None
    return passage[answer.start : answer.end]


@pytest.mark.parametrize(
    ("question", "expected"),
    [(WHO, "Ingrid Solberg"), ("When was the harbour rebuilt?", "1956"), ("What moved there?", "fish market")],
)
def test_it_finds_the_exact_answer(scorer: Scorer, question: str, expected: str) -> None:
    assert expected in answer_of(scorer, question, PASSAGE)


def test_a_passage_that_answers_scores_above_one_that_does_not(scorer: Scorer) -> None:
    right, wrong = scorer.score(WHO, [PASSAGE, OTHER], ["", ""])
    assert right.answerable > wrong.answerable


def test_offsets_are_the_passages_own_whatever_stands_above_it(scorer: Scorer) -> None:
    (scores,) = scorer.score(WHO, [PASSAGE], ["Ports of Norway"])
    assert scores.offsets[0].tolist() == [0, 3]
    assert (scores.offsets[:, 1] <= len(PASSAGE)).all()
    assert answer_of(scorer, WHO, PASSAGE, "Ports of Norway") == "Ingrid Solberg"


def test_a_passage_longer_than_the_model_reads_is_read_to_its_end(scorer: Scorer) -> None:
    long = " ".join([OTHER] * 40) + " " + PASSAGE
    (scores,) = scorer.score(WHO, [long], [""])
    assert scores.offsets[-1, 1] == len(long)
    assert (np.diff(scores.offsets[:, 0]) > 0).all()
    assert answer_of(scorer, WHO, long) == "Ingrid Solberg"


def test_scores_do_not_depend_on_what_else_is_read(scorer: Scorer) -> None:
    alone = scorer.score(WHO, [PASSAGE], [""])[0]
    together = scorer.score(WHO, [PASSAGE, " ".join([OTHER] * 5)], ["", ""])[0]
    np.testing.assert_allclose(alone.start, together.start, atol=1e-3)
    assert alone.answerable == pytest.approx(together.answerable, abs=1e-3)


def test_an_adapter_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    fresh = SpanModel.fresh(packaged_model_path(), 2)
    fresh.save(tmp_path / "adapter.safetensors")
    scorer = SpanScorer(tmp_path / "adapter.safetensors")
    assert len(scorer.score(WHO, [PASSAGE], [""])[0].start)


def test_dropout_works_while_training_only() -> None:
    model = SpanModel.fresh(packaged_model_path(), 2)
    model.drop(0.5)
    one = torch.ones((1, 8), dtype=torch.long)

    def start() -> torch.Tensor:
        with torch.no_grad():
            return model(1000 * one, one, one, one).start

    model.eval()
    assert torch.equal(start(), start())
    model.train()
    assert not torch.equal(start(), start())


def test_a_file_that_is_no_adapter_is_told(tmp_path: Path) -> None:
    (tmp_path / "adapter.safetensors").write_bytes(b"no adapter")
    with pytest.raises(IncompatibleAdapter, match="cannot be read as an adapter"):
        SpanScorer(tmp_path / "adapter.safetensors")


def test_a_model_that_cannot_be_loaded_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReaderUnavailable, match="BRIEFING_READER"):
        ChosenScorer(str(tmp_path)).score(WHO, [PASSAGE], [""])


def test_a_model_without_a_span_head_is_refused() -> None:
    with pytest.raises(ReaderUnavailable, match="not trained for question answering"):
        ChosenScorer(str(packaged_model_path())).score(WHO, [PASSAGE], [""])


def test_a_question_answering_model_of_the_hub_reads(tmp_path: Path) -> None:
    from transformers import AutoTokenizer, BertConfig, BertForQuestionAnswering

    tokenizer = AutoTokenizer.from_pretrained(packaged_model_path())
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
    )
    BertForQuestionAnswering(config).save_pretrained(tmp_path)
    tokenizer.save_pretrained(tmp_path)
    (scores,) = ChosenScorer(str(tmp_path)).score(WHO, [PASSAGE], ["Ports"])
    assert scores.offsets[0].tolist() == [0, 3]
    assert np.isfinite(scores.answerable)


@pytest.mark.parametrize(("model", "offline"), [(None, "1"), ("someone/reader", "0")])
def test_only_a_reader_named_on_the_hub_lets_the_hub_be_asked(
    monkeypatch: pytest.MonkeyPatch, model: str | None, offline: str
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "")  # so that it is put back afterwards
    monkeypatch.delenv("HF_HUB_OFFLINE")
    ChosenScorer(model)
    stay_offline()  # what loading the packaged encoder does
    assert os.environ["HF_HUB_OFFLINE"] == offline


def test_passages_of_all_lengths_score_as_they_do_alone(scorer: Scorer) -> None:
    passages = [PASSAGE, OTHER, PASSAGE * 3, "Yes.", OTHER * 5]
    leads = ["Ports of Norway", "", "", "Note", ""]
    for passage, lead, together in zip(passages, leads, scorer.score(WHO, passages, leads), strict=True):
        (alone,) = scorer.score(WHO, [passage], [lead])
        assert (alone.offsets == together.offsets).all()
        assert np.allclose(alone.start, together.start, atol=1e-3)
        assert np.allclose(alone.support, together.support, atol=1e-3)
        assert abs(alone.answerable - together.answerable) < 1e-3
