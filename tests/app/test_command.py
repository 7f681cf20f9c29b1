"""The `briefing` command: what it prints, its exit codes, and bad input on every entrance."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import app
from fakes import FakeEmbedder
from store import Store

ROOT = Path(__file__).resolve().parents[2]
NOTE = "# Space note\n\nThe dialogue was held in Tokyo on 1 April 2025.\n\nThe delegation visited Tsukuba.\n"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(app, "SentenceTransformerEmbedder", lambda model: FakeEmbedder(name=model))
    monkeypatch.setenv("BRIEFING_STORE", str(tmp_path / "store"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.md"
    path.write_text(NOTE, encoding="utf-8")
    return path


def briefing(capsys: Any, *arguments: str | Path) -> tuple[int, str, str]:
    capsys.readouterr()
    try:
        code = app.main([str(argument) for argument in arguments])
    except SystemExit as stop:
        code = int(stop.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def one_line(text: str) -> bool:
    return len(text.strip().splitlines()) == 1 and "Traceback" not in text


def test_ingest_names_what_it_did(capsys: Any, note: Path) -> None:
    code, out, _ = briefing(capsys, "ingest", note)
    assert code == 0
    assert "added" in out
    assert "note.md" in out


def test_second_ingest_changes_nothing(capsys: Any, note: Path) -> None:
    briefing(capsys, "ingest", note)
    code, out, _ = briefing(capsys, "ingest", note, "--json")
    report = json.loads(out)
    assert code == 0
    assert len(report["unchanged"]) == 1
    assert report["added"] == report["replaced"] == report["failed"] == []


def test_documents_as_json_have_the_contract_names(capsys: Any, note: Path) -> None:
    briefing(capsys, "ingest", note)
    code, out, _ = briefing(capsys, "documents", "--json")
    (document,) = json.loads(out)
    assert code == 0
    assert set(document) == {
        "document_id",
        "version",
        "title",
        "source",
        "pages",
        "passages",
        "added_at",
        "authors",
        "dated",
    }
    assert document["source"] == str(note)


def test_ask_as_json_has_the_contract_names(capsys: Any, note: Path) -> None:
    briefing(capsys, "ingest", note)
    code, out, _ = briefing(capsys, "ask", "Where was the dialogue held?", "--json")
    answer = json.loads(out)
    assert code == 0
    assert set(answer) == {
        *("question", "understood_as", "text", "answered", "confidence", "short_answer", "citations", "nearest"),
        *("timings", "weak", "closest"),
    }
    for citation in answer["citations"]:
        assert set(citation) == {
            *("document_id", "version", "title", "source", "page", "heading", "quote", "start", "end"),
            *("answer_span", "score"),
        }
        assert NOTE[citation["start"] : citation["end"]] == citation["quote"]


def test_declined_question_is_an_answer(capsys: Any, note: Path) -> None:
    briefing(capsys, "ingest", note)
    code, out, _ = briefing(capsys, "ask", "Quantum chromodynamics lattice spacing?", "--json")
    assert code == 0
    assert json.loads(out)["answered"] is False


def test_ask_of_an_empty_store_is_declined(capsys: Any) -> None:
    code, out, _ = briefing(capsys, "ask", "Where was it held?")
    assert code == 0
    assert "no documents" in out


def test_removed_document_is_gone(capsys: Any, note: Path) -> None:
    briefing(capsys, "ingest", note)
    (document,) = json.loads(briefing(capsys, "documents", "--json")[1])
    assert briefing(capsys, "remove", document["document_id"])[0] == 0
    assert json.loads(briefing(capsys, "documents", "--json")[1]) == []


def test_removing_goes_on_after_an_unknown_id(capsys: Any, note: Path) -> None:
    briefing(capsys, "ingest", note)
    (document,) = json.loads(briefing(capsys, "documents", "--json")[1])
    code, _, err = briefing(capsys, "remove", "nothing-0000", document["document_id"])
    assert code == 1
    assert "nothing-0000" in err
    assert json.loads(briefing(capsys, "documents", "--json")[1]) == []


def test_check_of_a_sound_store(capsys: Any, note: Path) -> None:
    briefing(capsys, "ingest", note)
    assert briefing(capsys, "check")[0] == 0


def test_check_says_what_is_wrong(capsys: Any, note: Path, tmp_path: Path) -> None:
    briefing(capsys, "ingest", note)
    (original,) = (tmp_path / "store" / "originals").iterdir()
    original.write_bytes(b"changed")
    code, out, err = briefing(capsys, "check")
    assert code == 1
    assert "original file is missing or has changed" in out + err


def test_reindex_with_another_model(capsys: Any, note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    briefing(capsys, "ingest", note)
    monkeypatch.setenv("BRIEFING_EMBEDDER", "other")
    code, _, err = briefing(capsys, "ask", "Where?")
    assert code == 1
    assert "run `briefing reindex`" in err
    assert one_line(err)
    assert briefing(capsys, "reindex")[0] == 0
    assert briefing(capsys, "ask", "Where was the dialogue held?")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["ask", ""], 2, "empty"),
        (["ask", "   "], 2, "empty"),
        (["ask", "x" * 50_000], 2, "50,000 characters"),
        (["ask", "Where?", "--document", "nothing-0000"], 1, "nothing-0000"),
        (["remove", "nothing-0000"], 1, "nothing-0000"),
        (["ingest", "missing.pdf"], 1, "missing.pdf"),
        (["serve", "--host", "203.0.113.7"], 1, "cannot listen"),
    ],
    ids=["empty", "blank", "50,000 characters", "unknown document", "unknown id", "missing file", "foreign address"],
)
def test_bad_input_gets_a_line_and_a_code(capsys: Any, arguments: list[str], code: int, said: str) -> None:
    got, _, err = briefing(capsys, *arguments)
    assert got == code
    assert said in err
    assert one_line(err)


@pytest.mark.parametrize(
    "arguments", [[], ["nonsense"], ["ask"], ["ingest"], ["remove"], ["serve", "--port", "70000"], ["ask", "a", "b"]]
)
def test_wrong_usage_exits_with_2(capsys: Any, arguments: list[str]) -> None:
    code, _, err = briefing(capsys, *arguments)
    assert code == 2
    assert "usage: briefing" in err


@pytest.mark.parametrize("content", [b"", b"  \n\n"], ids=["empty", "blank"])
def test_file_without_text_fails_with_a_reason(capsys: Any, tmp_path: Path, content: bytes, note: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(content)
    code, out, err = briefing(capsys, "ingest", empty, note)
    assert code == 1
    assert "empty.txt" in err
    assert "added" in out
    assert "Traceback" not in out + err


def test_folder_without_documents_fails_with_a_reason(capsys: Any, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    code, _, err = briefing(capsys, "ingest", tmp_path / "folder")
    assert code == 1
    assert "folder" in err


@pytest.mark.parametrize(
    ("name", "value"),
    [("BRIEFING_PORT", "many"), ("BRIEFING_PORT", "70000"), ("BRIEFING_MAX_UPLOAD_MB", "0"), ("BRIEFING_CAUTION", "x")],
)
def test_bad_setting_is_named(capsys: Any, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    code, _, err = briefing(capsys, "documents")
    assert code == 2
    assert name in err
    assert one_line(err)


@pytest.mark.parametrize("port", ["70000", "-1", "http"])
def test_bad_port_is_told_in_words(capsys: Any, port: str) -> None:
    code, _, err = briefing(capsys, "serve", f"--port={port}")
    assert code == 2
    assert "a number from 0 to 65535" in err


def test_port_in_use_is_told(capsys: Any) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, _, err = briefing(capsys, "serve", "--port", str(taken.getsockname()[1]))
    assert code == 1
    assert "--port" in err
    assert one_line(err)


def test_store_in_use_is_told_quickly(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store", embedder=FakeEmbedder()):
        done = subprocess.run(
            [sys.executable, "-m", "app", "ask", "Where?", "--store", str(tmp_path / "store")],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert f"process {os.getpid()}" in done.stderr
    assert one_line(done.stderr)


@pytest.mark.parametrize(("arguments", "code"), [(["documents"], 141), (["check"], 141), (["--help"], 0)])
def test_reader_of_the_output_may_have_had_enough(note: Path, arguments: list[str], code: int) -> None:
    assert app.main(["ingest", str(note)]) == 0
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "app", *arguments],
            stdout=closed,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            timeout=60,
        )
    assert (done.returncode, done.stderr) == (code, "")


def test_hostile_names_print_no_control_characters(capsys: Any, tmp_path: Path) -> None:
    hostile = tmp_path / "a\x1b[31m[bold]b.txt"
    hostile.write_text("The dialogue was held in Tokyo.", encoding="utf-8")
    _, out, err = briefing(capsys, "ingest", hostile)
    listed = briefing(capsys, "documents")[1]
    asked = briefing(capsys, "ask", "Where was the dialogue held?")[1]
    assert "\x1b[31m" not in out + err + listed + asked
    assert "[bold]b" in out


def test_store_is_backed_up_and_restored(capsys: Any, tmp_path: Path, note: Path) -> None:
    briefing(capsys, "ingest", note)
    code, out, _ = briefing(capsys, "backup", tmp_path / "saved")
    assert code == 0
    assert "1 document written" in out
    again = ("--store", tmp_path / "again")
    assert briefing(capsys, "restore", tmp_path / "saved", *again)[0] == 0
    assert briefing(capsys, "documents", *again)[1] == briefing(capsys, "documents")[1]
    code, _, err = briefing(capsys, "restore", tmp_path / "saved", *again)
    assert code == 1
    assert one_line(err)


def test_failed_files_are_listed(capsys: Any, tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7")
    assert briefing(capsys, "ingest", tmp_path / "bad.pdf")[0] == 1
    assert "bad.pdf\tthe PDF is damaged" in briefing(capsys, "documents", "--failed")[1]
    (failure,) = json.loads(briefing(capsys, "documents", "--failed", "--json")[1])
    assert failure["source"] == str(tmp_path / "bad.pdf")
    assert "not read again" in briefing(capsys, "ingest", tmp_path / "bad.pdf")[2]
    assert "not read again" not in briefing(capsys, "ingest", "--retry", tmp_path / "bad.pdf")[2]


@pytest.mark.skipif(os.name != "posix", reason="sends itself a signal")
def test_interrupted_ingest_keeps_what_is_done_and_says_so(
    capsys: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Interrupted(FakeEmbedder):
        def encode(self, texts: Any) -> Any:
            if any("interrupt" in text for text in texts):
                os.kill(os.getpid(), signal.SIGINT)
            return super().encode(texts)

    for name, words in (("a.txt", "First words."), ("b.txt", "Please interrupt."), ("c.txt", "Last words.")):
        (tmp_path / name).write_text(words)
    with monkeypatch.context() as patched:
        patched.setattr(app, "SentenceTransformerEmbedder", lambda model: Interrupted(name=model))
        code, _, err = briefing(capsys, "ingest", *(tmp_path / name for name in ("a.txt", "b.txt", "c.txt")))
    assert code == 1
    assert "interrupted after 1 added" in err
    assert "Traceback" not in err
    documents = json.loads(briefing(capsys, "documents", "--json")[1])
    assert [document["source"] for document in documents] == [str(tmp_path / "a.txt")]
    assert briefing(capsys, "check")[0] == 0
