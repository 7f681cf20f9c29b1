"""Questions that are offered: they go on from the answer, and the documents answer them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import Answer, Assistant
from assistant.page.chat.suggestions import Suggestions
from store import Store


@pytest.fixture(scope="module")
def suggestions(real_store: Store) -> Suggestions:
    return Suggestions(real_store)


@pytest.fixture(scope="module")
def held(real_store: Store) -> Answer:
    answer = Assistant(real_store).ask("Who led the Norwegian delegation?")
    assert answer.citations
    return answer


def test_next_questions_are_answered_by_the_documents(
    suggestions: Suggestions, held: Answer, real_store: Store
) -> None:
    offered = suggestions.following([held])
    assert offered
    assert all(Assistant(real_store).ask(question).answered for question in offered)


def test_what_was_asked_is_not_offered_again(suggestions: Suggestions, held: Answer) -> None:
    first = suggestions.following([held])[0]
    assert first not in suggestions.following([replace(held, question=first), held])


def test_nothing_is_tried_while_somebody_waits_for_an_answer(real_store: Store, held: Answer) -> None:
    fresh = Suggestions(real_store)
    assert fresh.following([held], lambda: True) == []
    known = fresh.following([held])
    assert fresh.following([held], lambda: True) == known


def test_declined_question_is_followed_by_first_questions(suggestions: Suggestions, real_store: Store) -> None:
    declined = Assistant(real_store).ask("How much does a litre of milk cost in Peru?")
    assert not declined.answered
    first = suggestions.questions()[:3]
    assert first
    assert suggestions.following([declined]) == first


def test_answer_of_a_document_that_is_gone_is_followed_by_nothing_wrong(suggestions: Suggestions, held: Answer) -> None:
    gone = tuple(replace(citation, document_id="gone-1a2b") for citation in held.citations)
    assert suggestions.following([replace(held, citations=gone)]) == []
