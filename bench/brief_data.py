"""Questions on briefs as examples to train the reader on, each with the passages that a search really brings.

`bench/briefs` holds invented briefs of many kinds, written for this project, with what people would ask of them in
their own words: `fit/` to train on, `choose/` to choose and calibrate on, `rules/` those whose failures rules of the
assistant were written after, `test/` only to measure. Each document `NAME.md` has its questions in `NAME.yaml`, in the
format of `briefing evaluate`.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.evaluation.matching import Place, Target, targets
from assistant.evaluation.questions import Expected, Question
from assistant.evaluation.reading import read_questions
from assistant.follow_ups.context import behind
from assistant.language.wording import content_words, stem, stems
from bench.articles import Asked, document_ids
from bench.reader_data import Example, Spans
from ingest import ingest
from store import Hit, Passage, Snapshot, Store

BRIEFS = Path(__file__).parent / "briefs"
# What the network reads for a question in use.
SEARCHED = 8
# A question that a brief does not answer is asked of one of so many passages, the nearest ones.
NEAREST = 3
# A word that stands in no larger share of the briefs than this tells which of them a question is about.
TELLING = 0.05


@dataclass(frozen=True, slots=True)
class Read:
    """A question with what a search brings of its brief: the passages that answer it, and others, nearest first.

    ``elsewhere`` are the nearest passages of other briefs, none of which answers it: they lack a word of the question
    that tells its brief from nearly all others. A question without such a word ("Who wrote the memo?") has none.
    """

    answering: tuple[Example, ...]
    others: tuple[Example, ...]
    elsewhere: tuple[Example, ...]


def read(folder: Path) -> list[Read]:
    """Return the questions of a folder as examples, follow-ups behind what was asked before them."""
    files = sorted(folder.glob("*.yaml"))
    with tempfile.TemporaryDirectory() as kept, Store.open(fill(files, Path(kept) / "store")) as store:
        ids = document_ids(store)
        with store.snapshot() as snapshot:
            tells = Telling(store)
            return [one for file in files for one in _of_one(file, ids, tells, store, snapshot)]


class Telling:
    """Knows which words of a question tell which document of a store it is about: hardly another has them."""

    def __init__(self, store: Store) -> None:
        self._used = {name: stems(store.text(document_id)) for name, document_id in document_ids(store).items()}
        held = Counter(word for own in self._used.values() for word in own)
        self._rare = {word for word, count in held.items() if count <= max(1.0, TELLING * len(self._used))}

    def of(self, question: str, name: str) -> frozenset[str]:
        """Return the stems of a question that tell its document, given by its file's stem."""
        asked = {stem(word.text) for word in content_words(question)}
        return frozenset(asked & self._rare & self._used[name])


def fill(files: Sequence[Path], folder: Path) -> Path:
    """Make a store of the documents beside files of questions; return its folder."""
    with Store.open(folder) as store:
        report = ingest([file.with_suffix(".md") for file in files], store)
        if report.failed:
            raise SystemExit(f"not taken in: {report.failed}")
    return folder


def asked(folder: Path, store: Store) -> Iterator[Asked]:
    """Yield the questions of a folder that stand alone, each of the document named like its file.

    Those that a brief does not answer are written to share its words, and so are called adversarial.
    """
    ids = document_ids(store)
    for file in sorted(folder.glob("*.yaml")):
        for question, target in _standing_alone(file, store):
            places = [place.span for place in target.evidence if place.document_id == ids[file.stem]]
            if places or not question.expected.answerable:
                kind = "answerable" if places else "adversarial"
                said = question.expected.said[0] if question.expected.single else ()
                yield Asked(question.text, kind, file.stem, said, tuple((one.start, one.end) for one in places))


def _standing_alone(file: Path, store: Store) -> Iterator[tuple[Question, Target]]:
    """Yield the questions of a file that nothing was said before, each with what is expected in the store."""
    firsts = [one.questions[0] for one in read_questions(file) if not one.opening]
    return zip(firsts, targets(firsts, store), strict=True)


def _in_turn(file: Path, store: Store) -> Iterator[tuple[Question, Target]]:
    """Yield all questions of a file, each behind those that were asked before it."""
    asked = []
    for conversation in read_questions(file):
        before = list(conversation.opening)
        for question in conversation.questions:
            own = replace(question.expected, document=file.with_suffix(".md").name)
            text = behind(question.text, before) if before else question.text
            asked.append(replace(question, text=text, expected=own))
            before.append(question.text)
    return zip(asked, targets(asked, store), strict=True)


def _of_one(file: Path, ids: Mapping[str, str], tells: Telling, store: Store, snapshot: Snapshot) -> Iterator[Read]:
    document_id = ids[file.stem]
    rest = [other for other in ids.values() if other != document_id]
    text, title = store.text(document_id), snapshot.document(document_id).title
    for question, target in _in_turn(file, store):
        expected, places = question.expected, target.evidence
        spans = _marked(expected, places, text)
        hits = snapshot.search(question.text, SEARCHED, [document_id])

        def example(passage: Passage, answers: Spans = (), asked: Question = question) -> Example:
            exact = bool(asked.expected.said) or not answers
            return Example(asked.text, title, passage.text, answers, file.stem, exact=exact)

        least = 2 if len(expected.said) > 1 else 1
        held = [(hit.passage, _held(hit.passage, spans)) for hit in hits]
        answering = [example(passage, answers) for passage, answers in held if len(answers) >= least]
        others = [
            example(hit.passage)
            for hit, (_, answers) in zip(hits, held, strict=True)
            if not answers and not _overlaps(hit, places)
        ]
        own = tells.of(question.text, file.stem)
        near = [hit.passage for hit in snapshot.search(question.text, NEAREST, rest)] if own else []
        elsewhere = [
            replace(example(passage), title=snapshot.document(passage.document_id).title)
            for passage in near
            if own - stems(passage.text)
        ]
        if answering or not expected.answerable:
            yield Read(tuple(answering), tuple(others), tuple(elsewhere))


def _marked(expected: Expected, places: Sequence[Place], text: str) -> list[tuple[int, int]]:
    """Return where the exact answers stand in the evidence; all places of a list's items; or the evidence itself."""
    if not expected.said:
        return sorted((place.span.start, place.span.end) for place in places)
    said = [one for alternatives in expected.said for one in alternatives]
    if not expected.single:
        return sorted({found.span() for one in said for found in re.finditer(rf"\b{re.escape(one)}\b", text, re.I)})
    found = [(text.find(one, place.span.start, place.span.end), len(one)) for place in places for one in said]
    return sorted({(at, at + size) for at, size in found if at >= 0})


def _held(passage: Passage, spans: Sequence[tuple[int, int]]) -> Spans:
    start, end = passage.start, passage.end
    return tuple((a - start, b - start) for a, b in spans if start <= a and b <= end)


def _overlaps(hit: Hit, places: Sequence[Place]) -> bool:
    return any(hit.passage.start < place.span.end and place.span.start < hit.passage.end for place in places)
