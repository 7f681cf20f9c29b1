"""Variations of training examples, so that the reader learns to read and not what stands in the training articles.

Twenty-six articles are few: after some rounds a network knows them by heart, and has an F1 of 94 there where it has 73
on articles that it never saw. So names and years are exchanged, the same way in question and passages, and words are
masked; and passages lose the sentences that answer.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from bench.reader_data import Example
from ingest.sentences import sentence_spans
from store.embedder import SentenceTransformerEmbedder

# A name is exchanged for one of so many that are nearest in meaning: a country for a country, a person for a person.
NEIGHBOURS = 24
# Words with the same beginning are often one name in two forms, "Norman" and "Normandy".
SAME_BEGINNING = 4
# A name that stands once in all texts is often no name, but a sentence's first word.
LEAST_TIMES = 2
# Of the names of a question's texts, so many are exchanged.
EXCHANGED = 0.7
# Years are moved by at most so many, all of a question's texts by the same number, so that their order stays.
MOST_YEARS = 60

_WORD = re.compile(r"[A-Za-z][\w-]*")
_NAME_OR_NUMBER = re.compile(r"\b(?:[A-Z][a-z][\w-]*|1\d{3}(?=s?\b)|20\d\d(?=s?\b)|\d[\d,.]*\d)\b")
_YEAR = re.compile(r"1\d{3}|20\d\d")


class Renamer:
    """Exchanges names, years and numbers in the texts of a question.

    Args:
        texts: all texts; a word that is written with a capital everywhere is a name.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        counts = Counter(word for text in texts for word in _WORD.findall(text))
        lower = {word for word in counts if word.islower()}
        self._names = sorted(
            word
            for word, count in counts.items()
            if word[0].isupper() and word[1:].islower() and count >= LEAST_TIMES and word.lower() not in lower
        )
        self._number = {name: number for number, name in enumerate(self._names)}
        vectors = np.asarray(SentenceTransformerEmbedder().encode(self._names))
        self._near = np.argsort(-(vectors @ vectors.T), axis=1)[:, 1 : 2 * NEIGHBOURS + 1]

    def __call__(self, group: tuple[Example, ...], rng: random.Random) -> tuple[Example, ...]:
        """Return a question and its passages with other names, years and numbers."""
        years = rng.choice([-1, 1]) * rng.randint(1, MOST_YEARS)
        chosen: dict[str, str] = {}

        def other(old: str) -> str:
            if old not in chosen:
                chosen[old] = self._other(old, years, rng)
            return chosen[old]

        return tuple(_rewritten(example, other) for example in group)

    def _other(self, old: str, years: int, rng: random.Random) -> str:
        if _YEAR.fullmatch(old):
            moved = int(old) + years
            return str(moved) if 1000 <= moved < 2100 else old
        if old[0].isdigit():
            return old[0] + "".join(str(rng.randint(0, 9)) if char.isdigit() else char for char in old[1:])
        if old not in self._number or rng.random() >= EXCHANGED:
            return old
        near = [self._names[number] for number in self._near[self._number[old]]]
        free = [name for name in near if name[:SAME_BEGINNING] != old[:SAME_BEGINNING]][:NEIGHBOURS]
        return rng.choice(free) if free else old


def _rewritten(example: Example, other: Callable[[str], str]) -> Example:
    pieces: list[str] = []
    moved: list[tuple[int, int, int, int]] = []  # where a stretch stood, where it stands
    done, length = 0, 0
    for found in _NAME_OR_NUMBER.finditer(example.passage):
        new = other(found[0])
        between = example.passage[done : found.start()]
        length += len(between)
        moved.append((found.start(), found.end(), length, length + len(new)))
        pieces += [between, new]
        length += len(new)
        done = found.end()
    pieces.append(example.passage[done:])

    def start_of(place: int) -> int:
        shift = 0
        for old_start, old_end, new_start, new_end in moved:
            if old_start > place:
                break
            if place < old_end:
                return new_start
            shift = new_end - old_end
        return place + shift

    def end_of(place: int) -> int:
        shift = 0
        for old_start, old_end, _, new_end in moved:
            if old_start >= place:
                break
            if place <= old_end:
                return new_end
            shift = new_end - old_end
        return place + shift

    return replace(
        example,
        question=_NAME_OR_NUMBER.sub(lambda found: other(found[0]), example.question),
        title=_NAME_OR_NUMBER.sub(lambda found: other(found[0]), example.title),
        passage="".join(pieces),
        answers=tuple((start_of(start), end_of(end)) for start, end in example.answers),
    )


def without_answer(example: Example) -> Example | None:
    """Return an answerable question on its passage less the sentences that hold the answer.

    None where less than two sentences are left, or where the answer is said once more.
    """
    text = example.passage
    kept = [
        text[low:high]
        for low, high in sentence_spans(text)
        if not any(low < end and start < high for start, end in example.answers)
    ]
    left = " ".join(kept)
    if len(kept) < 2 or any(text[start:end].lower() in left.lower() for start, end in example.answers):
        return None
    return replace(example, passage=left, answers=())


def masked(ids: Sequence[int], kept: Sequence[bool], mask: int, share: float, rng: random.Random) -> list[int]:
    """Return tokens of which the share is masked.

    Args:
        ids: the tokens.
        kept: whether a token must stay as it is: those of the answer, those between question and passage.
        mask: the mask's number.
        share: of the tokens, 0..1.
        rng: draws.
    """
    return [mask if not stays and rng.random() < share else one for one, stays in zip(ids, kept, strict=True)]
