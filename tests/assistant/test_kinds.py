"""Answers by kind of question, with the packaged embedder and several documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from assistant import Answer, Answered, Assistant, Searched, Turn, answer_words
from assistant.reader import OperatingPoints
from assistant.reading.scoring import ChosenScorer
from assistant.reading.span_reader import SpanReader
from store import Document, Embedder, InvalidQuestion, NewPassage, NewVersion, Span, Store, UnknownDocument

FORUM = """# Ocean Forum
Norway and Chile held the second edition of their Ocean Forum on 12 May 2024 in Bergen. \
The forum reviewed the joint surveys of the sea that both nations carry out.
# Delegations
The Norwegian delegation was led by Ms. Ingrid Solberg. The Chilean delegation was led by Dr. Camila Rojas. \
Officials of both fisheries ministries were present as well.
# Agenda
The forum dealt with three topics:
- seabed mapping
- plankton monitoring
- search and rescue at sea
# Port event
A port event took place in the harbour before the forum. The port event was hosted by SeaLink and gathered 45 companies.
# Aims
One aim of the Ocean Forum was to protect the fish stocks of the Polar Sea. \
The fish stocks had been shrinking for a decade before that. \
A further aim of the Ocean Forum was to train young hydrographers.
"""
TOPICS = ["seabed mapping", "plankton monitoring", "search and rescue at sea"]
PRESS = """# Press note
The Ocean Forum of Norway and Chile was held on 14 May 2024 in Bergen. \
Journalists were invited to the closing ceremony of the forum. \
Chile will receive the third edition in Valparaiso.
"""
HERRING = """# Herring report
The herring catch of Iceland rose to 300,000 tonnes in 2023. \
The quotas for small boats were raised by the ministry in the spring. \
Exports of herring to Japan doubled within one year.
"""


def version_of(text: str, title: str, source: str) -> NewVersion:
    """A passage for each section; heading lines, items and sentences are its units."""
    passages: list[NewPassage] = []
    units: list[Span] = []
    heading = ""
    for line in [*re.finditer(r"[^\n]+", text), None]:
        if line is None or line[0].startswith("# "):
            if units:
                passages.append(NewPassage(units[0].start, units[-1].end, None, (heading,), tuple(units)))
            units = []
        if line is None:
            break
        if line[0].startswith(("# ", "- ")):
            heading = line[0][2:] if line[0].startswith("# ") else heading
            units.append(Span(line.start() + 2, line.end()))
            continue
        for found in re.finditer(r"\S.*?(?<!Ms)(?<!Dr)[.:](?=\s|$)", line[0]):
            units.append(Span(line.start() + found.start(), line.start() + found.end()))
    return NewVersion(source, title, text.encode(), text, None, (), tuple(passages))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("library") / "store", embedder=real_embedder) as store:
        store.add(version_of(FORUM, "Ocean Forum", "/briefs/forum.md"))
        store.add(version_of(FORUM, "Ocean Forum", "/copies/forum.md"))
        store.add(version_of(PRESS, "Press note", "/briefs/press.md"))
        store.add(version_of(HERRING, "Herring report", "/briefs/herring.md"))
        yield store


@pytest.fixture(scope="module")
def assistant(library: Store) -> Assistant:
    return Assistant(library)


def of(library: Store, *sources: str) -> list[str]:
    found = [library.find(source) for source in sources]
    return [document.document_id for document in found if document is not None]


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def assert_checked(answer: Answer, library: Store) -> None:
    """Every quote is verbatim and has its marker, and every marker its quote."""
    for number, citation in enumerate(answer.citations, start=1):
        assert library.text(citation.document_id)[citation.start : citation.end] == citation.quote
        assert f"{citation.quote} [{number}]" in answer.text
    assert [int(number) for number in re.findall(r"\[(\d+)\]", answer.text)] == list(
        range(1, len(answer.citations) + 1)
    )


# -- facts


def test_a_fact_is_one_sentence_with_the_exact_answer(assistant: Assistant, library: Store) -> None:
    answer = assistant.ask("Who hosted the port event?", documents=of(library, "/briefs/forum.md"))
    assert quotes(answer)[0].startswith("The port event was hosted by SeaLink")
    assert answer.short_answer == "SeaLink"
    assert_checked(answer, library)


def test_documents_that_differ_are_shown_side_by_side(assistant: Assistant, library: Store) -> None:
    answer = assistant.ask("When was the Ocean Forum held?")
    assert answer.text.count("12 May 2024") == 1  # equal copies count once
    assert answer.text.count("14 May 2024") == 1
    assert answer_words.DIFFERENT in answer.text
    assert all(f"{title} (added " in answer.text for title in ("Ocean Forum", "Press note"))
    assert set((answer.short_answer or "").split("; ")) == {"12 May 2024", "14 May 2024"}
    assert_checked(answer, library)


@pytest.mark.parametrize(
    "question", ["How many hydrographers did the Ocean Forum train?", "What share of the Norwegian delegation led it?"]
)
def test_what_asks_for_a_number_is_not_answered_without_one(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).answered


def test_documents_that_agree_are_not_set_against_each_other(assistant: Assistant) -> None:
    answer = assistant.ask("Where was the Ocean Forum held?")
    assert answer.short_answer == "Bergen"
    assert answer_words.DIFFERENT not in answer.text


# -- lists


def test_a_list_brings_its_items_in_order(assistant: Assistant, library: Store) -> None:
    answer = assistant.ask("What topics did the forum deal with?", documents=of(library, "/briefs/forum.md"))
    at = [
        answer.text.find(f"• {item} [")
        for item in ("seabed mapping", "plankton monitoring", "search and rescue at sea")
    ]
    assert -1 not in at
    assert at == sorted(at)
    assert answer.text.index("three topics:") < at[0]
    assert_checked(answer, library)


def test_an_item_that_is_found_brings_its_list(assistant: Assistant, library: Store) -> None:
    answer = assistant.ask("List the topics next to plankton monitoring", documents=of(library, "/briefs/forum.md"))
    assert {"seabed mapping", "plankton monitoring", "search and rescue at sea"} <= set(quotes(answer))


def test_all_aims_are_listed_once_in_document_order(assistant: Assistant, library: Store) -> None:
    answer = assistant.ask("What were the aims of the Ocean Forum?")
    aims = [quote for quote in quotes(answer) if "aim of the Ocean Forum" in quote]
    assert [aim.split()[0] for aim in aims] == ["One", "A"]
    assert_checked(answer, library)


def test_a_heading_that_is_asked_for_brings_its_section(assistant: Assistant, library: Store) -> None:
    answer = assistant.ask("What was on the agenda?", documents=of(library, "/briefs/forum.md"))
    assert "seabed mapping" in quotes(answer)
    assert "Agenda" not in quotes(answer)


GOALS = {
    "Clean harbours": "Waste in the harbours falls by a third within four years.",
    "Safe fishing": "Accidents on small boats fall to none by the end of the plan.",
    "Fair quotas": "Small boats get a tenth of all quotas in each of the years.",
    "Young crews": "Four hundred young people are trained for the fleet.",
}


def test_numbered_headings_are_the_members_of_a_list_and_the_form_of_a_document_is_not(store: Store) -> None:
    sections = [
        f"# Strategic Goal {number} {name}\n- Description | Start | End | Number\n{text}"
        for number, (name, text) in enumerate(GOALS.items(), 1)
    ]
    store.add(version_of("\n".join(sections), "Fisheries plan", "/plans/fisheries.md"))
    answer = Assistant(store).ask("What are the strategic goals of the fisheries plan?")
    said = quotes(answer)
    assert [f"Strategic Goal {number} {name}" for number, name in enumerate(GOALS, 1)] == [
        one for one in said if one.startswith("Strategic Goal")
    ]
    assert not any("Description" in one for one in said)
    assert answer.short_answer is None


SAILING = """# Strengthening Ties in Fishing and Sailing
Norway and Chile met in Bergen on 12 May 2024. Their ministers signed nothing at all in those days.
The delegates also wished for safe sailing in the fjords of both countries.
# Who came to Bergen
Norway was represented by Ms. Ingrid Solberg. Chile was represented by Dr. Camila Rojas. \
Officials of both fisheries ministries also attended the talks.
# Port event
A port event took place before the talks. Ship owners from both countries attended it.
"""
CREW = """# Harbour Committee
The Harbour Committee met in Bergen on 3 June 2024.
# Participants
- Ms. Ingrid Solberg, Director of Fisheries
- Mr. Olav Lunde, Deputy Minister
- Dr. Camila Rojas, Undersecretary
- Mr. Pablo Fuentes, Hydrographic Service
"""


def test_what_stands_below_the_title_is_not_said_of_each_word_in_it(tmp_path: Path, real_embedder: Embedder) -> None:
    with Store.open(tmp_path / "store", embedder=real_embedder) as store:
        store.add(version_of(SAILING, "Strengthening Ties in Fishing and Sailing", "/notes/sailing.md"))
        answer = Assistant(store).ask("What does the briefing say about sailing?")
    assert quotes(answer) == ["The delegates also wished for safe sailing in the fjords of both countries."]


def test_who_also_came_is_told_after_those_before(store: Store) -> None:
    store.add(version_of(SAILING, "Strengthening Ties in Fishing and Sailing", "/notes/sailing.md"))
    answer = Assistant(store).ask("Who attended the talks?")
    assert [one.split()[0] for one in quotes(answer)] == ["Norway", "Chile", "Officials"]
    assert answer.short_answer is not None
    assert answer.short_answer.startswith("Officials")


@pytest.mark.parametrize("question", ["List the participants", "Who attended the meeting?"])
def test_a_list_of_participants_is_quoted_whole(store: Store, question: str) -> None:
    store.add(version_of(CREW, "Harbour Committee", "/notes/crew.md"))
    assert len(quotes(Assistant(store).ask(question))) == 4


def test_a_piece_of_a_sentence_is_no_member_of_a_list(store: Store) -> None:
    text = (
        "# Harbour aims\n- strengthen the relations between\n"
        "One aim of the harbour is to protect the fish. A further aim of the harbour is to train pilots.\n"
    )
    store.add(version_of(text, "Harbour", "/plans/harbour.md"))
    said = quotes(Assistant(store).ask("What are the aims of the harbour?"))
    assert [one.split()[0] for one in said] == ["One", "A"]


# -- summaries


def test_a_summary_of_one_document_is_spread_over_it_in_order(assistant: Assistant, library: Store) -> None:
    answer = assistant.ask("Summarise the press note")
    assert {citation.title for citation in answer.citations} == {"Press note"}
    answer = assistant.ask("Give me an overview", documents=of(library, "/briefs/forum.md"))
    assert len({citation.heading for citation in answer.citations}) >= 3
    assert [one.start for one in answer.citations] == sorted(one.start for one in answer.citations)
    assert (answer.answered, answer.confidence, answer.short_answer) == (True, 1.0, None)
    assert all(line.startswith("• ") and re.search(r"\[\d+\]$", line) for line in answer.text.splitlines())
    assert_checked(answer, library)


@pytest.mark.parametrize(
    ("wish", "lines"), [("in one sentence", 1), ("in three bullet points", 3), ("with 2 lines", 2)]
)
def test_a_summary_is_as_long_as_is_wished(assistant: Assistant, library: Store, wish: str, lines: int) -> None:
    answer = assistant.ask(f"Summarise the documents {wish}", documents=of(library, "/briefs/forum.md"))
    assert len(answer.citations) == lines
    assert quotes(answer)[0].startswith("Norway and Chile held")


def test_a_summary_of_all_takes_each_document_once(assistant: Assistant, library: Store) -> None:
    answer = assistant.ask("What are the key points?")
    headings = [line for line in answer.text.splitlines() if not line.startswith("• ")]
    assert [heading.split(" (added")[0] for heading in headings] == ["Herring report", "Ocean Forum", "Press note"]
    assert_checked(answer, library)


def test_a_summary_gets_shorter_with_many_documents(store: Store) -> None:
    for number in range(30):
        text = (
            f"# Note {number}\n"
            + "".join(
                f"Station {number} measured the {word} of the water twice. " * 1
                for word in "salt heat depth tide colour clarity".split()
            )
            + "\n"
        )
        store.add(version_of(text, f"Note {number:02}", f"/notes/{number}.md"))
    answer = Assistant(store).ask("Summarise all documents")
    assert len(answer.citations) == 24
    assert len({citation.document_id for citation in answer.citations}) == 24
    assert "6 more" in answer.text


def test_a_summary_of_nothing_is_declined(store: Store) -> None:
    answer = Assistant(store).ask("Summarise the documents")
    assert (answer.answered, answer.text) == (False, answer_words.NO_DOCUMENTS)


def test_a_matter_that_is_no_document_is_searched_for(assistant: Assistant) -> None:
    answer = assistant.ask("Tell me about the quotas for small boats")
    assert any("quotas for small boats" in quote for quote in quotes(answer))


# -- comparisons


@pytest.mark.parametrize(
    "question",
    [
        "How do the documents differ on when the Ocean Forum was held?",
        "How do the two documents differ on the Ocean Forum?",
        "Compare the documents on what they say about the Ocean Forum",
        "Compare what the documents say about the Ocean Forum",
    ],
)
def test_a_comparison_groups_the_evidence_by_document(assistant: Assistant, library: Store, question: str) -> None:
    chosen = of(library, "/briefs/forum.md", "/copies/forum.md", "/briefs/press.md")
    answer = assistant.ask(question, documents=chosen)
    groups = [line for line in answer.text.splitlines() if line.endswith("):")]
    assert sorted(group.split(" (added")[0] for group in groups) == ["Ocean Forum", "Press note"]
    assert not answer.weak
    assert_checked(answer, library)


def test_a_comparison_says_nothing_twice(assistant: Assistant, library: Store) -> None:
    chosen = of(library, "/briefs/forum.md", "/briefs/press.md")
    answer = assistant.ask("Compare the documents on seabed mapping and the topics of the forum", documents=chosen)
    lines = answer.text.splitlines()
    assert len(lines) == len(set(lines))
    assert "seabed mapping" in answer.text


def test_documents_compared_on_nothing_in_particular_are_outlined(assistant: Assistant, library: Store) -> None:
    chosen = of(library, "/briefs/press.md", "/briefs/herring.md")
    answer = assistant.ask("Compare the two documents", documents=chosen)
    assert {citation.document_id for citation in answer.citations} == set(chosen)
    assert_checked(answer, library)


def test_both_sides_within_one_document_are_shown(assistant: Assistant, library: Store) -> None:
    chosen = of(library, "/briefs/forum.md")
    answer = assistant.ask("Compare the Norwegian delegation and the Chilean delegation", documents=chosen)
    assert "Solberg" in answer.text
    assert "Rojas" in answer.text
    assert_checked(answer, library)


# -- yes or no


def test_what_leads_in_to_a_list_is_quoted_with_it(assistant: Assistant, library: Store) -> None:
    answer = assistant.ask("What did the forum's agenda deal with?", documents=of(library, "/briefs/forum.md"))
    assert [quote for quote in quotes(answer) if quote in TOPICS] == TOPICS
    assert_checked(answer, library)


def test_ways_of_wording_are_no_different_answers(assistant: Assistant, library: Store) -> None:
    answer = assistant.ask("How was the Ocean Forum described?")
    assert answer_words.DIFFERENT not in answer.text


@pytest.mark.parametrize("question", ["Did Norway and Chile hold the Ocean Forum in Bergen?", "Was SeaLink the host?"])
def test_a_yes_or_no_is_left_to_the_evidence(assistant: Assistant, library: Store, question: str) -> None:
    answer = assistant.ask(question)
    assert answer_words.THE_BRIEFINGS_SAY in answer.text
    assert not re.search(r"\b(?:yes|no)\b", answer.text, re.I)
    assert_checked(answer, library)


def test_a_yes_or_no_marks_only_what_it_names(assistant: Assistant) -> None:
    answer = assistant.ask("Did Norway and Chile hold the Ocean Forum in Bergen?")
    assert answer.short_answer is None or "Bergen" in answer.short_answer


# -- the collection


def test_the_catalogue_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("What documents are there?")
    assert answer.text.startswith("There are 4 documents:")
    assert all(title in answer.text for title in ("Ocean Forum", "Press note", "Herring report"))
    assert (answer.answered, answer.confidence, answer.citations, answer.nearest) == (True, 1.0, (), ())


def test_the_catalogue_of_the_chosen_documents(assistant: Assistant, library: Store) -> None:
    answer = assistant.ask("How many documents do you have?", documents=of(library, "/briefs/press.md"))
    assert answer.text.startswith("There is one document:")
    assert "Herring" not in answer.text


def test_an_empty_catalogue_says_so(store: Store) -> None:
    assert Assistant(store).ask("What documents are there?").text == answer_words.NO_DOCUMENTS


def test_documents_on_a_subject_come_with_their_best_passage(assistant: Assistant, library: Store) -> None:
    answer = assistant.ask("What do you have on the herring catch?")
    assert answer.answered
    assert "Herring report (added" in answer.text
    assert any("herring catch" in quote for quote in quotes(answer))
    assert_checked(answer, library)


def test_nothing_on_a_subject_is_said_in_its_own_words(assistant: Assistant) -> None:
    answer = assistant.ask("Do you have anything on volcanoes of Hawaii?")
    assert not answer.answered
    assert "volcanoes of Hawaii" in answer.text
    assert answer.text != answer_words.NOT_SAID


# -- small talk


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("Hello!", answer_words.GREETING),
        ("Thank you very much", answer_words.THANKS),
        ("Bye", answer_words.FAREWELL),
        ("What can you do?", answer_words.ABILITIES),
    ],
)
def test_small_talk_is_replied_to_without_a_search(assistant: Assistant, said: str, reply: str) -> None:
    events = list(assistant.stream(said, history=[Turn("When was the forum held?", "In May.")]))
    assert not any(isinstance(event, Searched) for event in events)
    last = events[-1]
    assert isinstance(last, Answered)
    answer = last.answer
    assert (answer.text, answer.answered, answer.confidence, answer.citations) == (reply, True, 1.0, ())
    assert set(answer.timings) == {"understand", "search", "read", "answer"}


def test_a_question_after_a_greeting_is_answered(assistant: Assistant) -> None:
    answer = assistant.ask("Hello, who led the Norwegian delegation?")
    assert "Solberg" in answer.text
    assert answer.understood_as is None


def test_unknown_documents_are_refused_for_every_kind(assistant: Assistant) -> None:
    for question in ("Hello", "What documents are there?", "Summarise it all", "Compare the documents"):
        with pytest.raises(UnknownDocument):
            assistant.ask(question, documents=["nothing"])
    with pytest.raises(InvalidQuestion):
        assistant.ask(" ? "[:0])


# -- a matter that is only named


def test_what_is_said_of_a_topic_is_quoted_and_nothing_else(assistant: Assistant, library: Store) -> None:
    answer = assistant.ask("Tell me about the port event", documents=of(library, "/briefs/forum.md"))
    assert answer.answered
    assert not answer.weak
    assert all("port event" in f"{cited.heading} {cited.quote}".lower() for cited in answer.citations)
    assert answer.short_answer is None
    assert_checked(answer, library)


@pytest.mark.parametrize("topic", ["plankton quotas", "port strike", "nuclear fusion"])
def test_a_topic_that_no_passage_speaks_of_is_declined(assistant: Assistant, topic: str) -> None:
    answer = assistant.ask(topic)
    assert (answer.answered, answer.text) == (False, answer_words.NOT_SAID)


# -- two questions in one


def test_both_questions_are_answered_with_one_numbering(assistant: Assistant, library: Store) -> None:
    answer = assistant.ask("Who hosted the port event and how many companies did it gather?")
    assert answer.understood_as is None or "port event" in answer.understood_as
    answer = assistant.ask("Who led the Norwegian delegation? Who led the Chilean delegation?")
    assert "Solberg" in answer.text
    assert "Rojas" in answer.text
    assert answer.short_answer == "Ms. Ingrid Solberg; Dr. Camila Rojas"
    assert_checked(answer, library)


def test_the_second_question_may_lean_on_the_first(assistant: Assistant) -> None:
    answer = assistant.ask("Where was the Ocean Forum held and who hosted it?")
    assert answer.understood_as == "Where was the Ocean Forum held? Who hosted the Ocean Forum?"


def test_the_part_that_is_not_answered_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("Who led the Norwegian delegation? What is the capital of Peru?")
    assert answer.answered
    assert "Solberg" in answer.text
    assert answer_words.PART_NOT_SAID.format(question="What is the capital of Peru?") in answer.text


def test_a_sentence_that_answers_both_questions_is_quoted_once(assistant: Assistant, library: Store) -> None:
    asked = "Who hosted the port event? How many companies did the port event gather?"
    answer = assistant.ask(asked, documents=of(library, "/briefs/forum.md"))
    assert answer.text.count("SeaLink") == 1
    assert answer.short_answer == "SeaLink; 45"


def test_two_questions_without_an_answer_are_declined(assistant: Assistant) -> None:
    answer = assistant.ask("What is the capital of Peru? Who won the World Cup in 2018?")
    assert (answer.answered, answer.text, answer.citations) == (False, answer_words.NOT_SAID, ())
    assert answer.nearest


# -- silence


@pytest.mark.parametrize(
    "question",
    [
        "When did China host the Ocean Forum?",
        "Who led the Brazilian delegation?",
        "Did Peru attend the Ocean Forum?",
        "When was the Ocean Forum of 2019 held?",
        "Where was the fourth edition of the Ocean Forum held?",
        "When is the next Ocean Forum?",
        "How many companies did OceanWorks gather?",
        "What is the capital of France?",
        "How do I bake bread?",
    ],
)
@pytest.mark.parametrize("caution", ["low", "normal"])
def test_false_premises_and_other_matters_are_declined(library: Store, question: str, caution: Any) -> None:
    answer = Assistant(library, caution=caution).ask(question)
    assert not answer.answered
    assert answer.nearest
    assert answer.confidence < SpanReader(ChosenScorer()).points("low").weak


def test_one_of_two_alternatives_is_premise_enough(assistant: Assistant) -> None:
    assert assistant.ask("Was the Ocean Forum held in Bergen or in Oslo?").answered


def test_weak_evidence_says_so_first(library: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SpanReader, "points", lambda _self, _caution: OperatingPoints(0.1, 1.0))
    answer = Assistant(library).ask("Who led the Norwegian delegation?")
    assert (answer.answered, answer.weak) == (True, True)
    assert answer.text.startswith(answer_words.WEAK)
    assert "Solberg" in answer.text


def test_a_sure_answer_is_not_weak(library: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SpanReader, "points", lambda _self, _caution: OperatingPoints(0.1, 0.1))
    answer = Assistant(library).ask("Who led the Norwegian delegation?")
    assert (answer.answered, answer.weak) == (True, False)
    assert answer.text.startswith("The Norwegian delegation")


def test_more_caution_never_answers_more(library: Store) -> None:
    questions = (
        "Who led the Norwegian delegation?",
        "Who paid for the forum?",
        "Why were quotas raised?",
        "Who is against the quotas?",
        "What is salt?",
    )
    states = []
    for caution in ("low", "normal", "high"):
        answers = [Assistant(library, caution=caution).ask(question) for question in questions]  # type: ignore[arg-type]
        states.append([answer.answered + (answer.answered and not answer.weak) for answer in answers])
    for before, after in pairwise(states):
        assert all(one >= other for one, other in zip(before, after, strict=True))
    assert states[0] != states[2]


def test_a_caution_that_is_none_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="low, normal, high"):
        Assistant(store, caution="reckless")  # type: ignore[arg-type]


# -- with a chat model


class Counting(GenericFakeChatModel):
    """A chat model that keeps what it was asked."""

    given: list[str] = []  # noqa: RUF012

    def _generate(self, messages: Any, *arguments: Any, **more: Any) -> Any:
        self.given.append(messages[-1].content)
        return super()._generate(messages, *arguments, **more)


def written(library: Store, question: str, reply: str = "Nothing.") -> tuple[Answer, list[str]]:
    model = Counting(messages=iter([AIMessage(content=reply)] * 3), given=[])
    return Assistant(library, chat_model=model).ask(question), model.given


@pytest.mark.parametrize("question", ["Hello", "What documents are there?", "What do you have on the herring catch?"])
def test_no_chat_model_is_asked_about_the_collection(library: Store, question: str) -> None:
    answer, given = written(library, question)
    assert given == []
    assert answer.answered


def test_a_chat_model_summarises_from_the_passages_of_the_summary(library: Store) -> None:
    answer, given = written(library, "Summarise the herring report", "The herring catch of Iceland rose [1].")
    assert len(given) == 1
    assert "herring catch" in given[0]
    assert "Solberg" not in given[0]
    assert answer.text == "The herring catch of Iceland rose [1]."
    assert (answer.answered, answer.weak) == (True, False)


def test_a_chat_model_sees_each_document_that_it_is_to_summarise(library: Store) -> None:
    _, given = written(library, "What are the key points?")
    assert all(f'"title": "{title}"' in given[0] for title in ("Ocean Forum", "Press note", "Herring report"))


def test_a_chat_model_gets_both_questions_at_once(library: Store) -> None:
    _, given = written(library, "Who led the Norwegian delegation? How large was the herring catch of Iceland?")
    assert len(given) == 1
    assert "Solberg" in given[0]
    assert "300,000" in given[0]
    assert "How large was" in given[0]


def test_a_document_that_is_added_is_in_the_catalogue(store: Store) -> None:
    added: Document = store.add(version_of(PRESS, "Press note", "/briefs/press.md"))
    assert added.title in Assistant(store).ask("What documents are there?").text
