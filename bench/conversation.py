"""Do follow-ups find their passages? Recall on conversations, against BM25 of the latest questions.

Reads a folder with MTRAG-UN's `conversations.jsonl` and `passages.jsonl`, puts every passage into a store as a
document of its own, and asks the last question of every conversation that has earlier turns and at least one relevant
passage by `Assistant.search(question, history, limit=5)`. Printed is the mean over those conversations of the share
of the relevant passages that are found (recall@5), for our search and for its baselines: BM25 of the store's own index
(FTS5, Porter stems, stop words dropped, over title and text) for the words of the last question alone, and of the last
two. As a check that a change of subject is not dragged back, each question is also asked with the history of another
conversation in the place of its own.

    python bench/conversation.py FOLDER
    python bench/conversation.py FOLDER --fit           # choose the shares on one half, report them on the other
    python bench/conversation.py FOLDER --follow-ups ABG_COQA

With `--follow-ups` it also reads Abg-CoQA's `coqa_abg_*.json`: terse questions on a story. There the story is known,
and counted is how often the reader's first sentence holds the answer, with the question as asked and as understood.

MTRAG-UN is at https://github.com/IBM/mt-rag-benchmark (Apache-2.0): one line per conversation with `turns`, `relevant`
(ids of passages) and `_id`, and one per passage with `_id`, `title` and `text`. Abg-CoQA is at
https://github.com/MeiqiGuo/AKBC2021-Abg-CoQA.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assistant import Assistant, Turn
from assistant.follow_ups.context import SHARES, Shares, context_of
from assistant.follow_ups.resolving import stand_alone
from assistant.reading.scoring import ChosenScorer
from assistant.reading.span_reader import SpanReader
from ingest.sentences import sentence_spans
from store import Hit, NewPassage, NewVersion, SentenceTransformerEmbedder, Span, Store, fulltext
from store.embedder import Vectors
from store.record import IndexRecord
from store.search import embedding_input

LIMIT = 5
# Shares are chosen among these, `--fit`.
GRID = [
    Shares(question, decay, questions, answer)
    for question, (questions, decay), answer in itertools.product(
        (0.1, 0.2, 0.3), ((1, 1.0), (3, 0.5)), (0.0, 0.05, 0.1)
    )
]
# A chosen share may cost a question on another subject no more recall than this.
MOST_LOST = 0.01


@dataclass(frozen=True, slots=True)
class Conversation:
    """The last question of a conversation, what was said before, and the ids of the passages that answer it."""

    name: str
    question: str
    history: tuple[Turn, ...]
    relevant: frozenset[str]

    @property
    def half(self) -> int:
        """0 or 1, at random but for good."""
        return hashlib.sha256(self.name.encode()).digest()[0] % 2


Ranking = Callable[[str, Sequence[Turn]], list[str]]


class Prepared:
    """The packaged model with vectors made beforehand, many at once; they live as long as this object."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._model = SentenceTransformerEmbedder()
        self.name, self.digest, self.dimension = self._model.name, self._model.digest, self._model.dimension
        self._vectors = dict(zip(texts, self._model.encode(texts), strict=True))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return a unit vector for each text, made only once."""
        new = list(dict.fromkeys(text for text in texts if text not in self._vectors))
        if new:
            self._vectors.update(zip(new, self._model.encode(new), strict=True))
        return np.stack([self._vectors[text] for text in texts])


def read_lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def read_conversations(folder: Path) -> list[Conversation]:
    found = []
    for line in read_lines(folder / "conversations.jsonl"):
        *earlier, last = line["turns"]
        if not earlier or not line["relevant"]:
            continue
        pairs = zip(earlier[::2], earlier[1::2], strict=True)
        history = tuple(Turn(user["text"], agent["text"]) for user, agent in pairs)
        name = line["_id"].split("<::>")[0]
        found.append(Conversation(name, last["text"], history, frozenset(line["relevant"])))
    return found


def version_of(name: str, title: str, text: str) -> NewVersion:
    sentences = tuple(Span(*span) for span in sentence_spans(text))
    passage = NewPassage(sentences[0].start, sentences[-1].end, None, (), sentences)
    return NewVersion(f"upload:{name}", title, f"{name}\n{text}".encode(), text, None, (), (passage,))


@contextmanager
def filled(versions: Sequence[NewVersion]) -> Iterator[Store]:
    texts = [
        embedding_input(version.title, one.heading, version.text[one.start : one.end])
        for version in versions
        for one in version.passages
    ]
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "s", embedder=Prepared(texts)) as store:
        for version in versions:
            store.add(version)
        yield store


def recalls(conversations: Sequence[Conversation], histories: Sequence[Sequence[Turn]], ranking: Ranking) -> np.ndarray:
    """Return the share of the relevant passages found for each conversation."""
    return np.array(
        [
            len(one.relevant.intersection(ranking(one.question, history))) / len(one.relevant)
            for one, history in zip(conversations, histories, strict=True)
        ]
    )


def of_others(conversations: Sequence[Conversation]) -> list[tuple[Turn, ...]]:
    """Return for each conversation the history of one that has none of its passages."""
    choice = random.Random(0)
    return [
        choice.choice([other.history for other in conversations if not other.relevant & one.relevant])
        for one in conversations
    ]


def measure(folder: Path, fit: bool) -> None:
    conversations = read_conversations(folder)
    passages = [version_of(one["_id"], one["title"], one["text"]) for one in read_lines(folder / "passages.jsonl")]
    halves = np.array([one.half for one in conversations])
    with filled(passages) as store:
        names = {one.document_id: one.source.removeprefix("upload:") for one in store.documents()}
        assistant = Assistant(store)

        def named(hits: Sequence[Hit]) -> list[str]:
            return [names[hit.passage.document_id] for hit in hits]

        def bm25(turns: int) -> Ranking:
            def rank(question: str, history: Sequence[Turn]) -> list[str]:
                words = " ".join([*(turn.question for turn in history[len(history) - turns + 1 :]), question])
                with store._engine.connect() as connection:
                    index = IndexRecord.active(connection).index_id
                    rows = fulltext.search(connection, words, index, LIMIT, None)
                    marks = ",".join("?" * len(rows))
                    of_rows = dict(
                        connection.exec_driver_sql(
                            "SELECT passages.id, document_id FROM passages JOIN editions ON editions.id = edition_id "
                            f"WHERE passages.id IN ({marks})",
                            tuple(rows),
                        ).all()
                    )
                return [names[of_rows[row]] for row in rows]

            return rank

        def searched(shares: Shares | None, *, rules: bool = True) -> Ranking:
            def rank(question: str, history: Sequence[Turn]) -> list[str]:
                understood = stand_alone(question, history) if rules else None
                context = context_of(question, history, shares) if shares and not understood else ()
                return named(store.search(understood or question, LIMIT, context=context))

            return rank

        def ours(question: str, history: Sequence[Turn]) -> list[str]:
            return named(assistant.search(question, history, limit=LIMIT))

        own = [one.history for one in conversations]
        other = of_others(conversations)
        none: list[tuple[Turn, ...]] = [() for _ in conversations]
        print(
            f"{len(conversations)} conversations, {len(passages)} passages; recall@{LIMIT} (the two halves), "
            "ratio to BM25 of two questions, time a question"
        )
        baseline = recalls(conversations, own, bm25(2)).mean()
        rows: list[tuple[str, Sequence[Sequence[Turn]], Ranking]] = [
            ("BM25, last question", own, bm25(1)),
            ("BM25, last two questions", own, bm25(2)),
            ("search, rules alone", own, searched(None)),
            ("search, context alone", own, searched(SHARES, rules=False)),
            ("search, rules and context", own, searched(SHARES)),
            ("ours", own, ours),
            ("ours, without the conversation", none, ours),
            ("ours, history of another", other, ours),
        ]
        for name, histories, ranking in rows:
            begun = perf_counter()
            found = recalls(conversations, histories, ranking)
            spent = 1000 * (perf_counter() - begun) / len(conversations)
            parts = ", ".join(f"{found[halves == half].mean():.3f}" for half in (0, 1))
            print(
                f"  {name:32} {found.mean():.3f} ({parts})  {found.mean() / baseline:.3f}  {spent:4.0f} ms", flush=True
            )
        if fit:
            choose(conversations, halves, own, other, none, searched)


def choose(
    conversations: Sequence[Conversation],
    halves: np.ndarray,
    own: Sequence[Sequence[Turn]],
    other: Sequence[Sequence[Turn]],
    none: Sequence[Sequence[Turn]],
    searched: Callable[[Shares | None], Ranking],
) -> None:
    """Print the shares that are best on each half without harm there, and what they give on the other half."""
    alone = recalls(conversations, none, searched(None))
    with_own = {shares: recalls(conversations, own, searched(shares)) for shares in GRID}
    with_other = {shares: recalls(conversations, other, searched(shares)) for shares in GRID}
    for shares in GRID:
        print(f"  {shares}: own {with_own[shares].mean():.3f}, another's {with_other[shares].mean():.3f}")
    for half in (0, 1):
        here, there = halves == half, halves != half
        harmless = [one for one in GRID if with_other[one][here].mean() >= alone[here].mean() - MOST_LOST]
        best = max(harmless or GRID, key=lambda one: with_own[one][here].mean())
        print(
            f"chosen on half {half}: {best}; there {with_own[best][here].mean():.3f}, on the other half "
            f"{with_own[best][there].mean():.3f} (another's history: {with_other[best][there].mean():.3f}, no "
            f"conversation: {alone[there].mean():.3f})"
        )


def follow_ups(folder: Path, most: int) -> None:
    """Print how often the first sentence read holds the answer, with and without the conversation."""
    items = [item for path in sorted(folder.glob("coqa_abg_*.json")) for item in json.loads(path.read_text())["data"]]
    items = [item for item in items if item["history_turns"] and item["target_turn"]["span_start"] >= 0]
    random.Random(0).shuffle(items)
    items = items[:most]
    stories = list(dict.fromkeys(item["story"] for item in items))
    # All are longer than a passage may be, and each is one: what is measured is the question, not the search.
    versions = [version_of(str(number), "", story) for number, story in enumerate(stories)]
    right: dict[str, list[bool]] = {"as asked": [], "as understood": []}
    changed = []
    with filled(versions) as store, store.snapshot() as view:
        ids = {stories[int(one.source.removeprefix("upload:"))]: one.document_id for one in store.documents()}
        reader = SpanReader(ChosenScorer())
        for item in items:
            target = item["target_turn"]
            history = [Turn(turn["question"], turn["answer"]) for turn in item["history_turns"]]
            understood = stand_alone(target["question"], history)
            changed.append(understood is not None)
            for name, question in (("as asked", target["question"]), ("as understood", understood)):
                if question is None:
                    right[name].append(right["as asked"][-1])
                    continue
                hits = view.search(question, 1, [ids[item["story"]]])
                sentence = reader.read(question, hits, view).findings[0].sentence
                right[name].append(sentence.start < target["span_end"] and target["span_start"] < sentence.end)
    touched = np.array(changed)
    print(f"{len(items)} follow-ups on {len(stories)} stories, {touched.sum()} understood otherwise than asked")
    for name, found in right.items():
        of_all, of_touched = np.array(found), np.array(found)[touched]
        print(
            f"  first sentence holds the answer, {name}: {of_all.mean():.3f}; of those changed {of_touched.mean():.3f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="MTRAG-UN's conversations.jsonl and passages.jsonl")
    parser.add_argument("--fit", action="store_true", help="also choose the shares anew, half by half")
    parser.add_argument("--follow-ups", type=Path, metavar="ABG_COQA", help="also measure on Abg-CoQA in this folder")
    parser.add_argument("--most", type=int, default=2000, help="at most so many of its questions, at random")
    arguments = parser.parse_args()
    measure(arguments.folder, arguments.fit)
    if arguments.follow_ups:
        follow_ups(arguments.follow_ups, arguments.most)


if __name__ == "__main__":
    main()
