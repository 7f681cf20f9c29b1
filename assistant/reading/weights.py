"""The weights and points of `span_reader`: fitted by `python bench/answers.py FOLDER --fit --questions 250`,
and set ones.

Fitted on 950 questions of the six calibration articles (`bench/reader_data.py`), 250 each of answerable, adversarial
and left out, 200 off-topic; the confidence also on 1,546 on the briefs of `bench/briefs/choose`; and on the 472
questions of `chunking_eval`, each asked with its collection and without. The right sentence is chosen for 86 of 100
answerable questions of the articles, which they were fitted on, and for 67 of the briefs'.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.reader import Caution, OperatingPoints


@dataclass(frozen=True, slots=True)
class ReadingWeights:
    """Two linear models over `assistant.reading.signals.SIGNALS`, by name; signals that are not named weigh nothing.

    ``choice`` says which unit is the best one, ``confidence`` with ``bias`` is a logistic function of the best unit's
    signals: the probability that it answers.
    """

    choice: Mapping[str, float]
    confidence: Mapping[str, float]
    bias: float


# The confidence's slope and bias are such that it is right as a probability where nearly half of the questions are
# adversarial.
FITTED = ReadingWeights(
    choice={
        "answerable": 0.062,
        "likelier elsewhere": -0.064,
        "share": 0.014,
        "best": 0.114,
        "support": 0.290,
        "fused score": 1.541,
        "sentence cosine": 1.066,
        "cannot answer": -1.093,
        "passage cosine": 3.080,
        "coverage": 1.270,
        "coverage in context": 1.750,
        "coverage in passage": 2.922,
        "fragment": -0.953,
        "leant away": -2.462,
    },
    confidence={
        "answerable": 0.166,
        "best": 0.046,
        "support": 0.092,
        "fused score": 1.491,
        "best cosine": 1.311,
        "sentence cosine": 1.568,
        "cannot answer": -0.555,
        "answer of another kind": -0.414,
        "passage cosine": 1.496,
        "coverage elsewhere": -1.489,
        "missing names": -0.811,
        "names out of sentence": -0.307,
        "question posed": 21.949,
        "heading asked": 0.909,
        "cell asked": 1.676,
        "leant away": -1.552,
    },
    bias=-4.055,
)
# What the articles cannot tell, since they hold next to no case of it.
_SET_CHOICE = {
    # "Who led the Chilean delegation?" wants "Their Chilean counterparts were …" and not the sentence before, and of
    # "The Chilean delegation was led by …" and "The Norwegian delegation was led by …" the first. SQuAD hardly ever
    # asks about one of two parties that neighbouring sentences name.
    "names left to the next": -4.0,
    "names left to another": -1.5,
    # Higher than fitted, by `bench/documents.py`: hardly a question of the articles names one document. Of reports that
    # say the same in the same words, the named one is meant, whatever the network likes better elsewhere. As fitted the
    # named one comes first for 87 of 100 questions, at -4 for 91; from -5 on a question of the samples that names an
    # event is answered from the wrong document.
    "leant away": -4.0,
    # No answer of the articles is of these kinds, so that any weight fits; at -3 "The Chair opened the meeting" still
    # went before who was in the chair.
    "cannot answer": -6.0,
    # No article poses questions. What follows the very question that is asked is its answer.
    "question posed": 2.0,
    # Nor have they headings, labels, tables or lists of names: these are set by `docs/plain-questions.yaml`.
    "heading asked": 4.0,
    "heading": -1.5,
    "cell asked": 2.0,
    "defined": 2.0,
}
_SET_CONFIDENCE = {
    # Too few of the fitted questions have it to tell how much it counts; at -4 what holds the day before was still weak
    # evidence of what happened the day after.
    "cannot answer": -6.0,
    # What is declined otherwise, at 0.1, is answered where the document poses the very question.
    "question posed": 4.0,
    # A heading promises less: what stands below it may tell something else of the matter.
    "heading asked": 2.5,
    "cell asked": 2.5,
    "defined": 2.5,
    "happening": 2.5,
}

# Where nothing is asked, but a matter named: the probability that the best unit speaks of it, fitted by
# `bench/topics.py --fit`. What the network says of a few words, which is trained on questions, tells next to nothing.
# What the articles cannot tell is set as for questions.
TOPIC: Mapping[str, float] = {
    "passage cosine": 1.861,
    "coverage in context": 3.477,
    "coverage in passage": 3.91,
    "rarest missing": -4.491,
    **_SET_CONFIDENCE,
}
TOPIC_BIAS = -4.943


def completed(fitted: ReadingWeights) -> ReadingWeights:
    """Return fitted weights with those that are set, whatever was fitted for them."""
    return ReadingWeights({**fitted.choice, **_SET_CHOICE}, {**fitted.confidence, **_SET_CONFIDENCE}, fitted.bias)


SHIPPED = completed(FITTED)

# On the articles' questions, which the weights were fitted on too: from 0.22 on 96 % of the answerable ones are
# answered, 93 % of the left-out and off-topic ones declined, 27 % of the adversarial ones; from 0.35 on 98 % of the
# former are declined, and the first sentence quoted is right for 86 % of the answered. Of the briefs' answerable ones
# 71 % are answered from 0.22 on, of what they do not answer 47 % declined.
POINTS: dict[Caution, OperatingPoints] = {
    "low": OperatingPoints(weak=0.15, sure=0.25),
    "normal": OperatingPoints(weak=0.22, sure=0.35),
    "high": OperatingPoints(weak=0.40, sure=0.55),
}
