"""Speeches and letters, whose speaker the question names and the document may not, with the packaged embedder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from store import Embedder, Store
from tests.assistant.conftest import BRIEFING, version_of

SPEECH = """Good evening.
I thank you for coming to the quays tonight. My mother sold herring here, and I was born in the house behind us.
I will cut the landing fee from 12 crowns to 5 crowns, because my friends on the boats can pay no more.
I was elected to the town council at the age of 27, when I had never held an office.
President Moe came to this harbour in 1991 and said that it would close. It has not closed.
I have signed the Safe Quays Act, which pays for 300 new ladders.
Give me four years, and I will give you a harbour school.
"""
REPORT = """Harbour News
The mayor of the northern town spoke at the quays on Friday. About 400 people came.
The landing fee in the southern ports is 20 crowns, and their ministers want to keep it.
The Safe Quays Act was welcomed by the union of dockers.
"""


@pytest.fixture(scope="module")
def unnamed(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[Store]:
    """A speech whose speaker nothing names, and two documents beside it."""
    with Store.open(tmp_path_factory.mktemp("unnamed") / "store", embedder=real_embedder) as store:
        store.add(version_of(SPEECH, "Evening at the quays", "/in/evening.txt"))
        store.add(version_of(REPORT, "Harbour News", "/in/news.txt"))
        store.add(version_of(BRIEFING))
        yield store


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[Store]:
    """The same speech, with its speaker in the title."""
    with Store.open(tmp_path_factory.mktemp("named") / "store", embedder=real_embedder) as store:
        store.add(version_of(SPEECH, "Remarks by Mayor Holm", "/in/remarks.txt"))
        store.add(version_of(REPORT, "Harbour News", "/in/news.txt"))
        yield store


ASKED = [
    ("What does Mayor Holm want to cut?", "I will cut the landing fee"),
    ("At what age was Mayor Holm elected to the town council?", "at the age of 27"),
    ("Which act has Mayor Holm signed?", "I have signed the Safe Quays Act"),
    ("What does Mayor Holm promise for four more years in her speech at the quays?", "a harbour school"),
    ("According to Mayor Holm, how many ladders does the act pay for?", "300 new ladders"),
]


@pytest.mark.parametrize(("question", "quoted"), ASKED)
def test_a_speech_answers_for_whom_the_question_names_and_says_that_it_does_not(
    unnamed: Store, question: str, quoted: str
) -> None:
    answer = Assistant(unnamed).ask(question)
    assert answer.answered
    assert quoted in answer.citations[0].quote
    assert answer.text.endswith("Evening at the quays does not name its speaker, who is taken here to be Mayor Holm.")
    assert answer.understood_as is None


@pytest.mark.parametrize(("question", "quoted"), ASKED)
def test_where_the_title_names_the_speaker_nothing_is_taken_for_granted(
    named: Store, question: str, quoted: str
) -> None:
    answer = Assistant(named).ask(question)
    assert answer.answered
    assert quoted in answer.citations[0].quote
    assert "taken here" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "What does Mayor Dahl want to cut?",  # the mayor who speaks is another one
        "Which act has Minister Brandt signed?",
        "Which act has President Moe signed?",  # who is spoken of does not speak
        "What does Mayor Holm say about taxes?",
    ],
)
def test_what_somebody_else_said_and_what_nobody_said_is_declined(named: Store, question: str) -> None:
    assert not Assistant(named).ask(question).answered


def test_who_is_spoken_of_in_a_speech_is_not_its_speaker(unnamed: Store) -> None:
    answer = Assistant(unnamed).ask("When did President Moe come to the harbour?")
    assert answer.short_answer == "1991"
    assert "taken here" not in answer.text
    assert not Assistant(unnamed).ask("At what age was President Moe elected?").answered


def test_a_report_that_names_somebody_is_no_speech_of_theirs(unnamed: Store) -> None:
    answer = Assistant(unnamed).ask("Which institute does Ms. Ingrid Solberg direct?")
    assert "Institute of Marine Research" in answer.text
    assert "taken here" not in answer.text


@pytest.mark.parametrize("question", ["Who led the Chilean delegation?", "When did Mr. Lunde visit Austevoll?"])
def test_without_a_speech_nothing_changes(real_store: Store, question: str) -> None:
    assert "taken here" not in Assistant(real_store).ask(question).text


@pytest.mark.parametrize(
    "question", ["What does the speaker promise to cut?", "What did the mayor say about the fee?", "What will he cut?"]
)
def test_the_speaker_needs_no_name(named: Store, question: str) -> None:
    answer = Assistant(named).ask(question)
    assert answer.answered
    assert "I will cut the landing fee from 12 crowns" in answer.text


def test_what_is_said_of_a_matter_is_all_of_it(named: Store) -> None:
    answer = Assistant(named).ask("What did Mayor Holm say about the landing fee?")
    assert answer.answered
    assert not answer.weak
    assert {one.title for one in answer.citations} == {"Remarks by Mayor Holm"}


@pytest.mark.parametrize("question", ["Summarise Mayor Holm's speech", "What is Mayor Holm's speech about?"])
def test_a_speech_is_summarised_by_its_speaker(named: Store, unnamed: Store, question: str) -> None:
    for store, taken in ((named, False), (unnamed, True)):
        answer = Assistant(store).ask(question)
        assert answer.answered
        assert len({one.document_id for one in answer.citations}) == 1
        assert ("taken here" in answer.text) is taken


def test_two_questions_tell_once_whose_words_they_are(unnamed: Store) -> None:
    answer = Assistant(unnamed).ask("Which act has Mayor Holm signed, and at what age was Mayor Holm elected?")
    assert answer.text.count("taken here") == 1
    half = Assistant(unnamed).ask("Which act has Mayor Holm signed, and when did Mayor Holm visit Brazil?")
    assert "Not in the briefings: When did Mayor Holm visit Brazil?" in half.text


@pytest.mark.parametrize(
    "question",
    [
        "Summarise the speech",
        "What is the address about?",
        "What are the key points of the letter?",
        "Give me a summary of the press release",
    ],
)
def test_whatever_the_only_document_is_called_it_is_summarised(
    tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder, question: str
) -> None:
    with Store.open(tmp_path_factory.mktemp("only") / "store", embedder=real_embedder) as store:
        store.add(version_of(SPEECH, "Evening at the quays", "/in/evening.txt"))
        answer = Assistant(store).ask(question)
        assert answer.answered
        assert len(answer.citations) >= 2
        said = Assistant(store).ask("What does the speech say about the landing fee?")
        assert said.answered
        assert not said.weak
