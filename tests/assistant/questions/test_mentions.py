"""Which people, organisations, places and dates are mentioned."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Answer, Assistant, answer_words
from assistant.questions.kind import QuestionKind, asked_of
from store import Embedder, NewPassage, NewVersion, Span, Store

FORUM = (
    "The forum took place in Bergen, Norway, on 12 May 2024.",
    "The delegation of Chile was led by Dr. Camila Rojas, Undersecretary for Fisheries.",
    "Mr. Olav Lunde of the Institute of Marine Research spoke on 13 May 2024.",
)
NOTE = ("The herring catch rose again.", "Iceland sold most of it to Japan in 2023.")


def version_of(title: str, sentences: tuple[str, ...]) -> NewVersion:
    text = " ".join(sentences)
    starts = [text.index(one) for one in sentences]
    units = tuple(Span(start, start + len(one)) for start, one in zip(starts, sentences, strict=True))
    passage = NewPassage(0, len(text), None, (), units)
    return NewVersion(f"/briefs/{title}.md", title, text.encode(), text, None, (), (passage,))


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[Assistant]:
    with Store.open(tmp_path_factory.mktemp("mentions") / "store", embedder=real_embedder) as store:
        store.add(version_of("Ocean Forum", FORUM))
        store.add(version_of("Herring note", NOTE))
        yield Assistant(store)


def named(answer: Answer) -> list[str]:
    return [line.removeprefix("• ").rpartition(" [")[0] for line in answer.text.split("\n") if line.startswith("• ")]


@pytest.mark.parametrize(
    ("question", "kind", "topic"),
    [
        ("Which people are mentioned?", "people", ""),
        ("Who is mentioned in the note?", "people", "the note"),
        ("List all organisations named in the plan", "organisations", "the plan"),
        ("Which countries does the State Department's plan mention?", "countries", "the State Department's plan"),
        ("What dates are there?", "dates", ""),
        ("which agencies are listed", "organisations", ""),
        ("Show me the cities", "cities", ""),
    ],
)
def test_questions_for_mentions(question: str, kind: str, topic: str) -> None:
    asked = asked_of(question)
    assert (asked.kind, asked.asks, asked.topic) == (QuestionKind.MENTIONED, kind, topic)


@pytest.mark.parametrize(
    "question",
    ["Which companies attended?", "Which countries signed it?", "Who mentioned the quota?", "Name the chair"],
)
def test_questions_for_something_else(question: str) -> None:
    assert asked_of(question).kind is not QuestionKind.MENTIONED


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who is mentioned in the Ocean Forum?", ["Camila Rojas (Undersecretary for Fisheries)", "Olav Lunde"]),
        ("Which countries are mentioned?", ["Iceland", "Japan", "Norway", "Chile"]),
        ("Which cities are mentioned?", ["Bergen (Norway)"]),
        ("List the dates mentioned in the Ocean Forum", ["12 May 2024", "13 May 2024"]),
        ("Which organisations are named?", ["Institute of Marine Research"]),
    ],
)
def test_names_come_with_the_sentences_that_name_them(assistant: Assistant, question: str, expected: list[str]) -> None:
    answer = assistant.ask(question)
    assert named(answer) == expected
    assert {one.quote for one in answer.citations} <= {*FORUM, *NOTE}
    assert all(name.split(" (")[0] in " ".join(one.quote for one in answer.citations) for name in expected)
    assert answer.answered


def test_several_documents_are_told_apart(assistant: Assistant) -> None:
    text = assistant.ask("Which countries are mentioned?").text
    assert text.index("Herring note (") < text.index("Iceland") < text.index("Ocean Forum (") < text.index("Norway")


def test_nothing_named_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("Which people are mentioned in the herring note?")
    assert answer.text == answer_words.NONE_NAMED.format(kind="people", documents="1 document")
    assert not answer.answered


def test_what_is_no_document_is_searched_for(assistant: Assistant) -> None:
    answer = assistant.ask("List the people in the delegation of Chile")
    assert answer.citations[0].quote == FORUM[1]


@pytest.mark.parametrize(
    ("question", "titles"),
    [("Does the herring note mention Iceland?", {"Herring note"}), ("Is Norway mentioned?", {"Ocean Forum"})],
)
def test_whether_something_is_mentioned(assistant: Assistant, question: str, titles: set[str]) -> None:
    assert {one.title for one in assistant.ask(question).citations} == titles


def test_what_one_document_does_not_mention_is_not_taken_from_another(assistant: Assistant) -> None:
    answer = assistant.ask("Does the herring note mention Bergen?")
    assert answer.text == answer_words.NOTHING_ON.format(topic="Bergen", documents="1 document")
