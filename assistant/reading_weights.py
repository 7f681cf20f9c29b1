"""The weights and points of `assistant.span_reader`, as `python bench/answers.py FOLDER --fit` printed them.

Fitted on 950 questions of the six calibration articles (`bench/reader_data.py`), 250 each of answerable, adversarial
and left out, 200 off-topic, and on the 472 questions of `chunking_eval`, each asked with its collection and without.
With one article left out in turn, the right sentence is chosen for 84 of 100 answerable questions of those for which it
is among what is read.
"""

from __future__ import annotations

from assistant.reader import Caution, OperatingPoints

# Support: which unit is the best one.
CHOICE = {
    "answerable": 0.042,
    "likelier elsewhere": -0.046,
    "share": 0.015,
    "best": 0.148,
    "support": 0.195,
    "fused score": 2.579,
    "answer of another kind": -0.071,
    "passage cosine": 4.798,
    "coverage": 0.993,
    "coverage in context": 2.207,
    "coverage in passage": 2.672,
    "kind held": 0.182,
    "kind lacking": -0.151,
    "fragment": -1.002,
    # Set and not fitted: "Who led the Chilean delegation?" wants "Their Chilean counterparts were …" and not the
    # sentence before, and of "The Chilean delegation was led by …" and "The Norwegian delegation was led by …" the
    # first. SQuAD hardly ever asks about one of two parties that neighbouring sentences name.
    "names left to the next": -2.5,
    "names left to another": -1.5,
    # Set higher than fitted (-2.4), by `bench/documents.py`: hardly a question of the articles names one document. Of
    # reports that say the same in the same words, the named one is meant, whatever the network likes better elsewhere.
    # At -2.4 the named one comes first for 87 of 100 questions, at -4 for 91; from -5 on a question of the samples that
    # names an event is answered from the wrong document.
    "leant away": -4.0,
    # Set too: no answer of the articles is of these kinds, so that any weight fits.
    "cannot answer": -3.0,
}
# A logistic function of the best unit's signals. Its slope and bias are such that it is right as a probability where
# nearly half of the questions are adversarial.
CONFIDENCE = {
    "answerable": 0.140,
    "likelier elsewhere": -0.106,
    "best": 0.011,
    "support": 0.039,
    "fused score": 2.427,
    "best cosine": 4.790,
    "names left to another": -0.028,
    "cannot answer": -3.940,
    "answer of another kind": -0.592,
    "passage cosine": 0.487,
    "coverage": 0.122,
    "coverage in context": 0.149,
    "names out of sentence": -0.071,
    "leant away": -0.563,
}
CONFIDENCE_BIAS = -5.485
# On the articles' questions, which the weights were fitted on too: from 0.3 on 92 % of the answerable ones are
# answered, 95 % of the left-out and off-topic ones declined, 27 % of the adversarial ones; from 0.4 on 98 % of the
# former are declined, and the first sentence quoted is right for 85 % of the answered.
POINTS: dict[Caution, OperatingPoints] = {
    "low": OperatingPoints(weak=0.20, sure=0.35),
    "normal": OperatingPoints(weak=0.30, sure=0.40),
    "high": OperatingPoints(weak=0.40, sure=0.55),
}
