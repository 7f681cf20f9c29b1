"""What of a conversation the search looks at, beside the question.

Rules that make a question stand alone (`follow_ups.resolving`) act only where they are sure. In all other cases
what was said before helps the search, with so little weight that a question about something else is not dragged back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.follow_ups.subject import changes_subject
from assistant.types import Answer, Turn
from store import Context

# The beginning of a turn says what it is about, and a search for fewer words is quicker.
_QUESTION_CHARACTERS = 500
_ANSWER_CHARACTERS = 1000
# So many of the questions before are read with one that leans on them: what "How long?" asks of may stand two back.
READ_WITH = 2


@dataclass(frozen=True, slots=True)
class Shares:
    """How much earlier turns count beside the question's own 1; see `store.Context`.

    ``question`` is the share of the question before, ``decay`` what each one further back keeps of the share of the one
    after it, ``questions`` how many of them count, ``answer`` the share of the words of the last answer. Its vector
    has none: it adds nothing, and would take longest to make.
    """

    question: float = 0.2
    decay: float = 0.5
    questions: int = 3
    answer: float = 0.05


# Chosen by `bench/conversation.py --fit` among those that cost a question with another conversation's history in front
# of it no more than a point of recall; larger shares find hardly more.
SHARES = Shares()


def context_of(question: str, history: Sequence[Turn], shares: Shares = SHARES) -> tuple[Context, ...]:
    """Return the earlier questions and the last answer with their shares; nothing from before a change of subject.

    Args:
        question: as it was asked.
        history: the conversation so far, oldest first.
        shares: how much each counts.
    """
    turns = list(_on_this_subject(question, history))
    context = []
    for back, turn in enumerate(turns[: shares.questions]):
        share = shares.question * shares.decay**back
        context.append(Context(_asked(turn)[:_QUESTION_CHARACTERS].strip(), share, share))
    if turns:
        context.append(Context(_answered(turns[0])[:_ANSWER_CHARACTERS].strip(), shares.answer))
    return tuple(one for one in context if one.text)


def asked_before(question: str, history: Sequence[Turn]) -> tuple[str, ...]:
    """Return the earlier questions as they were understood, oldest first; none from before a change of subject."""
    return tuple(_asked(turn) for turn in _on_this_subject(question, history))[::-1]


def behind(question: str, asked: Sequence[str]) -> str:
    """Return a question behind the latest ones asked before it, as one text: the reader is trained to answer its end.

    Args:
        question: as it was asked.
        asked: the questions before it, oldest first.
    """
    return " ".join(f"{' '.join(one.split()).rstrip('?!. ')}?" for one in (*asked[-READ_WITH:], question))


def _on_this_subject(question: str, history: Sequence[Turn]) -> Iterator[Turn]:
    """Yield the turns since the subject was changed expressly, latest first."""
    if changes_subject(question):
        return
    for turn in reversed(history):
        yield turn
        if changes_subject(turn.question):
            return


def _asked(turn: Turn) -> str:
    return (isinstance(turn.answer, Answer) and made_to_stand_alone(turn.question, turn.answer)) or turn.question


def made_to_stand_alone(question: str, answer: Answer) -> str | None:
    """Return what a question was made, None where it stood alone or was read behind others."""
    understood = answer.understood_as
    is_behind = understood is not None and understood.endswith(f"? {behind(question, ())}")
    return None if is_behind else understood


def _answered(turn: Turn) -> str:
    """Return what was said in answer: of our own answers the quotes, for their words are the briefings'."""
    if isinstance(turn.answer, Answer):
        return " ".join(citation.quote for citation in turn.answer.citations)
    return turn.answer
