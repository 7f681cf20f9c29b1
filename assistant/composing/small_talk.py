"""Replies to what is no question about documents."""

from __future__ import annotations

from assistant import answer_words as words
from assistant.composing.draft import Draft
from assistant.questions.kind import QuestionKind

_REPLIES = {
    QuestionKind.GREETING: words.GREETING,
    QuestionKind.THANKS: words.THANKS,
    QuestionKind.FAREWELL: words.FAREWELL,
    QuestionKind.ABILITIES: words.ABILITIES,
}


def compose_small_talk(kind: QuestionKind) -> Draft:
    """Return the reply to a greeting, to thanks, a farewell, or a question about the assistant itself.

    It counts as answered with full confidence and has no citations, because it claims nothing about any document.
    """
    return Draft(1.0, intro=_REPLIES[kind], is_settled=True)
