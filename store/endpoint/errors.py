"""What can go wrong between a client and the owner of a store.

    StoreError
    └── EndpointError        the owner failed, or is of another release
        ├── Silent           nobody answers at the address who knows the secret
        └── OwnerLeft        the owner ended, or is about to; what it had finished is kept
            └── HandedOver   this process was the owner, and makes way for another one

Every message is one line for a person.
"""

from __future__ import annotations

from store import StoreError


class EndpointError(StoreError):
    """The owner of the store cannot do what it was asked."""


class Silent(EndpointError):
    """Nobody answers at the address who knows the secret."""


class OwnerLeft(EndpointError):
    """The owner ended, or is about to, before it was done; what it had finished is kept."""

    def __init__(self) -> None:
        super().__init__(
            "the process that had the store open ended before this was done; what was finished is kept: run it again"
        )


class HandedOver(OwnerLeft):
    """This process owned the store and gives it to one that asked for it; what it has finished is kept."""
