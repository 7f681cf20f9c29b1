"""Who speaks in transcripts and minutes."""

from __future__ import annotations

import pytest

from assistant.forms.speakers import speaker, speakers


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("**Minister Brandt:** I ordered it.", "Minister Brandt"),
        ("Mr. Lunde: We agree.", "Mr. Lunde"),
        ("- Tomas Reuter (Road Agency): The cracks run along it.", "Tomas Reuter"),
        ("Place: Tokyo", None),
        ("Minister Brandt ordered it: at once.", None),
        ("I ordered it.", None),
    ],
)
def test_name_before_what_is_said(unit: str, name: str | None) -> None:
    span = speaker(unit)
    assert (None if span is None else unit[span.start : span.end]) == name


def test_those_who_say_something_of_themselves_or_speak_more_than_once() -> None:
    units = ["Ann Lee: I ordered it.", "Olav Lunde: The cracks run on.", "It is long.", "Olav Lunde: They are long."]
    assert speakers(units) == {"Ann Lee", "Olav Lunde"}


def test_labels_of_values_are_no_speakers() -> None:
    units = [
        "Deputy Director: Ann Lee",
        "Key Milestone: It will be done.",
        "Key Milestone: The next milestone is near.",
    ]
    assert not speakers(units)
