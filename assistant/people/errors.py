"""What can go wrong with who may come in; every message is one line for a person."""

from __future__ import annotations


class PeopleError(Exception):
    """The base of all errors of this package."""


class UsersUnusable(PeopleError):
    """The file of users cannot be read or written, or others can read it."""


class UserRefused(PeopleError):
    """A user cannot be added, changed or removed as asked."""


class SignInMissing(PeopleError):
    """The page would be reachable from elsewhere, and nobody could sign in."""
