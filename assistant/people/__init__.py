"""People: who may reach the page, who signs in, and what each may do."""

from __future__ import annotations

from assistant.people.addresses import Addresses, PublicName
from assistant.people.errors import PeopleError, SignInMissing, UserRefused, UsersUnusable
from assistant.people.roles import may_change
from assistant.people.users import User, Users

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
