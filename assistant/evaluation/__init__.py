"""How good the answers are, on questions whose answers one knows.

>>> from assistant.evaluation import evaluate, read_questions
>>> evaluation = evaluate(assistant, read_questions("questions.yaml"))
>>> evaluation.right, len(evaluation.outcomes)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.evaluation.errors import UnusableQuestions
from assistant.evaluation.questions import Conversation, Expected, Question
from assistant.evaluation.reading import read_questions
from assistant.evaluation.running import Outcome, run
from assistant.evaluation.summary import Evaluation, Figure

if TYPE_CHECKING:
    from assistant.service import AnswerService
    from store import Progress

__all__ = [
    "Conversation",
    "Evaluation",
    "Expected",
    "Figure",
    "Outcome",
    "Question",
    "UnusableQuestions",
    "evaluate",
    "read_questions",
]


def evaluate(
    assistant: AnswerService, conversations: Sequence[Conversation], progress: Progress | None = None
) -> Evaluation:
    """Ask questions whose answers are known, and measure.

    Args:
        assistant: what is asked, as anybody would ask it.
        conversations: the questions; `read_questions` reads them from a file.
        progress: told (questions scored, questions to be scored in all) as it goes on.

    Raises:
        UnusableQuestions: a document or evidence that is expected is not in the store; nothing was asked.
        AssistantError: the assistant cannot answer.
    """
    return Evaluation(run(assistant, conversations, progress))
