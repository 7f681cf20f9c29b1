"""Reading: one consistent view of the store, whatever is written meanwhile."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, func, select

from store import cards, catalogue, fulltext, search
from store.embedder import Encode, Vectors
from store.errors import StoreUnusable, UnknownDocument
from store.openings import Openings
from store.record import IndexRecord
from store.schema import documents as documents_table
from store.schema import editions, passages
from store.types import Context, Document, Hit, Opening, Passage, Place, StoredCard
from store.vectors import CollectionGone, VectorIndex

# Up to so many passages are compared one by one (6 MB of vectors, about 10 ms); beyond, Chroma is quicker.
_EXACT_PASSAGES = 4096
# While a version is replaced Chroma may return vectors of no visible passage; fetch this much further.
_FETCH_FACTOR = 2
# Of so many documents the passages are remembered: as many as one answer is made of.
_REMEMBERED = 8
# So many passages tell the forms of a word, and how it is written.
_EXAMPLES = 3
_WRITTEN_IN = 10
# A sentence on its line, roughly: what ends with a title's or an initial's stop goes on.
_SENTENCE = re.compile(
    r"(?:[^.!?\n]|(?<=\bM[rsx])\.|(?<=\b[DS][rt])\.|(?<=\bMrs)\.|(?<=\bProf)\.|(?<=\b[A-Z])\.)+[.!?]?"
)
_WORD = re.compile(r"[^\W\d_]+")


class Snapshot:
    """One moment of the store: every method sees the same documents in the same versions.

    Made by `Store.snapshot`; usable by one thread at a time, until its ``with`` block ends.
    """

    def __init__(
        self,
        connection: Connection,
        vectors: VectorIndex | None,
        encode: Encode,
        openings: Openings,
    ) -> None:
        self._connection = connection
        self._vectors = vectors
        self._encode = encode
        self._openings = openings
        self._begun: dict[str, Opening] | None = None
        self._passages: dict[str, list[Passage]] = {}
        self._index = IndexRecord.active(connection).index_id

    def documents(self) -> list[Document]:
        """Return all documents in order of title, then source."""
        rows = self._connection.execute(catalogue.select_documents(self._index))
        return [catalogue.document_from(row) for row in rows]

    def document(self, document_id: str) -> Document:
        """Return one document; raises `UnknownDocument`."""
        query = catalogue.select_documents(self._index).where(editions.c.document_id == document_id)
        row = self._connection.execute(query).first()
        if row is None:
            raise UnknownDocument(document_id)
        return catalogue.document_from(row)

    def find(self, source: str) -> Document | None:
        """Return the document of a source, or None."""
        query = catalogue.select_documents(self._index).where(documents_table.c.source == source)
        row = self._connection.execute(query).first()
        return None if row is None else catalogue.document_from(row)

    def text(self, document_id: str) -> str:
        """Return the whole text of a document's version; raises `UnknownDocument`."""
        return str(self._of_edition(document_id, editions.c.text))

    def places(self, document_id: str) -> tuple[Place, ...]:
        """Return the map from a document's text to the characters of its pages; empty without pages."""
        return catalogue.places_from(str(self._of_edition(document_id, editions.c.places)))

    def page_at(self, document_id: str, position: int) -> int | None:
        """Return the page (from 1) of a character of a document's text, None without pages.

        A character between two runs of the map is on the page of the run before it; raises `UnknownDocument`.
        """
        runs = self.places(document_id)
        number = bisect_right(runs, position, key=lambda run: run.start) - 1
        return runs[max(number, 0)].page if runs else None

    def page_of(self, passage: Passage, position: int) -> int | None:
        """Return the page (from 1) of a character of a passage, None without pages.

        The map is looked at only where the passage may go on on another page; characters that are not in it, those
        of scans, are on the page that the passage begins on. Raises `UnknownDocument`.
        """
        if passage.page is None or position == passage.start:
            return passage.page
        query = select(passages.c.page).join_from(passages, editions).order_by(passages.c.start).limit(1)
        query = query.where(editions.c.document_id == passage.document_id, editions.c.index_id == self._index)
        following = self._connection.execute(query.where(passages.c.start > passage.start)).first()
        if following is not None and following.page == passage.page:
            return passage.page
        return max(passage.page, self.page_at(passage.document_id, position) or 0)

    def passages(self, document_id: str) -> list[Passage]:
        """Return a document's passages in the order of its text; raises `UnknownDocument`.

        Those of the last few documents are remembered: one answer looks at them from many sides.
        """
        if document_id not in self._passages:
            self.document(document_id)
            query = catalogue.select_passages(self._index).where(editions.c.document_id == document_id)
            rows = self._connection.execute(query.order_by(passages.c.start))
            if len(self._passages) >= _REMEMBERED:
                del self._passages[next(iter(self._passages))]
            self._passages[document_id] = [catalogue.passage_from(row) for row in rows]
        return list(self._passages[document_id])

    def card(self, document_id: str) -> StoredCard | None:
        """Return the card of a document's version, None where none was made yet."""
        return cards.card_of(self._connection, self._index, document_id)

    def lacking_cards(self, made_by: str) -> list[Document]:
        """Return the documents that have no card made by these rules, those first that were added first."""
        return cards.lacking(self._connection, self._index, made_by)

    def vectors(self, document_id: str) -> Vectors:
        """Return the unit vectors of a document's passages as rows, in the order of `passages`.

        Raises:
            UnknownDocument: it is not in the store.
        """
        self.document(document_id)
        query = select(passages.c.vector).join_from(passages, editions).order_by(passages.c.start)
        query = query.where(editions.c.index_id == self._index, editions.c.document_id == document_id)
        rows = [row.vector for row in self._connection.execute(query)]
        return np.frombuffer(b"".join(rows), dtype="<f4").reshape(len(rows), -1) if rows else np.zeros((0, 0), "<f4")

    def rarity(self, words: Collection[str]) -> dict[str, float]:
        """Return each word's inverse document frequency, above 0; higher is rarer, see `fulltext.rarity`."""
        return fulltext.rarity(self._connection, words)

    def holds(self, word: str) -> bool:
        """Return whether any passage has a word, in any of its forms ("initialled", "initialling")."""
        return fulltext.holds(self._connection, word)

    def terms(self, initial: str, shortest: int, longest: int) -> list[tuple[str, int]]:
        """Return the stems of all passages' words that begin so, by length, see `fulltext.terms`."""
        return fulltext.terms(self._connection, initial, shortest, longest)

    def forms_of(self, term: str) -> list[str]:
        """Return words of passages, in small letters, that have a stem of `terms`: "antenna", "antennas"."""
        begun = term[: max(1, len(term) - 2)]
        words = (
            word.lower()
            for body in fulltext.texts_with(self._connection, term, _EXAMPLES)
            for word in _WORD.findall(body)
        )
        return sorted({word for word in words if word.startswith(begun)})

    def written(self, word: str) -> Counter[str]:
        """Return how some passages write a word, in small letters and in capitals, and how often.

        Words in title case count only within sentences: where these begin and in headings any word has a capital.
        """
        lines = (
            line
            for body in fulltext.texts_with(self._connection, word, _WRITTEN_IN)
            for line in _SENTENCE.findall(body)
        )
        found: Counter[str] = Counter()
        for line in lines:
            words = [one[0] for one in _WORD.finditer(line)]
            is_sentence = line.rstrip().endswith((".", "!", "?"))
            for before, one in pairwise(["", *words]):
                if one.lower() == word and (not one.istitle() or before.islower() or (before and is_sentence)):
                    found[one] += 1
        return found

    def openings(self) -> dict[str, Opening]:
        """Return what each document begins with, by its id; looked up once, for nothing changes within a snapshot."""
        if self._begun is None:
            self._begun = self._openings.of(self._connection, self._index)
        return self._begun

    def search(
        self,
        question: str,
        limit: int = 10,
        documents: Collection[str] | None = None,
        context: Sequence[Context] = (),
        leanings: Mapping[str, float] | None = None,
    ) -> list[Hit]:
        """Return the passages that best match a question, best first.

        Args:
            question: 1 to 2,000 characters in plain words.
            limit: at most so many hits, at least 1.
            documents: ids of the documents to search; None for all of them.
            context: what was said before; it moves the ranking towards what the conversation is about.
            leanings: what speaks for each document, 0..1 by id, beside what its passages say; it moves the ranking
                towards them, and the passages of those it speaks for most are candidates whatever else is found.

        Raises:
            InvalidQuestion: the question is empty or too long.
            UnknownDocument: one of ``documents`` is not in the store.
            ValueError: ``limit`` is below 1, or a share of ``context`` below 0.
        """
        question = search.checked_question(question)
        if limit < 1:
            raise ValueError(f"limit is {limit}, expected 1 or more")
        for said in context:
            if min(said.lexical, said.dense) < 0:
                raise ValueError(f"the context's shares are {said.lexical} and {said.dense}, expected 0 or more")
        for document_id in documents or ():
            self._of_edition(document_id, editions.c.id)
        if self._count(documents) == 0:
            return []
        meant = [said for said in context if said.dense]
        vectors = self._encode([question, *(said.text for said in meant)])
        vector = search.blended(vectors, [1.0, *(said.dense for said in meant)]) if meant else vectors[0]
        wanted = max(limit, search.CANDIDATES)
        matched = fulltext.search(self._connection, question, self._index, wanted, documents)
        favoured = search.favoured(leanings or {}, documents)
        if favoured:
            matched |= fulltext.search(self._connection, question, self._index, wanted, favoured)
        earlier = (
            (said.lexical, fulltext.search(self._connection, said.text, self._index, wanted, documents))
            for said in context
            if said.lexical
        )
        lexical = search.summed([(1.0, matched), *earlier])
        dense = self._nearest(vector, wanted, documents)
        if favoured:
            dense += self._nearest(vector, wanted, favoured)
        found = {
            row.id: row
            for row in self._connection.execute(
                catalogue.select_passages(self._index)
                .add_columns(passages.c.vector)
                .where(passages.c.id.in_({*lexical, *dense}))
            )
        }
        rows = {row_id: row.vector for row_id, row in found.items()}
        fused = search.fuse(search.similarities(vector, rows), lexical)
        towards = {row_id: (leanings or {}).get(row.document_id, 0.0) for row_id, row in found.items()}
        if leanings:
            fused = {row_id: search.leant(score, towards[row_id]) for row_id, score in fused.items()}
        cosine = search.similarities(vectors[0], rows)
        best = sorted(fused, key=lambda row_id: (-fused[row_id], row_id))[:limit]
        return [
            Hit(
                catalogue.passage_from(found[row_id]),
                fused[row_id],
                cosine[row_id],
                matched.get(row_id, 0.0),
                towards[row_id],
            )
            for row_id in best
        ]

    def similarities(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return the cosine between a question and each text, -1..1, by the store's embedding model."""
        vectors = self._encode([question, *texts])
        cosines: list[float] = np.clip(vectors[1:] @ vectors[0], -1, 1).tolist()
        return cosines

    def _nearest(self, vector: Vectors, limit: int, documents: Collection[str] | None) -> list[int]:
        """Return the row ids of the passages nearest to ``vector``, nearest first."""
        count = self._count(documents)
        if self._vectors is None or (documents is not None and count <= _EXACT_PASSAGES):
            return self._nearest_exactly(vector, limit, documents)
        fetch = limit
        while True:
            try:
                ids = self._vectors.query(self._index, vector, fetch, documents)
            except (CollectionGone, StoreUnusable, OSError):
                # Rebuilt while this snapshot is read, or its disk fails: the catalogue has every vector too.
                return self._nearest_exactly(vector, limit, documents)
            visible = self._row_ids(ids)
            if len(visible) >= min(limit, count) or len(ids) < fetch:
                return visible[:limit]
            fetch *= _FETCH_FACTOR

    def _nearest_exactly(self, vector: Vectors, limit: int, documents: Collection[str] | None) -> list[int]:
        query = select(passages.c.id, passages.c.vector).join_from(passages, editions)
        query = query.where(editions.c.index_id == self._index)
        if documents is not None:
            query = query.where(editions.c.document_id.in_(documents))
        scores = search.similarities(vector, {row.id: row.vector for row in self._connection.execute(query)})
        return sorted(scores, key=lambda row_id: (-scores[row_id], row_id))[:limit]

    def _row_ids(self, passage_ids: Sequence[str]) -> list[int]:
        """Return the row ids of those passages that this snapshot sees, in the given order."""
        query = select(passages.c.passage_id, passages.c.id).join_from(passages, editions)
        query = query.where(editions.c.index_id == self._index, passages.c.passage_id.in_(passage_ids))
        seen = {row.passage_id: row.id for row in self._connection.execute(query)}
        return [seen[passage_id] for passage_id in passage_ids if passage_id in seen]

    def _count(self, documents: Collection[str] | None) -> int:
        query = select(func.count()).select_from(passages).join(editions).where(editions.c.index_id == self._index)
        if documents is not None:
            query = query.where(editions.c.document_id.in_(documents))
        return int(self._connection.execute(query).scalar_one())

    def _of_edition(self, document_id: str, column: ColumnElement[Any]) -> object:
        query = select(column).where(editions.c.document_id == document_id, editions.c.index_id == self._index)
        row = self._connection.execute(query).first()
        if row is None:
            raise UnknownDocument(document_id)
        return row[0]
