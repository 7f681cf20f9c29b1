"""What stands on a page: of documents with pages, quoted or summarised."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from assistant import Answer, Assistant, answer_words
from assistant.questions.kind import QuestionKind, asked_of
from store import Embedder, NewPassage, NewVersion, Place, Span, Store

REPORT = (
    "The harbour was dredged in spring.\nThe works took forty days and cost two million crowns.",
    "The new quay was opened in June.\nFour ferries use it on every day of the week.",
    "\n".join(
        f"On day {number} the crew measured the depth at the mole number {number * 7}." for number in range(1, 31)
    ),
)
PLAN = ("A lighthouse will be built on the northern cape.", "The lighthouse keeper will live in a house beside it.")


def paged(title: str, texts: tuple[str, ...]) -> NewVersion:
    """A document of pages: a passage for every two of its lines, whichever page they are on."""
    text = "\n".join(texts)
    lines = [Span(*found.span()) for found in re.finditer(r"[^\n]+", text)]
    starts = [sum(len(one) + 1 for one in texts[:number]) for number in range(len(texts))]

    def page_at(position: int) -> int:
        return sum(start <= position for start in starts)

    pairs = [lines[number : number + 2] for number in range(0, len(lines), 2)]
    passages = [NewPassage(pair[0].start, pair[-1].end, page_at(pair[0].start), (), tuple(pair)) for pair in pairs]
    places = tuple(
        Place(start, start + len(one), number, 0)
        for number, (start, one) in enumerate(zip(starts, texts, strict=True), 1)
    )
    return NewVersion(f"/briefs/{title}.pdf", title, text.encode(), text, len(texts), places, tuple(passages))


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[Assistant]:
    with Store.open(tmp_path_factory.mktemp("pages") / "store", embedder=real_embedder) as store:
        store.add(paged("Harbour report", REPORT))
        store.add(paged("Lighthouse plan", PLAN))
        yield Assistant(store)


def quoted(answer: Answer) -> list[str]:
    return [one.quote for one in answer.citations]


@pytest.mark.parametrize(
    ("question", "topic", "number"),
    [
        ("What is on page 2?", "", "2"),
        ("page 12", "", "12"),
        ("What's on slide 5?", "", "5"),
        ("Summarise page 3 of the harbour report", "the harbour report", "3"),
        ("What does the plan say on page 7?", "the plan", "7"),
        ("What is page 1 about?", "", "1"),
        ("What does p. 4 of the plan say?", "the plan", "4"),
    ],
)
def test_questions_about_pages(question: str, topic: str, number: str) -> None:
    asked = asked_of(question)
    assert (asked.kind, asked.topic, asked.asks) == (QuestionKind.PAGE, topic, number)


@pytest.mark.parametrize(
    "question", ["How many pages does the plan have?", "Which page is on fire?", "What is on the agenda?", "section 3"]
)
def test_questions_about_no_page(question: str) -> None:
    assert asked_of(question).kind is not QuestionKind.PAGE


def test_short_page_is_quoted_whole(assistant: Assistant) -> None:
    answer = assistant.ask("What is on page 2 of the harbour report?")
    assert quoted(answer) == REPORT[1].split("\n")
    assert answer.text.startswith(answer_words.ON_PAGE_OF.format(number=2, title="Harbour report"))
    assert {one.page for one in answer.citations} == {2}
    assert (answer.answered, answer.confidence) == (True, 1.0)


def test_long_page_is_summarised(assistant: Assistant) -> None:
    answer = assistant.ask("Summarise page 3 of the harbour report")
    assert 3 <= len(answer.citations) <= 8
    assert {one.page for one in answer.citations} == {3}


def test_page_of_no_document_in_particular_is_that_of_each(assistant: Assistant) -> None:
    answer = assistant.ask("What is on page 2?")
    assert quoted(answer) == [*REPORT[1].split("\n"), PLAN[1]]
    assert "Harbour report (" in answer.text
    assert "Lighthouse plan (" in answer.text


def test_page_that_only_one_document_has(assistant: Assistant) -> None:
    assert {one.title for one in assistant.ask("page 3").citations} == {"Harbour report"}


def test_page_that_is_not_there_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("What is on page 9 of the lighthouse plan?")
    assert answer.text == "There is no page 9: Lighthouse plan has 2 pages."
    assert (answer.answered, answer.citations) == (False, ())


def test_document_without_pages_is_searched(store: Store) -> None:
    text = "The ferry sails at noon."
    passage = NewPassage(0, len(text), None, (), (Span(0, len(text)),))
    store.add(NewVersion("/briefs/note.md", "Note", text.encode(), text, None, (), (passage,)))
    answer = Assistant(store).ask("What is on page 2?")
    assert answer_words.ON_PAGE.format(number=2) not in answer.text
    assert answer.confidence < 1.0
