"""What was said before helps the search, and lets go when the subject changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Answer, Assistant, Turn
from assistant.follow_ups.context import Shares, asked_before, behind, context_of
from assistant.follow_ups.subject import changes_subject, without_announcement
from assistant.reader import Caution, Finding, OperatingPoints, Reading
from ingest import ingest
from store import Context, Document, Embedder, Hit, Snapshot, Span, Store

CLINIC = Turn("When did the Nairobi clinic open?", "It opened in March 2019.")
COSTS = Turn("What does a visit cost?", "A visit costs 200 shillings.")
MUSEUM = Turn("Different question: who founded the museum?", "The museum was founded by Ada Berg.")

AddText = Callable[..., Document]


def texts(context: tuple[Context, ...]) -> list[str]:
    return [one.text for one in context]


def test_later_questions_count_more_than_earlier_ones_and_than_the_answer() -> None:
    context = context_of("Opening hours", [CLINIC, COSTS])
    assert texts(context) == [COSTS.question, CLINIC.question, COSTS.answer]
    assert context[0].lexical > context[1].lexical > 0
    assert context[0].lexical > context[2].lexical > 0


def test_only_the_latest_questions_count() -> None:
    history = [Turn(f"What about {number}?", "") for number in range(9)]
    assert texts(context_of("Opening hours", history, Shares(questions=2))) == ["What about 8?", "What about 7?"]


@pytest.mark.parametrize("history", [[], [Turn(" ", " ")]])
def test_nothing_said_is_no_context(history: list[Turn]) -> None:
    assert context_of("Opening hours", history) == ()


def test_a_change_of_subject_leaves_everything_behind() -> None:
    assert context_of("Different question: who founded the museum?", [CLINIC, COSTS]) == ()
    assert MUSEUM.question in texts(context_of("When?", [CLINIC, MUSEUM]))
    assert CLINIC.question not in texts(context_of("When?", [CLINIC, MUSEUM]))


def test_a_long_text_counts_by_its_beginning() -> None:
    context = context_of("Opening hours", [Turn("q" * 5000, "a" * 5000)])
    assert all(len(text) <= 1000 for text in texts(context))


def test_of_an_answer_its_quotes_count_and_of_a_question_what_was_understood(store: Store, briefing: Document) -> None:
    answer = Assistant(store).ask("Who led the Norwegian delegation?")
    turn = Turn("And who led it?", replace(answer, understood_as="Who led the Norwegian delegation?"))
    assert texts(context_of("Why?", [turn])) == [
        "Who led the Norwegian delegation?",
        " ".join(citation.quote for citation in answer.citations),
    ]


def test_an_answer_that_was_declined_has_no_words(store: Store, briefing: Document) -> None:
    declined = replace(Assistant(store).ask("Who led the delegation?"), citations=(), answered=False)
    assert texts(context_of("Why?", [Turn("Who led the delegation?", declined)])) == ["Who led the delegation?"]


def test_the_search_of_a_follow_up_stays_with_the_subject(store: Store, add_text: AddText) -> None:
    for name in ("Alba", "Brava", "Corta", "Delma"):
        add_text(f"The opening hours of the {name} clinic are long.", title=name)
    assistant = Assistant(store)
    for name in ("Alba", "Delma"):
        history = [Turn(f"When did the {name} clinic open?", "In 2019.")]
        first = assistant.search("opening hours", history, limit=1)[0]
        assert name in first.passage.text


def test_the_search_of_a_question_on_another_subject_is_not_dragged_back(store: Store, add_text: AddText) -> None:
    for name in ("Alba", "Brava", "Corta", "Delma"):
        add_text(f"The opening hours of the {name} clinic are long.", title=name)
    assistant = Assistant(store)
    history = [Turn("When did the Alba clinic open?", "In 2019.")] * 3
    first = assistant.search("What are the opening hours of the Delma clinic?", history, limit=1)[0]
    assert "Delma" in first.passage.text
    changed = assistant.search("Different question: opening hours of the Corta clinic", history)
    assert changed == assistant.search("Opening hours of the Corta clinic")


def test_what_was_made_to_stand_alone_is_searched_for_alone(store: Store, briefing: Document) -> None:
    assistant = Assistant(store)
    history = [Turn("When was the Ocean Forum held?", "In May.")]
    assert assistant.search("Where was it held?", history) == assistant.search("Where was the Ocean Forum held?")


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Different question: who founded the museum?", "Who founded the museum?"),
        ("OK, new topic. Who founded the museum?", "Who founded the museum?"),
        ("On another note, who founded the museum?", "Who founded the museum?"),
        ("Moving on: who founded the museum?", "Who founded the museum?"),
        ("Let's talk about something else.", ""),
        ("Now tell me about the museum.", "Now tell me about the museum."),
        ("Let's talk about the museum", "Let's talk about the museum"),
    ],
)
def test_changes_of_subject(question: str, asked: str) -> None:
    assert changes_subject(question)
    assert without_announcement(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "Who founded the museum?",
        "And now tell me about its budget",
        "Now tell me about it",
        "Is there a different topic on the agenda?",
        "Another museum?",
        "What about the new subject?",
        "On which topic did they differ?",
    ],
)
def test_what_changes_no_subject(question: str) -> None:
    assert not changes_subject(question)
    assert without_announcement(question) == question


FERRY = """# Keeping the ferry afloat

