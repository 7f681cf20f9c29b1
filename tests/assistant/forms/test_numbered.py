"""Parts of documents by their number."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.forms.numbered import NumberedPart, PartName, part_in, part_named, parts_called
from assistant.language.wording import stem
from assistant.questions.kind import QuestionKind, asked_of
from ingest import ingest
from store import Passage, Span, Store

PLAN = (
    (("1. Safety",), "1. Safety\nReduce deaths on the roads."),
    (("1. Safety", "1.1. Roads"), "1.1. Roads\nThe goal is none."),
    (("1. Safety", "1.1. Roads", "Strategy 1.1.1. Speed"), "Strategy 1.1.1. Speed\nLower the limits.\nTell why."),
    (("1. Safety", "1.1. Roads", "Strategy 1.1.2. Cars"), "Strategy 1.1.2. Cars\nThis goal needs better brakes."),
    (("2. Economy", "KPI 1.1.1 Jobs"), "KPI 1.1.1 Jobs\nThis goal is 100 jobs."),
    (("3. Climate", "3.1. Air"), "Clean it."),
    (("Annex B: Tables",), "Annex B: Tables\nNone."),
    (("Contents",), "Strategy 1.1.1. Speed 12\n2. Economy ..... 15"),
    (("Open matters",), "Open matters\nThe date.\nThe place."),
    (("Talking points",), "1. Welcome the talks.\n2. Ask for a date."),
)


Plan = tuple[tuple[tuple[str, ...], str], ...]


def passages(plan: Plan = PLAN) -> list[Passage]:
    found: list[Passage] = []
    start = 0
    for number, (heading, text) in enumerate(plan):
        units, at = [], start
        for line in text.split("\n"):
            mark = 3 if heading == ("Talking points",) else 0  # an item's mark is no part of its unit
            units.append(Span(at + mark, at + len(line)))
            at += len(line) + 1
        found.append(Passage(f"p{number}", "d", "v", text, start, start + len(text), None, heading, tuple(units)))
        start += len(text) + 1
    return found


def said(part: NumberedPart | None) -> list[str] | None:
    if part is None:
        return None
    places = [(part.passage, part.unit), *part.below, *part.parts_within]
    return [one.text[unit.start - one.start : unit.end - one.start] for one, unit in places]


@pytest.mark.parametrize(
    ("words", "noun", "number", "of"),
    [
        ("section 3.2", ("section",), "3.2", set()),
        ("the DOT's Strategy 1.4.5", ("strategy",), "1.4.5", {"dot"}),
        ("point 2 of the talking points", ("point",), "2", {"talking", "points"}),
        ("Performance Goal 5.1.1", ("performance", "goal"), "5.1.1", set()),
        ("Annex b", ("annex",), "B", set()),
        ("Article no. 5 of the treaty", ("article",), "5", {"treaty"}),
        ("the first strategic goal of the plan", ("strategic", "goal"), "1", {"plan"}),
        ("third recommendation", ("recommendation",), "3", set()),
    ],
)
def test_names_of_parts(words: str, noun: tuple[str, ...], number: str, of: set[str]) -> None:
    stems = tuple(map(stem, noun))
    assert part_named(words) == PartName(stems, number, frozenset(map(stem, of)))


@pytest.mark.parametrize("words", ["the roads", "section", "3.2", "vitamin C"])
def test_what_names_no_part(words: str) -> None:
    assert part_named(words) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Strategy 1.1.1", ["Strategy 1.1.1. Speed", "Lower the limits.", "Tell why."]),
        ("KPI 1.1.1", ["KPI 1.1.1 Jobs", "This goal is 100 jobs."]),
        (
            "section 1.1",
            ["1.1. Roads", "The goal is none.", "Strategy 1.1.1. Speed", "Strategy 1.1.2. Cars"],
        ),
        ("goal 1", ["1. Safety", "Reduce deaths on the roads.", "1.1. Roads"]),
        ("section 2", ["KPI 1.1.1 Jobs"]),  # the heading itself is in no passage
        ("section 3", ["Clean it."]),  # neither is that of its only part
        ("annex B", ["Annex B: Tables", "None."]),
        ("point 2", ["Ask for a date."]),
        ("talking point 2", ["Ask for a date."]),
        ("point 2 of the open matters", ["The place."]),  # whose items bear no numbers
        ("point 3 of the open matters", None),
        ("action item 2", None),
        ("recommendation 1", None),
        ("Apollo 1", None),
        ("Strategy 1.1.9", None),
    ],
)
def test_the_part_that_bears_a_number(words: str, expected: list[str] | None) -> None:
    name = part_named(words)
    assert name is not None
    assert said(part_in(name, passages())) == expected


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What is Strategy 1.4.5?", "Strategy 1.4.5"),
        ("What does section 3 of the minutes say?", "section 3 of the minutes"),
        ("What was decided in section 3?", "section 3"),
        ("What does the plan say in section 1.1?", "section 1.1"),
        ("Summarise goal 3.3", "goal 3.3"),
        ("Annex B", "Annex B"),
    ],
)
def test_questions_for_a_part(question: str, topic: str) -> None:
    asked = asked_of(question)
    assert (asked.kind, asked.topic) == (QuestionKind.NUMBERED_PART, topic)


@pytest.mark.parametrize(
    "question", ["When is section 3 due?", "What are the 3 goals?", "Who wrote section 3?", "What happened in 2024?"]
)
def test_other_questions_with_numbers(question: str) -> None:
    assert asked_of(question).kind is not QuestionKind.NUMBERED_PART


@pytest.mark.parametrize(
    ("noun", "within", "expected"),
    [
        ("strategies", None, ["Strategy 1.1.1. Speed", "Strategy 1.1.2. Cars"]),
        ("KPIs", None, ["KPI 1.1.1 Jobs"]),
        ("sections", None, ["1. Safety"]),
        ("strategic goals", None, ["1. Safety"]),  # three passages speak of goals
        ("performance goals", None, []),  # not just any goals
        ("objectives", None, []),  # none speaks of objectives
        ("strategies", "section 1.1", ["Strategy 1.1.1. Speed", "Strategy 1.1.2. Cars"]),
        ("strategies", "section 2", []),
        ("strategies", "section 7", []),
    ],
)
def test_all_parts_of_a_kind(noun: str, within: str | None, expected: list[str]) -> None:
    found = parts_called(noun, passages(), None if within is None else part_named(within))
    assert [one.text[unit.start - one.start : unit.end - one.start] for one, unit in found] == expected


def test_goals_of_a_sort_are_goals_only_where_there_are_no_others() -> None:
    measured = ((("1. Safety", "Performance Goal 1.1 Deaths"), "Performance Goal 1.1 Deaths\nThis goal is none."),)

    def goals(plan: Plan) -> list[str]:
        found = parts_called("goals", passages(plan), None)
        return [one.text[unit.start - one.start : unit.end - one.start] for one, unit in found]

    assert goals(PLAN + measured) == ["1. Safety"]
    assert goals(measured) == ["Performance Goal 1.1 Deaths"]


@pytest.mark.parametrize("noun", ["options", "policy options"])
@pytest.mark.parametrize(
    "plan",
    [
        ((("Option A: Wait",), "Option A: Wait\nIt is cheap."), (("Option B: Act",), "Option B: Act\nIt is not.")),
        ((("Choices",), "**Option A – Wait.** It is cheap.\nWe prefer option B.\n**Option B – Act.** It is not."),),
    ],
)
def test_options_are_told_by_headings_or_labels_in_bold(noun: str, plan: Plan) -> None:
    found = parts_called(noun, passages(plan), None)
    said = [one.text[unit.start - one.start : unit.end - one.start].strip("* ") for one, unit in found]
    assert [one[:8] for one in said] == ["Option A", "Option B"]


@pytest.mark.parametrize(
    ("question", "asks", "topic"),
    [
        ("What are the strategic goals of the plan?", "strategic goals", "the plan"),
        ("Which options are there?", "options", ""),
        ("What options are considered in the brief?", "options", "the brief"),
        ("List the KPIs", "KPIs", ""),
        ("What are DOT's strategic goals?", "strategic goals", "DOT"),
        ("List the ministries' priorities", "priorities", "the ministries"),
        ("What are the strategies under objective 1.4?", "strategies", "objective 1.4"),
        ("Compare the strategic goals of DOT and Commerce", "strategic goals", "DOT and Commerce"),
    ],
)
def test_questions_for_all_parts(question: str, asks: str, topic: str) -> None:
    asked = asked_of(question)
    assert (asked.kind, asked.asks, asked.topic) == (QuestionKind.NUMBERED_PARTS, asks, topic)


@pytest.fixture
def plans(store: Store, tmp_path: Path) -> Assistant:
    for name, title, opening, goals in (
        ("rail", "Plan in the 21st century", "The Rail Office runs trains.", ("Safety", "Speed")),
        ("sea", "Plan for ships", "The Sea Office runs ships.", ("Clean water", "New ports")),
    ):
        parts = "\n\n".join(f"## Goal {number}: {goal}\n\nWork for it." for number, goal in enumerate(goals, 1))
        (tmp_path / f"{name}.md").write_text(f"# {title}\n\n{opening}\n\n{parts}\n")
    ingest([tmp_path / "rail.md", tmp_path / "sea.md"], store)
    return Assistant(store)


@pytest.mark.parametrize(
    ("question", "goals"),
    [
        ("What are the goals of the Rail Office?", ["Safety", "Speed"]),
        ("Compare the goals of the Rail Office and the Sea Office", ["Clean water", "New ports", "Safety", "Speed"]),
        ("What are the goals of ships and rail?", ["Clean water", "New ports", "Safety", "Speed"]),
        ("Compare the goals of rail with those of ships", ["Clean water", "New ports", "Safety", "Speed"]),
        ("What are the goals of the Quad?", []),  # "the" of a title names nothing
    ],
)
def test_parts_are_of_the_documents_that_are_named(plans: Assistant, question: str, goals: list[str]) -> None:
    quotes = [citation.quote for citation in plans.ask(question).citations]
    assert sorted(one.split(": ")[1] for one in quotes if one.startswith("Goal ")) == goals


@pytest.mark.parametrize(
    "question",
    ["What are the goals for speed at the Rail Office?", "What are the goals for clean water in the sea plan?"],
)
def test_parts_for_one_matter_are_not_all_parts(plans: Assistant, question: str) -> None:
    answer = plans.ask(question)
    assert answer.confidence < 1
    assert len({citation.quote for citation in answer.citations if citation.quote.startswith("Goal ")}) < 2


def test_what_stands_right_below_a_part_is_told_with_it_also_where_it_is_a_heading(
    store: Store, tmp_path: Path
) -> None:
    goals = {"Safety": "Make our roads safer for all.", "Economy": "Let trade grow in all regions.", "People": "Staff"}
    parts = "\n\n".join(
        f"## {number}. {goal}\n\n### {says}\n\nThis goal is ours."
        for number, (goal, says) in enumerate(goals.items(), 1)
    )
    (tmp_path / "plan.md").write_text(f"# Road plan\n\nThe Road Office builds roads.\n\n{parts}\n")
    ingest([tmp_path / "plan.md"], store)
    quotes = [citation.quote for citation in Assistant(store).ask("What are the goals of the plan?").citations]
    assert quotes == [
        "1. Safety",
        "Make our roads safer for all.",
        "2. Economy",
        "Let trade grow in all regions.",
        "3. People",
    ]
