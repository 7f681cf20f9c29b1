"""Every limit is in the README, with its true default and its setting; and each setting has its effect."""

from __future__ import annotations

import dataclasses
import inspect
import re
from pathlib import Path

import pytest

import app
from app import Settings
from assistant.people import attempts, sessions
from fakes import FakeEmbedder
from ingest import Limits, isolation, settling, units, walk, watching, wire, worker
from ingest.chunk import Chunking
from ingest.limits import default_limits, set_default_limits
from ingest.readers import csv, eml, ocr, odf, ooxml, pptx
from store import fulltext, search

README = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")
TABLE = README[README.index("| limit | default | setting |") :].split("\n\n")[0]
ROWS = {row[0]: (row[1], row[2]) for row in re.findall(r"^\| (.+?) \| (.+?) \| (.*?) ?\|$", TABLE, re.M)[1:]}
MEGABYTE = 1024**2
LIMITS, SETTINGS = Limits(), Settings()
# What each line of the table says, from where the code has it.
DEFAULTS = {
    "length of a question": f"{search.MAX_QUESTION_CHARACTERS:,} characters",
    "size of an upload in the page": f"{SETTINGS.max_upload_mb} MB",
    "questions and uploads that wait at once in the page": f"{SETTINGS.max_waiting}",
    "files of one upload, and their size together": (
        f"{SETTINGS.max_upload_files}, {SETTINGS.max_upload_total_mb:,} MB"
    ),
    "wrong passwords before a wait: of one name, from one address": (
        f"{attempts.FREE_BY_NAME}, {attempts.FREE_BY_ADDRESS}"
    ),
    "sign-ins of one person at once": f"{sessions._MOST_OF_ONE}",
    "size of a file": f"{LIMITS.size // MEGABYTE:,} MB",
    "time to read one file": f"{LIMITS.seconds:g} s",
    "memory to read one file (address space; not on Windows)": f"{LIMITS.memory // MEGABYTE:,} MB",
    "files unpacked from one archive or message": f"{LIMITS.members:,}",
    "size of what is unpacked from one file": f"{LIMITS.expansion // MEGABYTE:,} MB",
    "archives or messages within one another": f"{LIMITS.nesting} levels",
    "text of one document": f"{LIMITS.text:,} characters",
    "what the reading process may answer for one file": f"{isolation._LONGEST_ANSWER // MEGABYTE} MB",
    "notes on what of a file could not be read": f"{wire._MOST_NOTES} of {wire._LONGEST_NOTE} characters",
    "share of a file's time for recognising scans": f"{worker._SHARE_OF_TIME:.0%}".replace("%", " %"),
    "time to recognise one scanned page": f"{ocr._LONGEST_PAGE_SECONDS:g} s",
    "size of a scanned page as it is drawn to be recognised": f"{ocr._MOST_PIXELS // 10**6} million pixels",
    "parts of a message within one another": f"{eml._DEEPEST} levels",
    "groups of shapes on a slide within one another": f"{pptx._DEEPEST_GROUP} levels",
    "repetitions of a row or cell of `.ods`": f"{odf._MOST_REPEATED:,}",
    "values of a chart; larger ones are left out": f"{ooxml._MOST_VALUES}",
    "length of a cell of `.csv`": f"{csv._LONGEST_CELL:,} characters",
    "a quotable unit, where it has a joint; of what has not even white space": (
        f"{units.LONGEST_UNIT} characters; {units.LONGEST_RUN:,} characters"
    ),
    "size of a passage": f"{Chunking().target_characters:,} characters",
    "what the embedding model is given of a passage": f"{search._MOST_EMBEDDED:,} characters",
    "for how long a watched file must be quiet": f"{settling.SETTLE_SECONDS:g} s",
    "time that a write waits for another process's lock on the catalogue": f"{fulltext._BUSY_SECONDS} s",
}


@pytest.fixture(autouse=True)
def _afterwards() -> None:
    yield  # type: ignore[misc]
    set_default_limits(Limits())


def test_table_holds_each_limit_with_its_true_default() -> None:
    assert {name: default for name, (default, _) in ROWS.items()} == DEFAULTS


def test_every_field_and_setting_is_in_the_table() -> None:
    named = " ".join(setting for _, setting in ROWS.values())
    for field in dataclasses.fields(Limits):
        assert f"`Limits({field.name}=…)`" in named
    for name in Settings.model_fields:
        assert name.startswith("max_") == (f"`BRIEFING_{name.upper()}`" in named), name


def test_settings_that_are_told_are_there() -> None:
    fields = {field.name for field in dataclasses.fields(Limits)}
    for _, setting in ROWS.values():
        assert set(re.findall(r"Limits\((\w+)=", setting)) <= fields
        assert {name.lower() for name in re.findall(r"BRIEFING_(\w+)", setting)} <= set(Settings.model_fields)


def test_default_of_the_settings_is_that_of_python() -> None:
    assert SETTINGS.limits() == Limits() == default_limits()
    assert inspect.signature(watching.watch).parameters["settle"].default == settling.SETTLE_SECONDS
    assert Limits().size == walk.LARGEST_FILE


@pytest.mark.parametrize(
    ("variable", "value", "name", "content", "reason"),
    [
        ("MAX_FILE_MB", "1", "a.txt", b"words " * 200_000, "larger than 1 MB"),
        ("MAX_SECONDS", "0.001", "a.txt", b"words", "took longer than 0.001 seconds"),
        ("MAX_CHARACTERS", "100", "a.txt", b"words " * 100, "longer than 100 characters"),
    ],
)
def test_settings_reach_the_reader(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    variable: str,
    value: str,
    name: str,
    content: bytes,
    reason: str,
) -> None:
    monkeypatch.setattr(app, "SentenceTransformerEmbedder", lambda model: FakeEmbedder(name=model))
    monkeypatch.setenv(f"BRIEFING_{variable}", value)
    (tmp_path / name).write_bytes(content)
    assert app.main(["ingest", str(tmp_path / name), "--store", str(tmp_path / "store")]) == 1
    assert reason in capsys.readouterr().err


def test_every_setting_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        **{"MAX_FILE_MB": "11", "MAX_SECONDS": "2.5", "MAX_MEMORY_MB": "512", "MAX_MEMBERS": "13"},
        **{"MAX_UNPACKED_MB": "14", "MAX_NESTING": "0", "MAX_CHARACTERS": "16"},
    }.items():
        monkeypatch.setenv(f"BRIEFING_{name}", value)
    assert Settings().limits() == Limits(
        size=11 * MEGABYTE, seconds=2.5, memory=512 * MEGABYTE, members=13, expansion=14 * MEGABYTE, nesting=0, text=16
    )


@pytest.mark.parametrize("value", ["0", "-1", "many"])
def test_senseless_settings_are_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], value: str
) -> None:
    monkeypatch.setenv("BRIEFING_MAX_SECONDS", value)
    assert app.main(["check"]) == 2
    assert "BRIEFING_MAX_SECONDS" in capsys.readouterr().err
