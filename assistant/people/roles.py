"""Who may add and remove documents."""

from __future__ import annotations

from typing import Literal

from assistant.people.users import User

MayAdd = Literal["everyone", "admins", "nobody"]


def may_change(user: User | None, setting: MayAdd) -> bool:
    """Return whether somebody may add and remove documents in the page.

    Args:
        user: who signed in; None is the one local person of a page without sign-in, who counts as an administrator.
        setting: who may.
    """
    if setting == "nobody":
        return False
    return setting == "everyone" or user is None or user.admin
