"""`briefing evaluate`: what it prints and draws, and its exit codes."""

from __future__ import annotations

import argparse
import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import GenericFakeChatModel

from assistant import Assistant
from assistant.evaluation import commands, evaluate, read_questions
from assistant.evaluation.plot import plot
from assistant.reader import OperatingPoints
from assistant.reading.span_reader import SpanReader
from store import Document, Store

QUESTIONS = """
- question: Who led the Norwegian delegation?
  all_of: [Ingrid Solberg, Olav Lunde]
- question: Who led the Norwegian delegation?
  answer: Camila Rojas
- question: Why do zebras yodel?
  unanswerable: true
"""


@pytest.fixture(autouse=True)
def _filled(briefing: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    """The quick embedder makes for low confidences: let them pass, but for nonsense."""
    monkeypatch.setattr(SpanReader, "points", lambda _self, _caution: OperatingPoints(0.2, 0.2))


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.yaml"
    path.write_text(QUESTIONS, encoding="utf-8")
    return path


def run(assistant: Assistant, *arguments: str | Path) -> int:
    @contextmanager
    def opened(_: argparse.Namespace) -> Iterator[Assistant]:
        yield assistant

    parser = argparse.ArgumentParser()
    commands.register(parser.add_subparsers(), [], opened)
    parsed = parser.parse_args(["evaluate", *map(str, arguments)])
    return int(parsed.run(parsed))


def test_it_prints_the_figures_and_what_was_wrong(
    store: Store, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(Assistant(store), questions) == 0
    out = capsys.readouterr().out
    assert "right\t66.7 %\t3\thigher\n" in out
    assert "abstention recall\t100.0 %\t1\thigher\n" in out
    assert "1 of 3 came out wrong" in out
    assert f"{questions}, line 4 (question 2): Who led the Norwegian delegation?" in out
    assert "expected       “Camila Rojas”" in out
    assert "came           answered, confidence 0." in out
    assert "found          in the first" in out
    assert "(question 3)" not in out


def test_json_has_the_figures_and_every_answer(
    store: Store, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(Assistant(store), questions, "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["questions"], printed["right"]) == (3, 2)
    assert printed["figures"]["right"] == {"value": 2 / 3, "of": 3, "better": "higher", "unit": "share"}
    assert [one["right"] for one in printed["outcomes"]] == [True, False, True]
    assert printed["outcomes"][1]["expected"]["said"] == [["Camila Rojas"]]
    assert "Solberg" in printed["outcomes"][1]["answer"]["citations"][0]["quote"]
    assert printed["outcomes"][2]["expected"]["answerable"] is False


@pytest.mark.parametrize(("wanted", "code"), [("2", 0), ("3", 1)])
def test_fewer_right_than_asked_for_is_exit_code_1(
    store: Store, questions: Path, capsys: pytest.CaptureFixture[str], wanted: str, code: int
) -> None:
    assert run(Assistant(store), questions, "--min-right", wanted) == code
    assert ("expected at least 3 right, found 2" in capsys.readouterr().err) is (code == 1)


def test_a_number_right_that_is_none_is_wrong_usage(
    store: Store, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        run(Assistant(store), questions, "--min-right", "-1")
    assert left.value.code == 2
    assert "expected a number of questions, found '-1'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text", ["- question: Who?\n", "- question: Who?\n  evidence: stands nowhere\n", "- question: 'Who?\x1b[2J\n"]
)
def test_questions_that_cannot_be_asked_are_one_line_and_exit_code_2(
    store: Store, questions: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    questions.write_text(text, encoding="utf-8")
    assert run(Assistant(store), questions) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.strip().splitlines()) == 1
    assert printed.err.startswith("briefing: ")
    assert "\x1b" not in printed.err


def test_a_chat_model_that_fails_is_one_line_and_exit_code_1(
    store: Store, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class Failing(GenericFakeChatModel):
        def _generate(self, *_: Any, **__: Any) -> Any:
            raise ConnectionRefusedError("refused\ntwice")

    assert run(Assistant(store, chat_model=Failing(messages=iter([]))), questions) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_the_plot_is_a_picture_of_the_kind_that_its_name_says(store: Store, questions: Path, tmp_path: Path) -> None:
    assert run(Assistant(store), questions, "--plot", tmp_path / "plot.PNG") == 0
    assert (tmp_path / "plot.PNG").read_bytes().startswith(b"\x89PNG")
    assert run(Assistant(store), questions, "--plot", tmp_path / "plot.svg") == 0
    drawn = ElementTree.parse(tmp_path / "plot.svg")
    texts = {one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Risk against coverage", "Reliability of confidence", "Latency", "search", "total"} <= texts


def test_the_same_evaluation_gives_the_same_plot(store: Store, questions: Path) -> None:
    evaluation = evaluate(Assistant(store), read_questions(questions))
    assert plot(evaluation, "svg") == plot(evaluation, "svg")


def test_a_plot_of_nothing_is_a_plot(store: Store) -> None:
    assert plot(evaluate(Assistant(store), []), "png").startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["plot.pdf", "plot", "nowhere/plot.png"])
def test_a_plot_that_cannot_be_written_is_told_before_anything_is_asked(
    store: Store, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    with pytest.raises(SystemExit) as left:
        run(Assistant(store), questions, "--plot", tmp_path / name)
    assert left.value.code == 2
    assert "expected a file" in capsys.readouterr().err


def test_control_characters_are_shown_not_obeyed(
    store: Store, add_text: Any, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_text("The zebra\x1b[31m yodels [bold]loudly[/bold] at night.\n", "Zebra")
    questions.write_text("- question: When does the zebra yodel?\n  answer: noon\n", encoding="utf-8")
    assert run(Assistant(store), questions) == 0
    out = capsys.readouterr().out
    assert "\\x1b[31m yodels [bold]loudly[/bold]" in out
    assert "\x1b" not in out
