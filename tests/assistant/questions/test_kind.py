"""What kind of thing is asked, in many wordings; and two questions in one."""

from __future__ import annotations

import time

import pytest

from assistant.questions.kind import QuestionKind, asked_of, asked_plainly, without_documents
from assistant.questions.several import questions_in

WORDINGS = {
    QuestionKind.GREETING: ("Hi", "hello!", "Hello there", "Good morning", "Hey, how are you?", "How are you today?"),
    QuestionKind.THANKS: ("Thanks!", "Thank you very much", "OK, thanks a lot.", "great", "Thanks for your help!"),
    QuestionKind.FAREWELL: ("Bye", "Goodbye!", "Thanks, bye", "See you tomorrow"),
    QuestionKind.ABILITIES: (
        "What can you do?",
        "who are you",
        "Help",
        "Can you help me?",
        "How does this work?",
        "What can I ask you?",
        "Are you a robot?",
        "What questions can you answer?",
    ),
    QuestionKind.CATALOGUE: (
        "What documents are there?",
        "Which files do you have?",
        "How many documents are there?",
        "How many briefings do you have in total?",
        "List all documents",
        "Show me the files",
        "Can you list the documents you have?",
        "What do you have?",
        "What is in the library?",
        "Which reports have been uploaded?",
    ),
    QuestionKind.ON_TOPIC: (
        "What do you have on plankton?",
        "Which documents mention the Polar Compact?",
        "Is there anything about fish stocks?",
        "Do you have any reports on cybersecurity?",
        "How many documents discuss seabed mapping?",
        "Find everything about the port event",
        "What information is there on quotas?",
        "Are there any documents about Iceland?",
        "Does the briefing mention Iceland?",
        "Is Iceland mentioned in the press note?",
        "Is there any mention of Iceland?",
    ),
    QuestionKind.SUMMARY: (
        "Summarise the briefing",
        "summarize",
        "Please summarise the Ocean Forum for me.",
        "Give me a short overview of the documents",
        "What are the key points?",
        "Key takeaways of the press note?",
        "Give me three key takeaways",
        "What is this about?",
        "What are these documents about?",
        "What does the document say?",
        "tl;dr",
        "Could you give me a brief summary, please?",
        "I need an executive summary of the report",
        "Summarise briefly",
        "Sum up the press note in two sentences",
        "What do I need to know?",
        "Give me a short briefing on the forum",
        "Write me a one-page brief",
    ),
    QuestionKind.COMPARISON: (
        "Compare the two documents",
        "What differs between the briefings?",
        "How do the Norwegian and Chilean aims differ?",
        "What is the difference between the press note and the briefing?",
        "What do both reports have in common?",
        "Norway vs Chile",
        "Do the documents agree on the date?",
        "What has changed between the two plans?",
    ),
    QuestionKind.LIST: (
        "What topics did the forum cover?",
        "What were the aims of the forum?",
        "Which companies attended?",
        "List the participants",
        "Who attended the forum?",
        "Name the members of the delegation",
        "What was discussed?",
        "What was on the agenda?",
        "What did the delegations agree on?",
        "Which three measures were taken?",
    ),
    QuestionKind.NUMBERED_PARTS: (
        "Can you give me the objectives of the programme?",
        "What are the strategic goals?",
        "List all the recommendations of the memo",
        "What are the strategies under objective 1.4 of the plan?",
        "How many strategic goals does the plan have?",
        "How many recommendations are there in the report?",
    ),
    QuestionKind.NUMBERED_PART: (
        "What does section 3 say?",
        "What's Strategy 1.4.5?",
        "Annex B",
        "point 2 of it",
        "What is the first goal?",
    ),
    QuestionKind.PAGE: ("What is on page 3?", "Summarise page 12 of the plan"),
    QuestionKind.MENTIONED: (
        "Which people are mentioned?",
        "Which countries are involved?",
        "Which countries does the briefing concern?",
        "Who is named in the press note?",
        "List the organisations",
        "What dates does the briefing mention?",
        "Give me a timeline",
        "Who are the key people?",
    ),
    QuestionKind.DESCRIPTION: (
        "Who wrote the memo?",
        "Who put this note together?",
        "When was this plan published?",
        "How many pages does the report have?",
        "What's the date of the note on space?",
    ),
    QuestionKind.TOPIC: (
        "What do the briefings say about plankton?",
        "Plankton",
        "search and rescue at sea?",
        "Describe the port event",
        "What about the port event?",
        "I'd like details on seabed mapping, please",
        "visit to Bergen",
        "Any news on the port event?",
    ),
    QuestionKind.YES_NO: (
        "Did Norway host the forum?",
        "Was it held in Bergen?",
        "Is plankton monitored?",
        "Do you know whether Chile attended?",
        "Have quotas been raised?",
        "Weren't there any companies?",
        "any casualties?",
        "Anyone hurt?",
    ),
    QuestionKind.FACT: (
        "Who led the delegation?",
        "Hello, when was the forum held?",
        "Can you tell me where it took place?",
        "How many companies attended?",
        "How many documents were signed?",
        "Which city hosted it?",
        "Why was the event organised?",
        "What is the objective of the forum?",
        "What series of events led to it?",
        "What is the capital of France?",
        "How does plankton monitoring work?",
        "What can you do with graphite?",
        "Who helped the delegation?",
        "Good Friday falls on which day?",
        "How many people differ in opinion?",
        "Thank you note was sent by whom?",
        "What is in the water?",
        "What is the second edition of the forum?",
        "What was the first step?",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("question", "kind"), [(question, kind) for kind, questions in WORDINGS.items() for question in questions]
)
def test_kind_of_question(question: str, kind: QuestionKind) -> None:
    assert asked_of(asked_plainly(question)).kind is kind


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("Hello, who led it?", "Who led it?"),
        ("Thanks, and when was it held?", "And when was it held?"),
        ("Could you please tell me who led it?", "Who led it?"),
        ("Thank you!", "Thank you!"),
        ("Hi-tech companies attended what?", "Hi-tech companies attended what?"),
        ("Please list the aims", "List the aims"),
        ("Explain why it was held", "Why it was held"),
        ("Explain the forum", "Explain the forum"),
        ("WHO HOSTED THE FORUM IN BERGEN?", "Who hosted the forum in bergen?"),
        ("NASA ESA JAXA", "NASA ESA JAXA"),
    ],
)
def test_politeness_is_left_out(question: str, plain: str) -> None:
    assert asked_plainly(question) == plain


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("Explain the purpose of the forum.", "What is the purpose of the forum?"),
        ("Describe its main aims", "What are its main aims?"),
        ("Which city hosted the forum?", "In which city was the forum held?"),
        ("Which city hosted 45 companies?", "Which city hosted 45 companies?"),
        ("What were the main topics?", "What topics were covered?"),
        ("What were the key themes of the forum?", "What themes were covered at the forum?"),
        ("What are the main topics of the plan?", "What are the main topics of the plan?"),
    ],
)
def test_questions_are_put_as_texts_tell_it(question: str, plain: str) -> None:
    assert asked_plainly(question) == plain


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Who led it and when did they meet?", ("Who led it?", "When did they meet?")),
        ("Who led it? When was it held?", ("Who led it?", "When was it held?")),
        ("When and where was the forum held?", ("When was the forum held?", "Where was the forum held?")),
        ("Who hosted the event, and when?", ("Who hosted the event?", "When?")),
        ("Which city hosted it and which companies attended?", ("Which city hosted it?", "Which companies attended?")),
        ("What did Norway and Chile discuss?", None),
        ("What is the difference between what Norway said and what Chile said?", None),
        ("I have read the briefing. Who led it?", None),
        ("Do you know who led it and when they met?", None),
        ("What is known about when and why it was built?", None),
        ("Who, what and where?", None),
        ("Who wrote the note that says who led it and who hosted?", None),
    ],
)
def test_two_questions_in_one(text: str, questions: tuple[str, ...] | None) -> None:
    assert questions_in(text) == (questions or (text,))


