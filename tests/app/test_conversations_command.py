"""`briefing conversations` and `briefing feedback`, on conversations that are kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import app
from app import main
from assistant.talks import Talks
from assistant.talks.talks import new_id
from fakes import FakeEmbedder
from ingest import ingest
from talking import QUOTE, answer_of, citation_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Talks.open(tmp_path) as talks:
        for person, question in (("anna", "What did it cover?"), ("bob", "Where was it?")):
            talks.keep(person, new_id(), 0, answer_of(citation_of(QUOTE), question=question))
    return tmp_path


def listed(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, str]]:
    assert main(["conversations", "list", *words, "--json", "--store", str(folder)]) == 0
    found: list[dict[str, str]] = json.loads(capsys.readouterr().out)
    return found


def test_list_finds_by_words_and_person(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert {one["name"] for one in listed(folder, capsys)} == {"What did it cover?", "Where was it?"}
    assert [one["person"] for one in listed(folder, capsys, "where")] == ["bob"]
    assert [one["person"] for one in listed(folder, capsys, "--person", "anna")] == ["anna"]


@pytest.mark.parametrize(("kind", "begins"), [("md", b"# "), ("docx", b"PK"), ("pdf", b"%PDF")])
def test_export_writes_a_file(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, kind: str, begins: bytes
) -> None:
    talk_id, file = listed(folder, capsys, "--person", "anna")[0]["id"], tmp_path / f"note.{kind}"
    arguments = ["conversations", "export", talk_id, "--format", kind, "--output", str(file), "--store", str(folder)]
    assert main(arguments) == 0
    assert file.read_bytes().startswith(begins)


def test_export_writes_over_nothing(folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    talk_id, file = listed(folder, capsys, "--person", "anna")[0]["id"], tmp_path / "note.md"
    file.write_text("mine")
    assert main(["conversations", "export", talk_id, "--output", str(file), "--store", str(folder)]) == 1
    assert "exists already" in capsys.readouterr().err
    assert file.read_text() == "mine"


def test_delete_leaves_only_the_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    talk_id = listed(folder, capsys, "--person", "anna")[0]["id"]
    assert main(["conversations", "delete", talk_id, "--store", str(folder)]) == 0
    capsys.readouterr()
    assert [one["name"] for one in listed(folder, capsys)] == ["Where was it?"]


def test_unknown_conversation_is_an_error_of_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["conversations", "export", "nothing", "--store", str(folder)]) == 1
    assert "there is no conversation 'nothing'" in capsys.readouterr().err


def test_listing_nothing_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert listed(tmp_path / "none", capsys) == []
    assert not (tmp_path / "none").exists()


def test_no_feedback_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feedback", "export", "-", "--store", str(folder)]) == 1
    assert "thumbs" in capsys.readouterr().err


def test_feedback_is_looked_up_in_the_documents_also_through_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "SentenceTransformerEmbedder", lambda model: FakeEmbedder(name=model))
    store, note = tmp_path / "store", tmp_path / "note.md"
    note.write_text("The forum met in Bergen.\n")

    def exported() -> str:
        capsys.readouterr()
        assert main(["feedback", "export", "-", "--store", str(store)]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return out

    with app.own(store, app.Settings()) as owner:
        report = ingest([note], owner.store)
        with Talks.open(store) as talks:
            for number, quote in enumerate(("The forum met in Bergen.", "The forum met in Oslo.")):
                cited = citation_of(quote, document_id=report.added[0].document.document_id)
                talks.keep("anna", talk := new_id(), 0, answer_of(cited, question=f"Where {number}?"))
                talks.rate("anna", talk, 0, True)
        through_owner = exported()
    assert through_owner == exported()
    questions, unused = through_owner.split("# Thumbs up that nothing can be measured with:")
    assert "evidence: The forum met in Bergen." in questions
    assert "Where 1?" in unused
    assert "no longer in the documents" in unused