The county has run the Osk ferry since the bridge was closed. In its first winter the boat was laid up for nine weeks.

The lemon growers upriver had complained of salt in their water, and a second set of filters was put in for them. The \
bill came to nine million dinars.
"""


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("ferry")
    (folder / "ferry.md").write_text(FERRY, encoding="utf-8")
    with Store.open(folder / "store", embedder=real_embedder) as store:
        assert not ingest([folder / "ferry.md"], store).failed
        yield Assistant(store)


def held(assistant: Assistant, *questions: str) -> list[Turn]:
    turns: list[Turn] = []
    for question in questions:
        turns.append(Turn(question, assistant.ask(question, turns)))
    return turns


def test_what_no_rule_resolves_is_read_behind_what_was_asked_before(ferry: Assistant) -> None:
    asked = ("what was done for the lemon growers?", "what did that cost?")
    assert not ferry.ask(asked[1]).answered
    answer = held(ferry, *asked)[-1].answer
    assert isinstance(answer, Answer)
    assert answer.short_answer == "nine million dinars"
    assert answer.understood_as == " ".join(asked)


class SureBehind:
    """A reader that is sure, always of the same exact answer, of a question only behind others."""

    def points(self, caution: Caution) -> OperatingPoints:
        return OperatingPoints(0.3, 0.6)

    def read(self, question: str, hits: Sequence[Hit], snapshot: Snapshot, before: Sequence[str] = ()) -> Reading:
        passage = hits[0].passage
        sentence = passage.sentences[0]
        found = Finding(passage, sentence, Span(sentence.start, sentence.start + 4), 0.9)
        return Reading(0.9 if before else 0.1, (found,), tuple(hits))


@pytest.mark.usefixtures("briefing")
def test_the_answer_before_is_none_to_the_next_question(store: Store) -> None:
    first, second, third = held(Assistant(store, reader=SureBehind()), "Who came?", "Why Bergen?", "Why so late?")
    answers = [turn.answer for turn in (first, second, third)]
    assert [isinstance(one, Answer) and one.answered for one in answers] == [False, True, False]


def test_a_question_read_behind_others_counts_as_it_was_asked() -> None:
    answer = Answer("since when?", "who runs it? since when?", "", False, 0.0, None, (), (), {})
    assert asked_before("And now?", [Turn(" since  when", answer)]) == (" since  when",)
    resolved = replace(answer, understood_as="Since when is it run by Lee?")
    assert asked_before("And now?", [Turn("since when?", resolved)]) == ("Since when is it run by Lee?",)


def test_so_many_questions_are_read_with_one() -> None:
    assert behind("by  whom", ["one", "two?", "three."]) == "two? three? by whom?"
