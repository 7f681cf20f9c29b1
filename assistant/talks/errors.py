"""What can go wrong with kept conversations; every message is one line for a person."""

from __future__ import annotations

from assistant.errors import AssistantError


class TalksUnusable(AssistantError):
    """The file of the conversations cannot be read or written."""


class UnknownTalk(AssistantError):
    """This person has no such conversation."""

    def __init__(self, talk_id: str) -> None:
        super().__init__(f"there is no conversation {talk_id!r}: run `briefing conversations list` to see them")
        self.talk_id = talk_id


class TalkChanged(AssistantError):
    """A conversation is not as the caller knows it."""

    def __init__(self) -> None:
        super().__init__("the conversation was continued or deleted meanwhile: open it again")
