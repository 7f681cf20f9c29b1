"""Answers without a language model, with the packaged embedder."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Answer, Answered, Assistant, Searched, Token, Turn, Understood, answer_words
from store import Embedder, InvalidQuestion, Store, UnknownDocument

from .conftest import BRIEFING, version_of

LED = "Who led the Norwegian delegation?"


@pytest.fixture(scope="session")
def assistant(real_store: Store) -> Assistant:
    return Assistant(real_store)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (LED, ("Ingrid Solberg", "Olav Lunde")),
        ("Who led the Chilean delegation?", ("Camila Rojas", "Pablo Fuentes")),
        ("When was the Ocean Forum held?", ("12 May 2024",)),
        ("Where was the Ocean Forum held?", ("Bergen",)),
        ("What topics did the forum cover?", ("seabed mapping",)),
        ("Who hosted the port event?", ("SeaLink", "Harbour Office")),
        ("How many companies took part in the port event?", ("45",)),
        ("When did the Chilean delegation visit the Austevoll Research Station?", ("10 May 2024",)),
        ("Who runs the Austevoll Research Station?", ("Institute of Marine Research",)),
        ("What did the cooperation under the Polar Compact extend to?", ("Polar Compact",)),
    ],
)
def test_what_the_briefing_says_is_answered(assistant: Assistant, question: str, said: tuple[str, ...]) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert all(name in answer.citations[0].quote for name in said)


@pytest.mark.parametrize(
    "question",
    [
        "When did Peru host it?",
        "Who led the Peruvian delegation?",
        "What is the capital of France?",
        "Who won the 2018 World Cup?",
        "How do I bake bread?",
        "qwxz vbnm",
        "???",
    ],
)
def test_what_it_does_not_say_is_declined_with_the_nearest_passages(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not answer.answered
    assert answer.citations == ()
    assert answer.short_answer is None
    assert answer.nearest


def test_declined_question_brings_the_sentences_that_come_closest(assistant: Assistant) -> None:
    declined = assistant.ask("How much did the Chilean delegation pay for its flights?")
    assert not declined.answered
    assert 0 < len(declined.closest) <= 3
    assert len({one.quote for one in declined.closest}) == len(declined.closest)
    for one in declined.closest:
        assert assistant.store.text(one.document_id)[one.start : one.end] == one.quote
        assert one.answer_span is None
    assert any("Chilean" in one.quote for one in declined.closest)
    assert assistant.ask(LED).closest == ()


def test_of_two_declined_questions_what_comes_closest_is_told_in_turn(assistant: Assistant) -> None:
    first = "How much did the Chilean delegation pay for its flights?"
    second = "What did the Norwegian delegation eat for breakfast?"
    alone = [assistant.ask(one).closest[0].quote for one in (first, second)]
    both = assistant.ask(f"{first} {second}")
    assert not both.answered
    assert [one.quote for one in both.closest[:2]] == alone


def test_answer_brings_the_next_best_passages_besides_what_it_cites(assistant: Assistant) -> None:
    answer = assistant.ask(LED)
    assert answer.answered
    assert 0 < len(answer.nearest) <= 3
    found = [hit.passage.passage_id for hit in assistant.search(LED)]
    places = [found.index(hit.passage.passage_id) for hit in answer.nearest]
    assert places == sorted(places)
    for hit in answer.nearest:
        for one in answer.citations:
            assert one.quote not in hit.passage.text
            assert not (one.start < hit.passage.end and hit.passage.start < one.end)


def test_copy_of_what_is_cited_is_not_found_besides(real_embedder: Embedder, tmp_path: Path) -> None:
    with Store.open(tmp_path / "copies", embedder=real_embedder) as copies:
        for name in ("one", "two"):
            copies.add(version_of(BRIEFING, f"Ocean Forum {name}", f"upload:{name}"))
        answer = Assistant(copies).ask(LED)
        assert answer.citations
        assert not any(one.quote in hit.passage.text for one in answer.citations for hit in answer.nearest)


def test_both_leaders_of_both_delegations(assistant: Assistant) -> None:
    text = assistant.ask("Who led the delegations?").text
    assert all(name in text for name in ("Solberg", "Lunde", "Rojas", "Fuentes"))


def test_markers_count_the_citations(assistant: Assistant) -> None:
    answer = assistant.ask("Who led the delegations?")
    quotes = [f"{citation.quote} [{number}]" for number, citation in enumerate(answer.citations, start=1)]
    assert answer.text.removeprefix(f"{answer_words.WEAK} ") == " ".join(quotes)


def test_the_exact_answer_is_marked(assistant: Assistant, real_store: Store) -> None:
    answer = assistant.ask("When was the Ocean Forum held?")
    start, end = answer.citations[0].answer_span or (0, 0)
    assert answer.short_answer == real_store.text(answer.citations[0].document_id)[start:end] == "12 May 2024"


def test_confidence_is_higher_for_what_is_said(assistant: Assistant) -> None:
    assert assistant.ask(LED).confidence > 2 * assistant.ask("Who led the Peruvian delegation?").confidence


def test_a_follow_up_is_understood_from_the_answer_before(assistant: Assistant) -> None:
    answer = assistant.ask("And the Chilean one?", history=[Turn(LED, assistant.ask(LED))])
    assert answer.question == "And the Chilean one?"
    assert answer.understood_as == "Who led the Chilean delegation?"
    assert "Rojas" in answer.text


def test_a_question_that_stands_alone_says_so(assistant: Assistant) -> None:
    assert assistant.ask(LED, history=[Turn("When was the forum held?", "x")]).understood_as is None


def test_stream_names_its_events_and_ends_with_the_answer(assistant: Assistant) -> None:
    events = list(assistant.stream(LED))
    assert [event.name for event in events] == ["understood", "searched", "token", "answer"]
    assert isinstance(events[0], Understood)
    assert events[0].question == LED
    assert isinstance(events[1], Searched)
    assert events[1].hits
    assert isinstance(events[-1], Answered)


def test_tokens_are_the_text(assistant: Assistant) -> None:
    events = list(assistant.stream(LED))
    assert isinstance(events[-1], Answered)
    assert "".join(event.text for event in events if isinstance(event, Token)) == events[-1].answer.text


def test_stages_are_timed_in_milliseconds(assistant: Assistant) -> None:
    answer = assistant.ask(LED)
    assert set(answer.timings) == {"understand", "search", "read", "answer"}
    assert all(0 <= took < 60_000 for took in answer.timings.values())


def test_an_abandoned_stream_lets_go_of_the_store(assistant: Assistant, real_store: Store) -> None:
    for _ in range(40):  # more than the store has connections
        next(iter(assistant.stream(LED)))
    assert real_store.documents()


@pytest.mark.parametrize("question", ["", "  \n", "x" * 2001])
def test_unusable_questions_are_refused(assistant: Assistant, question: str) -> None:
    with pytest.raises(InvalidQuestion):
        assistant.ask(question)


def test_unknown_documents_are_refused(assistant: Assistant) -> None:
    with pytest.raises(UnknownDocument):
        assistant.ask(LED, documents=["nothing"])


def test_no_documents_chosen_means_no_answer(assistant: Assistant) -> None:
    assert assistant.ask(LED, documents=[]).nearest == ()


def test_only_the_chosen_documents_are_asked(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> None:
    from store import NewPassage, NewVersion, Span

    def add(store: Store, name: str) -> str:
        text = f"The Norwegian delegation was led by {name}."
        passage = NewPassage(0, len(text), None, (), (Span(0, len(text)),))
        return store.add(NewVersion(f"upload:{name}", name, text.encode(), text, None, (), (passage,))).document_id

    with Store.open(tmp_path_factory.mktemp("two") / "store", embedder=real_embedder) as store:
        add(store, "Ms. Berit Vik")
        chosen = add(store, "Mr. Nils Aas")
        answer = Assistant(store).ask(LED, documents=[chosen])
    assert [citation.document_id for citation in answer.citations] == [chosen]


def test_an_empty_store_declines_and_says_why(store: Store) -> None:
    answer = Assistant(store).ask(LED)
    assert answer.text == answer_words.NO_DOCUMENTS
    assert (answer.answered, answer.confidence, answer.nearest) == (False, 0.0, ())


def test_a_follow_up_that_grows_too_long_is_asked_as_it_is(assistant: Assistant) -> None:
    long = "When was the " + "large " * 330 + "Ocean Forum held?"
    answer: Answer = assistant.ask("And who paid for it, in Bergen or in Oslo or elsewhere?", history=[Turn(long, "x")])
    assert answer.understood_as is None


@pytest.mark.usefixtures("briefing")
def test_search_gives_the_passages_that_answers_are_made_from(store: Store) -> None:
    assistant = Assistant(store)
    hits = assistant.search("Where was it held?", [Turn("When was the Ocean Forum held?", "In May.")], limit=2)
    assert len(hits) == 2
    assert hits == assistant.search("Where was the Ocean Forum held?", limit=2)
