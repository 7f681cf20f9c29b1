"""What can go wrong with an answer, beside the errors of the store.

    AssistantError
    ├── ChatModelError       the chat model cannot be used: not installed, not reached, refused, too slow
    └── ReaderUnavailable    the model that reads for answers cannot be loaded

A question that cannot be asked raises the store's `InvalidQuestion`, an unknown document its `UnknownDocument`.
Every message is one line for a person.
"""

from __future__ import annotations


class AssistantError(Exception):
    """The base of all errors of this package."""


class ChatModelError(AssistantError):
    """The chat model that was configured cannot be used."""


class ReaderUnavailable(AssistantError):
    """The model that reads the passages cannot be loaded."""