@pytest.mark.parametrize("piece", ["ok ", "documents ", "a ", "and when ", "key points of ", "hi there, ", "who? "])
def test_long_questions_take_no_time(piece: str) -> None:
    begun = time.process_time()
    question = ("who led it " + piece * 2000)[:2000]
    asked_of(asked_plainly(question))
    questions_in(question)
    assert time.process_time() - begun < 5


def test_parts_are_a_list_where_no_document_numbers_them() -> None:
    asked = asked_of("Give me the objectives of the programme")
    assert asked.kind is QuestionKind.NUMBERED_PARTS
    assert without_documents(asked).kind is QuestionKind.LIST


@pytest.mark.parametrize(
    ("wish", "lines"),
    [
        ("in two sentences", "2"),
        ("in a sentence", "1"),
        ("in 3 bullet points", "3"),
        ("briefly", "3"),
        ("in a few sentences", "3"),
        ("in a few words", "3"),
        ("in several sentences", ""),
        ("in at most ten lines", "10"),
        ("in two hundred words", ""),
        ("in 50 words", ""),
    ],
)
def test_how_long_a_summary_is_wished(wish: str, lines: str) -> None:
    asked = asked_of(f"Summarise the press note {wish}")
    assert (asked.kind, asked.topic, asked.asks) == (QuestionKind.SUMMARY, "the press note", lines)


@pytest.mark.parametrize(
    ("wish", "lines"),
    [
        ("Give me a one sentence summary", "1"),
        ("Give me a three-line summary of the press note", "3"),
        ("Write a short briefing", "3"),
        ("Short summary of the press note", "3"),
        ("Briefly summarise the press note", "3"),
        ("Give me a summary of the press note in two points", "2"),
        ("Give me a summary in five lines", "5"),
        ("Give me three key takeaways", "3"),
        ("Give me three facts about the press note", "3"),
        ("List five things to know about the press note", "5"),
        ("What are the 2 main points of the press note?", "2"),
        ("Give me a summary", ""),
    ],
)
def test_a_summary_is_wished_so_long(wish: str, lines: str) -> None:
    asked = asked_of(wish)
    topic = "the press note" if "press" in wish else ""
    assert (asked.kind, asked.topic, asked.asks) == (QuestionKind.SUMMARY, topic, lines)


def test_a_summary_of_a_matter_is_what_is_said_of_it() -> None:
    asked = without_documents(asked_of("Summarise the port event in two sentences"))
    assert (asked.kind, asked.topic) == (QuestionKind.TOPIC, "the port event")
