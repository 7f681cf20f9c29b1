"""A matter that is only named, told from what asks or says something."""

from __future__ import annotations

import pytest

from assistant.questions.bare_topic import bare_topic


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("seabed mapping", "seabed mapping"),
        ("Plankton?", "Plankton"),
        ("Tell me about the port visit.", "the port visit"),
        ("Tell me something more about the port visit", "the port visit"),
        ("Give me details on search and rescue at sea", "search and rescue at sea"),
        ("I want to know more about quotas", "quotas"),
        ("what about Chile?", "Chile"),
        ("More on small boats", "small boats"),
        ("What was said about quotas?", "quotas"),
        ("What do the briefings say on small boats?", "small boats"),
        ("US", "US"),
        ("US policy", "US policy"),
    ],
)
def test_topic_is_what_is_named(said: str, topic: str) -> None:
    assert bare_topic(said) == topic


@pytest.mark.parametrize(
    "said",
    [
        "Who led the delegation?",
        "What's the quota?",
        "Weren't there any boats?",
        "The forum was held in Bergen.",
        "Compare Norway and Chile",
        "List the quotas",
        "Norway vs Chile",
        "Tell me about it",
        "And theirs?",
        "Before or after the forum?",
        "explain how the quotas work",
        "venue",
        "the date",
        "number of boats",
        "the",
        "",
        "one two three four five six seven eight nine",
    ],
)
def test_what_asks_or_says_something_is_no_topic(said: str) -> None:
    assert bare_topic(said) is None
