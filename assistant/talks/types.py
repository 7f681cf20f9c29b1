"""The values of kept conversations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.types import Answer

LOCAL = "local"
"""Who asks when nobody is signed in."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation that is kept.

    ``person`` owns it, ``name`` is its first question until it is renamed, ``changed_at`` (UTC) the time of its last
    answer, ``questions`` how many were asked.
    """

    talk_id: str
    person: str
    name: str
    changed_at: datetime
    questions: int


@dataclass(frozen=True, slots=True)
class Kept:
    """One question of a conversation with its answer, as it was given.

    ``talk_id`` and ``position`` (from 0) say where it stands, ``asked_at`` (UTC) when it was answered. ``liked`` is
    True for thumbs up, False for thumbs down, None for neither; ``comment`` is what the person wrote beside it.
    """

    talk_id: str
    position: int
    answer: Answer
    asked_at: datetime
    liked: bool | None = None
    comment: str = ""
