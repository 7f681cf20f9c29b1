"""Which documents a comparison is of and on what matter, and what is told of each, with the packaged embedder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Answer, Assistant, Turn
from assistant.comparing import Compared, asked_of_parties, asked_within, compared, told_by_named
from assistant.questions.kind import QuestionKind, asked_of
from store import Embedder, Store
from tests.assistant.conftest import version_of

FISHERIES = """Strategic Plan: Equity and Fair Shares at Sea
The Fisheries Ministry will give small harbours an equal share of the quotas, so that equity guides every licence.
It lowers the emissions of the fleet and studies how climate change moves the herring northwards.
Quotas for boats below twelve metres rise by a fifth.
"""
TRANSPORT = """Strategic Plan of the Transport Ministry
Equity in transport means a bus stop within walking distance of every village.
The Transport Ministry prepares bridges and tunnels for climate change by raising 40 of them.
Freight is to move from roads to rails, and two freight terminals are built.
"""
VISIT = """Visit of the Norwegian Delegation
The Norwegian delegation toured the harbour and the fish market.
The Chilean delegation was received in the town hall and spoke about climate change.
"""


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("plans") / "store", embedder=real_embedder) as store:
        store.add(version_of(FISHERIES, "Strategic Plan: Equity and Fair Shares at Sea", "/briefs/Fisheries2030.txt"))
        store.add(version_of(TRANSPORT, "Strategic Plan of the Transport Ministry", "/briefs/TM2030.txt"))
        store.add(version_of(VISIT, "Visit of the Norwegian Delegation", "/briefs/visit.txt"))
        yield store


def read_as(question: str, store: Store) -> tuple[set[str], str] | None:
    """Return the files that are compared and the matter."""
    asked = asked_of(question)
    with store.snapshot() as snapshot:
        found: Compared | None
        if asked.kind is QuestionKind.COMPARISON:
            found = compared(question, asked.topic, snapshot, None)
        else:
            found = told_by_named(question, snapshot, None)
    if found is None or not found.named:
        return None
    return {one.source.removeprefix("/briefs/").removesuffix(".txt") for one in found.documents}, found.matter


BOTH = {"Fisheries2030", "TM2030"}


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("Compare the Transport plan and the Fisheries plan on climate change", "climate change"),
        ("Compare the Transport plan and the Fisheries plan on equity", "equity"),
        ("Compare TM2030 and Fisheries2030.txt on freight", "freight"),
        ("Compare the two plans on equity", "equity"),
        ("Compare what Transport and Fisheries say about quotas", "quotas"),
        ("Compare how the Transport and Fisheries plans deal with climate change", "climate change"),
        ("Compare the approaches of Transport and Fisheries to equity", "equity"),
        ("Compare the climate rules of the Transport and Fisheries plans", "climate rules"),
        ("Compare both plans on equity", "equity"),
        ("Compare Transport's and Fisheries' climate measures", "climate measures"),
        ("How do the Transport and Fisheries plans differ on the climate?", "the climate"),
        ("How does the Transport plan differ from the Fisheries plan on equity?", "equity"),
        ("In what ways do the Transport plan and the Fisheries plan differ?", ""),
        ("Do the plans agree on climate change?", "climate change"),
        ("What do the plans have in common on equity?", "equity"),
        ("Is there any contradiction between the plans?", ""),
        ("What inconsistencies are there between the two plans on equity?", "equity"),
        ("How does the Transport plan's approach to equity compare with that of the Fisheries plan?", "equity"),
        ("How does the approach of the Transport plan to equity differ from that of the Fisheries plan?", "equity"),
        ("Differences between the Transport and Fisheries plans in climate policy", "climate policy"),
        ("What is the difference between the Transport plan and the Fisheries plan?", ""),
        ("What do the Transport plan and the Fisheries plan say about equity?", "equity"),
        ("What does the Transport plan say about equity compared with the Fisheries plan?", "equity"),
        ("How do Transport and Fisheries address climate change?", "climate change"),
        ("How do Transport and Fisheries each define equity?", "equity"),
        ("What do the plans say about equity?", "equity"),
        ("Which plans mention climate change?", "climate change"),
        ("Which of the plans deals with equity best?", "equity"),
    ],
)
def test_documents_are_told_from_the_matter(question: str, matter: str, plans: Store) -> None:
    assert read_as(question, plans) == (BOTH, matter)


def test_whole_titles_may_have_an_and_and_a_comma(plans: Store) -> None:
    fisheries, transport = "Strategic Plan: Equity and Fair Shares at Sea", "Strategic Plan of the Transport Ministry"
    for question in (
        f"How do {fisheries} and {transport} differ on quotas?",
        f"Compare {transport} and {fisheries} on quotas",
    ):
        assert read_as(question, plans) == (BOTH, "quotas")


@pytest.mark.parametrize(
    "question",
    [
        "Compare the Norwegian delegation and the Chilean delegation",  # one is in a title, the other in none
        "Compare equity and transport",  # plain words that titles have
        "What did Norway and Chile say about the climate?",
        "What does Transport say about equity?",  # asks of the body, though a title has its name
        "What do the briefings say about equity?",  # whatever they are
        "Which visits mention equity?",
        "How do ships and lorries affect the climate?",
        "Compare the Transport plan and the Budget plan on equity",  # the other is not there
    ],
)
def test_what_names_no_two_documents_is_none(question: str, plans: Store) -> None:
    assert read_as(question, plans) is None


@pytest.mark.parametrize(
    "question",
    [
        "What does the Transport plan say about equity?",
        "How does the Transport plan deal with equity?",
        "Summarise what the Transport plan says about equity",
        "What does TM2030 say about equity?",
    ],
)
def test_one_document_that_is_named_tells_alone(question: str, plans: Store) -> None:
    answer = Assistant(plans).ask(question)
    assert answer.answered
    assert {citation.title for citation in answer.citations} == {"Strategic Plan of the Transport Ministry"}
    assert any("Equity in transport" in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    "question",
    [
        "According to the Fisheries plan, who spoke about climate change?",
        "Who spoke about climate change in the Fisheries plan?",
        "Who spoke about climate change, according to the Fisheries plan?",
    ],
)
def test_what_is_asked_of_one_document_is_not_answered_from_another(question: str, plans: Store) -> None:
    assistant = Assistant(plans)
    answer = assistant.ask(question)
    assert {one.document_id for one in (*answer.citations, *answer.closest)} <= {
        document.document_id for document in plans.documents() if "Fair Shares" in document.title
    }
    assert "spoke about" in assistant.ask("Who spoke about climate change?").text


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("In the Transport plan, how many bridges are raised?", "How many bridges are raised"),
        ("How many bridges are raised in the Transport plan?", "How many bridges are raised"),
        ("How many bridges are raised in the plan?", None),
        ("How many boats are there in Norway?", None),
        ("Who took part in the plan of 2030?", None),
    ],
)
def test_a_document_to_look_in_is_no_part_of_the_question(question: str, asked: str | None, plans: Store) -> None:
    with plans.snapshot() as snapshot:
        found = asked_within(question, snapshot, None)
    assert (found and found.matter) == asked


def test_what_only_another_document_says_is_declined(plans: Store) -> None:
    assistant = Assistant(plans)
    assert assistant.ask("What does the Transport plan say about freight terminals?").answered
    assert not assistant.ask("What does the Fisheries plan say about freight terminals?").answered


def test_a_document_that_is_not_asked_is_no_side(plans: Store) -> None:
    with plans.snapshot() as snapshot:
        one = next(found for found in snapshot.documents() if "Transport" in found.title)
        assert told_by_named("What do TM2030 and Fisheries2030 say about rails?", snapshot, [one.document_id]) is None


def groups(answer: Answer) -> list[str]:
    return [line.split(" (added")[0] for line in answer.text.splitlines() if line.endswith("):")]


@pytest.mark.parametrize(
    "question",
    [
        "Compare the Transport plan and the Fisheries plan on climate change",
        "What do Transport and Fisheries say about climate change?",
    ],
)
def test_each_document_tells_of_the_matter(question: str, plans: Store) -> None:
    answer = Assistant(plans).ask(question)
    assert sorted(groups(answer)) == [
        "Strategic Plan of the Transport Ministry",
        "Strategic Plan: Equity and Fair Shares at Sea",
    ]
    assert not answer.weak
    assert all("climate change" in citation.quote for citation in answer.citations)


def test_a_document_without_a_word_of_it_is_named(plans: Store) -> None:
    answer = Assistant(plans).ask("Compare the Transport plan and the Fisheries plan on freight terminals")
    assert groups(answer) == ["Strategic Plan of the Transport Ministry"]
    assert answer.text.endswith("was found in: Strategic Plan: Equity and Fair Shares at Sea.")


def test_what_none_of_them_speaks_of_is_declined(plans: Store) -> None:
    answer = Assistant(plans).ask("Compare the Transport plan and the Fisheries plan on space debris")
    assert not answer.answered


def test_a_comparison_goes_on_with_another_matter(plans: Store) -> None:
    assistant = Assistant(plans)
    first = "Compare the Transport plan and the Fisheries plan on climate change"
    answer = assistant.ask("And on equity?", history=[Turn(first, assistant.ask(first))])
    assert answer.understood_as == "Compare the Transport plan and the Fisheries plan on equity?"
    assert len(groups(answer)) == 2


MEMORANDUM = """Memorandum of Understanding
The Port Office of Norland and the Coast Guard of Velsk have reached this understanding.
The purpose of this Memorandum is to watch the strait together.
It remains valid for five years.
"""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is the purpose of the memorandum between Norland and Velsk?", "watch the strait together"),
        ("How long is the MoU between Norland and Velsk valid?", "five years"),
        ("What is the purpose of the memorandum between Norland and Estmark?", None),
    ],
)
def test_parties_name_the_document_between_them(
    tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder, question: str, expected: str | None
) -> None:
    with Store.open(tmp_path_factory.mktemp("parties") / "store", embedder=real_embedder) as store:
        store.add(version_of(MEMORANDUM, "Memorandum of Understanding", "/briefs/mou.txt"))
        store.add(version_of(VISIT, "Visit of the Norwegian Delegation", "/briefs/visit.txt"))
        answer = Assistant(store).ask(question)
        with store.snapshot() as snapshot:
            named = asked_of_parties(question, snapshot, None)
    assert answer.answered is (expected is not None)
    assert expected is None or expected in answer.citations[0].quote
    if expected is not None and "memorandum" in question:
        assert named is not None
        assert [one.source for one in named.documents] == ["/briefs/mou.txt"]
