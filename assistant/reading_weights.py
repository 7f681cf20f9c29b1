"""The weights and points of `assistant.span_reader`, as `python bench/answers.py FOLDER --fit` printed them.

Fitted on 950 questions of the six calibration articles (`bench/reader_data.py`): 250 each of answerable, adversarial
and left out, 200 off-topic. With one article left out in turn, the right sentence is chosen for 78 of 100 answerable
questions.
"""

from __future__ import annotations

from assistant.reader import Caution, OperatingPoints

# Support: which unit is the best one.
CHOICE = {
    "answerable": 0.214,
    "likelier elsewhere": -0.211,
    "share": 0.024,
    "best": 0.169,
    "support": 0.103,
    "fused score": 2.524,
    "passage cosine": 6.101,
    "coverage": 0.991,
    "coverage in context": 0.628,
    "coverage in passage": 2.699,
    "missing names": -1.132,
    "fragment": -0.842,
    # Set and not fitted: "Who led the Chilean delegation?" wants "Their Chilean counterparts were …" and not the
    # sentence before, and SQuAD hardly ever asks about one of two parties that neighbouring sentences name.
    "names left to the next": -1.5,
    "leant away": -3.0,
}
# A logistic function of the best unit's signals. Its slope and bias are such that it is right as a probability where
# nearly half of the questions are adversarial.
CONFIDENCE = {
    "share": 0.054,
    "best": 0.044,
    "support": 0.130,
    "fused score": 4.904,
    "best cosine": 1.390,
    "passage cosine": 2.627,
    "coverage in context": 1.593,
    "missing names": -0.374,
    "names out of sentence": -0.599,
    "kind held": 0.038,
}
CONFIDENCE_BIAS = -8.086
# On the very questions that the weights were fitted on: from 0.25 on 96 % of the answerable ones are answered, 97 % of
# the left-out and off-topic ones declined, 24 % of the adversarial ones; from 0.4 on the first sentence quoted is right
# for 84 % of the answered.
POINTS: dict[Caution, OperatingPoints] = {
    "low": OperatingPoints(weak=0.15, sure=0.30),
    "normal": OperatingPoints(weak=0.25, sure=0.40),
    "high": OperatingPoints(weak=0.40, sure=0.55),
}
