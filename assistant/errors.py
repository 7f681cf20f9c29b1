"""What can go wrong with an answer, beside the errors of the store.

    AssistantError
    └── ChatModelError       the chat model cannot be used: not installed, not reached, refused, too slow

A question that cannot be asked raises the store's `InvalidQuestion`, an unknown document its `UnknownDocument`.
Every message is one line for a person.
"""

from __future__ import annotations


class AssistantError(Exception):
    """The base of all errors of this package."""


class ChatModelError(AssistantError):
    """The chat model that was configured cannot be used."""
