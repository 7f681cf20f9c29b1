"""The weights and points of `assistant.span_reader`, as `python bench/answers.py FOLDER --fit` printed them.

Fitted on 950 questions of the six calibration articles (`bench/reader_data.py`), 250 each of answerable, adversarial
and left out, 200 off-topic, and on the 472 questions of `chunking_eval`, each asked with its collection and without.
On the articles the right sentence is chosen for 84 of 100 answerable questions.
"""

from __future__ import annotations

from assistant.reader import Caution, OperatingPoints

# Support: which unit is the best one.
CHOICE = {
    "answerable": 0.009,
    "likelier elsewhere": -0.009,
    "share": 0.040,
    "best": 0.102,
    "support": 0.247,
    "fused score": 2.278,
    "passage cosine": 3.823,
    "coverage": 0.643,
    "coverage in context": 2.480,
    "coverage in passage": 3.207,
    "kind held": 0.184,
    "kind lacking": -0.147,
    "fragment": -1.454,
    "leant away": -2.573,
    # Set and not fitted: "Who led the Chilean delegation?" wants "Their Chilean counterparts were …" and not the
    # sentence before, and SQuAD hardly ever asks about one of two parties that neighbouring sentences name.
    "names left to the next": -2.5,
    # Set and not fitted, for the same reason: of "The Indian delegation was led by …" and "The Japanese delegation was
    # led by …" under one heading, the one that names whom the question names.
    "names out of sentence": -1.0,
}
# A logistic function of the best unit's signals. Its slope and bias are such that it is right as a probability where
# nearly half of the questions are adversarial.
CONFIDENCE = {
    "answerable": 0.209,
    "share": 0.038,
    "fused score": 2.667,
    "best cosine": 5.271,
    "coverage": 0.185,
    "names out of sentence": -0.166,
    "kind lacking": -0.369,
    "leant away": -0.348,
}
CONFIDENCE_BIAS = -5.467
# On the articles' questions, which the weights were fitted on too: from 0.3 on 92 % of the answerable ones are
# answered, 95 % of the left-out and off-topic ones declined, 25 % of the adversarial ones; the first sentence quoted is
# right for 85 % of the answered.
POINTS: dict[Caution, OperatingPoints] = {
    "low": OperatingPoints(weak=0.20, sure=0.35),
    "normal": OperatingPoints(weak=0.29, sure=0.42),
    "high": OperatingPoints(weak=0.42, sure=0.55),
}
