"""The file of questions: what it may say, and what one is told when it says something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.evaluation import Conversation, Expected, UnusableQuestions, read_questions

WHOLE = """
- question: When was it held?
  answer: 2024-05-12
- question: Where?
  history:
    - When was it held?
  answer: [Bergen, the port of Bergen]
  evidence: held in Bergen
  document: ocean.txt
- question: Who led it?
  all_of:
    - Ingrid Solberg
    - [Olav Lunde, Mr. Lunde]
- question: Who paid?
  unanswerable: true
- conversation:
    - question: What was visited?
      evidence: [the Austevoll Research Station, a laboratory]
    - question: When?
      answer: 10 May 2024
"""


def read(tmp_path: Path, text: str) -> tuple[Conversation, ...]:
    path = tmp_path / "questions.yaml"
    path.write_text(text, encoding="utf-8")
    return read_questions(path)


def test_all_that_a_file_may_say(tmp_path: Path) -> None:
    held, where, led, paid, visit = read(tmp_path, WHOLE)
    assert held.questions[0].expected == Expected(said=(("2024-05-12",),), single=True)
    assert where.opening == ("When was it held?",)
    assert where.questions[0].expected == Expected(
        (("Bergen", "the port of Bergen"),), True, ("held in Bergen",), "ocean.txt"
    )
    assert led.questions[0].expected == Expected((("Ingrid Solberg",), ("Olav Lunde", "Mr. Lunde")))
    assert not paid.questions[0].expected.answerable
    assert [one.text for one in visit.questions] == ["What was visited?", "When?"]
    assert visit.questions[0].expected.evidence == ("the Austevoll Research Station", "a laboratory")


def test_places_count_lines_and_questions(tmp_path: Path) -> None:
    *_, visit = read(tmp_path, WHOLE)
    assert visit.questions[1].place.endswith("questions.yaml, line 19 (question 6)")


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("", None, "expected a list of questions, found nothing"),
        ("question: Who?", 1, "expected a list of questions, found a mapping"),
        ("[]", 1, "expected a list of questions, found an empty one"),
        ("- Who?", 1, "expected a question or a conversation, found “Who?”"),
        ("- question: Who?\n", 1, "expected one of answer, all_of, evidence, unanswerable, found none"),
        ("- question: Who?\n  answr: x", 2, "found “answr”"),
        ("- question: Who?\n  answer: x\n  answer: y", 3, "expected answer once, found it twice"),
        ("- question: Who?\n  answer:", 2, "expected a text under answer, found nothing"),
        ("- question: Who?\n  answer: []", 2, "expected a list under answer, found an empty one"),
        ("- question: Who?\n  answer: {a: b}", 2, "expected a text under answer, found a mapping"),
        ("- question: Who?\n  answer: The", 2, "expected words under answer, found “The”"),
        ("- question: Who?\n  all_of: x", 2, "expected a list under all_of, found “x”"),
        ("- question: Who?\n  answer: x\n  all_of: [y]", 1, "found answer and all_of"),
        ("- question: Who?\n  unanswerable: false", 2, "expected unanswerable: true, or no such line, found “false”"),
        ("- question: Who?\n  unanswerable: maybe", 2, "expected unanswerable: true"),
        ("- question: Who?\n  unanswerable: true\n  answer: x", 1, "expected unanswerable alone, found answer"),
        ("- question: Who?\n  unanswerable: true\n  document: x", 1, "found document beside it"),
        ("- question: ' '\n  answer: x", 1, "expected a text under question, found nothing"),
        ("- question: ['Who?']\n  answer: x", 1, "expected a text under question, found a list"),
        ("- question: " + "x" * 2001 + "\n  answer: x", 1, "expected a question of at most 2,000 characters"),
        ("- answer: x", 1, "expected a question, found none"),
        ("- question: Who?\n  answer: x\n  history: Why?", 3, "expected a list of questions under history"),
        ("- conversation:\n  - question: Who?\n    answer: x\n  answer: y", 1, "found answer beside it"),
        ("- conversation:\n  - question: Who?\n    answer: x\n    history: [Why]", 4, "found “history”"),
        ("- conversation:\n  - conversation: []", 2, "found “conversation”"),
        ("- question: 'Who?\n", 2, "expected YAML:"),
        ("- question: Who?\n  history: [Why?]", 2, "put questions within [ ] into quotes"),
        ("- question: Who?\n  answer: *x", 2, "expected YAML:"),
        ("- question: Who?\n  answer: x\n---\n- y", 3, "expected YAML:"),
        ("- question: \x07", None, "expected YAML:"),
        ("[" * 1000, None, "expected YAML:"),
    ],
)
def test_a_fault_is_one_line_that_says_where(tmp_path: Path, text: str, line: int | None, told: str) -> None:
    with pytest.raises(UnusableQuestions) as raised:
        read(tmp_path, text)
    message = str(raised.value)
    assert told in message
    assert "\n" not in message
    assert "questions.yaml" in message
    assert line is None or f", line {line}:" in message


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(UnusableQuestions, match="no such file"):
        read_questions(tmp_path / "none.yaml")
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(UnusableQuestions, match="no text in UTF-8"):
        read_questions(tmp_path / "binary.yaml")


def test_nothing_in_a_file_is_made_into_an_object(tmp_path: Path) -> None:
    (one,) = read(tmp_path, "- question: Who?\n  answer: !!python/name:os.getcwd here\n")
    assert one.questions[0].expected.said == (("here",),)
