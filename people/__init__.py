"""People: who may reach the page, who signs in, and what each may do."""

from __future__ import annotations

from people.addresses import Addresses, PublicName
from people.errors import PeopleError, SignInMissing, UserRefused, UsersUnusable
from people.roles import may_change
from people.users import User, Users

__all__ = [
    "Addresses",
    "PeopleError",
    "PublicName",
    "SignInMissing",
    "User",
    "UserRefused",
    "Users",
    "UsersUnusable",
    "may_change",
]
