"""The reader's training runs the stages that it says."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from bench.train_reader import mixed, stages_to_run

ADAPTER = Path("stage1.safetensors")


@pytest.mark.parametrize(
    ("resumed", "stage", "stages"), [(None, None, [1, 2, 3]), (ADAPTER, None, [3]), (ADAPTER, 2, [2, 3])]
)
def test_the_stages_after_the_adapter_that_it_goes_on_from(
    resumed: Path | None, stage: int | None, stages: list[int]
) -> None:
    assert [number + 1 for number in stages_to_run(3, resumed, stage)] == stages


@pytest.mark.parametrize(("resumed", "stage"), [(None, 2), (ADAPTER, 0), (ADAPTER, 4)])
def test_a_stage_that_is_not_there_or_has_nothing_to_begin_with(resumed: Path | None, stage: int) -> None:
    with pytest.raises(ValueError, match="--stage"):
        stages_to_run(3, resumed, stage)


def test_a_stage_may_be_mixed_with_what_it_began_with() -> None:
    begun, come_to = {"a": torch.tensor([0.0, 1.0])}, {"a": torch.tensor([1.0, 1.0])}
    assert torch.allclose(mixed(begun, come_to, 0.4)["a"], torch.tensor([0.4, 1.0]))
