"""Thumbs as a file of questions: `evaluate` reads it, and asks what was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant import Answer, Citation
from assistant.evaluation import Conversation, Expected, read_questions
from assistant.talks import Kept, Talks
from assistant.talks.feedback import feedback_file
from assistant.talks.talks import new_id
from store import Document, Store
from talking import answer_of, citation_of

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def kept(answer: Answer, liked: bool, comment: str = "", position: int = 0) -> Kept:
    return Kept("t", position, answer, NOW, liked, comment)


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], tuple[Conversation, ...]]:
    def reading(text: str) -> tuple[Conversation, ...]:
        (tmp_path / "feedback.yaml").write_text(text, encoding="utf-8")
        return read_questions(tmp_path / "feedback.yaml")

    return reading


Read = Callable[[str], tuple[Conversation, ...]]


def test_thumbs_up_expect_the_evidence_that_was_quoted(answer: Answer, read: Read) -> None:
    (conversation,) = read(feedback_file([kept(answer, True)], {}, None))
    (question,) = conversation.questions
    assert question.text == answer.question
    quotes = tuple(citation.quote for citation in answer.citations)
    assert question.expected == Expected(evidence=quotes, document="ocean-1a2b")


def test_evidence_of_several_documents_may_come_from_any(read: Read) -> None:
    both = answer_of(citation_of("One."), citation_of("Two.", document_id="other-3c4d"))
    (conversation,) = read(feedback_file([kept(both, True)], {}, None))
    assert conversation.questions[0].expected.document is None


def test_thumbs_up_for_silence_expect_silence(declined: Answer, read: Read) -> None:
    (conversation,) = read(feedback_file([kept(declined, True)], {}, None))
    assert not conversation.questions[0].expected.answerable


def test_follow_up_is_asked_after_what_came_before(answer: Answer, read: Read) -> None:
    text = feedback_file([kept(answer, True, position=2)], {("t", 2): ("First?", "Second?")}, None)
    (conversation,) = read(text)
    assert conversation.opening == ("First?", "Second?")


def test_questions_before_come_from_the_conversation(talks: Talks, answer: Answer) -> None:
    talk_id = new_id()
    for position, question in enumerate(("First?", "Second?", "Third?")):
        talks.keep("local", talk_id, position, replace(answer, question=question))
    talks.rate("local", talk_id, 2, True)
    assert talks.before(talks.rated("local")) == {(talk_id, 2): ("First?", "Second?")}


@pytest.mark.parametrize(
    "text", ["null", "true", "# no remark", "- a: b", "[x]?", "what: is\nthis", "'\"", "a\x07b", "é\u2028ü", "|", "1"]
)
def test_odd_texts_come_back_as_they_were_asked(answer: Answer, read: Read, text: str) -> None:
    odd = replace(answer_of(citation_of(text)), question=text)
    (conversation,) = read(feedback_file([kept(odd, True)], {("t", 0): (text,)}, None))
    clean = text.replace("\x07", "").replace("\u2028", "\n")
    assert conversation.questions[0].text == clean
    assert conversation.questions[0].expected.evidence == (clean,)
    assert conversation.opening == (clean,)


def test_thumbs_down_become_remarks_that_nobody_takes_for_questions(answer: Answer, read: Read) -> None:
    bad = kept(replace(answer, question="Bad?\n- question: x"), False, "Wrong year\n- question: y\n  answer: z")
    text = feedback_file([bad, kept(answer, True)], {}, None)
    assert len(read(text)) == 1
    assert "Wrong year" in text
    assert all(line.startswith("#") for line in text[text.index("# Remarks") :].splitlines())


def test_answer_that_quotes_nothing_is_a_remark(answer: Answer) -> None:
    text = feedback_file([kept(replace(answer, citations=()), True)], {}, None)
    assert "quotes nothing" in text
    assert "\n- " not in text


def test_evidence_that_no_longer_stands_is_a_remark(store: Store, briefing: Document, read: Read) -> None:
    quote = "Ocean Forum on 12 May 2024"

    def cited(text: str, document_id: str) -> Citation:
        return citation_of(text, document_id=document_id)

    good = answer_of(cited(quote, briefing.document_id), question="Good?")
    changed = answer_of(cited("It says this no more.", briefing.document_id), question="Changed?")
    gone = answer_of(cited(quote, "gone-9f9f"), question="Gone?")
    text = feedback_file([kept(one, True) for one in (good, changed, gone)], {}, store)
    assert [conversation.questions[0].text for conversation in read(text)] == ["Good?"]
    assert text.count("no longer in the documents") == 2
