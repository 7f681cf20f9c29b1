"""A question becomes a cited answer.

>>> from assistant import Assistant
>>> Assistant(store).ask("Who led the Indian delegation?").text
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from assistant.errors import AssistantError, ChatModelError
from assistant.types import (
    Answer,
    Answered,
    Citation,
    Event,
    Searched,
    Token,
    Turn,
    Understood,
    answer_to_dict,
)

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.retriever import BriefingRetriever

# Loaded when they are first asked for, because LangChain takes its time.
_LAZY = {"Assistant": "assistant.assistant", "BriefingRetriever": "assistant.retriever"}

__all__ = [
    "Answer",
    "Answered",
    "Assistant",
    "AssistantError",
    "BriefingRetriever",
    "ChatModelError",
    "Citation",
    "Event",
    "Searched",
    "Token",
    "Turn",
    "Understood",
    "answer_to_dict",
]


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
