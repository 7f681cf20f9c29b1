"""How sure an answer is, in words: the three states, and why a question was declined."""

from __future__ import annotations

import pytest

from assistant.excerpt import Excerpt
from assistant.page.evidence import words
from assistant.page.evidence.markup import evidence
from assistant.page.evidence.verdict import verdict_of
from assistant.types import Answer, Citation
from store import Hit, Passage, Span


def answer(question: str, confidence: float, *, answered: bool = True, weak: bool = False, near: str = "") -> Answer:
    citation = Citation("d", "v", "Note", "note.md", None, (), "It is.", 0, 6, None, 0.9)
    passage = Passage("p", "d", "v", near, 0, len(near), None, ("Ports",), (Span(0, len(near)),))
    hits = (Hit(passage, 0.5, 0.5, 1.0),) if near else ()
    cited = (citation,) if answered else ()
    return Answer(question, None, "It is. [1]", answered, confidence, None, cited, hits, {}, weak)


@pytest.mark.parametrize(("weak", "label"), [(False, words.SURE), (True, words.WEAK)])
def test_state_is_said_in_words_beside_the_meter(weak: bool, label: str) -> None:
    html = evidence(answer("Is it?", 0.874, weak=weak), 0, [Excerpt("", "It is.", "", None)], [])
    assert f"<strong>{label}</strong>" in html
    assert 'role="meter"' in html
    assert 'aria-valuenow="87"' in html
    assert f'aria-valuetext="Confidence 87 %: {label}"' in html


def test_an_answer_at_even_odds_is_not_called_well_supported() -> None:
    verdict = verdict_of(answer("Is it?", 0.5))
    assert verdict is not None
    assert (verdict.state, verdict.label, verdict.why) == ("sure", words.SUPPORTED, "")


def test_weak_evidence_asks_for_a_check() -> None:
    verdict = verdict_of(answer("Is it?", 0.4, weak=True))
    assert verdict is not None
    assert verdict.why


def why(question: str, near: str, title: str = "Note") -> str:
    verdict = verdict_of(answer(question, 0.1, answered=False, near=near), (title,))
    assert verdict is not None
    assert verdict.state == "declined"
    return verdict.why


def test_names_that_stand_nowhere_near_are_the_reason() -> None:
    assert "“Peru”" in why("How much does milk cost in Peru?", "Milk costs one euro in Lisbon.")
    several = why("Did Peru and Chile sign in 2031?", "Norway signed.")
    assert all(f"“{name}”" in several for name in ("Peru", "Chile", "2031"))


def test_names_in_headings_and_titles_are_near() -> None:
    assert why("What do the Ports cost in Peru?", "They cost much.", "Peru in figures") == words.NOT_FOUND


def test_no_passage_near_is_a_reason() -> None:
    assert why("What is it?", "") == words.NOTHING_NEAR


def test_reply_that_claims_nothing_has_no_verdict() -> None:
    assert verdict_of(Answer("Hello", None, "Hello!", True, 1.0, None, (), (), {})) is None
