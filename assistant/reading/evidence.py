"""How well a sentence supports an answer, in numbers.

Each feature is a number in about 0..1 that compares a question with one quotable unit, and with what stands
around it. `assistant.reading.signals` puts them beside what the network says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.forms.defined import defines, tells_what_happened
from assistant.forms.letterhead import people_of_head
from assistant.forms.posed import likeness, sameness, sameness_to_heading, sameness_to_label
from assistant.forms.rows import cell_asked
from assistant.language.answer_kind import holds, kind_of
from assistant.language.implied import implied
from assistant.language.kindred import KINDRED, kindred_in
from assistant.language.named import same_name
from assistant.language.unset import unset
from assistant.language.wording import Token, content_words, names_and_numbers, stem, stems, tokens
from assistant.language.works import without_work
from assistant.reader import quoted
from assistant.reading.candidates import Candidate, is_line_of_heading
from store import Passage, Snapshot

Numbers = npt.NDArray[np.float64]

FEATURES = (
    "passage cosine",  # between the vectors of question and passage
    "coverage",  # share of the question's words, by rarity, that the sentence holds
    "coverage in context",  # the same with the sentence it refers back to, the headings and the title
    "coverage in passage",  # the same with the whole passage, the headings and the title
    "coverage elsewhere",  # the share that the passage holds and the sentence in its context does not
    "missing names",  # share of the question's names and numbers that are not even there
    "names out of sentence",  # share that the sentence itself and the heading right above lack
    "rarest missing",  # rarity of the rarest word that is missing there, against the rarest possible
    "kind held",  # 1 when a date, number, place or name is asked for and the sentence holds a new one
    "kind lacking",  # 1 when it is asked for and the sentence holds none
    "question posed",  # how nearly the question above that it answers is the one asked: 1 for the same
    "heading asked",  # how nearly it asks for what the heading above, or the unit's label, names: 1 for just that
    "cell asked",  # 1 for the row of a table that surely has the cell that is asked for
    "defined",  # how surely it tells what something or somebody is, where that is asked: see `defines`
    "happening",  # 1 when it is asked what happened at a time or place, and the sentence holds it
    "heading",  # 1 for the line of a heading above its passage, which names a matter and says nothing of it
    "fragment",  # 1 for a heading or another unit too short to say anything
)
# A heading, a label or a cell: shorter than this, a unit states nothing by itself.
FRAGMENT_WORDS = 5
# A name that nearly every passage holds, as "Japan" does in briefs on a dialogue with Japan, still parts those who are
# asked for from others: it weighs so much of the rarest word.
_LEAST_NAME = 0.3
# A word that no passage holds; the highest rarity there is in this store.
_NOWHERE = "qzxjqvk"


def features_of(
    question: str, candidates: Sequence[Candidate], snapshot: Snapshot, whole: str | None = None
) -> Numbers:
    """Return one row of `FEATURES` per candidate.

    Args:
        question: the stand-alone question.
        candidates: units of passages of the snapshot.
        snapshot: says how rare words are, and the documents' titles.
        whole: a follow-up behind what was asked before it, whose words tell where its answer stands.
    """
    asked = _Asked.of(question, whole or question, snapshot)
    surroundings: dict[str, _Surroundings] = {}
    rows = []
    for candidate in candidates:
        passage = candidate.passage
        if passage.passage_id not in surroundings:
            surroundings[passage.passage_id] = _Surroundings.of(passage, snapshot, question)
        rows.append(asked.compare(candidate, surroundings[passage.passage_id]))
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What stands above a passage, as stems, alone and with the passage itself.

    ``heading`` has those of the heading right above; ``named`` says how nearly the question asks for what that names.
    """

    above: frozenset[str]
    around: frozenset[str]
    heading: frozenset[str]
    named: float

    @classmethod
    def of(cls, passage: Passage, snapshot: Snapshot, question: str) -> _Surroundings:
        title = snapshot.document(passage.document_id).title
        nearest = " ".join(passage.heading[-1:])
        people = people_of_head(snapshot.openings()[passage.document_id].text)
        higher = stems(" ".join((title, people, *passage.heading[:-1])))
        heading = stems(nearest)
        named = likeness(sameness_to_heading(question, nearest, higher)) if nearest else 0.0
        above = higher | heading
        return cls(above, above | stems(passage.text), heading, named)

    def labelled(self, question: str, unit: str) -> float:
        """Return how nearly a question asks for what the label of a unit names, 0..1."""
        return likeness(sameness_to_label(question, unit, self.above))


