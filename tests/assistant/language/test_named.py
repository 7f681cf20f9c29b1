"""Names of a text in any of their forms."""

from __future__ import annotations

import pytest

from assistant.language.named import Near, has_body


@pytest.mark.parametrize(
    ("name", "text", "is_there"),
    [
        ("Japan", "Their Japanese counterparts came.", True),
        ("SSA", "They spoke of Space Situational Awareness.", True),
        ("France", "The French side came.", True),
        ("2", "The second of two meetings.", True),
        ("3", "Three companies came.", True),
        ("12", "The twelve came.", True),
        ("3", "Two companies came.", False),
        ("Slovak", "Their Slovenian counterparts came.", False),
        ("Austria", "The Australian side came.", False),
        ("Groner", "Mr. Groener came.", True),
        ("China", "Their Japanese counterparts came.", False),
        ("DOE", "It does not fit.", False),
        ("US", "It helps us.", False),
        ("US", "The United States came.", True),
        ("ISRO", "Mr. Pillai of ISRO came.", True),
    ],
)
def test_name_is_there_in_any_form(name: str, text: str, is_there: bool) -> None:
    assert (name in Near(text)) is is_there


@pytest.mark.parametrize(
    ("body", "name", "text", "is_there"),
    [
        ("Department", "Energy", "The Department of Energy plans it.", True),
        ("Department", "Energy", "The Energy Department plans it.", True),
        ("Department", "Energy", "DOE plans it.", True),
        ("Department", "Energy", "The Department of Commerce saves energy.", False),
        ("Court", "Justice of European Union", "the Court of Justice of the European Union", True),
    ],
)
def test_body_is_there_whole_turned_round_or_in_short(body: str, name: str, text: str, is_there: bool) -> None:
    assert has_body(body, name, text) is is_there
