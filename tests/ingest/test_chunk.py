"""Passages follow structure, keep to their size, and hold everything."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.chunk import Chunking, passages_of
from ingest.extract import KINDS, Block, Extract, Kind
from ingest.units import LONGEST_RUN, LONGEST_UNIT

SENTENCE = "The delegation met its counterparts in Tokyo to talk about space."
_SEPARATED = {"heading": "\n\n", "paragraph": "\n\n", "item": "\n", "row": "\n", "code": "\n\n"}


def extract(*blocks: tuple[Kind, str] | tuple[Kind, str, int]) -> Extract:
    text, made = "", []
    for block in blocks:
        kind, words, level = (*block, 0)[:3]
        text += _SEPARATED[kind] if text else ""
        made.append(Block(kind, len(text), len(text) + len(words), int(level)))
        text += words
    return Extract(text, tuple(made))


def cut(made: Extract, target: int = 300, overlap: int = 0) -> list[str]:
    passages = passages_of(made, Chunking(target_characters=target, overlap_sentences=overlap))
    return [made.text[passage.start : passage.end] for passage in passages]


def prose(sentences: int) -> str:
    return " ".join([SENTENCE] * sentences)


def test_heading_begins_its_sections_first_passage() -> None:
    assert cut(extract(("heading", "Talks", 1), ("paragraph", SENTENCE))) == [f"Talks\n\n{SENTENCE}"]


def test_heading_stays_with_a_paragraph_that_is_too_long() -> None:
    passages = cut(extract(("heading", "Talks", 1), ("paragraph", prose(9))))
    assert passages[0].startswith(f"Talks\n\n{SENTENCE}")
    assert len(passages) > 1


def test_sections_do_not_mix() -> None:
    made = extract(("heading", "A", 1), ("paragraph", SENTENCE), ("heading", "B", 1), ("paragraph", SENTENCE))
    assert [passage.heading for passage in passages_of(made, Chunking())] == [("A",), ("B",)]


def test_heading_path_is_outermost_first() -> None:
    made = extract(
        ("heading", "Briefing", 1),
        ("paragraph", SENTENCE),
        ("heading", "Talks", 2),
        ("heading", "Agenda", 3),
        ("paragraph", SENTENCE),
        ("heading", "Visit", 2),
        ("paragraph", SENTENCE),
    )
    paths = [passage.heading for passage in passages_of(made, Chunking())]
    assert paths == [("Briefing",), ("Briefing", "Talks", "Agenda"), ("Briefing", "Visit")]


def test_heading_without_text_goes_with_the_section_below() -> None:
    made = extract(("heading", "Talks", 1), ("heading", "Agenda", 2), ("paragraph", SENTENCE))
    assert cut(made) == [f"Talks\n\nAgenda\n\n{SENTENCE}"]


def test_whole_paragraphs_are_packed_up_to_the_target() -> None:
    assert len(cut(extract(*[("paragraph", prose(2))] * 4), target=300)) == 2


def test_long_paragraph_is_divided_between_sentences() -> None:
    passages = cut(extract(("paragraph", prose(12))), target=300)
    assert all(passage == prose(passage.count("Tokyo")) for passage in passages)
    assert all(len(passage) <= 300 for passage in passages)


def test_list_goes_with_its_lead_in() -> None:
    made = extract(
        ("paragraph", f"{prose(3)} The agenda was:"), ("item", "policies of both countries", 1), ("item", "security", 1)
    )
    assert cut(made, target=220)[-1] == "The agenda was:\npolicies of both countries\nsecurity"


def test_table_is_divided_between_rows() -> None:
    rows = [f"Row {number} | {'value ' * 12}".strip() for number in range(12)]
    passages = cut(extract(*[("row", row) for row in rows]), target=300)
    assert len(passages) > 1
    assert [line for passage in passages for line in passage.split("\n")] == rows


def test_units_of_a_passage_are_its_sentences() -> None:
    made = extract(("heading", "Talks", 1), ("paragraph", prose(2)), ("item", "one; and two.", 1))
    (passage,) = passages_of(made, Chunking())
    units = [made.text[unit.start : unit.end] for unit in passage.sentences]
    assert units == ["Talks", SENTENCE, SENTENCE, "one; and two."]


@pytest.mark.parametrize(
    ("paragraph", "units"),
    [
        ("Present: Ms. Lee, Mr. Dahl\nApologies: Ms. Rao", ["Present: Ms. Lee, Mr. Dahl", "Apologies: Ms. Rao"]),
        (
            "**To:** the board\nof trustees\n**From:** us. All.",
            ["**To:** the board\nof trustees", "**From:** us.", "All."],
        ),
        ("They said so to all: no\nOf them: none", ["They said so to all: no\nOf them: none"]),
        ("Note: we wrap\nhere and go on", ["Note: we wrap\nhere and go on"]),
        ("It began.\nPlace: Oslo\nDay: 3 May", ["It began.", "Place: Oslo\nDay: 3 May"]),
    ],
)
def test_labelled_lines_are_units_of_their_own(paragraph: str, units: list[str]) -> None:
    made = extract(("paragraph", paragraph))
    (passage,) = passages_of(made, Chunking())
    assert [made.text[unit.start : unit.end] for unit in passage.sentences] == units


def test_overlap_repeats_the_last_sentence() -> None:
    made = extract(("paragraph", " ".join(f"{SENTENCE[:-1]} {number}." for number in range(9))))
    first, second = passages_of(made, Chunking(target_characters=300, overlap_sentences=1))[:2]
    assert second.sentences[0] == first.sentences[-1]


@pytest.mark.parametrize("joint", ["; ", ": ", ", "])
def test_endless_sentence_is_divided_at_a_joint(joint: str) -> None:
    made = extract(("paragraph", joint.join(["the parties agree to cooperate in outer space"] * 20) + "."))
    units = [unit for passage in passages_of(made, Chunking()) for unit in passage.sentences]
    assert len(units) > 1
    assert all(unit.end - unit.start <= LONGEST_UNIT for unit in units)
    assert all(made.text[unit.end - 1] == joint[0] for unit in units[:-1])


def test_sentence_without_a_joint_is_not_torn() -> None:
    made = extract(("paragraph", "word " * 100 + "end."))
    assert len(passages_of(made, Chunking())[0].sentences) == 1


def test_page_is_that_of_the_first_character() -> None:
    made = Extract("One.\n\nTwo.", (Block("paragraph", 0, 4, 0, 1), Block("paragraph", 6, 10, 0, 2)), pages=2)
    assert [passage.page for passage in passages_of(made, Chunking(target_characters=5))] == [1, 2]


@pytest.mark.parametrize("settings", [{"target_characters": 0}, {"overlap_sentences": -1}])
def test_impossible_settings_are_refused(settings: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="expected a target"):
        Chunking(**settings)


@st.composite
def extracts(draw: st.DrawFn) -> Extract:
    words = st.text(alphabet="ab ;:,.\n|", min_size=1, max_size=900).map(str.strip).filter(bool)
    kinds: st.SearchStrategy[Kind] = st.sampled_from(["heading", "paragraph", "item", "row", "code"])
    blocks = draw(st.lists(st.tuples(kinds, words, st.integers(1, 3)), min_size=1, max_size=8))
    return extract(*blocks)


@settings(max_examples=60, deadline=None)
@given(extracts(), st.integers(20, 1200))
def test_passages_hold_all_text_once_and_in_order(made: Extract, target: int) -> None:
    passages = passages_of(made, Chunking(target_characters=target))
    units = list(_checked_units(made, passages))
    assert all(before.end <= after.start for before, after in pairwise(units))
    held = "".join("".join(made.text[unit.start : unit.end].split()) for unit in units)
    assert held == "".join("".join(made.text[block.start : block.end].split()) for block in made.blocks)


def _checked_units(made: Extract, passages) -> Iterator:  # type: ignore[no-untyped-def, type-arg]
    for passage in passages:
        assert passage.start == passage.sentences[0].start
        assert passage.end == passage.sentences[-1].end
        yield from passage.sentences


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("letter", ["x", "(", ".", "\u0301", "間"])
def test_what_has_no_place_to_be_cut_is_cut_anywhere(kind: Kind, letter: str) -> None:
    text = letter * 100_001
    passages = passages_of(Extract(text, (Block(kind, 0, len(text), 1),)), Chunking())
    spans = [span for passage in passages for span in passage.sentences]
    assert "".join(text[span.start : span.end] for span in spans) == text
    assert max(span.end - span.start for span in spans) <= LONGEST_RUN
    assert max(passage.end - passage.start for passage in passages) <= LONGEST_RUN
