"""`briefing ask`: what it prints and its exit codes."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from langchain_core.language_models import GenericFakeChatModel

from assistant import Assistant, answer_to_dict, answer_words, commands
from assistant.reader import OperatingPoints
from assistant.reading.span_reader import SpanReader
from store import Document, Store, UnknownDocument

LED = "Who led the Norwegian delegation?"


@pytest.fixture(autouse=True)
def _filled(briefing: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    """The quick embedder makes for low confidences: let them pass."""
    points = OperatingPoints(0.2, 0.2)
    monkeypatch.setattr(SpanReader, "points", lambda _self, _caution: points)


def ask(assistant: Assistant, *arguments: str) -> int:
    @contextmanager
    def opened(_: argparse.Namespace) -> Iterator[Assistant]:
        yield assistant

    parser = argparse.ArgumentParser()
    commands.register(parser.add_subparsers(), [], opened)
    parsed = parser.parse_args(["ask", *arguments])
    return int(parsed.run(parsed))


def test_an_answer_is_followed_by_its_sources(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(Assistant(store), LED) == 0
    out = capsys.readouterr().out
    assert out.startswith("The Norwegian delegation was jointly led by")
    assert "[1] Ocean Forum — Marine Survey Talks\n    “The Norwegian" in out


def test_json_has_the_answer_with_the_same_names(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assistant = Assistant(store)
    assert ask(assistant, LED, "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    expected = answer_to_dict(assistant.ask(LED))
    assert {**printed, "timings": None} == {**expected, "timings": None}
    assert printed["citations"][0]["page"] is None


def test_nearest_hits_are_nested_in_the_json(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    ask(Assistant(store), "Why do zebras yodel?", "--json")
    printed = json.loads(capsys.readouterr().out)
    assert printed["answered"] is False
    assert printed["nearest"][0]["passage"]["text"]


def test_a_declined_question_shows_the_nearest_and_exits_with_0(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(Assistant(store), "Why do zebras yodel?") == 0
    out = capsys.readouterr().out
    assert out.startswith("The briefings do not say.")
    assert "- Ocean Forum" in out
    assert "What comes closest:" in out
    assert ask(Assistant(store), "Why do zebras yodel?", "--json") == 0
    closest = json.loads(capsys.readouterr().out)["closest"]
    assert [f"“{' '.join(one['quote'].split())}”" in out for one in closest] == [True] * len(closest)


def test_what_else_was_found_is_in_the_json_and_not_in_the_text(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(Assistant(store), LED, "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["answered"] is True
    assert printed["nearest"]
    assert ask(Assistant(store), LED) == 0
    out = capsys.readouterr().out
    assert "nearest passages" not in out
    assert "comes closest" not in out
    assert printed["nearest"][0]["passage"]["text"].split(".")[0] not in out


def test_lists_groups_and_the_catalogue_are_lines(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(Assistant(store), "What documents are there?") == 0
    assert re.fullmatch(r"There is one document:\n• Ocean Forum \(added .*\)\n", capsys.readouterr().out)
    assert ask(Assistant(store), "Summarise the documents") == 0
    out = capsys.readouterr().out
    assert out.startswith("• ")
    assert "\n[1] Ocean Forum" in out


def test_weak_evidence_is_told_first_and_in_the_json(
    store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SpanReader, "points", lambda _self, _caution: OperatingPoints(0.0, 1.0))
    ask(Assistant(store), LED)
    assert capsys.readouterr().out.startswith(answer_words.WEAK)
    ask(Assistant(store), LED, "--json")
    assert json.loads(capsys.readouterr().out)["weak"] is True


@pytest.mark.parametrize("question", ["", " ", "x" * 50_000])
def test_an_unusable_question_is_wrong_usage(store: Store, capsys: pytest.CaptureFixture[str], question: str) -> None:
    assert ask(Assistant(store), question) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_an_unknown_document_is_the_stores_error(store: Store) -> None:
    with pytest.raises(UnknownDocument):  # app.py turns it into one line and exit code 1
        ask(Assistant(store), LED, "--document", "nothing")


def test_a_chat_model_that_fails_is_one_line_and_exit_code_1(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    class Failing(GenericFakeChatModel):
        def _generate(self, *_: Any, **__: Any) -> Any:
            raise ConnectionRefusedError("refused\ntwice")

    assert ask(Assistant(store, chat_model=Failing(messages=iter([]))), LED) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_control_characters_and_markup_of_documents_are_shown_not_obeyed(
    store: Store, add_text: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    add_text("The zebra\x1b[31m yodels [bold]loudly[/bold]\x07 at\x85 \u202enight.\n", "Zebra\x1b[2J")
    assert ask(Assistant(store), "When does the zebra yodel?") == 0
    out = capsys.readouterr().out
    assert all(char.isprintable() or char == "\n" for char in out)
    assert "\\x1b[31m yodels [bold]loudly[/bold]" in out
