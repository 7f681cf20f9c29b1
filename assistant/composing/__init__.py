"""Answers without a language model: for each kind of question, which quotes make the answer and in which form."""

from __future__ import annotations

from assistant.composing.closest import closest
from assistant.composing.collection import compose_catalogue, compose_on_topic
from assistant.composing.comparison import compose_comparison
from assistant.composing.described import compose_described, is_known
from assistant.composing.draft import Draft, Group, Numbered, Quote, rendered
from assistant.composing.facts import compose_fact, compose_yes_no
from assistant.composing.lists import compose_list, compose_topic
from assistant.composing.mentioned import compose_mentioned
from assistant.composing.numbered import compose_numbered, compose_numbered_parts
from assistant.composing.small_talk import compose_small_talk
from assistant.composing.summary import Summariser

__all__ = [
    "Draft",
    "Group",
    "Numbered",
    "Quote",
    "Summariser",
    "closest",
    "compose_catalogue",
    "compose_comparison",
    "compose_described",
    "compose_fact",
    "compose_list",
    "compose_mentioned",
    "compose_numbered",
    "compose_numbered_parts",
    "compose_on_topic",
    "compose_small_talk",
    "compose_topic",
    "compose_yes_no",
    "is_known",
    "rendered",
]
