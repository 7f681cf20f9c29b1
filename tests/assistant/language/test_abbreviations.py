"""Short forms and what they stand for."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.forms.defined import defines
from assistant.language.abbreviations import is_initials, leaves_short, shortens, shortens_what_is_asked, spelt_out
from store import Store

from ..conftest import version_of

TEMPERATURE = "It measures national stocks, sea surface temperature (SST), and salt."


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("What does SST stand for?", TEMPERATURE, "sea surface temperature"),
        ("What is SST?", TEMPERATURE, "sea surface temperature"),
        ("What does the SST mean?", TEMPERATURE, "sea surface temperature"),
        ("What is IMR?", "It is run by IMR (the Institute of Marine Research).", "the Institute of Marine Research"),
        ("What is JAXA?", "The Japan Aerospace Exploration Agency (JAXA) came.", "Japan Aerospace Exploration Agency"),
        ("What is BEX?", "The boat exchange (BEX) opened.", "boat exchange"),
        ("What does SST stand for?", "- SST: sea surface temperature", "sea surface temperature"),
        ("What does SST stand for?", "SST | sea surface temperature | 2024", "sea surface temperature"),
        ("What is SST short for?", "SST – sea surface temperature.", "sea surface temperature"),
        ("What does SST stand for?", "It is the sea surface temperature (or SST).", "sea surface temperature"),
        ("What does RO stand for?", "The method is called reverse osmosis, RO for short.", "reverse osmosis"),
        ("What is RO?", "Salt is kept back by reverse osmosis, or RO.", "reverse osmosis"),
        (
            "What does SST stand for?",
            "Buoys tell SST, or sea surface temperature, daily.",
            "sea surface temperature",
        ),
        ("What does SST stand for?", "This is SST, sea surface temperature.", "sea surface temperature"),
        ("What does SST stand for?", "SST buoys (sea surface temperature) are red.", "sea surface temperature"),
        ("What is SST?", "SST, which rose, is high.", None),
        ("What is SST?", "SST: rising", None),
        ("What is SST?", "SST rose in 2024 (a warm year).", None),
        ("What does SST show?", TEMPERATURE, None),
        ("What is salt?", TEMPERATURE, None),
        ("What is NATO?", TEMPERATURE, None),
    ],
)
def test_a_short_form_is_spelt_out(question: str, text: str, told: str | None) -> None:
    span = spelt_out(question, text)
    assert (None if span is None else text[span.start : span.end]) == told


@pytest.mark.parametrize(
    ("short", "name", "initials", "made"),
    [
        ("SST", "sea surface temperature", True, True),
        ("JAXA", "Japan Aerospace Exploration Agency", False, True),
        ("CDP", "Centers for Disease and Prevention", True, True),
        ("FOTA", "Festival of the Arts", True, True),
        ("SST", "the harbour office", False, False),
        ("SST", "temperature", False, False),
        ("SST", "national sea surface temperature", False, False),
        ("ST", "sea 2024", False, False),
    ],
)
def test_what_a_short_form_is_made_of(short: str, name: str, initials: bool, made: bool) -> None:
    assert (is_initials(short, name), shortens(short, name)) == (initials, made)


def test_a_short_form_tells_nothing_of_what_it_is_short_for() -> None:
    assert shortens_what_is_asked("What is sea surface temperature?", "SST")
    assert not shortens_what_is_asked("What is sea surface temperature?", "salt")
    assert not shortens_what_is_asked("How is sea surface temperature abbreviated?", "SST")
    assert defines("What is sea surface temperature?", TEMPERATURE) == 0.0
    assert defines("What is sea surface temperature?", "- sea surface temperature (SST)") == 0.0
    assert defines("What is sea surface temperature?", "Sea surface temperature (SST) is that of the top metre.") == 1.0


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("What does SST stand for?", "SST, through its buoys, tells the heat of the sea.", True),
        ("What does SST stand for?", TEMPERATURE, False),
        ("What does SST stand for?", "SST stands for heat.", False),
        ("What is SST?", "SST, through its buoys, tells the heat of the sea.", False),
        ("What does the flag stand for?", "The flag is red.", False),
    ],
)
def test_what_a_short_form_stands_for_is_told_by_its_words(question: str, text: str, expected: bool) -> None:
    assert leaves_short(question, text) is expected


def test_the_passage_that_spells_it_out_is_found_among_many(store: Store) -> None:
    lines = [f"SST rose in sea number {number}, where the SST of buoy {number} is read." for number in range(40)]
    text = "\n".join([*lines, "Buoys read the sea surface temperature (SST) and salt."])
    store.add(version_of(text))
    answer = Assistant(store).ask("What does SST stand for?")
    assert (answer.answered, answer.short_answer) == (True, "sea surface temperature")
