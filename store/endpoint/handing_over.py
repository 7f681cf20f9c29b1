"""Giving a store up to another process that is to own it for longer, as the page does."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from store.endpoint.errors import HandedOver


@dataclass(frozen=True, slots=True)
class HandingOver:
    """Whether, and when, an owner gives its store up.

    Args:
        command: what the owner does, in words for who waits for it ("briefing watch").
        stays: whether it keeps the store until it ends by itself, however long that takes: it is what others ask for.
        wanted: set when another process asks for the store. Work that can go on with the next owner stops then.
    """

    command: str = "another command"
    stays: bool = False
    wanted: threading.Event = field(default_factory=threading.Event)

    def ask(self) -> bool:
        """Ask for the store, in the name of another process; return whether it will come to have it."""
        if not self.stays:
            self.wanted.set()
        return not self.stays

    def make_way(self) -> None:
        """Stop here when the store is wanted: to be called where the work can go on with the next owner.

        Raises:
            HandedOver: it is wanted.
        """
        if self.wanted.is_set():
            raise HandedOver