@dataclass(frozen=True, slots=True)
class _Word:
    stem: str
    weight: float
    is_name: bool

    def within(self, found: frozenset[str]) -> bool:
        if self.stem in found:
            return True
        return self.is_name and any(same_name(self.stem, other) for other in found)

    def told_by(self, found: frozenset[str]) -> float:
        """Return how much of the word is there, 0..1: all of it, or one that stands for it."""
        if self.within(found):
            return 1.0
        return KINDRED if not self.is_name and kindred_in(self.stem, found) else 0.0


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with its words; ``all_words`` has those of the questions before it too, where it follows up."""

    question: str
    words: tuple[_Word, ...]
    all_words: tuple[_Word, ...]
    rarest: float

    @classmethod
    def of(cls, question: str, whole: str, snapshot: Snapshot) -> _Asked:
        words: dict[str, Token] = {}
        for token in content_words(without_work(whole)):
            words.setdefault(stem(token.text), token)
        must = {stem(token.text) for token in names_and_numbers(whole)}
        rarity = snapshot.rarity([*(token.lower for token in words.values()), _NOWHERE])
        rarest = rarity[_NOWHERE]
        weighed = tuple(
            _Word(root, max(rarity[token.lower], _LEAST_NAME * rarest if root in must else 0.0), root in must)
            for root, token in words.items()
        )
        if whole == question:
            return cls(question, weighed, weighed, rarest)
        own = {stem(token.text) for token in content_words(without_work(question))}
        return cls(question, tuple(word for word in weighed if word.stem in own), weighed, rarest)

    def compare(self, candidate: Candidate, surroundings: _Surroundings) -> list[float]:
        text = candidate.text
        sentence = stems(text) | implied(text)
        context = surroundings.above | stems(candidate.in_context) | sentence
        around = surroundings.around | sentence
        names = [word for word in self.all_words if word.is_name]
        headed = sentence | surroundings.heading
        missing = [word for word in self.all_words if not word.within(around)]
        in_context = self._coverage(context)
        kind = kind_of(self.question)
        held = kind is not None and (holds(kind, text, self.question) or unset(self.question, text) is not None)
        return [
            candidate.similarity,
            self._coverage(sentence),
            in_context,
            _coverage(self.all_words, around),
            max(0.0, self._coverage(around) - in_context),
            _share([word for word in names if not word.within(around)], names),
            _share([word for word in names if not word.within(headed)], names),
            max((word.weight for word in missing), default=0.0) / self.rarest,
            float(held),
            float(kind is not None and not held),
            self._posed(candidate, surroundings),
            max(surroundings.named, 0.0 if candidate.is_said else surroundings.labelled(self.question, text)),
            float(cell_asked(self.question, candidate.passage, candidate.sentence) is not None),
            0.0 if candidate.is_said else defines(self.question, text),
            float(tells_what_happened(self.question, text)),
            float(is_line_of_heading(candidate.passage, text)),
            float(len(tokens(text)) < FRAGMENT_WORDS),
        ]

    def _posed(self, candidate: Candidate, surroundings: _Surroundings) -> float:
        if candidate.question is None:
            return 0.0
        alike = sameness(self.question, quoted(candidate.passage, candidate.question), surroundings.above)
        return likeness(alike)

    def _coverage(self, found: frozenset[str]) -> float:
        return _coverage(self.words, found)


def _coverage(words: Sequence[_Word], found: frozenset[str]) -> float:
    total = sum(word.weight for word in words)
    return sum(word.weight * word.told_by(found) for word in words) / total if total else 0.0


def _share(part: list[_Word], whole: list[_Word]) -> float:
    return len(part) / len(whole) if whole else 0.0
