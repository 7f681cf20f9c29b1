"""What can go wrong with an evaluation before the first question is asked."""

from __future__ import annotations


class UnusableQuestions(Exception):
    """The questions cannot be asked as they are written: one line that says where, what was expected and found."""
